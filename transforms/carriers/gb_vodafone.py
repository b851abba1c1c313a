"""Vodafone UK: what a day abroad costs by zone, from the row of a guide that compares British carriers.

Off: the guide is secondary, undated and of many carriers; Vodafone's own page was not seen, nor which countries
stand in the zones B, C and D.
"""

from collections.abc import Iterator
from typing import Any

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import places
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.said import listed
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, volume
from transforms.words import Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Vodafone", home_country="GB", style=(STYLE := Style(currency="GBP")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://www.nimblefins.co.uk/Data-roaming-charges-three-o2-vodafone-ee-giffgaff",)),),
    expect=Expect(rows_min=4, rows_max=4, landmarks=("EU Roaming", "Provider")))  # fmt: skip
EUROPE = (
    r"Free for (?P<names>.+) \((?P<a>Zone A)\)\. (?P<fee>£[\d.]+)/day \((?P<b>Zone B)\) unless on (?P<plan>Xtra) Plan"
)
WORLD = r"(?P<fee>£[\d.]+)/day \((?P<cd>Zone C & D)\), (?P<rate>£[\d.]+/MB) \((?P<row>RoW)\)"


def parse(pages: Pages) -> Iterator[Offer]:
    row = pages.only.table_of("Provider", "EU Roaming", "Non-EU Roaming").row_of("Provider", "Vodafone")
    near, far = match(row.take("EU Roaming"), EUROPE, "Europe"), match(row.take("Non-EU Roaming"), WORLD, "the world")
    cap = match(row.take("Fair Usage/Data Limits"), r"(?P<cap>\d+GB); .+", "the limit")["cap"]
    given: dict[str, Any] = {"service": Service.BUNDLE, "shares_home_allowance": True}
    given["fair_use_bytes"] = volume(cap, STYLE).data_bytes
    yield pack("Roaming", "", STYLE, scope=near["a"], kind=Kind.INCLUDED, price_unit="",
               price_state=PriceState.INCLUDED, **given,
               **listed(OfferPlace(p, zone="Zone A", words=near["names"]) for p in places(near["names"])))  # fmt: skip
    for fee, zone, who in ((near["fee"], near["b"], f"not on {near['plan']}"), (far["fee"], far["cd"], "")):
        yield pack("Roaming", fee, STYLE, scope=zone, eligibility=who, kind=Kind.DAY_PASS, price_unit="day", **given)
    yield per_unit("Data", far["rate"], STYLE, Service.DATA, scope=far["row"])
