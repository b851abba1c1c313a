"""One text to one place: its exact name, a code, a name turned round, two names of one place, another form of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from transforms.places.folding import fold
from transforms.places.forms import forms, without_notes
from transforms.places.names import ANY, SOVEREIGN, Own, code_of, lookup
from transforms.values.text import clean

# "Korea (South)", "Korea, South", "Turkey / Türkiye", "Guadeloupe - France"
_TWO = re.compile(
    r"(?P<first>[^(),/]+?)\s*(?:\(\s*(?P<a>[^()]+?)\s*\)|,\s*(?P<b>[^,]+)|/\s*(?P<c>[^/]+)|\s[-–—]\s(?P<d>.+))"
)
_ONCE = re.compile(r"(?:formerly|former|previously|ex|was|now|aka|also) +", re.IGNORECASE)


@lru_cache(maxsize=65536)
def resolve(words: str, language: str, marks: str, own: Own, is_list: bool = False) -> str | None:
    """The place that the words name, or None. In a list, "Puerto Rico, USA" is not one: a comma parts two places."""
    text = clean(words)
    bare = without_notes(text, marks)
    return _exact(text, language, own, is_list) or (_exact(bare, language, own, is_list) if bare != text else None)


def _exact(text: str, language: str, own: Own, is_list: bool) -> str | None:
    name, code = lookup(text, language, own), code_of(text, language)
    if name and code and name != code:  # "AS" is the USA in Indonesian; "NGA" is Russia in Vietnamese alone
        return lookup(text, language.replace(ANY, ""), own)
    return name or code or _of_two(text, language, own, is_list) or _of_forms(text, language, own)


def _of_forms(text: str, language: str, own: Own) -> str | None:
    return next((code for form in forms(text) if (code := lookup(form, language, own))), None)


def _of_two(text: str, language: str, own: Own, is_list: bool) -> str | None:
    parts = _TWO.fullmatch(text)
    if parts is None:
        return None
    first, second = parts["first"], parts["a"] or parts["b"] or parts["c"] or parts["d"]
    one, other = (_named(name, language, own) for name in (first, second))
    if one and other:
        is_part = SOVEREIGN.get(one) == other and not (is_list and not parts["a"])
        return one if one == other or is_part else None
    if parts["a"] or parts["b"]:
        return next((code for turned in _turned(first, second) if (code := _named(turned, language, own))), None)
    return None


def _named(text: str, language: str, own: Own) -> str | None:
    text = _ONCE.sub("", text, count=1) if _ONCE.match(text) else text
    return lookup(text, language, own) or _of_forms(text, language, own)


def _turned(first: str, second: str) -> Iterator[str]:
    if fold(second) in ("the", ""):
        yield first
    else:
        yield f"{second} {first}"
        yield f"{second} of {first}"
