"""HTML tables as rows: header found, merged cells spread out, nested tables left out, nothing dropped in silence."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from transforms.errors import ColumnNew, MatchCount, UnknownWords
from transforms.shapes.element import Tree
from transforms.shapes.row import Row
from transforms.values.text import Cell

# More than this in a rowspan or colspan is a slip of the page ("colspan=1000") or an attack.
_SPAN_MAX = 500


# What a table is: the element, or what is said to be one to people who hear the page.
TABLES = "table, [role=table], [role=grid]"
_CELLS = "[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]"


def header_of(tree: Tree, table: Any) -> list[str]:
    """The words of the first row that is more than one cell over the whole width."""
    for cells in _rows(tree, table):
        if len(cells) > 1:
            return [str(Cell(tree.words(cell))) for cell in cells]
    return []


def _rows(tree: Tree, table: Any) -> Iterator[list[Any]]:
    if tree.name(table) == "table":
        yield from (tree.own(tr, ("td", "th"), "tr") for tr in tree.own(table, ("tr",), "table"))
    else:
        yield from (tree.select(row, _CELLS) for row in tree.select(table, "[role=row]"))


class _Line(NamedTuple):
    where: str
    cells: Sequence[Any]
    places: Sequence[str]
    section: Cell


class Table:
    """``rows()`` gives one :class:`Row` a table row, bound by header words.

    ``columns`` names the columns where the table has no header row; otherwise the first ``header_rows`` are the header
    ("Calls", "to the UK" below each other are "Calls / to the UK"). ``notes`` are rows that are one cell over the whole
    width; a row knows the last one above it as its ``section``. ``is_turned``: the header is the first column, and
    every further column is a row.

    Raises:
        MatchCount: no rows, columns named twice, or a turned table with rows of different length.
    """

    def __init__(
        self, tree: Tree, table: Any, where: str, columns: Sequence[str] = (), header_rows: int = 1,
        is_turned: bool = False,
    ) -> None:  # fmt: skip
        self.where = where
        self.notes: list[Cell] = []
        self._tree, self.element = tree, table
        self._asked: set[str] = set()
        self._words: dict[int, str] = {}
        self._grid = list(_grid(tree, _rows(tree, table)))  # kept: ids name its cells
        body = self._lines(self._grid)
        if is_turned:
            body = self._turned(body)
        if columns:
            self.columns = list(columns)
        else:
            if len(body) < header_rows or not body:
                raise MatchCount("a table without rows", where=where)
            self.columns = self._names([line.cells for line in body[:header_rows]])
            body = body[header_rows:]
        if len(set(self.columns)) != len(self.columns):
            twice = sorted({c for c in self.columns if self.columns.count(c) > 1})
            raise MatchCount(f"columns named twice: {twice}; give columns=[...]", where=where)
        self._body = body

    def note(self, words: str) -> Cell:
        """The one full-width row that holds ``words``. Raises MatchCount."""
        found = [note for note in self.notes if words.casefold() in note.casefold()]
        if len(found) != 1:
            raise MatchCount(f"{len(found)} notes with {words!r} in the table, one expected", where=self.where)
        self._asked.add(found[0].where)
        return found[0]

    def note_rows(self) -> list[Row]:
        """The notes as rows of one cell, "note", for those that hold offers of their own."""
        self._asked |= {note.where for note in self.notes}
        return [Row({"note": note}, note.where) for note in self.notes if note]

    def rows(self, *, only: Sequence[str] = ()) -> "Iterator[TableRow]":
        """One row each, without those that say the header again. With ``only``, these are all the columns that the
        parser knows. A row whose cells do not fit the header raises UnknownWords where it is read.

        Raises:
            ColumnNew: the table has a column that ``only`` does not name.
        """
        self._tree.seen.append(self.element)
        self._tree.notes.append((self.notes, self._asked))
        new = [c for c in self.columns if only and c not in only]
        if new:
            raise ColumnNew(f"new columns: {new}", where=self.where)
        for line in self._body:
            is_long = len(line.cells) > len(self.columns)
            bound = [] if is_long else list(zip(self.columns, line.cells, line.places, strict=False))
            row = TableRow({name: Cell(self._said(cell), place) for name, cell, place in bound}, line.where)
            if len(line.cells) != len(self.columns):
                row.lost = frozenset(self.columns[len(bound) :])
                row.fault = f"{len(line.cells)} cells under {len(self.columns)} headers"
                row.said = " | ".join(str(Cell(self._said(cell))) for cell in line.cells) if is_long else ""
            elif self._is_header(row):
                continue
            row.tree, row.elements = self._tree, {name: cell for name, cell, _ in bound}
            row.above, row.asked = line.section, self._asked
            yield row

    def _is_header(self, row: Row) -> bool:
        """Whether a row further down says the header again, as long tables do."""
        first = self.columns[0]
        return row._cells.get(first) == first and row.words == " | ".join(self.columns)

    def row_of(self, column: str, words: str) -> "TableRow":
        """The one row with those words in that column. Raises MatchCount for none or two, ColumnLost."""
        found = [row for row in self.rows() if row.take(column) == words]
        if len(found) != 1:
            raise MatchCount(f"{len(found)} rows with {words!r} under {column!r}, one expected", where=self.where)
        return found[0]

    def says_the_same(self, other: "Table") -> bool:
        """Whether another table has the same words in the same places (a copy for small screens)."""
        return self._content() == other._content()

    def _content(self) -> list[list[str]]:
        return [self.columns, *([str(Cell(self._said(cell))) for cell in line.cells] for line in self._body)]

    def _said(self, cell: Any) -> str:
        """A cell's words, built once: a merged cell stands in many places."""
        words = self._words.get(id(cell))
        if words is None:
            words = self._words[id(cell)] = self._tree.words(cell)
        return words

    def _lines(self, grid: list[list[Any]]) -> list[_Line]:
        """The rows without the notes, each with the note above it."""
        width = max((len(line) for line in grid if any(cell is not line[0] for cell in line)), default=1)
        body: list[_Line] = []
        section = Cell("")
        for index, line in enumerate(grid, 1):
            where = f"{self.where}/tr[{index}]"
            if len(line) >= width > 1 and all(cell is line[0] for cell in line):
                section = Cell(self._said(line[0]), where)
                self.notes.append(section)
            elif line:
                places = [f"{where}/td[{position}]" for position in range(1, len(line) + 1)]
                body.append(_Line(where, line, places, section))
        return body

    def _turned(self, body: list[_Line]) -> list[_Line]:
        if len({len(line.cells) for line in body}) > 1:
            raise MatchCount("a turned table needs rows of one length", where=self.where)
        cells, places = zip(*(line.cells for line in body), strict=True), zip(*(x.places for x in body), strict=True)
        return [
            _Line(f"{self.where}/column[{index}]", down, at, Cell(""))
            for index, (down, at) in enumerate(zip(cells, places, strict=True), 1)
        ]

    def _names(self, header: list[Sequence[Any]]) -> list[str]:
        """Column names from one or more header rows; a cell that spans several rows is named once."""
        names = []
        for position in range(max(len(line) for line in header)):
            above = {id(line[position]): line[position] for line in header if position < len(line)}
            words = [str(Cell(self._said(cell))) for cell in above.values()]
            names.append(" / ".join(word for word in words if word))
        return names


