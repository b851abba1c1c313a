"""ahamo (NTT Docomo): the home plan's data abroad, for 15 days in a row, by Japanese time. Prose in Japanese.

Written from dated facts (guides of 2023-05 and 2025-07; 82 to 91 places on 2023-10-10 by a fact check of 2026-03-17).
Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, speed, volume
from transforms.words import AfterCap, DataPer, DayRule, Kind, PriceState, Service, StartRule

JPY = Style(currency="JPY", language="ja")
SOURCE = Source(
    carrier="ahamo", home_country="JP", style=JPY,
    parts=(Part(urls=("https://ahamo.com/services/roaming-data/index.html",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("ahamo", "海外データ通信")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    said = page.find(r"海外(?P<places>\d+)の国・地域で、毎月(?P<data>\d+GB)まで追加料金なし")
    shared = page.find(r"国内で使った分と合わせた容量")[""]
    slow = page.find(r"連続(?P<days>\d+)日を過ぎると、日本時間の0時から最大(?P<speed>\d+kbps)")
    begins = page.find(r"海外で最初に通信した日を1日目")[""]
    yield Offer(
        label="海外データ通信", kind=Kind.INCLUDED, service=Service.DATA, price_state=PriceState.INCLUDED,
        data=volume(said["data"], JPY), data_per=DataPer.MONTH, shares_home_allowance=True,
        fair_use_days=integer(slow["days"], JPY), after_cap=AfterCap.THROTTLE, throttle=speed(slow["speed"], JPY),
        day_rule=DayRule.HOME_TZ, day_tz="Asia/Tokyo", start_rule=StartRule.FIRST_USE,
        tethering=bool(page.find(r"テザリングも利用できます")), **count_only(said["places"], JPY, is_minimum=False),
        evidence=receipts(claimed_places=said[""], shares_home_allowance=shared, fair_use_days=slow[""],
                          day_rule=slow[""], start_rule=begins))  # fmt: skip
