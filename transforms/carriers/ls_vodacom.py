"""Vodacom Lesotho: a daily roaming bundle that ends with the day of its purchase. A sentence of the terms.

Off: written from an undated public copy of the terms; which countries and networks it holds on was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer, Validity
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, increment
from transforms.words import DayRule, SourceStatus, StartRule

SOURCE = Source(
    carrier="Vodacom", home_country="LS", style=(STYLE := Style(currency="LSL")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://www.vodacom.co.za/vodacom/terms/africa-roaming-terms-and-conditions",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Africa roaming", "Lesotho")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    said = page.find(r"(?P<label>daily roaming data bundle) of (?P<size>\d+ MB) costs (?P<cost>M\d+)")
    ends = page.find(r"expires at 23:59:59 on the day of purchase")[""]
    step = page.find(r"billed (?P<step>per \d+ kB)")["step"]
    yield pack(said["label"], said["cost"], STYLE, said["size"], validity=Validity(1, ends),
               start_rule=StartRule.PURCHASE, day_rule=DayRule.PURCHASE_DAY, billing_increment=increment(step, STYLE),
               evidence=receipts(day_rule=ends))  # fmt: skip
