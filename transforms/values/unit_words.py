"""What an amount buys, behind it ("/10 KB", "per minute", "p/m") or before it ("월", "1日あたり", "per MB")."""

import re
from functools import lru_cache

from transforms.errors import UnknownUnit
from transforms.values.amounts import marks
from transforms.values.plurals import counted_words, known_units, per_phrases
from transforms.values.style import Style
from transforms.values.text import where_of
from transforms.values.units import BEFORE, PER

_COUNTED = re.compile(r"([1-9][0-9]*)[ -]?(?=[^0-9\s])")
_HOURS = frozenset({"h", "hr", "hrs", "hour", "hours", "std", "std.", "時間", "小时", "小時", "시간"})
# Of these languages a unit may stand right before the amount, without a space: "1分180円", "1MB당 22원".
_RUNS_ON = frozenset({"ja", "ko", "zh"})
_LED_BY = frozenset({"day", "week", "minute", "second", "message", "call", "kb", "mb", "gb"})  # "10月" is October


def unit(words: str, style: Style, where: str = "") -> str:
    """ "per minute", "/KB", "/ 10 KB", "par Mo" as one of our units ("minute", "kb", "10 kb", "mb").

    Raises:
        UnknownUnit: the word is not in transforms/values/units.py for this language.
    """
    found = _unit(style.plain(words).rstrip("* ").casefold(), style.language)
    if not found:
        raise UnknownUnit("not a unit that we know", words=words, where=where or where_of(words))
    return found


def led(text: str, style: Style) -> tuple[str, str]:
    """The unit before an amount, or "", and the text without it."""
    if text[:1].isascii() and not text[:1].isalpha() and style.tongue not in _RUNS_ON:
        return "", text  # begins with the amount, as nearly all do
    for expression in _leads(style):
        if found := expression.match(text):
            name = BEFORE.get(style.tongue, {}).get(found[0].strip()) or _unit(found["unit"].casefold(), style.language)
            if name:
                return name, text[found.end() :]
    return "", text


def is_per(text: str, style: Style) -> bool:
    """Whether words behind an amount say "per" or "/": "5 GB" is five gigabytes, "49/KB" is 49 for each."""
    text = text.casefold()
    said = text.startswith("/") or text.rstrip(".") in per_phrases(style.language)
    return said or text.startswith(tuple(word + " " for word in PER.get(style.tongue, ())))


@lru_cache(maxsize=256)
def _leads(style: Style) -> tuple[re.Pattern[str], ...]:
    """A word of the table; "per" or its like with a unit; in Japanese, Chinese and Korean a unit with its "each"."""
    tongue, amount = style.tongue, rf"(?=(?:(?:{marks(style)})\.? ?)?[0-9])"
    known = sorted((re.escape(w) for w, u in known_units(style.language).items() if u in _LED_BY), key=len)[::-1]
    words = "|".join(re.escape(word) for word in BEFORE.get(tongue, {})) or "(?!)"
    per = "|".join(re.escape(word) for word in PER.get(tongue, ()) if len(word) > 1) or "(?!)"
    name, to = "|".join(known), rf"\s*:?\s*{amount}"
    leads = [rf"(?P<unit>{words})\s*{amount}", rf"(?P<unit>(?:{per}) (?:[0-9]+ ?)?(?:{name})\.?){to}"]
    if tongue in _RUNS_ON:
        each = "あたり|当たり|につき|毎に?|ごとに?|당|에"
        leads += [rf"[每毎](?P<unit>(?:[0-9]+ ?)?(?:{name})){to}", rf"(?P<unit>1 ?(?:{name}))(?:間|间)?{to}",
                  rf"(?P<unit>(?:[0-9]+ ?)?(?:{name}))(?:間|间)?(?:{each}){to}"]  # fmt: skip
    return tuple(re.compile(lead, re.IGNORECASE) for lead in leads)


@lru_cache(maxsize=4096)  # a page of 5,000 rates has a handful of units
def _unit(text: str, language: str) -> str:
    phrases = per_phrases(language)
    if (phrase := text if text in phrases else text.rstrip(".")) in phrases:
        return phrases[phrase]
    text = text.lstrip("/ ")
    for word in PER.get(language.partition("-")[0], ()):
        text = text.removeprefix(word + " ").lstrip()
    counted = _COUNTED.match(text)
    count, name = (int(counted[1]), text[counted.end() :]) if counted else (1, text)
    known = known_units(language)
    name = name if name in known else name.rstrip(".")  # "Mt." and "min." are abbreviations; "minute." ends a sentence
    if name in known:
        step = known[name]
    elif count % 24 == 0 and (name in _HOURS or counted_words(language).get(name) == "hour"):
        count, step = count // 24, "day"
    else:
        return ""
    return f"{count} {step}" if count != 1 else step
