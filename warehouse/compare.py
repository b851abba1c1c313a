"""The rows of one look against the versions that stand: same, changed, arrived, vanished. No database here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from transforms.models import Offer
from transforms.records import facts_hash, from_record
from warehouse.changes import carrier_of
from warehouse.desk import Part, Row
from warehouse.entries import Cause, Verdict
from warehouse.rows import Rows, add_version
from warehouse.settle import Arrival, Difference, Withdrawal
from warehouse.sighting import Sighting

# An offer is gone only when two complete readings this far apart do not show it.
ABSENCE = timedelta(hours=20)


@dataclass
class Look:
    """A sighting while it is taken: how its part stood ``before``, what was read, what it finds and will write.

    ``lines``, ``offers`` and ``keys`` are the rows that differ from the last accepted ones, ``gone_keys`` those that
    stand there no more or otherwise; ``is_whole``: all rows, for there is nothing to compare with. ``known`` are the
    versions that stand under those keys, or were missing from the look before, by offer; ``absences`` by offer;
    ``returning`` the last versions of arrivals that were there before. ``missing`` are the offers that the last
    complete reading does not show; ``unseen`` and ``seen_again`` versions no longer, or again, shown;
    ``end_absences`` offers that are back or closed.
    """

    s: Sighting
    part: Part
    before: Row
    is_quick: bool = False
    is_whole: bool = False
    count: int = 0
    lines: list[bytes] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    gone_keys: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    new_keys: list[Row] = field(default_factory=list)
    known: dict[str, Row] = field(default_factory=dict)
    absences: dict[str, Row] = field(default_factory=dict)
    returning: dict[str, Row] = field(default_factory=dict)

    new: Rows = field(default_factory=Rows)
    ended: list[Row] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    seen_again: list[str] = field(default_factory=list)
    end_absences: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    is_moved: bool = False
    is_waiting: bool = False

    @property
    def whose(self) -> tuple[str, str]:
        return (self.s.source_id, self.s.part)

    @property
    def is_baseline(self) -> bool:
        return not self.before["last_reading_id"]

    @property
    def may_settle(self) -> bool:
        """Is there anything to tell, to confirm or to undo?"""
        found = self.differences or self.arrivals or self.withdrawals
        return not self.is_baseline and bool(self.part.has_pending or found)

    def forget(self) -> None:
        """Let go of what is written."""
        for gathered in (self.lines, self.offers, self.keys, self.known, self.new.tables, self.differences):
            gathered.clear()


def compare_rows(look: Look) -> None:
    """Sort the rows into same, changed and arrived."""
    s = look.s
    for key in look.new_keys:
        look.new.add("core.offer_keys", key)
    for offer_id, offer, line in zip(look.ids, look.offers, look.lines, strict=True):
        version, facts = look.known.get(offer_id), facts_hash(offer)
        if version is None:
            _open(look, offer_id, offer, facts, line, s.observed_at)
            look.arrivals.append(Arrival(offer_id, offer))
        elif version["row_hash"] == facts:
            if version["was_missing"]:
                look.seen_again.append(version["version_id"])
        else:
            old = _offer_of(version)
            if not _is_only_another_look(old, offer):
                look.differences.append(Difference(offer_id, old, offer, version["last_capture_id"]))
            _end(look, version, s.observed_at)
            began = s.observed_at if version["observed_from"] < s.observed_at else version["observed_from"]
            _open(look, offer_id, offer, facts, line, began)


def sort_out(look: Look) -> None:
    """What arrived is new or back; what is not shown is missing, and gone if it was missing for long enough."""
    for index, arrival in enumerate(look.arrivals):
        last = look.returning.get(arrival.offer_id)
        if last:
            gone = last["to_capture_id"] or last["last_capture_id"]  # a person's withdrawal has no capture
            look.arrivals[index] = Arrival(arrival.offer_id, arrival.offer, gone)
            old = _offer_of(last)
            look.differences.append(Difference(arrival.offer_id, old, arrival.offer, last["last_capture_id"]))
    present = set(look.ids)
    not_shown = {offer_id: version for offer_id, version in look.known.items() if offer_id not in present}
    look.unseen = [version["version_id"] for version in not_shown.values() if not version["was_missing"]]
    look.end_absences = sorted(present & look.absences.keys())
    look.missing = look.absences.keys() - present
    if look.s.verdict is Verdict.COMPLETE:  # no other closes anything
        _absent(look, not_shown)


def _absent(look: Look, not_shown: Mapping[str, Row]) -> None:
    """Offers that a complete reading does not show: remembered at first, closed the second time."""
    s = look.s
    first: Row = {
        "since_at": s.observed_at,
        "capture_id": s.capture_id,
        "reading_id": s.reading_id,
        "cause": s.cause.value,
    }
    for offer_id, version in sorted(not_shown.items()):
        absence = look.absences.get(offer_id)
        if not s.is_statement and absence is None:
            look.missing.add(offer_id)
            whose = {"source_id": s.source_id, "part": s.part, "offer_id": offer_id}
            look.new.add("core.absences", whose | first)
        elif s.is_statement or (absence and s.observed_at - absence["since_at"] >= ABSENCE):
            since = absence or first
            _end(look, version, since["since_at"], since["capture_id"])
            look.withdrawals.append(
                Withdrawal(
                    offer_id, _offer_of(version), version["last_capture_id"], since["since_at"], since["capture_id"],
                    since["reading_id"], Cause(since["cause"]),
                )
            )  # fmt: skip
            look.end_absences.append(offer_id)
            look.missing.discard(offer_id)


def _offer_of(version: Mapping[str, Any]) -> Offer:
    return from_record(json.loads(version["record"]))


def _open(look: Look, offer_id: str, offer: Offer, facts: str, line: bytes, began: datetime) -> None:
    s = look.s
    proof = "\0".join((offer_id, s.capture_id, s.reading_id))
    version = {
        "offer_id": offer_id, "version_id": "v-" + hashlib.sha256(proof.encode()).hexdigest()[:16],
        "source_id": s.source_id, "part": s.part, "carrier_id": carrier_of(s.source_id), "cause": s.cause.value,
        "observed_from": began, "recorded_from": s.recorded_at, "from_capture_id": s.capture_id,
        "from_reading_id": s.reading_id, "row_hash": facts, "record": line.decode(),
    }  # fmt: skip
    add_version(look.new, offer, version, s.proof_capture_id)


def _end(look: Look, version: Mapping[str, Any], ended: datetime, capture_id: str = "") -> None:
    """Close a version; one that would have lasted no time was never so: it is taken back."""
    if version["observed_from"] >= ended:
        look.never.append(version["version_id"])
    else:
        ids = {"version_id": version["version_id"], "capture_id": capture_id or look.s.capture_id}
        look.ended.append(ids | {"observed_to": ended})


def _is_only_another_look(old: Offer, new: Offer) -> bool:
    """Somebody looked again, and it says the same: a version of its own, and no change."""
    return old.by_hand != new.by_hand and facts_hash(replace(old, by_hand=new.by_hand)) == facts_hash(new)
