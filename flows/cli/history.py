"""``roamledger history``."""

from collections.abc import Mapping
from typing import Any

import click

from flows.cli.finding import any_offer
from flows.cli.output import emit_machine, formats, say, show_table
from flows.cli.reader import reading
from flows.cli.shared import Context, examples

COLUMNS = (
    "offer_id", "from_at", "to_at", "price", "list_price", "currency", "data_gb", "days", "place", "place_count",
    "from_capture_id", "to_capture_id",
)  # fmt: skip


@click.command("history", epilog=examples("history us_verizon/travelpass/other"))
@click.argument("offer")
@formats
@click.pass_obj
def command(context: Context, offer: str, as_json: bool, as_csv: bool) -> None:
    """Every price that OFFER has had, with the captures that show it. OFFER is an id, its beginning, or its name."""
    with reading(context) as reader:
        offer_id, is_on_sale = any_offer(offer, reader, context.prefix())
        rows = [{"offer_id": offer_id, **row} for row in reader.rows("cli_history", offer_id=offer_id)]
    if emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
        return
    say(offer_id + ("" if is_on_sale else "   (no longer on sale)"))
    if not rows:
        say("No price of it is in the ledger.")
        return
    show_table(
        context, ("from", "to", "price", "list price", "data", "place", "capture"), [_cells(row) for row in rows]
    )
    say(f"The words on the page: {context.prefix()} why {offer_id}")


def _cells(row: Mapping[str, Any]) -> list[Any]:
    since, until = f"{row['from_at']:%Y-%m-%d}", f"{row['to_at']:%Y-%m-%d}" if row["to_at"] else "today"
    money = [None if row[n] is None else f"{_plain(row[n])} {row['currency']}" for n in ("price", "list_price")]
    data = None if row["data_gb"] is None else f"{_plain(row['data_gb'])} GB"
    place = row["place"] or (f"{row['place_count']} places" if row["place_count"] else "")
    return [
        since,
        until,
        money[0] or "no price",
        money[1],
        data,
        place,
        row["from_capture_id"],
    ]


def _plain(value: Any) -> str:
    return f"{float(value):g}" if isinstance(value, float) else format(value.normalize(), "f")
