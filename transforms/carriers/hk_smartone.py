"""SmarTone, Hong Kong: data abroad by the day of the place visited, then slow; calls at one rate. Prose in Chinese.

Off: written from a public copy of this address of autumn 2023. The rate for calls ended on 2023-11-01, as
that copy says.
"""

from collections.abc import Iterator

from transforms.models import Offer, Validity
from transforms.page import Pages
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap
from transforms.words import CalledScope, DataPer, DayRule, Kind, Service, SourceStatus

ADDRESS = "https://www.smartone.com/tc/mobile_and_price_plans/roaming_idd/data_roaming_day_pass/charges.jsp"
SOURCE = Source(
    carrier="SmarTone", home_country="HK", style=(STYLE := Style(currency="HKD", language="zh-Hant")),
    parts=(Part(urls=(ADDRESS,)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=4, rows_max=8, landmarks=("漫遊數據全日通", "首都時間")))  # fmt: skip
FEES = r"收費: (?P<asia>\$\d+)\((?P<asian>亞太區及航空漫遊)\) ?/(?P<world>\$\d+)\((?P<worldwide>環球地區)\)"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    fees, day = page.find(FEES), page.find(r"一日的定義為當地時間00:00-23:59，.+?首都時間作準")[""]
    cap = page.find(r"每日每地區漫遊數據用量達到(?P<data>\d+GB)，上網速度會調整至不高於(?P<speed>\d+kbps)")
    for fee, zone in ((fees["asia"], fees["asian"]), (fees["world"], fees["worldwide"])):
        yield pack("漫遊數據全日通", fee, STYLE, cap["data"], scope=zone, kind=Kind.DAY_PASS, price_unit="day",
                   data_per=DataPer.DAY, **after_cap(cap["speed"], STYLE).fields(), validity=Validity(1, day),
                   day_rule=DayRule.VISITED_CAPITAL, evidence=receipts(day_rule=day, after_cap=cap[""]))  # fmt: skip
    calls = page.find(r"以每分鐘(?P<rate>\$\d+)於該同一地區接聽來電、以漫遊直撥致電當地及香港")
    for called in (CalledScope.INCOMING, CalledScope.LOCAL, CalledScope.HOME):
        yield per_unit("漫遊通話優惠", calls["rate"], STYLE, Service.VOICE, called, "minute",
                       evidence=receipts(called_scope=calls[""]))  # fmt: skip
