"""Prices that are bounds: "from $60", "ab 9,99 €", "600원~", "$10-$20"; and limits: "up to £45", "max. 50 €".

None of them is a price that anybody pays: a lowest price is role FROM, a limit is a cap. ``price`` refuses them all.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from transforms.errors import Implausible, UnknownWords
from transforms.models import Price
from transforms.values.money import price, rate
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.words import PriceRole, PriceState

_FROM = (
    "from only", "from just", "from", "starting at", "starting from", "starting", "starts at", "as low as", "ab nur",
    "schon ab", "ab", "dès", "à partir de", "a partir de", "desde", "a partire da", "da", "vanaf", "från", "fra",
    "alkaen", "od", "już od", "от", "від", "από", "mulai dari", "mulai", "bermula", "từ", "เริ่มต้น", "最低", "低至",
    "最安", "최저", "من", "از",
)  # fmt: skip
_FROM_BEHIND = (
    "onwards", "and up", "and above", "起", "から", "부터", "~", "〜", "～", "+", "'den", "'dan", "'den başlayan",
    "'dan başlayan", "'den itibaren", "-tól", "থেকে", ":sta alkaen", "alkaen", "이상",
)  # fmt: skip
_TO = (
    "to", "bis", "à", "a", "hasta", "até", "tot", "till", "til", "do", "до", "–", "—", "-", "~", "〜", "～", "から",
    "至",
)  # fmt: skip
_AT_MOST = (
    "up to", "maximum of", "maximum", "max.", "max", "capped at", "cap of", "limit of", "limited to", "no more than",
    "höchstens", "maximal", "bis zu", "bis max.", "jusqu'à", "au plus", "plafonné à", "hasta", "máximo", "fino a",
    "massimo", "até", "tot maximaal", "maximaal", "最大", "上限", "최대", "maksimal", "maks.", "maks", "hingga",
    "не более", "до", "en fazla", "maksimum", "högst", "maksimalt", "enintään", "maksymalnie", "maximálně",
    "legfeljebb",
)  # fmt: skip
_AT_MOST_BEHIND = (
    "cap", "maximum", "max.", "max", "maks.", "maks", "limit", "封顶", "封頂", "上限", "まで", "한도", "plafond",
    "tetto", "tope", "höchstens", "maximal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A lowest price, and the highest where the page prints one."""

    low: Price
    high: Price | None = None

    def fields(self, unit: str = "") -> dict[str, Any]:
        """The price fields of an :class:`~transforms.models.Offer`: the lowest price is known, no offer's own."""
        return {"price_state": PriceState.FROM, "prices": (self.low,), "price_unit": unit}


def span(words: str, style: Style, **given: object) -> Span:
    """ "from $60", "dès 5 €", "600원~", "$10-$20", "from 5 to 10 €". Keyword arguments go to the price.

    Raises:
        UnknownWords: an amount without a word or mark of a bound. Implausible: a range that goes down.
        NotANumber, UnknownCurrency: the amounts are not in the source's format.
    """
    text, where = style.plain(words).rstrip("."), where_of(words)
    begins = _begins(_FROM).match(text)
    inner = text[begins.end() :].strip() if begins else text
    for mark in _TO:
        low, found, high = inner.partition(f" {mark} " if mark[0].isascii() and mark.isalpha() else mark)
        if found and high.strip() and low.strip():
            return _range(low.strip(), high.strip(), words, style, given)
    ends = max((mark for mark in _FROM_BEHIND if inner.casefold().endswith(mark)), key=len, default="")
    if not begins and not ends:
        raise UnknownWords("no word that makes this a lowest price or a range", words=words, where=where)
    lowest = price(inner[: -len(ends)].strip() if ends else inner, style, PriceRole.FROM, **given)
    return Span(replace(lowest, words=clean(words), where=where))


def at_most(words: str, style: Style, role: PriceRole = PriceRole.SPEND_CAP, **given: object) -> Price:
    """A limit of charges: "up to £45", "max. 30 €/day", "£45 cap", "30元/天封顶". Keyword arguments go to the price.

    Raises:
        UnknownWords: no word of a limit. NotANumber, UnknownCurrency, UnknownUnit.
    """
    text, where = style.bare(words).rstrip("."), where_of(words)
    begins = _begins(_AT_MOST).match(text)
    ends = next((mark for mark in _AT_MOST_BEHIND if text.casefold().endswith(mark)), "") if not begins else ""
    if not begins and not ends:
        raise UnknownWords("no word that makes this a limit", words=words, where=where)
    read = rate(text[begins.end() :] if begins else text[: -len(ends)], style, role, **given)
    if read.price is None or read.state is not PriceState.STATED:
        raise UnknownWords("a limit without an amount", words=words, where=where)
    return replace(read.price, unit=read.unit or read.price.unit, words=clean(words), where=where)


def _range(low: str, high: str, words: str, style: Style, given: dict[str, Any]) -> Span:
    """Both ends. A currency printed once is that of both, which ``price`` takes for granted anyway."""
    first, last = price(low, style, PriceRole.FROM, **given), price(high, style, PriceRole.FROM, **given)
    if first.amount > last.amount:
        raise Implausible("a range of prices that goes down", words=words, where=where_of(words))
    told = {"words": clean(words), "where": where_of(words)}
    return Span(replace(first, **told), replace(last, **told))  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _begins(phrases: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = [
        re.escape(phrase) + (r"(?![^\W\d_])" if phrase.isascii() or phrase.islower() else "")
        for phrase in sorted(phrases, key=len, reverse=True)
    ]
    return re.compile(rf"(?:{'|'.join(alternatives)})\s*:?\s*", re.IGNORECASE)
