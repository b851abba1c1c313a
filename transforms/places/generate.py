"""Writes ``cldr_any.csv`` and ``cldr_past.csv``: names of places in all the languages of Unicode CLDR, as babel has it.

``cldr_any.csv``   key, places: every name of today's babel, folded. Two places behind one key: the name is refused
                   where no language is declared that settles it.
``cldr_past.csv``  key, place, languages, release: names that an earlier babel had and today's has not ("Macedonia",
                   other spellings). A name that means another place today is left out.

    python -m transforms.places.generate [FOLDER ...]

where each FOLDER is an unpacked wheel of an earlier babel; without one, the past rows that are there are kept.
"""

import csv
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from transforms.places.folding import squash
from transforms.places.names import AMBIGUOUS, cldr_names, codes

HERE = Path(__file__).parent

# Where an old release was wrong: north for south (Yoruba's two Koreas, Burmese's South Sudan), a zone's name for a
# place's (Greek: Latin America as LA), the Antarctic under a code that is now Bonaire's. (language, place)
_PAST_ERRORS = frozenset(
    {
        ("yo", "KP"), ("yo", "KR"), ("yo", "ZA"), ("yo", "MP"), ("my", "SS"), ("hi", "TF"), ("el", "LA"), ("ks", "BQ"),
        ("mi", "GG"), ("chr", "CD"), ("da", "BQ"), ("mr", "GB"), ("hi", "GB"), ("ca", "IM"),
    }
)  # fmt: skip
# Southern Africa, Australasia and Micronesia are, in some languages, the names of the countries too.
_SHARED_ZONES = {"018", "053", "057"}


def rows_now() -> list[tuple[str, str]]:
    """Every folded name of the installed babel with its place, or its places."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in {pair for tongue in _unlike_locales() for pair in cldr_names(tongue)}:
        found[squash(name)].add(code)
    out = AMBIGUOUS | zones() | {""}
    return sorted((key, " ".join(sorted(codes))) for key, codes in found.items() if key not in out)


def _unlike_locales() -> list[str]:
    """One locale of those that say the same: en_AG has no name that en has not."""
    found: dict[frozenset[tuple[str, str]], str] = {}
    for tongue in locale_identifiers():
        found.setdefault(frozenset(Locale.parse(tongue).territories.items()), tongue)
    return list(found.values())


def zones() -> frozenset[str]:
    """The folded names, in every language, of what is no country: Europe, the Americas, the European Union ..."""
    named = {
        str(name)
        for tongue in _unlike_locales()
        for code, name in Locale.parse(tongue).territories.items()
        if (code.isdigit() and code not in _SHARED_ZONES) or code in ("EU", "EZ", "UN", "ZZ", "QO")
    }
    return frozenset(map(squash, named))


def rows_past(folders: Iterable[Path], now: frozenset[str]) -> Iterator[tuple[str, str, str, str]]:
    """What earlier releases, the newest first, say and ``now`` does not."""
    places: dict[str, set[str]] = defaultdict(set)
    tongues: dict[str, set[str]] = defaultdict(set)
    release: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.glob("babel/locale-data/*.dat")):
            language = path.stem.split("_")[0]
            for code, name in pickle.loads(path.read_bytes()).get("territories", {}).items():  # noqa: S301
                key = squash(str(name))
                if code not in codes() or not key or name == code:
                    continue
                if key in now or (language, code) in _PAST_ERRORS:
                    continue
                places[key].add(code)
                tongues[key].add(language)
                release.setdefault(key, folder.name.rpartition("-")[2])
    for key in sorted(places):
        if len(places[key]) == 1:
            yield key, places[key].pop(), " ".join(sorted(tongues[key])), release[key]


def write(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main(folders: list[str]) -> None:
    now = rows_now()
    write("cldr_any.csv", ("key", "places"), now)
    if folders:
        newest_first = sorted(map(Path, folders), key=_release, reverse=True)
        write(
            "cldr_past.csv",
            ("key", "place", "languages", "release"),
            rows_past(newest_first, frozenset(dict(now)) | AMBIGUOUS | zones()),
        )


def _release(folder: Path) -> list[int]:
    return [int(part) for part in folder.name.rpartition("-")[2].split(".")]


if __name__ == "__main__":
    main(sys.argv[1:])
