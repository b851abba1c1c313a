"""Sunrise, Switzerland: a travel day pass by the Swiss calendar day, blocked when its data is used up. Prose.

Off: written from an undated public copy of this address. Which countries it covers was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer, Validity
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import AfterCap, DataPer, DayRule, Kind, Service, SourceStatus, StartRule

ADDRESS = "https://www.sunrise.ch/en/residential/mobile/freedom/options/roaming/sunrise-travel-day-pass.html"
SOURCE = Source(
    carrier="Sunrise", home_country="CH", style=(STYLE := Style(currency="CHF", grouping="'’")),
    parts=(Part(urls=(ADDRESS,)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("travel day pass", "per calendar day")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    fee = page.find(r"never pay more than (?P<price>CHF [\d.]+)/day")["price"]
    starts = page.find(r"automatically activated the first time .+? are used abroad")[""]
    ends = page.find(r"used until 11:59 p\.m\. \(CET\) of the same calendar day")[""]
    cap = page.find(r"data volume of (?P<data>\d+ [MG]B) per calendar day .+? connections are blocked until midnight")
    yield pack("Travel day pass", fee, STYLE, cap["data"], kind=Kind.DAY_PASS, service=Service.BUNDLE,
               price_unit="day", data_per=DataPer.DAY, after_cap=AfterCap.BLOCK, validity=Validity(1, ends),
               day_rule=DayRule.HOME_TZ, day_tz="Europe/Zurich", start_rule=StartRule.FIRST_USE,
               evidence=receipts(day_rule=ends, start_rule=starts, after_cap=cap[""]))  # fmt: skip
