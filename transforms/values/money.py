"""Amounts of money, and rates ("£1.40 per minute", "2p per text", "Rp 9/KB").

A symbol means the source's own currency where several share it ($, kr, ¥); a symbol of another currency, or a
word beside the amount that is neither currency nor unit, is an error. Nothing is ever stripped down to digits.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from transforms.errors import CellError, UnknownCurrency, UnknownWords
from transforms.models import Price
from transforms.values.amounts import amount_in
from transforms.values.currencies import FOREIGN
from transforms.values.states import FREE, HOME_RATE, INCLUDED, UNAVAILABLE
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.unit_words import is_per, led, unit
from transforms.words import PriceRole, PriceState

_EACH = frozenset({"", "each", "ea", "/ea", "jeweils"})  # say nothing of what the amount buys


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
    found = amount_in(words, style)
    if found is None:
        raise _why_not(words, style)
    where = where_of(words)
    if found.rest:
        raise UnknownWords(f"words beside the amount were not expected: {found.rest!r}", words=words, where=where)
    return Price(found.amount, style.currency, role, words=clean(words), where=where, **given)  # type: ignore[arg-type]


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
    before, text = led(text, style)
    found = amount_in(text, style)
    if found is None or (before and found.rest):
        raise _why_not(words, style)
    amount, rest, has_mark = found
    stated = Price(amount, style.currency, role, words=clean(words), where=where, **given)  # type: ignore[arg-type]
    told = before or ("" if rest.casefold().rstrip(".") in _EACH else unit(rest, style, where))
    if told and not (has_mark or before or is_per(rest, style)):
        raise UnknownCurrency("a number of units, or a price without its currency", words=words, where=where)
    return Rate(PriceState.STATED, stated, told)


def price_state(words: str, style: Style) -> PriceState | None:
    """What words without an amount say about the price (in the source's language), or None."""
    return _states(style.tongue).get(style.plain(words).rstrip(".").casefold())


@lru_cache(maxsize=64)
def _states(tongue: str) -> dict[str, PriceState]:
    tables = {PriceState.UNAVAILABLE: UNAVAILABLE, PriceState.HOME_RATE: HOME_RATE, PriceState.INCLUDED: INCLUDED,
              PriceState.FREE: FREE}  # fmt: skip
    return {word: state for state, table in tables.items() for word in table.get(tongue, ())}


def _why_not(words: str, style: Style) -> CellError:
    where = where_of(words)
    for symbol, currency in FOREIGN.items():
        if symbol in words and currency != style.currency:
            return UnknownCurrency(f"{currency} on a page in {style.currency}", words=words, where=where)
    if not any(c.isdigit() for c in words):
        return UnknownWords("neither an amount nor a word for free, included or unavailable", words=words, where=where)
    return UnknownCurrency(f"no amount in {style.currency} in the source's number format", words=words, where=where)
