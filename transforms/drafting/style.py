"""How a page writes, found out from the page: its language, its seller's country, its currency and its marks.

A first guess like :mod:`transforms.drafting.address`, but with the page in hand. What it stands on is said with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.core import Locale
from babel.numbers import get_territory_currencies

from transforms.drafting.address import NOWHERE, country_of, style_of
from transforms.errors import CellError
from transforms.page import Page
from transforms.values.amounts import amount_in
from transforms.values.currencies import FOREIGN, SYMBOLS
from transforms.values.style import Style
from transforms.words import Media

_SCRIPTS = {
    "ko": "[가-힣]", "ja": "[ぁ-ヿ]", "zh": "[一-鿿]", "th": "[ก-๛]", "ru": "[а-яё]", "ar": "[ء-ي]", "he": "[א-ת]",
    "el": "[α-ω]", "hi": "[अ-ह]", "bn": "[অ-হ]",
}  # fmt: skip
# Words that stand on any page of the language and hardly on others.
_COMMON = {
    "de": "und der die das nicht mit für", "fr": "le les des une avec vous pour", "es": "el los las una con para del",
    "it": "il della gli una con per sono", "pt": "os uma com para você não das", "nl": "het een van voor met niet zijn",
    "id": "yang dan untuk dengan dari ini kamu", "tr": "ve bir için ile bu olarak", "pl": "się nie na jest dla oraz",
    "sv": "och att det som för med är", "da": "og det som ikke til med er", "vi": "và của cho các không được",
    "en": "the and of to for with you",
}  # fmt: skip
# The country where a currency or a language is at home, of those that several share.
_AT_HOME = {
    "USD": "US", "GBP": "GB", "AUD": "AU", "CHF": "CH", "NZD": "NZ", "DKK": "DK", "NOK": "NO", "ZAR": "ZA",
    "RUB": "RU", "INR": "IN", "CNY": "CN", "ILS": "IL", "MAD": "MA", "TRY": "TR",
    "ko": "KR", "ja": "JP", "th": "TH", "id": "ID", "vi": "VN", "tr": "TR", "pl": "PL", "he": "IL", "el": "GR",
}  # fmt: skip
# Letters that are one currency's, where many of them stand before numbers.
_TELLING = frozenset({"N", "R", "Rp", "RM", "Kč", "zł", "Ft"})
_MARKS = ((".", ","), (",", "."), (",", " "), (".", " "), (".", "’"), (".", "'"))
_NUMBER = r"\d[\d.,\u00a0\u202f '’]*"
_ENOUGH = 3
# Of a page's letters; data is full of codes and addresses.
_SHARE, _SHARE_OF_DATA = 0.15, 0.03


@dataclass(frozen=True, slots=True)
class About:
    """``told``: what the guesses stand on, for people."""

    country: str
    style: Style
    told: tuple[str, ...]


def about(page: Page, url: str = "", *, country: str = "", currency: str = "", language: str = "") -> About:
    """What a page tells of itself. What a person says (``country``, ``currency``, ``language``) goes before."""
    text = _text(page)
    spoken, region, why = (language, "", "as you say") if language else _language(page, text)
    told = [f"language {spoken} ({why})"]
    where = country or country_of(url)
    why = "as you say" if country else "its address"
    if where == NOWHERE:
        where = _by_path(url)
    marks = _currencies(page.words if page.media is Media.HTML else text, where) or _currencies(text, where)
    found = currency or next(iter(marks), "")
    if where == NOWHERE:
        where, why = _home(found, spoken), "its currency and language"
    if where == NOWHERE and region:
        where, why = region, "its lang attribute"
    known = style_of(where, spoken)
    told.append(f"country {where} ({why if where != NOWHERE else 'nothing tells'})")
    counted = f"{marks[found]} marks beside numbers" if found in marks else "as you say" if currency else "its country"
    style = _marks(replace(known, currency=found or known.currency), text)
    told.append(f"currency {style.currency} ({counted}), decimal mark {style.decimal!r}, grouping {style.grouping!r}")
    return About(where, style, tuple(told))


def _text(page: Page) -> str:
    if page.media is Media.HTML:
        scripts = page.tree.select(page.tree.document, "script")
        return f"{page.words} " + " ".join(page.tree.source(one)[:200_000] for one in scripts)[:400_000]
    if page.media is Media.JSON:
        return " ".join(_strings(page.json))
    return page.text


def _strings(value: Any) -> Iterator[str]:
    """What a data answer says, without its names."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += reversed(one.values())
        elif isinstance(one, list):
            left += reversed(one)
        elif isinstance(one, str) and not one.startswith("http"):
            yield one


