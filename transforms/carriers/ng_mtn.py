"""MTN Nigeria: home data plans on cards under an accordion, as the page stood in 2017."""

from collections.abc import Iterator

from transforms.models import Allowance, Offer
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, price, validity, volume
from transforms.words import AllowanceRole, Kind, Service, SourceStatus, Usage

SOURCE = Source(
    carrier="MTN Nigeria", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("https://www.mtnonline.com/data-plan",)),),
    expect=Expect(rows_min=3, rows_max=60, landmarks=("Daily Plans", "Monthly Plans", "Quarterly Plans")),
    notes="Shape from a public capture of 2017-11-03, which is a fragment: the pricing table only.",
)  # fmt: skip
CARD = {"size": ".headers", "price": ".headers2", "validity": ".ad-color"}
SIZE = r"(?P<base>[\d.]+ ?[MG]B)( \+ (?P<bonus>[\d.]+ ?[MG]B) ?\(\*bonus data\))?"


def parse(pages: Pages) -> Iterator[Offer]:
    for group in pages.only.all("#accordion > li"):
        cards = [card.card(CARD, heading=group.text("h2")) for card in group.all("ul:has(> .headers)")]
        yield from pages.only.each(cards, pack)


def pack(row: Row) -> Iterator[Offer]:
    size = match(row.take("size"), SIZE, "the size")
    bonus = volume(size["bonus"], STYLE) if "bonus" in size else None
    yield Offer(
        label=f"{row.take('heading')} {row.take('size')}",
        kind=Kind.PACK, service=Service.DATA, usage=Usage.HOME,
        prices=(price(row.take("price"), STYLE),), price_unit="pack",
        data=volume(size["base"], STYLE), allowances=(Allowance(AllowanceRole.BONUS, bonus),) if bonus else (),
        validity=validity(row.take("validity"), STYLE),
    )  # fmt: skip
