"""The fold: every table of the journal's making is written here, one entry after the other, and nowhere else.

A live run, a recovery after a crash and a rebuild are this one path. All decisions of the day stand in the entries.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

from duckdb import DuckDBPyConnection

from warehouse.corrections import Finding
from warehouse.desk import Desk
from warehouse.differing import Kept
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
    Rates,
    Reading,
    RunStarted,
    TripCost,
    Verdict,
)
from warehouse.looks import not_modified, sighting_of
from warehouse.rates import apply_rates
from warehouse.retell import retell
from warehouse.rulings import rule
from warehouse.sighting import ASIDE, BASELINE, NONE, TAKEN, Sighting
from warehouse.store import run, transaction
from warehouse.taking import take_all
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
    desk = Desk(connection)
    count = 0
    while entries := list(islice(waiting, batch)):
        with transaction(connection):
            desk.expect(entry for _, entry in entries)
            fold = _Fold(desk, archive)
            for _, entry in entries:
                fold.apply(entry)
            fold.take_waiting()
            desk.flush()
            run(connection, "set_applied", seq=entries[-1][0])
        count += len(entries)
    return count


class _Fold:
    """Entries into the tables. The caller holds the transaction, and at its end calls ``take_waiting``.

    Looks wait for each other, to be taken together, until an entry comes that they matter to: one of the same source,
    or of what people ruled.
    """

    def __init__(self, desk: Desk, archive: Kept) -> None:
        self._desk, self._archive = desk, archive
        self._looks: dict[str, tuple[Sighting, Callable[[str], None]]] = {}

    def apply(self, entry: Entry) -> None:
        """Fold one entry, as far as it does not wait."""
        if isinstance(entry, Adoption | Decision) or getattr(entry, "source_id", None) in self._looks:
            self.take_waiting()
        desk = self._desk
        match entry:
            case RunStarted():
                row = {"run_id": entry.run_id, "started_at": entry.started_at, "version": entry.version}
                desk.add("ops.runs", row | {"vantage": entry.vantage or None})
            case Capture():
                self._capture(entry)
            case Reading():
                self._reading(entry)
            case Look():
                apply_look(desk, entry)
            case Rates():
                apply_rates(desk, entry, self._archive)
            case Adoption():
                _adoption(desk, entry, self._archive)
            case Decision():
                rule(desk, entry, self._archive)
            case Digest():
                _digest(desk, entry)
            case Delivery():
                _delivery(desk, entry)
            case TripCost():
                _trip_cost(desk, entry)

    def take_waiting(self) -> None:
        """Take the looks that wait."""
        looks = list(self._looks.values())
        self._looks.clear()
        if looks:
            effects = take_all(self._desk, [look for look, _ in looks], self._archive)
            for (_, then), effect in zip(looks, effects, strict=True):
                then(effect)

    def _capture(self, entry: Capture) -> None:
        desk = self._desk
        row = {
            "capture_id": entry.capture_id, "source_id": entry.source_id, "part": entry.part,
            "observed_at": entry.observed_at, "purpose": entry.purpose.value, "outcome": entry.outcome.value,
            "same_as": entry.same_as or None, "detail": entry.detail or None, "next_due_at": entry.next_due_at,
            "vantage": entry.vantage or None, "run_id": entry.run_id or None,
        }  # fmt: skip
        pages = [
            {
                "capture_id": entry.capture_id, "position": position, "url": page.url,
                "final_url": page.final_url or None, "http_status": page.status,
                "content_type": page.content_type or None, "sha256": page.sha256 or None, "bytes": page.bytes,
                "etag": page.etag or None, "last_modified": page.last_modified or None, "until_at": page.until_at,
            }
            for position, page in enumerate(entry.pages, 1)
        ]  # fmt: skip
        desk.add("ops.captures", row)
        desk.add("ops.capture_pages", *pages)
        desk.remember(row, pages)
        whose = {"source_id": entry.source_id, "part": entry.part}
        part = desk.alter(**whose).row
        if part is not None and entry.purpose is not Purpose.BACKFILL:
            desk.alter(
                **whose, last_attempt_at=entry.observed_at, last_outcome=entry.outcome.value,
                last_detail=entry.detail or None, next_due_at=entry.next_due_at,
                failures=0 if entry.outcome in _GOOD else part["failures"] + 1,
            )  # fmt: skip
        # A 304 has no reading of its own: it stands for the capture that it equals. (Equal bytes that came are read.)
        if entry.outcome is Outcome.UNCHANGED and not any(came(page) for page in entry.pages):
            seen = not_modified(desk, row)
            if seen:
                self._looks[entry.source_id] = (seen, lambda _: None)
            elif part is not None and part["last_reading_id"] is None and part["last_capture_id"] == entry.same_as:
                # A watched part: its text is that of the last look.
                desk.alter(
                    **whose, last_capture_id=entry.capture_id, last_observed_at=entry.observed_at, held_reason=None,
                    held_since_at=None,
                )  # fmt: skip

    def _reading(self, entry: Reading) -> None:
        desk, whose = self._desk, {"source_id": entry.source_id, "part": entry.part}
        row = reading_row(entry)
        held = [
            {
                "reading_id": entry.reading_id, "position": position, "code": item.code, "reason": item.reason,
                "words": item.words, "where_on_page": item.where,
            }
            for position, item in enumerate(entry.held, 1)
        ]  # fmt: skip
        look, part = sighting_of(desk, row), desk.alter(**whose)

        def then(effect: str) -> None:
            # A web archive's validators mean nothing to the carrier's server.
            if effect in (BASELINE, TAKEN) and not look.is_backfill:
                desk.keep_validators(entry.source_id, entry.part, entry.capture_id)
            desk.record({**row, "effect": effect})
            desk.add("ops.held", *held)

        if entry.reread_id:
            then(ASIDE)
        elif entry.verdict is Verdict.REFUSED:
            if not look.is_backfill:  # that an old page is not believed is no news of the page
                desk.refuse(entry)
            then(NONE)
        else:
            _end_watching(desk, entry)
            # Where all that we know was filled in, the first look of our own is a baseline: its changes are old news.
            is_old_news = look.is_backfill or not part.has_own_look
            self._looks[entry.source_id] = (replace(look, is_backfill=is_old_news), then)


def came(page: PageCapture) -> bool:
    """Did a page's own bytes come? A 304 brings none, and the robots.txt kept beside it speaks of no tariff."""
    return bool(page.sha256) and page.status != 304 and not page.url.endswith("/robots.txt")


