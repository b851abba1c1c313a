"""27,136 names that other people's pages wrote, against ours. Prints the counts; what must not resolve never does."""

import json
from collections import Counter
from pathlib import Path

import pytest

from transforms.errors import UnknownPlace
from transforms.places import place
from transforms.places.names import lookup

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "countrynames" / "names.json"
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "id", "ko", "ja", "zh", "ru", "tr", "ar", "pl", "sv", "vi", "th")

pytestmark = pytest.mark.skipif(not VECTORS.is_file(), reason="../shared/vectors is not beside the repository")

# Where the vectors' code is no place of ours, or the name is two things in two languages: name -> what we say.
KNOWN = {
    "Wales": "GB", "Scotland": "GB", "Northern Ireland": "GB", "Ascension": "SH", "Ascension Island": "SH",
    "Tristan da Cunha": "SH", "Zaire": "CD", "Canary Islands": "ES", "canary islands": "ES", "NGA": "RU",
    "Northern Cyprus": "X-NORTHERNCYPRUS", "Turkish Republic of Northern Cyprus": "X-NORTHERNCYPRUS",
    "NORTH CYPRUS": "X-NORTHERNCYPRUS", "Guyane": "GF", "Norfolk": "NF", "BI": "BE",
    "سانت مارتن": "SX", "เซนต์มาร์ติน": "MF",
}  # fmt: skip


@pytest.fixture(scope="module")
def vectors() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_zone_and_no_empty_word_is_ever_a_place(language: str, vectors: dict[str, list[dict[str, str]]]) -> None:
    names = [row["name"] if isinstance(row, dict) else str(row) for row in vectors["must_not_resolve"]]
    assert len(names) == 43
    for name in names:
        with pytest.raises(UnknownPlace):
            place(name, language)


def test_a_name_that_resolves_is_the_place_that_was_meant(
    vectors: dict[str, list[dict[str, str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[str] = Counter()
    wrong = {}
    for row in vectors["resolve"]:
        found = {code for language in LANGUAGES if (code := lookup(row["name"], language))}
        is_ours = len(row["code"]) == 2 and row["code"] not in ("EU", "UN", "ZZ")
        if not found:
            counts["refused" if is_ours else "refused, rightly: no place"] += 1
        elif found == {row["code"]}:
            counts["right"] += 1
        elif len(found) > 1:
            counts["two places in two languages"] += 1
        else:
            counts["wrong"] += 1
            wrong[row["name"]] = found.pop()
    with capsys.disabled():
        print(f"\n{len(vectors['resolve'])} names in {len(LANGUAGES)} languages: {dict(counts)}", end=" ")
    assert {name: code for name, code in wrong.items() if KNOWN.get(name) != code} == {}
    assert counts["right"] >= 3500
