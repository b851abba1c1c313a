"""Amounts on a page that declares no format: the cell proves what it says, or it is an error.

For pages that nobody has written a source for, and for looking over a page before one is written. A source declares
its :class:`~transforms.values.style.Style` and uses :func:`~transforms.values.money.price`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.errors import Ambiguous, UnknownCurrency, UnknownWords
from transforms.values.currencies import FOREIGN, MINOR, SYMBOLS
from transforms.values.proof import RUN, proven
from transforms.values.states import FREE
from transforms.values.tax import TAX
from transforms.values.text import clean, where_of
from transforms.values.units import PER, UNITS
from transforms.words import PriceRole, PriceState, TaxBasis

# Words that may stand before an amount, in any language, and what they make of it.
_BEFORE: dict[str, PriceRole] = {
    **dict.fromkeys(
        ("", "price", "our price", "your price", "cena", "naše cena", "naša cena", "preis", "prix", "precio", "prezzo",
         "preço", "pris", "prijs", "цена", "now", "just", "only", "nur", "seulement", "harga", "fiyat", "价格", "価格",
         "料金", "가격"), PriceRole.BASE),
    **dict.fromkeys(
        ("was", "list price", "rrp", "regular price", "běžná cena", "bežná cena", "před slevou", "pred zľavou", "statt",
         "au lieu de", "before", "정가"), PriceRole.LIST),
    **dict.fromkeys(
        ("from", "starting at", "starting from", "as low as", "ab", "dès", "à partir de", "desde", "a partir de", "da",
         "a partire da", "pris från", "från", "fra", "od", "vanaf", "от", "mulai", "mulai dari"), PriceRole.FROM),
}  # fmt: skip
# Words that may stand behind it. None: they say nothing of tax.
_AFTER: dict[str, TaxBasis | None] = {**dict.fromkeys(("", "only", "ea", "/ea", "/ each", "each", "шт"), None), **TAX}
# Marks that are words or units of another kind too: they count only where the hint says that currency.
_WORDLIKE = frozenset({"ALL", "TRY", "TOP", "CUP", "PEN", "LE", "ID", "ct", "cts"})
_LETTER = r"[^\W\d_]"
_DASH = re.compile(r"[.,] ?[-–—]+")
_SMALL = frozenset({"kb", "mb", "minute", "second", "message"})


@dataclass(frozen=True, slots=True)
class Amount:
    """``number`` as printed, in the unit that ``mark`` names ("" where the cell and the hint name none).

    ``currency`` is ISO 4217, "" where the mark is shared ("$", "kr", "Rs") and the hint does not say whose it is;
    ``amount`` is in that currency's main unit (40p is 0.40, a toman ten rials). ``role`` LIST or FROM where a word
    says so; ``unit`` as in :func:`~transforms.values.money.unit`.
    """

    number: Decimal
    mark: str
    currency: str
    amount: Decimal
    role: PriceRole = PriceRole.BASE
    state: PriceState = PriceState.STATED
    tax: TaxBasis | None = None
    unit: str = ""


def read_amount(words: str, currency_hint: str = "", *, decimal: str = "") -> Amount:
    """The one amount in ``words`` when nothing is declared but, perhaps, the ``decimal`` mark.

    ``currency_hint`` is an ISO 4217 code or words that stood near; it is asked only where the cell names no currency,
    or a shared mark. Digits of other scripts are refused: they have to be declared.

    Raises:
        Ambiguous: two numbers, or one that can be read in two ways. UnknownCurrency: two currencies.
        UnknownWords: words that are none of the few known beside a price. NotANumber.
    """
    text, where = clean(words), where_of(words)
    hinted = _hinted(clean(currency_hint))
    if text.rstrip("!.").casefold() in _free():
        mark, currency = _of(hinted)
        return Amount(Decimal(0), mark, currency, Decimal(0), state=PriceState.FREE)
    runs = list(RUN.finditer(text))
    if not runs or any(c.isdigit() and not c.isascii() for c in text):
        raise UnknownWords("no amount in digits 0-9", words=words, where=where)
    if len(runs) > 1:
        raise Ambiguous(f"{len(runs)} numbers, one expected", words=words, where=where)
    run = runs[0]
    before, left = _marks(text[: run.start()].strip(": "), at_end=True, hinted=hinted)
    after, right = _marks(_DASH.sub("", text[run.end() :], count=1).strip(), at_end=False, hinted=hinted)
    marks = [*before, *after]
    seen = _common(marks, words, where) if marks else hinted
    role, (tax, unit) = _role(left, words, where), _tail(right, words, where)
    mark, currency = _of(seen, hinted)
    if run[0][-1:].isdigit() and unit.split(" ")[-1] in _SMALL:
        number = proven(run[0], (), decimal, where)  # rates do have three decimals
    else:
        number = proven(run[0], (currency,) if currency else tuple(_codes().get(mark, ())), decimal, where)
    minor = MINOR.get(currency, {}).get(mark, Decimal(1))
    return Amount(number, mark, currency, number * minor, role, tax=tax, unit=unit)


@lru_cache(maxsize=1)
def _codes() -> dict[str, frozenset[str]]:
    """Every mark with the currencies that write it."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for table in (SYMBOLS, MINOR):
        for code, marks in table.items():
            for mark in (*marks, code):
                codes[mark].add(code)
    return {mark: frozenset(of) for mark, of in codes.items()}


