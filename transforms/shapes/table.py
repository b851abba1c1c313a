"""HTML tables as rows: header found, merged cells spread out, nested tables left out, nothing dropped in silence."""

from collections.abc import Iterator, Sequence

from bs4 import Tag
from bs4.element import NavigableString

from transforms.errors import ColumnNew, MatchCount
from transforms.shapes.row import Row
from transforms.values.text import Cell

# More than this in a rowspan or colspan is a slip of the page ("colspan=1000") or an attack.
_SPAN_MAX = 500


def own_rows(table: Tag) -> list[Tag]:
    """The ``tr`` of this table, not those of tables inside it."""
    return [tr for tr in table.find_all("tr") if tr.find_parent("table") is table]


def cell_text(tag: Tag) -> str:
    """The words of an element, scripts and styles left out; of a table's cell also the tables inside it.

    Pieces are joined by a space, unlike in a browser: "$12<sup>1</sup>" is "$12 1" and an error, never 121 dollars.
    """
    inner = {id(table) for table in tag.find_all("table")} if tag.name in ("td", "th") else set()
    # Beautiful Soup gives the text of scripts, styles, templates and comments classes of their own.
    texts = (node for node in tag.descendants if type(node) is NavigableString)
    if inner:
        texts = (node for node in texts if id(node.find_parent("table")) not in inner)
    return " ".join(texts)


def cell_lines(tag: Tag) -> list[str]:
    """The words of a cell line by line, as <br>, <p>, <li> and <div> break them."""
    lines = [""]
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name in ("br", "p", "li", "div"):
                lines.append("")
        elif type(node) is NavigableString:
            lines[-1] += str(node)
    return [line for line in (" ".join(x.split()) for x in lines) if line]


def header_of(table: Tag) -> list[str]:
    """The words of the first row that is more than one cell over the whole width."""
    for tr in own_rows(table):
        cells = [c for c in tr.find_all(["td", "th"]) if c.find_parent("tr") is tr]
        if len(cells) > 1:
            return [str(Cell(cell_text(cell))) for cell in cells]
    return []


class Table:
    """``rows()`` gives one :class:`Row` a table row, bound by header words.

    ``columns`` names the columns where the table has no header row; otherwise the first ``header_rows`` are the header
    ("Calls", "to the UK" below each other are "Calls / to the UK"). ``notes`` are rows that are one cell over the whole
    width; a row knows the last one above it as its ``section``.
    """

    def __init__(self, tag: Tag, where: str, columns: Sequence[str] = (), header_rows: int = 1) -> None:
        self.where = where
        self.notes: list[Cell] = []
        grid = list(_grid(own_rows(tag)))
        width = max((len(line) for line in grid if len({id(t) for t in line}) > 1), default=1)
        body: list[tuple[int, list[Tag], Cell]] = []
        section = Cell("")
        for index, line in enumerate(grid):
            if len(line) >= width > 1 and len({id(t) for t in line}) == 1:
                section = Cell(cell_text(line[0]), f"{where}/tr[{index + 1}]")
                self.notes.append(section)
            elif line:
                body.append((index, line, section))
        if columns:
            self.columns = list(columns)
        else:
            if len(body) < header_rows:
                raise MatchCount("a table without rows", where=where)
            self.columns = _names([line for _, line, _ in body[:header_rows]])
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
        return found[0]

    def rows(self, *, only: Sequence[str] = ()) -> "Iterator[TableRow]":
        """One row each. With ``only``, these are all the columns that the parser knows.

        Raises:
            ColumnNew: the table has a column that ``only`` does not name, or a row has cells without a header.
        """
        new = [c for c in self.columns if only and c not in only]
        if new:
            raise ColumnNew(f"new columns: {new}", where=self.where)
        for index, line, section in self._body:
            where = f"{self.where}/tr[{index + 1}]"
            if len(line) > len(self.columns):
                words = " | ".join(cell_text(tag) for tag in line)
                raise ColumnNew(f"{len(line)} cells under {len(self.columns)} headers", words=words, where=where)
            cells = {
                name: Cell(cell_text(tag), f"{where}/td[{position + 1}]")
                for position, (name, tag) in enumerate(zip(self.columns, line, strict=False))
            }
            row = TableRow(cells, where)
            row.tags = dict(zip(self.columns, line, strict=False))
            row.section = section
            yield row


class TableRow(Row):
    """A row of a table, which also knows the lines inside its cells."""

    tags: dict[str, Tag]
    section: Cell

    def lines(self, column: str) -> list[Cell]:
        """The cell line by line. Raises ColumnLost."""
        where = self.take(column).where
        return [Cell(line, where) for line in cell_lines(self.tags[column])]


def _grid(rows: list[Tag]) -> Iterator[list[Tag]]:
    """Each row's cells with rowspan and colspan spread out: a merged cell stands in every place that it covers."""
    hanging: dict[int, tuple[int, Tag]] = {}
    for tr in rows:
        line: list[Tag] = []
        cells = iter([c for c in tr.find_all(["td", "th"]) if c.find_parent("tr") is tr])
        while True:
            position = len(line)
            if position in hanging:
                left, tag = hanging[position]
                line.append(tag)
                hanging.pop(position)
                if left > 1:
                    hanging[position] = (left - 1, tag)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            for offset in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    hanging[position + offset] = (_span(cell, "rowspan") - 1, cell)
                line.append(cell)
        yield line


def _names(header: list[list[Tag]]) -> list[str]:
    """Column names from one or more header rows; a cell that spans several rows is named once."""
    names = []
    for position in range(max(len(line) for line in header)):
        above = dict.fromkeys(id(line[position]) for line in header if position < len(line))
        words = {id(line[position]): str(Cell(cell_text(line[position]))) for line in header if position < len(line)}
        names.append(" / ".join(words[key] for key in above if words[key]))
    return names


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(int(value), _SPAN_MAX) if value.isascii() and value.isdigit() and int(value) > 0 else 1
