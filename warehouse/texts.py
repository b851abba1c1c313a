"""What changed on a page that nobody can read yet: a look's entry becomes a change of the field "text".

Such a change is told, confirmed and undone as those of prices are; its offer is the source itself. What differs was
found and journaled on the day (transforms/watched), so that nothing is compared here.
"""

import hashlib
from dataclasses import replace
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.changes import TEXT, Change, Context, carrier_of
from warehouse.desk import Desk
from warehouse.effects import NEUTRAL, severity_of
from warehouse.entries import Cause, Lines, Look, Verdict
from warehouse.moves import with_moves
from warehouse.settle import as_told, settle_changes, settle_flaps, tell_moves
from warehouse.store import insert, rows, run

# What stands in place of lines, where a change only takes some away or only adds some.
NOTHING = "(nothing)"
_VALUE_MAX = 200

# The decision that a watched source (its subject) is looked at anew: what was known of its text counts no more.
ANEW = "anew"


def apply_look(desk: Desk, look: Look) -> None:
    """Fold a look into the tables. The caller holds the transaction, and flushes the desk."""
    connection, whose = desk.connection, {"source_id": look.source_id, "part": look.part}
    part = desk.alter(**whose)
    before = part.row["last_capture_id"] if part.row else None
    row = {
        "look_id": look.look_id, "capture_id": look.capture_id, **whose, "observed_at": look.observed_at,
        "recorded_at": look.recorded_at, "fingerprint": look.fingerprint, "verdict": look.verdict.value,
        "reasons": "; ".join(look.reasons) or None, "memory_sha256": look.memory_sha256 or None,
        "line_count": look.lines, "left_out": look.left_out, "confirm_at": look.confirm_at,
        "run_id": look.run_id or None,
    }  # fmt: skip
    desk.add("ops.looks", row)
    capture, _ = desk.capture(look.capture_id)
    if capture:
        capture["is_watched"] = True
    if look.verdict is Verdict.REFUSED:
        desk.refuse(look)
        return
    desk.alter(
        **whose, last_capture_id=look.capture_id, last_observed_at=look.observed_at, last_full_at=look.observed_at,
        confirm_at=look.confirm_at, held_reason=None, held_since_at=None,
    )  # fmt: skip
    if look.is_first or look.seen is not None:
        desk.alter(**whose, last_changed_at=look.observed_at)
    desk.keep_validators(look.source_id, look.part, look.capture_id)
    part.has_pending = True  # or may have: whoever settles next asks
    waiting = [Change(**row) for row in rows(connection, "pending_text", **whose)]
    if look.pending == "confirmed" and look.confirmed:
        for change in waiting:
            _confirm(connection, look, change, look.confirmed)
    if look.pending == "undone" or look.is_first:
        end_waiting(connection, look.source_id, look.part, look.capture_id, look.observed_at)
    if look.seen:
        _tell(connection, _change(look, look.seen, before or look.capture_id), look.seen)
    context = Context(
        look.source_id, look.part, Cause.PAGE, look.observed_at, look.recorded_at, look.capture_id, look.look_id,
        look.run_id, False,
    )  # fmt: skip
    tell_moves(connection, settle_flaps(connection, [context]))


def end_waiting(connection: DuckDBPyConnection, source_id: str, part: str, capture_id: str, at: Any) -> None:
    """A change of text that waited is told to nobody."""
    waiting = [Change(**row) for row in rows(connection, "pending_text", source_id=source_id, part=part)]
    if waiting:
        settle_changes(connection, [(change.change_id, "undone", at, capture_id) for change in waiting])
        tell_moves(connection, {change.move_id for change in waiting})


def _confirm(connection: DuckDBPyConnection, look: Look, change: Change, lines: Lines) -> None:
    """The change as both looks have it; what only the first of them showed is no part of it."""
    run(connection, "drop_text", change_id=change.change_id)
    run(connection, "drop_text_lines", change_id=change.change_id)
    confirmed = replace(
        change, **_words(lines), state="confirmed", confirmed_at=look.observed_at, settled_capture_id=look.capture_id
    )
    _tell(connection, confirmed, lines)


def _tell(connection: DuckDBPyConnection, change: Change, lines: Lines) -> None:
    (marked,) = as_told(connection, [change])
    (told,) = [marked] if marked.move_id else with_moves([marked])
    insert(connection, "core.changes", [told.row()])
    both = [*(("removed", line) for line in lines.removed), *(("added", line) for line in lines.added)]
    insert(
        connection,
        "core.text_lines",
        [
            {
                "change_id": told.change_id, "source_id": told.source_id, "part": told.part, "position": position,
                "what": what, "line": line,
            }
            for position, (what, line) in enumerate(both, 1)
        ],
    )  # fmt: skip
    tell_moves(connection, {told.move_id})


def _change(look: Look, lines: Lines, before_capture_id: str) -> Change:
    proof = "\0".join((look.source_id, look.part, TEXT, before_capture_id, look.capture_id, look.look_id))
    traveller, analyst = severity_of(TEXT, NEUTRAL)
    return Change(
        change_id="c-" + hashlib.sha256(proof.encode()).hexdigest()[:12],
        source_id=look.source_id, part=look.part, carrier_id=carrier_of(look.source_id), offer_id=look.source_id,
        offer_name="page text" if look.part == "main" else f"page text, {look.part}",
        field=TEXT, **_words(lines), effect=NEUTRAL, severity_traveller=traveller, severity_analyst=analyst,
        cause=Cause.PAGE.value, seen_at=look.observed_at, recorded_at=look.recorded_at,
        before_capture_id=before_capture_id, after_capture_id=look.capture_id, reading_id=look.look_id,
        run_id=look.run_id or None,
    )  # fmt: skip


def _words(lines: Lines) -> dict[str, Any]:
    """The change as people read it: the first line of each side with a count, and all kept lines as the words."""
    return {
        "old_value": _value(lines.removed, lines.removed_count), "new_value": _value(lines.added, lines.added_count),
        "before_words": _all(lines.removed, lines.removed_count), "after_words": _all(lines.added, lines.added_count),
    }  # fmt: skip


def _value(lines: tuple[str, ...], count: int) -> str:
    if not lines:
        return NOTHING
    first = lines[0] if len(lines[0]) <= _VALUE_MAX else lines[0][: _VALUE_MAX - 1] + "…"
    return first if count == 1 else f"{first} (and {count - 1} more)"


def _all(lines: tuple[str, ...], count: int) -> str | None:
    rest = [f"… and {count - len(lines)} more lines"] if count > len(lines) else []
    return "\n".join([*lines, *rest]) or None
