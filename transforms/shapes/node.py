"""An element of a page, asked strictly. Zero or two matches where one was meant are an error."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transforms.errors import MatchCount
from transforms.shapes.element import Tree
from transforms.shapes.row import Row
from transforms.shapes.table import TABLES, Table, TableRow, header_of
from transforms.values.text import Cell, Said, clean


class Node:
    """An element of an HTML page. ``where`` is the way to it in CSS, with a number where there are several."""

    def __init__(self, tree: Tree, element: Any, where: str) -> None:
        self._tree = tree
        self.element = element
        self.where = where
        self._said: dict[str, Cell] = {}

    def all(self, css: str, *, at_least: int = 1) -> list["Node"]:
        """Every match, in the page's order. Raises MatchCount for fewer than ``at_least``."""
        found = self._tree.select(self.element, css)
        if len(found) < at_least:
            raise MatchCount(f"{len(found)} matches of {css!r}, at least {at_least} expected", where=self.where)
        return self._named(found, css)

    def every_table(self) -> list["Node"]:
        """Every table below, whether it is one or has the role of one."""
        is_by_role = self._tree.select(self.element, "[role=table]") or self._tree.select(self.element, "[role=grid]")
        return self._named(self._tree.select(self.element, TABLES if is_by_role else "table"), "table")

    def _named(self, found: list[Any], name: str) -> list["Node"]:
        where = f"{self.where} {name}" if self.where else name
        if len(found) == 1:
            return [Node(self._tree, found[0], where)]
        return [Node(self._tree, one, f"{where}[{i}]") for i, one in enumerate(found, 1)]

    def one(self, css: str) -> "Node":
        """The one match. Raises MatchCount for none or two."""
        found = self.all(css, at_least=0)
        if len(found) != 1:
            raise MatchCount(f"{len(found)} matches of {css!r}, one expected", where=self.where)
        return found[0]

    def maybe(self, css: str) -> "Node | None":
        """The one match or None. Raises MatchCount for two."""
        found = self.all(css, at_least=0)
        if len(found) > 1:
            raise MatchCount(f"{len(found)} matches of {css!r}, one expected", where=self.where)
        return found[0] if found else None

    def same(self, css: str) -> "Node":
        """The first of matches that all say the same (a price shown twice). Raises MatchCount."""
        found = self.all(css)
        said = sorted({node.text() for node in found})
        if len(said) != 1:
            raise MatchCount(f"{len(found)} matches of {css!r} that differ", words=" | ".join(said), where=self.where)
        return found[0]

    def text(self, css: str = "") -> Cell:
        """The words of this element, or of the one match of ``css``."""
        said = self._said.get(css)
        if said is None:
            node = self.one(css) if css else self
            said = self._said[css] = Cell(self._tree.words(node.element), node.where)
            self._tree.seen.append(node.element)
        return said

    def attr(self, name: str) -> Cell:
        """An attribute that must be there. Raises MatchCount."""
        value = self._tree.attributes(self.element).get(name)
        if value is None:
            raise MatchCount(f"no attribute {name!r}", words=self._opening, where=self.where)
        self._tree.seen.append(self.element)
        return Cell(value, f"{self.where}@{name}")

    def table(
        self, css: str = "", columns: Sequence[str] = (), header_rows: int = 1, *, is_turned: bool = False
    ) -> Table:
        """The one table that ``css`` matches (or this element). See :class:`~transforms.shapes.table.Table`."""
        node = self.one(css) if css else self
        return Table(self._tree, node.element, node.where, columns, header_rows, is_turned)

    def table_of(self, *columns: str, header_rows: int = 1, is_turned: bool = False, has_copies: bool = False) -> Table:
        """The one table whose header has all of these columns, wherever it stands.

        ``has_copies``: the page shows it several times (for small screens); all must say the same.

        Raises:
            MatchCount: none or two, or copies that differ.
        """
        found = [t for node in self.every_table() if (t := node._if_of(columns, header_rows, is_turned))]
        if has_copies and found and all(found[0].says_the_same(other) for other in found[1:]):
            self._tree.seen.extend(copy.element for copy in found[1:])
            return found[0]
        if len(found) != 1:
            differ = " that differ" if has_copies and found else ", one expected"
            raise MatchCount(f"{len(found)} tables with the columns {list(columns)}{differ}", where=self.where)
        return found[0]

    def _if_of(self, columns: Sequence[str], header_rows: int, is_turned: bool) -> Table | None:
        if header_rows == 1 and not is_turned:
            header = header_of(self._tree, self.element)
            return self.table() if all(column in header for column in columns) else None
        try:
            table = self.table("", (), header_rows, is_turned=is_turned)
        except MatchCount:  # another table of the page, of another shape
            return None
        return table if all(column in table.columns for column in columns) else None

    def pass_over(self) -> None:
        """Say that this is known and read on purpose no further (see transforms/shapes/account.py)."""
        self._tree.seen.append(self.element)

    def header(self) -> list[str]:
        """The words of a table's first row of several cells; [] of a table without."""
        return header_of(self._tree, self.element)

    def find(self, pattern: str, css: str = "") -> Said:
        """The named groups of a regular expression that must match the words exactly once (prose prices).

        ``""`` holds the whole match; each knows at which characters of the element's words it stands. The same words
        twice are one match. Raises MatchCount for no match or two different ones.
        """
        return find_in(self.text(css), pattern)

    def card(self, fields: Mapping[str, str], whole: str = "", **given: Cell) -> Row:
        """A record from an element's children, by name and CSS; ``given`` are cells that stand elsewhere (a heading
        over several cards). A name that ends in "?" may be absent.

        ``whole`` matches all that a card says (its lines): what no field took is the cell "rest", line by line with
        " | " between, to be taken or ignored like any other. Without it, new lines of a card go unseen.

        Raises:
            MatchCount: none or two of any field.
        """
        cells: dict[str, Cell] = {**given}
        taken: list[Node] = []
        for name, css in fields.items():
            node = self.maybe(css) if name.endswith("?") else self.one(css)
            if node:
                cells[name.removesuffix("?")] = node.text()
                taken.append(node)
        if whole:
            lines = [line for line in self.all(whole) if not any(line._holds(node) for node in taken)]
            cells["rest"] = Cell(" | ".join(filter(None, (line.text() for line in lines))), self.where)
        return Row(cells, self.where)

    def _holds(self, node: "Node") -> bool:
        """Whether that element is this one or inside it."""
        return node.element is self.element or any(one is node.element for one in self._tree.select(self.element, "*"))

    def definitions(self, css: str = "") -> Row:
        """A definition list as one row: each <dt> names the <dd> after it; two names may share one.

        Raises:
            MatchCount: a name without words, words without a name, two <dd> for one name, a name that stands twice.
        """
        node = self.one(css) if css else self
        cells: dict[str, Cell] = {}
        names: list[str] = []
        has_words = True
        for place, element in enumerate(self._tree.own(node.element, ("dt", "dd"), "dl"), 1):
            words = Cell(self._tree.words(element), f"{node.where}/{self._tree.name(element)}[{place}]")
            if self._tree.name(element) == "dt":
                names = [*([] if has_words else names), str(words)]
                has_words = False
            elif has_words or any(name in cells for name in names):
                raise MatchCount(f"two <dd> for {names}", words=words, where=words.where)
            else:
                cells |= dict.fromkeys(names, words)
                has_words = True
        if not cells or not has_words:
            raise MatchCount(f"no <dd> for {names}", where=node.where)
        return Row(cells, node.where)

    def options(self, css: str = "", *, ignore: Iterable[str] = ()) -> list[Row]:
        """A <select> (a country picker) as rows: "label", "value", "group" (its <optgroup>) and each ``data-`` name.

        ``ignore`` are the labels of options that offer nothing ("Choose a country").

        Raises:
            MatchCount: no options, or one without a value that ``ignore`` does not name.
        """
        node = self.one(css) if css else self
        ignored = {clean(words) for words in ignore}
        options = self._tree.select(node.element, "option")  # kept: lxml makes elements anew when nobody holds them
        groups = {id(e): g for g in self._tree.select(node.element, "optgroup")
                  for e in self._tree.select(g, "option")}  # fmt: skip
        rows = []
        for place, element in enumerate(options, 1):
            where, attributes = f"{node.where}/option[{place}]", self._tree.attributes(element)
            label = Cell(self._tree.words(element), where)
            if label in ignored:
                continue
            value = attributes.get("value", label)
            if not clean(value):
                raise MatchCount("an option without a value; name it in ignore=[...]", words=label, where=where)
            group = self._tree.attributes(groups[id(element)]).get("label", "") if id(element) in groups else ""
            cells = {"label": label, "value": Cell(value, f"{where}@value"), "group": Cell(group, where)}
            more = {name: Cell(v, f"{where}@{name}") for name, v in attributes.items() if name.startswith("data-")}
            rows.append(Row(cells | more, where))
        if not rows:
            raise MatchCount("a list without options", where=node.where)
        return rows

    def panels(self, css: str) -> list[tuple[Cell, "Node"]]:
        """Tabs and accordions: the words of every control that ``css`` matches, and the element that it opens.

        A control names its panel (``aria-controls``, ``data-target``, ``data-bs-target``, ``href="#id"``), is named by
        it (``aria-labelledby``), or is the <summary> of a <details>.

        Raises:
            MatchCount: a control without its one panel, or two controls of one panel.
        """
        found = [(control.text(), self._panel(control)) for control in self.all(css)]
        if len({panel.where for _, panel in found}) != len(found):
            raise MatchCount(f"two controls of {css!r} open one panel", where=self.where)
        return found

    def _panel(self, control: "Node") -> "Node":
        attributes = self._tree.attributes(control.element)
        for name in ("aria-controls", "data-bs-target", "data-target", "href"):
            target = attributes.get(name, "")
            if target and (name == "aria-controls" or target.startswith("#")):
                return self.one(_by("id", target.removeprefix("#")))
        if self._tree.name(control.element) == "summary":
            around = [d for d in self._tree.select(self.element, "details")
                      if any(child is control.element for child in self._tree.children(d))]  # fmt: skip
            if len(around) == 1:
                return Node(self._tree, around[0], f"{control.where}/..")
        if attributes.get("id"):
            return self.one(_by("aria-labelledby", attributes["id"]))
        raise MatchCount("a control that names no panel", words=control._opening, where=control.where)

    @property
    def _opening(self) -> str:
        """The opening tag, for messages."""
        attributes = "".join(f' {k}="{v}"' for k, v in self._tree.attributes(self.element).items())
        return f"<{self._tree.name(self.element)}{attributes}>"


