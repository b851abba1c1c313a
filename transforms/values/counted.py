"""Minutes and messages that an offer includes: "300 minutes", "1,000분", "200건", "unlimited", "기본제공"."""

import re
from typing import Any

from transforms.errors import UnknownWords
from transforms.models import Allowance
from transforms.values.numbers import integer, number_pattern
from transforms.values.plurals import counted_words, known_units
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume import is_unlimited
from transforms.values.volume_words import BESIDE, UNCOUNTED
from transforms.words import CalledScope, Service


def minutes(words: str, style: Style, label: str = "", **given: Any) -> Allowance:
    """Call minutes; a bare number counts minutes. Keyword arguments (called_scope, per, zone) go to the allowance.
    Raises UnknownWords for anything else."""
    return _counted(words, style, "minute", Service.VOICE, label=label, **given)


def messages(words: str, style: Style, label: str = "", **given: Any) -> Allowance:
    """Text messages, as :func:`minutes`; a bare number counts messages."""
    return _counted(words, style, "message", Service.SMS, label=label, **given)


def unlimited(words: str, service: Service, *scopes: CalledScope) -> tuple[Allowance, ...]:
    """Calls or messages without a number, as a page says in ``words``: one allowance for each called scope."""
    given = {"is_unlimited": True, "service": service, "words": clean(words), "where": where_of(words)}
    return tuple(Allowance(called_scope=scope, **given) for scope in scopes or (None,))  # type: ignore[arg-type]


def _counted(words: str, style: Style, unit: str, service: Service, **given: Any) -> Allowance:
    text, where = _alone(style.bare(words), unit), where_of(words)
    given |= {"service": service, "words": clean(words), "where": where}
    known = known_units(style.language)
    head, _, last = text.rpartition(" ")
    is_of_unit = known.get(last.casefold()) == unit
    if _is_uncounted(text, style) or (is_of_unit and _is_uncounted(head, style)):
        return Allowance(is_unlimited=True, **given)
    found = re.fullmatch(rf"({number_pattern(style.decimal, style.grouping)}) ?([^\d\s][^\d]*?)?\.?", text)
    said = found[2].casefold() if found and found[2] else ""
    times = 60 if unit == "minute" and counted_words(style.language).get(said, said) in ("hour", "h") else 1
    if not found or (said and times == 1 and known.get(said) != unit):
        raise UnknownWords(f"not a number of {unit}s", words=words, where=where)
    count = integer(found[1], style) * times
    is_voice = service is Service.VOICE
    return Allowance(minutes=count if is_voice else None, messages=None if is_voice else count, **given)


def _alone(text: str, unit: str) -> str:
    """Without one word of what is counted, before or behind: "음성 1000분", "unlimited calls"."""
    folded = text.casefold()
    for word in BESIDE[unit]:
        if folded.startswith(word + " "):
            return text[len(word) :].strip()
        if folded.endswith(" " + word) and not folded[: -len(word)].strip()[-1:].isdigit():
            return text[: -len(word)].strip()
    return text


def _is_uncounted(text: str, style: Style) -> bool:
    return text.casefold() in UNCOUNTED or is_unlimited(text, style)
