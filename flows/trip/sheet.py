"""Many trips as a workbook or CSV: one row a trip with what to do, what it costs, and what to tell the traveller."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from flows.alerts.clean import clean
from flows.trip.facts import Option, TripAnswer
from flows.trip.files import NamedTrip

COLUMNS = (
    "trip_id", "traveller_id", "home_plan", "places", "from_on", "to_on", "data_gb", "do", "cost_low", "cost_high",
    "currency", "next_best", "next_best_cost", "rules", "sure", "receipts",
)  # fmt: skip
_WIDTHS = {"do": 60, "rules": 60, "sure": 40, "receipts": 40, "next_best": 30}


def row_of(named: NamedTrip, answer: TripAnswer) -> dict[str, Any]:
    """One trip. Without an option ``do`` says so; amounts are numbers, everything else text."""
    trip, best = named.trip, answer.options[0] if answer.options else None
    then: Option | None = answer.options[1] if len(answer.options) > 1 else None
    return {
        "trip_id": named.trip_id, "traveller_id": named.traveller.traveller_id, "home_plan": named.traveller.home_plan,
        "places": " ".join(trip.places), "from_on": trip.days[0][0].isoformat(), "to_on": trip.days[-1][0].isoformat(),
        "data_gb": float(Decimal(trip.data_bytes or 0) / 1024**3),
        "do": _told(f"{best.name}: {'; '.join(best.how)}") if best else "no offer in the ledger serves this trip",
        "cost_low": float(best.low) if best else None, "cost_high": float(best.high) if best else None,
        "currency": answer.currency, "next_best": _told(then.name) if then else None,
        "next_best_cost": float(then.low) if then else None, "rules": _told(" | ".join(answer.rules)),
        "sure": _told("; ".join(best.doubts) or "as its page says") if best else _told("; ".join(answer.left_out)),
        "receipts": " ".join(best.offer_ids) if best else "",
    }  # fmt: skip


def write_workbook(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """An .xlsx file; words of pages go in as text and never as formulas or links. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        sheet = book.add_worksheet("trips")
        head, text = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 14), text)
            sheet.write_string(0, column, name, head)
            for line, row in enumerate(rows, 1):
                value = row[name]
                if isinstance(value, float):
                    sheet.write_number(line, column, value)
                elif value:
                    sheet.write_string(line, column, str(value))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


def _told(words: str) -> str:
    return clean(words, 2000)
