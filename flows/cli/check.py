"""``roamledger sources check``: fetch and read, write nothing."""

import mimetypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.capture.answer import Fetched
from flows.capture.due import ADVICE
from flows.capture.files import read_file
from flows.cli.finding import find_source
from flows.cli.output import pairs, say, text_of
from flows.cli.shared import EXIT_OFFLINE, EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from flows.reading import PageBytes, Readers, Watched
from flows.settings import Settings
from flows.world import real_world
from transforms.addresses import is_file
from transforms.golden import golden_rows, to_csv
from transforms.read import Reading
from transforms.source import Carrier, Part, find_carriers
from transforms.words import SourceStatus
from warehouse.entries import Outcome

GOOD = (Outcome.OK, Outcome.UNCHANGED)
AWAY = (Outcome.OFFLINE, Outcome.DNS_ERROR)
ROWS_SHOWN = 20
Get = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at one part gave. ``fetched`` is empty for pages from files; ``lines``: of a watched page."""

    carrier: Carrier
    part: Part
    fetched: tuple[Fetched, ...]
    reading: Reading | None
    lines: int | None = None

    @property
    def outcome(self) -> Outcome:
        return self.fetched[-1].outcome if self.fetched else Outcome.OK

    @property
    def word(self) -> str:
        """read, held, or why there was nothing to read."""
        if self.reading is None:
            if self.outcome in GOOD:
                return "watched as text (no parser yet)"
            return {Outcome.DNS_ERROR: "offline", Outcome.ROBOTS: "blocked by robots.txt"}.get(
                self.outcome, self.outcome.value.replace("_", " ")
            )
        return "held" if self.reading.problems else "read"

    @property
    def exit_code(self) -> int:
        if self.outcome in AWAY:
            return EXIT_OFFLINE
        is_well = self.outcome in GOOD and not (self.reading and (self.reading.problems or self.reading.held))
        return EXIT_OK if is_well else EXIT_PERSON


@click.command(
    "check",
    epilog=examples("sources check us_att", "sources check us_att --file page.html --csv"),
)
@click.argument("source_id", metavar="[ID]", required=False)
@click.option(
    "--live", is_flag=True, help="Without ID: every source but the historic. With ID: also if it is historic."
)
@click.option(
    "--file", "files", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True,
    help="Read this page instead of fetching; once per address of the part.",
)  # fmt: skip
@click.option("--part", "part_id", help="Only this part.")
@click.option("--csv", "as_csv", is_flag=True, help="Only the golden rows, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a part.")
@click.pass_obj
def check(
    context: Context, source_id: str | None, live: bool, files: tuple[Path, ...], part_id: str | None,
    as_csv: bool, as_json: bool,
) -> int:  # fmt: skip
    """Fetch a source's page and read it, write nothing: does its parser still understand it?"""
    settings = context.settings()
    carriers, broken = find_carriers(settings.sources.paths)
    if source_id is None:
        if not live or files or part_id:
            raise Usage(f"name the source: {context.prefix()} sources check ID; or --live alone checks all")
        chosen = [c for c in carriers.values() if c.source.status is not SourceStatus.HISTORIC]
    else:
        chosen = [find_source(source_id, carriers, broken)]
    codes = []
    get = None if files else get_of(settings)
    with Readers() as readers:
        for carrier in chosen:
            for checked in look(carrier, _parts(carrier, part_id, live, files, context), files, get, readers):
                codes.append(checked.exit_code)
                _show(checked, context, as_csv=as_csv, as_json=as_json, is_brief=source_id is None)
    if codes and all(code == EXIT_OFFLINE for code in codes):
        return EXIT_OFFLINE
    return EXIT_PERSON if any(codes) else EXIT_OK


def get_of(settings: Settings) -> Get:
    """The way to the network: the same guarded, paced door that runs use."""
    return real_world(settings).door.get


def _parts(
    carrier: Carrier, part_id: str | None, live: bool, files: Sequence[Path], context: Context
) -> Sequence[Part]:
    parts = [part for part in carrier.source.parts if part_id in (None, part.id)]
    if not parts:
        raise Usage(f"{carrier.id} has no part {part_id!r}; it has {', '.join(p.id for p in carrier.source.parts)}")
    if files:
        if len(parts) > 1:
            raise Usage(f"{carrier.id} has several parts; say which the file is of: --part {parts[0].id}")
        if len(files) != len(parts[0].urls):
            raise Usage(
                f"part {parts[0].id} of {carrier.id} has {len(parts[0].urls)} addresses, {len(files)} files given"
            )
        return parts
    is_gone = carrier.source.status is SourceStatus.HISTORIC
    here = parts if live else [part for part in parts if not (is_gone or part.is_historic)]
    if not here:
        raise Usage(
            f"{carrier.id} is historic: its address is gone. Read a kept page with "
            f"{context.prefix()} sources check {carrier.id} --file PAGE, or try the address with --live"
        )
    return here


