"""A page as a parser sees it: asked strictly. Zero or two matches where one was meant are an error."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from bs4 import BeautifulSoup, Tag

from transforms.decode import decode
from transforms.errors import CellError, ClaimContradicted, MatchCount, NotJson, UnknownWords
from transforms.models import Offer
from transforms.shapes.row import Row
from transforms.shapes.script import next_stream, value_after
from transforms.shapes.table import Table, cell_text, header_of
from transforms.values.text import Cell, clean, where_of
from transforms.words import Media

T = TypeVar("T")
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that was not understood: why, its words, where it stands."""

    code: str
    reason: str
    words: str
    where: str


class Node:
    """An element of an HTML page."""

    def __init__(self, tag: Tag, where: str) -> None:
        self.tag = tag
        self.where = where

    def all(self, css: str, *, at_least: int = 1) -> list["Node"]:
        """Every match, in the page's order. Raises MatchCount for fewer than ``at_least``."""
        found = self.tag.select(css)
        if len(found) < at_least:
            raise MatchCount(f"{len(found)} matches of {css!r}, at least {at_least} expected", where=self.where)
        if len(found) == 1:
            return [Node(found[0], f"{self.where} {css}".strip())]
        return [Node(tag, f"{self.where} {css}[{i}]".strip()) for i, tag in enumerate(found, 1)]

    def one(self, css: str) -> "Node":
        """The one match. Raises MatchCount for none or two."""
        found = self.all(css, at_least=0)
        if len(found) != 1:
            raise MatchCount(f"{len(found)} matches of {css!r}, one expected", where=self.where)
        return found[0]

    def maybe(self, css: str) -> "Node | None":
        """The one match or None. Raises MatchCount for two."""
        return self.one(css) if self.tag.select_one(css) else None

    def text(self, css: str = "") -> Cell:
        """The words of this element, or of the one match of ``css``."""
        node = self.one(css) if css else self
        return Cell(cell_text(node.tag), node.where)

    def attr(self, name: str) -> Cell:
        """An attribute that must be there. Raises MatchCount."""
        value = self.tag.get(name)
        if value is None:
            raise MatchCount(f"no attribute {name!r}", words=str(self.tag)[:80], where=self.where)
        return Cell(value if isinstance(value, str) else " ".join(value), f"{self.where}@{name}")

    def table(self, css: str = "", columns: Sequence[str] = (), header_rows: int = 1) -> Table:
        """The one table that ``css`` matches (or this element)."""
        node = self.one(css) if css else self
        return Table(node.tag, node.where, columns, header_rows)

    def table_of(self, *columns: str) -> Table:
        """The one table whose header has all of these columns, wherever it stands. Raises MatchCount."""
        found = []
        for node in self.all("table", at_least=0):
            header = header_of(node.tag)
            if all(column in header for column in columns):
                found.append(node)
        if len(found) != 1:
            raise MatchCount(f"{len(found)} tables with the columns {list(columns)}, one expected", where=self.where)
        return found[0].table()

    def find(self, pattern: str, css: str = "") -> dict[str, Cell]:
        """The named groups of a regular expression that must match the words exactly once (prose prices).

        ``""`` holds the whole match. Raises MatchCount for no match or two different ones.
        """
        words = self.text(css)
        matches = {m[0]: m for m in re.finditer(pattern, words)}
        if len(matches) != 1:
            raise MatchCount(f"{len(matches)} matches of {pattern!r}, one expected", words=words, where=words.where)
        match = next(iter(matches.values()))
        found = {name: words.part(value) for name, value in match.groupdict().items() if value is not None}
        return {"": words.part(match[0]), **found}

    def card(self, fields: dict[str, str], **given: Cell) -> Row:
        """A record from an element's children, by name and CSS; ``given`` are cells that stand elsewhere (a heading
        over several cards). A name that ends in "?" may be absent. Raises MatchCount for none or two of any."""
        cells: dict[str, Cell] = {**given}
        for name, css in fields.items():
            if not name.endswith("?") or self.maybe(css):
                cells[name.removesuffix("?")] = self.text(css)
        return Row(cells, self.where)