def cell_of(row: TableRow, column: str) -> Node:
    """The element of a table's cell, for what its words do not say: ``cell_of(row, "5G").maybe(".yes")``, what stands
    for a picture. Raises ColumnLost."""
    return Node(row.tree, row.elements[column], row.take(column).where)


def find_in(words: Cell, pattern: str) -> Said:
    """See :meth:`Node.find`."""
    matches: dict[tuple[str | None, ...], re.Match[str]] = {}
    for match in re.finditer(pattern, words):
        matches.setdefault((match[0], *match.groups()), match)
    if len(matches) != 1:
        raise MatchCount(f"{len(matches)} matches of {pattern!r}, one expected", words=words, where=words.where)
    match = next(iter(matches.values()))
    names = ["", *(name for name, value in match.groupdict().items() if value is not None)]
    return Said(match, {name: _piece(words, match, name or 0) for name in names}, match[0], words.where)


def _by(name: str, value: str) -> str:
    if '"' in value or "\\" in value:
        raise MatchCount(f"{name} {value!r} is no name", words=value)
    return f'[{name}="{value}"]'


def _piece(words: Cell, match: re.Match[str], group: str | int) -> Cell:
    begin, end = match.span(group)
    place = f"characters {begin + 1}-{end}" if end > begin else f"character {begin + 1}"
    return Cell(match[group], f"{words.where}, {place}".removeprefix(", "))
