"""Three UK: what calls, texts and data cost at a destination, from its destination tables as they stood in 2020.

Cells of the pages of seven countries, 2020-12-15, kept by others as one CSV file (part "destinations"); and a part for
each of those pages.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Pages, choose_form
from transforms.places import full_list
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Cell, Style, match, price
from transforms.words import CalledScope, Media, PriceRole, Service, SourceStatus

SITE = "http://www.three.co.uk/support/roaming"
ALL = "http://www.three.co.uk/Support/Roaming_and_international/Roaming_Abroad/Destinations"
NAMES = ("brazil", "chile", "china", "iceland", "madagascar", "portugal", "south-africa")
SOURCE = Source(
    carrier="Three", home_country="GB", style=(STYLE := Style(currency="GBP")), status=SourceStatus.HISTORIC,
    parts=(Part(id="destinations", is_historic=True, media=Media.CSV, urls=(ALL,),
                expect=Expect(rows_min=4, landmarks=("Service",), end=r"\n\Z")),
           *(Part(id=name, is_historic=True, urls=(f"{SITE}/{name}",)) for name in NAMES)),
    expect=Expect(rows_min=4, rows_max=40, landmarks=("Service",)))  # fmt: skip
ALLOWED = {"With allowance remaining": "with allowance", "Outside your allowance": "outside allowance"}
CELL = r"(?P<rate>[^(]+?)( \(up to (?P<cap>£[\d.]+) data roaming limit\))?\.?"
SERVICES = {  # how the service begins -> what it is, where it goes, and the unit of its priced cells
    r"calling a uk number": (Service.VOICE, CalledScope.HOME, "minute"),
    r"calling an? (?!uk ).+ number": (Service.VOICE, CalledScope.LOCAL, "minute"),
    r"texts to uk|texting a uk number": (Service.SMS, CalledScope.HOME, "message"),
    r"texting an? (?!uk ).+ number": (Service.SMS, CalledScope.LOCAL, "message"),
    r"receiving calls from any number": (Service.VOICE, CalledScope.INCOMING, "minute"),
    r"receiving texts from any number": (Service.SMS, CalledScope.INCOMING, "message"),
    r"using internet and data": (Service.DATA, None, "mb"),
    r"using voicemail": (Service.VOICEMAIL, None, "minute"),
}


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    if pages.part == "destinations":
        yield from page.each(page.csv(), lambda row: rates(row.take("#1"), row), {"#2": r"\d+"})
    else:
        country = match(page.one("h1").text(), r"Roaming in (?P<name>.+)", "the heading")["name"]
        yield from page.each(page.table_of("Service").rows(), partial(rates, country))


def rates(country: Cell, row: Row) -> Iterator[Offer]:
    where, label = country.part(country.removesuffix(".")), row.take("Service").rstrip(".")
    service, called, unit = choose_form(label, SERVICES, "the service")
    priced = {"Cost.": ""} if row.get("Cost.") else ALLOWED
    for cell, variant in [(row.take(column), variant) for column, variant in priced.items()]:
        said = match(cell, CELL, "the cost") if cell else {}
        caps = [price(said["cap"], STYLE, PriceRole.SPEND_CAP)] if "cap" in said else []
        if said:
            yield per_unit(label, said["rate"], STYLE, service, called, unit, caps, scope=where, variant=variant,
                           **full_list([where]))  # fmt: skip
