"""Pindirect (StageFive), Korea: travel eSIMs for Japan, from the data answer behind its shop page."""

from collections.abc import Iterator

from transforms.models import Offer, OfferNetwork, OfferPlace
from transforms.page import Pages, parse_json
from transforms.places import place
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, match, price, validity, volume
from transforms.words import (
    CarrierType,
    DataPer,
    Kind,
    Media,
    PlacesBasis,
    PriceRole,
    Service,
    Sim,
    SourceStatus,
    Usage,
)

SHOP = "https://www.pindirectshop.com/roaming/select-option/7D1AFA8A-098C-4EF8-BBE2-0F9B211EC46B"
SOURCE = Source(
    carrier="Pindirect", carrier_type=CarrierType.ESIM_SELLER, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko", decimal="")),
    parts=(Part(id="api", urls=(SHOP,), media=Media.JSON),),
    expect=Expect(rows_min=2, rows_max=1000, landmarks=('"productOptions"',)),
    notes="The answer's own address was not recorded (2026-03-16); SHOP is the empty shell that asks for it.",
)  # fmt: skip
# A benefitPrice of 0 comes without a word for free: it is not taken. Sizes are daily unless the name says 총 (in all).
NAME = r".+ \d+일 (?P<total>총 ?)?(무제한|[\d.]+ ?[MG]B)"
MEMBER = ("appPrice", "passPrice", "benefitPrice")
UNPRICED = ("seller", "packageId", "quota", "isLocalNetwork", "note", "tags", "info")


def parse(pages: Pages) -> Iterator[Offer]:
    options = pages.only.records("/productOptions/list")
    pages.only.claim(integer(str(pages.only.at("/productOptions/total")), STYLE), len(options), "options")
    yield from pages.only.each(options, pack, UNPRICED)


def pack(row: Row) -> Iterator[Offer]:
    row.expect("periodType", "D"), row.expect("discount", "0"), row.expect("hasEsim", "Y")
    name = match(row.take("optionName"), NAME, "the option's name")
    members = [
        price(cell, STYLE, PriceRole.MEMBER, label=member) for member in MEMBER if (cell := row.take(member)) != "0"
    ]
    carriers = [Row(c, row.where) for c in parse_json(row.take("availableCountryCarrier"))]
    visited = {place(match(c.take("name"), r"(?P<name>[^(]+)( \(현지망\))?")["name"], "ko"): c for c in carriers}
    yield Offer(
        label=row.take("optionName"), code=row.take("optionId"),
        kind=Kind.PACK, service=Service.DATA, usage=Usage.TRAVEL,
        sim=Sim.BOTH if row.take("hasUsim") == "Y" else Sim.ESIM,
        prices=(price(row.take("price"), STYLE), *members), price_unit="pack",
        data=volume(row.take("quotaText"), STYLE), data_per=DataPer.TOTAL if "total" in name else DataPer.DAY,
        validity=validity(row.take("period") + "일", STYLE),
        places=tuple(OfferPlace(code, words=c.take("name")) for code, c in visited.items()),
        places_basis=PlacesBasis.FULL_LIST,
        networks=tuple(
            OfferNetwork(code, network, generations=c.take("networkType").replace(",", ";"))
            for code, c in visited.items() for network in c.take("networkProvider").split(",")
        ),
    )  # fmt: skip
