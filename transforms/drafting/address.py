"""What an address tells before anybody has seen the page: the source's id, the seller's country, how it may write.

All of it is a first guess, to be looked at by whoever keeps the source.
"""

import re
import unicodedata
from collections.abc import Container
from urllib.parse import unquote, urlsplit

from babel.core import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.numbers import get_decimal_symbol, get_group_symbol, get_territory_currencies

from transforms.values.style import Style

# No country that we know: ISO 3166-1 leaves ZZ to whoever needs such a code.
NOWHERE = "ZZ"
# Two letters of a country that anybody in the world may use.
_FOR_ANYBODY = frozenset({"ai", "cc", "co", "eu", "fm", "gg", "im", "io", "ly", "me", "sh", "to", "tv", "vc", "ws"})
_SECOND = frozenset({"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "ne", "net", "nom", "or", "org"})
_NOT_A_NAME = frozenset({"html", "htm", "php", "aspx", "jsp", "index", "en", "de", "fr", "es", "www", "home", "page"})
_WORDS_MAX = 2


def country_of(url: str) -> str:
    """The ISO 3166-1 code that the host's last part names, else ZZ."""
    last = (urlsplit(url).hostname or "").rpartition(".")[2]
    if last == "uk":
        return "GB"
    is_code = len(last) == 2 and last.isalpha() and last.isascii() and last not in _FOR_ANYBODY
    return last.upper() if is_code and last.upper() in Locale("en").territories else NOWHERE


def source_id_of(url: str, country: str, taken: Container[str] = ()) -> str:
    """An id that is free: ``gb_vodafone_roaming`` for https://www.vodafone.co.uk/mobile/roaming."""
    parts = urlsplit(url)
    labels = [label for label in (parts.hostname or "").split(".") if label != "www"]
    if len(labels) > 1:
        labels.pop()
    if len(labels) > 1 and labels[-1] in _SECOND:
        labels.pop()
    brand = _plain(labels[-1]) or "page"
    steps = [step for step in (_steps(parts.path)) if step not in _NOT_A_NAME and not step.isdigit()]
    page = "_".join(steps[-1].split("_")[:_WORDS_MAX]) if steps else ""
    base = "_".join(filter(None, (country.lower(), brand.replace("_", ""), page)))
    found, count = base, 2
    while found in taken:
        found, count = f"{base}_{count}", count + 1
    return found


def brand_of(source_id: str) -> str:
    """A name for people, from an id: "Vodafone"."""
    return source_id.split("_")[1].capitalize()


def style_of(country: str, language: str = "") -> Style:
    """How pages of a country mostly write: the currency, language and marks of CLDR."""
    currencies = get_territory_currencies(country) if country != NOWHERE else []
    spoken = language or next(iter(get_official_languages(country) if country != NOWHERE else ()), "en")
    try:
        locale: Locale | str = Locale.parse(f"{spoken}_{country}" if country != NOWHERE else spoken)
    except (UnknownLocaleError, ValueError):
        try:
            locale = Locale.parse(spoken)
        except (UnknownLocaleError, ValueError):
            locale = Locale("en")
    grouping = get_group_symbol(locale)
    return Style(
        currency=currencies[-1] if currencies else "USD", language=spoken, decimal=get_decimal_symbol(locale),
        grouping=" " if not grouping.strip() else grouping,
    )  # fmt: skip


def _steps(path: str) -> list[str]:
    return [plain for step in unquote(path).split("/") if (plain := _plain(step.partition(".")[0]))]


def _plain(text: str) -> str:
    """Small letters, digits and single underscores."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", ascii_))
