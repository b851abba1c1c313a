"""3 Hong Kong: data abroad by the day of Hong Kong time, and passes of several days. Prose and a table in Chinese.

Historic: written from public copies of two pages, of 2018 and undated, put together.
"""

from collections.abc import Iterator
from typing import Any

from transforms.models import Offer, OfferPlace, Validity, Volume
from transforms.page import Pages
from transforms.places import places
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import listed, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, price, unlimited
from transforms.words import CalledScope, DayRule, Kind, PriceRole, Service, SourceStatus

ADDRESS = "https://www.three.com.hk/website/appmanager/three/home?_nfpb=true&_pageLabel=P200470391219567710594&lang=chi"
SOURCE = Source(
    carrier="3 Hong Kong", home_country="HK", style=(STYLE := Style(currency="HKD", language="zh-Hant")),
    parts=(Part(urls=(f"{ADDRESS}&pageid=531301",)),), status=SourceStatus.HISTORIC,
    expect=Expect(rows_min=4, rows_max=12, landmarks=("數據漫遊日費計劃", "以香港時間為準")))  # fmt: skip
FLIGHT = r"(?P<what>航空漫遊)日費於優惠期內為(?P<now>\$\d+)/日.+?優惠期後的日費為(?P<later>\$\d+)"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    day = page.find(r"單日時間為每日的00:00 – 23:59﹝以香港時間為準﹞")[""]
    given: dict[str, Any] = {"kind": Kind.DAY_PASS, "price_unit": "day", "data": Volume(None, words="隨意用數據"),
             "validity": Validity(1, day), "day_rule": DayRule.HOME_TZ, "day_tz": "Asia/Hong_Kong",
             "tethering": bool(page.find("可以分享數據")), "evidence": receipts(day_rule=day)}  # fmt: skip
    zones = page.one("dl").definitions()
    for zone in zones.left:
        fee = match(zones.take(zone), r"(?P<fee>\$\d+)/日", "the fee")["fee"]
        yield pack("數據漫遊日費計劃", fee, STYLE, scope=zone, **given)
    flight = page.find(FLIGHT)
    costs = price(flight["now"], STYLE, PriceRole.PROMO), price(flight["later"], STYLE)
    yield pack("數據漫遊日費計劃", "", STYLE, scope=flight["what"], prices=costs, **given,
               **listed([OfferPlace("X-INFLIGHT", words=flight["what"])]))  # fmt: skip
    yield from page.each(page.table_of("通行証", "費用 (HK$)").rows(), travel_pass)


def travel_pass(row: Row) -> Iterator[Offer]:
    label, where = row.take("通行証"), row.take("目的地")
    lasts = match(label, r"(?P<days>\d+日).+", "the pass")["days"]
    there = [OfferPlace(code, words=where) for code in places(where.replace("、", ", "), "zh-Hant-HK")]
    yield pack(label, row.take("費用 (HK$)"), STYLE, lasts=lasts, data=Volume(None, words=label),
               service=Service.BUNDLE,
               allowances=unlimited(label, Service.VOICE, CalledScope.LOCAL, CalledScope.HOME,
                                    CalledScope.INCOMING), **listed(there))  # fmt: skip
