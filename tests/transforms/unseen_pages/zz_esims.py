"""An answer of eSIM packages by country and operator (as sellers' interfaces have): three levels of JSON."""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.networks import networks
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import agreed
from transforms.source import Expect, Part, Source
from transforms.values import Style, data, integer
from transforms.words import CarrierType, DataPer, Media, Sim, Usage

SOURCE = Source(
    carrier="eSIMs", carrier_type=CarrierType.ESIM_SELLER, home_country="SG", style=(STYLE := Style(currency="USD")),
    parts=(Part(urls=("https://example.com/v2/packages",), media=Media.JSON),),
    expect=Expect(rows_min=2, landmarks=('"operators"',)))  # fmt: skip
ASIDE = ("image", "net_price", "type", "slug")


def parse(pages: Pages) -> Iterator[Offer]:
    for country in pages.only.records("/data"):
        for operator in country.rows("operators"):
            yield from pages.only.each(operator.rows("packages"), partial(package, country, operator), ASIDE)


def package(country: Row, operator: Row, row: Row) -> Iterator[Offer]:
    there = full_list([country.take("title")])
    agreed("the country", there["places"][0].place, str(country.take("country_code")))
    seen = [net for c in operator.rows("coverages") for net in c.rows("networks")]
    size, amount = data(row.take("data"), STYLE), integer(row.take("amount"), STYLE) * 1024**2
    agreed("the size", size.volume.data_bytes, None if row.take("is_unlimited") == "true" else amount)
    yield pack(row.take("title"), row.take("price"), STYLE, lasts=f"{row.take('day')} days", code=row.take("id"),
               usage=Usage.TRAVEL, sim=Sim.ESIM, **size.fields(DataPer.TOTAL), **there,
               networks=tuple(n for net in seen for n in networks(
                   there["places"][0].place, net.take("name"), on=net.take("types"))))  # fmt: skip
