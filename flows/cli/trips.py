"""``roamledger trips``."""

from functools import partial
from pathlib import Path

import click

from flows.cli.finding import NotClear, find_place
from flows.cli.output import say
from flows.cli.reader import reading
from flows.cli.shared import EXIT_OK, Context, Usage, emit_csv, emit_json, examples
from flows.cli.trip import plan_asked_for
from flows.trip.ask import Question, answer_trip
from flows.trip.demand import TripError
from flows.trip.files import NamedTrip, read_contracts, read_travellers, read_trips
from flows.trip.sheet import COLUMNS, row_of, write_workbook


@click.command("trips", epilog=examples("trips trips.csv --lines lines.csv --out plan.xlsx"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--lines", "lines", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Who travels.")
@click.option(
    "--contracts", type=click.Path(path_type=Path, dir_okay=False), help="Negotiated prices, over public ones."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A workbook (.xlsx); else CSV comes out.")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217.")
@click.option("--include-stale", is_flag=True, help="Also offers not seen for too long to rely on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a trip.")
@click.pass_obj
def command(
    context: Context, file: Path, lines: Path | None, contracts: Path | None, out: Path | None, currency: str,
    include_stale: bool, as_json: bool,
) -> int:  # fmt: skip
    """The cheapest way for many trips: one row a trip, with cost, rules to tell the traveller, and receipts.

    FILE has the columns trip_id, traveller_id, place, from_on, to_on and, if wanted, home_plan, data_gb, minutes_home;
    rows of one trip_id and traveller are the visits of one trip. --lines has traveller_id, home_plan and, if wanted,
    device, bill_day, contract (a section of --contracts).
    """
    if out is not None and out.suffix != ".xlsx":
        raise Usage(f"--out {out} is no .xlsx file; without --out CSV comes out, to be sent to any file")
    try:
        asked = read_trips(file, read_travellers(lines) if lines else {}, _place)
        agreed = read_contracts(contracts) if contracts else []
        with reading(context) as reader:
            reader.must_hold_offers()
            plan = partial(plan_asked_for, reader=reader)
            rows = []
            for named in asked:
                home = named.traveller.home_plan
                question = Question(
                    named.trip,
                    (plan(home),) if home else (),
                    currency.upper(),
                    include_stale,
                    _contract(named, contracts),
                )
                rows.append(row_of(named, answer_trip(reader, question, agreed)))
    except (TripError, NotClear) as error:
        raise Usage(str(error)) from None
    if out is not None:
        try:
            write_workbook(rows, out)
        except OSError as error:
            raise Usage(f"{out} cannot be written: {error.strerror}") from None
        say(f"{len(rows)} trip{'' if len(rows) == 1 else 's'} written to {out}")
    elif as_json:
        emit_json(rows)
    else:
        emit_csv(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    return EXIT_OK


def _place(words: str) -> str:
    """Raises TripError."""
    try:
        return find_place(words)
    except NotClear as error:
        raise TripError(str(error)) from None


def _contract(named: NamedTrip, contracts: Path | None) -> str:
    """Raises TripError: a line has a contract, and no file of contracts was given."""
    name = named.traveller.contract
    if name and contracts is None:
        raise TripError(f"{named.traveller.traveller_id} has the contract {name!r}; say --contracts contracts.toml")
    return name
