"""``roamledger test``: are the sources in a folder still read as their golden rows say?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.cli.output import say
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from flows.reading import PageBytes, Readers
from transforms.read import Reading
from transforms.recorded import Recorded, difference_of, faults_of, recorded, rows_of
from transforms.source import Carrier, SourceError, load_carrier

DIFF_LINES = 40


@dataclass(frozen=True, slots=True)
class Result:
    """One recorded page against its golden rows. ``told`` is empty if it is right."""

    source_id: str
    page: str
    rows: int
    told: tuple[str, ...] = ()
    recorded: Recorded | None = None
    reading: Reading | None = None


@click.command("test", epilog=examples("test ./sources", "test ./sources --update-golden"))
@click.argument("folder", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--update-golden", is_flag=True, help="Show what differs, and write it as the golden rows on a yes.")
@click.option("-y", "--yes", is_flag=True, help="With --update-golden: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a page.")
@click.pass_obj
def command(context: Context, folder: Path, update_golden: bool, yes: bool, as_json: bool) -> int:
    """Test the sources in PATH: each <id>.py against the pages in PATH/<id>/ and their golden rows.

    A page is <date>[.<part>].html (.json, .csv, .txt, .pdf); what it must be read as is <date>[.<part>].golden.csv
    beside it. Nothing is fetched. Exit 0 if all are right, 3 if not.
    """
    if not folder.is_dir():
        raise Usage(f"there is no folder {folder}")
    if update_golden and as_json:
        raise Usage("--update-golden shows and asks; --json does neither")
    files = sorted(path for path in folder.glob("*.py") if not path.name.startswith(("_", "test_")))
    if not files:
        raise Usage(f"{folder} holds no source (<cc>_<brand>.py)")
    with Readers() as readers:
        results = [result for path in files for result in test_source(path, readers)]
    if as_json:
        emit_json({"source_id": r.source_id, "page": r.page, "rows": r.rows, "is_right": not r.told,
                   "told": list(r.told)} for r in results)  # fmt: skip
        return EXIT_PERSON if any(result.told for result in results) else EXIT_OK
    wrong = 0
    for result in results:
        _show(result)
        wrong += bool(result.told) and not (update_golden and _updated(result, is_asked=not yes))
    say(f"{count(len(files), 'source')}, {count(len(results), 'page')}, {wrong} wrong")
    return EXIT_PERSON if wrong else EXIT_OK


def test_source(path: Path, readers: Readers) -> Iterator[Result]:
    """Every recorded page of one source; a source that does not load, or has no page, is wrong."""
    try:
        carrier = load_carrier(path, is_own=True)
    except Exception as error:  # whatever a person's module raises, the other sources are tested
        told = str(error) if isinstance(error, SourceError) else f"{type(error).__name__}: {error}"
        yield Result(path.stem, path.name, 0, (f"does not load: {told}",))
        return
    pages = recorded(carrier.id, [path.parent])
    if not pages:
        yield Result(path.stem, path.name, 0, (f"no recorded page in {path.with_suffix('')}",))
    for page in pages:
        yield _test_page(carrier, page, readers)


def _test_page(carrier: Carrier, page: Recorded, readers: Readers) -> Result:
    named = " ".join(file.name for file in page.files)
    try:
        pages = page.pages(carrier)
        reading = readers.read(carrier, pages.part, tuple(PageBytes(p.body, p.url, "", p.media) for p in pages))
        told = [line for fault in faults_of(page, reading) for line in _cut(fault)]
    except (OSError, UnicodeDecodeError, SourceError) as error:
        return Result(carrier.id, named, 0, (str(error),))
    return Result(carrier.id, named, len(reading.offers), tuple(told), page, reading)


def _cut(text: str) -> list[str]:
    lines = text.splitlines()
    return lines[:DIFF_LINES] + ([f"... and {len(lines) - DIFF_LINES} more lines"] if len(lines) > DIFF_LINES else [])


def _show(result: Result) -> None:
    say(f"{'wrong' if result.told else 'right'}  {result.source_id}  {result.page}  {count(result.rows, 'row')}")
    for line in result.told:
        say(f"       {line}")


def _updated(result: Result, *, is_asked: bool) -> bool:
    """Write the golden rows as read, and say whether the page is right with them. What is refused has none; a row that
    is held is missing from them, which only a person may find right."""
    page, reading = result.recorded, result.reading
    if page is None or reading is None or reading.problems or not difference_of(page, reading):
        return False
    if is_asked and not click.confirm(
        f"       Every line is as the page says? Write {page.golden.name}", default=False
    ):
        return False
    page.golden.write_text(rows_of(reading), encoding="utf-8")
    say(f"wrote  {page.golden}")
    return not reading.held
