"""The believed looks at a part, made again from what the tables say of its captures and readings."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.addresses import is_file
from transforms.fingerprint import is_by_reference
from warehouse.desk import Desk
from warehouse.entries import Cause, Pairing, Purpose, Verdict
from warehouse.sighting import Sighting
from warehouse.store import rows, run


def sighting_of(desk: Desk, reading: Mapping[str, Any]) -> Sighting:
    """A row of ops.readings as a believed look at its part."""
    capture_id = reading["capture_id"]
    capture, pages = desk.capture(capture_id)
    return Sighting(
        source_id=reading["source_id"], part=reading["part"], capture_id=capture_id, proof_capture_id=capture_id,
        reading_id=reading["reading_id"], observed_at=reading["observed_at"], recorded_at=reading["recorded_at"],
        fingerprint=reading["fingerprint"], cause=Cause(reading["cause"]), verdict=Verdict(reading["verdict"]),
        rows_sha256=reading["rows_sha256"], held=reading["held_rows"], confirm_at=reading["confirm_at"],
        brought_bytes=not pages or any(page["http_status"] != 304 for page in pages),
        is_backfill=capture is not None and (capture["purpose"] == Purpose.BACKFILL or capture["is_watched"]),
        run_id=reading["run_id"] or "",
        is_statement=reading["cause"] == Cause.PAGE and bool(pages) and all(is_file(page["url"]) for page in pages),
        is_reread=bool(reading["reread_id"]), pairings=pairings_of(reading["pairings"]),
    )  # fmt: skip


def pairings_of(text: str | None) -> tuple[Pairing, ...]:
    """As ops.readings has them."""
    return tuple(Pairing(offer_id=offer_id, new_key=tuple(key)) for offer_id, key in json.loads(text or "[]"))


def not_modified(desk: Desk, capture: Mapping[str, Any]) -> Sighting | None:
    """A 304 (a row of ops.captures) as a look: it stands for the reading of the capture that it equals."""
    stood_for = _reading_behind(desk, capture)
    if stood_for is None:
        return None
    return replace(
        _believed(desk, stood_for), capture_id=capture["capture_id"], observed_at=capture["observed_at"],
        recorded_at=capture["observed_at"], cause=Cause.PAGE, confirm_at=None, brought_bytes=False, pairings=(),
        is_backfill=capture["purpose"] == Purpose.BACKFILL, run_id=capture["run_id"] or "",
    )  # fmt: skip


def accepted(desk: Desk, reading: Mapping[str, Any], decided_at: datetime) -> Sighting:
    """A reading that a person accepted: with those of its held rows that were read, and as complete if none is left."""
    look = sighting_of(desk, reading)
    with_held = reading["held_rows_sha256"] or ""
    desk.flush()
    left = run(desk.connection, "held_left", reading_id=look.reading_id)[0][0] if with_held else look.held
    return replace(
        look, verdict=Verdict.PARTIAL if left else Verdict.COMPLETE, recorded_at=decided_at, confirm_at=None,
        held=left, held_rows_sha256=with_held,
    )  # fmt: skip


def looks_of(desk: Desk, source_id: str, part: str) -> list[tuple[str, Sighting]]:
    """Every look that history holds, and those of the past that came late, in the order of what they saw.

    With each goes the id of its reading, "" for a 304.
    """
    whose = {"source_id": source_id, "part": part}
    looks: list[tuple[str, Sighting]] = []
    for row in rows(desk.connection, "late_looks", **whose):
        look = _believed(desk, row)
        looks.append((look.reading_id, look))
    for capture in rows(desk.connection, "late_not_modified", **whose):
        stood = not_modified(desk, capture)
        if stood:
            looks.append(("", stood))
    looks.sort(key=lambda item: (item[1].observed_at, item[1].recorded_at, item[1].reading_id))
    if not any(look.is_reread for _, look in looks):
        return looks
    before = [None, *(look for _, look in looks[:-1])]
    return [(name, caused(look, last)) for (name, look), last in zip(looks, before, strict=True)]


def caused(look: Sighting, before: Sighting | None) -> Sighting:
    """Among pages read again: the carrier's doing is only what one parser saw on two pages."""
    return replace(look, cause=cause_between(before.fingerprint if before else look.fingerprint, look.fingerprint))


def cause_between(before: str, now: str) -> Cause:
    """Whose doing a difference between two readings is, by their fingerprints."""
    if before == now:
        return Cause.PAGE
    return Cause.REFERENCE if is_by_reference(before, now) else Cause.PARSER


def _believed(desk: Desk, reading: Mapping[str, Any]) -> Sighting:
    """A reading as it was judged, or as a person accepted it."""
    accepted_at = reading.get("accepted_at")
    return sighting_of(desk, reading) if accepted_at is None else accepted(desk, reading, accepted_at)


def _reading_behind(desk: Desk, capture: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The accepted reading of the capture that a 304 equals, or of the one that it equals in turn, as known then."""
    capture_id, seen_at = capture["same_as"] or "", capture["observed_at"]
    part = desk.part(capture["source_id"], capture["part"]).row
    if part and part["last_reading_id"] and part["last_capture_id"] == capture_id:
        # The look before; through a year of 304s the way back to the page itself is a long one.
        last = desk.reading(part["last_reading_id"])
        if last and last["recorded_at"] <= seen_at:
            return last
    desk.flush()
    seen = set()
    while capture_id and capture_id not in seen:
        seen.add(capture_id)
        found = rows(desk.connection, "accepted_reading_of", capture_id=capture_id, seen_at=seen_at)
        if found:
            return found[0]
        before, _ = desk.capture(capture_id)
        capture_id = (before["same_as"] or "") if before else ""
    return None


def is_first_of_our_own(connection: DuckDBPyConnection, source_id: str, part: str) -> bool:
    """Whether history holds no look of our own yet, only what was filled in."""
    return not run(connection, "own_looks", source_id=source_id, part=part)
