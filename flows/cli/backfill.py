"""``roamledger backfill``: pages of the past, from web archives' files."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.backfill import Filled, OldPage, Skipped, fill_in, pages_of
from flows.cli.finding import find_source
from flows.cli.output import say, text_of
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from flows.cli.track import Watcher
from flows.world import real_world
from transforms.source import find_carriers
from warehouse.warc import read_warc

# Of what was skipped, this many lines are shown; --json has them all.
_LINES = 20


@click.command(
    "backfill",
    epilog=examples("backfill --warc old-pages.warc.gz", "backfill us_verizon --warc a.warc --warc b.warc.gz"),
)
@click.argument("source_ids", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--warc", "files", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="A web archive's file (WARC or ARC, also .gz). May be given several times.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: skipped records, then the sum.")
@click.pass_obj
def command(context: Context, source_ids: tuple[str, ...], files: tuple[Path, ...], as_json: bool) -> int:
    """Fill in the past from pages that others kept: they take their place in history, and nobody is alerted.

    Twice is once: what is here already is left as it is, and a run that was stopped goes on where it was.
    """
    settings = context.settings()
    if not files:
        raise Usage(f"say where the pages of the past are: {context.prefix()} backfill --warc FILE")
    for file in files:
        if not file.is_file():
            raise Usage(f"there is no file {file}; nothing was filled in")
    if source_ids:
        found = find_carriers(settings.sources.paths)
        for source_id in source_ids:
            find_source(source_id, *found)
    with Watcher(context, sys.stderr.isatty() and not as_json) as progress:
        world = real_world(settings, say=progress.say)
        filled = fill_in(world, _pages(files), why=f"--warc {files[0].name}", only=source_ids, told=progress.say)
    if as_json:
        emit_json([*({"skipped": s.where, "why": s.why} for s in filled.skipped), _sum(filled)])
    else:
        show(context, filled)
    return EXIT_PERSON if filled.skipped else EXIT_OK


def _pages(files: tuple[Path, ...]) -> Iterator[OldPage | Skipped]:
    for file in files:
        yield from pages_of(read_warc(file), file.name)


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
