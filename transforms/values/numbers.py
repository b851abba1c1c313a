"""Strict numbers: the declared marks, ASCII digits, nothing else. ``Decimal`` alone accepts far too much
("１２.５", "1_000", "NaN", "1e400"; reliability.md P9), so the shape is checked first."""

import re
from decimal import Decimal
from functools import lru_cache

from transforms.errors import NotANumber
from transforms.values.style import Style
from transforms.values.text import where_of


@lru_cache(maxsize=256)
def number_pattern(decimal: str, grouping: str) -> str:
    """A regular expression (without groups) for one number in that format.

    Grouping marks must stand between threes (or in the Indian way, twos before the last three).
    """
    fraction = rf"(?:{re.escape(decimal)}[0-9]{{1,6}})?" if decimal else ""
    if not grouping:
        return rf"[0-9]+{fraction}"
    mark = "[" + re.escape(grouping) + "]"
    return rf"(?:[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|[0-9]{{1,2}}(?:{mark}[0-9]{{2}})+{mark}[0-9]{{3}}|[0-9]+){fraction}"


@lru_cache(maxsize=256)
def _whole(style: Style) -> re.Pattern[str]:
    return re.compile(number_pattern(style.decimal, style.grouping))


def number(words: str, style: Style) -> Decimal:
    """The number that ``words`` are, all of them, in the source's declared format.

    Raises:
        NotANumber: anything else stands there, or the marks are not where the declared format has them.
    """
    text = style.plain(words)
    if not _whole(style).fullmatch(text):
        told = f"a number with decimal mark {style.decimal!r} and grouping {style.grouping!r} was expected"
        raise NotANumber(told, words=text, where=where_of(words))
    return counted(text, style)


def counted(digits: str, style: Style) -> Decimal:
    """The number of digits and marks that :func:`number_pattern` has found."""
    for mark in style.grouping:
        digits = digits.replace(mark, "")
    return Decimal(digits.replace(style.decimal, ".") if style.decimal else digits)


def integer(words: str, style: Style) -> int:
    """A whole number. Raises NotANumber otherwise."""
    value = number(words, style)
    if value != value.to_integral_value():
        raise NotANumber("a whole number was expected", words=words, where=where_of(words))
    return int(value)


def is_like_grouped(digits: str, style: Style) -> bool:
    """Whether a number could be a whole one of another format: "5.000" and "34.900" with a decimal point declared.

    Nobody writes an amount of money or a volume with just three decimals beside a whole part, but pages do mix their
    formats ("1,5 GB" and "34.900" on one page), and then a price would be a thousandth of itself.
    """
    at = len(digits) - 4
    return at > 0 and digits[at] == style.decimal and digits[:at].isdigit() and int(digits[:at]) > 0
