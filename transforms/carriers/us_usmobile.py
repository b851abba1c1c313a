"""US Mobile: roaming by country and by the US network underneath. JSON in which every cell is a short text.

A copy of the table behind usmobile.com's roaming page, 2025-06-13. The table's own address is not known.
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import place
from transforms.shapes.row import Row
from transforms.shapes.said import agreed
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, messages, minutes, span, volume
from transforms.words import (
    CarrierType,
    Kind,
    Media,
    PlacesBasis,
    PlaceStatus,
    PriceState,
    Service,
    SourceStatus,
)

SOURCE = Source(
    carrier="US Mobile", home_country="US", style=(USD := Style(currency="USD")), carrier_type=CarrierType.MVNO,
    parts=(Part(urls=("https://pastebin.com/raw/gDifcbAA",), media=Media.JSON),), status=SourceStatus.HISTORIC,
    expect=Expect(rows_min=9, landmarks=("native_roaming_allotment", "dark_star")))  # fmt: skip
NETWORKS = ("gsm", "warp", "dark_star")
COLUMNS = {
    "annual_unlimited_premium": ("Unlimited Premium, annual", Kind.INCLUDED, Service.BUNDLE),
    "annual_unlimited_starter": ("Unlimited Starter, annual", Kind.INCLUDED, Service.BUNDLE),
    "native_roaming_allotment": ("Native roaming", Kind.PACK, Service.DATA),
}
STATES = (PriceState.INCLUDED, PlaceStatus.YES), (PriceState.UNAVAILABLE, PlaceStatus.NO)
CELL = (r"(?P<none>unavailable)|(?P<data>\S+ GB|unlimited), (?P<calls>\S+ mins), (?P<texts>\S+ text)"
        r"|(?P<lowest>from \S+)( for (?P<size>\S+ GB))?")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.records(""), cells)


def cells(country: Row) -> Iterator[Offer]:
    name = country.take("country")
    where = agreed("the country", place(name), place(country.take("code")))
    for network in NETWORKS:
        row = country.row(network)
        for column, (label, kind, service) in COLUMNS.items():
            said = match(row.take(column), CELL, "the cell")
            state, status = STATES["none" in said]
            size = said.get("data") or said.get("size")
            cost = span(said["lowest"], USD).fields("pack") if "lowest" in said else {"price_state": state}
            yield Offer(
                label=label, scope=name, variant=network, kind=kind, service=service, **cost,
                data=volume(size, USD) if size else None,
                allowances=(minutes(said["calls"], USD), messages(said["texts"], USD)) if "calls" in said else (),
                places=(OfferPlace(where, status, words=name),), places_basis=PlacesBasis.FULL_LIST)  # fmt: skip
        row.done()
