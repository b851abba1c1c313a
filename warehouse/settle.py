"""What differs becomes changes; what was seen before is confirmed, or was gone before it could be.

Only pending changes of the page's own doing are settled: what a parser shows otherwise is recorded and told to nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
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
class Settled:
    """``is_moved``: facts differ. ``is_waiting``: a change waits for an unconditional second look."""

    is_moved: bool
    is_waiting: bool
    found: Sequence[Change] = ()


def settle(
    connection: DuckDBPyConnection,
    context: Context,
    present: Collection[str],
    differences: Sequence[Difference],
    arrivals: Sequence[Arrival],
    withdrawals: Sequence[Withdrawal],
    *,
    brought_bytes: bool,
    last_capture_id: str,
) -> Settled:
    """Write the changes of one look, and settle those that wait. ``last_capture_id``: the look before."""
    whose = {"source_id": context.source_id, "part": context.part}
    pending = {c.key: c for row in rows(connection, "pending_changes", **whose) if (c := Change(**row))}
    undone: dict[str, Change] = {}
    found: list[Change] = []
    for item in differences:
        found += _fields(context, item, pending, undone)
    for arrival in arrivals:
        found += _arrived(context, arrival, pending, undone, last_capture_id)
    for withdrawal in withdrawals:
        found += _withdrawn(context, withdrawal, pending, undone, brought_bytes=brought_bytes)

    def _is_late(change: Change) -> bool:
        return brought_bytes and context.seen_at - change.seen_at >= CONFIRM

    oldest = run(connection, "oldest_absence", **whose)[0][0]
    left = [c for c in pending.values() if c.change_id not in undone]
    ready = [c for c in left if _agrees(c, present) and not _waits_for_absence(c, oldest)]
    # A page of the past confirms only what was filled in itself: what people may be told takes a look of our own.
    confirmed = [c for c in ready if _is_late(c) and (c.is_backfill or not context.is_backfill)]
    if context.is_backfill or context.is_statement:
        found = [_at_once(change) for change in found]
    found = with_moves(as_told(connection, found))
    insert(connection, "core.changes", [change.row() for change in found])
    settled = {"capture_id": context.capture_id, "settled_at": context.seen_at}
    if confirmed:
        run(connection, "confirm_changes", change_ids=[c.change_id for c in confirmed], **settled)
    if undone:
        run(connection, "undo_changes", change_ids=sorted(undone), **settled)
    still = run(connection, "settle_flaps", **whose, still_since=context.seen_at - STILL) if brought_bytes else []
    tell_moves(connection, {c.move_id for c in (*found, *confirmed, *undone.values())} | {row[0] for row in still})
    fresh = [c for c in found if c.cause == Cause.PAGE and c.state == "seen" and not _waits_for_absence(c, oldest)]
    return Settled(
        is_moved=bool(differences or arrivals or withdrawals),
        is_waiting=bool(fresh) or len(ready) > len(confirmed),
        found=found,
    )


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


def _agrees(change: Change, present: Collection[str]) -> bool:
    """Does this look show a pending change again? (If it showed another value, it was undone above.)"""
    if change.field == "offer" and change.new_value == WITHDRAWN:
        return change.offer_id not in present
    return change.offer_id in present


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
