"""What differs becomes changes; what was seen before is confirmed, or was gone before it could be.

Only pending changes of the page's own doing are settled: what a parser shows otherwise is recorded and told to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.models import Offer
from warehouse.changes import BACK, NEW, WITHDRAWN, Change, Context, of_field, of_offer
from warehouse.entries import Cause
from warehouse.facts import Diff, compare
from warehouse.moves import move_row, with_moves
from warehouse.store import insert, rows, run
from warehouse.telling import NOTHING, STILL, Told, told_as

# A second look confirms only when it is this much later.
CONFIRM = timedelta(minutes=60)

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """An offer whose facts are not those of its last version."""

    offer_id: str
    before: Offer
    after: Offer
    before_capture_id: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An offer that was not open. ``gone_capture_id``: it had been, until that capture."""

    offer_id: str
    offer: Offer
    gone_capture_id: str = ""

    @property
    def is_back(self) -> bool:
        return bool(self.gone_capture_id)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An offer that two complete readings did not show; the capture and cause are those of the first."""

    offer_id: str
    before: Offer
    before_capture_id: str
    since: datetime
    capture_id: str
    reading_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What one look found. ``last_capture_id``: the look before."""

    context: Context
    differences: Sequence[Difference]
    arrivals: Sequence[Arrival]
    withdrawals: Sequence[Withdrawal]
    brought_bytes: bool
    last_capture_id: str

    @property
    def whose(self) -> tuple[str, str]:
        return (self.context.source_id, self.context.part)


@dataclass(frozen=True, slots=True)
class Settled:
    """``is_moved``: facts differ. ``is_waiting``: a change waits for an unconditional second look."""

    is_moved: bool
    is_waiting: bool
    found: Sequence[Change] = ()


@dataclass
class _Outcome:
    """Of one look: changes ``found``, and what became of those that waited."""

    found: list[Change] = field(default_factory=list)
    undone: dict[str, Change] = field(default_factory=dict)
    ready: list[Change] = field(default_factory=list)
    confirmed: list[Change] = field(default_factory=list)


def settle(connection: DuckDBPyConnection, looks: Sequence[Unsettled]) -> list[Settled]:
    """Write the changes of looks of different sources, and settle those that wait. Versions are written already."""
    whose = {"source_ids": [look.context.source_id for look in looks], "parts": [look.context.part for look in looks]}
    pending: dict[tuple[str, str], dict[Key, Change]] = {look.whose: {} for look in looks}
    shown: set[str] = set()
    for row in rows(connection, "pending_changes", **whose):
        if row.pop("is_shown"):
            shown.add(row["change_id"])
        change = Change(**row)
        pending[change.source_id, change.part][change.key] = change
    oldest = {(row[0], row[1]): row[2] for row in run(connection, "oldest_absences", **whose)}
    outcomes = [_settle(look, pending[look.whose], shown, oldest.get(look.whose)) for look in looks]
    told = {c.change_id: c for c in as_told(connection, [c for outcome in outcomes for c in outcome.found])}
    for outcome in outcomes:
        outcome.found = with_moves([told[change.change_id] for change in outcome.found])
    insert(connection, "core.changes", [change.row() for outcome in outcomes for change in outcome.found])
    settled = [
        (change.change_id, state, look.context.seen_at, look.context.capture_id)
        for look, outcome in zip(looks, outcomes, strict=True)
        for state, changes in (("confirmed", outcome.confirmed), ("undone", outcome.undone.values()))
        for change in changes
    ]
    settle_changes(connection, settled)
    full = [look.context for look in looks if look.brought_bytes]
    still = settle_flaps(connection, full)
    tell_moves(
        connection,
        still | {c.move_id for o in outcomes for c in (*o.found, *o.confirmed, *o.undone.values())},
    )
    return [
        Settled(
            is_moved=bool(look.differences or look.arrivals or look.withdrawals),
            is_waiting=len(outcome.ready) > len(outcome.confirmed)
            or any(
                c.cause == Cause.PAGE and c.state == "seen" and not _waits_for_absence(c, oldest.get(look.whose))
                for c in outcome.found
            ),
            found=outcome.found,
        )
        for look, outcome in zip(looks, outcomes, strict=True)
    ]


def settle_changes(connection: DuckDBPyConnection, settled: Sequence[tuple[str, str, datetime, str]]) -> None:
    """Changes that were confirmed or undone: id, which of the two, when, and by which capture."""
    if settled:
        names = ("change_ids", "states", "moments", "capture_ids")
        run(connection, "settle_changes", **{name: [item[i] for item in settled] for i, name in enumerate(names)})


def settle_flaps(connection: DuckDBPyConnection, looks: Sequence[Context]) -> set[str]:
    """What flapped and has been still for long enough; the moves that this alters."""
    if not looks:
        return set()
    moments = [look.seen_at - STILL for look in looks]
    whose = {"source_ids": [look.source_id for look in looks], "parts": [look.part for look in looks]}
    return {row[0] for row in run(connection, "settle_flaps", **whose, moments=moments)}


def _settle(look: Unsettled, pending: dict[Key, Change], shown: set[str], oldest: datetime | None) -> _Outcome:
    context, outcome = look.context, _Outcome()
    for item in look.differences:
        outcome.found += _fields(context, item, pending, outcome.undone)
    for arrival in look.arrivals:
        outcome.found += _arrived(context, arrival, pending, outcome.undone, look.last_capture_id)
    for withdrawal in look.withdrawals:
        outcome.found += _withdrawn(context, withdrawal, pending, outcome.undone, brought_bytes=look.brought_bytes)
    if context.is_backfill or context.is_statement:
        outcome.found = [_at_once(change) for change in outcome.found]
    left = [c for c in pending.values() if c.change_id not in outcome.undone]
    outcome.ready = [c for c in left if _agrees(c, c.change_id in shown) and not _waits_for_absence(c, oldest)]
    # A page of the past confirms only what was filled in itself: what people may be told takes a look of our own.
    outcome.confirmed = [
        c
        for c in outcome.ready
        if look.brought_bytes and context.seen_at - c.seen_at >= CONFIRM and (c.is_backfill or not context.is_backfill)
    ]
    return outcome


