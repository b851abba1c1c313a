"""``roamledger offers``."""

from collections.abc import Mapping
from typing import Any

import click

from flows.alerts.wording import count
from flows.answer_words import allowance_words, price_words
from flows.cli.facts import offer_facts
from flows.cli.finding import find_carrier, find_place
from flows.cli.output import emit_machine, formats, say, show_table, text_of
from flows.cli.reader import reading
from flows.cli.shared import Context, examples
from transforms.places import place_name
from transforms.words import Kind


@click.command("offers", epilog=examples("offers --place Turkey --kind day_pass"))
@click.option("--carrier", help="One carrier: us_verizon, or its name.")
@click.option("--place", help="Only what is listed there: TR, Turkey, Türkiye.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only of that kind.")
@click.option("--stale", "with_stale", is_flag=True, help="Also what was not seen for too long to rely on.")
@formats
@click.pass_obj
def command(
    context: Context, carrier: str | None, place: str | None, kind: str | None, with_stale: bool,
    as_json: bool, as_csv: bool,
) -> None:  # fmt: skip
    """What is on sale, by carrier, place or kind. What was not seen for too long is left out, and counted."""
    code = find_place(place) if place else None
    with reading(context) as reader:
        reader.must_hold_offers()
        carrier_id = find_carrier(carrier, reader) if carrier else None
        found = reader.rows("cli_offers", carrier_id=carrier_id, place=code, kind=kind)
    rows = [row for row in found if with_stale or not row["is_stale"]]
    if emit_machine(list(found[0]) if found else [], rows, as_json=as_json, as_csv=as_csv):
        return
    if rows:
        show_table(context, ("offer", "name", "price", "data", "places", "seen"), [_cells(row) for row in rows])
    else:
        where = f" that lists {place_name(code)}" if code else ""
        say(f"No offer{where} fits.")
    left_out = len(found) - len(rows)
    if left_out:
        say(f"{count(left_out, 'stale offer')} left out (not seen for too long): --stale shows them")


def _cells(row: Mapping[str, Any]) -> list[Any]:
    facts = offer_facts(row)
    listed, claimed = row["place_count"], row["claimed_place_count"]
    places = f"{listed} listed" if listed else f"claims {claimed}, names none" if claimed else "not named"
    seen = f"{row['last_seen_at']:%Y-%m-%d}{' stale' if row['is_stale'] else ''}" if row["last_seen_at"] else ""
    seen += f", by hand: {text_of(row['looked_by'])}, {row['confidence']}" if row["looked_by"] else ""
    name = f"{row['carrier']} {row['offer_name']}"
    return [
        row["offer_id"],
        name,
        price_words(facts),
        allowance_words(facts),
        places,
        seen,
    ]
