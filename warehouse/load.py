"""The fold: every table of the journal's making is written here, one entry after the other, and nowhere else.

A live run, a recovery after a crash and a rebuild are this one path. All decisions of the day stand in the entries.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import Protocol

from duckdb import DuckDBPyConnection

from warehouse.corrections import Finding, retract
from warehouse.entries import (
    Adoption,
    Capture,
    Decision,
    Delivery,
    Digest,
    Entry,
    Look,
    Outcome,
    PageCapture,
    Purpose,
    Reading,
    RunStarted,
    Verdict,
)
from warehouse.late import BACKFILLED, retell
from warehouse.looks import accepted, is_first_of_our_own, not_modified, sighting_of
from warehouse.sighting import LATE, NONE, Kept, take
from warehouse.store import insert, rows, run, transaction
from warehouse.texts import apply_look, end_waiting

_GOOD = (Outcome.OK, Outcome.UNCHANGED)


class Entries(Protocol):
    """Where entries come from (warehouse/journal.py)."""

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]: ...


def catch_up(connection: DuckDBPyConnection, journal: Entries, archive: Kept, *, batch: int = 1) -> int:
    """Apply every entry that the warehouse does not have yet; returns how many.

    Each entry, with the mark that it is applied, is one transaction; ``batch`` entries are where nobody looks on.
    """
    waiting = journal.entries(after=run(connection, "applied")[0][0])
    count = 0
    while entries := list(islice(waiting, batch)):
        with transaction(connection):
            for seq, entry in entries:
                apply(connection, seq, entry, archive)
        count += len(entries)
    return count


def apply(connection: DuckDBPyConnection, seq: int, entry: Entry, archive: Kept) -> None:
    """Fold one entry into the tables. The caller holds the transaction; ``seq`` goes up by one from entry to entry."""
    match entry:
        case RunStarted():
            insert(
                connection,
                "ops.runs",
                [
                    {
                        "run_id": entry.run_id,
                        "started_at": entry.started_at,
                        "version": entry.version,
                        "vantage": entry.vantage or None,
                    }
                ],
            )
        case Capture():
            _capture(connection, entry, archive)
        case Reading():
            _reading(connection, entry, archive)
        case Look():
            _begin_part(connection, entry.source_id, entry.part)
            apply_look(connection, entry)
        case Adoption():
            insert(connection, "ops.adoptions", [asdict(entry)])
        case Decision():
            _decision(connection, entry, archive)
        case Digest():
            _digest(connection, entry)
        case Delivery():
            _delivery(connection, entry)
    run(connection, "set_applied", seq=seq)


def _capture(connection: DuckDBPyConnection, entry: Capture, archive: Kept) -> None:
    insert(
        connection,
        "ops.captures",
        [
            {
                "capture_id": entry.capture_id, "source_id": entry.source_id, "part": entry.part,
                "observed_at": entry.observed_at, "purpose": entry.purpose.value, "outcome": entry.outcome.value,
                "same_as": entry.same_as or None, "detail": entry.detail or None, "next_due_at": entry.next_due_at,
                "vantage": entry.vantage or None, "run_id": entry.run_id or None,
            }
        ],
    )  # fmt: skip
    insert(
        connection,
        "ops.capture_pages",
        [
            {
                "capture_id": entry.capture_id, "position": position, "url": page.url,
                "final_url": page.final_url or None, "http_status": page.status,
                "content_type": page.content_type or None, "sha256": page.sha256 or None, "bytes": page.bytes,
                "etag": page.etag or None, "last_modified": page.last_modified or None,
            }
            for position, page in enumerate(entry.pages, 1)
        ],
    )  # fmt: skip
    whose = _begin_part(connection, entry.source_id, entry.part)
    if entry.purpose is not Purpose.BACKFILL:
        run(
            connection, "part_attempted", **whose, attempted_at=entry.observed_at, outcome=entry.outcome.value,
            detail=entry.detail or None, next_due_at=entry.next_due_at, has_failed=entry.outcome not in _GOOD,
        )  # fmt: skip
    # A 304 has no reading of its own: it stands for the capture that it equals. (Equal bytes that came are read again.)
    if entry.outcome is Outcome.UNCHANGED and not any(came(page) for page in entry.pages):
        seen = not_modified(connection, rows(connection, "capture", capture_id=entry.capture_id)[0])
        if seen:
            take(connection, seen, archive)
        else:
            seen_at, same_as = entry.observed_at, entry.same_as
            run(connection, "look_stands", **whose, capture_id=entry.capture_id, seen_at=seen_at, same_as=same_as)


def _begin_part(connection: DuckDBPyConnection, source_id: str, part: str) -> dict[str, str]:
    whose = {"source_id": source_id, "part": part}
    if not rows(connection, "part", **whose):
        insert(connection, "ops.parts", [{**whose, "failures": 0, "held_rows": 0}])
    return whose


def came(page: PageCapture) -> bool:
    """Did a page's own bytes come? A 304 brings none, and the robots.txt kept beside it speaks of no tariff."""
    return bool(page.sha256) and page.status != 304 and not page.url.endswith("/robots.txt")


