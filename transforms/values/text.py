"""Cleaning that loses no meaning, and :class:`Cell`: words that know where they stood."""

import re
import unicodedata
from functools import lru_cache

from transforms.errors import UnknownWords

_DROP = {"Cc", "Cf"}
_ASCII_DROP = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def clean(text: str) -> str:
    """NFC, every kind of space as one plain space, control and format characters dropped, ends trimmed."""
    if text.__class__ is Cell:
        return str(text)  # cleaned when it was made
    if text.isascii():
        if not text.isprintable():
            text = text.translate(_ASCII_DROP)
    else:
        text = unicodedata.normalize("NFC", text)
        dropped = [c for c in set(text) if unicodedata.category(c) in _DROP and c not in "\t\n\r"]
        if dropped:
            text = text.translate(dict.fromkeys(map(ord, dropped)))
    return " ".join(text.split())


class Cell(str):
    """The cleaned words of one place on a page; ``where`` says which. It is a ``str`` in every other way."""

    __slots__ = ("where",)
    where: str

    def __new__(cls, words: str, where: str = "") -> "Cell":
        cell = str.__new__(cls, clean(words))
        cell.where = where
        return cell

    def part(self, words: str) -> "Cell":
        """A piece of this cell, standing at the same place."""
        return Cell(words, self.where)


def where_of(words: str) -> str:
    return words.where if isinstance(words, Cell) else ""


class Said(dict[str, Cell]):
    """The named groups that took part in a match. To ask for one that took no part is an error with the words; ``in``
    and ``.get`` tell it from an empty one."""

    def __init__(self, found: re.Match[str], cells: dict[str, Cell], words: str, where: str) -> None:
        super().__init__(cells)
        self._silent, self._words, self._where = found.re.groupindex, words, where

    def __missing__(self, name: str) -> Cell:
        if name not in self._silent:
            raise KeyError(name)  # the parser's fault, not the page's
        raise UnknownWords(f"nothing is said of {name!r}", words=self._words, where=self._where)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def match(words: str, pattern: str, what: str = "the words") -> Said:
    """The named groups of a regular expression that ``words`` are, all of them (case aside).

    Raises:
        UnknownWords: the words are something else.
    """
    found = _compiled(pattern).fullmatch(clean(words))
    if found is None:
        raise UnknownWords(f"{what} are not of a known form", words=words, where=where_of(words))
    return _said(found, words)


def matches(words: str, pattern: str, *, at_least: int = 1, each_has: str = "") -> list[Said]:
    r"""The named groups of every match in prose, in order ("1GB for N500 OR 300MB for N200").

    ``each_has`` stands once in every match and nowhere else (``r"N\d"``), so that none is missed by its wording.

    Raises:
        UnknownWords: fewer than ``at_least``, or more of ``each_has`` than matches.
    """
    found = list(_compiled(pattern).finditer(clean(words)))
    if each_has and (count := len(_compiled(each_has).findall(clean(words)))) != len(found):
        told = f"{count} of {each_has!r} and {len(found)} matches of {pattern!r}"
        raise UnknownWords(told, words=words, where=where_of(words))
    if len(found) < at_least:
        told = f"{len(found)} matches of {pattern!r}, at least {at_least}"
        raise UnknownWords(told, words=words, where=where_of(words))
    return [_said(one, words) for one in found]


def _said(found: re.Match[str], words: str) -> Said:
    where = where_of(words)
    cells = {name: Cell(value, where) for name, value in found.groupdict().items() if value is not None}
    return Said(found, cells, words, where)