@lru_cache(maxsize=1)
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_codes(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    return frozenset(word for words in FREE.values() for word in words)


def _weak(mark: str) -> bool:
    """One Latin letter, or a word: too little to prove a currency by itself."""
    return mark in _WORDLIKE or (len(mark) == 1 and mark.isascii() and mark.isalpha())


@lru_cache(maxsize=1024)
def _hinted(hint: str) -> str:
    """The one mark that the words near the cell hold, or ""."""
    if not hint or hint in _codes():
        return hint
    found: dict[frozenset[str], str] = {}
    rest = hint
    for mark in _by_length():
        if _weak(mark) or (mark.isascii() and mark.isalpha() and len(mark) < 3):
            continue
        head = rf"(?<!{_LETTER})" if mark[0].isalpha() else ""
        tail = rf"(?!{_LETTER})" if mark[-1].isalpha() else ""
        rest, count = re.subn(head + re.escape(mark) + tail, " ", rest)
        if count:
            found.setdefault(_codes()[mark], mark)
    return next(iter(found.values())) if len(found) == 1 else ""


def _marks(side: str, *, at_end: bool, hinted: str) -> tuple[list[str], str]:
    """The currency marks next to the number on one side of it, nearest first, and what is left of that side."""
    found: list[str] = []
    while side.endswith(_by_length()) if at_end else side.startswith(_by_length()):
        for mark in _by_length():
            if not (side.endswith(mark) if at_end else side.startswith(mark)):
                continue
            rest = side[: -len(mark)] if at_end else side[len(mark) :]
            glued, edge = (rest[-1:], mark[0]) if at_end else (rest[:1], mark[-1])
            if glued.isalpha() and edge.isalpha():
                continue
            if _weak(mark) and not _codes()[mark] & _codes().get(hinted, frozenset()):
                continue
            found.append(mark)
            side = rest.strip(": ") if at_end else rest.strip()
            break
        else:
            break
    return found, side


def _common(marks: list[str], words: str, where: str) -> str:
    """The most telling of marks that can all be of one currency. Raises UnknownCurrency."""
    shared = frozenset.intersection(*(_codes()[mark] for mark in marks))
    if not shared:
        raise UnknownCurrency(f"marks of two currencies: {' and '.join(marks)}", words=words, where=where)
    return min(marks, key=lambda mark: (len(_codes()[mark]), -len(mark)))


def _of(mark: str, hinted: str = "") -> tuple[str, str]:
    """The mark, and its currency if that is one: by itself or by the hint."""
    codes = _codes().get(mark, frozenset())
    narrowed = codes & _codes().get(hinted, frozenset())
    if not narrowed and mark in FOREIGN:
        return mark, FOREIGN[mark]  # "£" is sterling unless the hint says Gibraltar's
    narrowed = narrowed or codes
    return mark, next(iter(narrowed)) if len(narrowed) == 1 else ""


def _role(side: str, words: str, where: str) -> PriceRole:
    role = _BEFORE.get(side.rstrip(": ").casefold())
    if role is None:
        raise UnknownWords(f"words before the amount are not known: {side!r}", words=words, where=where)
    return role


def _tail(side: str, words: str, where: str) -> tuple[TaxBasis | None, str]:
    """Tax words or a unit behind the amount. Raises UnknownWords."""
    text = side.strip(" *").casefold()
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if bare in _AFTER:
        return _AFTER[bare], ""
    name = _per().sub("", text)
    if name != text and name in _units():
        return None, _units()[name]
    raise UnknownWords(f"words behind the amount are not known: {side!r}", words=words, where=where)


@lru_cache(maxsize=1)
def _per() -> re.Pattern[str]:
    words = sorted({re.escape(word) for tongue in PER.values() for word in tongue if len(word) > 1}, key=len)
    return re.compile(rf"^(?:/ ?(?=\D)|(?:{'|'.join(reversed(words))}) )")


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    """The words that are one unit in whatever language ("mt" is a month in German and a megabyte in Finnish)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tongue in UNITS.values():
        for word, unit in tongue.items():
            found[word].add(unit)
    return {word: units.pop() for word, units in found.items() if len(units) == 1}
