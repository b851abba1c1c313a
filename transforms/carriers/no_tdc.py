"""TDC Norway: the price of a megabyte abroad by zone, without tax. A table in Norwegian.

Historic: written from a public copy of this address; its prices held from 2017-06-15. The members of the zones stand in
lists that were not seen.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, day, increment, rate
from transforms.words import Kind, PriceState, Segment, Service, SourceStatus, TaxBasis

SOURCE = Source(
    carrier="TDC", home_country="NO", style=(STYLE := Style(currency="NOK", language="no", decimal=",", grouping=" ")),
    parts=(Part(urls=("http://tdc.no/publish.php?dogtag=tdcn_ptj_mob_mfc_dat",)),), segment=Segment.BUSINESS,
    expect=Expect(rows_min=4, rows_max=12, landmarks=("Landsoner", "ekskl. mva")),
    status=SourceStatus.HISTORIC)  # fmt: skip
INCLUDED = "Inkludert i nasjonal data."


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table_of("Landsoner (data)", "kr. pr MB").rows(), partial(zone, pages.only))


def zone(page: Page, row: Row) -> Iterator[Offer]:
    since = day(page.find(r"Priser gjelder fra (?P<day>\d+\. \w+ \d{4})")["day"], STYLE)
    step = increment(page.find(r"Takseringsinterval: (?P<step>\d+ kB)")["step"], STYLE)
    cost, _ = row.take("kr. pr MB"), page.find(r"priser er ekskl\. mva")
    price = {"price_state": PriceState.INCLUDED} if cost == INCLUDED else rate(cost, STYLE).fields("mb")
    yield Offer(label="Data utland", scope=row.take("Landsoner (data)"), kind=Kind.RATE, service=Service.DATA, **price,
                tax_basis=TaxBasis.EXCLUDED, billing_increment=step, stated_from_on=since)  # fmt: skip
