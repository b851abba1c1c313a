"""Telmore, Denmark: where a plan works as at home. A list of countries in Danish, and the page's own count of them.

Off: written from an undated public copy of this address. How much data each plan has abroad stands behind a log-in.
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import place
from transforms.shapes.said import listed
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, match
from transforms.words import Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Telmore", home_country="DK", status=SourceStatus.OFF,
    style=(STYLE := Style(currency="DKK", language="da", decimal=",", grouping=".")),
    parts=(Part(urls=("https://www.telmore.dk/mobil/roaming-i-eu",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Roaming i EU", "uden at det koster ekstra")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    count = integer(page.find(r"gælder i følgende (?P<count>\d+) lande")["count"], STYLE)
    names = [node.text() for node in page.all("#lande li")]
    page.claim(count, len(names), "lande")
    bare = [match(name, r"(?P<name>[^(*]+?) ?(\*|\((?P<note>.+)\))?", "the country") for name in names]
    there = listed((OfferPlace(place(m["name"], "da"), note=m.get("note", ""), words=m["name"]) for m in bare), None)
    yield Offer(label="Roaming i EU", kind=Kind.INCLUDED, service=Service.BUNDLE, price_state=PriceState.INCLUDED,
                **there | {"claimed_places": count})  # fmt: skip
