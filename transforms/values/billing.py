"""In what steps use is counted: "60:60", "1:1", "per second", "10 KB increments", "je angefangene Minute".

These numbers are no prices and no sizes; ``price``, ``rate`` and ``volume`` refuse them.
"""

import re

from transforms.errors import UnknownUnit, UnknownWords
from transforms.values.style import Style
from transforms.values.text import where_of
from transforms.values.unit_words import unit

# First and further steps in seconds, as the trade writes them.
_PAIR = re.compile(r"(?P<first>[1-9][0-9]?)\s?(?:[:/+]|sec ?/ ?)\s?(?P<next>[1-9][0-9]?)(?: ?(?:s|sec|seconds))?")
_LEADS = (
    "billed in", "billed per", "billed by the", "billed", "charged in", "charged per", "charged", "in", "per", "each",
    "increments of", "steps of", "rounded up to", "rounded up to the next", "rounded up to the nearest",
    "je angefangene",
    "je angefangenem", "pro", "je", "taktung", "im takt von", "par paliers de", "par tranche de", "par tranches de",
    "par",
    "toute", "por", "per", "a scatti di", "ad intervalli di", "por cada", "kelipatan", "за", "шаг тарификации", "毎",
    "ごと",
)  # fmt: skip
_TAILS = (
    "increments", "increment", "steps", "step", "blocks", "block", "takt", "schritten", "schritte", "paliers",
    "entamée",
    "entamé", "indivisible", "ごと", "ごとに", "單位", "单位", "단위", "unit", "units", "pulse",
)  # fmt: skip
_FORMS = {"sec": "second", "secs": "second", "seconds": "second", "s": "second", "초": "second", "sekunde": "second"}

_STEPS = frozenset({"second", "minute", "kb", "mb", "call", "message", "session"})


def increment(words: str, style: Style) -> str:
    """The step as ``billing_increment`` holds it: "60:60" (first and further seconds) or a unit ("10 kb", "second",
    "60 second").

    Raises:
        UnknownWords: no step of those forms.
    """
    text, where = style.plain(words).casefold().strip(" .()[]"), where_of(words)
    pair = _PAIR.fullmatch(text)
    if pair:
        return f"{pair['first']}:{pair['next']}"
    for lead in sorted(_LEADS, key=len, reverse=True):
        if text.startswith(lead + " "):
            text = text.removeprefix(lead).strip()
            break
    for tail in sorted(_TAILS, key=len, reverse=True):
        if text.endswith(tail):
            text = text.removesuffix(tail).strip(" -")
            break
    found = re.fullmatch(r"(?P<count>[1-9][0-9]{0,3})?[ -]?(?P<name>[^\W\d_]+)\.?", text)
    if found:
        name = _FORMS.get(found["name"], found["name"])
        try:
            step = unit(f"{found['count']} {name}" if found["count"] else name, style, where)
        except UnknownUnit:
            step = ""
        if step.rpartition(" ")[2] in _STEPS:
            return step
    raise UnknownWords("no billing increment", words=words, where=where)
