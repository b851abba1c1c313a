"""KT M mobile, Korea: the home plans of an MVNO, from its plan list (an accordion of plan families).

Shape from a capture of 2026-06-01 or before, drawn by script. Even 데이터 년9GB is said to be monthly. Its
table of rates beyond the allowance (초과요율) and of services is not read.
"""

from collections.abc import Iterator

from transforms.models import Allowance, Offer
from transforms.page import Pages, choose
from transforms.shapes.offers import now_and_before
from transforms.shapes.row import Row
from transforms.shapes.said import stated
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, data, match, messages, minutes, validity, volume
from transforms.words import (
    AllowanceRole,
    CarrierType,
    DataPer,
    Kind,
    Service,
    SourceStatus,
    TaxBasis,
    Usage,
)

SOURCE = Source(
    carrier="KT M mobile", carrier_type=CarrierType.MVNO, home_country="KR", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="KRW", language="ko")), parts=(Part(urls=("https://www.ktmmobile.com/",)),),
    expect=Expect(rows_min=4, rows_max=500, landmarks=("월 기본료(VAT 포함)", "비교하기"),
                  aside=("#tabC1panel", "table:-soup-contains('초과요율')")))  # fmt: skip
# "22GB무제한" beside "기본제공 7GB+최대1Mbps" adds up what the plan and its conditional extras give (two plans of the
# capture do not add up): it is kept as words, never as a volume. A plan of 0 GB has no data of its own.
SIZE = (
    r"데이터 ((?P<most>\d+GB무제한) )?기본제공 (0[MG]B|(?P<base>일?[\d.]+[MG]B))(\+일(?P<day>\d+GB))?"
    r"(\((?P<year>1년) 사용\)|\(쉐어링 사용\))?(\+최대 1Mbps\((?P<slowed>\d+GB)\))?"
    r"(\+(?P<joined>\d+GB)\(결합시\))?( ?\+ ?최대 ?(?P<kbps>\d+[MK]bps))?"
    r"( \+(?P<solo>\d+GB)\(아무나 ?SOLO ?결합\))?( ?\+ ?데이터 추가제공 (?P<added>\d+GB)\(24개월\))?"
)
MORE = {"slowed": "최대 1Mbps", "joined": "결합시", "solo": "아무나 SOLO 결합", "added": "데이터 추가제공"}
VOICE = r"(?P<no>.+ 이용불가)|음성 (?P<a>\S+)( \+ ?영상 ?/ ?부가통화 (?P<b>\d+분))?( \(1회선 (?P<c>기본제공)\))?"
ITEM, NAME, CODE = "li.rate-content__item", ".product__title", "input._btnCompare"
CARD = {name: f".rate-detail__item:-soup-contains('{name}')" for name in ("데이터", "음성", "문자")} | {
    "label": ".rate-info__title strong", "price": ".rate-price__info", "fee?": ".rate-price__title .c-hidden",
    "was?": ".rate-price__title b", "note?": ".rate-info__present-info"}  # fmt: skip

WHOLE = ".rate-price__item p, .rate-detail__item"


def parse(pages: Pages) -> Iterator[Offer]:
    for family in pages.only.all(".c-accordion.product > ul > li"):
        items = [i.card(CARD, WHOLE, plan=family.text(NAME), code=i.one(CODE).attr("value")) for i in family.all(ITEM)]
        yield from pages.only.each(items, plan)


def plan(row: Row) -> Iterator[Offer]:
    size, calls = match(row.take("데이터"), SIZE, "the data"), match(row.take("음성"), VOICE, "the calls")
    texts = match(row.take("문자"), r"(?P<no>.+ (이용불가|수신허용))|문자 (?P<main>.+)", "the messages")
    extra = [Allowance(data=volume(size["day"], STYLE), per=DataPer.DAY)] if "day" in size else []
    extra += [Allowance(AllowanceRole.BONUS, volume(size[key], STYLE), per=DataPer.MONTH, label=label,
        validity_days=720 if key == "added" else None) for key, label in MORE.items() if key in size]  # fmt: skip
    extra += [minutes(v, STYLE, {"b": "영상/부가통화", "c": "1회선"}.get(k, "")) for k, v in calls.items() if k != "no"]
    yield Offer(
        label=row.take("label"), code=row.take("code"), plan=row.take("plan"),
        kind=Kind.PLAN, service=Service.DATA if "no" in calls else Service.BUNDLE, usage=Usage.HOME, price_unit="month",
        prices=now_and_before(row.take("price"), row.get("was"), STYLE),
        tax_basis=choose(row.get("fee") or "", {"월 기본료(VAT 포함)": TaxBasis.INCLUDED, "": None}, "the fee"),
        **(data(size["base"], STYLE).fields(DataPer["TOTAL" if "year" in size else "MONTH"]) if "base" in size else {}),
        allowances=(*extra, *(messages(texts[key], STYLE) for key in texts if key == "main")),
        validity=validity(size["year"], STYLE) if "year" in size else None,
        **(after_cap(size["kbps"], STYLE).fields() if "kbps" in size else {}),
        conditions=stated(size.get("most"), calls.get("no"), texts.get("no"), row.get("note")))  # fmt: skip
