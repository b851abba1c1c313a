"""One record of a page, taken apart cell by cell until nothing is left."""

from collections.abc import Iterable, Mapping
from typing import Any

from transforms.errors import CellLeftOver, ColumnLost, UnknownWords
from transforms.values.text import Cell


class Row:
    """Cells by column name. Every cell is taken, ignored by name in :meth:`done`, or an error.

    Values are :class:`Cell` (tables, CSV, cards) or what JSON holds.
    """

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
        """The value as it is. Raises ColumnLost."""
        try:
            value = self._cells[column]
        except KeyError:
            has = ", ".join(repr(name) for name in self._cells)
            raise ColumnLost(f"no column {column!r}; the columns are {has}", where=self.where) from None
        self._taken.add(column)
        return value

    def row(self, column: str) -> "Row":
        """An object inside a JSON record. Raises ColumnLost, UnknownWords."""
        value = self.raw(column)
        if not isinstance(value, dict):
            raise UnknownWords(f"{column} is no object", words=str(value), where=self.where)
        return Row(value, f"{self.where}/{column}")

    def rows(self, column: str) -> "list[Row]":
        """The objects of a list inside a JSON record. Raises ColumnLost, UnknownWords."""
        value = self.raw(column)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise UnknownWords(f"{column} is no list of objects", words=str(value), where=self.where)
        return [Row(item, f"{self.where}/{column}/{i}") for i, item in enumerate(value)]

    def get(self, column: str) -> Cell | None:
        """As :meth:`take` for a column that only some rows have."""
        return self.take(column) if column in self._cells else None

    def expect(self, column: str, *words: str) -> Cell:
        """The cell, which must hold one of ``words``: what the parser was written for and nothing else.

        Raises:
            UnknownWords: with what stands there.
        """
        cell = self.take(column)
        if cell not in words:
            raise UnknownWords(f"{column} is not {' or '.join(map(repr, words))}", words=cell, where=cell.where)
        return cell

    def done(self, ignore: Iterable[str] = ()) -> None:
        """Nothing may be left but what is ignored by name, and empty cells.

        Raises:
            CellLeftOver: with the words of the first cell left over.
        """
        seen = self._taken.union(ignore)
        for column, value in self._cells.items():
            if column not in seen and value not in (None, "", [], {}):
                raise CellLeftOver(f"column {column!r} was not read", words=str(value), where=self.where)

    @property
    def words(self) -> str:
        """All of the row, for a person to read."""
        return " | ".join(str(v) for v in self._cells.values() if not isinstance(v, (dict, list)))
