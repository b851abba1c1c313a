"""AT&T International Day Pass: a fee for each 24 hours, less for further lines, and a cap on the number of fees.

Written from dated facts (an undated copy of about July 2021). Ships and planes stand in the terms at
att.com/shop/wireless/idp-terms-conditions.html, perhaps not here. Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Offer, Validity
from transforms.page import Pages
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, matches, price, unlimited
from transforms.words import CalledScope, DayRule, Kind, PriceRole, Service, StartRule

USD = Style(currency="USD")
FEE = r"(?P<price>\$\d+(?:\.\d\d)?)"
SOURCE = Source(
    carrier="AT&T", home_country="US", style=USD,
    parts=(Part(urls=("https://www.att.com/support/article/wireless/KM1175103",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("International Day Pass", "daily fees per line")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    first = page.find(rf"[Ff]or 1 line, it.s {FEE} a day")["price"]
    further = page.find(rf"[Ff]or each additional line .{{0,80}}?{FEE}")["price"]
    most = page.find(r"never pay more than (?P<count>\d+) daily fees per line, per (?P<per>bill)")
    claim = page.find(r"over (?P<places>\d+) countries")
    day = page.find(r"each 24-hour period that you talk, text, or use data")[""]
    one = page.find(r"[Oo]nly one daily fee .{0,60}?multiple included countries")[""]
    calls = page.find(r"[Cc]all within or between included countries or back to the U\.S\. at no extra charge")[""]
    home = page.find(r"your talk, text, and data plan")[""]
    not_in = matches(page.words, r"(?P<sea>cruise ship) and (?P<air>airline) use is not included", at_least=0)
    yield Offer(
        label="International Day Pass", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        plan=page.find(r"AT&T unlimited, AT&T 4GB\S*, or Mobile Share")[""],
        prices=(price(first, USD, PriceRole.FIRST_LINE), price(further, USD, PriceRole.NEXT_LINE)),
        max_charges=integer(most["count"], USD), max_charges_per=most["per"], shares_home_allowance=True,
        allowances=unlimited(calls, Service.VOICE, CalledScope.LOCAL, CalledScope.HOME),
        validity=Validity(1, day, day.where), day_rule=DayRule.ROLLING_24H, start_rule=StartRule.FIRST_USE,
        **count_only(claim["places"], USD), exclusions=tuple(word for found in not_in for word in found.values()),
        evidence=receipts(claimed_places=claim[""], day_rule=day, start_rule=day, conditions=one,
                          max_charges=most[""], shares_home_allowance=home))  # fmt: skip
