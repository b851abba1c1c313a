"""``roamledger sources resume``: a site that shut us out may be asked again."""

import click

from flows.cli.finding import find_source
from flows.cli.output import say
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage, examples, who
from flows.hosts import shut_hosts
from flows.lock import run_lock
from transforms.source import find_carriers
from warehouse.archive import Archive
from warehouse.entries import Decision
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.publish import publish
from warehouse.store import Warehouse


@click.command("resume", epilog=examples('sources resume us_att --why "they wrote that we may"'))
@click.argument("source_id", metavar="ID")
@click.option("--why", default="", help="The reason, for the journal.")
@click.pass_obj
def resume(context: Context, source_id: str, why: str) -> None:
    """Ask a site again that refused us (403, 451) in two runs in a row. Written to the journal, with who and when."""
    settings = context.settings()
    find_source(source_id, *find_carriers(settings.sources.paths))
    if not settings.warehouse.is_file():
        raise Usage(f"{source_id} was never fetched: there is nothing to resume")
    with (
        run_lock(settings.ledger, "resume"),
        Journal(settings.journal) as journal,
        Warehouse.open_for_writing(settings.warehouse) as warehouse,
    ):
        archive, now = Archive(settings.archive), clock_of(settings).now()
        catch_up(warehouse.connection, journal, archive)
        shut = [s for s in shut_hosts(warehouse.connection) if s.source_id == source_id]
        if not shut:
            raise Usage(f"{source_id} is not shut out; nothing was written. How it stands: {context.prefix()} sources")
        journal.start_segment(f"{now:%Y-%m-%dT%H%M%S}Z-resume")
        for each in shut:
            journal.append(
                Decision(
                    decision_id=f"resume:{each.host}@{now:%Y-%m-%dT%H:%M:%SZ}", what="resume", subject=each.host,
                    decided_at=now, who=settings.who or who(), why=why or "not said", value=source_id,
                )
            )  # fmt: skip
        catch_up(warehouse.connection, journal, archive)
        publish(warehouse.connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    say(f"{', '.join(s.host for s in shut)}: asked again when it is due")
    say(f"Next    {context.prefix()} track {source_id}")
