"""The believed looks at a part, made again from what the tables say of its captures and readings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.addresses import is_file
from warehouse.entries import Cause, Purpose, Verdict
from warehouse.sighting import Sighting
from warehouse.store import rows, run


def sighting_of(connection: DuckDBPyConnection, reading: Mapping[str, Any]) -> Sighting:
    """A row of ops.readings as a believed look at its part."""
    capture_id = reading["capture_id"]
    captures = rows(connection, "capture", capture_id=capture_id)
    pages = rows(connection, "capture_pages", capture_id=capture_id)
    return Sighting(
        source_id=reading["source_id"], part=reading["part"], capture_id=capture_id, proof_capture_id=capture_id,
        reading_id=reading["reading_id"], observed_at=reading["observed_at"], recorded_at=reading["recorded_at"],
        fingerprint=reading["fingerprint"], cause=Cause(reading["cause"]), verdict=Verdict(reading["verdict"]),
        rows_sha256=reading["rows_sha256"], held=reading["held_rows"], confirm_at=reading["confirm_at"],
        brought_bytes=not pages or any(page["http_status"] != 304 for page in pages),
        is_backfill=bool(captures) and _is_of_the_past(connection, captures[0]), run_id=reading["run_id"] or "",
        is_statement=reading["cause"] == Cause.PAGE and bool(pages) and all(is_file(page["url"]) for page in pages),
    )  # fmt: skip


def _is_of_the_past(connection: DuckDBPyConnection, capture: Mapping[str, Any]) -> bool:
    """Filled in, or kept while nobody could read the page: what it shows is history, and told to nobody."""
    capture_id = capture["capture_id"]
    return capture["purpose"] == Purpose.BACKFILL or bool(run(connection, "look_of", capture_id=capture_id))


def not_modified(connection: DuckDBPyConnection, capture: Mapping[str, Any]) -> Sighting | None:
    """A 304 (a row of ops.captures) as a look: it stands for the reading of the capture that it equals."""
    stood_for = _reading_behind(connection, capture["same_as"] or "", capture["observed_at"])
    if stood_for is None:
        return None
    return replace(
        sighting_of(connection, stood_for), capture_id=capture["capture_id"], observed_at=capture["observed_at"],
        recorded_at=capture["observed_at"], cause=Cause.PAGE, confirm_at=None, brought_bytes=False, pairings=(),
        is_backfill=capture["purpose"] == Purpose.BACKFILL, run_id=capture["run_id"] or "",
    )  # fmt: skip


def accepted(sighting: Sighting, decided_at: datetime) -> Sighting:
    """A refused reading that a person accepted."""
    return replace(sighting, verdict=Verdict.COMPLETE, recorded_at=decided_at, confirm_at=None)


def looks_of(connection: DuckDBPyConnection, source_id: str, part: str) -> list[tuple[str, Sighting]]:
    """Every look that history holds, and those of the past that came late, in the order of what they saw.

    With each goes the id of its reading, "" for a 304.
    """
    whose = {"source_id": source_id, "part": part}
    looks: list[tuple[str, Sighting]] = []
    for row in rows(connection, "late_looks", **whose):
        look = sighting_of(connection, row)
        looks.append((look.reading_id, accepted(look, row["accepted_at"]) if row["accepted_at"] else look))
    for capture in rows(connection, "late_not_modified", **whose):
        stood = not_modified(connection, capture)
        if stood:
            looks.append(("", stood))
    return sorted(looks, key=lambda item: (item[1].observed_at, item[1].recorded_at, item[1].reading_id))


def _reading_behind(connection: DuckDBPyConnection, capture_id: str, seen_at: datetime) -> dict[str, Any] | None:
    """The accepted reading of a capture, or of the capture that it equals in turn, as known at a moment."""
    seen = set()
    while capture_id and capture_id not in seen:
        seen.add(capture_id)
        found = rows(connection, "accepted_reading_of", capture_id=capture_id, seen_at=seen_at)
        if found:
            return found[0]
        before = rows(connection, "capture", capture_id=capture_id)
        capture_id = (before[0]["same_as"] or "") if before else ""
    return None


def is_first_of_our_own(connection: DuckDBPyConnection, source_id: str, part: str) -> bool:
    """Whether history holds no look of our own yet, only what was filled in."""
    return not run(connection, "own_looks", source_id=source_id, part=part)
