"""``roamledger rebuild``."""

import click

from flows.alerts.wording import count
from flows.cli.output import say
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage, examples
from flows.lock import run_lock
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.publish import publish
from warehouse.rebuild import rebuild
from warehouse.store import Warehouse


@click.command("rebuild", epilog=examples("rebuild"))
@click.pass_obj
def command(context: Context) -> None:
    """Make the warehouse and the published copy anew from the journal. Nothing is fetched, nothing is lost.

    The old ones serve until the new ones are whole.
    """
    settings = context.settings()
    if not settings.journal.is_dir():
        raise Usage(f"there is no journal in {settings.ledger} to rebuild from. Type: {context.prefix()} track")
    with run_lock(settings.ledger, "rebuild"):
        with Journal(settings.journal) as journal:
            entries = rebuild(journal, Archive(settings.archive), settings.warehouse)
        with Warehouse.open_for_writing(settings.warehouse) as warehouse:
            now = clock_of(settings).now()
            publish(warehouse.connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    say(f"{count(entries, 'journal entry', 'journal entries')} replayed into {settings.warehouse}")
    say(f"Published {settings.published}")
