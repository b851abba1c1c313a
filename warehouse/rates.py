"""Exchange rates in the fold: what a reading of the bank's feed adds to those that came with the program."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from duckdb import DuckDBPyConnection

from transforms.rates import Rate
from warehouse.desk import Desk
from warehouse.differing import Kept
from warehouse.entries import Rates, Verdict
from warehouse.store import run


def known_rates(connection: DuckDBPyConnection, since: date) -> dict[tuple[date, str], Rate]:
    """The rates from a day on, by day and currency, as they stand."""
    found = run(connection, "known_rates", since=since)
    return {(day, currency): Rate(day, currency, per_eur) for currency, day, per_eur in found}


def rates_to_bytes(rates: Iterable[Rate]) -> bytes:
    """Rates as the archive keeps them: a JSON array a line."""
    return "".join(f'["{r.rate_on}","{r.currency}","{r.per_eur}"]\n' for r in rates).encode()


def rates_from_bytes(data: bytes) -> list[Rate]:
    rows = map(json.loads, data.decode().splitlines())
    return [Rate(date.fromisoformat(day), currency, Decimal(per_eur)) for day, currency, per_eur in rows]


def apply_rates(desk: Desk, entry: Rates, archive: Kept) -> None:
    """Fold one reading of the feed: its new rates, or why it was not believed."""
    whose = {"source_id": entry.source_id, "part": entry.part}
    if entry.verdict is Verdict.REFUSED:
        known = desk.part(**whose).row or {}
        since = known.get("held_since_at") or entry.observed_at
        desk.alter(**whose, held_reason="; ".join(entry.reasons), held_since_at=since)
        return
    added = rates_from_bytes(archive.get(entry.rows_sha256)) if entry.rows else []
    desk.add(
        "ref.fx_rates",
        *(
            {
                "currency": rate.currency, "rate_on": rate.rate_on, "per_eur": rate.per_eur, "source": "ECB",
                "capture_id": entry.capture_id, "recorded_at": entry.recorded_at,
            }
            for rate in added
        ),
    )  # fmt: skip
    desk.alter(
        **whose, last_capture_id=entry.capture_id, last_observed_at=entry.observed_at, last_full_at=entry.observed_at,
        row_count=entry.rows, held_reason=None, held_since_at=None,
    )  # fmt: skip
    if added:
        desk.alter(**whose, last_changed_at=entry.observed_at)
