"""The names of places that we know: Unicode CLDR through babel, today's and earlier releases', ISO codes, the hand rows
of ``names.csv``."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from transforms.places.folding import fold, squash

_HERE = Path(__file__).parent

# CLDR codes that are no country or territory of their own; EA, IC ... are parts of others and have hand rows.
NOT_PLACES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})

# Names that mean two places or a zone, whatever a dictionary says: "Korea" is a row of the wrong country one day, and
# the Congo without the word that tells which is Kinshasa's in Norwegian and Brazzaville's in Spanish.
AMBIGUOUS = frozenset(
    squash(name)
    for name in (
        "korea", "america", "americas", "virgin islands", "africa", "asia", "europe", "oceania", "world", "mena",
        "congo", "kongo", "конго", "конга", "콩고", "コンゴ", "刚果", "剛果", "الکونغو", "کنگو", "कांगो", "կոնգո",
        "คองโก",
    )
)  # fmt: skip

# Territories with the country that carriers print behind them: "Guadeloupe (France)", "Puerto Rico (USA)".
_SOVEREIGN = {
    "FR": "GP MQ RE GF YT PM BL MF WF PF NC TF", "US": "PR VI GU AS MP UM", "CN": "HK MO TW", "NO": "SJ BV",
    "GB": "GG JE IM GI BM KY VG AI MS TC FK SH IO GS PN", "NL": "AW CW SX BQ", "DK": "FO GL", "FI": "AX",
    "AU": "CX CC NF HM", "NZ": "CK NU TK",
}  # fmt: skip
SOVEREIGN = {part: whole for whole, parts in _SOVEREIGN.items() for part in parts.split()}

ANY = "*"


class Own(Mapping[str, Mapping[str, str]]):
    """Names of a person's own folder: language ("" for any) to squashed name to code. Told apart by identity."""

    def __init__(self, names_of: Mapping[str, Mapping[str, str]]) -> None:
        self._names_of = names_of

    def __getitem__(self, language: str) -> Mapping[str, str]:
        return self._names_of[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names_of)

    def __len__(self) -> int:
        return len(self._names_of)

    __hash__ = object.__hash__
    __eq__ = object.__eq__


NO_NAMES = Own({})


def lookup(name: str, language: str, own: Own = NO_NAMES) -> str | None:
    """The code of a name in that language, in English or by a hand row for any language; ``own`` rows come first.

    ``language`` may be several, with a space between ("fr nl"): two of them that mean two places make it no name.
    Behind them, or alone, ``*`` is every language there is, where they all mean one place.
    """
    key = squash(name)
    declared = language.split()
    for tongue in (*declared, "") if own else ():
        if key in own.get(tongue, ()):
            return own[tongue][key]
    if key in AMBIGUOUS or not key:
        return None
    found = {code for tongue in declared if tongue != ANY and (code := _of(tongue).get(key))}
    if found:
        return found.pop() if len(found) == 1 else None
    return _of("en").get(key) or (ANY in declared and anywhere().get(key)) or None


@lru_cache(maxsize=64)
def names(language: str) -> dict[str, str]:
    """Folded name, without its spaces, to code: a language's own names and the English ones."""
    found = dict(_of("en"))
    for tongue in language.split():
        found |= _of(tongue) if tongue != ANY else {key: code for key, code in anywhere().items() if code}
    return found


