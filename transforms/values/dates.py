"""Dates as pages print them: "30 Juni 2012", "December 15, 2020", "2026-03-01", "2025년 7월 1일"."""

import re
from datetime import date
from functools import lru_cache

from babel import Locale

from transforms.errors import UnknownWords
from transforms.values.style import Style
from transforms.values.text import where_of

# Only forms that mean one day whoever reads them: 03/04/2020 is two different days and is refused. With points the day
# stands first in every language but English.
_FORMS = (
    r"(?P<day>\d{1,2})\.?(?:st|nd|rd|th|er)? (?:de )?(?P<month>[^\W\d]+)\.?,?(?: de)? (?P<year>\d{4})",
    r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<year>\d{4}) ?[년年] ?(?P<month>\d{1,2}) ?[월月] ?(?P<day>\d{1,2}) ?[일日]",
)
_POINTS = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"


def day(words: str, style: Style) -> date:
    """The one day that ``words`` name, with the month in words of the source's language or of English.

    Raises:
        UnknownWords: another form, a month that is none, a day that the month has not.
    """
    text, where = style.plain(words).casefold(), where_of(words)
    for form in _FORMS if style.language == "en" else (*_FORMS, _POINTS):
        found = re.fullmatch(form, text)
        if not found:
            continue
        month = found["month"]
        number = int(month) if month.isdigit() else _months(style.language).get(month, 0)
        try:
            return date(int(found["year"]), number, int(found["day"]))
        except ValueError:
            break
    raise UnknownWords("not a date", words=words, where=where)


@lru_cache(maxsize=32)
def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for tongue in ("en", language):
        for form in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in Locale.parse(tongue, sep="-").months[form][width].items():
                    names[str(name).casefold().rstrip(".")] = int(number)
    return names
