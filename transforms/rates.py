"""The euro reference rates of the European Central Bank, as its feed has them: daily, 90 days, or since 1999."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from transforms.errors import PageError

_NS = {"ecb": "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"}

# A day without these is no day of this feed.
_ALWAYS = frozenset({"USD", "JPY", "GBP", "CHF"})
_FEWEST = 20

# No quoted currency has moved by half in the days between two quotes; a digit lost or gained does.
_FACTOR = Decimal("1.5")


class RatesError(PageError):
    """The feed is not to be believed; nothing of it is taken."""

    code = "rates"


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of a currency for one euro, on a day."""

    rate_on: date
    currency: str
    per_eur: Decimal


def read_rates(body: bytes, today: date) -> list[Rate]:
    """Every rate of a feed, oldest first.

    Raises:
        RatesError: it is no such feed, a day is of the future, double or short of currencies, a rate is no number.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise RatesError(f"the feed is no XML: {error}") from None
    rates: list[Rate] = []
    seen: set[date] = set()
    for cube in root.findall(".//ecb:Cube[@time]", _NS):
        day = _day(cube.get("time") or "", today)
        if day in seen:
            raise RatesError(f"the feed has {day} twice")
        seen.add(day)
        found = [_rate(day, item.get("currency") or "", item.get("rate") or "") for item in cube]
        names = {rate.currency for rate in found}
        if len(names) != len(found) or len(found) < _FEWEST or not names >= _ALWAYS:
            raise RatesError(f"{day} lacks currencies, or has one twice: {len(found)} rates")
        rates += found
    if not rates:
        raise RatesError("the feed has no rates", words=body[:200].decode("utf-8", "replace"))
    return sorted(rates, key=lambda rate: (rate.rate_on, rate.currency))


def check_steps(rates: Iterable[Rate], known: Mapping[str, Rate]) -> None:
    """Refuse a rate that is more than half off the one before it; ``known`` is the newest of each currency until now.

    Raises:
        RatesError: which rate, and what it was before.
    """
    last = dict(known)
    for rate in rates:
        before = last.get(rate.currency)
        if before and before.rate_on < rate.rate_on and (rate.rate_on - before.rate_on).days <= 31:
            step = rate.per_eur / before.per_eur
            if not 1 / _FACTOR < step < _FACTOR:
                old = f"{before.per_eur.normalize():f} on {before.rate_on}"
                raise RatesError(f"{rate.currency} {rate.per_eur} on {rate.rate_on}, after {old}")
        if not before or before.rate_on <= rate.rate_on:
            last[rate.currency] = rate


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RatesError("a day that is none", words=text) from None
    if day > today:
        raise RatesError(f"rates of {day}, which is yet to come")
    return day


def _rate(day: date, currency: str, text: str) -> Rate:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not (value.is_finite() and value > 0) or len(currency) != 3 or not currency.isupper():
        raise RatesError(f"a rate of {day} is none", words=f"{currency} {text}")
    return Rate(day, currency, value)
