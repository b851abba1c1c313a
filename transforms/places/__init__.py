"""From the names that carriers write to place codes. Exact after folding; likeness only suggests, never decides.

Codes: ISO 3166-1 alpha-2, XK, and pseudo-places (X-CRUISE, X-INFLIGHT, X-SATELLITE, X-NORTHERNCYPRUS).
Names: CLDR through babel in the source's language and in English, ISO codes, and hand rows in ``names.csv``.
"""

import csv
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from rapidfuzz import fuzz, process

from transforms.errors import UnknownPlace
from transforms.models import OfferPlace
from transforms.values.text import clean, where_of
from transforms.words import PlacesBasis

_HAND = Path(__file__).parent / "names.csv"

# CLDR codes that are no country or territory of their own; EA, IC ... are parts of others and have hand rows.
_NOT_PLACES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def fold(name: str) -> str:
    """The form in which names are compared: no case, no accents, no punctuation, "&" as "and", no leading "the"."""
    text = unicodedata.normalize("NFKD", clean(name)).casefold().replace("&", " and ")
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = "".join(c if c.isalnum() else "" if c in "'’.`" else " " for c in text)
    return " ".join(text.split()).removeprefix("the ")


def place(words: str, language: str = "en") -> str:
    """The code of the one place that ``words`` name.

    Raises:
        UnknownPlace: no exact name; with a suggestion for a person, never used.
    """
    found = _names(language).get(fold(words))
    if found is None:
        guess = suggest(words, language)
        told = f"not a place that we know by that name{f'; did you mean {guess}?' if guess else ''}"
        raise UnknownPlace(told, words=words, where=where_of(words), suggestion=guess)
    return found


def full_list(names: Iterable[str], language: str = "en", zone: str = "") -> dict[str, Any]:
    """The place fields of an :class:`~transforms.models.Offer` that names all its places.

    Raises:
        UnknownPlace: for the first name that is not known.
    """
    places = [OfferPlace(place(n, language), zone=zone, words=clean(n), where=where_of(n)) for n in names]
    return {"places": tuple(places), "places_basis": PlacesBasis.FULL_LIST}


def suggest(words: str, language: str = "en") -> str:
    """A likely meant place, as "TR Türkiye", or ""."""
    best = process.extractOne(fold(words), _names(language).keys(), scorer=fuzz.ratio, score_cutoff=75)
    if best is None:
        return ""
    code = _names(language)[best[0]]
    return f"{code} {place_name(code)}"


def place_name(code: str, language: str = "en") -> str:
    """The name that people are shown. An unknown code is its own name."""
    hand = _display().get(code)
    if hand:
        return hand
    return str(Locale.parse(language).territories.get(code, code))


def is_place(code: str) -> bool:
    return code in _codes()


def known_places() -> list[str]:
    """Every code, in order."""
    return sorted(_codes())


@lru_cache(maxsize=64)
def _names(language: str) -> dict[str, str]:
    names: dict[str, str] = {}
    taken_twice = set()
    for tongue in dict.fromkeys((language, "en")):
        for code, name in Locale.parse(tongue).territories.items():
            code = str(code)
            if _is_iso(code):
                key = fold(str(name))
                if names.get(key, code) != code:
                    taken_twice.add(key)
                names.setdefault(key, code)
    for key in taken_twice:
        del names[key]
    for code in _codes():
        names.setdefault(fold(code), code)
    for row in _hand_rows():
        if row["language"] in ("", language):
            names[fold(row["name"])] = row["place"]
    return names


def _is_iso(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_PLACES


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    territories = Locale("en").territories
    iso = {str(c) for c in territories if _is_iso(str(c))}
    return frozenset(iso | {row["place"] for row in _hand_rows()})


@lru_cache(maxsize=1)
def _hand_rows() -> list[dict[str, str]]:
    with _HAND.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _display() -> dict[str, str]:
    return {row["place"]: row["name"] for row in _hand_rows() if row["note"] == "display"}
