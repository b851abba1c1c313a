"""AXIS Indonesia: BlackBerry packs at home, as of 2012. Three packs are a row, each cell a span, a price and extras.

From the same page as id_axis_internet, or from a page of its own.
"""

from collections.abc import Iterator

from transforms.models import Offer, Volume
from transforms.page import Pages, choose
from transforms.shapes.offers import pack
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, minutes
from transforms.words import SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="blackberry", urls=("http://www.axisworld.co.id/",)),),
    expect=Expect(rows_min=3, rows_max=30, landmarks=("Paket BlackBerry", "PPN10%"),
                  aside=("#tab-1", "#tab-2", "#tab-4", "#tab-5", "#tab-6", "table:-soup-contains('blackberry.net')"),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"))  # fmt: skip
SPANS = {"Paket Harian": "1 hari", "Paket Mingguan": "1 minggu", "Paket Bulanan": "1 bulan"}
NAME = r"(?P<name>Paket BlackBerry® ((?P<all>Unlimited)|\w+)) (?P<what>.+)"
EXTRA = r"termasuk GRATIS (?P<calls>\d+ menit) nelpon ke (?P<whom>semua AXIS)"


def parse(pages: Pages) -> Iterator[Offer]:
    table = pages.only.table("table:-soup-contains('PPN10%')", tuple(SPANS))
    yield from pages.only.each(table.rows(), packs)


def packs(row: TableRow) -> Iterator[Offer]:
    said = match(row.section, NAME, "the pack")
    for column in SPANS:
        span, cost, *extra = row.lines(column, at_least=2)
        more = match(" ".join(extra), EXTRA, "what comes with it") if extra else {}
        yield pack(said["name"], cost, STYLE, lasts=choose(span, SPANS, "the span"), variant=span, usage=Usage.HOME,
                   data=Volume(None, words=said["all"]) if "all" in said else None, tax_basis=TaxBasis.INCLUDED,
                   allowances=(minutes(more["calls"], STYLE, more["whom"]),) if more else (),
                   conditions=(said["what"],))  # fmt: skip
