"""``roamledger backfill``: pages of the past, from web archives' files or the Wayback Machine."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.backfill import Filled, OldPage, Skipped, fill_in, pages_of
from flows.backfill_wayback import wayback_pages
from flows.capture.budget import Budget
from flows.capture.door import Door
from flows.capture.wayback import HOST, PAGES_A_DAY, SECONDS_BETWEEN, Wayback
from flows.cli.finding import find_source
from flows.cli.output import say, text_of
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from flows.cli.track import Watcher
from flows.settings import Settings
from flows.world import World, real_world
from transforms.source import find_carriers
from warehouse.warc import read_warc

# Of what was skipped, this many lines are shown; --json has them all.
_LINES = 20


@click.command(
    "backfill",
    epilog=examples("backfill --warc old-pages.warc.gz", "backfill us_verizon --wayback --from 2020"),
)
@click.argument("source_ids", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--warc", "files", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="A web archive's file (WARC or ARC, also .gz). May be given several times.",
)  # fmt: skip
@click.option("--wayback", is_flag=True, help="Ask web.archive.org, at most 20 times a minute.")
@click.option(
    "--from", "from_on", default="2020", show_default=True, metavar="YEAR", help="With --wayback: since when."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: skipped records, then the sum.")
@click.pass_obj
def command(
    context: Context, source_ids: tuple[str, ...], files: tuple[Path, ...], wayback: bool, from_on: str, as_json: bool
) -> int:
    """Fill in the past from pages that others kept: they take their place in history, and nobody is alerted.

    Twice is once: what is here already is left as it is, and a run that was stopped goes on where it was.
    """
    settings = context.settings()
    if bool(files) == wayback:
        raise Usage(f"say where the pages of the past are: {context.prefix()} backfill --warc FILE, or --wayback")
    if not re.fullmatch(r"(19|20)[0-9]{2}([0-9]{4})?", from_on.replace("-", "")):
        raise Usage(f"--from {from_on}: write a year or a day, such as 2020 or 2020-05-01")
    for file in files:
        if not file.is_file():
            raise Usage(f"there is no file {file}; nothing was filled in")
    if source_ids:
        found = find_carriers(settings.sources.paths)
        for source_id in source_ids:
            find_source(source_id, *found)
    with Watcher(context, sys.stderr.isatty() and not as_json) as progress:
        world = real_world(settings, say=progress.say)
        filled = (
            _from_wayback(world, settings, source_ids, from_on.replace("-", ""), progress)
            if wayback
            else fill_in(world, _pages(files), why=f"--warc {files[0].name}", only=source_ids, told=progress.say)
        )
    if as_json:
        emit_json([*({"skipped": s.where, "why": s.why} for s in filled.skipped), _sum(filled)])
    else:
        show(context, filled)
    return EXIT_PERSON if filled.skipped else EXIT_OK


def _pages(files: tuple[Path, ...]) -> Iterator[OldPage | Skipped]:
    for file in files:
        yield from pages_of(read_warc(file), file.name)


def _from_wayback(
    world: World, settings: Settings, source_ids: tuple[str, ...], from_on: str, progress: Watcher
) -> Filled:
    # A door of its own: a day's share of a carrier's host is far too little for years of an archive that asks for no
    # more than that we go slowly.
    fetch = settings.fetch.model_copy(update={"delay_seconds": max(settings.fetch.delay_seconds, SECONDS_BETWEEN)})
    door = Door(
        fetch, clock=world.clock, rng=world.rng, say=progress.say, budget=Budget(world.clock, {HOST: PAGES_A_DAY}),
        stop_file=settings.stop_file,
    )  # fmt: skip
    asked = Wayback(door, world.clock)
    return fill_in(
        world, lambda run: wayback_pages(run, asked, from_on, set(source_ids), progress.say),
        why=f"--wayback --from {from_on}", only=source_ids, told=progress.say,
    )  # fmt: skip


def _sum(filled: Filled) -> dict[str, object]:
    return {
        "pages": filled.pages, "elsewhere": filled.elsewhere, "known": filled.known, "captures": filled.kept,
        "skipped": len(filled.skipped), **{verdict: filled.verdicts[verdict] for verdict in sorted(filled.verdicts)},
    }  # fmt: skip


def show(context: Context, filled: Filled) -> None:
    """What came of it, in plain words."""
    say(f"{count(filled.pages, 'page')} found, {filled.elsewhere} of addresses that no source declares")
    for part, captures in sorted(filled.by_part.items()):
        say(f"  {part}: {count(captures, 'new capture')}")
    if filled.known:
        say(f"  {count(filled.known, 'page')} here already")
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in sorted(filled.verdicts.items()))
    if verdicts:
        say(f"Read: {verdicts}. In their place in history; nobody is alerted.")
    for skipped in filled.skipped[:_LINES]:
        say(f"Skipped  {text_of(skipped.where)}: {text_of(skipped.why)}")
    if len(filled.skipped) > _LINES:
        say(f"... and {len(filled.skipped) - _LINES} more; --json lists all")
    if filled.kept:
        say(f"Next    {context.prefix()} changes")
