"""MTN Nigeria: home data plans on cards under an accordion, as the page stood in 2017.

Shape from a public capture of 2017-11-03, which is a fragment: the pricing table only.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import bonus, pack
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match
from transforms.words import SourceStatus, Usage

SOURCE = Source(
    carrier="MTN Nigeria", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("https://www.mtnonline.com/data-plan",)),),
    expect=Expect(rows_min=3, rows_max=60, landmarks=("Daily Plans", "Monthly Plans", "Quarterly Plans")))  # fmt: skip
CARD = {"size": ".headers", "price": ".headers2", "validity": ".ad-color"}
SIZE = r"(?P<base>[\d.]+ ?[MG]B)( ?\+ ?(?P<bonus>[\d.]+ ?[MG]B) ?\(\*?bonus data\))?"
HOW_TO_BUY = r'Text ?"\d+" to 131( \| Buy Now with (Airtime|Debit Card))*'


def parse(pages: Pages) -> Iterator[Offer]:
    for group in pages.only.all("#accordion > li"):
        cards = [card.card(CARD, "li", heading=group.text("h2")) for card in group.all("ul:has(> .headers)")]
        yield from pages.only.each(cards, plan, {"rest": HOW_TO_BUY})


def plan(row: Row) -> Iterator[Offer]:
    size = match(row.take("size"), SIZE, "the size")
    label, lasts = f"{row.take('heading')} {row.take('size')}", row.take("validity")
    yield pack(label, row.take("price"), STYLE, size["base"], lasts, usage=Usage.HOME,
               allowances=bonus(size.get("bonus"), STYLE))  # fmt: skip