def reading_row(entry: Reading) -> dict[str, Any]:
    """A row of ops.readings, without its effect."""
    return {
        "reading_id": entry.reading_id, "capture_id": entry.capture_id, "source_id": entry.source_id,
        "part": entry.part, "observed_at": entry.observed_at, "recorded_at": entry.recorded_at,
        "fingerprint": entry.fingerprint, "cause": entry.cause.value, "verdict": entry.verdict.value,
        "reasons": "; ".join(entry.reasons) or None,
        "rows_sha256": entry.rows_sha256 or None, "row_count": entry.rows, "held_rows": len(entry.held),
        "confirm_at": entry.confirm_at, "run_id": entry.run_id or None,
        "held_rows_sha256": entry.held_rows_sha256 or None, "reread_id": entry.reread_id or None,
        "pairings": json.dumps([[p.offer_id, p.new_key] for p in entry.pairings]) if entry.pairings else None,
    }  # fmt: skip


def _end_watching(desk: Desk, entry: Reading) -> None:
    """The first facts of a part that was watched as text: its history begins with them, not where the looks are."""
    part = desk.part(entry.source_id, entry.part)
    if part.row and part.row["last_reading_id"] is None and part.row["last_observed_at"] is not None:
        end_waiting(desk.connection, entry.source_id, entry.part, capture_id=entry.capture_id, at=entry.observed_at)
        desk.begin(entry.source_id, entry.part)
        part.validators.clear()


def _adoption(desk: Desk, entry: Adoption, archive: Kept) -> None:
    """Of a whole reread: history is told from its readings, and what people were told wrong is corrected."""
    desk.add("ops.adoptions", asdict(entry) | {"reread_id": entry.reread_id or None})
    if entry.reread_id:
        desk.forget()
        whose = {"source_id": entry.source_id, "part": entry.part, "reread_id": entry.reread_id}
        run(desk.connection, "supersede_readings", **whose)
        run(desk.connection, "adopt_readings", **whose)
        why = entry.why or "today's parser read all kept pages again"
        finding = Finding(cause="parser", who=entry.who, why=why, found_at=entry.adopted_at)
        retell(desk, entry.source_id, entry.part, entry.adopted_at, archive, finding)
        desk.forget()


def _digest(desk: Desk, entry: Digest) -> None:
    row = {
        "digest_id": entry.digest_id, "rule": entry.rule, "recipient": entry.recipient, "frozen_at": entry.frozen_at,
        "eml_sha256": entry.eml_sha256, "subject": entry.subject,
    }  # fmt: skip
    desk.add("ops.digests", row)
    told = [
        {"digest_id": entry.digest_id, "position": position, "change_id": change_id}
        for position, change_id in enumerate(entry.change_ids, 1)
    ]
    desk.add("ops.digest_changes", *told)
    news = [
        {"digest_id": entry.digest_id, "position": position, "news_id": news_id}
        for position, news_id in enumerate(entry.news, 1)
    ]
    desk.add("ops.digest_news", *news)


def _delivery(desk: Desk, entry: Delivery) -> None:
    row = {
        "digest_id": entry.digest_id, "attempted_at": entry.attempted_at, "state": entry.state,
        "detail": entry.detail or None, "next_attempt_at": entry.next_attempt_at,
    }  # fmt: skip
    desk.add("ops.deliveries", row)


def _trip_cost(desk: Desk, entry: TripCost) -> None:
    rows = [
        {
            "trip_id": entry.trip_id, "computed_at": entry.computed_at, "position": position, "option": way.option,
            "total_usd": Decimal(way.total_usd), "total_usd_high": Decimal(way.total_usd_high),
            "is_proven": way.is_proven, "offer_ids": "; ".join(way.offer_ids), "run_id": entry.run_id or None,
        }
        for position, way in enumerate(entry.options, 1)
    ]  # fmt: skip
    desk.add("ops.trip_costs", *rows)
