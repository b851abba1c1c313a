"""A page as a parser sees it: asked strictly. Zero or two matches where one was meant are an error."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

from transforms.decode import decode
from transforms.errors import CellError, CellLeftOver, ClaimContradicted, MatchCount, UnknownWords
from transforms.models import Offer
from transforms.shapes import by_hand, data
from transforms.shapes.account import unread
from transforms.shapes.data import parse_json
from transforms.shapes.element import Tree
from transforms.shapes.fast import Fast
from transforms.shapes.node import Node, find_in
from transforms.shapes.pdf import Pdf
from transforms.shapes.row import Row
from transforms.shapes.script import flight, linked_data, next_stream, value_after
from transforms.shapes.separated import rows_of
from transforms.shapes.table import Table
from transforms.values.style import Style
from transforms.values.text import Cell, Said, clean, where_of
from transforms.words import Media

__all__ = ["Held", "Node", "Page", "Pages", "choose", "choose_form", "parse_json"]

T = TypeVar("T")
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that was not understood: why, its words, where it stands."""

    code: str
    reason: str
    words: str
    where: str


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
        if self.media is Media.PDF:
            return self.pdf.text
        return decode(self.body, self.content_type).text

    @cached_property
    def tree(self) -> Tree:
        """The parsed document, from text that we decoded ourselves."""
        return Fast(self.text)

    @cached_property
    def root(self) -> Node:
        return Node(self.tree, self.tree.document, "")

    def one(self, css: str) -> Node:
        return self.root.one(css)

    def all(self, css: str, *, at_least: int = 1) -> list[Node]:
        return self.root.all(css, at_least=at_least)

    def table(self, css: str, columns: Sequence[str] = (), header_rows: int = 1, *, is_turned: bool = False) -> Table:
        return self.root.table(css, columns, header_rows, is_turned=is_turned)

    def table_of(self, *columns: str, header_rows: int = 1, is_turned: bool = False, has_copies: bool = False) -> Table:
        return self.root.table_of(*columns, header_rows=header_rows, is_turned=is_turned, has_copies=has_copies)

    def tables(self, kinds: Mapping[str, Sequence[str]], css: str = "table") -> Iterator[tuple[str, Table]]:
        """Every table that ``css`` matches, with the one of ``kinds`` whose columns it has.

        A table of no kind is held with its header, for it may be a new list of offers. A kind that is named "-..." has
        none and is passed over ("-": ["Phone", "Fax"]). Tables that only hold others are looked into.

        Raises:
            MatchCount: a kind without a table, a table of two kinds.
        """
        left = {kind for kind in kinds if not kind.startswith("-")}
        for node in self.all(css):
            if not (header := node.header()):
                continue
            fit = [kind for kind, columns in kinds.items() if all(column in header for column in columns)]
            if len(fit) > 1:
                raise MatchCount(f"a table of two kinds: {fit}", words=" | ".join(header), where=node.where)
            left -= set(fit)
            if not fit and not node.all("table", at_least=0):
                node.pass_over()
                self.held.append(Held("table_new", "a table that is not known", " | ".join(header), node.where))
            elif fit and fit[0].startswith("-"):
                node.pass_over()
            elif fit:
                yield fit[0], node.table()
        if left:
            raise MatchCount(f"no table of {sorted(left)} with their columns", where=self.url)

    def find(self, pattern: str, css: str = "body") -> Said:
        """See :meth:`Node.find`; of other than HTML, in all of its words. Raises MatchCount."""
        return self.root.find(pattern, css) if self.media is Media.HTML else find_in(Cell(self.words), pattern)

    @cached_property
    def words(self) -> str:
        """All visible words of the page, cleaned."""
        return str(self.root.text()) if self.media is Media.HTML else clean(self.text)

    @cached_property
    def pdf(self) -> Pdf:
        """The document as PDF. See transforms/shapes/pdf.py. Raises NotPdf."""
        return Pdf(self.body, self.url)

    @cached_property
    def json(self) -> Any:
        """The document as JSON. Numbers with a fraction come as Decimal. Raises NotJson."""
        return parse_json(self.text, self.url)

    def at(self, pointer: str) -> Any:
        """What stands at a JSON pointer such as "/productOptions/list". Raises MatchCount."""
        return data.at(self.json, pointer, self.url)

    def record(self, pointer: str = "") -> Row:
        """A JSON object, as a row. Raises MatchCount."""
        return data.record(self.json, pointer)

    def records(self, pointer: str) -> list[Row]:
        """The objects of a JSON list, as rows. Raises MatchCount."""
        return data.records(self.json, pointer)

    def script(self, pattern: str) -> Any:
        """The data after the one match of ``pattern`` in the page's source: ``page.script(r"var countries = ")``.
        See transforms/shapes/script.py, and data.py beside it for what to ask of it. Raises MatchCount, NotJson.
        """
        return value_after(self.text, pattern, self.url)

    @cached_property
    def stream(self) -> str:
        """The data stream of a Next.js page, as one text. Raises MatchCount, NotJson."""
        return next_stream(self.text, self.url)

    @cached_property
    def flight(self) -> dict[str, Any]:
        """The pieces of :attr:`stream` by their ids. Raises MatchCount, NotJson."""
        return flight(self.stream, self.url)

    def linked_data(self, type_: str) -> list[Row]:
        """The schema.org objects of one type ("Offer") that the page embeds as ld+json. Raises MatchCount, NotJson."""
        scripts = [
            self.tree.source(e) for e in self.tree.select(self.tree.document, "script[type='application/ld+json']")
        ]
        return linked_data(scripts, type_, self.url)

    def csv(self, delimiter: str = ",", *, header_line: int = 1) -> list[Row]:
        """The rows of a CSV file. See transforms/shapes/separated.py. Raises MatchCount."""
        return rows_of(self.text, delimiter, header_line, self.url)

    def kept_by_hand(self, style: Style, delimiter: str = ",") -> Iterator[Offer]:
        """The offers of a hand-kept table (CSV), each with who looked, when and where: transforms/shapes/by_hand.py."""
        return self.each(self.csv(delimiter), partial(by_hand.offer_of, style=style))

    def each(
        self, rows: Iterable[R], read: Callable[[R], Iterator[Offer]], ignore: Collection[str] = ()
    ) -> Iterator[Offer]:
        """``read`` every row to its end. A row that is not understood is held with its words; the others go on.

        ``ignore`` names the columns that hold no tariff, and may say what they hold (:meth:`Row.done`); what else is
        left unread holds the row, and so does a row without any offer: rows that have none are left out before.
        """
        for row in rows:
            try:
                offers = list(read(row))
                row.done(ignore)
                if not offers:
                    raise CellLeftOver("a row without an offer", words=row.words, where=row.where)
            except CellError as error:
                self.held.append(Held(error.code, str(error), row.words, row.where))
                continue
            yield from offers

    def hold_unread(self, style: Style, aside: Iterable[str] = ()) -> None:
        """Hold what transforms/shapes/account.py finds of an HTML page when its parser is done."""
        for words in unread(self.tree, style, aside) if self.media is Media.HTML else ():
            self.held.append(Held("table_new", "amounts that nobody read", words[:200], words.where))

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
