"""An offer that a person withdrew: no page shows its end, so its end is the moment of the decision."""

import json
from dataclasses import replace
from datetime import datetime

from transforms.records import from_record
from warehouse.changes import WITHDRAWN, Context, of_offer
from warehouse.desk import Desk
from warehouse.entries import Cause
from warehouse.moves import with_moves
from warehouse.settle import settle_changes, tell_moves
from warehouse.store import insert, rows, run
from warehouse.written import close_versions, take_back_versions


def withdraw(desk: Desk, offer_id: str, decided_at: datetime, decision_id: str) -> None:
    """Close the offer's version. The change has cause hand and is told to nobody: it is no doing of the carrier that
    anybody saw. What waited for a second look goes with it."""
    desk.flush()
    connection = desk.connection
    for version in rows(connection, "open_version_of", offer_id=offer_id):
        whose = {"source_id": version["source_id"], "part": version["part"]}
        last = {"seen_at": version["last_seen_at"], "seen_capture_id": version["last_capture_id"]}
        ended = {"version_id": version["version_id"], "recorded_at": decided_at} | last
        if version["observed_from"] >= decided_at:
            take_back_versions(connection, [ended])
        else:
            close_versions(connection, [ended | {"observed_to": decided_at, "capture_id": None}])
        run(connection, "delete_absences", offer_ids=[offer_id])
        waiting = rows(connection, "pending_of_offer", offer_id=offer_id)
        settle_changes(
            connection, [(row["change_id"], "undone", decided_at, version["last_capture_id"]) for row in waiting]
        )
        context = Context(
            version["source_id"], version["part"], Cause.HAND, decided_at, decided_at, version["last_capture_id"],
            decision_id, "", False,
        )  # fmt: skip
        offer = from_record(json.loads(version["record"]))
        change = replace(
            of_offer(context, offer_id, WITHDRAWN, offer, version["last_capture_id"]), state="confirmed",
            confirmed_at=decided_at, settled_capture_id=version["last_capture_id"],
        )  # fmt: skip
        found = with_moves([change])
        insert(connection, "core.changes", [c.row() for c in found])
        tell_moves(connection, {c.move_id for c in found} | {row["move_id"] for row in waiting})
        # Its rows are compared in full at the next look, and no older look is taken.
        desk.alter(**whose, rows_sha256=None, ruled_at=decided_at)
        desk.forget()