@dataclass
class Page:
    """One fetched document. ``url`` is where it was asked for; ``text`` its characters by the rule of decode.py."""

    body: bytes
    url: str = ""
    media: Media = Media.HTML
    content_type: str = ""
    held: list[Held] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return decode(self.body, self.content_type).text

    @cached_property
    def root(self) -> Node:
        """The parsed document. lxml through Beautiful Soup, from text that we decoded ourselves."""
        return Node(BeautifulSoup(self.text, "lxml"), "")

    def one(self, css: str) -> Node:
        return self.root.one(css)

    def all(self, css: str, *, at_least: int = 1) -> list[Node]:
        return self.root.all(css, at_least=at_least)

    def table(self, css: str, columns: Sequence[str] = (), header_rows: int = 1) -> Table:
        return self.root.table(css, columns, header_rows)

    def table_of(self, *columns: str) -> Table:
        return self.root.table_of(*columns)

    def find(self, pattern: str, css: str = "body") -> dict[str, Cell]:
        return self.root.find(pattern, css)

    @cached_property
    def words(self) -> str:
        """All visible words of the page, cleaned."""
        return clean(cell_text(self.root.tag)) if self.media is Media.HTML else clean(self.text)

    @cached_property
    def json(self) -> Any:
        """The document as JSON. Numbers with a fraction come as Decimal. Raises NotJson."""
        return parse_json(self.text, self.url)

    def at(self, pointer: str) -> Any:
        """What stands at a JSON pointer such as "/productOptions/list". Raises MatchCount."""
        value = self.json
        for step in pointer.strip("/").split("/"):
            try:
                value = value[int(step)] if isinstance(value, list) else value[step]
            except (KeyError, IndexError, ValueError, TypeError):
                raise MatchCount(f"nothing at {pointer!r} in the JSON", words=step, where=self.url) from None
        return value

    def records(self, pointer: str) -> list[Row]:
        """The objects of a JSON list, as rows. Raises MatchCount."""
        found = self.at(pointer)
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise MatchCount(f"no list of objects at {pointer!r}", where=self.url)
        return [Row(item, f"{pointer}/{i}") for i, item in enumerate(found)]

    def script(self, pattern: str) -> Any:
        """The data after the one match of ``pattern`` in the page's source: ``page.script(r"var countries = ")``.
        See transforms/shapes/script.py. Raises MatchCount, NotJson."""
        return value_after(self.text, pattern, self.url)

    @cached_property
    def stream(self) -> str:
        """The data stream of a Next.js page, as one text. Raises MatchCount, NotJson."""
        return next_stream(self.text, self.url)

    def csv(self, delimiter: str = ",") -> list[Row]:
        """The rows of a CSV file by its header; columns without a name are called "#1", "#2" ..."""
        try:
            lines = list(csv.reader(io.StringIO(self.text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise MatchCount(f"not a CSV file: {error}", words=self.text[:80], where=self.url) from None
        if not lines:
            raise MatchCount("an empty CSV file", where=self.url)
        header = [clean(name) or f"#{i}" for i, name in enumerate(lines[0], 1)]
        if len(set(header)) != len(header):
            raise MatchCount(f"columns named twice: {header}", where=self.url)
        rows = []
        for index, line in enumerate(lines[1:], 2):
            if len(line) != len(header):
                raise MatchCount(
                    f"{len(line)} cells under {len(header)} headers", words=",".join(line), where=f"line {index}"
                )
            rows.append(Row({n: Cell(v, f"line {index}") for n, v in zip(header, line, strict=True)}, f"line {index}"))
        return rows

    def each(
        self, rows: Iterable[R], read: Callable[[R], Iterator[Offer]], ignore: Iterable[str] = ()
    ) -> Iterator[Offer]:
        """``read`` every row to its end. A row that is not understood is held with its words; the others go on.

        ``ignore`` names the columns that hold no tariff; what else is left unread holds the row.
        """
        for row in rows:
            try:
                offers = list(read(row))
                row.done(ignore)
            except CellError as error:
                self.held.append(Held(error.code, str(error), row.words, row.where))
                continue
            yield from offers

    def claim(self, claimed: int, read: int, what: str) -> None:
        """The page's own count against what was read. Raises ClaimContradicted."""
        if claimed != read:
            raise ClaimContradicted(f"the page claims {claimed} {what}, {read} were read", where=self.url)


@dataclass
class Pages:
    """The pages of one part, in the order of its addresses."""

    part: str
    pages: tuple[Page, ...]

    @property
    def only(self) -> Page:
        """The page of a part with one address. Raises MatchCount."""
        if len(self.pages) != 1:
            raise MatchCount(f"{len(self.pages)} pages, one expected", where=self.part)
        return self.pages[0]

    def __getitem__(self, index: int) -> Page:
        return self.pages[index]

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    @property
    def held(self) -> list[Held]:
        return [held for page in self.pages for held in page.held]


def parse_json(text: str, where: str = "") -> Any:
    """JSON with fractions as Decimal and without NaN. Raises NotJson."""
    try:
        return json.loads(text, parse_float=_decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotJson(f"not JSON: {error}", words=text[:80], where=where) from None


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def choose(words: str, table: Mapping[str, T], what: str) -> T:
    """What a closed table of the page's own words says (case and spaces aside). Raises UnknownWords."""
    text = clean(words).casefold()
    for key, value in table.items():
        if clean(key).casefold() == text:
            return value
    raise UnknownWords(f"{what} is not one of those known", words=words, where=where_of(words))


def choose_form(words: str, forms: Mapping[str, T], what: str) -> T:
    """As :func:`choose` by regular expressions, of which exactly one must be the words. Raises UnknownWords."""
    text = clean(words)
    found = [value for form, value in forms.items() if re.fullmatch(form, text, re.IGNORECASE)]
    if len(found) != 1:
        raise UnknownWords(f"{what} is of {len(found)} forms known, one expected", words=words, where=where_of(words))
    return found[0]
