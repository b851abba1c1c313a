"""From the names that carriers write to place codes. Exact after folding; likeness only suggests, never decides.

Codes: ISO 3166-1 alpha-2, XK, and pseudo-places (X-CRUISE, X-INFLIGHT, X-SATELLITE, X-NORTHERNCYPRUS). A part of a
country that ISO 3166-1 does not list (Alaska, the Canary Islands, Scotland) is an alias of its country; what the page
called it stays in the offer's words.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from transforms.errors import UnknownPlace
from transforms.models import OfferPlace
from transforms.places.folding import fold, squash
from transforms.places.joined import joined
from transforms.places.names import codes, hand_rows, names, territory_name
from transforms.places.own import own_names
from transforms.places.resolve import resolve
from transforms.values.text import clean, where_of
from transforms.words import PlacesBasis

__all__ = ["fold", "full_list", "is_place", "known_places", "place", "place_name", "places", "suggest"]


def place(words: str, language: str = "en", *, marks: str = "") -> str:
    """The code of the one place that ``words`` name, in the page's language or in English.

    Besides a name: an upper-case ISO code; a name turned round ("Korea, South"); two names of one place
    ("Turkey (Türkiye)"); a territory with its country ("Réunion (France)"); an official name ("Republic of Fiji").
    Signs of notes (``*``, ``†``, ``¹``, ``(1)``) are no part of a name; digits are, unless the source declares them.

    Args:
        language: BCP 47; or several with a space between; ``*``, alone or behind others, is all that CLDR has: a name
            that two of them give to different places is refused, unless a declared one (or English) settles it.
        marks: characters that the source puts behind names as notes ("123" for "U.S.1").

    Raises:
        UnknownPlace: no exact name, a zone, or two places; with a suggestion for a person, never used.
    """
    found = resolve(words, language, marks, own_names())
    if found is None:
        guess = suggest(words, language)
        told = f"not a place that we know by that name{f'; did you mean {guess}?' if guess else ''}"
        raise UnknownPlace(told, words=words, where=where_of(words), suggestion=guess)
    return found


def places(words: str, language: str = "en", *, marks: str = "") -> tuple[str, ...]:
    """The codes of a cell that may name several, in order: "St. Kitts & Nevis / Anguilla", "Bosnia and Herzegovina".

    Cut at its joints (comma, slash, dash, "and" ...) into as few names as there can be; every piece must be one.

    Raises:
        UnknownPlace: a piece is no place, a place stands there twice, or the cell can be read in two ways ("Puerto
            Rico, USA" is one place or two: a source that knows uses :func:`place`, or cuts the cell itself).
    """
    return joined(clean(words), language, marks, own_names(), where_of(words))


def full_list(words: Iterable[str], language: str = "en", zone: str = "") -> dict[str, Any]:
    """The place fields of an :class:`~transforms.models.Offer` that names all its places.

    Raises:
        UnknownPlace: for the first name that is not known.
    """
    listed = (OfferPlace(place(w, language), zone=zone, words=clean(w), where=where_of(w)) for w in words)
    return {"places": tuple(listed), "places_basis": PlacesBasis.FULL_LIST}


def suggest(words: str, language: str = "en") -> str:
    """A likely meant place, as "TR Türkiye", or ""."""
    known, key = names(language), squash(words)
    best = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=80) if len(key) > 3 else None
    return f"{known[best[0]]} {place_name(known[best[0]])}" if best else ""


def place_name(code: str, language: str = "en") -> str:
    """The name that people are shown. An unknown code is its own name."""
    return _display().get(code) or territory_name(code, language)


def is_place(code: str) -> bool:
    return code in codes()


def known_places() -> list[str]:
    """Every code, in order."""
    return sorted(codes())


@lru_cache(maxsize=1)
def _display() -> dict[str, str]:
    return {row["place"]: row["name"] for row in hand_rows() if row["note"] == "display"}
