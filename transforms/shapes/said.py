"""What a page of prose says, as fields of an :class:`~transforms.models.Offer`."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, TypeVar

from transforms.errors import Implausible
from transforms.models import Evidence, OfferPlace
from transforms.places import places
from transforms.places.inside import place_in
from transforms.values.numbers import integer
from transforms.values.style import Style
from transforms.values.text import Cell, clean, where_of
from transforms.words import PlacesBasis

T = TypeVar("T")
_COUNTED_PLACES = (
    r"([0-9]+) ?(?:개국|countries|destinations|places|か国|ヶ国|カ国|国|國|länder|pays|países|paesi|стран)"
)
_TAG = re.compile(r"<[^>]*>")


def receipts(**cells: Cell) -> tuple[Evidence, ...]:
    """The words behind the fields that carry none themselves: ``receipts(day_rule=found[""])``."""
    return tuple(Evidence(field, words, words.where) for field, words in cells.items())


def count_only(words: str, style: Style, *, is_minimum: bool = True) -> dict[str, Any]:
    """The place fields of an offer whose page counts places and names none. "210+" is a minimum.

    Raises:
        NotANumber: the words are no whole number.
    """
    return {
        "claimed_places": integer(words, style),
        "claimed_places_is_minimum": is_minimum,
        "places_basis": PlacesBasis.COUNT_ONLY,
    }


def listed(named: Iterable[OfferPlace], claimed: int | None = None) -> dict[str, Any]:
    """The place fields of an offer whose page names places, each once, and counts them perhaps ("33 countries"): a list
    of another length than the page claims is examples."""
    found = {place.place: place for place in named}
    basis = PlacesBasis.FULL_LIST if claimed in (None, len(found)) else PlacesBasis.EXAMPLES
    return {"places": tuple(found.values()), "claimed_places": claimed, "places_basis": basis}


def sold_for(words: str, style: Style) -> dict[str, Any]:
    """The place fields of an offer that is named after its places: "일본", "China / Hong Kong / Macau", or after a zone
    and a count of them ("Europe 33 countries", "유럽 33개국"), which names none.

    Raises:
        UnknownPlace
    """
    counts = re.findall("[0-9]+", style.plain(words))
    if len(counts) == 1:
        return count_only(counts[0], style, is_minimum=False)
    where = where_of(words)
    return listed(OfferPlace(code, words=clean(words), where=where) for code in places(words, style.language))


def sold_in(words: str, style: Style) -> dict[str, Any]:
    """The same for a name that says its place among other words ("Japan 7 days", "일본(로컬망)"), or a count of places
    that it does not name; no fields where it says neither.

    Raises:
        Ambiguous: two places.
    """
    found = place_in(words, style.language)
    if found:
        return sold_for(found, style)
    counts = re.findall(_COUNTED_PLACES, style.plain(words), re.IGNORECASE)
    return count_only(counts[0], style, is_minimum=False) if len(counts) == 1 else {}


def agreed(what: str, first: T, *others: T) -> T:
    """One fact that a page states several times (in words and in a number field): all must say the same.

    Raises:
        Implausible: they do not.
    """
    if any(other != first for other in others):
        raise Implausible(f"{what} is stated in two ways", words=" | ".join(map(str, (first, *others))))
    return first


def without_tags(html: str) -> str:
    """The words of a piece of HTML inside a JSON text ("12&nbsp;<b>GB</b>")."""
    return clean(_TAG.sub("", unescape(html)))


def stated(*words: str | None) -> tuple[str, ...]:
    """Those of the words that are there, each once, for ``Offer.conditions`` and ``exclusions``."""
    return tuple(dict.fromkeys(word for word in words if word))
