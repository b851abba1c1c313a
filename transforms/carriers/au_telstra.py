"""Telstra International Day Pass: a fee for each day by Australian time, then automatic top-ups. Prose of the FAQ.

Written from dated facts (an undated copy; 2 GB also in a guide of 2026-05-28). The prices stand on no copy of this page
that we know. Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Allowance, Offer
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, day_rule, price, unlimited, validity, volume
from transforms.words import (
    AfterCap,
    AllowanceRole,
    CalledScope,
    DataPer,
    Kind,
    PriceRole,
    Service,
    StartRule,
)

AUD = Style(currency="AUD")
FEE, SIZE = r"(?P<price>\$\d+(?:\.\d\d)?)", r"(?P<size>\d+(?:\.\d+)? ?[MG]B)"
ADDRESS = "https://www.telstra.com.au/small-business/online-support/mobiles-devices/international-day-pass"
SOURCE = Source(
    carrier="Telstra", home_country="AU", style=AUD,
    parts=(Part(urls=(ADDRESS,)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("International Day Pass", "Eastern Standard Time")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    data = page.find(rf"{SIZE} of daily data")["size"]
    more = page.find(rf"automatic top-up of {SIZE} that lasts (?P<days>\d+ days) for {FEE}")
    day = page.find(r"resets at midnight 12am Australian Eastern Standard Time \(AEST\)")[""]
    starts = page.find(r"activate the moment you use your phone outside of Australia")[""]
    calls = page.find(r"unlimited calls to (standard international numbers).{0,20}?unlimited SMS to \1")[""]
    not_in = page.all('p:-soup-contains("charged at standard pay-as-you-go rates") + ul li')
    for where in ("Zone 2", "New Zealand"):
        found = page.find(rf"{FEE} a day in (?P<scope>{where})\b")
        yield Offer(
            label="International Day Pass", scope=found["scope"], kind=Kind.DAY_PASS, service=Service.BUNDLE,
            price_unit="day", data=volume(data, AUD), data_per=DataPer.DAY, after_cap=AfterCap.TOP_UP,
            prices=(price(found["price"], AUD), price(more["price"], AUD, PriceRole.TOP_UP, unit="pack")),
            allowances=(
                Allowance(AllowanceRole.TOP_UP, data=volume(more["size"], AUD), words=more[""],
                          validity_days=validity(more["days"], AUD).days),
                *unlimited(calls, Service.VOICE, CalledScope.ANY), *unlimited(calls, Service.SMS, CalledScope.ANY)),
            **day_rule(day, AUD).fields(), start_rule=StartRule.FIRST_USE,
            exclusions=tuple(node.text() for node in not_in),
            evidence=receipts(day_rule=day, start_rule=starts, after_cap=more[""]),
            **full_list([found["scope"]]) if where == "New Zealand" else {})  # fmt: skip
