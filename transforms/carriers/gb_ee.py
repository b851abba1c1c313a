"""EE: what a day in Europe costs, from the row of a guide that compares British carriers.

Off: the guide is secondary, undated and of many carriers; EE's own page was not seen. The fees outside Europe depend on
zones that the guide does not list: only their lowest is taken.
"""

from collections.abc import Iterator
from typing import Any

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, span, volume
from transforms.words import Kind, Service, SourceStatus

SOURCE = Source(
    carrier="EE", home_country="GB", style=(STYLE := Style(currency="GBP")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://www.nimblefins.co.uk/Data-roaming-charges-three-o2-vodafone-ee-giffgaff",)),),
    expect=Expect(rows_min=3, rows_max=3, landmarks=("EU Roaming", "Provider")))  # fmt: skip
ABROAD = r"(?P<day>£\d+–£[\d.]+)/day or (?P<week>£\d+) for (?P<days>seven days) \(depending on zone\)"


def parse(pages: Pages) -> Iterator[Offer]:
    row = pages.only.table_of("Provider", "EU Roaming", "Non-EU Roaming").row_of("Provider", "EE")
    fee = match(row.take("EU Roaming"), r"(?P<fee>£[\d.]+)/day unless on older contract", "the fee")["fee"]
    cap = match(row.take("Fair Usage/Data Limits"), r"(?P<cap>\d+GB) \(EU\)", "the limit")["cap"]
    away = match(row.take("Non-EU Roaming"), ABROAD, "the fees elsewhere")
    given: dict[str, Any] = {
        "label": "Roaming",
        "style": STYLE,
        "service": Service.BUNDLE,
        "shares_home_allowance": True,
    }
    yield pack(cost=fee, scope="EU", kind=Kind.DAY_PASS, price_unit="day", **given,
               fair_use_bytes=volume(cap, STYLE).data_bytes)  # fmt: skip
    yield pack(cost="", scope="non-EU", kind=Kind.DAY_PASS, **given, **span(away["day"], STYLE).fields("day"))
    yield pack(cost=away["week"], scope="non-EU", variant=away["days"], lasts="7 days", **given)
