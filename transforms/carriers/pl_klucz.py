"""Klucz Telekomunikacja, Poland: calls abroad as a matrix, from each zone to each zone; messages by EU or not.

Off: written from an undated public copy of this address. The members of the zones stand on a page that was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, rate
from transforms.words import CalledScope, CarrierType, Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Klucz", home_country="PL", carrier_type=CarrierType.MVNO, status=SourceStatus.OFF,
    style=(STYLE := Style(currency="PLN", language="pl", decimal=",", grouping=" ")),
    parts=(Part(urls=("https://klucz.net/Rates/RoamingTariff",)),),
    expect=Expect(rows_min=20, rows_max=80, landmarks=("Cena za 60 sekund", "Sms wychodzący")))  # fmt: skip
CALLED = {"Do Polski": CalledScope.HOME}
RECEIVED, DIALLED, TEXTS = "Połączenie otrzymane w roamingu", "Abonent dzwoni do strefy", "Sms wychodzący"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    for head, read in ((RECEIVED, received), (DIALLED, dialled), ("Sms", texts)):
        yield from page.each(page.table_of(head).rows(), read)


def cell(label: str, row: Row, zone: str, service: Service, called: CalledScope | None, to: str = "") -> Offer:
    cost, unit = row.take(zone), "minute" if service is Service.VOICE else "message"
    price = {"price_state": PriceState.UNAVAILABLE} if cost == "-" else rate(cost, STYLE).fields(unit)
    return Offer(label=label, scope=zone, variant=to, kind=Kind.RATE, service=service, called_scope=called, **price)


def received(row: Row) -> Iterator[Offer]:
    row.take(RECEIVED)
    for zone in row.left:
        yield cell(RECEIVED, row, zone, Service.VOICE, CalledScope.INCOMING)


def dialled(row: Row) -> Iterator[Offer]:
    to = row.take(DIALLED)
    for zone in row.left:
        yield cell(DIALLED, row, zone, Service.VOICE, CALLED.get(to), to)


def texts(row: Row) -> Iterator[Offer]:
    to = row.take("Sms")
    for zone in row.left:
        yield cell(TEXTS, row, zone, Service.SMS, None, to)
