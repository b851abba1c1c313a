"""What a page of prose says, as fields of an :class:`~transforms.models.Offer`."""

from typing import Any

from transforms.models import Evidence
from transforms.values.numbers import integer
from transforms.values.style import Style
from transforms.values.text import Cell
from transforms.words import PlacesBasis


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
