"""Old captures read again by today's parser: history told from that as a rehearsal, and all of it taken back.

What differs is shown to a person first. Adopted, the readings of the rehearsal go to the journal as they are, and the
fold tells history from them in the same way (warehouse/retell.py), so that it comes out as it was shown.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.models import Offer
from transforms.records import facts_hash, rows_from_bytes
from warehouse.changes import Change
from warehouse.corrections import Finding
from warehouse.desk import Desk
from warehouse.differing import Kept
from warehouse.entries import Pairing, Purpose, Reading, Verdict
from warehouse.facts import compare
from warehouse.load import reading_row
from warehouse.looks import caused, looks_of, not_modified, sighting_of
from warehouse.match import pair
from warehouse.past import Past
from warehouse.retell import Retelling
from warehouse.sighting import Sighting
from warehouse.state import past_of
from warehouse.store import rows, run
from warehouse.telling import FOUND_LATE


@dataclass(frozen=True, slots=True)
class Standing:
    """What history holds when a capture's turn comes. ``is_judged_alone``: without a learned past."""

    capture_id: str
    past: Past | None
    before: Past
    is_judged_alone: bool

    def pairings(self, offers: Sequence[Offer]) -> tuple[Pairing, ...]:
        """Offers under new keys: what the old parser called otherwise on this page, then what the carrier renamed."""
        found = list(pair(self.before, offers))
        keys, ids = {p.new_key for p in found}, {p.offer_id for p in found}
        renamed = pair(self.past, offers) if self.past else ()
        return (*found, *(p for p in renamed if p.new_key not in keys and p.offer_id not in ids))


