"""Cleaning that loses no meaning, and :class:`Cell`: words that know where they stood."""

import re
import unicodedata

_SPACES = dict.fromkeys((160, 8199, 8201, 8202, 8239, 8287, 12288), " ")
_DROP = {"Cc", "Cf"}
_RUN = re.compile(r"\s+")


def clean(text: str) -> str:
    """NFC, every kind of space as one plain space, control and format characters dropped, ends trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SPACES)
        text = "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) not in _DROP)
    else:
        text = "".join(c if c >= " " or c in "\t\n\r" else "" for c in text)
    return _RUN.sub(" ", text).strip()


class Cell(str):
    """The cleaned words of one place on a page; ``where`` says which. It is a ``str`` in every other way."""

    __slots__ = ("where",)
    where: str

    def __new__(cls, words: str, where: str = "") -> "Cell":
        cell = super().__new__(cls, clean(words))
        cell.where = where
        return cell

    def part(self, words: str) -> "Cell":
        """A piece of this cell, standing at the same place."""
        return Cell(words, self.where)


def where_of(words: str) -> str:
    return words.where if isinstance(words, Cell) else ""