def look(
    carrier: Carrier, parts: Sequence[Part], files: Sequence[Path], get: Get | None, readers: Readers
) -> Iterator[Checked]:
    """Fetch (or open) and read each part."""
    for part in parts:
        if get is None:
            pages = tuple(_opened(file, url, part) for file, url in zip(files, part.urls, strict=True))
            yield _understood(carrier, part, (), pages, readers)
            continue
        fetched: list[Fetched] = []
        for url in part.urls:
            fetched.append(read_file(carrier.path.parent, url) if is_file(url) else get(url))
            if fetched[-1].outcome not in GOOD:
                break
        came = tuple(PageBytes(f.body, f.url, f.content_type, part.media) for f in fetched)
        if fetched[-1].outcome in GOOD:
            yield _understood(carrier, part, tuple(fetched), came, readers)
        else:
            yield Checked(carrier, part, tuple(fetched), None)


def _understood(
    carrier: Carrier, part: Part, fetched: tuple[Fetched, ...], pages: tuple[PageBytes, ...], readers: Readers
) -> Checked:
    if carrier.source.status is not SourceStatus.WATCH:
        return Checked(carrier, part, fetched, readers.read(carrier, part.id, pages))
    first = Watched(pages=pages, seen_at=datetime.fromtimestamp(0, UTC), capture_id="", region=part.region)
    looked = readers.look(first)
    problem = Reading((), (), (looked.problem,)) if looked.problem else None
    return Checked(carrier, part, fetched, problem, looked.lines)


def _opened(file: Path, url: str, part: Part) -> PageBytes:
    try:
        return PageBytes(file.read_bytes(), url, mimetypes.guess_type(file.name)[0] or "", part.media)
    except OSError as error:
        raise Usage(f"{file} cannot be read ({error.strerror})") from None


def _show(checked: Checked, context: Context, *, as_csv: bool, as_json: bool, is_brief: bool) -> None:
    reading, carrier = checked.reading, checked.carrier
    rows = golden_rows(reading.offers) if reading else []
    if as_csv:
        say(to_csv(rows).rstrip("\n"))
        return
    if as_json:
        emit_json([_record(checked, rows)])
        return
    held = len(reading.held) if reading else 0
    counts = f"{len(rows)} rows" + (f", {held} not understood" if held else "") if reading else ""
    if reading is None and checked.lines is not None:
        counts = f"{checked.lines} lines"
    problem = (
        next((text_of(p.message) for p in reading.problems), "")
        if reading
        else text_of(checked.fetched[-1].detail if checked.fetched else "")
    )
    name = carrier.id if len(carrier.source.parts) == 1 else f"{carrier.id}.{checked.part.id}"
    say("   ".join(filter(None, (name, checked.word, counts, problem))))
    if is_brief:
        return
    for page in checked.fetched:
        pairs(_page(page))
    _details(checked, rows)
    for line in _to_do(checked, context):
        say(f"  To do   {line}")
    say("Nothing was written.")


def _page(page: Fetched) -> list[tuple[str, str]]:
    rules = "not asked" if page.robots is None and page.outcome is not Outcome.ROBOTS else "allows it"
    if page.outcome is Outcome.ROBOTS:
        rules = f"does not allow it ({page.detail})"
    elif page.robots is not None and page.robots.outcome is not Outcome.OK:
        rules = f"{page.robots.outcome.value}, so {'no rules' if page.outcome in GOOD else 'not fetched'}"
    status = f"HTTP {page.status}, " if page.status else ""
    return [
        ("page", page.url),
        ("led to", page.final_url if page.final_url != page.url else ""),
        ("answer", f"{page.outcome.value}, {status}{len(page.body):,} bytes, {page.content_type or 'no type'}"),
        ("robots.txt", rules),
    ]


def _details(checked: Checked, rows: Sequence[dict[str, str]]) -> None:
    reading = checked.reading
    if reading is None:
        return
    for problem in reading.problems:
        say(f"  problem  {problem.code}: {text_of(problem.message)}")
        if problem.words:
            say(
                f'           page says "{text_of(problem.words)}"' + (f"   at {problem.where}" if problem.where else "")
            )
    for held in reading.held:
        say(f"  held     {text_of(held.reason)}")
        say(f'           page says "{text_of(held.words)}"   at {text_of(held.where)}')
    if rows:
        say()
        say(to_csv(rows[:ROWS_SHOWN]).rstrip("\n"))
        if len(rows) > ROWS_SHOWN:
            say(f"... and {len(rows) - ROWS_SHOWN} more rows: --csv shows all")
        say()


def _to_do(checked: Checked, context: Context) -> list[str]:
    carrier, reading = checked.carrier, checked.reading
    if checked.outcome not in GOOD:
        return [ADVICE[checked.outcome]]
    if reading is None:
        return []
    if reading.problems or reading.held:
        return [f"compare the words above with the page, and mend {carrier.path}"]
    if carrier.source.status is SourceStatus.OFF and checked.fetched:
        return [f"compare the rows with the page; if they are right: {context.prefix()} sources enable {carrier.id}"]
    return []


def _record(checked: Checked, rows: Sequence[dict[str, str]]) -> dict[str, object]:
    reading = checked.reading
    return {
        "source_id": checked.carrier.id,
        "part": checked.part.id,
        "word": checked.word,
        "outcome": checked.outcome.value if checked.fetched else None,
        "detail": checked.fetched[-1].detail if checked.fetched else None,
        "rows": list(rows),
        "held": [{"code": h.code, "reason": h.reason, "words": h.words, "where": h.where} for h in reading.held]
        if reading
        else [],
        "problems": [
            {"code": p.code, "message": p.message, "words": p.words, "where": p.where} for p in reading.problems
        ]
        if reading
        else [],
    }
