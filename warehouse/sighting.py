"""One believed look at a part, taken into history: versions opened and closed, absences, what changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from duckdb import DuckDBPyConnection

from transforms.models import Offer
from transforms.records import facts_hash, rows_from_bytes
from warehouse.changes import Context, carrier_of
from warehouse.corrections import by_parser
from warehouse.desk import Desk
from warehouse.entries import Cause, Pairing, Verdict
from warehouse.identities import resolve
from warehouse.records import offer_of
from warehouse.rows import Rows, add_version
from warehouse.settle import CONFIRM, Arrival, Difference, Withdrawal, settle
from warehouse.store import insert, rows, run

# An offer is gone only when two complete readings this far apart do not show it.
ABSENCE = timedelta(hours=20)

BASELINE, TAKEN, NONE, LATE, ASIDE = "baseline", "taken", "none", "late", "aside"


class Kept(Protocol):
    """Where rows are kept by their hash (warehouse/archive.py)."""

    def get(self, sha256: str) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A reading that was believed, or a 304 that stands for one. ``proof_capture_id`` holds the page's words;
    ``brought_bytes``: a page came, so it may confirm (a 304 confirms nothing). ``is_statement``: a person's own file,
    whose every word counts at once, what is missing from it too. ``held_rows_sha256``: held rows that a person accepted
    with it. ``is_reread``: an old capture by a later parser."""

    source_id: str
    part: str
    capture_id: str
    proof_capture_id: str
    reading_id: str
    observed_at: datetime
    recorded_at: datetime
    fingerprint: str
    cause: Cause
    verdict: Verdict
    rows_sha256: str
    held: int = 0
    pairings: tuple[Pairing, ...] = ()
    confirm_at: datetime | None = None
    brought_bytes: bool = True
    is_backfill: bool = False
    is_statement: bool = False
    run_id: str = ""
    held_rows_sha256: str = ""
    is_reread: bool = False

    @property
    def context(self) -> Context:
        return Context(
            self.source_id, self.part, self.cause, self.observed_at, self.recorded_at, self.capture_id,
            self.reading_id, self.run_id, self.is_backfill, self.is_statement,
        )  # fmt: skip


@dataclass
class _Work:
    """What a sighting will write, gathered first. ``present`` are the offers that it shows, ``missing`` those that the
    last complete reading does not; ``unseen`` and ``seen_again`` versions that are no longer, or again, shown."""

    new: Rows = field(default_factory=Rows)
    present: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)
    seen_again: list[str] = field(default_factory=list)
    ended: dict[tuple[datetime, str], list[str]] = field(default_factory=dict)
    never: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)


def take(desk: Desk, sighting: Sighting, archive: Kept, *, known_as: Mapping[str, str] | None = None) -> str:
    """Take a believed look into history and say what it did: baseline, taken, none or late.

    Late is what is older than the newest look at its part: it is left aside, and touches nothing, until history is told
    again with it (warehouse/retell.py). ``known_as``: the offers that keys stood for at that moment, as told before.
    """
    s, connection = sighting, desk.connection
    whose = {"source_id": s.source_id, "part": s.part}
    known = desk.alter(**whose)
    part: dict[str, Any] = dict(known.row or {})
    if any(moment and s.observed_at < moment for moment in (part.get("last_observed_at"), part.get("ruled_at"))):
        return LATE
    is_baseline = not part.get("last_reading_id")
    absences = {row["offer_id"]: row for row in rows(connection, "absences", **whose)} if known.has_absences else {}
    work = _Work()
    is_quick = (
        not absences
        and s.rows_sha256 == part.get("rows_sha256")
        and not s.held_rows_sha256
        and part.get("last_verdict") == s.verdict == Verdict.COMPLETE
    )
    if is_quick:  # the very rows of the last complete reading: nothing can differ
        count = part["row_count"]
    else:
        offers = rows_from_bytes(archive.get(s.rows_sha256))
        offers += rows_from_bytes(archive.get(s.held_rows_sha256)) if s.held_rows_sha256 else []
        count = len(offers)
        _compare(connection, s, part, offers, absences, work, known_as)
        _write(connection, s, part, work)
        known.has_absences = bool(work.missing)
    confirm_at, is_moved = None, False
    if not is_baseline and (known.has_pending or work.differences or work.arrivals or work.withdrawals):
        if is_quick:
            work.present = {row[0] for row in run(connection, "open_offer_ids", **whose)}
        was_held = _held_words(desk, part)
        arrivals = [a for a in work.arrivals if a.is_back or not _was_held(a.offer, was_held)]
        settled = settle(
            connection, s.context, work.present, work.differences, arrivals, work.withdrawals,
            brought_bytes=s.brought_bytes, last_capture_id=part["last_capture_id"],
        )  # fmt: skip
        known.has_pending, is_moved = bool(run(connection, "unsettled", **whose)), settled.is_moved
        confirm_at = _look_again_at(s, part["confirm_at"]) if settled.is_waiting else None
        if s.cause is not Cause.PAGE and settled.found:
            desk.flush()  # what was mailed a moment ago counts
            by_parser(connection, s.context, settled.found)
    if s.is_backfill:
        confirm_at = part.get("confirm_at")
    has_changed = is_baseline or (is_moved and s.cause is Cause.PAGE)
    desk.alter(
        **whose, last_capture_id=s.capture_id, last_reading_id=s.reading_id, last_observed_at=s.observed_at,
        last_verdict=s.verdict.value, last_fingerprint=s.fingerprint, row_count=count, held_rows=s.held,
        rows_sha256=None if s.held_rows_sha256 else s.rows_sha256,
        last_full_at=s.observed_at if s.brought_bytes else part["last_full_at"],
        last_changed_at=s.observed_at if has_changed else part["last_changed_at"], confirm_at=confirm_at,
        held_reason=None, held_since_at=None,
    )  # fmt: skip
    return BASELINE if is_baseline else TAKEN


