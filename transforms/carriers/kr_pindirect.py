"""Pindirect (StageFive), Korea: travel eSIMs for Japan, from the data answer behind its shop page.

The answer's own address was not recorded (2026-03-16); SHOP is the empty shell that asks for it. A benefitPrice of 0
comes without a word for free: it is not taken. Sizes are daily unless the name says 총 (in all).
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages, choose
from transforms.places import place
from transforms.shapes.data import records_in
from transforms.shapes.networks import networks
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import agreed, listed
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, match, price, validity, volume
from transforms.words import CarrierType, DataPer, Media, PriceRole, Sim, SourceStatus, Usage

SHOP = "https://www.pindirectshop.com/roaming/select-option/7D1AFA8A-098C-4EF8-BBE2-0F9B211EC46B"
SOURCE = Source(
    carrier="Pindirect", carrier_type=CarrierType.ESIM_SELLER, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko", decimal="", unlimited=("0MB",))),
    parts=(Part(id="api", urls=(SHOP,), media=Media.JSON),),
    expect=Expect(rows_min=2, rows_max=1000, landmarks=('"productOptions"',)))  # fmt: skip
NAME = r".+?( ?(?P<count>\d+)개국)?( .+)? (?P<days>\d+일) (?P<total>총 ?)?(?P<size>무제한|[\d.]+ ?[MG]B)"
MEMBER = ("appPrice", "passPrice", "benefitPrice")
ALWAYS = {"periodType": "D", "discount": "0", "hasEsim": "Y"}
ASIDE = {"seller": r"\w+", "packageId": r"\S+", "isLocalNetwork": "[YN]"}
ASIDE |= dict.fromkeys(("note", "tags", "info"), r"\[\]")


def parse(pages: Pages) -> Iterator[Offer]:
    options = pages.only.records("/productOptions/list")
    pages.only.claim(integer(str(pages.only.at("/productOptions/total")), STYLE), len(options), "options")
    yield from pages.only.each(options, option, ASIDE)


def option(row: Row) -> Iterator[Offer]:
    for column, words in ALWAYS.items():
        row.expect(column, words)
    in_name = match(row.take("optionName"), NAME, "the name")
    size, lasts = row.take("quotaText"), row.take("period").part(f"{row.take('period')}일")
    agreed("the size", volume(in_name["size"], STYLE), volume(size, STYLE), volume(row.take("quota") + "MB", STYLE))
    agreed("the days", validity(in_name["days"], STYLE), validity(lasts, STYLE))
    told = [(match(c.take("name"), r"(?P<name>[^(]+?) ?(\(현지망\))?")["name"], c)
            for c in records_in(row.take("availableCountryCarrier"))]  # fmt: skip
    yield pack(
        row.take("optionName"), row.take("price"), STYLE, size, lasts, code=row.take("optionId"), usage=Usage.TRAVEL,
        sim=choose(row.take("hasUsim"), {"Y": Sim.BOTH, "N": Sim.ESIM}, "hasUsim"),
        data_per=DataPer.TOTAL if "total" in in_name else DataPer.DAY,
        prices=(price(row.take("price"), STYLE),
                *(price(cell, STYLE, PriceRole.MEMBER, label=m) for m in MEMBER if (cell := row.take(m)) != "0")),
        **listed((OfferPlace(place(name, "ko"), words=name, where=name.where) for name, _ in told),
                 integer(in_name["count"], STYLE) if "count" in in_name else None),
        networks=tuple(n for name, c in told for n in networks(
            place(name, "ko"), *c.take("networkProvider").split(","), on=c.take("networkType"))))  # fmt: skip
