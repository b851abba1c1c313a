"""Chunghwa Telecom, Taiwan: a roaming day of the home number, then slow. A row of a public CSV file in Chinese.

Off and secondary: a data set that others keep (CC BY-SA 4.0); the carrier's own page was not seen. What it calls
"about" is kept as words.
"""

from collections.abc import Iterator

from transforms.models import Offer, Speed
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import count_only
from transforms.source import Expect, Part, Source
from transforms.values import Style, match
from transforms.words import AfterCap, DataPer, Kind, Media, SourceStatus

REPOSITORY = "https://raw.githubusercontent.com/AMPM-AIOPS-HQ/awesome-ai-tools-pricing/main"
SOURCE = Source(
    carrier="Chunghwa Telecom", home_country="TW", style=(STYLE := Style(currency="TWD", language="zh-Hant")),
    parts=(Part(urls=(f"{REPOSITORY}/datasets/esim/esim_2026.csv",), media=Media.CSV),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("cht-roaming",), end=r"\n\Z"))  # fmt: skip
ASIDE = ("name", "slug", "source_url", "last_verified", "page_url")


def parse(pages: Pages) -> Iterator[Offer]:
    rows = [row for row in pages.only.csv() if row.take("slug") == "cht-roaming"]
    yield from pages.only.each(rows, day, ASIDE)


def day(row: Row) -> Iterator[Offer]:
    cost = match(row.take("price_twd"), r"每日 (?P<cost>\d+ 元)（(?P<more>.+)）", "the price")
    cap = match(row.take("plan_type"), r".+：每日 (?P<data>\d+GB) 後(?P<then>降速)", "the plan")
    count = match(row.take("region"), r".+；(?P<label>全球通日租) (?P<count>\d+)\+ 國", "the region")
    yield pack(count["label"], cost["cost"], STYLE, cap["data"], kind=Kind.DAY_PASS, price_unit="day",
               data_per=DataPer.DAY, after_cap=AfterCap.THROTTLE, throttle=Speed(None, cap["then"]),
               **count_only(count["count"], STYLE), conditions=(cost["more"], row.take("hotspot")))  # fmt: skip