def _fields(
    context: Context, item: Difference, pending: dict[Key, Change], undone: dict[str, Change]
) -> Iterable[Change]:
    for diff in compare(item.before, item.after):
        waiting = pending.get((item.offer_id, diff.field, diff.place))
        before_capture_id = item.before_capture_id
        if waiting:
            # Never confirmed, so nobody was told: what counts is the value before it.
            undone[waiting.change_id] = waiting
            old, new = waiting.old, diff.new
            if old.same(new) if old else new is None:
                continue
            diff = Diff(diff.field, diff.place, old, new, diff.is_claim)
            before_capture_id = waiting.before_capture_id
        change = of_field(context, item.offer_id, item.before, item.after, diff, before_capture_id)
        yield replace(change, before_words=waiting.before_words) if waiting else change


def _arrived(
    context: Context, arrival: Arrival, pending: dict[Key, Change], undone: dict[str, Change], last_capture_id: str
) -> Iterable[Change]:
    waiting = pending.get((arrival.offer_id, "offer", ""))
    if waiting and waiting.new_value == WITHDRAWN:
        undone[waiting.change_id] = waiting
    else:
        what = BACK if arrival.is_back else NEW
        yield of_offer(context, arrival.offer_id, what, arrival.offer, arrival.gone_capture_id or last_capture_id)


def _at_once(change: Change) -> Change:
    """What is filled in waits for no second look: nobody is told, and an archive keeps a page once however long it
    stood. (Tried without: of three prices a month apart, the one in the middle was taken for a slip.) Nor does what a
    person wrote into a file of their own: no server can have garbled it, and the same file would only say it again."""
    if change.state != "seen":
        return change
    settled = change.after_capture_id
    return replace(change, state="confirmed", confirmed_at=change.seen_at, settled_capture_id=settled)


def _withdrawn(
    context: Context, gone: Withdrawal, pending: dict[Key, Change], undone: dict[str, Change], *, brought_bytes: bool
) -> Iterable[Change]:
    mine = [change for key, change in pending.items() if key[0] == gone.offer_id]
    undone.update({change.change_id: change for change in mine})
    if any(change.field == "offer" for change in mine):  # new or back, and gone again before anybody was told
        return
    first = replace(context, capture_id=gone.capture_id, reading_id=gone.reading_id, cause=gone.cause)
    change = of_offer(first, gone.offer_id, WITHDRAWN, gone.before, gone.before_capture_id, since=gone.since)
    if brought_bytes and gone.cause is Cause.PAGE:  # this look is the second one already
        change = replace(change, state="confirmed", confirmed_at=context.seen_at, settled_capture_id=context.capture_id)
    yield change


def _agrees(change: Change, is_shown: bool) -> bool:
    """Does this look show a pending change again? (If it showed another value, it was undone above.)"""
    is_end = change.field == "offer" and change.new_value == WITHDRAWN
    return is_shown is not is_end


def _waits_for_absence(change: Change, oldest: datetime | None) -> bool:
    """A new offer is not told while others of its part may yet turn out to be what it was called before."""
    return change.field == "offer" and change.new_value == NEW and oldest is not None and oldest <= change.seen_at


def as_told(connection: DuckDBPyConnection, found: Sequence[Change]) -> list[Change]:
    """Mark what takes back a change that was confirmed before, and how each is told."""
    offer_ids = sorted({change.offer_id for change in found})
    earlier: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(connection, "confirmed_before", offer_ids=offer_ids) if offer_ids else ():
        earlier[row["offer_id"], row["field"], row["place"]].append(row)
    marked = []
    for change in found:
        known = earlier[change.key]
        last = known[-1] if known and takes_back(change, known[-1]["old_value"], known[-1]["new_value"]) else None
        undone = replace(change, undoes=last["change_id"]) if last else change
        if change.cause == Cause.PAGE and not change.is_backfill:
            told = [Told(k["seen_at"], k["undoes"] is not None, k["told_as"]) for k in known if k["told_as"] != NOTHING]
            is_flip = last is not None and last["told_as"] != NOTHING
            undone = replace(undone, told_as=told_as(change.seen_at, is_flip, told))
        marked.append(undone)
    return marked


def takes_back(change: Change, old_value: str | None, new_value: str | None) -> bool:
    """Does a change lead back from the new value of an earlier one of the same fact to its old value?"""
    if change.field == "offer":
        return (new_value, change.new_value) in ((WITHDRAWN, BACK), (BACK, WITHDRAWN))
    return change.old_value == new_value and change.new_value == old_value


def tell_moves(connection: DuckDBPyConnection, move_ids: set[str]) -> None:
    """Say anew what each of these moves is."""
    if not move_ids:
        return
    ids = sorted(move_ids)
    members = defaultdict(list)
    for row in rows(connection, "changes_of_moves", move_ids=ids):
        members[row["move_id"]].append(Change(**row))
    totals = {row[0]: row[1] for row in run(connection, "priced_offers", move_ids=ids)}
    run(connection, "delete_moves", move_ids=ids)
    insert(connection, "core.moves", [move_row(members[i], totals.get(i)) for i in ids if members[i]])
