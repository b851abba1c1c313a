"""Minutes and messages that an offer includes: "300 minutes", "1,000분", "200건", "unlimited", "기본제공"."""

import re
from typing import Any

from transforms.errors import UnknownWords
from transforms.models import Allowance
from transforms.values.numbers import integer, number_pattern
from transforms.values.plurals import known_units
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume import is_unlimited
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
    text, where = style.plain(words), where_of(words)
    known = known_units(style.language)
    head, _, last = text.rpartition(" ")
    is_of_unit = known.get(last.casefold()) == unit
    if is_unlimited(text, style) or (is_of_unit and is_unlimited(head, style)):
        return Allowance(is_unlimited=True, service=service, words=clean(words), where=where, **given)
    found = re.fullmatch(rf"({number_pattern(style.decimal, style.grouping)}) ?([^\d\s][^\d]*?)?\.?", text)
    if not found or (found[2] and known.get(found[2].casefold()) != unit):
        raise UnknownWords(f"not a number of {unit}s", words=words, where=where)
    count = integer(found[1], style)
    is_voice = service is Service.VOICE
    return Allowance(
        minutes=count if is_voice else None,
        messages=None if is_voice else count,
        service=service,
        words=clean(words),
        where=where,
        **given,
    )
