"""Names of places to codes, a second: ours against rapidfuzz over the same dictionary, which is the naive way.

python -m benchmarks.places
"""

import time
from functools import partial

from rapidfuzz import fuzz, process

from benchmarks.side_by_side import measure, show
from transforms.errors import UnknownPlace
from transforms.places import known_places, place, place_name
from transforms.places.folding import fold
from transforms.places.names import anywhere, cldr_names, names
from transforms.places.resolve import resolve

# Zones, two places, misspellings and words of other columns: an answer to any of them is wrong.
NO_NAMES = (
    "Rest of Europe", "Virgin Islands", "Niger Delta", "Zone 3", "West Africa", "Korea", "Other", "Per minute",
    "Austria 2", "Dominican", "Congo", "Guiana", "Balkans", "Caribbean", "Channel Islands", "Oceania", "North Africa",
    "Latin America",
)  # fmt: skip


def ours(words: list[str], language: str) -> int:
    found = 0
    for name in words:
        try:
            found += bool(place(name, language))
        except UnknownPlace:
            continue
    return found


def first_time(words: list[str], language: str) -> int:
    resolve.cache_clear()
    return ours(words, language)


def naive(words: list[str], choices: list[str]) -> int:
    return sum(
        process.extractOne(fold(name), choices, scorer=fuzz.WRatio, score_cutoff=80) is not None for name in words
    )


def main() -> None:
    began = time.perf_counter()
    place("Kenya")
    english = time.perf_counter() - began
    began = time.perf_counter()
    known = len(anywhere())
    everything = time.perf_counter() - began
    print(f"\nloading: English {english * 1000:.0f} ms, {known} names of all languages {everything * 1000:.0f} ms")
    page = [place_name(code) for code in known_places()]
    local = [name for tongue in ("de", "fr", "ko", "ru", "th") for name, _ in cldr_names(tongue)]
    english_names = list(names("en"))
    for title, words, language, choices, repeats in (
        ("a page in English", page, "en", english_names, 5),
        ("five languages, none declared", local, "*", list(anywhere()), 1),
    ):
        sample = words if choices is english_names else words[::20]
        medians = measure(
            {
                "place(), a name seen before": partial(ours, words, language),
                "place(), a name seen for the first time": partial(first_time, words, language),
            },
            repeats=5,
        )
        slow = measure({"rapidfuzz extractOne": partial(naive, sample, choices)}, repeats=repeats)
        medians["rapidfuzz extractOne (WRatio)"] = slow["rapidfuzz extractOne"] * len(words) / len(sample)
        show(f"{len(words)} lookups, {title}", medians, "")
        for way, seconds in medians.items():
            print(f"  {len(words) / seconds:12,.0f} a second   {way}")
    print(
        f"\n{len(NO_NAMES)} words that are no place: place() answers {ours(list(NO_NAMES), 'en')}, "
        f"rapidfuzz {naive(list(NO_NAMES), english_names)}"
    )


if __name__ == "__main__":
    main()
