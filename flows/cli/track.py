"""``roamledger track``."""

import sys

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.cli.finding import find_source
from flows.cli.shared import Context, Usage, emit_json, program
from flows.opening import Run, enabled
from flows.prefect_env import prepare
from flows.report import Summary, as_json, closing, table
from flows.run import track
from flows.settings import Settings
from flows.world import real_world
from transforms.source import find_carriers
from transforms.words import SourceStatus


@click.command("track")
@click.argument("source_ids", nargs=-1, metavar="[SOURCE]...")
@click.option("--force", is_flag=True, help="Fetch the named sources even if they are not due.")
@click.option("--flow", "as_flow", is_flag=True, help="Run as the Prefect flow (starts an embedded server if none).")
@click.option("--json", "as_json_", is_flag=True, help="One JSON object a source and part.")
@click.option("-q", "--quiet", is_flag=True, help="Only the exit code.")
@click.pass_obj
def command(
    context: Context, source_ids: tuple[str, ...], force: bool, as_flow: bool, as_json_: bool, quiet: bool
) -> int:
    """Fetch what is due, read it, record what moved, send what was confirmed.

    Safe to run as often as you like (every 15 minutes is good): what is not due is left alone.
    """
    settings = context.settings()
    if settings.clock:
        raise Usage(
            f"the clock of {settings.ledger} stands still at {settings.clock:%Y-%m-%d %H:%M} UTC (a demo): today's "
            f"pages do not belong there. Track into a ledger of your own: {program()} track"
        )
    if force and not source_ids:
        raise Usage("--force needs the sources that it is for: track --force us_verizon")
    _known(settings, source_ids)
    watching = sys.stderr.isatty() and not quiet and not as_json_
    progress = Watcher(context, watching)
    with progress:
        summary = run(settings, source_ids, force=force, as_flow=as_flow, progress=progress)
    if as_json_:
        emit_json(as_json(summary))
    elif not quiet:
        show(context, settings, summary)
    return summary.exit_code


def _known(settings: Settings, source_ids: tuple[str, ...]) -> None:
    """Raises Usage for a source that there is none of, or that runs leave alone: before anything is made or fetched."""
    if not source_ids:
        return
    found = find_carriers(settings.sources.paths)
    for source_id in source_ids:
        carrier = find_source(source_id, *found)
        if not enabled(carrier, settings):
            if carrier.source.status is SourceStatus.HISTORIC:
                raise Usage(f"{source_id} is historic: its address is gone, and it is never fetched")
            raise Usage(f"{source_id} is switched off. Switch it on: {program()} sources enable {source_id}")


def run(settings: Settings, only: tuple[str, ...], *, force: bool, as_flow: bool, progress: "Watcher") -> Summary:
    """The run itself: as plain steps, or as the Prefect flow over the same steps."""
    world = real_world(settings, say=progress.say)
    if as_flow or settings.prefect.api_url:
        prepare(settings.ledger / "prefect", settings.prefect.api_url)
        from flows.track import run_flow  # Prefect takes 2 s to import

        return run_flow(world, only, force=force, watch=progress)
    return track(world, only, force=force, watch=progress)


def show(context: Context, settings: Settings, summary: Summary) -> None:
    """The table and what follows from it, on standard output."""
    console = context.console()
    from importlib.metadata import version

    size = settings.warehouse.stat().st_size / 1024**2 if settings.warehouse.exists() else 0
    console.print(
        f"roamledger {version('roamledger')}  ·  {settings.ledger} (warehouse {size:.0f} MB, "
        f"{summary.sources_on} sources on, {summary.parts_due} due)  ·  {summary.started_at:%d %b %Y %H:%M} UTC",
        markup=False,
    )
    if summary.stopped:
        console.print(f"Nothing was fetched: {summary.stopped}.", markup=False)
        return
    if not (summary.results or summary.faults or summary.broken or summary.shut or summary.waiting):
        when = f" The next page is due on {summary.next_due_at:%d %b %H:%M} UTC." if summary.next_due_at else ""
        console.print(f"Nothing is due.{when}", markup=False)
        if not (summary.mails or summary.mail_problems):
            return
    lines = table(summary)
    if console.is_terminal:
        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("  source", "read", "what happened", "next"):
            grid.add_column(name, overflow="fold")
        for source, read, what, due in lines:
            colour = "yellow" if read in ("HELD", "blocked", "gone", "offline", "not read", "moved") else ""
            grid.add_row(f"  {source}", read, what, due, style=colour)
        console.print(grid)
    else:
        for line in lines:
            console.print("  ".join(part for part in line if part), markup=False)
    console.print()
    for text in closing(summary, context.prefix(), str(settings.outbox)):
        console.print("  " + text, markup=False)
    if not settings.fetch.contact_mail:
        console.print("  Sites cannot tell who reads them: set fetch.contact_mail in roamledger.toml", markup=False)


class Watcher:
    """Progress for people: a bar on a terminal's standard error, nothing elsewhere."""

    def __init__(self, context: Context, active: bool) -> None:
        self._progress = Progress(
            MofNCompleteColumn(), BarColumn(40), TimeElapsedColumn(), TextColumn("{task.description}"),
            console=context.console(err=True), transient=True, disable=not active,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "Watcher":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def say(self, text: str) -> None:
        """What the run is busy with ("waiting 12 s for www.example.com")."""
        self._progress.update(self._task, description=text)

    def opened(self, run: Run) -> None:
        self._progress.update(self._task, total=len(run.tasks))

    def settled(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=name)
