"""Names to places: in the page's language, turned round, doubled; zones never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import UnknownPlace
from transforms.models import PLACE
from transforms.places import fold, full_list, is_place, known_places, place, place_name, suggest
from transforms.values import Cell
from transforms.words import PlacesBasis


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("Turkey", "en", "TR"),
        ("Türkiye", "en", "TR"),
        ("Turkey (Türkiye)", "en", "TR"),
        ("the Netherlands", "en", "NL"),
        ("St Lucia", "en", "LC"),
        ("Saint Lucia", "en", "LC"),
        ("Trinidad and Tobago", "en", "TT"),
        ("TRINIDAD & TOBAGO", "en", "TT"),
        ("Korea, South", "en", "KR"),
        ("Korea (North)", "en", "KP"),
        ("Congo, Democratic Republic of the", "en", "CD"),
        ("Virgin Islands (British)", "en", "VG"),
        ("Virgin Islands (US)", "en", "VI"),
        ("Bosnia-Herzegovina", "en", "BA"),
        ("Cote d`Ivoire", "en", "CI"),
        ("Hongkong", "en", "HK"),
        ("Guadeloupe (France)", "en", "GP"),
        ("Puerto Rico (USA)", "en", "PR"),
        ("Hong Kong (China)", "en", "HK"),
        ("Réunion", "fr", "RE"),
        ("États-Unis", "fr", "US"),
        ("République démocratique du Congo", "fr", "CD"),
        ("Südkorea", "de", "KR"),
        ("Elfenbeinküste", "de", "CI"),
        ("Amerika", "id", "US"),
        ("Inggris", "id", "GB"),
        ("Guinea Ecuatorial", "es", "GQ"),
        ("일본", "ko", "JP"),
        ("미국", "ko", "US"),
        ("アメリカ", "ja", "US"),
        ("США", "ru", "US"),
        ("Brasil", "pt-BR", "BR"),
        ("台灣", "zh-Hant-TW", "TW"),
        ("Kosovo", "en", "XK"),
        ("In-flight", "en", "X-INFLIGHT"),
        ("Cruise ships", "en", "X-CRUISE"),
        ("N. Cyprus", "en", ""),
        ("North Cyprus", "en", "X-NORTHERNCYPRUS"),
        ("GB", "en", "GB"),
    ],
)
def test_a_name_is_its_place(words: str, language: str, code: str) -> None:
    if code:
        assert place(words, language) == code
    else:
        with pytest.raises(UnknownPlace):
            place(words, language)


@pytest.mark.parametrize(
    "words",
    [
        "Korea", "America", "Rest of Europe", "Europe", "Asia", "World", "Zone 1", "EU", "Virgin Islands", "Caribbean",
        "Channel Islands", "France and Germany", "France, Germany", "France/Spain", "Spain (France)", "Turky", "no",
        "in", "Other", "N/A", "", "*", "France 1", "Russia (USSR)", "China, Hong Kong Special Region", "Eastern Europe",
    ],
)  # fmt: skip
def test_a_zone_two_places_or_a_misspelling_is_no_place(words: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        place(words)
    assert caught.value.words == words


def test_likeness_is_told_and_never_used() -> None:
    with pytest.raises(UnknownPlace, match="did you mean TR Türkiye") as caught:
        place(Cell("Turky", "td[1]"))
    assert caught.value.suggestion == "TR Türkiye"
    assert caught.value.where == "td[1]"
    assert suggest("Xyzzy") == ""


def test_a_list_of_names_is_a_full_list_or_an_error() -> None:
    fields = full_list([Cell("Japan", "li[1]"), "France"], zone="1")
    assert [(p.place, p.zone, p.words, p.where) for p in fields["places"]] == [
        ("JP", "1", "Japan", "li[1]"),
        ("FR", "1", "France", ""),
    ]
    assert fields["places_basis"] is PlacesBasis.FULL_LIST
    with pytest.raises(UnknownPlace):
        full_list(["Japan", "Atlantis"])


def test_every_code_has_a_name_that_leads_back_to_it() -> None:
    for code in known_places():
        assert PLACE.fullmatch(code)
        assert is_place(code)
        assert place(place_name(code)) == code
        assert place(code) == code
    assert len(known_places()) >= 250


@given(st.text(max_size=30), st.sampled_from(["en", "fr", "ko", "pt-BR", "xx", ""]))
def test_arbitrary_words_are_a_place_or_an_unknown_place(words: str, language: str) -> None:
    try:
        assert is_place(place(words, language))
    except UnknownPlace as error:
        assert str(error)


@given(st.sampled_from(known_places()), st.sampled_from(["", " ", "  "]), st.booleans())
def test_case_space_and_accents_do_not_matter(code: str, space: str, is_upper: bool) -> None:
    name = place_name(code)
    written = f"{space}{name.upper() if is_upper else name.lower()}{space}"
    assert place(written) == code
    assert fold(written) == fold(name)
