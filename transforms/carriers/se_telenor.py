"""Telenor Sweden: what use in the EU costs on top for those who live there. A list of rates in Swedish.

Off: written from an undated public copy of this address.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages, choose
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match
from transforms.words import Service, SourceStatus, TaxBasis

ASKED = ("kan-jag-anvanda-den-surf-och-de-samtal-sms-mms-som-ingar-i-mitt-abonnemang-eller-kontantkort-vid-permanent-"
         "vistelse-i-eu-ees")  # fmt: skip
SOURCE = Source(
    carrier="Telenor", home_country="SE", status=SourceStatus.OFF,
    style=(STYLE := Style(currency="SEK", language="sv", decimal=",", grouping=" ")),
    parts=(Part(urls=(f"https://www.telenor.se/support/vanliga-fragor/utomlands/{ASKED}/",)),),
    expect=Expect(rows_min=3, rows_max=6, landmarks=("tilläggsavgifter", "EU/EES")))  # fmt: skip
SERVICES = {"Samtal": Service.VOICE, "SMS": Service.SMS, "MMS": Service.MMS, "Surf": Service.DATA}


def parse(pages: Pages) -> Iterator[Offer]:
    lines = [Row({"line": node.text()}, node.where) for node in pages.only.all("ul.avgifter li")]
    yield from pages.only.each(lines, surcharge)


def surcharge(row: Row) -> Iterator[Offer]:
    said = match(row.take("line"), r"(?P<what>\w+) (?P<cost>\d.+?)(/st)?", "the surcharge")
    service = choose(said["what"], SERVICES, "the service")
    yield per_unit(f"Tilläggsavgift {said['what']}", said["cost"], STYLE, service, unit="message", scope="EU/EES",
                   eligibility="mer utomlands än i Sverige", tax_basis=TaxBasis.INCLUDED)  # fmt: skip
