"""Etisalat (e&), UAE: a daily roaming plan, throttled at its fair use, that can be bought anew the same day. Prose.

Off: written from an undated public copy of this address, which tells the price of a reset and not that of the plan. The
list of eligible countries was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, data_basis, increment, volume
from transforms.words import DataBasis, DataPer, Kind, PriceState, Service, SourceStatus

ADDRESS = "https://www.etisalat.ae/en/mshop/mobile/add-ons/hybrid/roaming-postpaid/roaming-daily-combo-plan.html"
SOURCE = Source(
    carrier="Etisalat", home_country="AE", style=(STYLE := Style(currency="AED", data_basis=DataBasis.DECIMAL)),
    parts=(Part(urls=(ADDRESS,)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Roaming daily combo plan", "Fair usage")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    cap = page.find(r"when reaching (?P<data>\d+GB)/day; speed (?P<then>throttling to \d+Kbps)")
    again = page.find(r"reset pack .+? will be charged (?P<price>AED \d+)")
    step = page.find(r"deducted on the basis of (?P<step>\d+KB increments)")["step"]
    not_in = page.find(r"excluding (?P<sky>satellite) and (?P<sea>maritime) operators")
    data_basis(page.find(r"1GB = \d+MB")[""], STYLE)
    yield pack("Roaming daily combo plan", "", STYLE, kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
               price_state=PriceState.NOT_STATED, fair_use_bytes=volume(cap["data"], STYLE).data_bytes,
               data=volume(cap["data"], STYLE), data_per=DataPer.DAY, **after_cap(cap["then"], STYLE).fields(),
               billing_increment=increment(step, STYLE), exclusions=(not_in["sky"], not_in["sea"]),
               conditions=(again[""],), evidence=receipts(after_cap=cap[""]))  # fmt: skip