def _reading(connection: DuckDBPyConnection, entry: Reading, archive: Kept) -> None:
    whose = _begin_part(connection, entry.source_id, entry.part)
    row = {
        "reading_id": entry.reading_id, "capture_id": entry.capture_id, **whose, "observed_at": entry.observed_at,
        "recorded_at": entry.recorded_at, "fingerprint": entry.fingerprint, "cause": entry.cause.value,
        "verdict": entry.verdict.value, "reasons": "; ".join(entry.reasons) or None,
        "rows_sha256": entry.rows_sha256 or None, "row_count": entry.rows, "held_rows": len(entry.held),
        "confirm_at": entry.confirm_at, "run_id": entry.run_id or None,
    }  # fmt: skip
    effect = NONE
    look = sighting_of(connection, row)
    if entry.verdict is not Verdict.REFUSED:
        _end_watching(connection, entry)
        # Where all that we know was filled in, the first look of our own is a baseline: its changes are old news.
        is_old_news = look.is_backfill or is_first_of_our_own(connection, **whose)
        effect = take(connection, replace(look, pairings=entry.pairings, is_backfill=is_old_news), archive)
        if effect != LATE and not look.is_backfill:  # a web archive's validators mean nothing to the carrier's server
            run(connection, "forget_validators", capture_id=entry.capture_id, **whose)
            run(connection, "keep_validators", capture_id=entry.capture_id, **whose)
    elif not look.is_backfill:  # that an old page is not believed is no news of the page
        run(
            connection, "part_refused", **whose, capture_id=entry.capture_id, reason=row["reasons"] or "refused",
            seen_at=entry.observed_at, confirm_at=entry.confirm_at,
        )  # fmt: skip
    insert(connection, "ops.readings", [{**row, "effect": effect}])
    held = [
        {
            "reading_id": entry.reading_id, "position": position, "code": item.code, "reason": item.reason,
            "words": item.words, "where_on_page": item.where,
        }
        for position, item in enumerate(entry.held, 1)
    ]  # fmt: skip
    insert(connection, "ops.held", held)


def _end_watching(connection: DuckDBPyConnection, entry: Reading) -> None:
    """The first facts of a part that was watched as text: its history begins with them, not where the looks are."""
    whose = {"source_id": entry.source_id, "part": entry.part}
    part = rows(connection, "part", **whose)[0]
    if part["last_reading_id"] is None and part["last_observed_at"] is not None:
        end_waiting(connection, **whose, capture_id=entry.capture_id, at=entry.observed_at)
        run(connection, "late_begin_part", **whose)
        run(connection, "forget_all_validators", **whose)


def _decision(connection: DuckDBPyConnection, entry: Decision, archive: Kept) -> None:
    """Kept as ruled; "accept" a reading, "retract" a change, and "backfilled" act on history at once."""
    row = {
        "decision_id": entry.decision_id, "what": entry.what, "subject": entry.subject, "decided_at": entry.decided_at,
        "who": entry.who, "why": entry.why, "value": entry.value or None,
    }  # fmt: skip
    insert(connection, "ops.decisions", [row])
    if entry.what == "retract":
        retract(
            connection,
            [entry.subject],
            Finding(cause="decision", who=entry.who, why=entry.why, found_at=entry.decided_at),
        )
    if entry.what == "accept":
        for reading in rows(connection, "refused_reading", reading_id=entry.subject):
            believed = accepted(sighting_of(connection, reading), entry.decided_at)
            effect = take(connection, believed, archive)
            run(connection, "set_effect", reading_id=entry.subject, effect=effect)
    if entry.what == BACKFILLED:
        retell(connection, entry.subject, entry.value, entry.decided_at, archive)


def _digest(connection: DuckDBPyConnection, entry: Digest) -> None:
    row = {
        "digest_id": entry.digest_id, "rule": entry.rule, "recipient": entry.recipient, "frozen_at": entry.frozen_at,
        "eml_sha256": entry.eml_sha256, "subject": entry.subject,
    }  # fmt: skip
    insert(connection, "ops.digests", [row])
    told = [
        {"digest_id": entry.digest_id, "position": position, "change_id": change_id}
        for position, change_id in enumerate(entry.change_ids, 1)
    ]
    insert(connection, "ops.digest_changes", told)


def _delivery(connection: DuckDBPyConnection, entry: Delivery) -> None:
    row = {
        "digest_id": entry.digest_id, "attempted_at": entry.attempted_at, "state": entry.state,
        "detail": entry.detail or None, "next_attempt_at": entry.next_attempt_at,
    }  # fmt: skip
    insert(connection, "ops.deliveries", [row])
