"""Price lists in PDF, made here: tables over several pages, prose, and everything that is no such PDF."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import pdf, table, words

from transforms.errors import LandmarkLost, MatchCount, NotPdf, PageError
from transforms.identify import identify
from transforms.page import Page
from transforms.words import Media

HEAD = ("Destination", "Zone", "Price")
LINES = [("France", "1", "€1.50"), ("Japan", "2", "€2"), ("Côte d'Ivoire (Abidjan)", "3", "€3.99")]


def page(*pages: str) -> Page:
    return Page(pdf(pages), "http://x/list.pdf", Media.PDF)


def read(made: Page) -> list[tuple[str, ...]]:
    return [tuple(str(row.take(column)) for column in HEAD) for row in made.pdf.table_of(*HEAD)]


def test_a_ruled_table_is_rows_that_know_where_they_stood() -> None:
    made = page(words("Roaming prices of May", 50, 740) + table([HEAD, *LINES]))
    assert read(made) == LINES
    row = made.pdf.table_of("Destination", "Price")[1]
    assert row.take("Price").where == "page 1, table 1, row 3, cell 3"
    assert row.where == "page 1, table 1, row 3"


def test_a_table_goes_on_over_pages_with_or_without_its_header() -> None:
    assert read(page(table([HEAD, LINES[0]]), table([HEAD, LINES[1]]), table([LINES[2]]))) == LINES
    assert read(page(table([HEAD, *LINES[:2]]), words("Notes", 50, 700), table([LINES[2]]))) == LINES[:2]


def test_a_table_without_lines_is_found_by_its_gaps_when_the_source_says_so() -> None:
    made = page(table([("Land", "Price"), ("France", "1.50"), ("Japan", "2.00"), ("Peru", "3.00")], is_ruled=False))
    rows = made.pdf.table_of("Land", "Price", has_lines=False)
    assert [(row.take("Land"), row.take("Price")) for row in rows if row.take("Land")] == [
        ("France", "1.50"), ("Japan", "2.00"), ("Peru", "3.00"),
    ]  # fmt: skip
    with pytest.raises(MatchCount, match="no table"):
        made.pdf.table_of("Land", "Price")


def test_prose_in_a_pdf_is_found_like_any_prose() -> None:
    made = page(words("The pass costs $12 a day", 50, 700), words("and $5 in Canada.", 50, 700))
    identify(made, ("pass costs",))
    said = made.find(r"costs (?P<price>\$\d+) a day")
    assert (said["price"], said["price"].where) == ("$12", "characters 16-18")
    assert made.find(r"day and (?P<price>\$\d+) in")["price"] == "$5"
    with pytest.raises(LandmarkLost):
        identify(made, ("Roaming",))


def test_two_tables_of_one_header_and_other_columns_are_an_error() -> None:
    other = table([("Destination", "Price", "Per"), ("Peru", "€1", "MB")], top=400)
    with pytest.raises(MatchCount, match="two tables"):
        page(table([HEAD, *LINES]) + other).pdf.table_of("Destination", "Price")
    with pytest.raises(MatchCount, match="named twice"):
        page(table([("A", "A"), ("1", "2")])).pdf.table_of("A")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<html>", "not a PDF"),
        (b"", "not a PDF"),
        (pdf([table([HEAD])])[:-40], "cut off"),
        (pdf([""]), "no text"),
        (pdf([table([HEAD])], is_locked=True), "cannot be read"),
        (b"%PDF-1.4\n%%EOF\n", "(cannot be read|no text)"),
        (pdf([words(str(i), 50, 700) for i in range(301)]), "301 pages"),
        (pdf([words("(cid:12)(cid:3)", 50, 700)]), "without a meaning"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_readable_pdf_is_told(body: bytes, told: str) -> None:
    with pytest.raises(NotPdf, match=told):
        _ = Page(body, "http://x/list.pdf", Media.PDF).words


def test_a_web_page_in_place_of_a_pdf_is_told_by_its_kind() -> None:
    wall = Page(b"<html><head><title>Access Denied</title></head><body>x</body></html>", "http://x/", Media.PDF)
    with pytest.raises(PageError) as caught:
        identify(wall, ("Roaming",))
    assert caught.value.code == "block_page"


SOUND = pdf([table([HEAD, *LINES])])


@settings(max_examples=40)
@given(st.integers(0, len(SOUND) - 1))
def test_a_pdf_cut_anywhere_is_never_a_shorter_list(at: int) -> None:
    try:
        rows = Page(SOUND[:at], "", Media.PDF).pdf.table_of(*HEAD)
    except PageError:
        return
    assert len(rows) == len(LINES)


@settings(max_examples=60)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=6))
def test_a_spoilt_pdf_is_rows_or_a_named_error(at: int, junk: bytes) -> None:
    try:
        rows = Page(SOUND[:at] + junk + SOUND[at + len(junk) :], "", Media.PDF).pdf.table_of(*HEAD)
    except PageError:
        return
    assert all(row.take("Price") is not None for row in rows)
