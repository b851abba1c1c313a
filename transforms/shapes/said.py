"""What a page of prose says, as fields of an :class:`~transforms.models.Offer`."""

import re
from html import unescape
from typing import Any, TypeVar

from transforms.errors import Implausible
from transforms.models import Evidence
from transforms.values.numbers import integer
from transforms.values.style import Style
from transforms.values.text import Cell, clean
from transforms.words import PlacesBasis

T = TypeVar("T")
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
