"""Rokebi (UANGEL), Korea: all options of its travel eSIMs, from the stream of its shop page: size, days, price, places.

Shape from a capture of 2026-03-17. The stream gives sizes in MB, 1,024,000 and 1,126,400 for no limit, and "fup" as a
number without its unit, which is read as kbit/s (128, 256, 384; 0 for none). Its codes SP (Saipan) and BB beside VN
(Vietnam) are its own. Some options are named after more countries than their seller serves ("중동 6개국" under Qatar,
"글로벌 146개국" under 142): those of the seller are then examples. Networks are named in no one way: not taken.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer, OfferPlace, Speed
from transforms.page import Pages, choose
from transforms.places import place
from transforms.shapes.data import objects_with
from transforms.shapes.offers import now_and_before, pack
from transforms.shapes.row import Row
from transforms.shapes.said import agreed, stated
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, match, volume
from transforms.words import AfterCap, CarrierType, DataPer, PlacesBasis, Sim, SourceStatus, Usage

STORE = "https://www.rokebi.com/store?keyword=%EC%9D%BC%EB%B3%B8&tab=search&categoryItem=463"
SOURCE = Source(
    carrier="Rokebi", carrier_type=CarrierType.ESIM_SELLER, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko", unlimited=("1024000MB", "1126400MB"))),
    parts=(Part(id="store", urls=(STORE,)),), expect=Expect(rows_min=2, landmarks=("eSIM 스토어",)))  # fmt: skip
PLAIN = r"(\[.+?\] ?)?(일|\d+일간 총) (?P<size>[\d.]+(M|MB|GB)) (소진 후 속도제어|데이터|제공 \(.+\))(, (?P<more>.+))?"
PER = {"daily": DataPer.DAY, "total": DataPer.TOTAL}
OWN_CODES = {("BB", "VN"): ("VN",), ("GU", "SP"): ("GU", "MP"), ("GU", "SP", "US"): ("GU", "MP", "US")}
ASIDE = ("key", "uuid", "variationId", "promoFlag", "idx", "weight", "desc", "type")


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    sellers = {str(o.take("key")): o for o in objects_with(page.flight, "ccode", "mccmnc", "partner")}
    options = objects_with(page.flight, "sku", "partnerId", "listPrice")
    for card in objects_with(page.flight, "minPrice", "partnerList"):  # each card's lowest price is among its options
        costs = [o.row("price").raw("value") for o in options if o.take("partnerId") in card.raw("partnerList")]
        page.claim(card.row("minPrice").raw("value"), min(costs, default=0), f"won as lowest for {card.take('title')}")
    yield from page.each(options, partial(option, sellers), ASIDE)


def option(sellers: dict[str, Row], row: Row) -> Iterator[Offer]:
    cost, listed = (amount(row.row(name)) for name in ("price", "listPrice"))
    seller, size = choose(row.take("partnerId"), sellers, "the seller"), row.take("volume") + "MB"
    said = match(about := row.take("field_description"), rf"{PLAIN}|.+", "the description")
    if "size" in said:
        agreed("the size", volume(size, STYLE).data_bytes, volume(said["size"], STYLE).data_bytes)
    codes, kbps = tuple(map(str, seller.raw("ccode"))), integer(row.take("fup"), STYLE)
    named = match(row.take("name"), r".*?(?P<count>\d+)개국.*|.+").get("count")
    claimed = integer(named, STYLE) if named else row.take("name").count("/") + 1
    places = [OfferPlace(place(code), words=seller.take("name")) for code in OWN_CODES.get(codes, codes)]
    yield pack(
        row.take("name"), "", STYLE, size, f"{row.take('days')}일", code=row.take("sku"), usage=Usage.TRAVEL,
        prices=now_and_before(cost, listed if listed != cost else "", STYLE), sim=Sim.ESIM,
        data_per=choose(row.take("field_daily"), PER, "what the size is for"),
        after_cap=AfterCap.THROTTLE if kbps else None, throttle=Speed(kbps, row.take("fup")) if kbps else None,
        tethering=choose(row.take("hotspot"), {"true": True, "false": False}, "hotspot"),
        conditions=stated(row.take("network"), about if "size" not in said or "more" in said or "[" in about else ""),
        places=tuple(places), claimed_places=claimed if named else None,
        places_basis=PlacesBasis.EXAMPLES if claimed > len(places) else PlacesBasis.FULL_LIST)  # fmt: skip


def amount(row: Row) -> str:
    row.expect("currency", "KRW")
    return row.take("value")
