"""From the names that carriers write to place codes. Exact after folding; likeness only suggests, never decides.

Codes: ISO 3166-1 alpha-2, XK, and pseudo-places (X-CRUISE, X-INFLIGHT, X-SATELLITE, X-NORTHERNCYPRUS).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from transforms.errors import UnknownPlace
from transforms.models import OfferPlace
from transforms.places.names import SOVEREIGN, codes, fold, hand_rows, lookup, names, territory_name
from transforms.values.text import clean, where_of
from transforms.words import PlacesBasis

__all__ = ["fold", "full_list", "is_place", "known_places", "place", "place_name", "suggest"]

# "Korea (South)", "Korea, South", "Turkey / Türkiye", "Guadeloupe - France"
_TWO = re.compile(
    r"(?P<first>[^(),/]+?)\s*(?:\(\s*(?P<a>[^()]+?)\s*\)|,\s*(?P<b>[^,]+)|/\s*(?P<c>[^/]+)|\s[-–—]\s(?P<d>.+))"
)


def place(words: str, language: str = "en") -> str:
    """The code of the one place that ``words`` name, in the page's language or in English.

    Besides a name: an upper-case ISO code; a name turned round ("Korea, South"); two names of one place
    ("Turkey (Türkiye)"); a territory with its country ("Réunion (France)").

    Raises:
        UnknownPlace: no exact name, or a zone; with a suggestion for a person, never used.
    """
    text = clean(words)
    if re.fullmatch("[A-Z]{2}|X-[A-Z]+", text) and is_place(text):
        return text
    found = lookup(text, language) or _of_two(text, language)
    if found is None:
        guess = suggest(words, language)
        told = f"not a place that we know by that name{f'; did you mean {guess}?' if guess else ''}"
        raise UnknownPlace(told, words=words, where=where_of(words), suggestion=guess)
    return found


def full_list(words: Iterable[str], language: str = "en", zone: str = "") -> dict[str, Any]:
    """The place fields of an :class:`~transforms.models.Offer` that names all its places.

    Raises:
        UnknownPlace: for the first name that is not known.
    """
    places = (OfferPlace(place(w, language), zone=zone, words=clean(w), where=where_of(w)) for w in words)
    return {"places": tuple(places), "places_basis": PlacesBasis.FULL_LIST}


def suggest(words: str, language: str = "en") -> str:
    """A likely meant place, as "TR Türkiye", or ""."""
    best = process.extractOne(fold(words), names(language).keys(), scorer=fuzz.ratio, score_cutoff=75)
    if best is None:
        return ""
    code = names(language)[best[0]]
    return f"{code} {place_name(code)}"


def place_name(code: str, language: str = "en") -> str:
    """The name that people are shown. An unknown code is its own name."""
    return _display().get(code) or territory_name(code, language)


def is_place(code: str) -> bool:
    return code in codes()


def known_places() -> list[str]:
    """Every code, in order."""
    return sorted(codes())


def _of_two(text: str, language: str) -> str | None:
    parts = _TWO.fullmatch(text)
    if parts is None:
        return None
    first, second = parts["first"], parts["a"] or parts["b"] or parts["c"] or parts["d"]
    one, other = lookup(first, language), lookup(second, language)
    if one and other:
        return one if one == other or SOVEREIGN.get(one) == other else None
    if parts["a"] or parts["b"]:
        return next((code for turned in _turned(first, second) if (code := lookup(turned, language))), None)
    return None


def _turned(first: str, second: str) -> Iterator[str]:
    yield f"{second} {first}"
    yield f"{second} of {first}"


@lru_cache(maxsize=1)
def _display() -> dict[str, str]:
    return {row["place"]: row["name"] for row in hand_rows() if row["note"] == "display"}
