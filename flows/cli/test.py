"""``roamledger test``: are the sources in a folder still read as their golden rows say?"""

import difflib
import mimetypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.cli.output import say
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, emit_json, examples
from flows.reading import PageBytes, Readers
from transforms.golden import from_csv, golden_rows, to_csv
from transforms.source import Carrier, Part, SourceError, load_carrier

GOLDEN = ".golden.csv"
DIFF_LINES = 40
# 2026-11-24.html, 2026-11-24.passes.html, and for a part of several addresses 2026-11-24.passes.1.html ...
_PAGE = re.compile(
    r"(?P<stem>\d{4}-\d{2}-\d{2}(?:\.[a-z0-9_-]*[a-z][a-z0-9_-]*)??)(?:\.(?P<number>\d+))?\.(?P<ext>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Result:
    """One recorded page against its golden rows. ``told`` is empty if it is right."""

    source_id: str
    page: str
    rows: int
    told: tuple[str, ...] = ()


@click.command("test", epilog=examples("test ./sources"))
@click.argument("folder", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a page.")
@click.pass_obj
def command(context: Context, folder: Path, as_json: bool) -> int:
    """Test the sources in PATH: each <id>.py against the pages in PATH/<id>/ and their golden rows.

    A page is <date>[.<part>].html (.json, .csv, .txt); what it must be read as is <date>[.<part>].golden.csv beside it.
    Nothing is fetched. Exit 0 if all are right, 3 if not.
    """
    if not folder.is_dir():
        raise Usage(f"there is no folder {folder}")
    files = sorted(path for path in folder.glob("*.py") if not path.name.startswith(("_", "test_")))
    if not files:
        raise Usage(f"{folder} holds no source (<cc>_<brand>.py)")
    with Readers() as readers:
        results = [result for path in files for result in test_source(path, readers)]
    if as_json:
        emit_json({"source_id": r.source_id, "page": r.page, "rows": r.rows, "is_right": not r.told,
                   "told": list(r.told)} for r in results)  # fmt: skip
    else:
        for result in results:
            say(
                f"{'wrong' if result.told else 'right'}  {result.source_id}  {result.page}  {count(result.rows, 'row')}"
            )
            for line in result.told:
                say(f"       {line}")
        wrong = sum(bool(result.told) for result in results)
        say(f"{count(len(files), 'source')}, {count(len(results), 'page')}, {wrong} wrong")
    return EXIT_PERSON if any(result.told for result in results) else EXIT_OK


def test_source(path: Path, readers: Readers) -> Iterator[Result]:
    """Every recorded page of one source; a source that does not load, or has no page, is wrong."""
    try:
        carrier = load_carrier(path, is_own=True)
    except Exception as error:  # whatever a person's module raises, the other sources are tested
        told = str(error) if isinstance(error, SourceError) else f"{type(error).__name__}: {error}"
        yield Result(path.stem, path.name, 0, (f"does not load: {told}",))
        return
    pages = _pages(path.with_suffix(""))
    if not pages:
        yield Result(path.stem, path.name, 0, (f"no recorded page in {path.with_suffix('')}",))
    for stem, files in pages.items():
        yield _test_page(carrier, stem, files, readers)


def _pages(folder: Path) -> dict[str, list[Path]]:
    """The page files of each capture, in the order of the part's addresses."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        match = _PAGE.fullmatch(path.name)
        if match and not path.name.endswith(GOLDEN):
            found.setdefault(match["stem"], []).append(path)
    return found


def _test_page(carrier: Carrier, stem: str, files: Sequence[Path], readers: Readers) -> Result:
    golden = files[0].with_name(stem + GOLDEN)
    page = " ".join(file.name for file in files)
    try:
        part = _part(carrier, stem)
        if len(files) != len(part.urls):
            return Result(carrier.id, page, 0, (f"part {part.id} has {len(part.urls)} addresses, {len(files)} pages",))
        if not golden.is_file():
            hint = f"sources check {carrier.id} --file {files[0]} --csv > {golden}, then check it line by line"
            return Result(carrier.id, page, 0, (f"no golden rows: {golden} ({hint})",))
        kept = tuple(_opened(file, url, part) for file, url in zip(files, part.urls, strict=True))
        expected = from_csv(golden.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SourceError) as error:
        return Result(carrier.id, page, 0, (str(error),))
    reading = readers.read(carrier, part.id, kept)
    told = [f"{problem.code}: {problem.message}" for problem in reading.problems]
    told += [f'held: {held.reason}: "{held.words}"' for held in reading.held]
    rows = golden_rows(reading.offers)
    return Result(carrier.id, page, len(rows), (*told, *differences(expected, rows)))


def _part(carrier: Carrier, stem: str) -> Part:
    name = stem.partition(".")[2]
    return carrier.part(name) if name else carrier.source.parts[0]


def _opened(file: Path, url: str, part: Part) -> PageBytes:
    return PageBytes(file.read_bytes(), url, mimetypes.guess_type(file.name)[0] or "", part.media)


def differences(expected: Sequence[dict[str, str]], found: Sequence[dict[str, str]]) -> list[str]:
    """The golden rows against those read, as lines of a diff; empty if they are equal in any order of columns."""
    if list(expected) == list(found):
        return []
    columns = {name: "" for row in (*expected, *found) for name in row}
    one, other = (
        to_csv([{**columns, **row} for row in rows] or [dict(columns)]).splitlines() for rows in (expected, found)
    )
    lines = list(difflib.unified_diff(one, other, "golden", "read", lineterm="", n=0))
    return lines[:DIFF_LINES] + ([f"... and {len(lines) - DIFF_LINES} more lines"] if len(lines) > DIFF_LINES else [])