def _look_again_at(s: Sighting, planned: datetime | None) -> datetime:
    if s.confirm_at:
        return s.confirm_at
    return planned if planned and planned > s.observed_at else s.observed_at + CONFIRM


def _compare(
    connection: DuckDBPyConnection,
    s: Sighting,
    part: Mapping[str, Any],
    offers: Sequence[Offer],
    absences: Mapping[str, Any],
    work: _Work,
    known_as: Mapping[str, str] | None,
) -> None:
    """Sort the rows into same, changed, arrived and vanished."""
    whose = {"source_id": s.source_id, "part": s.part}
    known = {row["offer_id"]: row for row in rows(connection, "open_versions", **whose)}
    for standing in known.values():
        standing["was_missing"] = standing["last_seen_at"] is not None
        if not standing["was_missing"]:
            standing["last_capture_id"] = part["last_capture_id"]
    ids, keys = resolve(connection, s.source_id, s.part, offers, s.pairings, known, s.recorded_at, known_as)
    for key in keys:
        work.new.add("core.offer_keys", key)
    changed = []
    for offer_id, offer in zip(ids, offers, strict=True):
        version = known.get(offer_id)
        if version is None:
            _open(s, offer_id, offer, s.observed_at, work)
            work.arrivals.append(Arrival(offer_id, offer))
        elif version["row_hash"] == facts_hash(offer):
            if version["was_missing"]:
                work.seen_again.append(version["version_id"])
        else:
            changed.append((version, offer))
            _end(s, version, s.observed_at, work)
            began = s.observed_at if version["observed_from"] < s.observed_at else version["observed_from"]
            _open(s, offer_id, offer, began, work)
    before = offer_of(connection, [version["version_id"] for version, _ in changed])
    for version, offer in changed:
        old = before[version["version_id"]]
        if not _is_only_another_look(old, offer):
            work.differences.append(Difference(version["offer_id"], old, offer, version["last_capture_id"]))
    _returns(connection, work)
    work.present = set(ids)
    gone = {i: v for i, v in known.items() if i not in work.present}
    work.unseen = [version["version_id"] for version in gone.values() if not version["was_missing"]]
    back = sorted(work.present & absences.keys())
    if back:
        run(connection, "delete_absences", offer_ids=back)
    work.missing = absences.keys() - work.present
    _absent(connection, s, gone, absences, work)


def _returns(connection: DuckDBPyConnection, work: _Work) -> None:
    """Which arrivals are offers that were there before, and as what."""
    last = {
        row["offer_id"]: row
        for row in rows(connection, "last_closed", offer_ids=[arrival.offer_id for arrival in work.arrivals])
    }
    before = offer_of(connection, [row["version_id"] for row in last.values()])
    for index, arrival in enumerate(work.arrivals):
        row = last.get(arrival.offer_id)
        if row:
            old = before[row["version_id"]]
            gone = row["to_capture_id"] or row["last_capture_id"]  # a person's withdrawal has no capture
            work.arrivals[index] = Arrival(arrival.offer_id, arrival.offer, gone)
            work.differences.append(Difference(arrival.offer_id, old, arrival.offer, row["last_capture_id"]))


