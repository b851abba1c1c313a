"""Swisscom, Switzerland: data and days in Western Europe within a plan. Prose with the list of countries.

Off: written from an undated public copy of this address; the plans have other names since.
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import places
from transforms.shapes.said import listed, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, volume
from transforms.words import Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Swisscom", home_country="CH", style=(STYLE := Style(currency="CHF", grouping="'’")),
    parts=(Part(urls=("https://www.swisscom.ch/en/residential/help/mobile/roaming.html",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Roaming days", "at no extra cost")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    said = page.find(r"an (?P<plan>inOne mobile M) subscription.+?surf for (?P<data>\d+ ?GB) during (?P<days>\d+) days")
    names = page.find(r"Roaming days in (?P<zone>EU/Western Europe): (?P<names>.+? Vatican City State)")
    yield Offer(
        label="Roaming days", plan=said["plan"], scope=names["zone"], kind=Kind.INCLUDED, service=Service.BUNDLE,
        price_state=PriceState.INCLUDED, data=volume(said["data"], STYLE), fair_use_days=integer(said["days"], STYLE),
        **listed(OfferPlace(code, zone=names["zone"], words=names["names"]) for code in places(names["names"])),
        evidence=receipts(fair_use_days=said[""]))  # fmt: skip
