"""T-Mobile US: data abroad within the plan, then slow; and passes for more. Two care pages with a table each.

Written from undated copies of both addresses, which show no prices. Nobody has read the live pages yet.
"""

from collections.abc import Iterator

from transforms.models import Offer, Speed
from transforms.page import Page, Pages
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Cell, Style, after_cap, unlimited, validity, volume
from transforms.words import AfterCap, DataPer, Kind, PriceState, Service

USD = Style(currency="USD")
CARE = "https://magentapulse.t-mobile.com/us/en/customer-support/features/international/consumer-international-features"
SOURCE = Source(
    carrier="T-Mobile", home_country="US", style=USD,
    parts=(
        Part(id="included", urls=(f"{CARE}/international-roaming",),
             expect=Expect(rows_min=2, rows_max=6, landmarks=("International roaming", "high-speed data"))),
        Part(id="passes", urls=(f"{CARE}/international-roaming-data-passes",),
             expect=Expect(rows_min=3, rows_max=3, landmarks=("International roaming data passes", "hotspot"))),
    ))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    claimed = page.find(r"(?P<places>\d+)\+ countries and destinations")["places"]
    yield from _included(page, claimed) if pages.part == "included" else _passes(page, claimed)


def _included(page: Page, claimed: Cell) -> Iterator[Offer]:
    then = page.find(r"then unlimited at up to \d+ kbps")[""]
    for row in page.table("main table").rows(only=("Plan", "High-speed data each month")):
        plan = row.take("Plan")
        yield Offer(
            label="International roaming", eligibility=plan, kind=Kind.INCLUDED, service=Service.DATA,
            price_state=PriceState.INCLUDED, data=volume(row.take("High-speed data each month"), USD),
            data_per=DataPer.MONTH, **after_cap(then, USD).fields(), **count_only(claimed, USD),
            evidence=receipts(claimed_places=claimed))  # fmt: skip


def _passes(page: Page, claimed: Cell) -> Iterator[Offer]:
    slow = page.find(r"(?P<speed>slower data speeds) until the pass ends")["speed"]
    hotspot = page.find(r"may be shared as a mobile hotspot")[""]
    calls = page.find(r"unlimited calling")[""]
    cruise = page.find(r"not on (?P<words>cruise ships)")["words"]
    again = page.find(r"another pass can begin at once")[""]
    for row in page.table("main table").rows(only=("Pass", "High-speed data")):
        lasts = row.take("Pass")
        yield Offer(
            label="International Pass", variant=lasts, kind=Kind.PACK, service=Service.BUNDLE,
            price_state=PriceState.NOT_STATED, price_unit="pack", data=volume(row.take("High-speed data"), USD),
            data_per=DataPer.TOTAL, validity=validity(lasts, USD), after_cap=AfterCap.THROTTLE,
            throttle=Speed(None, slow), tethering=True, exclusions=(cruise,),
            allowances=unlimited(calls, Service.VOICE),
            **count_only(claimed, USD), evidence=receipts(claimed_places=claimed, tethering=hotspot,
                                                          conditions=again))  # fmt: skip
