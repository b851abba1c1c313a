"""Amounts of money, and rates ("£1.40 per minute", "2p per text", "Rp 9/KB").

A symbol means the source's own currency where several share it ($, kr, ¥); a symbol of another currency, or a
word beside the amount that is neither currency nor unit, is an error. Nothing is ever stripped down to digits.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from transforms.errors import Ambiguous, CellError, UnknownCurrency, UnknownUnit, UnknownWords
from transforms.models import Price
from transforms.values.currencies import FOREIGN, MINOR, SYMBOLS, THREE_DECIMALS
from transforms.values.numbers import counted, is_like_grouped, number_pattern
from transforms.values.plurals import known_units, per_phrases
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.units import BEFORE, FREE, HOME_RATE, INCLUDED, PER, UNAVAILABLE
from transforms.words import PriceRole, PriceState

# Signs of a footnote behind an amount ("139,00 € *"). The raised digits among them are no ASCII digits.
_AFTER_HEAD = frozenset(" 0123456789")
_FOOTNOTE = " *†‡¹²³⁴⁵⁶⁷⁸⁹⁰"


@dataclass(frozen=True, slots=True)
class Rate:
    """What one cell of a rate table says. ``price`` is None unless ``state`` is STATED or FREE;
    ``unit`` is "" where the cell names none."""

    state: PriceState
    price: Price | None = None
    unit: str = ""

    @property
    def prices(self) -> tuple[Price, ...]:
        return (self.price,) if self.price else ()

    def fields(self, unit: str = "") -> dict[str, Any]:
        """The price fields of an :class:`~transforms.models.Offer`; ``unit`` is taken where the cell names none."""
        return {"price_state": self.state, "prices": self.prices, "price_unit": self.unit or unit}


def price(words: str, style: Style, role: PriceRole = PriceRole.BASE, **given: object) -> Price:
    """The one amount in ``words``, which hold nothing else ("N1,000", "Rp 15.500", "27 500 원", "40p", "1,000").

    Keyword arguments (unit, months, label) go to :class:`~transforms.models.Price`.

    Raises:
        NotANumber, UnknownCurrency, UnknownWords: with the words.
    """
    found = _amount(words, style)
    if found is None:
        raise _why_not(words, style)
    amount, rest = found
    if rest:
        raise UnknownWords(f"words beside the amount were not expected: {rest!r}", words=words, where=where_of(words))
    where = where_of(words)
    return Price(amount, style.currency, role, words=clean(words), where=where, **given)  # type: ignore[arg-type]


def rate(words: str, style: Style, role: PriceRole = PriceRole.BASE, **given: object) -> Rate:
    """An amount with its unit ("£1.40 per minute", "Rp 9 /KB", "2200 / 10 KB", "월 2,970원"), or the words for none.

    Keyword arguments (months, label) go to the price. Free gives an amount of 0 with the words as its receipt;
    included, home rate and unavailable give no amount.

    Raises:
        CellError: words that are neither.
    """
    text = style.plain(words).rstrip(".")
    state = price_state(text, style)
    where = where_of(words)
    if state is PriceState.FREE:
        free = Price(Decimal(0), style.currency, role, words=clean(words), where=where, **given)  # type: ignore[arg-type]
        return Rate(state, free)
    if state is not None:
        return Rate(state)
    heads = BEFORE.get(style.tongue, {})
    before = next((word for word in heads if text.startswith(word) and text[len(word) :][:1] in _AFTER_HEAD), "")
    found = _amount(text.removeprefix(before).lstrip(), style)
    if found is None or (before and found[1]):
        raise _why_not(words, style)
    amount, rest = found
    stated = Price(amount, style.currency, role, words=clean(words), where=where, **given)  # type: ignore[arg-type]
    if before:
        return Rate(PriceState.STATED, stated, BEFORE[style.tongue][before])
    return Rate(PriceState.STATED, stated, unit(rest, style, where) if rest else "")


def price_state(words: str, style: Style) -> PriceState | None:
    """What words without an amount say about the price (in the source's language), or None."""
    return _states(style.tongue).get(style.plain(words).rstrip(".").casefold())


@lru_cache(maxsize=64)
def _states(tongue: str) -> dict[str, PriceState]:
    tables = {PriceState.UNAVAILABLE: UNAVAILABLE, PriceState.HOME_RATE: HOME_RATE, PriceState.INCLUDED: INCLUDED,
              PriceState.FREE: FREE}  # fmt: skip
    return {word: state for state, table in tables.items() for word in table.get(tongue, ())}


def unit(words: str, style: Style, where: str = "") -> str:
    """ "per minute", "/KB", "/ 10 KB", "par Mo" as one of our units ("minute", "kb", "10 kb", "mb").

    Raises:
        UnknownUnit: the word is not in transforms/values/units.py for this language.
    """
    found = _unit(style.plain(words).rstrip("* ").casefold(), style.language)
    if not found:
        raise UnknownUnit("not a unit that we know", words=words, where=where or where_of(words))
    return found


@lru_cache(maxsize=4096)  # a page of 5,000 rates has a handful of units
def _unit(text: str, language: str) -> str:
    phrases = per_phrases(language)
    if (phrase := text if text in phrases else text.rstrip(".")) in phrases:
        return phrases[phrase]
    text = text.lstrip("/ ")
    for word in PER.get(language.partition("-")[0], ()):
        text = text.removeprefix(word + " ").lstrip()
    counted = re.match(r"([0-9]+) ?(?=[^0-9\s])", text)
    count, name = (counted[1], text[counted.end() :]) if counted else ("", text)
    known = known_units(language)
    name = name if name in known else name.rstrip(".")  # "Mt." and "min." are abbreviations; "minute." ends a sentence
    if name not in known or (count and not re.fullmatch("[1-9][0-9]*", count)):
        return ""
    return f"{count} {known[name]}" if count and count != "1" else known[name]


@lru_cache(maxsize=256)
def _pattern(style: Style) -> re.Pattern[str]:
    symbols = sorted({*SYMBOLS.get(style.currency, ()), style.currency}, key=len, reverse=True)
    mark = "|".join(re.escape(s) for s in symbols)
    minor = "|".join(re.escape(s) for s in sorted(MINOR.get(style.currency, {}), key=len, reverse=True)) or "(?!)"
    digits = number_pattern(style.decimal, style.grouping)
    return re.compile(
        rf"(?:(?P<before>{mark}) ?)?(?P<number>{digits})(?:(?:[.,][-–—]+)(?![0-9]))?"
        rf"(?: ?(?:(?P<minor>{minor})|(?P<after>{mark}))(?![^\W\d_]))?(?![0-9.,]*[0-9])(?P<rest>.*)",
        re.DOTALL,
    )


def _amount(words: str, style: Style) -> tuple[Decimal, str] | None:
    """The amount at the beginning of ``words`` and what stands after it, or None."""
    match = _pattern(style).fullmatch(style.plain(words).rstrip(_FOOTNOTE))
    if not match:
        return None
    before, digits, minor, rest = match.group("before", "number", "minor", "rest")
    if is_like_grouped(digits, style) and style.currency not in THREE_DECIMALS:
        raise Ambiguous("thousands or three decimals", words=words, where=where_of(words))
    amount = counted(digits, style)
    if minor:
        if before:
            return None
        amount *= MINOR[style.currency][minor]
    rest = rest.strip()
    if rest and (any(symbol in rest for symbol in FOREIGN) or "0" <= rest[:1] <= "9"):
        return None  # "1 500 MB" is not 1 for 500 MB: a count of units needs its "/" or "per"
    return amount, rest


def _why_not(words: str, style: Style) -> CellError:
    where = where_of(words)
    for symbol, currency in FOREIGN.items():
        if symbol in words and currency != style.currency:
            return UnknownCurrency(f"{currency} on a page in {style.currency}", words=words, where=where)
    if not any(c.isdigit() for c in words):
        return UnknownWords("neither an amount nor a word for free, included or unavailable", words=words, where=where)
    return UnknownCurrency(f"no amount in {style.currency} in the source's number format", words=words, where=where)
