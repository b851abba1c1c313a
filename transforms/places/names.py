"""The names of places that we know, by language: CLDR through babel, ISO codes, and the hand rows of ``names.csv``."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from transforms.values.text import clean

_HAND = Path(__file__).parent / "names.csv"

# CLDR codes that are no country or territory of their own; EA, IC ... are parts of others and have hand rows.
_NOT_PLACES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})

# Names that mean two places or a zone, whatever a dictionary says: "Korea" is a row of the wrong country one day.
_AMBIGUOUS = frozenset(
    {"korea", "america", "americas", "virginislands", "africa", "asia", "europe", "oceania", "world"}
)

# Territories with the country that carriers print behind them: "Guadeloupe (France)", "Puerto Rico (USA)".
_SOVEREIGN = {
    "FR": "GP MQ RE GF YT PM BL MF WF PF NC TF", "US": "PR VI GU AS MP UM", "CN": "HK MO TW", "NO": "SJ BV",
    "GB": "GG JE IM GI BM KY VG AI MS TC FK SH IO GS PN", "NL": "AW CW SX BQ", "DK": "FO GL", "FI": "AX",
    "AU": "CX CC NF HM", "NZ": "CK NU TK",
}  # fmt: skip
# Below this, combining marks are accents; above, they are the vowels of Indic and South-East Asian scripts.
_INDIC = "\u0900"

SOVEREIGN = {part: whole for whole, parts in _SOVEREIGN.items() for part in parts.split()}


def fold(name: str) -> str:
    """The form in which names are compared: no case, no accents, no punctuation, "&" as "and", "St" as "Saint",
    no leading "the"."""
    text = unicodedata.normalize("NFKD", clean(name)).casefold().replace("&", " and ")
    text = "".join(c for c in text if not unicodedata.combining(c) or c >= _INDIC)
    text = "".join(c if c.isalnum() or unicodedata.combining(c) else "" if c in "'’‘.`´" else " " for c in text)
    words = ["saint" if word == "st" else word for word in text.split()]
    return " ".join(words).removeprefix("the ")


def squash(name: str) -> str:
    """:func:`fold` without spaces, so that "Hongkong" is "Hong Kong"."""
    return fold(name).replace(" ", "")


def lookup(name: str, language: str) -> str | None:
    """The code of a name in that language, in English or by a hand row for any language."""
    key = squash(name)
    return None if key in _AMBIGUOUS else _squashed(language).get(key)


@lru_cache(maxsize=64)
def names(language: str) -> dict[str, str]:
    """Folded name to code. The language's own names come before the English ones, hand rows before both."""
    found: dict[str, str] = {}
    for tongue in dict.fromkeys((*_locales(language), "en")):
        taken = set(found)
        two: set[str] = set()
        for name, code in _cldr(tongue):
            key = fold(name)
            if key in taken:
                continue
            if found.get(key, code) != code:
                two.add(key)
            found.setdefault(key, code)
        for key in two:
            del found[key]
    spoken = {"", *(tongue.replace("_", "-") for tongue in _locales(language))}
    for row in hand_rows():
        if row["language"] in spoken:
            found[fold(row["name"])] = row["place"]
    for row in hand_rows():  # English words stand on every carrier's pages, but never against the page's own
        if row["language"] == "en":
            found.setdefault(fold(row["name"]), row["place"])
    return found


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Every code that a place can have."""
    iso = {code for _, code in _cldr("en")}
    return frozenset(iso | {row["place"] for row in hand_rows()})


@lru_cache(maxsize=1)
def hand_rows() -> list[dict[str, str]]:
    with _HAND.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def territory_name(code: str, language: str) -> str:
    for tongue in (*_locales(language), "en"):
        if code in _territories(tongue):
            return _territories(tongue)[code]
    return code


@lru_cache(maxsize=64)
def _squashed(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    two = set()
    for name, code in names(language).items():
        key = name.replace(" ", "")
        if found.setdefault(key, code) != code:
            two.add(key)
    return {key: code for key, code in found.items() if key not in two}


def _cldr(tongue: str) -> Iterator[tuple[str, str]]:
    """Every name with its code. "Myanmar (Burma)" is two names besides, unless one is another place's own or tells two
    places apart: "Virgin Islands (USA)" must never make "USA" a name of the islands."""
    whole = [(name, code) for code, name in _territories(tongue).items()]
    yield from whole
    own = {fold(name) for name, _ in whole}
    outers = Counter(fold(name.partition("(")[0]) for name, _ in whole)
    for name, code in whole:
        outer, bracket, inner = name.partition("(")
        if bracket and code not in SOVEREIGN and outers[fold(outer)] == 1:
            yield from ((part, code) for part in (outer, inner.rstrip(")")) if fold(part) not in own)


@lru_cache(maxsize=64)
def _territories(tongue: str) -> dict[str, str]:
    found = {str(code): str(name) for code, name in Locale.parse(tongue).territories.items()}
    return {c: n for c, n in found.items() if len(c) == 2 and c.isalpha() and c not in _NOT_PLACES}


def _locales(language: str) -> tuple[str, ...]:
    """ "pt-BR" is read as pt_BR and pt; a language that CLDR does not have has no names of its own."""
    base = language.replace("-", "_").split("_")[0]
    known = []
    for tongue in dict.fromkeys((language.replace("-", "_"), base)):
        try:
            Locale.parse(tongue)
        except (UnknownLocaleError, ValueError):
            continue
        known.append(tongue)
    return tuple(known)
