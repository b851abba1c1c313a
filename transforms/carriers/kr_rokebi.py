"""Rokebi (UANGEL), Korea: travel eSIMs for Japan, as its search results show them: lowest prices only.

Shape from a capture of 2026-03-17. categoryItem 463 and 511 give one page. Full options are in its stream.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import sold_for
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, price
from transforms.words import CarrierType, PriceRole, PriceState, Sim, SourceStatus, Usage

SOURCE = Source(
    carrier="Rokebi", carrier_type=CarrierType.ESIM_SELLER, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko")),
    parts=(Part(id="japan", urls=("https://www.rokebi.com/store?keyword=%EC%9D%BC%EB%B3%B8&tab=search&categoryItem=463",)),),
    expect=Expect(rows_min=2, rows_max=100, landmarks=("eSIM 스토어", "원 ~")))  # fmt: skip
CARD = {"title": "[class$='__title']", "amount": "[class$='__amount']", "currency": "[class*='__currency']"}


def parse(pages: Pages) -> Iterator[Offer]:
    cards = [item.card(CARD) for item in pages.only.all("[class$='__countryItem']")]
    yield from pages.only.each(cards, lowest)


def lowest(row: Row) -> Iterator[Offer]:
    row.expect("currency", "원 ~")
    title = match(row.take("title"), r"(?P<where>[^(]+)(\(로컬망?\))?", "the title")
    lowest = price(row.take("amount"), STYLE, PriceRole.FROM)
    yield pack(row.take("title"), "", STYLE, usage=Usage.TRAVEL, sim=Sim.ESIM, price_state=PriceState.FROM,
               prices=(lowest,), **sold_for(title["where"], STYLE))  # fmt: skip
