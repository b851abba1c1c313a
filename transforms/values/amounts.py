"""The one amount at the beginning of words, in its source's currency and number format: "Rs. 575/-", "–.50", "50rb"."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from transforms.errors import Ambiguous
from transforms.values.currencies import FOREIGN, THREE_DECIMALS
from transforms.values.currency_words import other_units, written
from transforms.values.numbers import counted, is_like_grouped, number_pattern
from transforms.values.style import Style
from transforms.values.text import where_of

_NO_CENTS = r"(?:(?:[.,:/][-–—]+|/=)(?![0-9]))?"  # 19.–  5,-  49:-  575/-  200/=
# Where a dash stands for no francs or euros: "–.50", "€ -,95". Elsewhere it may be a minus.
_DASH_IS_NOTHING = frozenset({"de", "nl"})
_THOUSAND = 1000


class Found(NamedTuple):
    """``rest`` is what stands after the amount; ``has_mark``: a currency's sign or word stands beside it."""

    amount: Decimal
    rest: str
    has_mark: bool


def amount_in(words: str, style: Style) -> Found | None:
    """The amount with which the words begin, or None. Raises Ambiguous."""
    form, units = _form(style)
    found = form.fullmatch(style.bare(words))
    if not found:
        return None
    before, digits, cents, minor, after, rest = found.group("before", "number", "cents", "minor", "after", "rest")
    if digits and not minor and is_like_grouped(digits, style) and style.currency not in THREE_DECIMALS:
        raise Ambiguous("thousands or three decimals", words=words, where=where_of(words))
    amount = counted(digits, style) if digits else Decimal("0." + cents[-2:])
    if minor:
        times = units[minor if minor in units else _plain(minor)]
        if before and times < _THOUSAND:  # "£1.40p", "£20 p/m"
            rest = minor + rest
        else:
            amount *= times
    rest = rest.strip()
    if rest and ("0" <= rest[0] <= "9" or any(symbol in rest for symbol in FOREIGN)):
        return None  # "1 500 MB" is not 1 for 500 MB: a count of units needs its "/" or "per"
    return Found(amount, rest, bool(before or minor or after))


@lru_cache(maxsize=256)
def marks(style: Style) -> str:
    """An expression for every way to write the source's own currency, the longest first; words in any case."""
    return _any_of(written(style.currency))


@lru_cache(maxsize=256)
def _form(style: Style) -> tuple[re.Pattern[str], dict[str, Decimal]]:
    units = other_units(style.currency)
    mark, minor, digits = marks(style), _any_of(units), number_pattern(style.decimal, style.grouping)
    dash = "[-–—]?" if style.currency == "CHF" or style.tongue in _DASH_IS_NOTHING else ""
    # ".50" alone is the torn-off end of a price; behind a sign it is one. "Ksh.50" is fifty.
    cents = rf"{dash}(?<=[^\s\w.,]){re.escape(style.decimal)}[0-9]{{2}}" if style.decimal else "(?!)"
    return re.compile(
        rf"(?:(?P<before>{mark})(?:\.(?= ))? ?)?(?:(?P<number>{digits}){_NO_CENTS}|(?P<cents>{cents}))"
        rf"(?: ?(?:(?P<minor>{minor})|(?P<after>{mark})){_NO_CENTS}(?![^\W\d_]))?(?![0-9.,]*[0-9])(?P<rest>.*)",
        re.DOTALL,
    ), units | {_plain(word): times for word, times in units.items()}


def _any_of(words: Iterable[str]) -> str:
    """One expression for them: signs, words in any case ("Kr", "php"), and single letters as they are."""
    longest_first = sorted(words, key=len, reverse=True)
    signs = [re.escape(word) for word in longest_first if not word[0].isalpha()]
    names = [re.escape(word) for word in longest_first if word[0].isalpha() and _letters(word) > 1]
    single = [re.escape(word) for word in longest_first if word[0].isalpha() and _letters(word) == 1]
    named = rf"(?=[^\W\d_])(?:(?i:{'|'.join(names)})|{'|'.join(single) or '(?!)'})"
    return "|".join([*signs, *([named] if names or single else [])]) or "(?!)"


def _plain(word: str) -> str:
    """The word as any of its cases; one letter is another unit in another case ("k" kobo, "K" thousands)."""
    return word.casefold() if _letters(word) > 1 else word


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))
