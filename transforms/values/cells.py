"""Cells that hold more than one thing, or less: three prices, a price in pieces, a footnote glued to a word."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from transforms.errors import Ambiguous, UnknownWords
from transforms.models import Price
from transforms.values.amounts import marks
from transforms.values.currency_words import written
from transforms.values.money import Rate, price, rate
from transforms.values.style import Style
from transforms.values.text import Cell, clean, where_of
from transforms.words import PriceRole


def rates(words: str, style: Style, role: PriceRole = PriceRole.BASE) -> tuple[Rate, ...]:
    """The rates of one cell, each with its own unit: "Rp 5.000/hari Rp 30.000/minggu Rp 100.000/bulan".

    Raises:
        UnknownWords: none, or two of one unit. CellError: a piece that is no rate.
    """
    text, where = style.plain(words), where_of(words)
    symbols = marks(style)
    breaks = r"\s*[;|]\s*|,\s+|"
    if re.match(rf"(?:{symbols}) ?[0-9]", text):
        breaks += rf"\s+(?=(?:{symbols}) ?[0-9])"
    else:
        breaks += r"(?<=[^\W\d_])\s+(?=[0-9])"
    found = tuple(rate(Cell(piece, where), style, role) for piece in re.split(breaks, text) if piece)
    units = [read.unit for read in found]
    if not found or len(set(units)) != len(units):
        raise UnknownWords("no rate, or two of one unit, in a cell", words=words, where=where)
    return found


def price_of(parts: Sequence[str], style: Style, role: PriceRole = PriceRole.BASE, **given: object) -> Price:
    """A price that the page cuts into elements: ("12", "99", "€"), ("$", "9", ".99"), ("1.", "837,", "32").

    The last piece of digits is the cents if it has exactly two; every other piece goes before it.

    Raises:
        Ambiguous: a last piece of digits that is neither two cents nor the whole amount. CellError: as price.
    """
    told = " ".join(clean(part) for part in parts)
    where = next((where_of(part) for part in parts if where_of(part)), "")
    signs = written(style.currency)
    pieces = [piece for part in parts if clean(part) for piece in _apart(style.plain(part), signs)]
    pieces.sort(key=signs.__contains__)  # the sign between whole and cents goes behind both ("12", "€", "99")
    at = [i for i, piece in enumerate(pieces) if re.search(r"[0-9]", piece)]
    if len(at) > 1:
        points = style.decimal + style.grouping
        cents, whole = pieces[at[-1]].lstrip(points + " "), "".join(pieces[at[0] : at[-1]]).rstrip(style.decimal + " ")
        if not re.fullmatch("[0-9]{2}", cents) or not style.decimal:
            raise Ambiguous("pieces of a price that end in no cents", words=told, where=where)
        pieces[at[0] : at[-1] + 1] = [f"{whole}{style.decimal}{cents}"]
    return replace(price(Cell(" ".join(pieces), where), style, role, **given), words=told)


def _apart(piece: str, signs: Container[str]) -> list[str]:
    """A piece of a price, and the sign that stands behind it in one element (",00 TL")."""
    digits, _, sign = piece.rpartition(" ")
    return [digits, sign] if digits and sign in signs else [piece]


def unglued(words: str, marks: str, *, is_apart: bool = False) -> tuple[Cell, str]:
    """``words`` without a footnote mark glued to their end, and the mark: ("U.S.1", "123") -> ("U.S.", "1").

    ``marks`` are those that the page's own footnotes have. Without one at the end the words come back as they are.
    ``is_apart`` where the page raises its marks, so that a space stands before them ("U.S. 1").

    Raises:
        Ambiguous: the mark is a digit behind a digit ("121" may be 12 with its note 1), or behind a space that was not
            declared ("Zone 1").
    """
    text, where = clean(words), where_of(words)
    if not text or text[-1] not in marks:
        return Cell(text, where), ""
    before = text[:-1].rstrip()
    if text[-1].isdigit() and (before[-1:].isdigit() or (before != text[:-1] and not is_apart)):
        raise Ambiguous("a digit at the end may be a footnote or not", words=words, where=where)
    return Cell(before, where), text[-1]
