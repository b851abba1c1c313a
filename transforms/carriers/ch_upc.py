"""UPC Cablecom, Switzerland: three home plans and what is charged beyond them, from a price brochure. A PDF in German.

Historic: the figures are those of a public copy of the brochure of spring 2014, the layout is ours.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, day, messages, minutes, rate, volume
from transforms.words import (
    AfterCap,
    CarrierType,
    DataPer,
    Kind,
    Media,
    PriceRole,
    Service,
    SourceStatus,
    TaxBasis,
    Usage,
)

SOURCE = Source(
    carrier="UPC", carrier_type=CarrierType.MVNO, home_country="CH", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="CHF", language="de", grouping="'’")),
    parts=(Part(urls=("https://br.doczz.net/doc/1147530/",), media=Media.PDF),),
    expect=Expect(rows_min=3, rows_max=6, landmarks=("Tarife Mobile", "Mehrwertsteuer")))  # fmt: skip
OVER = r"danach (?P<minute>\d+ Rp\./Min\.), (?P<message>\d+ Rp\./SMS), (?P<mb>\d+ Rp\./MB)"


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.pdf.table_of("Angebot", "Abopreis"), partial(plan, pages.only))


def plan(page: Page, row: Row) -> Iterator[Offer]:
    over, fee = page.find(OVER), rate(row.take("Abopreis"), STYLE)
    until = page.find(r"inkl\. Mehrwertsteuer sind gültig bis (?P<day>\d\d\.\d\d\.\d{4})")["day"]
    beyond = (rate(over[unit], STYLE, PriceRole.OVERAGE, unit=unit, label=unit) for unit in ("minute", "message", "mb"))
    yield Offer(
        label=row.take("Angebot"), kind=Kind.PLAN, service=Service.BUNDLE, usage=Usage.HOME, price_unit=fee.unit,
        prices=(*fee.prices, *(price for told in beyond for price in told.prices)), tax_basis=TaxBasis.INCLUDED,
        data=volume(row.take("Daten"), STYLE), data_per=DataPer.MONTH, after_cap=AfterCap.CHARGE,
        allowances=(minutes(row.take("Anrufe"), STYLE), messages(row.take("SMS"), STYLE)),
        stated_to_on=day(until, STYLE))  # fmt: skip
