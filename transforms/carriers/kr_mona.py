"""MONA (KONA I), Korea: the home plans of an MVNO, from its plan list as a browser had drawn it.

Shape from a capture of 2026-04-28, drawn by a script. It runs on LG U+; the list leaves that out.
"""

from collections.abc import Iterator

from transforms.models import Allowance, Offer, OfferNetwork
from transforms.page import Pages
from transforms.shapes.networks import generations
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, integer, match, messages, minutes, rate, volume
from transforms.words import CarrierType, DataPer, Kind, PriceRole, Service, SourceStatus, Usage

SOURCE = Source(
    carrier="MONA", carrier_type=CarrierType.MVNO, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko")), parts=(Part(urls=("https://mobilemona.co.kr/",)),),
    expect=Expect(rows_min=4, rows_max=500, landmarks=("전체 요금제", "상세보기")))  # fmt: skip
CARD = {"label": ".pb-plan-item_name", "net": ".netdiv", "data": ".data", "voice": ".voice", "sms": ".letter"}
CARD |= {"price": ".pb-text-vat_left", "list?": ".pb-is-linethrough", "period": ".event-period"}
WHOLE = ".pb-plan-item_price div, .pb-plan-data_name"
SIZE = (r"(?P<daily>매일)?(?P<base>[\d.]+[MG]B|무제한)(\+일(?P<day>[\d.]+GB?))?(\+(?P<more>[\d.]+GB))?"
        r"( ?\+(?P<kbps>\d+[MK]bps))?")  # fmt: skip
MORE = {"day": DataPer.DAY, "more": DataPer.MONTH}  # "11GB+일2GB": 2 GB more every day
VOICE = r"(?P<main>[^(]+?)( ?\(부가(음성)? ?(?P<more>[\d,]+분)\))?"


def parse(pages: Pages) -> Iterator[Offer]:
    items = pages.only.all("li.pb-plan-item")
    pages.only.claim(integer(pages.only.one("#totalCnt").text(), STYLE), len(items), "plans")
    cards = [item.card(CARD, WHOLE, code=item.one("a.ga-plan-detail-button").attr("href")) for item in items]
    yield from pages.only.each(cards, plan, {"rest": "상세보기 가입하기"})


def plan(row: Row) -> Iterator[Offer]:
    size, calls = match(row.take("data"), SIZE, "the data"), match(row.take("voice"), VOICE, "the calls")
    span = match(row.take("period"), r"(?P<months>\d+)개월(간|동안)? 할인|평생 할인|", "the promotion").get("months")
    role, months = (PriceRole.PROMO, integer(span, STYLE)) if span else (PriceRole.BASE, None)
    now, listed = rate(row.take("price"), STYLE, role, months=months), row.get("list")
    allowances = [Allowance(data=volume(size[key], STYLE), per=per) for key, per in MORE.items() if key in size]
    allowances += [minutes(calls["main"], STYLE), messages(row.take("sms"), STYLE)]
    allowances += [minutes(calls["more"], STYLE, label="부가")] if "more" in calls else []
    yield Offer(
        label=row.take("label"), code=match(row.take("code"), r".*fnMoveRateDetail\('(?P<code>\w+)'\);")["code"],
        kind=Kind.PLAN, service=Service.BUNDLE, usage=Usage.HOME,
        prices=now.prices + (rate(listed, STYLE, PriceRole.LIST).prices if listed else ()), price_unit=now.unit,
        data=volume(size["base"], STYLE), data_per=DataPer.DAY if "daily" in size else DataPer.MONTH,
        allowances=tuple(allowances), **(after_cap(size["kbps"], STYLE).fields() if "kbps" in size else {}),
        networks=(OfferNetwork("KR", "LG U+", generations=generations(row.take("net"))),))  # fmt: skip
