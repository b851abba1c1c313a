"""References between the pieces of a Next.js stream: "$1a", "$L1a", "$1a:props:plans".

A reference is followed when somebody asks for what it stands for (:meth:`~transforms.shapes.row.Row.raw` does), and not
before: whoever walks through all pieces meets each object once. A price that the page writes "$5" is "$$5" in the
stream, and "$5" there is piece 5: taken as they stand, both would be wrong.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from transforms.errors import MatchCount

# L lazy, @ a promise, Q a map, W a set, F and h a function of the server.
_REFERENCE = re.compile(r"\$[L@QWFh]?([0-9a-f]+)((?::[^:]+)*)")
_WORDS = {"$undefined": None, "$Z": None}
# What an element's names are in the list that it is written as: ["$", "div", null, {...}].
_OF_ELEMENT = {"type": 1, "key": 2, "props": 3}
_STEPS_MAX = 50


class Reference:
    """Stands for a piece of ``pieces``, or for what is at a path inside it."""

    __slots__ = ("_path", "_pieces", "_words")

    def __init__(self, pieces: Mapping[str, Any], words: str, path: tuple[str, ...]) -> None:
        self._pieces, self._words, self._path = pieces, words, path

    def get(self) -> Any:
        """What it stands for. Raises MatchCount: nothing there, or references in a circle."""
        return self._get(_STEPS_MAX)

    def _get(self, steps: int) -> Any:
        value: Any = self._pieces
        for name in self._path:
            value = value._get(steps - 1) if isinstance(value, Reference) and steps else value
            if isinstance(value, list) and value[:1] == ["$"] and name in _OF_ELEMENT:
                name = str(_OF_ELEMENT[name])
            if isinstance(value, Mapping) and name in value:
                value = value[name]
            elif isinstance(value, list) and name.isascii() and name.isdigit() and int(name) < len(value):
                value = value[int(name)]
            else:
                raise MatchCount("a reference to nothing in the stream", words=self._words)
        if not isinstance(value, Reference):
            return value
        if not steps:
            raise MatchCount("references in a circle", words=self._words)
        return value._get(steps - 1)

    def __str__(self) -> str:
        return self._words

    __repr__ = __str__


def followed(value: Any) -> Any:
    """What a reference stands for; anything else as it is. Raises MatchCount."""
    return value.get() if value.__class__ is Reference else value


def linked(pieces: dict[str, Any], texts: Collection[str] = ()) -> None:
    """Put references, and what else "$" says, in the place of the words that say so, in all pieces. ``texts`` are the
    pieces that are texts, in which "$" is a sign like any other."""
    left: list[Any] = [pieces]
    while left:
        holder = left.pop()
        for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(value, (dict, list)):
                left.append(value)
            elif isinstance(value, str) and value[:1] == "$" and not (holder is pieces and key in texts):
                holder[key] = _meant(value, pieces)


def _meant(text: str, pieces: Mapping[str, Any]) -> Any:
    if text[1:2] == "$":
        return text[1:]
    if text in _WORDS:
        return _WORDS[text]
    if found := _REFERENCE.fullmatch(text):
        return Reference(pieces, text, (found[1], *filter(None, found[2].split(":"))))
    if text[1:2] == "n" and text[2:].lstrip("-").isdigit():
        return int(text[2:])
    return text[2:] if text[1:2] == "D" else text
