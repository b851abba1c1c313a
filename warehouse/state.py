"""What a run needs to know of the ledger before it acts, and what it tells afterwards."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.records import from_record
from warehouse.changes import Change
from warehouse.past import LEARNED, Past
from warehouse.store import rows, run


@dataclass(frozen=True, slots=True)
class Validator:
    """What lets a server answer "not changed", and the body that it is about."""

    etag: str
    last_modified: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """A row of ops.parts, whose column comments say what each field is; ``validators`` by address."""

    source_id: str
    part: str
    last_attempt_at: datetime | None = None
    last_outcome: str | None = None
    last_detail: str | None = None
    next_due_at: datetime | None = None
    confirm_at: datetime | None = None
    failures: int = 0
    last_capture_id: str | None = None
    last_reading_id: str | None = None
    last_observed_at: datetime | None = None
    last_verdict: str | None = None
    last_fingerprint: str | None = None
    rows_sha256: str | None = None
    row_count: int | None = None
    held_rows: int = 0
    last_full_at: datetime | None = None
    last_changed_at: datetime | None = None
    held_reason: str | None = None
    held_since_at: datetime | None = None
    ruled_at: datetime | None = None
    validators: Mapping[str, Validator] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A row of core.moves, whose column comments say what each field is."""

    move_id: str
    source_id: str
    carrier_id: str
    field: str
    subject: str | None
    what: str
    factor: float | None
    row_count: int
    exceptions: int | None
    effect: str
    state: str
    told_as: str
    cause: str
    first_seen_at: datetime
    confirmed_at: datetime | None
    ends_on: Any
    run_id: str | None


def part_states(connection: DuckDBPyConnection) -> dict[tuple[str, str], PartState]:
    """Every part that was ever fetched or read, by source and part."""
    validators: dict[tuple[str, str], dict[str, Validator]] = defaultdict(dict)
    for source_id, part, url, etag, last_modified, sha256 in run(connection, "validators"):
        validators[source_id, part][url] = Validator(etag, last_modified, sha256)
    states = {(row["source_id"], row["part"]): PartState(**row) for row in rows(connection, "parts")}
    return {whose: replace(state, validators=validators.get(whose, {})) for whose, state in states.items()}


def past_of(connection: DuckDBPyConnection, source_id: str, part: str) -> Past | None:
    """What is known of a part before its next reading; None before its first accepted one."""
    whose = {"source_id": source_id, "part": part}
    found = rows(connection, "part", **whose)
    if not found or not found[0]["last_reading_id"]:
        return None
    absent = {row["offer_id"] for row in rows(connection, "absences", source_ids=[source_id], parts=[part])}
    until_at = found[0]["last_observed_at"]
    most_rows = run(connection, "most_rows", **whose, since_at=until_at - LEARNED, until_at=until_at)[0][0]
    known = [
        (row["offer_id"], from_record(json.loads(row["record"]))) for row in rows(connection, "open_records", **whose)
    ]
    return Past(
        offers=tuple(offer for _, offer in known),
        offer_ids={offer.key: offer_id for offer_id, offer in known},
        absent=frozenset(offer.key for offer_id, offer in known if offer_id in absent),
        returning=frozenset(tuple(json.loads(row[0])) for row in run(connection, "returning_keys", **whose)),
        observed_at=found[0]["last_observed_at"],
        reading_id=found[0]["last_reading_id"],
        most_rows=most_rows,
    )


def run_moves(connection: DuckDBPyConnection, run_id: str) -> list[Move]:
    """The carriers' own moves that a run saw first, confirmed, or saw undone."""
    return [Move(**row) for row in rows(connection, "moves_of_run", run_id=run_id)]


def changes_of_reading(connection: DuckDBPyConnection, reading_id: str) -> list[Change]:
    """The changes that a reading found."""
    return [Change(**row) for row in rows(connection, "changes_of_reading", reading_id=reading_id)]