@lru_cache(maxsize=1)
def anywhere() -> dict[str, str]:
    """The names in all languages. Two places behind one name: "". A hand row for any language settles it."""
    found = {row["key"]: "" if " " in row["places"] else row["places"] for row in _rows("cldr_any.csv")}
    for row in _rows("cldr_past.csv"):
        found.setdefault(row["key"], row["place"])
    for row in hand_rows():
        key = squash(row["name"])
        if row["language"] and found.get(key, row["place"]) != row["place"]:
            found[key] = ""
        else:
            found[key] = row["place"]
    return found


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Every code that a place can have."""
    iso = {code for _, code in cldr_names("en")}
    return frozenset(iso | {row["place"] for row in _rows("names.csv")})


# Codes that are words where that language is spoken: the French départements d'outre-mer, east, south.
_WORDS = {"DOM": ("fr",), "EST": ("fr", "it", "es", "pt", "ro"), "SUR": ("es",), "PER": ("it", "nl"), "AND": ("en",)}


def code_of(letters: str, language: str = "") -> str | None:
    """The place of an ISO 3166-1 code of two or three letters in upper case, or of a pseudo-place's."""
    if letters in _WORDS and language.split("-")[0] in _WORDS[letters]:
        return None
    if letters in codes():
        return letters
    if len(letters) != 3 or not letters.isupper():
        return None
    now = [str(code) for code in get_global("territory_aliases").get(letters, [])]
    return now[0] if len(now) == 1 and now[0] in codes() else None


def hand_rows() -> list[dict[str, str]]:
    """Columns name, place, language ("" for any), note."""
    return _rows("names.csv")


def territory_name(code: str, language: str) -> str:
    for tongue in (*_locales(language), "en"):
        if code in _territories(tongue):
            return _territories(tongue)[code]
    return code


@lru_cache(maxsize=64)
def _of(language: str) -> dict[str, str]:
    """A language's own names: hand rows before CLDR's, the region's ("pt-BR") before the language's, today's before
    former ones. A name of two places is none."""
    found: dict[str, str] = {}
    for tongue in _locales(language):
        of_tongue: dict[str, set[str]] = {}
        for name, code in cldr_names(tongue):
            of_tongue.setdefault(squash(name), set()).add(code)
            if tongue == "en" and " & " in name:  # "Trinidad/Tobago", "St. Kitts-Nevis"
                of_tongue.setdefault(squash(name.replace(" & ", " ")), set()).add(code)
        for key, places in of_tongue.items():
            if len(places) == 1:
                found.setdefault(key, next(iter(places)))
    spoken = [tongue.replace("_", "-") for tongue in _locales(language)]
    for row in _rows("cldr_past.csv"):
        if any(tongue in row["languages"].split() for tongue in spoken):
            found.setdefault(row["key"], row["place"])
    for of_hand in ("", *reversed(spoken)):
        found |= {squash(row["name"]): row["place"] for row in hand_rows() if row["language"] == of_hand}
    return found


def cldr_names(tongue: str) -> Iterator[tuple[str, str]]:
    """Every name with its code. "Myanmar (Burma)" is two names besides, unless one is another place's own or tells two
    places apart: "Virgin Islands (USA)" must never make "USA" a name of the islands."""
    whole = [(name, code) for code, name in _territories(tongue).items()]
    yield from whole
    if not any("(" in name for name, _ in whole):
        return
    own = {fold(name) for name, _ in whole}
    outers = Counter(fold(name.partition("(")[0]) for name, _ in whole)
    for name, code in whole:
        outer, bracket, inner = name.partition("(")
        if bracket and code not in SOVEREIGN and outers[fold(outer)] == 1:
            yield from ((part, code) for part in (outer, inner.rstrip(")")) if fold(part) not in own)


@lru_cache(maxsize=8)
def _rows(file_name: str) -> list[dict[str, str]]:
    with (_HERE / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=64)
def _territories(tongue: str) -> dict[str, str]:
    found = {str(code): str(name) for code, name in Locale.parse(tongue).territories.items()}
    return {c: n for c, n in found.items() if len(c) == 2 and c.isalpha() and c not in NOT_PLACES and n != c}


def _locales(language: str) -> tuple[str, ...]:
    """ "pt-BR" is read as pt_BR and pt; a language that CLDR does not have has no names of its own."""
    base = language.replace("-", "_").split("_")[0]
    known = []
    for tongue in dict.fromkeys((language.replace("-", "_"), base)):
        try:
            Locale.parse(tongue)
        except (UnknownLocaleError, ValueError):
            continue
        known.append(tongue)
    return tuple(known)
