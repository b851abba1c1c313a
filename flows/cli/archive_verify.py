"""``roamledger archive verify``."""

import click

from flows.alerts.wording import count
from flows.cli.output import say
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.upkeep import verify


@click.command("verify", epilog=examples("archive verify"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    """Read every line of the journal and every kept byte, and name what is wrong. Writes nothing.

    Exit 0 if all is whole, 3 if not.
    """
    settings = context.settings()
    if not settings.journal.is_dir():
        raise Usage(f"there is no journal in {settings.ledger}. Type: {context.prefix()} track")
    found = list(verify(Journal(settings.journal), Archive(settings.archive)))
    if as_json:
        emit_json({"words": f.words, "is_loss": f.is_loss} for f in found)
        return EXIT_PERSON if found else EXIT_OK
    for each in found:
        say(each.words)
    if found:
        say(f"{count(len(found), 'finding')}. Set aside what is damaged: {context.prefix()} archive repair")
        return EXIT_PERSON
    say(f"{settings.ledger}: journal and archive are whole")
    return EXIT_OK
