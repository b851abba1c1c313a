"""The language that a mail is written in. Texts stand in the code in English; ``texts/<language>.toml`` has the others.

A context variable and not a parameter: every word of a mail passes here, and all of one mail are in one language.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

ENGLISH = "en"
_language = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said inside is said in this language ("en", "zh")."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def spoken() -> str:
    return _language.get()


def tr(text: str, /, **values: object) -> str:
    """A text in the language spoken, with its ``{names}`` filled in. A value is never read as a template.

    What the catalogue lacks is said in English: a word is no reason to lose a mail. (A test sees that nothing lacks.)
    """
    if spoken() != ENGLISH:
        text = catalogue(spoken()).get(text, text)
    return text.format(**values) if values else text


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """English text to that of the language."""
    found = tomllib.loads(files("flows.alerts").joinpath(f"texts/{language}.toml").read_text(encoding="utf-8"))
    texts: dict[str, str] = found["texts"]
    return texts
