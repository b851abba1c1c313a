"""What people rule about readings, changes and offers, done to history at once.

A ruling acts on the file as it stands then; a rebuild comes by the same entry at the same point and does the same.
"""

from collections.abc import Mapping
from typing import Any

from warehouse.corrections import Finding, restore, retract
from warehouse.desk import Desk
from warehouse.differing import Kept
from warehouse.entries import Decision
from warehouse.late import BACKFILLED
from warehouse.looks import accepted
from warehouse.retell import Ids, retell
from warehouse.rows import key_text
from warehouse.store import insert, rows, run
from warehouse.taking import take
from warehouse.withdraw import withdraw

# enable, disable, resume, wait: what runs read, and history does not
ACTING = ("accept", "reject", "retract", "link", "withdraw", "undo", BACKFILLED)


def rule(desk: Desk, entry: Decision, archive: Kept) -> None:
    """Keep a decision as ruled, and do what it says. What names nothing that is there does nothing."""
    row = {
        "decision_id": entry.decision_id, "what": entry.what, "subject": entry.subject, "decided_at": entry.decided_at,
        "who": entry.who, "why": entry.why, "value": entry.value or None,
    }  # fmt: skip
    desk.add("ops.decisions", row)
    if entry.what not in ACTING:
        return
    desk.forget()  # what follows alters tables by statements of its own
    ruling = _Ruling(desk, entry, archive)
    match entry.what:
        case "accept":
            ruling.accept()
        case "reject":
            ruling.reject()
        case "retract":
            retract(desk.connection, [entry.subject], ruling.finding)
        case "link":
            ruling.link()
        case "withdraw":
            withdraw(desk, entry.subject, entry.decided_at, entry.decision_id)
        case "undo":
            ruling.undo()
        case _:
            named = {key_text(pairing.new_key): pairing.offer_id for pairing in entry.pairings}
            retell(desk, entry.subject, entry.value, entry.decided_at, archive, ids=Ids(keys=named))
    desk.forget()


class _Ruling:
    def __init__(self, desk: Desk, entry: Decision, archive: Kept) -> None:
        self.desk, self.connection, self.entry, self.archive = desk, desk.connection, entry, archive
        self.finding = Finding(cause="decision", who=entry.who, why=entry.why, found_at=entry.decided_at)

    def accept(self) -> None:
        """Take a reading that was refused, or rejected, or whose held rows were not taken."""
        for reading in rows(self.connection, "reading", reading_id=self.entry.subject):
            if reading["effect"] == "rejected":
                same = {name: reading[name] for name in ("source_id", "part", "reading_id", "rows_sha256")}
                run(self.connection, "unreject_readings", **same)
                self._retell(reading["source_id"], reading["part"])
            elif reading["rows_sha256"] and reading["effect"] in ("none", "baseline", "taken"):
                self._take(reading)

    def _take(self, reading: Mapping[str, Any]) -> None:
        whose = {"source_id": reading["source_id"], "part": reading["part"]}
        part = self.desk.part(**whose).row or {}
        newest = part.get("last_observed_at")
        if newest is None or reading["observed_at"] >= newest:
            effect = take(self.desk, accepted(self.desk, reading, self.entry.decided_at), self.archive)
            run(self.connection, "set_effect", reading_id=reading["reading_id"], effect=effect)
        else:
            run(self.connection, "set_effect", reading_id=reading["reading_id"], effect="taken")
            self._retell(**whose)

    def reject(self) -> None:
        """Believe a reading no more, nor those after it with the very same rows."""
        for reading in rows(self.connection, "reading", reading_id=self.entry.subject):
            whose = {"source_id": reading["source_id"], "part": reading["part"]}
            same = {"reading_id": reading["reading_id"], "rows_sha256": reading["rows_sha256"]}
            found = run(self.connection, "reject_readings", **whose, **same, since_at=reading["observed_at"])
            if found:
                run(self.connection, "forget_validators_of", **whose, capture_ids=[row[0] for row in found])
                self.desk.forget()
                self._retell(**whose)
                part = self.desk.part(**whose).row or {}
                since = part.get("held_since_at") or reading["observed_at"]
                reason = f"rejected by {self.entry.who}: {self.entry.why}"
                self.desk.alter(**whose, held_reason=reason, held_since_at=since)

    def link(self) -> None:
        """The newer offer is the older one under another key."""
        old, new = self.entry.subject, self.entry.value
        keys = [row[0] for row in run(self.connection, "keys_of_offer", offer_id=new)]
        source_id = old.split("/")[0]
        known = {"source_id": source_id, "offer_id": old, "minted_at": self.entry.decided_at, "how": "linked"}
        insert(self.connection, "core.offer_keys", [{**known, "key": key} for key in keys])
        self._retell_offers(old, Ids(same={new: old}))

    def undo(self) -> None:
        """Take a decision back, and what it did."""
        for before in rows(self.connection, "decision_to_undo", decision_id=self.entry.subject):
            run(self.connection, "undo_decision", decision_id=self.entry.subject, undone_at=self.entry.decided_at)
            match before["what"]:
                case "retract":
                    restore(self.connection, before["subject"], self.finding)
                case "link":
                    new = before["value"]
                    keys = [row[0] for row in run(self.connection, "keys_of_offer", offer_id=new)]
                    run(self.connection, "unlink_keys", offer_id=before["subject"], keys=keys)
                    self._retell_offers(before["subject"], Ids(keys=dict.fromkeys(keys, new)))
                case "withdraw":
                    self._retell_offers(before["subject"], Ids())
                case _:
                    pass

    def _retell_offers(self, offer_id: str, ids: Ids) -> None:
        for row in rows(self.connection, "part_of_offer", offer_id=offer_id):
            self._retell(offer_id.split("/")[0], row["part"], ids)

    def _retell(self, source_id: str, part: str, ids: Ids | None = None) -> None:
        retell(self.desk, source_id, part, self.entry.decided_at, self.archive, self.finding, ids)
