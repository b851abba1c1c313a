"""Rates by zone in one table, the members of the zones in another (as Spanish operators have). In Spanish."""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer, OfferPlace
from transforms.page import Pages, choose
from transforms.places import places
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.shapes.said import listed
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import CalledScope, Service, TaxBasis

STYLE = Style(currency="EUR", language="es", decimal=",", grouping=".")
SOURCE = Source(
    carrier="Zonas", home_country="ES", style=STYLE,
    parts=(Part(urls=("https://example.com/zonas",)),),
    expect=Expect(rows_min=4, rows_max=100, landmarks=("Precios con IVA incluido",)))  # fmt: skip
COLUMNS = {
    "Llamadas a España": (Service.VOICE, CalledScope.HOME), "Llamadas recibidas": (Service.VOICE, CalledScope.INCOMING),
    "SMS": (Service.SMS, CalledScope.ANY), "Datos": (Service.DATA, None)}  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    zones = {str(row.take("Zona")): row.take("Países") for row in page.table_of("Zona", "Países").rows()}
    yield from page.each(page.table_of("Zona", "Datos").rows(), partial(rates, zones))


def rates(zones: dict[str, str], row: Row) -> Iterator[Offer]:
    zone = row.take("Zona")
    named = choose(zone, zones, "the zone")
    there = listed(OfferPlace(code, zone=zone, words=named) for code in places(named, "es")) | {"scope": zone}
    for column in row.left:
        service, called = choose(column, COLUMNS, "the column")
        yield per_unit(column, row.take(column), STYLE, service, called, tax_basis=TaxBasis.INCLUDED, **there)
