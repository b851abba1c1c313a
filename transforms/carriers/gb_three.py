"""Three UK: what calls, texts and data cost at a destination, from its destination tables as they stood in 2020."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages, choose_form
from transforms.places import full_list
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, price, rate
from transforms.words import CalledScope, Kind, Media, PriceRole, Service, SourceStatus

SOURCE = Source(
    carrier="Three", home_country="GB", style=(STYLE := Style(currency="GBP")), status=SourceStatus.HISTORIC,
    parts=(
        Part(
            id="destinations", is_historic=True, media=Media.CSV,
            expect=Expect(rows_min=4, landmarks=("Service",), end=r"\n\Z"),
            urls=("http://www.three.co.uk/Support/Roaming_and_international/Roaming_Abroad/Destinations",),
        ),
    ),
    notes="destinations: cells of the pages of seven countries, 2020-12-15, kept by others as one CSV file.",
)  # fmt: skip
PRICED = {"With allowance remaining": "with allowance", "Outside your allowance": "outside allowance", "Cost.": ""}
CELL = r"(?P<rate>[^(]+?)( \(up to (?P<cap>£[\d.]+) data roaming limit\))?\.?"
SERVICES = {  # how the service begins -> what it is, where it goes, and the unit of its priced cells
    r"calling a uk number": (Service.VOICE, CalledScope.HOME, "minute"),
    r"calling an? (?!uk ).+ number": (Service.VOICE, CalledScope.LOCAL, "minute"),
    r"texts to uk": (Service.SMS, CalledScope.HOME, "message"),
    r"texting an? .+ number": (Service.SMS, CalledScope.LOCAL, "message"),
    r"receiving calls from any number": (Service.VOICE, CalledScope.INCOMING, "minute"),
    r"receiving texts from any number": (Service.SMS, CalledScope.INCOMING, "message"),
    r"using internet and data": (Service.DATA, None, "mb"),
    r"using voicemail": (Service.VOICEMAIL, None, "minute"),
}


def parse(pages: Pages) -> Iterator[Offer]:
    yield from {"destinations": destinations}[pages.part](pages)


def destinations(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.csv(), rates, ["#2"])


def rates(row: Row) -> Iterator[Offer]:
    country = match(row.take("#1"), r"(?P<name>.+?)\.?")["name"]
    label = row.take("Service").rstrip(".")
    service, called, unit = choose_form(label, SERVICES, "the service")
    for column, variant in PRICED.items():
        if cell := row.take(column):
            said = match(cell, CELL, "the cost")
            cost = rate(said["rate"], STYLE)
            cap = (price(said["cap"], STYLE, PriceRole.SPEND_CAP),) if "cap" in said else ()
            yield Offer(
                label=label, scope=country, variant=variant, kind=Kind.RATE, service=service, called_scope=called,
                **cost.fields(unit) | {"prices": cost.prices + cap}, **full_list([country]),
            )  # fmt: skip
