"""Unit words in every grammatical number, and "per" phrases, as CLDR has them: "минут", "Minuten", "분당", "в минуту".

A word of the page's own language comes before the same word of another ("3 hr" is three days in Indonesian). One that
CLDR uses for two units of a language ("m" for minute and month) is left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.units import format_compound_unit, format_unit

from transforms.values.text import clean
from transforms.values.units import OWN, UNITS

_CLDR = {
    "duration-second": "second", "duration-minute": "minute", "duration-hour": "hour", "duration-day": "day",
    "duration-week": "week", "duration-month": "month", "duration-year": "year",
    "digital-kilobyte": "kb", "digital-megabyte": "mb", "digital-gigabyte": "gb", "digital-terabyte": "tb",
}  # fmt: skip
_TOO_LITTLE = re.compile("^/?[^\u3040-\ud7a3]?[.]?$|[0-9]|^(?:duration|digital)-")
_COUNTS = (1, 2, 3, 5, 11, 21, 100, 1.5)  # one of each plural category of any language that has them
_NOT_OURS = frozenset({"hour", "tb"})  # known for volumes and durations; nothing is priced by them


@lru_cache(maxsize=64)
def known_units(language: str) -> Mapping[str, str]:
    """Lower-case words of a language, and of English, to our units ("minute", "kb" ...)."""
    ours = {word: unit for word, unit in counted_words(language).items() if unit not in _NOT_OURS}
    tongue = language.partition("-")[0]
    return MappingProxyType(UNITS["en"] | ours | UNITS.get(tongue, {}) | OWN.get(tongue, {}))


@lru_cache(maxsize=64)
def counted_words(language: str) -> Mapping[str, str]:
    """Lower-case words that stand beside a count: "минут" is minute, "heures" is hour, "gigaoctets" is gb."""
    locale = _locale(language)
    found: dict[str, set[str]] = defaultdict(set)
    for name, unit in _CLDR.items() if locale else ():
        for length in ("long", "short"):
            for count in _COUNTS:
                words = clean(format_unit(count, name, length=length, locale=locale))
                found[re.sub(r"[\d.,٫٬]+", "", words, count=1).strip().casefold()].add(unit)
    return _certain(found)


@lru_cache(maxsize=64)
def per_phrases(language: str) -> Mapping[str, str]:
    """Lower-case phrases for a rate: "pro minute", "в минуту", "/min", "분당"."""
    locale = _locale(language)
    found: dict[str, set[str]] = defaultdict(set)
    for name, unit in _CLDR.items() if locale else ():
        for length in ("long", "short") if unit not in _NOT_OURS else ():
            whole = format_compound_unit(
                1, "digital-byte", denominator_unit=name, length=length, locale=locale
            )  # fmt: skip
            byte = clean(format_unit(1, "digital-byte", length=length, locale=locale))
            if whole and byte in clean(whole):
                found[clean(clean(whole).replace(byte, " ", 1)).casefold()].add(unit)
    return _certain(found)


def _certain(found: Mapping[str, set[str]]) -> Mapping[str, str]:
    """Words of one meaning, with and without the point of an abbreviation. A single letter is none, but a sign of
    Japanese, Chinese or Korean is. Where CLDR has no word babel gives the unit's own name, with a hyphen."""
    words: dict[str, set[str]] = defaultdict(set)
    for word, units in found.items():
        for form in (word, word.rstrip(".")):
            words[form] |= units
    return MappingProxyType({
        word: next(iter(units))
        for word, units in words.items()
        if len(units) == 1 and word and not _TOO_LITTLE.search(word)
    })  # fmt: skip


def _locale(language: str) -> Locale | None:
    for name in (language, language.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
