"""Recorded pages and their golden rows: the test of every source, ours and people's own, without code per source.

``<source_id>/<date>[.<part>].<ext>`` is a page, ``<date>[.<part>].golden.csv`` what it must be read as. A part with
several addresses has ``<date>[.<part>].1.html``, ``.2.html``. A page of our own making says so in its first line.
"""

import ast
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from transforms.golden import from_csv, golden_rows, to_csv
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.source import Carrier, SourceError

_NAME = re.compile(
    r"(?P<stem>(?P<date>\d{4}-\d\d-\d\d)(?:\.(?P<part>[a-z0-9_-]*[a-z][a-z0-9_-]*))?)(?:\.(?P<page>\d+))?\.(?:html|json|csv|txt|pdf)"
)
_ASIDE = (".golden.csv", ".SOURCE.txt")

# What the first line, the "_reconstructed" member or the .SOURCE.txt beside a page has to say.
_ORIGIN = re.compile(r"reconstructed.*https?://\S+.*(?:\b(?:19|20)\d\d\b|undated)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The pages of one part on one day; ``golden`` is where their rows are, or would be.

    ``part`` is "" where the file's name has none: the source's first part.
    """

    source_id: str
    part: str
    date: str
    files: tuple[Path, ...]
    golden: Path

    @property
    def name(self) -> str:
        return f"{self.source_id}/{self.golden.name.removesuffix('.golden.csv')}"

    def pages(self, carrier: Carrier) -> Pages:
        """As a run would hand them to the parser. Raises SourceError for pages that no part has."""
        part = carrier.part(self.part) if self.part else carrier.source.parts[0]
        if len(part.urls) != len(self.files):
            raise SourceError(f"{self.name}: {len(self.files)} pages for the {len(part.urls)} addresses of {part.id}")
        pages = [Page(f.read_bytes(), url, part.media) for f, url in zip(self.files, part.urls, strict=True)]
        return Pages(part.id, tuple(pages))


def recorded(source_id: str, folders: Iterable[Path]) -> list[Recorded]:
    """All recorded pages of a source, by date. The first folder is where golden rows are; pages may be in any."""
    folders = [folder / source_id for folder in folders]
    found: dict[str, list[tuple[int, Path, str, str]]] = {}
    for folder in folders:
        for file in sorted(folder.glob("*")):
            name = _NAME.fullmatch(file.name)
            if name and not file.name.endswith(_ASIDE):
                entry = (int(name["page"] or 1), file, name["part"] or "", name["date"])
                found.setdefault(name["stem"], []).append(entry)
    return [
        Recorded(
            source_id, pages[0][2], pages[0][3], tuple(p[1] for p in sorted(pages)), folders[0] / f"{stem}.golden.csv"
        )
        for stem, pages in sorted(found.items())
    ]


def complaints(carrier: Carrier, page: Recorded) -> list[str]:
    """What is wrong with a page of ours or with what is read from it, as text for a person; nothing if all is well."""
    found = [f"{file.name}: nothing says where its facts are from" for file in page.files if not says_origin(file)]
    return [*found, *(f"{page.name}: {fault}" for fault in faults_of(page, read(carrier, page.pages(carrier))))]


def faults_of(page: Recorded, reading: Reading) -> list[str]:
    """What is wrong with what was read from a page. Raises OSError or UnicodeDecodeError for golden rows."""
    found = [f"{problem.code}: {problem.message}" for problem in reading.problems]
    found += [f'held: {held.reason}: "{held.words}"' for held in reading.held]
    if not page.golden.is_file():
        return [*found, f"no golden rows: {page.golden}; check the page, then write them with --update-golden"]
    difference = difference_of(page, reading)
    return [*found, difference] if difference else found


def difference_of(page: Recorded, reading: Reading) -> str:
    """Golden rows against those read, as a readable diff, or ""."""
    expected = from_csv(page.golden.read_text(encoding="utf-8")) if page.golden.is_file() else []
    got = from_csv(rows_of(reading))
    if expected == got:
        return ""
    lines = difflib.unified_diff(_facts(expected), _facts(got), page.golden.name, "as read", lineterm="", n=2)
    return "\n".join(lines)


def rows_of(reading: Reading) -> str:
    """A reading as golden rows."""
    return to_csv(golden_rows(reading.offers))


def says_origin(file: Path) -> bool:
    """Whether a page that we wrote says so, from which public address, with facts of which date."""
    beside = file.with_name(file.stem + ".SOURCE.txt")
    start = file.read_bytes()[:2000].decode("utf-8", "replace").partition("\n")[0]
    return bool(_ORIGIN.search(beside.read_text(encoding="utf-8") if beside.is_file() else start))


def code_lines(path: Path) -> int:
    """Lines of a module that are code: not blank, no comment, docstring or import."""
    text = path.read_text(encoding="utf-8")
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            skipped.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            first = node.body[0]
            skipped.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(1 for number, line in lines if line.strip() and line.strip()[0] != "#" and number not in skipped)


def _facts(rows: Iterable[dict[str, str]]) -> list[str]:
    lines = []
    for row in rows:
        lines += [f"{row.get('label', '')} · {row.get('scope', '')} {row.get('variant', '')}".rstrip(" ·")]
        lines += [f"    {name} = {value}" for name, value in sorted(row.items())]
    return lines
