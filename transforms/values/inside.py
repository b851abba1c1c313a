"""Values that stand inside other words ("quarterly plan (30GB)", "TGIF weekend, 7 days"): found, never guessed.

Each comes as the piece of the cell that it is, to be read by :func:`~transforms.values.volume.volume` and its like.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from transforms.errors import Ambiguous, CellError
from transforms.values.numbers import number_pattern
from transforms.values.plurals import counted_words
from transforms.values.style import Style
from transforms.values.text import Cell, clean, where_of
from transforms.values.volume import validity, volume
from transforms.values.volume_words import DURATION, UNLIMITED, VOLUME


def volumes_in(words: str, style: Style) -> list[Cell]:
    """Every data volume in the words, in order ("500MB + 250MB (*bonus data)"); a word for no limit if there is none.
    Speeds are none."""
    found = list(_read(words, _volumes(style), lambda piece: volume(piece, style)))
    if found:
        return found
    unlimited = _unlimited().search(clean(words))
    return [piece_of(words, unlimited[0])] if unlimited else []


def volume_in(words: str, style: Style) -> Cell:
    """The one volume in the words, "" for none. Raises Ambiguous for two that differ."""
    return one_of(words, volumes_in(words, style), lambda piece: volume(piece, style).data_bytes)


def validity_in(words: str, style: Style) -> Cell:
    """The one duration of whole days in the words, "" for none. Raises Ambiguous for two that differ."""
    found = list(_read(words, _durations(style), lambda piece: validity(piece, style)))
    return one_of(words, found, lambda piece: validity(piece, style).days)


def _read(words: str, form: re.Pattern[str], read: Callable[[str], Any]) -> Iterator[Cell]:
    text = clean(words)
    for match in form.finditer(text):
        try:
            read(match[0])
        except CellError:
            continue
        yield piece_of(words, match[0])


def one_of(words: str, found: list[Cell], value: Callable[[Cell], Any]) -> Cell:
    """The one of these pieces that differ in nothing, "" for none. Raises Ambiguous."""
    if len({value(piece) for piece in found}) > 1:
        raise Ambiguous(f"{len(found)} values, one expected", words=words, where=where_of(words))
    return found[0] if found else Cell("", where_of(words))


def piece_of(words: str, piece: str) -> Cell:
    return words.part(piece) if isinstance(words, Cell) else Cell(piece)


@lru_cache(maxsize=1)
def _unlimited() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(UNLIMITED, key=len, reverse=True))), re.IGNORECASE)


@lru_cache(maxsize=64)
def _volumes(style: Style) -> re.Pattern[str]:
    units = {*VOLUME, *(word for word, unit in counted_words(style.language).items() if unit in VOLUME)}
    return _counted(style, (unit for unit in units if len(unit) > 1 or unit in "gm"))


@lru_cache(maxsize=64)
def _durations(style: Style) -> re.Pattern[str]:
    words = {*DURATION, *(word for word, unit in counted_words(style.language).items() if unit in DURATION)}
    return _counted(style, words)


def _counted(style: Style, units: Any) -> re.Pattern[str]:
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    number = number_pattern(style.decimal, style.grouping)
    return re.compile(rf"(?<![0-9A-Za-z.,]){number}[ -]?(?:{names})(?![^\W\d_]|/s|ps)", re.IGNORECASE)
