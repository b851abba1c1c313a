"""The demo's past: every page reads completely but the broken one, and differs from the date before as it is told."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from flows.demo.timeline import PAGES, Moment, load_timeline, page_at
from transforms.golden import golden_rows
from transforms.identity import mint
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.source import find_carriers
from transforms.words import SourceStatus

TIMELINE = load_timeline()
CARRIERS = find_carriers()[0]
PAGE_FILES = sorted(PAGES.glob("*/*.html"))
LANGUAGES = {CARRIERS[i].source.style.language for i in TIMELINE.sources}


@cache
def read_at(source_id: str, part_id: str, on: date) -> Reading:
    carrier = CARRIERS[source_id]
    part = carrier.part(part_id)
    pages = tuple(Page(page_at(carrier.id, part.id, i, on), url, part.media) for i, url in enumerate(part.urls))
    return read(carrier, Pages(part.id, pages))


def rows_at(source_id: str, on: date) -> dict[str, dict[str, str]]:
    """Golden rows by offer id. Where the page is broken, those of the day before it broke: they still stand."""
    if (source_id, on) == (TIMELINE.broken.source_id, TIMELINE.broken.on):
        on -= timedelta(days=1)
    carrier = CARRIERS[source_id]
    rows: dict[str, dict[str, str]] = {}
    for part in carrier.source.parts:
        offers = read_at(source_id, part.id, on).offers
        for offer, row in zip(offers, golden_rows(offers), strict=True):
            rows[mint(source_id, offer, rows)] = row
    return rows


def fields_that_differ(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> frozenset[str]:
    fields = {"rows"} if set(old) != set(new) else set()
    for offer_id in set(old) & set(new):
        fields |= {k for k, _ in old[offer_id].items() ^ new[offer_id].items()}
    return frozenset(fields)


def test_the_demo_has_six_carriers_in_four_countries_and_three_languages() -> None:
    sources = [CARRIERS[i].source for i in TIMELINE.sources]
    assert len({s.carrier for s in sources}) >= 6
    assert len({s.home_country for s in sources}) >= 4
    assert len(LANGUAGES) >= 3
    assert all(s.status is SourceStatus.LIVE for s in sources)
    assert 4 <= len(TIMELINE.moments) <= 6


def test_dates_rise_and_every_page_belongs_to_one_of_them() -> None:
    days = [d.on for d in TIMELINE.moments]
    assert days == sorted(set(days))
    assert {date.fromisoformat(p.name[:10]) for p in PAGE_FILES} <= set(days)


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_page_says_in_its_first_line_what_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    urls = [url for part in CARRIERS[path.parent.name].source.parts for url in part.urls]
    assert first.startswith(("<!-- Reconstructed for Roamledger from dated public facts", "<!-- Made up for the"))
    assert any(f"Address: {url} ." in first for url in urls)
    assert ". Facts: " in first or first.startswith("<!-- Made up")


@pytest.mark.parametrize("moment", TIMELINE.moments, ids=lambda d: str(d.on))
@pytest.mark.parametrize("source_id", TIMELINE.sources)
def test_a_page_reads_completely_unless_it_is_the_broken_one(source_id: str, moment: Moment) -> None:
    carrier = CARRIERS[source_id]
    for part in carrier.source.parts:
        reading = read_at(source_id, part.id, moment.on)
        codes = [problem.code for problem in reading.problems]
        if (source_id, moment.on) == (TIMELINE.broken.source_id, TIMELINE.broken.on):
            assert codes == [TIMELINE.broken.problem]
        else:
            assert (codes, reading.held) == ([], ())
            assert len(reading.offers) >= carrier.source.expect_of(part).rows_min


@pytest.mark.parametrize("source_id", TIMELINE.sources)
def test_every_receipt_stands_on_the_page(source_id: str) -> None:
    last = TIMELINE.moments[-1].on
    for part in CARRIERS[source_id].source.parts:
        words = " ".join(Page(page_at(source_id, part.id, i, last)).words for i in range(len(part.urls)))
        receipts = [receipt for offer in read_at(source_id, part.id, last).offers for receipt in offer.receipts()]
        assert {receipt.field for receipt in receipts} > {"label"}
        assert [r for r in receipts if r.words not in words and r.field != "label"] == []


@pytest.mark.parametrize(("before", "after"), pairwise(TIMELINE.moments), ids=lambda d: str(d.on))
def test_readings_differ_from_the_date_before_as_the_captions_say_and_in_nothing_else(
    before: Moment, after: Moment
) -> None:
    told = {change.source_id: change.fields for change in after.changes}
    seen = {i: fields_that_differ(rows_at(i, before.on), rows_at(i, after.on)) for i in TIMELINE.sources}
    assert {i: fields for i, fields in seen.items() if fields} == told


def test_the_facts_that_the_demo_is_about_are_there() -> None:
    first, last = TIMELINE.moments[0].on, TIMELINE.moments[-1].on
    old, new = rows_at("us_verizon", first), rows_at("us_verizon", last)
    other, near = "us_verizon/travelpass/other", "us_verizon/travelpass/mexico-and-canada"
    assert (old[other]["prices"], new[other]["prices"]) == ("base 10 USD", "base 12 USD")
    assert (old[near]["prices"], new[near]["prices"]) == ("base 5 USD", "base 6 USD")
    assert (old[other]["data_bytes"], new[other]["data_bytes"]) == (str(1024**3 // 2), str(5 * 1024**3))
    assert (old[other]["claimed_places"], new[other]["claimed_places"]) == ("185", "210")
    assert "places" not in new[other]
    zone = "au_telstra/international-day-pass/zone-2"
    sizes = [rows_at("au_telstra", d.on)[zone]["data_bytes"] for d in TIMELINE.moments]
    assert list(dict.fromkeys(sizes)) == [str(500 * 1024**2), str(1024**3), str(2 * 1024**3)]


def test_a_page_comes_back_after_it_was_broken_with_the_same_facts() -> None:
    broken = TIMELINE.broken
    assert rows_at(broken.source_id, broken.on) == rows_at(broken.source_id, TIMELINE.moments[-1].on)


def test_the_page_in_force_is_the_newest_that_is_not_later() -> None:
    on_the_day = page_at("us_verizon", "main", 0, date(2025, 1, 7))
    assert on_the_day == page_at("us_verizon", "main", 0, date(2026, 11, 24))
    assert on_the_day != page_at("us_verizon", "main", 0, date(2025, 1, 6))


@pytest.mark.parametrize(
    ("source_id", "part", "index", "on"),
    [
        ("us_verizon", "main", 0, date(2022, 5, 1)),
        ("us_verizon", "main", 1, date(2026, 11, 24)),
        ("us_verizon", "places", 0, date(2026, 11, 24)),
        ("us_nobody", "main", 0, date(2026, 11, 24)),
    ],
)
def test_a_page_that_the_demo_does_not_have_is_an_error(source_id: str, part: str, index: int, on: date) -> None:
    with pytest.raises(FileNotFoundError, match=f"no page {source_id}/.* on or before {on}"):
        page_at(source_id, part, index, on)
