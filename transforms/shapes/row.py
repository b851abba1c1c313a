"""One record of a page, taken apart cell by cell until nothing is left."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from transforms.errors import CellLeftOver, ColumnLost, UnknownWords
from transforms.shapes.reference import Reference, followed
from transforms.values.text import Cell


class Row:
    """Cells by column name. Every cell is taken, ignored by name in :meth:`done`, or an error.

    Values are :class:`Cell` (tables, CSV, cards) or what JSON holds.
    """

    # Columns that the table has and this row has not, as its cells do not fit; what is wrong; the row's words then.
    lost: frozenset[str] = frozenset()
    fault = ""
    said = ""

    def __init__(self, cells: Mapping[str, Any], where: str) -> None:
        self._cells = cells
        self._taken: set[str] = set()
        self.where = where

    def take(self, column: str) -> Cell:
        """The words of a column that must be there. JSON numbers come as their digits, null as "".

        Raises:
            ColumnLost: the table has no such column (the page is not the one the parser was written for).
        """
        value = self.raw(column)
        kind = value.__class__
        if kind is Cell:
            return value  # type: ignore[no-any-return]
        if kind is str:
            return Cell(value, f"{self.where}/{column}")
        if isinstance(value, (dict, list)):
            raise UnknownWords(f"{column} holds a structure, not words", words=str(value), where=self.where)
        words = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        return Cell(words, f"{self.where}/{column}")

    def raw(self, column: str) -> Any:
        """The value as it is; of a reference, what it stands for. Raises ColumnLost."""
        try:
            value = self._cells[column]
        except KeyError:
            if column in self.lost:
                raise UnknownWords(self.fault, words=self.words, where=self.where) from None
            has = ", ".join(repr(name) for name in self._cells)
            raise ColumnLost(f"no column {column!r}; the columns are {has}", where=self.where) from None
        self._taken.add(column)
        return value.get() if value.__class__ is Reference else value

    def row(self, column: str, *, is_optional: bool = False) -> "Row":
        """An object inside a JSON record; if optional, an empty row for none. Raises ColumnLost, UnknownWords."""
        value = self._inner(column, {} if is_optional else None)
        if not isinstance(value, dict):
            raise UnknownWords(f"{column} is no object", words=str(value), where=self.where)
        return Row(value, f"{self.where}/{column}")

    def rows(self, column: str, *, is_optional: bool = False) -> "list[Row]":
        """The objects of a list inside a JSON record; if optional, [] for none. Raises ColumnLost, UnknownWords."""
        value = self._inner(column, [] if is_optional else None)
        items: list[Any] = [followed(item) for item in value] if isinstance(value, list) else [None]
        if not all(isinstance(item, dict) for item in items):
            raise UnknownWords(f"{column} is no list of objects", words=str(value), where=self.where)
        return [Row(item, f"{self.where}/{column}/{i}") for i, item in enumerate(items)]

    def values(self, column: str) -> list[Any]:
        """A list inside a JSON record, of whatever it holds. Raises ColumnLost, UnknownWords."""
        value = self.raw(column)
        if not isinstance(value, list):
            raise UnknownWords(f"{column} is no list", words=str(value), where=self.where)
        return [followed(item) for item in value]

    def _inner(self, column: str, if_none: Any) -> Any:
        if if_none is None or self._cells.get(column) is not None:
            return self.raw(column)
        self._taken.add(column)
        return if_none

    def get(self, column: str) -> Cell | None:
        """As :meth:`take` for a column that only some rows have."""
        return self.take(column) if column in self._cells or column in self.lost else None

    def either(self, *columns: str) -> Cell:
        """The one of these columns that the record has: what one page calls "Plan" and its sister "Plan Name".

        Raises:
            ColumnLost: none. UnknownWords: two.
        """
        there = [column for column in columns if column in self._cells or column in self.lost]
        if len(there) > 1:
            raise UnknownWords(f"two columns of one meaning: {there}", words=self.words, where=self.where)
        return self.take(there[0] if there else " or ".join(columns))

    def expect(self, column: str, *words: str) -> Cell:
        """The cell, which must hold one of ``words``: what the parser was written for and nothing else.

        Raises:
            UnknownWords: with what stands there.
        """
        cell = self.take(column)
        if cell not in words:
            raise UnknownWords(f"{column} is not {' or '.join(map(repr, words))}", words=cell, where=cell.where)
        return cell

    @property
    def left(self) -> list[str]:
        """The columns that nobody took yet, in their order (a price column for each plan)."""
        return [column for column in self._cells if column not in self._taken]

    def only(self, names: re.Pattern[str]) -> "Row":
        """The columns in whose names ``names`` is found; the others hold no tariff (links, pictures)."""
        return Row({name: value for name, value in self._cells.items() if names.search(name)}, self.where)

    def done(self, ignore: Collection[str] = ()) -> None:
        """Nothing may be left but what is ignored by name, and empty cells.

        ``ignore`` may say what an ignored column holds, as a regular expression for the whole cell: other words than
        the codes and links that were meant may be an offer's.

        Raises:
            CellLeftOver: with the words of the first cell left over.
        """
        if self.said:
            raise UnknownWords(self.fault, words=self.said, where=self.where)
        for column, value in self._cells.items():
            if column in self._taken:
                continue
            form = None if column not in ignore else ignore[column] if isinstance(ignore, Mapping) else ""
            if form == "" or value in (None, "", [], {}):
                continue
            if form is None:
                raise CellLeftOver(f"column {column!r} was not read", words=str(value), where=self.where)
            if not re.fullmatch(form, str(value), re.IGNORECASE):
                told = f"column {column!r} is ignored and holds more than it did"
                raise CellLeftOver(told, words=str(value), where=self.where)

    @property
    def words(self) -> str:
        """All of the row, for a person to read."""
        return self.said or " | ".join(str(v) for v in self._cells.values() if not isinstance(v, (dict, list)))