def _language(page: Page, text: str) -> tuple[str, str, str]:
    """The language, the region of its lang attribute, and why."""
    if page.media is Media.HTML:
        root = page.tree.select(page.tree.document, "html[lang]")
        said = page.tree.attributes(root[0]).get("lang", "").strip() if root else ""
        if re.fullmatch(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?", said):
            language, _, region = said.replace("_", "-").partition("-")
            if _is_plausible(language.lower(), page.words):
                return language.lower(), region.upper(), "its lang attribute"
        text = page.words
    letters = sum(map(str.isalpha, text)) or 1
    share = _SHARE if page.media is Media.HTML else _SHARE_OF_DATA
    for language, script in _SCRIPTS.items():
        if len(re.findall(script, text.lower())) > letters * share:
            return language, "", "its letters"
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {language: sum(words[word] for word in common.split()) for language, common in _COMMON.items()}
    best = max(scores, key=lambda name: scores[name])
    return (best, "", "its commonest words") if scores[best] >= _ENOUGH else ("en", "", "nothing tells; English")


def _is_plausible(language: str, words: str) -> bool:
    """A template's lang="en" over a page in Korean is not believed."""
    own = _SCRIPTS.get(language)
    foreign = sum(len(re.findall(script, words.lower())) for name, script in _SCRIPTS.items() if name != language)
    return foreign < len(words) * _SHARE or bool(own)


def _by_path(url: str) -> str:
    """The country that a step of the address names: /ng/personal/, /en-ng/."""
    for step in urlsplit(url).path.split("/"):
        found = re.fullmatch(r"(?:[a-z]{2}[-_])?([A-Za-z]{2})", step)
        if found and found[1].upper() in Locale("en").territories and found[1].lower() not in ("en", "de", "my", "id"):
            return found[1].upper()
    return NOWHERE


def _currencies(text: str, country: str) -> Counter[str]:
    """How often each currency's own marks stand beside a number, the commonest first. A mark of a letter or two proves
    a currency only where it is the country's own or nobody else's ("N1,000")."""
    own = get_territory_currencies(country) if country != NOWHERE else []
    found: Counter[str] = Counter()
    for mark, codes in _marked().items():
        mine = [code for code in codes if code in own]
        is_weak = mark.isascii() and mark.isalpha() and len(mark) < len("USD")
        if is_weak and not mine and (own or mark not in _TELLING):
            continue
        count = len(_beside(mark).findall(text))
        if count >= _ENOUGH or (count and mark in codes):
            code = mine[0] if mine else codes[0] if len(codes) == 1 else "USD" if mark == "$" else ""
            found[code] += count
    found.pop("", 0)
    if not found:  # "MRP (₹)" over a column of bare numbers
        found = Counter({code: text.count(sign) for sign, code in FOREIGN.items() if text.count(sign)})
    return Counter(dict(found.most_common()))


@lru_cache(maxsize=1)
def _marked() -> dict[str, tuple[str, ...]]:
    """Each mark with the currencies that write it; the longest first."""
    codes: dict[str, list[str]] = {}
    for code, marks in SYMBOLS.items():
        for mark in {*marks, code}:
            codes.setdefault(mark, []).append(code)
    return {mark: tuple(codes[mark]) for mark in sorted(codes, key=len, reverse=True)}


@lru_cache(maxsize=512)
def _beside(mark: str) -> re.Pattern[str]:
    name = re.escape(mark)
    before = rf"(?<![^\W_])(?<![$€£¥]){name} ?{_NUMBER}" if mark[0].isalpha() else rf"{name} ?{_NUMBER}"
    if len(mark) == 1 and mark.isascii() and mark.isalpha():  # "N1,000"; "5 R" may be anything
        return re.compile(rf"(?<![^\W_]){name}{_NUMBER}")
    tail = r"(?![^\W\d_])" if mark[-1].isascii() else ""
    return re.compile(rf"{before}|\d ?{name}{tail}")


def _home(currency: str, language: str) -> str:
    territories = map(str, Locale("en").territories)
    homes = [t for t in territories if len(t) == len("ZZ") and t.isalpha() and _uses(t) == currency]
    if len(homes) == 1:
        return homes[0]
    return _AT_HOME.get(currency) or _AT_HOME.get(language) or NOWHERE


@lru_cache(maxsize=512)
def _uses(territory: str) -> str:
    return next(iter(get_territory_currencies(territory)), "")


def _marks(style: Style, text: str) -> Style:
    """The decimal and grouping marks under which most of the page's amounts can be read; the country's own if equal."""
    marks = "|".join(re.escape(m) for m in sorted({*SYMBOLS.get(style.currency, ()), style.currency}, key=len)[::-1])
    amounts = list(dict.fromkeys(re.findall(rf"(?:{marks}) ?\d[\d.,]*\d|\d[\d.,]*\d ?(?:{marks})", text)))[:300]
    own = (style.decimal, style.grouping)
    best = max([own, *_MARKS], key=lambda pair: (_readable(amounts, style, pair), pair == own))
    return replace(style, decimal=best[0], grouping=best[1])


def _readable(amounts: Iterable[str], style: Style, marks: tuple[str, str]) -> int:
    style = replace(style, decimal=marks[0], grouping=marks[1])
    count = 0
    for words in amounts:
        try:
            found = amount_in(words, style)
        except CellError:
            continue
        count += found is not None and not found.rest
    return count
