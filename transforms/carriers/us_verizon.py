"""Verizon TravelPass: a fee for each 24 hours of use, by place, then slow. Prose of the FAQ page.

Written from dated facts (a public copy of 2025-06-24). Nobody has read the live page yet.
"""

from collections.abc import Iterator
from dataclasses import replace

from transforms.models import Offer, Speed, Validity
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, price, unlimited, volume
from transforms.words import AfterCap, CalledScope, DataPer, DayRule, Kind, Service, StartRule, TaxBasis

USD = Style(currency="USD")
FEE = r"(?P<price>\$\d+(?:\.\d\d)?)"
SOURCE = Source(
    carrier="Verizon", home_country="US", style=USD,
    parts=(Part(urls=("https://www.verizon.com/support/travelpass-faqs/",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("TravelPass", "set daily fee")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    claim = page.find(r"unlimited talk, text and data\*? in (?P<places>\d+)\+ countries and destinations")
    free = *unlimited(claim[""], Service.VOICE, CalledScope.LOCAL, CalledScope.HOME), *unlimited(claim[""], Service.SMS)
    cap = page.find(r"(?P<data>[\d.]+ GB) of high speed data\b.{0,40}?unlimited data at (?P<speed>\dG speeds)")
    day = page.find(r"A (?P<day>24-hour) TravelPass session starts automatically when you use your device")[""]
    tax = page.find(r"plus taxes and fees")[""]
    limit = page.find(r"more than 50% of your talk, text or data usage in a 60-day period is in Canada or Mexico")[""]
    here, there = (page.find(rf"{FEE}/day in (?P<scope>{scope})\b") for scope in
                   ("Mexico and Canada", "other(?= TravelPass countries)"))  # fmt: skip
    other = Offer(
        label="TravelPass", scope=there["scope"], kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        prices=(price(there["price"], USD),), tax_basis=TaxBasis.EXCLUDED, data=volume(cap["data"], USD),
        data_per=DataPer.DAY, allowances=free, after_cap=AfterCap.THROTTLE,
        throttle=Speed(None, cap["speed"], cap["speed"].where), validity=Validity(1, day, day.where),
        day_rule=DayRule.ROLLING_24H, start_rule=StartRule.FIRST_USE, **count_only(claim["places"], USD),
        evidence=receipts(claimed_places=claim[""], day_rule=day, start_rule=day, tax_basis=tax,
                          after_cap=cap[""]))  # fmt: skip
    yield other
    yield replace(
        other, scope=here["scope"], prices=(price(here["price"], USD),), claimed_places=None,
        claimed_places_is_minimum=False, **full_list(here["scope"].split(" and ")),
        evidence=receipts(day_rule=day, start_rule=day, tax_basis=tax,
                          after_cap=cap[""], conditions=limit))  # fmt: skip
