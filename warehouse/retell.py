"""A part's history told again from all its believed looks, as if we had been there with what is known today.

Verdicts stand as they were recorded. Nothing that people were told is altered. What we believed before stays in the
tables as taken back.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.records import from_record
from warehouse.changes import Change
from warehouse.corrections import Finding
from warehouse.desk import Desk
from warehouse.differing import Kept
from warehouse.entry_json import instant
from warehouse.kept_words import keep_told
from warehouse.looks import looks_of
from warehouse.past import Past
from warehouse.rows import Rows, add_version
from warehouse.sighting import LATE, Sighting
from warehouse.store import insert, rows, run
from warehouse.taking import take
from warehouse.withdraw import withdraw
from warehouse.written import take_back_versions

# What hangs on versions first, then the versions.
_DROPS = (
    "late_drop_offer_prices", "late_drop_offer_allowances", "late_drop_offer_places", "late_drop_networks",
    "late_drop_receipts", "late_drop_versions", "late_drop_changes", "late_drop_absences",
)  # fmt: skip
_OF_VERSION = (
    "offer_id", "version_id", "source_id", "part", "carrier_id", "cause", "observed_from", "observed_to",
    "recorded_from", "closed_recorded_at", "from_capture_id", "from_reading_id", "to_capture_id", "last_seen_at",
    "last_capture_id", "row_hash", "record",
)  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ids:
    """Which offers are to be called otherwise in the new telling: ``same`` by offer id, ``keys`` by key."""

    same: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def retell(
    desk: Desk,
    source_id: str,
    part: str,
    decided_at: datetime,
    archive: Kept,
    finding: Finding | None = None,
    ids: Ids | None = None,
) -> None:
    """Tell the history of a part again. The caller holds the transaction.

    ``finding``: what was told and is told so no more is corrected, and what nobody knew is told as found late; without
    one (pages of the past came) nobody hears anything. ``ids``: offers that are to be called otherwise.
    """
    if desk.part(source_id, part).row is None:
        return
    looks = looks_of(desk, source_id, part)
    telling = Retelling(desk, source_id, part, archive, ids)
    telling.begin()
    for reading_id, look in looks:
        effect = telling.take(look)
        if reading_id and effect != LATE:
            run(desk.connection, "set_effect", reading_id=reading_id, effect=effect)
    telling.end(decided_at, finding)


class Retelling:
    """One telling: begin, each look in the order of what it saw, end."""

    def __init__(self, desk: Desk, source_id: str, part: str, archive: Kept, ids: Ids | None = None) -> None:
        self.desk, self.connection = desk, desk.connection
        self.whose = {"source_id": source_id, "part": part}
        self.archive = archive
        self.ids = ids or Ids()
        self.part: dict[str, Any] = {}
        self.versions: list[dict[str, Any]] = []
        self.changes: list[Change] = []
        self.told: set[str] = set()
        self._own: set[str] = set()
        self._first_own = ""

    def begin(self) -> None:
        """Remember what was believed and told, and clear the part."""
        self.desk.forget()
        self.part = dict(self.desk.part(**self.whose).row or {})
        self.versions = rows(self.connection, "late_versions", **self.whose)
        self.changes = [Change(**row) for row in rows(self.connection, "late_changes", **self.whose)]
        self.told = {row[0] for row in run(self.connection, "late_told", **self.whose)}
        self._recall = _Recall(self.versions, self.ids)
        self._withdrawals = rows(self.connection, "withdrawals", **self.whose)
        for name in _DROPS:
            run(self.connection, name, **self.whose)
        self.desk.forget()
        self.desk.begin(**self.whose)

    def take(self, look: Sighting) -> str:
        """The next look into history; what people withdrew by then is withdrawn first."""
        self._withdraw(look.observed_at)
        effect = take(self.desk, look, self.archive, known_as=self._recall.at(look.observed_at))
        if effect != LATE and not look.is_backfill:
            self._first_own = self._first_own or look.capture_id
            self._own.add(look.capture_id)
        return effect

    def past_at(self, moment: datetime) -> Past:
        """What the telling before this one held at a moment."""
        known = [(row["offer_id"], from_record(json.loads(row["record"]))) for row in self._recall.standing(moment)]
        return Past(tuple(offer for _, offer in known), {offer.key: offer_id for offer_id, offer in known})

    def end(self, now: datetime, finding: Finding | None) -> None:
        """Keep what was believed and what was told beside what is told now."""
        self._withdraw(None)
        after = self.desk.part(**self.whose).row or {}
        kept = {name: self.part[name] for name in ("confirm_at", "held_reason", "held_since_at")}
        if finding is not None:
            kept["confirm_at"] = after["confirm_at"]
            newest = [part["last_observed_at"] for part in (after, self.part)]
            if newest[0] and newest[1] and newest[0] > newest[1]:  # the page that was held is read now
                kept["held_reason"] = kept["held_since_at"] = None
        self.desk.alter(**self.whose, **kept)
        self.desk.flush()
        _keep_beliefs(self.connection, self.whose, self.versions, now)
        # What our own looks show and nobody knew is news that comes late; our first look after a past is a baseline.
        own = self._own - {self._first_own}
        keep_told(self.connection, self.whose, self.changes, self.told, finding, own)
        self.desk.forget()

    def _withdraw(self, until: datetime | None) -> None:
        while self._withdrawals and (until is None or self._withdrawals[0]["decided_at"] < until):
            row = self._withdrawals.pop(0)
            offer_id = self.ids.same.get(row["offer_id"], row["offer_id"])
            withdraw(self.desk, offer_id, row["decided_at"], row["decision_id"])


class _Recall:
    """Which offer each key stood for at a moment, as history was told before."""

    def __init__(self, versions: Sequence[Row], ids: Ids) -> None:
        self._ids = ids
        self._spans: dict[str, list[Row]] = defaultdict(list)
        for version in versions:
            if version["recorded_to"] is None:
                self._spans[version["key"]].append(version)

    def at(self, moment: datetime) -> dict[str, str]:
        """By key; the version nearest to the moment where none holds it."""
        found = {key: min(spans, key=lambda v: _distance(v, moment))["offer_id"] for key, spans in self._spans.items()}
        return {key: self._ids.same.get(offer_id, offer_id) for key, offer_id in found.items()} | dict(self._ids.keys)

    def standing(self, moment: datetime) -> list[Row]:
        """The versions that stood at a moment."""
        return [row for spans in self._spans.values() for row in spans if _distance(row, moment)[0] == 0]


def _distance(version: Row, moment: datetime) -> tuple[float, str]:
    began, ended = version["observed_from"], version["observed_to"]
    if moment < began:
        return (began - moment).total_seconds(), version["version_id"]
    if ended is not None and moment >= ended:
        return (moment - ended).total_seconds() + 1e-6, version["version_id"]
    return 0.0, version["version_id"]


def _keep_beliefs(connection: DuckDBPyConnection, whose: dict[str, str], old: Sequence[Row], now: datetime) -> None:
    """What stood before and stands no more, or stands otherwise, is kept as taken back; what is new is known from now.

    So what we believed at any moment before can still be asked (``believed_on``).
    """
    new = {row["version_id"]: row for row in rows(connection, "late_versions", **whose)}
    same = {row["version_id"] for row in old if (now_row := new.get(row["version_id"])) and _is_same(row, now_row)}
    proofs = dict(run(connection, "late_proofs", **whose))
    gone, taken_back = Rows(), []
    seen = {"seen_at": None, "seen_capture_id": None}  # as the rows say
    for row in old:
        if row["version_id"] in same:
            continue
        version = {name: row[name] for name in _OF_VERSION}
        until = row["recorded_to"] or max(now, row["recorded_from"])
        if row["version_id"] in new:
            version["version_id"] = _superseded(row, until)
        proof = str(proofs.get(row["from_reading_id"], row["from_capture_id"]))
        add_version(gone, from_record(json.loads(row["record"])), version, proof)
        taken_back.append({"version_id": version["version_id"], "recorded_at": until} | seen)
    for table, values in gone.tables.items():
        insert(connection, table, values)
    take_back_versions(connection, taken_back)
    was = {row["version_id"]: row for row in old}
    since, closed = defaultdict(list), defaultdict(list)
    for version_id, row in new.items():
        if row["recorded_to"] is not None:
            continue
        known = was[version_id] if version_id in same else None
        since[known["recorded_from"] if known else max(now, row["recorded_from"])].append(version_id)
        if row["observed_to"] is not None:
            closed[known["closed_recorded_at"] if known else max(now, row["closed_recorded_at"])].append(version_id)
    for moment, version_ids in since.items():
        run(connection, "late_recorded_from", version_ids=version_ids, recorded_at=moment)
    for moment, version_ids in closed.items():
        run(connection, "late_closed_recorded", version_ids=version_ids, recorded_at=moment)


def _is_same(old: Row, new: Row) -> bool:
    """Was it believed before just as it is told now? Both stood from and to the same moments, or neither ever stood."""
    if old["recorded_to"] is None and new["recorded_to"] is None:
        return bool((old["observed_from"], old["observed_to"]) == (new["observed_from"], new["observed_to"]))
    return bool(old["recorded_to"] == new["recorded_to"])


def _superseded(row: Row, until: datetime) -> str:
    """Another id for a version that the new telling has too, but otherwise: two rows, two beliefs."""
    belief = "\0".join((row["version_id"], instant(row["recorded_from"]), instant(until)))
    return "v-" + hashlib.sha256(belief.encode()).hexdigest()[:16]
