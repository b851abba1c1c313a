"""An offer that a person withdrew: no page shows its end, so its end is the moment of the decision."""

import json
from dataclasses import replace
from datetime import datetime

from transforms.records import from_record
from warehouse.changes import WITHDRAWN, Change, Context, of_offer
from warehouse.desk import Desk
from warehouse.entries import Cause
from warehouse.moves import with_moves
from warehouse.settle import tell_moves
from warehouse.store import insert, rows, run


def withdraw(desk: Desk, offer_id: str, decided_at: datetime, decision_id: str) -> None:
    """Close the offer's version. The change has cause hand and is told to nobody: it is no doing of the carrier that
    anybody saw. What waited for a second look goes with it."""
    desk.flush()
    connection = desk.connection
    for version in rows(connection, "open_version_of", offer_id=offer_id):
        whose = {"source_id": version["source_id"], "part": version["part"]}
        ids = [version["version_id"]]
        last = {"seen_at": version["last_seen_at"], "seen_capture_id": version["last_capture_id"]}
        if version["observed_from"] >= decided_at:
            run(connection, "take_back_versions", version_ids=ids, recorded_at=decided_at, **last)
        else:
            closed = {"observed_to": decided_at, "capture_id": None, "recorded_at": decided_at}
            run(connection, "close_versions", version_ids=ids, **closed, **last)
        run(connection, "delete_absences", offer_ids=[offer_id])
        pending = [Change(**row) for row in rows(connection, "pending_changes", **whose)]
        waiting = [change for change in pending if change.offer_id == offer_id]
        seen = {"capture_id": version["last_capture_id"], "settled_at": decided_at}
        run(connection, "undo_changes", change_ids=[change.change_id for change in waiting], **seen)
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
        tell_moves(connection, {c.move_id for c in (*found, *waiting)})
        # Its rows are compared in full at the next look, and no older look is taken.
        desk.alter(**whose, rows_sha256=None, ruled_at=decided_at)
        desk.forget()
