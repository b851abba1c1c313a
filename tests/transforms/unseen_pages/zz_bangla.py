"""Packs in Bengali with Bengali digits, from the data of a Next.js page; each with an English twin that must agree."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.data import objects_with
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import agreed
from transforms.source import Expect, Part, Source
from transforms.values import Style, data, price, validity

SOURCE = Source(
    carrier="Bangla", home_country="BD", style=(STYLE := Style(currency="BDT", language="bn")),
    parts=(Part(urls=("https://example.com/bn/roaming",)),),
    expect=Expect(rows_min=2, landmarks=("রোমিং",)))  # fmt: skip
ENGLISH = Style(currency="BDT")


def parse(pages: Pages) -> Iterator[Offer]:
    state = pages.only.script(r'id="__NEXT_DATA__"[^>]*>')
    yield from pages.only.each(objects_with(state, "title_bn", "price_bn"), roaming_pack)


def roaming_pack(row: Row) -> Iterator[Offer]:
    cost, size, lasts = row.take("price_bn"), row.take("volume_bn"), row.take("validity_bn")
    agreed("the price", price(cost, STYLE).amount, price(row.take("price_en"), ENGLISH).amount)
    agreed("the size", data(size, STYLE).volume, data(row.take("volume_en"), ENGLISH).volume)
    agreed("the days", validity(lasts, STYLE), validity(row.take("validity_en"), ENGLISH))
    yield pack(row.take("title_bn"), cost, STYLE, size, lasts, **full_list([row.take("country_en")]))
