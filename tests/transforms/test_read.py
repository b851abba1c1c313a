"""One part's pages to a reading: whatever a page or a parser does becomes a named problem or a held row."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from transforms import fingerprint
from transforms.errors import MatchCount, UnknownWords
from transforms.models import Offer, Price
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.shapes.row import Row
from transforms.source import Carrier, Expect, Parse, Part, Source, SourceError, find_carriers, load_carrier
from transforms.values import Style, price
from transforms.words import Kind, Service

STYLE = Style(currency="USD")
CSV_LIKE = "<table><tr><th>Name</th><th>Price</th></tr>{rows}</table>"


def source(expect: Expect) -> Source:
    return Source(
        carrier="Example", home_country="US", style=STYLE, parts=(Part(urls=("http://x/",)),), expect=expect
    )  # fmt: skip


def reading(parse: Parse, html: str = "<p>words</p>", expect: Expect = Expect()) -> Reading:  # noqa: B008
    carrier = Carrier("us_example", source(expect), parse, Path("us_example.py"))
    return read(carrier, Pages("main", (Page(html.encode(), "http://x/"),)))


def offer(row: Row) -> Iterator[Offer]:
    yield Offer(
        label=row.take("Name"), kind=Kind.PACK, service=Service.DATA, price_unit="pack",
        prices=(price(row.take("Price"), STYLE),),
    )  # fmt: skip


def table(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table_of("Name", "Price").rows(), offer)


def html(*cells: tuple[str, str]) -> str:
    return CSV_LIKE.format(rows="".join(f"<tr><td>{name}</td><td>{cost}</td></tr>" for name, cost in cells))


def test_a_row_that_is_not_understood_is_held_and_the_others_are_taken() -> None:
    got = reading(table, html(("A", "$1"), ("B", "ask"), ("C", "$3")))
    assert [o.label for o in got.offers] == ["A", "C"]
    assert [(h.code, h.words, h.where) for h in got.held] == [("unknown_words", "B | ask", "table/tr[3]")]
    assert got.problems == ()


def test_a_held_row_counts_as_present() -> None:
    got = reading(table, html(("A", "$1"), ("B", "ask")), Expect(rows_min=2, rows_max=2))
    assert got.problems == ()


@pytest.mark.parametrize(
    ("page", "expect", "code"),
    [
        (html(("A", "$1")), Expect(rows_min=2), "too_few_rows"),
        (html(("A", "$1"), ("B", "$1")), Expect(rows_max=1), "too_many_rows"),
        (html(("A", "$1"), ("A", "$2")), Expect(), "duplicate_key"),
        (html(("A", "$1")).replace("Price", "Cost"), Expect(), "match_count"),
        (html(("A", "$1")), Expect(landmarks=("Roaming",)), "landmark_lost"),
        (html(("A", "$1")), Expect(end="</html>"), "truncated"),
        ("", Expect(), "empty"),
    ],
)
def test_a_page_that_is_not_as_expected_is_a_named_problem(page: str, expect: Expect, code: str) -> None:
    assert [problem.code for problem in reading(table, page, expect).problems] == [code]


def test_a_parser_that_fails_is_a_problem_of_one_source_and_never_raises() -> None:
    def divides(pages: Pages) -> Iterator[Offer]:
        yield from ()
        raise ZeroDivisionError("by zero")

    def refuses(pages: Pages) -> Iterator[Offer]:
        yield from ()
        raise UnknownWords("what is this", words="xyz", where="p")

    def makes_nonsense(pages: Pages) -> Iterator[Offer]:
        yield Offer(
            label="A", kind=Kind.PACK, service=Service.DATA, price_unit="fortnight", prices=(Price(Decimal(1), "USD"),)
        )

    def two(pages: Pages) -> Iterator[Offer]:
        yield from ()
        raise MatchCount("2 matches", where="p")

    found = {name.__name__: reading(name) for name in (divides, refuses, makes_nonsense, two)}
    assert {name: [p.code for p in got.problems] for name, got in found.items()} == {
        "divides": ["parser_fault"],
        "refuses": ["unknown_words"],
        "makes_nonsense": ["implausible"],
        "two": ["match_count"],
    }
    assert all(got.offers == () for got in found.values())
    assert found["refuses"].problems[0].words == "xyz"
    assert "ZeroDivisionError: by zero" in found["divides"].problems[0].message


def test_a_claim_that_is_contradicted_refuses_the_page() -> None:
    def claims(pages: Pages) -> Iterator[Offer]:
        pages.only.claim(3, 2, "plans")
        yield from ()

    assert [p.message for p in reading(claims).problems] == ["the page claims 3 plans, 2 were read (http://x/)"]


MODULE = """
from transforms.source import Part, Source
from transforms.values import Style
SOURCE = Source(carrier="Own", home_country="US", style=Style(currency="USD"), parts=(Part(urls=("http://x/",)),))
def parse(pages):
    yield from ()
"""


def test_a_folder_of_ones_own_is_found_and_a_broken_module_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "us_own.py").write_text(MODULE)
    (tmp_path / "us_broken.py").write_text("import nothing_of_that_name")
    (tmp_path / "us_empty.py").write_text("")
    (tmp_path / "Wrong-Name.py").write_text(MODULE)
    (tmp_path / "us_att.py").write_text(MODULE)  # the name of one of ours
    (tmp_path / "_helper.py").write_text("raise SystemError")
    found, broken = find_carriers([tmp_path, tmp_path / "missing"])
    assert found["us_own"].is_own
    assert not found["us_att"].is_own
    reasons = {item.id: item.reason for item in broken}
    assert set(reasons) == {"us_broken", "us_empty", "Wrong-Name", "us_att", "missing"}
    assert "ModuleNotFoundError" in reasons["us_broken"]
    assert "declares no SOURCE" in reasons["us_empty"]
    assert "not a folder" in reasons["missing"]


def test_the_fingerprint_follows_the_module(tmp_path: Path) -> None:
    file = tmp_path / "us_own.py"
    file.write_text(MODULE)
    before = load_carrier(file).fingerprint
    assert load_carrier(file).fingerprint == before
    file.write_text(MODULE + "# changed\n")
    assert load_carrier(file).fingerprint != before
    with pytest.raises(SourceError, match="has no part 'other'; it has main"):
        load_carrier(file).part("other")


def test_the_fingerprint_knows_the_names_of_places_from_the_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, names = tmp_path / "us_one.py", tmp_path / "names.csv"
    file.write_text("a parser")
    names.write_text("name,place\n")
    before = fingerprint.fingerprint(file, names)
    names.write_text("name,place\nGreat Britain,GB\n")
    after = fingerprint.fingerprint(file, names)
    assert fingerprint.is_by_reference(before, after)
    assert before[:8] != after[:8]  # which readings are named by
    file.write_text("another parser")
    assert not fingerprint.is_by_reference(after, fingerprint.fingerprint(file, names))
    assert not fingerprint.is_by_reference(before, before)


@pytest.mark.parametrize(("package", "is_reference"), [("babel", True), ("lxml", False), ("beautifulsoup4", False)])
def test_another_version_of_what_reads_pages_or_names_places_is_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, is_reference: bool
) -> None:
    file = tmp_path / "us_one.py"
    file.write_text("a parser")
    before = fingerprint.fingerprint(file)
    real = fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: "99" if name == package else real(name))
    fingerprint.library.cache_clear()
    try:
        assert fingerprint.is_by_reference(before, fingerprint.fingerprint(file)) is is_reference
        assert fingerprint.fingerprint(file) != before
    finally:
        fingerprint.library.cache_clear()