def _absent(
    connection: DuckDBPyConnection, s: Sighting, gone: Mapping[str, Any], absences: Mapping[str, Any], work: _Work
) -> None:
    """Offers that a complete reading does not show: remembered at first, closed the second time. Else nothing."""
    if s.verdict is not Verdict.COMPLETE:
        return
    settled = []
    first: dict[str, Any] = {
        "since_at": s.observed_at,
        "capture_id": s.capture_id,
        "reading_id": s.reading_id,
        "cause": s.cause.value,
    }
    for offer_id, version in sorted(gone.items()):
        absence = absences.get(offer_id)
        if s.is_statement:
            settled.append((version, absence or first))
        elif absence is None:
            work.missing.add(offer_id)
            ids = {"source_id": s.source_id, "part": s.part, "offer_id": offer_id}
            work.new.add("core.absences", ids | first)
        elif s.observed_at - absence["since_at"] >= ABSENCE:
            settled.append((version, absence))
    before = offer_of(connection, [version["version_id"] for version, _ in settled])
    for version, absence in settled:
        _end(s, version, absence["since_at"], work, absence["capture_id"])
        work.withdrawals.append(
            Withdrawal(
                version["offer_id"], before[version["version_id"]], version["last_capture_id"], absence["since_at"],
                absence["capture_id"], absence["reading_id"], Cause(absence["cause"]),
            )
        )  # fmt: skip
    if settled:
        offer_ids = [version["offer_id"] for version, _ in settled]
        run(connection, "delete_absences", offer_ids=offer_ids)
        work.missing.difference_update(offer_ids)


def _open(s: Sighting, offer_id: str, offer: Offer, began: datetime, work: _Work) -> None:
    proof = "\0".join((offer_id, s.capture_id, s.reading_id))
    version = {
        "offer_id": offer_id, "version_id": "v-" + hashlib.sha256(proof.encode()).hexdigest()[:16],
        "source_id": s.source_id, "part": s.part, "carrier_id": carrier_of(s.source_id), "cause": s.cause.value,
        "observed_from": began, "recorded_from": s.recorded_at, "from_capture_id": s.capture_id,
        "from_reading_id": s.reading_id,
    }  # fmt: skip
    add_version(work.new, offer, version, s.proof_capture_id)


def _is_only_another_look(old: Offer, new: Offer) -> bool:
    """Somebody looked again, and it says the same: a version of its own, and no change."""
    return old.by_hand != new.by_hand and facts_hash(replace(old, by_hand=new.by_hand)) == facts_hash(new)


def _end(s: Sighting, version: Mapping[str, Any], ended: datetime, work: _Work, capture_id: str = "") -> None:
    """Close a version; one that would have lasted no time was never so: it is taken back."""
    if version["observed_from"] >= ended:
        work.never.append(version["version_id"])
    else:
        work.ended.setdefault((ended, capture_id or s.capture_id), []).append(version["version_id"])


def _write(connection: DuckDBPyConnection, s: Sighting, part: Mapping[str, Any], work: _Work) -> None:
    # That an offer was seen is written only where its part does not say it: a million rows a day would be.
    before = {"seen_at": part["last_observed_at"], "seen_capture_id": part["last_capture_id"]}
    if work.unseen:
        run(connection, "unseen_versions", version_ids=work.unseen, **before)
    if work.seen_again:
        run(connection, "seen_versions", version_ids=work.seen_again)
    for (ended, capture_id), version_ids in work.ended.items():
        run(
            connection, "close_versions", version_ids=version_ids, observed_to=ended, capture_id=capture_id,
            recorded_at=s.recorded_at, **before,
        )  # fmt: skip
    if work.never:
        run(connection, "take_back_versions", version_ids=work.never, recorded_at=s.recorded_at, **before)
    for table, values in work.new.tables.items():
        insert(connection, table, values)


def _held_words(desk: Desk, part: Mapping[str, Any]) -> list[str]:
    if not part["held_rows"]:
        return []
    desk.flush()
    return [row[0].casefold() for row in run(desk.connection, "held_words", reading_id=part["last_reading_id"])]


def _was_held(offer: Offer, words: Sequence[str]) -> bool:
    """A row that was held in the last reading and is understood now was there all the time: it is not new."""
    return any(offer.label.casefold() in held for held in words)
