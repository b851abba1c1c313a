"""The ``roamledger`` command. Each command's module is imported only when it is used: ``--help`` must be quick."""

import atexit
import importlib
import os
import sys
from pathlib import Path

import click

from flows.cli.shared import EXIT_FAULT, EXIT_USAGE, Context, exit_code_of, program

# name -> (module, one line for --help). Everyday commands first, in the order in which they are met.
EVERYDAY = {
    "track": ("track", "fetch what is due, read it, record what moved, send what was confirmed"),
    "sources": ("sources", "which pages are watched, how fresh they are, what is wrong with them"),
    "add": ("add", "look at a page, and watch it or draft a source for it"),
    "watch": ("watch", "any page from today on: kept, and compared as text"),
    "changes": ("changes", "what moved, newest first"),
    "offers": ("offers", "what is on sale, by carrier, place or kind"),
    "history": ("history", "every price that an offer has had"),
    "why": ("why", "the words on the page behind an offer or a source, with capture and date"),
    "can-i": ("can_i", "can this plan be used there, on which network, at what cost?"),
    "trip": ("trip", "what would this trip cost, by roaming, travel eSIM or local SIM?"),
    "trips": ("trips", "the same for a file of many trips, as CSV or a workbook"),
    "sql": ("sql", "your own question to the tables, read-only"),
    "alerts": ("alerts", "who is told what, what waits to be sent, what a rule would say"),
    "demo": ("demo", "real carriers' past pages, served on this machine: see the whole thing work"),
}
# What a person rules; all stand in one module.
RULINGS = {
    "accept": ("rulings:accept", "believe a reading that was held"),
    "reject": ("rulings:reject", "believe a reading no more; what was told of it is corrected"),
    "retract": ("rulings:retract", "a change never was one; whoever was told gets a correction"),
    "link": ("rulings:link", "two offers are one under another name"),
    "withdraw": ("rulings:withdraw", "an offer is on sale no more, though no page says so"),
}
MAINTENANCE = {
    "archive": ("archive", "what was kept, as a whole: verify, repair, write it as a WARC file"),
    "backfill": ("backfill", "fill in the past from pages that web archives kept"),
    "reread": ("reread", "today's parser over the kept pages: what differs is shown, then adopted"),
    "rebuild": ("rebuild", "make the warehouse anew from the journal"),
    "doctor": ("doctor", "network: proxy, certificates, names, or offline? mail: server, encryption, log-in?"),
    "config": ("config", "the settings in force"),
    "init": ("init", "write a commented roamledger.toml"),
    "test": ("test", "test a folder of your own sources against their recorded pages"),
}


class Commands(click.Group):
    """Two headings, and modules loaded on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*EVERYDAY, *RULINGS, *MAINTENANCE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = {**EVERYDAY, **RULINGS, **MAINTENANCE}.get(cmd_name)
        if found is None:
            return None
        module, _, name = found[0].partition(":")
        command: click.Command = getattr(importlib.import_module(f"flows.cli.{module}"), name or "command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f" Did you mean {near[0]!r}?" if near else f" {program()} --help lists them."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in (("Everyday", EVERYDAY), ("Rulings", RULINGS), ("Maintenance", MAINTENANCE)):
            with formatter.section(heading):
                formatter.write_dl([(name, line) for name, (_, line) in commands.items()])
        with formatter.section("Exit codes"):
            formatter.write_dl(
                [
                    ("0", "all well"),
                    ("1", "a fault of ours"),
                    ("2", "wrong use or settings"),
                    ("3", "done, but something needs a person"),
                    ("4", "nothing could be read (offline)"),
                    ("75", "another run is at work"),
                ]
            )


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger's folder (default: ./ledger).")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (default: roamledger.toml, if there).")
@click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR=1).")
@click.version_option(package_name="roamledger", message="roamledger %(version)s")
@click.pass_context
def group(ctx: click.Context, ledger: Path | None, config: Path | None, no_color: bool) -> None:
    """A dated ledger of what mobile carriers charge abroad and where their plans work."""
    ctx.obj = Context(ledger=ledger, config=config, no_color=no_color or bool(os.environ.get("NO_COLOR")))


def main(args: list[str] | None = None) -> None:
    """Run a command and leave with its exit code. Faults that people can mend are one clear line, never a traceback."""
    try:
        code = group.main(args=args, prog_name=program(), standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else program()
        hint = "" if "--help" in error.message else f" ({path} --help says how)"
        click.echo(f"roamledger: {error.format_message()}{hint}", err=True)
        code = EXIT_USAGE
    except click.ClickException as error:
        click.echo(f"roamledger: {error.format_message()}", err=True)
        code = EXIT_USAGE
    except click.Abort:
        click.echo("stopped; nothing is half written, and the next run goes on from here", err=True)
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # "| head" closed the pipe: not a fault
        code = 0
    except Exception as error:
        known = exit_code_of(error)
        if known is None:
            click.echo(f"roamledger: a fault of ours: {type(error).__name__}: {error}", err=True)
            click.echo("Please report it with the lines that ROAMLEDGER_DEBUG=1 shows.", err=True)
            if os.environ.get("ROAMLEDGER_DEBUG"):
                raise
            code = EXIT_FAULT
        else:
            click.echo(f"roamledger: {error}", err=True)
            code = known
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int) -> None:
    """Exit. Prefect's background threads outlive the interpreter's clean-up, and DuckDB's binding then prints a hundred
    lines of leaks; so once Prefect was in use, what must run at exit runs here and the rest is left to the kernel."""
    if "prefect" in sys.modules:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
