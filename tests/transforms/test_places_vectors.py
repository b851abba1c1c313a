"""27,136 names that other people's pages wrote, in no declared language. Prints the counts and why we say otherwise."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from transforms.errors import UnknownPlace
from transforms.places import is_place, place

HERE = Path(__file__).parent
VECTORS = HERE.parents[2] / "shared" / "vectors" / "countrynames" / "names.json"
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "id", "ko", "ja", "zh", "ru", "tr", "ar", "pl", "sv", "vi", "th")

pytestmark = pytest.mark.skipif(not VECTORS.is_file(), reason="../shared/vectors is not beside the repository")


@pytest.fixture(scope="module")
def vectors() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def disagreements() -> dict[tuple[str, str], tuple[str, str]]:
    """(name, the vectors' code) to (ours, or "" for refused; the reason)."""
    with (HERE / "places_disagreements.csv").open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["code"]): (row["ours"], row["reason"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("language", ["*", *LANGUAGES])
def test_no_zone_and_no_empty_word_is_ever_a_place(language: str, vectors: dict[str, list[dict[str, str]]]) -> None:
    names = [row["name"] if isinstance(row, dict) else str(row) for row in vectors["must_not_resolve"]]
    assert len(names) == 43
    for name in names:
        with pytest.raises(UnknownPlace):
            place(name, language)


def test_a_name_in_any_language_is_the_place_that_was_meant_or_has_its_reason(
    vectors: dict[str, list[dict[str, str]]],
    disagreements: dict[tuple[str, str], tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unexplained = []
    for row in vectors["resolve"]:
        name, code = row["name"], row["code"]
        ours = _of(name)
        if ours == code:
            counts["right"] += 1
        elif not is_place(code) and not ours:
            counts[f"no place, refused: {code}"] += 1
        elif disagreements.get((name, code), ("?",))[0] == ours:
            counts["refused" if not ours else "another place" if is_place(code) else "no place, an alias"] += 1
            reasons[disagreements[name, code][1]] += 1
        else:
            unexplained.append((name, code, ours))
    places = sum(is_place(row["code"]) for row in vectors["resolve"])
    no_place = sum(n for what, n in counts.items() if what.startswith("no place, refused"))
    with capsys.disabled():
        print(
            f"\n{len(vectors['resolve'])} names in no declared language. Of {places} that mean a place of ours "
            f"{counts['right']} right ({counts['right'] / places:.1%}), {counts['refused']} refused, "
            f"{counts['another place']} another place. Of {len(vectors['resolve']) - places} that mean none (EU, UN, "
            f"former states, parts of countries) {no_place} refused, {counts['no place, an alias']} an alias."
        )
        for reason, count in reasons.most_common():
            print(f"  {count:4}  {reason}")
    assert unexplained == []
    assert counts["right"] / places >= 0.97
    assert counts["another place"] <= 8


def test_each_reason_is_still_needed(
    vectors: dict[str, list[dict[str, str]]], disagreements: dict[tuple[str, str], tuple[str, str]]
) -> None:
    known = {(row["name"], row["code"]) for row in vectors["resolve"]}
    for (name, code), (ours, reason) in disagreements.items():
        assert reason
        assert (name, code) in known
        assert _of(name) == ours != code


def test_a_declared_language_never_says_another_place_than_all_languages_do_unless_it_is_its_own_name(
    vectors: dict[str, list[dict[str, str]]],
) -> None:
    """The two readings differ only where one name is two places in two languages."""
    names = {row["name"] for row in vectors["resolve"]}
    for language in ("fr", "ru", "ko"):
        both = {
            name: (mine, everywhere) for name in names if (mine := _of(name, language)) and (everywhere := _of(name))
        }
        assert len(both) > 2000
        assert {name: pair for name, pair in both.items() if pair[0] != pair[1]} == {}


def _of(name: str, language: str = "*") -> str:
    try:
        return place(name, language)
    except UnknownPlace:
        return ""
