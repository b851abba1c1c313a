"""giffgaff: data in Europe within the plan, and the rate beyond, from the row of a guide to British carriers.

Off: the guide is secondary, undated and of many carriers; giffgaff's own page was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.said import agreed, count_only
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, volume
from transforms.words import AfterCap, CarrierType, Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="giffgaff", carrier_type=CarrierType.MVNO, home_country="GB", style=(STYLE := Style(currency="GBP")),
    parts=(Part(urls=("https://www.nimblefins.co.uk/Data-roaming-charges-three-o2-vodafone-ee-giffgaff",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("EU Roaming", "Provider")), status=SourceStatus.OFF)  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    row = pages.only.table_of("Provider", "EU Roaming", "Non-EU Roaming").row_of("Provider", "Giffgaff")
    here = match(row.take("EU Roaming"), r"Free up to (?P<data>\d+GB) in EU/(?P<count>\d+) destinations", "Europe")
    rate = match(row.take("Non-EU Roaming"), r"(?P<rate>\d+p/MB) if over \d+GB or outside zone", "the rate")["rate"]
    cap = match(row.take("Fair Usage/Data Limits"), r"(?P<cap>\d+GB) EU cap", "the limit")["cap"]
    agreed("the limit", volume(cap, STYLE), volume(here["data"], STYLE))
    yield pack("Roaming", "", STYLE, here["data"], scope="EU", kind=Kind.INCLUDED, price_state=PriceState.INCLUDED,
               price_unit="", after_cap=AfterCap.CHARGE,
               **count_only(here["count"], STYLE, is_minimum=False))  # fmt: skip
    yield per_unit("Data", rate, STYLE, Service.DATA)
