"""A place that is named among other words ("Japan 7 days", "일본(로컬망)")."""

import re
from functools import lru_cache

from transforms.errors import CellError
from transforms.places import place
from transforms.values.inside import one_of, piece_of
from transforms.values.text import Cell, clean

_NAME_MAX = 4  # words of a name: "Bosnia and Herzegovina" has three
_BREAKS = re.compile(r"[\s()\[\]/|,:;·+_-]+")
# Three letters that mean nothing else.
_SHORT = frozenset({"USA", "UAE"})


def place_in(words: str, language: str) -> Cell:
    """The one place that the words name among others, "" for none. Raises Ambiguous."""
    pieces = [piece for piece in _BREAKS.split(clean(words)) if piece]
    found, index = [], 0
    while index < len(pieces):
        for count in range(min(_NAME_MAX, len(pieces) - index), 0, -1):
            name = " ".join(pieces[index : index + count])
            if _is_place(name, language):
                found.append(piece_of(words, name))
                index += count
                break
        else:
            index += 1
    return one_of(words, found, lambda name: place(name, language))


@lru_cache(maxsize=4096)
def _is_place(name: str, language: str) -> bool:
    if name.isascii() and (len(name) < 4 or name.islower()) and name not in _SHORT:
        return False  # "to", "US$" and "IN" are other words more often than places
    try:
        return bool(place(name, language))
    except CellError:
        return False
