"""Salt, Switzerland: a day pass by zone, then slow; a table of passes and a list of each zone's countries.

Off: the page is a reconstruction from moneyland.ch (2025) and an undated copy of this address, which lists the zones
and no passes. The passes of the zones Europe and Travel are known to exist, their prices are not.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer, OfferPlace
from transforms.page import Pages, choose
from transforms.places import places
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import listed
from transforms.source import Expect, Part, Source
from transforms.values import Cell, Style, after_cap
from transforms.words import DataPer, Kind, SourceStatus

SOURCE = Source(
    carrier="Salt", home_country="CH", style=(STYLE := Style(currency="CHF", grouping="'’")),
    parts=(Part(urls=("https://www.salt.ch/en/mobile/tariffs/abroad",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=4, landmarks=("Data Day Pass", "zones determine the price")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    listed_in = pages.only.one("dl").definitions()
    zones = {zone: listed_in.take(zone) for zone in listed_in.left}
    yield from pages.only.each(pages.only.table_of("Zone", "Price per day").rows(), partial(day_pass, zones))


def day_pass(zones: dict[str, Cell], row: Row) -> Iterator[Offer]:
    names = choose(zone := row.take("Zone"), zones, "the zone")
    yield pack("Data Day Pass", row.take("Price per day"), STYLE, row.take("Data per day"), scope=zone,
               kind=Kind.DAY_PASS, price_unit="day", data_per=DataPer.DAY,
               **after_cap(row.take("After that"), STYLE).fields(),
               **listed(OfferPlace(code, zone=zone, words=names) for code in places(names)))  # fmt: skip
