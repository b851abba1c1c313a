"""What follows when an allowance is used up: "then 128 kbps", "danach gedrosselt", "以降は128kbps", "blocked".

The words must be nothing but a leader ("then"), fillers and either one speed or one known phrase; what else stands
there is an error, so that "then 128 kbps until midnight" is not read without its midnight.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from transforms.errors import UnknownWords
from transforms.models import Speed
from transforms.values.aftercap_words import ASIDE, BLOCK, CHARGE, THROTTLE, TOP_UP
from transforms.values.numbers import number_pattern
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume import SPEED_WORDS, speed
from transforms.words import AfterCap

_GENERATION = re.compile(r"(?<!\w)[2-5]g(?: speeds?)?(?!\w)", re.IGNORECASE)
_LETTER = "[a-zA-Z\u00c0-\u052f]"  # a letter of a script that has spaces between words
_KINDS = {
    **dict.fromkeys(THROTTLE, AfterCap.THROTTLE),
    **dict.fromkeys(BLOCK, AfterCap.BLOCK),
    **dict.fromkeys(CHARGE, AfterCap.CHARGE),
    **dict.fromkeys(TOP_UP, AfterCap.TOP_UP),
}


class After(NamedTuple):
    """``throttle`` is None unless ``rule`` is THROTTLE; its ``kbps`` is None where no number is given."""

    rule: AfterCap
    throttle: Speed | None

    def fields(self) -> dict[str, Any]:
        """The fields of an :class:`~transforms.models.Offer`."""
        return {"after_cap": self.rule, "throttle": self.throttle}


def after_cap(words: str, style: Style) -> After:
    """What ``words`` say of the time after the allowance: a throttle with or without its number, a block, a charge,
    a top-up.

    Raises:
        UnknownWords: two speeds, two different rules, none, or words that are not known here.
    """
    text, where = style.bare(words).strip(" .;:"), where_of(words)
    found = list(_speed(style).finditer(text))
    if len(found) == 1:
        around = text[: found[0].start()] + " " + text[found[0].end() :]
        left, kinds = _known(around)
        if not left and kinds <= {AfterCap.THROTTLE}:
            told = speed(found[0][0], style)
            return After(AfterCap.THROTTLE, Speed(told.kbps, clean(words), where))
    elif generation := _GENERATION.search(text):  # "then 3G speeds": words, and no number
        left, kinds = _known(text[: generation.start()] + " " + text[generation.end() :])
        if not left and kinds <= {AfterCap.THROTTLE} and generation[0] != text:
            return After(AfterCap.THROTTLE, Speed(None, clean(words), where))
    elif not found:
        left, kinds = _known(text)
        if not left and len(kinds) == 1:
            rule = next(iter(kinds))
            return After(rule, Speed(None, clean(words), where) if rule is AfterCap.THROTTLE else None)
    raise UnknownWords("not what follows after an allowance", words=words, where=where)


@lru_cache(maxsize=64)
def _speed(style: Style) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in SPEED_WORDS)
    digits = number_pattern(style.decimal, style.grouping)
    return re.compile(rf"(?<![0-9.,]){digits} ?(?:{units})(?!/|{_LETTER})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """Every known phrase, the longest first; those of letters with spaces between words stand as whole words."""
    phrases = sorted({*_KINDS, *ASIDE}, key=len, reverse=True)
    spaced = [re.escape(p) for p in phrases if not _runs_on(p)]
    running = [re.escape(p) for p in phrases if _runs_on(p)]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])|{'|'.join(running)}")


def _runs_on(phrase: str) -> bool:
    """Written without spaces between words (Thai, kana, han, hangul)."""
    return any("\u0e00" <= c <= "\u0e7f" or "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in phrase)


def _known(text: str) -> tuple[str, set[AfterCap]]:
    """What is left of ``text`` without the known phrases, and the rules that those name."""
    text = text.casefold()
    kinds = {_KINDS[phrase] for phrase in _words().findall(text) if phrase in _KINDS}
    return _words().sub(" ", text).strip(" ,.;:()-–—/、。"), kinds
