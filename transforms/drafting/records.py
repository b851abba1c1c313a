"""The lists of records on a page: tables, cards, data and CSV, each as a parser would take it apart.

What is found here is read through the very shapes that the drafted module will use, so that what is drafted works.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from transforms.drafting.cards import Cards, find_cards
from transforms.drafting.code import quoted
from transforms.errors import CellError, MatchCount, NotJson, PageError
from transforms.page import Page
from transforms.shapes.data import walk
from transforms.shapes.node import Node
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
from transforms.values.style import Style
from transforms.values.text import Cell, clean
from transforms.words import Media

Cells = Mapping[str, Cell]
PRICE_NAME = re.compile(
    r"price|amount|\bcost|fee\b|tariff|charge|\brate\b|harga|tarif|가격|요금|금액|料金|価格|价格|資費|prix|preis|precio"
    r"|prezzo|preço|prijs|pris\b|cena|цена|стоимость|fiyat|ücret|giá",
    re.IGNORECASE,
)
_SCRIPTS = (r'id="__NEXT_DATA__"[^>]*>', r'id="__NUXT_DATA__"[^>]*>')
_ASSIGNED = re.compile(r"(?:(?:var|let|const) +|window\.)(?P<name>[A-Za-z_$][\w$.]*)\s*=\s*(?=[\[{]|JSON\.parse)")
_LISTS_MAX = 20
_HEADINGS = "h1, h2, h3, h4, h5, caption, legend"
_HEADING_MAX = 60


@dataclass(frozen=True, slots=True)
class Records:
    """``kind``: table, cards, data or csv. ``name`` is a word for it, in code; ``told`` says where it is, for people.

    ``selects`` is what finds it (the header of a table, the CSS of a card ...); ``struck`` are columns in which some
    cell has words struck through; ``heading`` stands above it.
    """

    kind: str
    name: str
    told: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    selects: tuple[str, ...] = ()
    struck: frozenset[str] = frozenset()
    cards: Cards | None = None
    heading: str = ""

    def values(self, column: str) -> list[Cell]:
        """The cells of a column that are not empty."""
        return [row[column] for row in self.rows if row.get(column)]


def find_records(page: Page, style: Style) -> list[Records]:
    """Everything on the page that is a list of two or more alike, with a price or not, in the page's order."""
    if page.media is Media.JSON:
        return list(_data(page.json, "page.json"))
    if page.media is Media.CSV:
        return list(_csv(page))
    if page.media is not Media.HTML:
        return []
    return [*_tables(page), *_cards(page, style), *_embedded(page)]


def _tables(page: Page) -> Iterator[Records]:
    """Tables with a header, those of one header together; each with the last heading above it."""
    found: dict[tuple[str, ...], list[tuple[Node, str]]] = {}
    tree, heading = page.tree, ""
    for element in tree.select(tree.document, f"{_HEADINGS}, table"):
        if tree.name(element) != "table":
            words = clean(tree.words(element))
            heading = words if 2 < len(words) < _HEADING_MAX else heading
            continue
        node = Node(tree, element, "table")
        header = tuple(node.header())
        if len(header) > 1:
            found.setdefault(header, []).append((node, heading))
    for number, (header, nodes) in enumerate(found.items(), 1):
        rows: list[TableRow] = []
        columns: list[str] = []
        try:
            for node, _ in nodes:
                table = node.table()
                columns = table.columns
                rows += table.rows()
        except PageError:
            continue  # told by the survey: columns named twice, or cells without a header
        whole = [_cells(row) for row in rows]
        struck = {name for row in rows for name in row.elements if row.struck(name)[1]}
        cells = tuple(
            known | {name: row.struck(name)[0] for name in struck & row.elements.keys()}
            for known, row in zip(whole, rows, strict=True)
        )
        selects = tuple(name for name in header if name)
        count = f"{len(nodes)} tables" if len(nodes) > 1 else "table"
        yield Records(
            "table", f"table{number}", f"{count} with {', '.join(selects)}", tuple(columns), cells, selects,
            frozenset(struck), heading=nodes[0][1],
        )  # fmt: skip


def _cards(page: Page, style: Style) -> Iterator[Records]:
    for number, cards in enumerate(find_cards(page, style), 1):
        rows = tuple(map(_cells, cards.rows(page)))
        columns = tuple(dict.fromkeys(name for row in rows for name in row))
        told = f"{len(rows)} cards ({cards.css})"
        yield Records("cards", f"cards{number}", told, columns, rows, (cards.css,), cards=cards)


def _csv(page: Page) -> Iterator[Records]:
    first = page.text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = page.csv(delimiter)
    cells = tuple(map(_cells, rows))
    columns = tuple(dict.fromkeys(name for row in cells for name in row))
    yield Records("csv", "lines", f"{len(cells)} lines with {', '.join(columns)}", columns, cells, (delimiter,))


def _embedded(page: Page) -> Iterator[Records]:
    patterns = [p for p in _SCRIPTS if re.search(p, page.text)]
    names = {m["name"]: re.escape(m[0].rstrip()) + r"\s*" for m in _ASSIGNED.finditer(page.text)}
    patterns += list(names.values())[:_LISTS_MAX]
    for pattern in patterns:
        try:
            yield from _data(page.script(pattern), f"page.script({quoted(pattern)})")
        except (MatchCount, NotJson, RecursionError):
            continue
    if "self.__next_f.push" in page.text:
        try:
            yield from _data(list(page.flight.values()), "list(page.flight.values())")
        except (MatchCount, NotJson):
            return


def _data(value: Any, said: str) -> Iterator[Records]:
    """Lists of objects with a name that sounds like a price, the largest first."""
    found: dict[tuple[str, ...], list[tuple[str, dict[str, Any]]]] = {}
    for pointer, item in walk(value):
        above, _, last = pointer.rpartition("/")
        if last.isdigit() and any(PRICE_NAME.search(name) and _is_plain(item[name]) for name in item):
            found.setdefault((above,), []).append((pointer, item))
    ranked = sorted(found.items(), key=lambda pair: -len(pair[1]))[:_LISTS_MAX]
    for number, ((pointer,), items) in enumerate(ranked, 1):
        if len(items) < 2:
            continue
        rows = [Row(item, at) for at, item in items]
        cells = tuple(map(_cells, rows))
        columns = tuple(dict.fromkeys(name for row in cells for name in row))
        told = f"{len(items)} records in {said} at {pointer or '/'}"
        yield Records("data", f"list{number}", told, columns, cells, (said, pointer))


def _cells(row: Row) -> dict[str, Cell]:
    """All of a row that is words, not lists or objects of their own."""
    cells = {}
    for name in row.left:
        with suppress(CellError):
            cells[name] = row.take(name)
    return cells


def _is_plain(value: Any) -> bool:
    return not isinstance(value, (dict, list, bool)) and value is not None and any(c.isdigit() for c in str(value))
