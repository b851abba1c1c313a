"""Telcel, Mexico: an eSIM for visitors, as the second page of its order shows it.

Off: written from an undated public copy of this address. What the plan holds stands on the page before, which was not
seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.source import Expect, Part, Source
from transforms.values import Style, match
from transforms.words import Service, Sim, SourceStatus, StartRule, Usage

SOURCE = Source(
    carrier="Telcel", home_country="MX", style=(STYLE := Style(currency="MXN")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://www.telcel.com/travel-to-mexico/paso2esimingles30latam",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Total payment", "Tourist International eSIM")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    cost = match(pages.only.one(".total").text(), r"Total payment (?P<cost>\$[\d,]+)", "the total")["cost"]
    within = pages.only.find(r"have up to one year from the purchase date to install and activate")[""]
    yield pack(pages.only.one(".plan").text(), cost, STYLE, service=Service.BUNDLE, usage=Usage.TRAVEL, sim=Sim.ESIM,
               start_rule=StartRule.INSTALL, activate_within_days=365, conditions=(within,))  # fmt: skip
