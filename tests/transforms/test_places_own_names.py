"""A person's own names.csv: known to the sources beside it, here and in a spawned process; wrong rows are told."""

from pathlib import Path

import pytest

from flows.reading import PageBytes, Readers
from transforms.errors import UnknownPlace
from transforms.page import Page, Pages
from transforms.places import place
from transforms.places.own import NamesError, own_names, read_names, speaking
from transforms.read import read
from transforms.source import SourceError, find_carriers, load_carrier
from transforms.words import Media

MODULE = '''"""A made-up operator with names of its own."""
from transforms.models import Offer
from transforms.places import full_list
from transforms.source import Expect, Part, Source
from transforms.values import Style, rate
from transforms.words import Kind, Service

STYLE = Style(currency="EUR")
SOURCE = Source(carrier="Madeup", home_country="IE", style=STYLE, parts=(Part(urls=("https://example.com/",)),),
                expect=Expect(rows_min=1))


def parse(pages):
    for row in pages.only.table_of("Place", "Fee").rows():
        fee = rate(row.take("Fee"), STYLE)
        where = full_list([row.take("Place")])
        yield Offer(label="Pass " + where["places"][0].words, kind=Kind.DAY_PASS, service=Service.DATA,
                    **fee.fields("day"), **where)
'''
PAGE = (
    b"<!DOCTYPE html><html><body><table><tr><th>Place</th><th>Fee</th></tr><tr><td>Kiwiland</td><td>2.50</td></tr>"
    b"<tr><td>Japan</td><td>3.50</td></tr></table></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zz_madeup.py").write_text(MODULE, encoding="utf-8")
    return tmp_path


def test_a_name_of_the_folder_is_known_to_its_sources_and_to_nobody_else(folder: Path) -> None:
    source = folder / "zz_madeup.py"
    pages = Pages("main", (Page(PAGE, "https://example.com/", Media.HTML, "text/html; charset=utf-8"),))
    before = load_carrier(source, is_own=True)
    assert "unknown_place" in str(read(before, pages))
    (folder / "names.csv").write_text("name,place,language,note\nKiwiland,NZ,,as their page says\n", encoding="utf-8")
    after = load_carrier(source, is_own=True)
    assert [offer.places[0].place for offer in read(after, pages).offers] == ["NZ", "JP"]
    assert after.fingerprint != before.fingerprint  # old captures are read again
    assert not own_names()
    with pytest.raises(UnknownPlace):
        place("Kiwiland")


def test_a_reading_in_a_process_of_its_own_knows_them_too(folder: Path) -> None:
    (folder / "names.csv").write_text("name,place\nKiwiland,NZ\n", encoding="utf-8-sig")
    carrier = load_carrier(folder / "zz_madeup.py", is_own=True)
    page = PageBytes(PAGE, "https://example.com/", "text/html; charset=utf-8", Media.HTML)
    with Readers(workers=1) as readers:
        reading = readers.read(carrier, "main", (page,))
    assert [offer.places[0].place for offer in reading.offers] == ["NZ", "JP"]


def test_an_own_name_comes_before_every_other_in_its_language(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,place,language\nKorea,KR,\nCongo,CG,fr\n", encoding="utf-8")
    names = read_names(file)
    with speaking(names):
        assert place("KOREA") == "KR"
        assert place("Congo", "fr") == "CG"
        with pytest.raises(UnknownPlace):
            place("Congo", "en")
    with pytest.raises(UnknownPlace):
        place("Korea")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kiwiland;NZ\n", "its first line must be name,place,language,note"),
        ("name,place\nKiwiland,New Zealand\n", 'line 2: "New Zealand" is no place; write an ISO code such as FR'),
        ("name,place\nKiwiland,NZ\nKiwiland,AU\n", 'line 3: "Kiwiland" is NZ in an earlier line'),
        ("name,place,language\nKiwiland,NZ,klingonish\n", 'line 2: "klingonish" is no language'),
        ("name,place\n,NZ\n", "line 2: wants a name and a place"),
        ("name,place\nKorea, South,KR\n", "put a name with a comma in double quotes"),
        ("name,place\nKiwiland\n", 'line 2: "" is no place'),
        ('name,place\n"Kiwiland,NZ\n', "is not a CSV file in UTF-8"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_what_to_write(folder: Path, text: str, told: str) -> None:
    (folder / "names.csv").write_text(text, encoding="utf-8")
    with pytest.raises(NamesError) as caught:
        read_names(folder / "names.csv")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(SourceError):
        load_carrier(folder / "zz_madeup.py", is_own=True)
    found, broken = find_carriers([folder])
    assert "zz_madeup" not in found
    assert [(item.id, told in item.reason) for item in broken] == [("zz_madeup", True)]


def test_bytes_that_are_not_utf_8_are_told(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes("name,place\nTürkei,TR\n".encode("latin-1"))
    with pytest.raises(NamesError, match="not a CSV file in UTF-8"):
        read_names(tmp_path / "names.csv")
