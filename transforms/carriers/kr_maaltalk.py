"""Maaltalk, Korea: travel eSIMs for Japan. The page has one base price; an answer adds to it for each count of days.

Shapes from captures of 2026-03-17. ANSWER wants a POST (mode=option_select), so it is read, never fetched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from transforms.models import Offer, Price
from transforms.page import Pages, choose
from transforms.places import place
from transforms.shapes.networks import networks
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import sold_for
from transforms.source import Expect, Part, Source
from transforms.values import Cell, Style, integer, match, number, price, validity
from transforms.words import CarrierType, PriceRole, PriceState, Sim, SourceStatus, Usage

GOODS = "https://store.maaltalk.com/goods/goods_view.php?goodsNo=1000000265"
ANSWER = "https://store.maaltalk.com/goods/goods_ps.php"
SOURCE = Source(
    carrier="Maaltalk", carrier_type=CarrierType.ESIM_SELLER, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko")),
    parts=(Part(id="japan", urls=(GOODS,), expect=Expect(landmarks=("제조사", "판매가"))),
           Part(id="japan_rd328", urls=(GOODS, ANSWER), expect=Expect(landmarks=("RD328",)))))  # fmt: skip
TITLE = r"(?P<label>\[(?P<place>[^/\]]+)/esim\]).*"
OPTION = r"(?P<code>\w+)\.(?P<place>[가-힣]+)(?P<network>[a-z]+)_(?P<days>\d+일)"
NETWORKS = {"소프트뱅크": "Softbank", "도코모": "Docomo", "Softbank": "Softbank", "Docomo": "Docomo"}
SOLD = {"y": PriceState.STATED, "n": PriceState.UNAVAILABLE}


def parse(pages: Pages) -> Iterator[Offer]:
    goods = pages[0].one(".item_detail_list")
    cost = goods.text(".item_price dd")
    if pages.part == "japan":
        title = match(pages[0].one(".item_detail_tit h3").text(), TITLE, "the title")
        made_by, lowest = goods.text("dt:-soup-contains('제조사') + dd").split(), price(cost, STYLE, PriceRole.FROM)
        yield travel(title["label"], title["place"], made_by, price_state=PriceState.FROM, prices=(lowest,))
        return
    answer = pages[1].record()
    lists = [answer.values(name) for name in ("nextOption", "optionPrice", "optionSellFl")]
    pages[1].claim(max(map(len, lists)), min(map(len, lists)), "names, prices and flags")
    options = [Row({"name": n, "more": m, "sold": s}, f"/{n}") for n, m, s in zip(*lists, strict=True)]
    pages[1].claim(integer(answer.take("cnt"), STYLE), len(options), "options")
    plans = {o.text().split(".")[0]: o.text() for o in goods.all("select[name=optionNo_0] option[value*='.']")}
    yield from pages[1].each(options, partial(option, price(cost, STYLE), plans))


def option(base: Price, plans: dict[str, Cell], row: Row) -> Iterator[Offer]:
    said, sold = match(row.take("name"), OPTION, "the option"), choose(row.take("sold"), SOLD, "whether it is sold")
    plan, lasts, more = choose(said["code"], plans, "the plan"), validity(said["days"], STYLE), row.take("more")
    cost = replace(base, amount=base.amount + number(more, STYLE), words=f"{base.words} + {more}")
    size = match(plan, r".+ (?P<size>매일 \S+)", "the plan's size")["size"]
    yield travel(f"{plan} {lasts.days}일", said["place"], [said["network"]], size, price_state=sold, validity=lasts,
                 prices=(cost,) if sold is PriceState.STATED else ())  # fmt: skip


def travel(label: str, where: str, made_by: Iterable[str], size: str = "", **more: Any) -> Offer:
    there, names = sold_for(where, STYLE), [choose(name, NETWORKS, "the network") for name in made_by]
    seen = networks(place(where, "ko"), *names) if "places" in there else ()
    return pack(label, "", STYLE, size, usage=Usage.TRAVEL, sim=Sim.ESIM, networks=seen, **there, **more)