@dataclass(frozen=True, slots=True)
class Compared:
    """One capture as it was read and as it is read now. ``before``: rows that were believed, None if none were;
    ``fields``: how often each fact differs, in rows that both have. ``why``: why it is not believed now."""

    capture_id: str
    observed_at: datetime
    before: int | None
    now: int | None
    same: int = 0
    different: int = 0
    gone: int = 0
    new: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    why: str = ""

    @property
    def is_same(self) -> bool:
        return self.before == self.now == self.same


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A part read again. ``late``: changes that nobody knew; ``wrong``: those that were told and are none;
    ``corrections``: mails that have to be corrected; ``lost``: captures whose pages are not there any more."""

    source_id: str
    part: str
    reread_id: str
    entries: tuple[Reading, ...] = ()
    compared: tuple[Compared, ...] = ()
    late: tuple[Change, ...] = ()
    wrong: tuple[Change, ...] = ()
    corrections: int = 0
    lost: tuple[str, ...] = ()
    current: int = 0

    @property
    def is_different(self) -> bool:
        return any(not c.is_same for c in self.compared)


# Reads a capture as history stands then; None where its pages are lost.
Read = Callable[[Standing], Reading | None]


def to_read(connection: DuckDBPyConnection, source_id: str, part: str, fingerprint: str) -> list[str]:
    """The captures of a part that a parser has not read yet, the oldest first."""
    found = rows(connection, "reread_captures", source_id=source_id, part=part, fingerprint=fingerprint)
    return [row["capture_id"] for row in found if row["has_come"] and not row["is_current"]]


def rehearse(
    connection: DuckDBPyConnection,
    source_id: str,
    part: str,
    archive: Kept,
    read: Read,
    reread_id: str,
    fingerprint: str,
    finding: Finding,
) -> Rehearsal:
    """Read and tell a part again from its kept captures; the tables are left as they were."""
    connection.begin()
    try:
        return _Rehearsing(Desk(connection), source_id, part, archive, read, reread_id).run(fingerprint, finding)
    finally:
        connection.rollback()


class _Rehearsing:
    def __init__(self, desk: Desk, source_id: str, part: str, archive: Kept, read: Read, reread_id: str) -> None:
        self.desk, self.connection, self.archive, self.read = desk, desk.connection, archive, read
        self.whose = {"source_id": source_id, "part": part}
        self.reread_id = reread_id
        self.telling = Retelling(desk, source_id, part, archive)
        self.last: Sighting | None = None
        self.has_own_look = False
        self.entries: list[Reading] = []
        self.compared: list[Compared] = []
        self.lost: list[str] = []

    def run(self, fingerprint: str, finding: Finding) -> Rehearsal:
        looks: dict[str, list[Sighting]] = {}
        for reading_id, look in looks_of(self.desk, **self.whose):
            if reading_id:
                looks.setdefault(look.capture_id, []).append(look)
        before = self._known()
        captures = rows(self.connection, "reread_captures", **self.whose, fingerprint=fingerprint)
        self.telling.begin()
        current = 0
        for capture in captures:
            old = looks.get(capture["capture_id"], [])
            if not capture["has_come"]:
                row, _ = self.desk.capture(capture["capture_id"])
                stood = not_modified(self.desk, row) if row else None
                self._take([stood] if stood else [])
            elif capture["is_current"] or not self._again(capture, old):
                current += capture["is_current"]
                self._take(old)
        self.telling.end(finding.found_at, finding)
        after = self._known()
        return Rehearsal(
            **self.whose, reread_id=self.reread_id, entries=tuple(self.entries), compared=tuple(self.compared),
            late=tuple(c for i, c in after.items() if c.told_as == FOUND_LATE and not _is_late(before.get(i))),
            wrong=tuple(c for i, c in after.items() if c.state == "retracted" and not _is_wrong(before.get(i))),
            corrections=self._corrections(finding.found_at), lost=tuple(self.lost), current=current,
        )  # fmt: skip

    def _again(self, capture: Mapping[str, Any], old: Sequence[Sighting]) -> bool:
        """Read a capture again and take what it gives; False if the old readings stay what is believed of it."""
        kept, _ = self.desk.capture(capture["capture_id"])
        is_past = kept is not None and (kept["purpose"] == Purpose.BACKFILL or kept["is_watched"])
        is_alone = is_past or not self.has_own_look or capture["is_ruled"]
        self.desk.flush()
        standing = Standing(
            capture["capture_id"], past_of(self.connection, **self.whose), self.telling.past_at(capture["observed_at"]),
            is_alone,
        )  # fmt: skip
        entry = self.read(standing)
        if entry is None:
            self.lost.append(capture["capture_id"])
            return False
        self.entries.append(entry)
        is_believed = entry.verdict is not Verdict.REFUSED
        self.compared.append(self._compare(entry, old[-1] if old else None))
        row = reading_row(entry)
        self.desk.record({**row, "effect": "taken" if is_believed else "none"})
        self.desk.flush()
        if not is_believed:
            return False
        run(self.connection, "supersede_capture", capture_id=entry.capture_id, reread_id=self.reread_id)
        self._take([sighting_of(self.desk, row)])
        return True

    def _take(self, looks: Sequence[Sighting]) -> None:
        for look in looks:
            self.telling.take(caused(look, self.last))
            self.last = look
            self.has_own_look = self.has_own_look or not look.is_backfill

    def _compare(self, entry: Reading, old: Sighting | None) -> Compared:
        is_believed = entry.verdict is not Verdict.REFUSED
        why = "" if is_believed else "; ".join(entry.reasons)
        was = {o.key: o for o in rows_from_bytes(self.archive.get(old.rows_sha256))} if old else {}
        now = {o.key: o for o in rows_from_bytes(self.archive.get(entry.rows_sha256))} if is_believed else {}
        both = was.keys() & now.keys()
        different = [key for key in both if facts_hash(was[key]) != facts_hash(now[key])]
        return Compared(
            entry.capture_id, entry.observed_at, len(was) if old else None, len(now) if is_believed else None,
            same=len(both) - len(different), different=len(different), gone=len(was.keys() - both),
            new=len(now.keys() - both), why=why,
            fields=Counter(diff.field for key in different for diff in compare(was[key], now[key])),
        )  # fmt: skip

    def _known(self) -> dict[str, Change]:
        return {row["change_id"]: Change(**row) for row in rows(self.connection, "late_changes", **self.whose)}

    def _corrections(self, found_at: datetime) -> int:
        return int(run(self.connection, "corrections_since", found_at=found_at)[0][0])


def _is_late(change: Change | None) -> bool:
    return change is not None and change.told_as == FOUND_LATE


def _is_wrong(change: Change | None) -> bool:
    return change is not None and change.state == "retracted"
