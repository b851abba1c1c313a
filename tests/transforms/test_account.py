"""What of a page nobody read: a second table of prices, a price over the whole width, and what is none of that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.shapes.row import Row
from transforms.source import Carrier, Expect, Parse, Part, Source
from transforms.values import Style, price
from transforms.words import Kind, Service

USD = Style(currency="USD")
PLANS = "<table id=plans><tr><th>Name<th>Price</tr><tr><td>A<td>$1</td></tr><tr><td>B</td><td>$2</td></tr>{}</table>"


def offer(row: Row) -> Iterator[Offer]:
    yield Offer(label=row.take("Name"), kind=Kind.PACK, service=Service.DATA, price_unit="pack",
                prices=(price(row.take("Price"), USD),))  # fmt: skip


def by_columns(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table_of("Name", "Price").rows(), offer)


def reading(body: str, parse: Parse = by_columns, aside: tuple[str, ...] = ()) -> Reading:
    source = Source(carrier="X", home_country="US", style=USD, parts=(Part(urls=("http://x/",)),),
                    expect=Expect(rows_min=1, aside=aside))  # fmt: skip
    page = Page(f"<html><body>{body}</body></html>".encode(), "http://x/")
    return read(Carrier("us_x", source, parse, Path("us_x.py")), Pages("main", (page,)))


@pytest.mark.parametrize(
    "more",
    [
        "<table><tr><th>Pack</th><th>Fee</th></tr><tr><td>C</td><td>$3</td></tr></table>",
        "<table><tr><td>Day pass</td><td>12 USD</td></tr></table>",
        "<table><tr><td>Extra</td><td>500 MB</td></tr></table>",
        "<div><table><tr><td><table><tr><td>Pack</td><td>$3</td></tr></table></td></tr></table></div>",
    ],
)
def test_a_table_with_amounts_that_nobody_read_is_held(more: str) -> None:
    for body in (PLANS.format("") + more, more + PLANS.format("")):
        got = reading(body)
        assert [o.label for o in got.offers] == ["A", "B"]
        (held,) = got.held
        assert (held.code, held.reason) == ("table_new", "amounts that nobody read")
        assert held.where.startswith("table[")


@pytest.mark.parametrize(
    "more",
    [
        "<table><tr><th>Phone</th><th>Fax</th></tr><tr><td>123</td><td>456</td></tr></table>",
        "<table><tr><td>Unit</td><td>per KB or $/MB</td></tr></table>", "<table></table>",
        "<p>Save $5 today. 500 MB free.</p>", "<table><tr><td>5 GHz</td><td>MB</td></tr></table>",
    ],
)  # fmt: skip
def test_a_table_without_amounts_and_prose_are_nobodys_business(more: str) -> None:
    assert reading(PLANS.format("") + more).held == ()


def test_a_row_over_the_whole_width_that_names_a_price_is_held_unless_somebody_asks_for_it() -> None:
    plain, priced = "<tr><td colspan=2>Zone 1</td></tr>", "<tr><td colspan=2>Boost by 1 GB for $3</td></tr>"
    assert reading(PLANS.format(plain)).held == ()
    (held,) = reading(PLANS.format(priced)).held
    assert held.words == "Boost by 1 GB for $3"
    assert held.where == "table/tr[4]"

    def with_notes(pages: Pages) -> Iterator[Offer]:
        table = pages.only.table_of("Name", "Price")
        assert table.note("boost")
        yield from pages.only.each(table.rows(), offer)

    def with_sections(pages: Pages) -> Iterator[Offer]:
        for row in pages.only.table_of("Name", "Price").rows():
            assert row.section is not None
            yield from pages.only.each([row], offer)

    assert reading(PLANS.format(priced), with_notes).held == ()
    above = "<tr><td>C</td><td>$4</td></tr>"
    assert reading(PLANS.format(priced + above), with_sections).held == ()


def test_a_table_is_known_by_what_was_read_in_it_or_by_its_name_in_the_source() -> None:
    body = PLANS.format("") + "<div id=old><table><tr><td class=x>Old</td><td>$9</td></tr></table></div>"

    def and_a_cell(pages: Pages) -> Iterator[Offer]:
        yield from by_columns(pages)
        assert pages.only.one("td.x").text() == "Old"

    assert len(reading(body).held) == 1
    assert reading(body, and_a_cell).held == ()
    for css in ("#old", "#old table", "table:-soup-contains('Old')", "td.x"):
        assert reading(body, aside=(css,)).held == ()
    assert len(reading(body, aside=("#new",)).held) == 1


def test_a_table_that_was_looked_at_and_not_read_is_not_known() -> None:
    def by_place(pages: Pages) -> Iterator[Offer]:
        for node in pages.only.all("table"):
            if node.header() == ["Name", "Price"]:
                yield from pages.only.each(node.table().rows(), offer)

    assert len(reading(PLANS.format("") + "<table><tr><td>C</td><td>$3</td></tr></table>", by_place).held) == 1


def test_copies_of_one_table_are_one() -> None:
    def once(pages: Pages) -> Iterator[Offer]:
        yield from pages.only.each(pages.only.table_of("Name", has_copies=True).rows(), offer)

    assert reading(PLANS.format("") * 2, once).held == ()


def test_every_table_of_a_kind_is_read_or_named() -> None:
    def of_kinds(pages: Pages) -> Iterator[Offer]:
        for _, table in pages.only.tables({"plans": ("Name", "Price"), "-": ("Model", "Cost")}):
            yield from pages.only.each(table.rows(), offer)

    phones = "<table><tr><th>Model</th><th>Cost</th></tr><tr><td>P</td><td>$900</td></tr></table>"
    assert reading(PLANS.format("") + phones, of_kinds).held == ()
    assert [h.code for h in reading(PLANS.format("") + phones.replace("Cost", "Sum"), of_kinds).held] == ["table_new"]
