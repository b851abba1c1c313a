"""``roamledger watch``: any page from today on, without a parser."""

from pathlib import Path

import click
import soupsieve

from flows.cli.finding import find_source
from flows.cli.output import say
from flows.cli.own import free_id, holder_of, own_folder, public_address, write_source
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage, examples, who
from flows.lock import run_lock
from transforms.drafting.address import NOWHERE, brand_of, country_of, style_of
from transforms.source import Carrier, find_carriers
from transforms.words import SourceStatus
from warehouse.archive import Archive
from warehouse.entries import Decision
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.store import Warehouse
from warehouse.texts import ANEW

MODULE = '''"""{id}: watched as text since {today}, without a parser.

Country, currency and language are guesses from the address: look at them before you write parse(pages) here.
Then take status out, and what was kept until then is read from the beginning.
"""

from transforms.source import Part, Source
from transforms.values import Style
from transforms.words import SourceStatus

SOURCE = Source(
    carrier={carrier!r}, home_country={country!r}, status=SourceStatus.WATCH,
    style=Style(currency={currency!r}, language={language!r}, decimal={decimal!r}, grouping={grouping!r}),
    parts=(Part(urls=({url!r},), cadence_hours={every}{region}),),
)
'''


@click.command(
    "watch",
    epilog=examples(
        "watch https://www.example.com/roaming", 'watch https://www.example.com/roaming --region "main table"',
        "watch zz_example_roaming --anew",
    ),
)  # fmt: skip
@click.argument("url", metavar="URL|ID")
@click.option("--id", "source_id", help="Its id, <cc>_<brand>[_<page>]; never changed later. Default: by the address.")
@click.option("--carrier", "name", help="Who sells, as people call them.")
@click.option("--every", type=click.IntRange(1, 24 * 31), default=24, show_default=True, help="Hours between looks.")
@click.option("--region", default="", help='CSS of what counts on the page: "main", "#prices table". Else all of it.')
@click.option("--anew", is_flag=True, help="For a watched ID that is held: take the page as it is from the next look.")
@click.option("--why", default="", help="With --anew: the reason, for the journal.")
@click.pass_obj
def command(
    context: Context, url: str, source_id: str | None, name: str | None, every: int, region: str, anew: bool, why: str
) -> None:
    """Watch any page from today on: fetched, kept, and its text compared, under the same manners as all others.

    Nothing is fetched now. A change is told once a second look, an hour later, shows it too.
    """
    settings = context.settings()
    carriers, broken = find_carriers(settings.sources.paths)
    if anew:
        _begin_anew(context, find_source(url, carriers, broken), why)
        return
    address = public_address(url)
    known = holder_of(address, carriers)
    if known is not None:
        told_already(context, known, address)
        return
    _check_region(region)
    id_ = free_id(source_id, address, country_of(address), carriers, broken)
    begin_watching(context, address, id_, name or brand_of(id_), every=every, region=region)


def begin_watching(
    context: Context, address: str, source_id: str, name: str, *, every: int = 24, region: str = ""
) -> None:
    """Write the source and say what comes next. Raises Usage, SettingsError."""
    folder, told = own_folder(context)
    file, country = folder / f"{source_id}.py", country_of(address)
    style = style_of(country)
    write_source(
        file,
        MODULE.format(
            id=source_id, carrier=name, url=address, today=f"{clock_of(context.settings()).now():%Y-%m-%d}",
            country=country if country != NOWHERE else source_id[:2].upper(), every=every, currency=style.currency,
            language=style.language, decimal=style.decimal, grouping=style.grouping,
            region=f", region={region!r}" if region else "",
        ),
    )  # fmt: skip
    _show(context, source_id, file, told, every)


def _show(context: Context, source_id: str, file: Path, told: list[str], every: int) -> None:
    often = {24: "once a day", 1: "every hour"}.get(every, f"every {every} hours")
    for line in told:
        say(f"Wrote   {line}")
    say(f"Wrote   {file}: its text is looked at {often}; nothing is fetched yet")
    say(f"Next    {context.prefix()} track {source_id}    the first look; an hour later, what never stays is learnt")
    say(f"        {context.prefix()} why {source_id}      the lines that changed, once some have")
    say("Later   write parse(pages) into that file, and every page kept until then is read from the beginning")


def told_already(context: Context, known: Carrier, address: str) -> None:
    """Say which source has the address, and how."""
    how = {
        SourceStatus.WATCH: "is watched already",
        SourceStatus.HISTORIC: "is of a historic source, never fetched",
        SourceStatus.OFF: f"is of a source that is off; switch it on: {context.prefix()} sources enable {known.id}",
    }.get(known.source.status, "is read already, as facts")
    say(f"{address} {how} ({known.id}, {known.path}); nothing was written")


def _check_region(region: str) -> None:
    try:
        if region:
            soupsieve.compile(region)
    except soupsieve.SelectorSyntaxError as error:
        raise Usage(f"--region {region!r} is no CSS selector: {str(error).splitlines()[0]}") from None


def _begin_anew(context: Context, carrier: Carrier, why: str) -> None:
    """Written to the journal, with who and when."""
    settings = context.settings()
    if carrier.source.status is not SourceStatus.WATCH:
        raise Usage(f"{carrier.id} is read as facts, not watched as text; nothing was written")
    if not settings.warehouse.is_file():
        raise Usage(f"{carrier.id} was never looked at; nothing was written. Type: {context.prefix()} track")
    with (
        run_lock(settings.ledger, "watch"),
        Journal(settings.journal) as journal,
        Warehouse.open_for_writing(settings.warehouse) as warehouse,
    ):
        archive, now = Archive(settings.archive), clock_of(settings).now()
        catch_up(warehouse.connection, journal, archive)
        journal.start_segment(f"{now:%Y-%m-%dT%H%M%S}Z-watch")
        journal.append(
            Decision(
                decision_id=f"{ANEW}:{carrier.id}@{now:%Y-%m-%dT%H:%M:%SZ}", what=ANEW, subject=carrier.id,
                decided_at=now, who=who(), why=why or "not said",
            )
        )  # fmt: skip
        catch_up(warehouse.connection, journal, archive)
    say(f"{carrier.id}: the next look takes the page as it is")
    say(f"Next    {context.prefix()} track --force {carrier.id}")
