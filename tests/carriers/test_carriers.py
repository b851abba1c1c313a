"""Every source that is found is tested by its recorded pages and golden rows. There is no code per carrier here."""

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.recorded import Recorded, code_lines, complaints, recorded, rows_of
from transforms.source import Carrier, find_carriers
from transforms.words import Media, SourceStatus

ROOT = Path(__file__).parents[2]
FOLDERS = (Path(__file__).parent, ROOT / "flows" / "demo" / "pages")
CARRIERS, BROKEN = find_carriers()
READ = {id_: carrier for id_, carrier in CARRIERS.items() if carrier.source.status is not SourceStatus.WATCH}
PAGES = [(carrier, page) for carrier in READ.values() for page in recorded(carrier.id, FOLDERS)]
GOLDEN = [(carrier, page) for carrier, page in PAGES if page.golden.is_file()]

# A module that reads several pages of different shapes holds several parsers.
LINES_MEDIAN, LINES_MOST, LINES_MOST_WITH_PARTS = 30, 39, 54


def test_every_module_in_the_carriers_folder_is_a_source() -> None:
    assert BROKEN == []
    assert len(CARRIERS) >= 6


@pytest.mark.parametrize("carrier", READ.values(), ids=lambda c: c.id)
def test_every_source_has_a_recorded_page_with_golden_rows(carrier: Carrier) -> None:
    pages = recorded(carrier.id, FOLDERS)
    assert any(page.golden.is_file() for page in pages), f"tests/carriers/{carrier.id}/ has no page with golden rows"
    parts = {"", *(part.id for part in carrier.source.parts)}
    assert {page.part for page in pages} <= parts, f"{carrier.id} has pages of parts that it does not declare"


@pytest.mark.parametrize(("carrier", "page"), PAGES, ids=[page.name for _, page in PAGES])
def test_a_recorded_page_is_read_as_its_golden_rows(
    carrier: Carrier, page: Recorded, request: pytest.FixtureRequest
) -> None:
    reading = read(carrier, page.pages(carrier))
    if request.config.getoption("--update-golden") and not reading.problems:
        page.golden.write_text(rows_of(reading), encoding="utf-8")
    if not page.golden.is_file() and FOLDERS[0] not in page.files[0].parents:
        assert reading.problems, f"{page.name} is read without a problem: it needs golden rows"
        return  # a page of the demo that is broken on purpose
    assert not (found := complaints(carrier, page)), "\n".join(found)


@pytest.mark.parametrize(("carrier", "page"), GOLDEN, ids=[page.name for _, page in GOLDEN])
def test_a_page_read_twice_gives_the_same_reading(carrier: Carrier, page: Recorded) -> None:
    assert read(carrier, page.pages(carrier)) == read(carrier, page.pages(carrier))


def test_a_source_is_one_short_module(counted: Callable[[str], None]) -> None:
    lines = {carrier.id: code_lines(carrier.path) for carrier in CARRIERS.values()}
    most = {c.id: LINES_MOST_WITH_PARTS if len(c.source.parts) > 1 else LINES_MOST for c in CARRIERS.values()}
    spread = f"median {statistics.median(lines.values())} least {min(lines.values())} most {max(lines.values())}"
    counted(f"code lines of {len(lines)} sources: {spread}")
    assert {id_: count for id_, count in lines.items() if count > most[id_]} == {}
    assert statistics.median(lines.values()) <= LINES_MEDIAN


@settings(max_examples=60)
@given(st.data())
def test_a_page_that_was_cut_off_is_never_a_shorter_list_of_offers(data: st.DataObject) -> None:
    carrier, page = data.draw(st.sampled_from(GOLDEN))
    whole = page.pages(carrier)
    index = data.draw(st.integers(0, len(whole.pages) - 1))
    body = whole[index].body
    cut = Page(body[: data.draw(st.integers(0, len(body) - 1))], whole[index].url, whole[index].media)
    pages = list(whole.pages)
    pages[index] = cut
    reading: Reading = read(carrier, Pages(whole.part, tuple(pages)))
    full: Reading = read(carrier, page.pages(carrier))
    if cut.media is Media.CSV and cut.body.endswith(b"\n"):
        return  # a CSV file cut between two records is a CSV file: only the length that was announced can tell
    is_complete = not reading.problems and not reading.held
    assert not is_complete or reading == full, f"{page.name} cut at {len(cut.body)} of {len(body)} bytes"


@settings(max_examples=60)
@given(st.data(), st.binary(max_size=30))
def test_a_page_with_a_hole_is_a_reading_and_never_an_exception(data: st.DataObject, filling: bytes) -> None:
    carrier, page = data.draw(st.sampled_from(GOLDEN))
    whole = page.pages(carrier)
    body = whole.pages[0].body
    start = data.draw(st.integers(0, len(body)))
    torn = body[:start] + filling + body[data.draw(st.integers(start, min(len(body), start + 400))) :]
    pages = (Page(torn, whole.pages[0].url, whole.pages[0].media), *whole.pages[1:])
    reading = read(carrier, Pages(whole.part, pages))
    assert not [p for p in reading.problems if p.code == "parser_fault"], reading.problems
