"""``roamledger trip``."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click

from flows.cli.finding import NotClear, find_place, find_plans
from flows.cli.output import text_of
from flows.cli.reader import Reader, reading
from flows.cli.shared import EXIT_OK, EXIT_USAGE, Context, Usage, emit_json, examples
from flows.cli.switch import write_whole
from flows.cli.trip_shown import record, show
from flows.trip.ask import Question, answer_trip
from flows.trip.demand import Trip, TripError, data_need, parse_visit
from flows.trip.files import Contract, read_contracts
from flows.trip.groups import Asked
from flows.trip.saved import with_trip


@click.command(
    "trip",
    epilog=examples(
        "trip --visit JP:2026-12-03..2026-12-09 --data 8GB --lines 2 --compare us_verizon/travelpass",
        "trip --visit FR:2027-05-01..2027-05-04 --visit CH:2027-05-04..2027-05-07 --data 5GB --compare us_att",
    ),
)
@click.option("--visit", "visits", multiple=True, required=True, metavar="PLACE:FROM..TO", help="Repeat for more.")
@click.option("--data", "data", help="What each line needs over the whole trip: 8GB, 500MB.")
@click.option("--minutes-home", type=click.IntRange(0), default=0, help="Minutes of calls home, each line.")
@click.option("--lines", type=click.IntRange(1), default=1, help="How many people or lines.")
@click.option("--compare", "plans", multiple=True, metavar="PLAN", help="A home plan or carrier. Repeat for more.")
@click.option("--bill-day", type=click.IntRange(1, 31), help="Day of the month on which a bill begins.")
@click.option("--budget", type=click.FloatRange(0), help="The most that it may cost, in --currency.")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217.")
@click.option("--contract", default="", help="A section of contracts.toml whose prices hold for you.")
@click.option(
    "--contracts", type=click.Path(path_type=Path, dir_okay=False), default=Path("contracts.toml"), show_default=True
)
@click.option("--include-stale", is_flag=True, help="Also offers not seen for too long to rely on.")
@click.option("--save", "save", metavar="NAME", help="Keep it in trips.toml: computed anew after every run.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an option.")
@click.pass_obj
def command(
    context: Context, visits: Sequence[str], data: str | None, minutes_home: int, lines: int, plans: Sequence[str],
    bill_day: int | None, budget: float | None, currency: str, contract: str, contracts: Path,
    include_stale: bool, save: str | None, as_json: bool,
) -> int:  # fmt: skip
    """What would a trip cost: the cheapest ways to have data abroad, each with how it is made up and how sure it is.

    The need is spread evenly over the days of the trip. Roaming of the plans that --compare names, travel eSIMs and
    local SIMs whose pages list the place are counted. Exit 0 for any answer, 2 for a question that is not understood.
    """
    try:
        trip = Trip(
            visits=tuple(parse_visit(words, find_place) for words in visits), data_bytes=data_need(data),
            minutes_home=minutes_home, lines=lines, bill_day=bill_day,
        )  # fmt: skip
        agreed = contracts_of(contract, contracts)
        with reading(context) as reader:
            reader.must_hold_offers()
            asked = tuple(plan_asked_for(words, reader) for words in plans)
            found = answer_trip(reader, Question(trip, asked, currency.upper(), include_stale, contract), agreed)
    except TripError as error:
        raise Usage(str(error)) from None
    except NotClear as error:
        click.echo(str(error), err=True)
        return EXIT_USAGE
    if as_json:
        emit_json([record(option, found) for option in found.options])
    else:
        show(found, reader.asked_at.strftime("%-d %b %Y"), Decimal(str(budget)) if budget is not None else None)
    if save:
        file = context.settings().trips
        given = {
            "visits": [f"{v.place}:{v.from_on}..{v.to_on}" for v in trip.visits], "data": data, "lines": lines,
            "minutes_home": minutes_home, "compare": list(plans), "bill_day": bill_day, "contract": contract,
        }  # fmt: skip
        write_whole(file, with_trip(file.read_text(encoding="utf-8") if file.is_file() else "", save, given))
        click.echo(f"saved as {save} in {file}: computed anew after every run, kept in trip_costs", err=True)
    return EXIT_OK


def plan_asked_for(words: str, reader: Reader) -> Asked:
    """A plan by its id or name, or all that a carrier offers. Raises NotClear."""
    names = reader.rows("cli_offer_names")
    of_carrier = {row["offer_id"] for row in names if row["carrier_id"] == words}
    if of_carrier:
        carrier = next(row["carrier"] for row in names if row["carrier_id"] == words)
        return Asked(carrier, frozenset(of_carrier))
    plans = find_plans(words, names)
    if len(plans) != 1:
        raise NotClear("Which plan?   " + ("   ".join(list(plans)[:12]) or f'"{words}" is in no offer\'s name'))
    found = next(iter(plans.values()))
    row = next(row for row in names if row["offer_id"] == found[0])
    name = text_of(row["plan_name"] or row["offer_name"])
    carrier = text_of(row["carrier"])
    return Asked(name if name.casefold().startswith(carrier.casefold()) else f"{carrier} {name}", frozenset(found))


def contracts_of(name: str, file: Path) -> list[Contract]:
    """The negotiated prices of that name; none where no name is given. Raises TripError."""
    if not name:
        return []
    found = read_contracts(file)
    if all(contract.name != name for contract in found):
        known = ", ".join(sorted({contract.name for contract in found})) or "none"
        raise TripError(f"{file} has no contract {name!r}; it has {known}")
    return found