class TableRow(Row):
    """A row of a table, which also knows the lines inside its cells."""

    tree: Tree
    elements: dict[str, Any]
    above: Cell
    asked: set[str]

    @property
    def section(self) -> Cell:
        """The last note above the row, or ""."""
        self.asked.add(self.above.where)
        return self.above

    def struck(self, column: str) -> tuple[Cell, Cell]:
        """What the cell says, and what is struck through in it (<s>, <del>, <strike>), "" if nothing is. Raises
        ColumnLost."""
        now, struck = self.take(column), self.tree.select(self.elements[column], "s, del, strike")
        before = Cell(" ".join(self.tree.words(element) for element in struck), now.where)
        return now.part(now.replace(before, "", 1)) if before else now, before

    def lines(self, column: str, *, at_least: int = 0) -> list[Cell]:
        """The cell line by line. Raises ColumnLost, and UnknownWords for fewer lines."""
        cell = self.take(column)
        found = [Cell(line, cell.where) for line in self.tree.lines(self.elements[column])]
        if len(found) < at_least:
            told = f"{len(found)} lines in column {column!r}, at least {at_least} expected"
            raise UnknownWords(told, words=cell, where=cell.where)
        return found


def _grid(tree: Tree, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Each row's cells with rowspan and colspan spread out: a merged cell stands in every place that it covers."""
    hanging: dict[int, tuple[int, Any]] = {}
    for own in rows:
        spans = [_spans(tree, cell) for cell in own]
        if not hanging and all(span == (1, 1) for span in spans):
            yield own
            continue
        line: list[Any] = []
        cells = iter(zip(own, spans, strict=True))
        while True:
            position = len(line)
            if position in hanging:
                left, above = hanging.pop(position)
                line.append(above)
                if left > 1:
                    hanging[position] = (left - 1, above)
                continue
            cell, (wide, high) = next(cells, (None, (0, 0)))
            if cell is None:
                break
            for offset in range(wide):
                if high > 1:
                    hanging[position + offset] = (high - 1, cell)
                line.append(cell)
        yield line


def _spans(tree: Tree, cell: Any) -> tuple[int, int]:
    attributes = tree.attributes(cell)
    wide, high = attributes.get("colspan"), attributes.get("rowspan")
    return (1, 1) if wide is None and high is None else (_span(wide), _span(high))


def _span(value: str | None) -> int:
    value = (value or "1").strip()
    return min(int(value), _SPAN_MAX) if value.isascii() and value.isdigit() and int(value) > 0 else 1
