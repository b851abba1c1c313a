"""``roamledger archive``: what we kept, as a whole. Each subcommand is in a module of its own."""

import importlib

import click

from flows.cli.shared import examples

SUBCOMMANDS = {
    "verify": ("archive_verify", "read every kept byte and every journal line, name what is wrong"),
    "repair": ("archive_repair", "set damaged tails aside and go on; say what is lost"),
    "export": ("archive_export", "write what was kept as a WARC file that any web-archive tool reads"),
}


class Parts(click.Group):
    """The modules of the subcommands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        found: click.Command = importlib.import_module(f"flows.cli.{SUBCOMMANDS[cmd_name][0]}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.command("archive", cls=Parts, epilog=examples("archive export --warc ours.warc.gz"))
def command() -> None:
    """What was kept: journal and pages."""
