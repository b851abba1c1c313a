"""``roamledger archive repair``."""

import click

from flows.cli.output import say
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, examples
from flows.lock import run_lock
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.upkeep import repair


@click.command("repair", epilog=examples("archive repair"))
@click.option("--cut", is_flag=True, help="Also set aside a broken journal line and everything after it.")
@click.pass_obj
def command(context: Context, cut: bool) -> int:
    """Set aside what is damaged, so that runs go on, and say what is lost.

    A copy from a backup is better: try it first. Nothing damaged is thrown away: it stays beside
    as .torn or .damaged. Exit 3 if anything is lost.
    """
    settings = context.settings()
    if not settings.journal.is_dir():
        raise Usage(f"there is no journal in {settings.ledger}. Type: {context.prefix()} track")
    with run_lock(settings.ledger, "repair"), Journal(settings.journal) as journal:
        archive = Archive(settings.archive)
        found = list(repair(journal, archive, cut=cut))
        if cut and found:  # the warehouse knows entries that the journal has no more: it must not be written on
            for file in settings.ledger.glob(f"{settings.warehouse.name}*"):
                file.unlink()
        for each in found:
            say(f"{'LOST  ' if each.is_loss else 'mended'}  {each.words}")
    if not found:
        say(f"{settings.ledger}: journal and archive are whole; nothing was done")
    if cut and found:
        say(f"Next    {context.prefix()} rebuild")
    return EXIT_PERSON if any(each.is_loss for each in found) else EXIT_OK
