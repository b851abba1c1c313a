"""U+ UMobile (LG U+), Zero Premium: a roaming day by the clock of the capital visited. Fields and notes in Korean.

Written from an undated copy of this address. Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Allowance, Offer, Validity
from transforms.page import Pages, choose
from transforms.places import full_list
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, day_rule, match, price, rate, unlimited, volume
from transforms.words import (
    AllowanceRole,
    CalledScope,
    CarrierType,
    DataPer,
    Kind,
    Service,
    TaxBasis,
)

KRW = Style(currency="KRW", language="ko", decimal="")
SOURCE = Source(
    carrier="U+ UMobile", home_country="KR", style=KRW, carrier_type=CarrierType.MVNO,
    parts=(Part(urls=("https://uplusumobile.com/product/extra/intrDetail/118",)),),
    expect=Expect(rows_min=5, rows_max=5, landmarks=("제로 프리미엄", "현지 수도시간")))  # fmt: skip
CHARGE = r"(?P<what>[^:]+) : (건 당 )?(?P<cost>[^(]+)(?P<tax> \(VAT 제외\))?"
MESSAGES = {
    "문자 발신": (None, ()), "문자 수신": (CalledScope.INCOMING, ()),
    "중국/일본 문자 발신": (None, ("중국", "일본")), "중국/일본 문자 수신": (CalledScope.INCOMING, ("중국", "일본")),
}  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    fee = page.find(r"(?P<price>[\d,]+원) \(부가세 포함 금액\)")["price"]
    claim = page.find(r"지원국가 (?P<places>\d+)개국")["places"]
    slow = page.find(r"하루 누적 사용량이 (?P<data>\d+GB)를 초과할 경우 (?P<speed>\d+kbps)")
    tether = page.find(r"테더링 데이터는 하루 (?P<data>\d+GB)가 별도로 제공")
    day = page.find(r"방문국가의 현지 수도시간을 기준으로 00시부터 밤 12시까지 1일 단위")[""]
    calls = page.find(r"한국, 방문국가, 다른 국가 모두 음성 전화 무제한")[""]
    yield Offer(
        label=page.one("h1").text(), kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        prices=(price(fee, KRW),), tax_basis=TaxBasis.INCLUDED,
        data=volume(slow["data"], KRW), data_per=DataPer.DAY, **after_cap(slow["speed"], KRW).fields(),
        tethering=True, validity=Validity(1, day, day.where), **day_rule(day, KRW).fields(),
        allowances=(
            Allowance(AllowanceRole.TETHER, data=volume(tether["data"], KRW), per=DataPer.DAY, words=tether[""]),
            *unlimited(calls, Service.VOICE, CalledScope.ANY, CalledScope.INCOMING)),
        **count_only(claim, KRW, is_minimum=False),
        evidence=receipts(claimed_places=claim, day_rule=day, tethering=tether[""], after_cap=slow[""]))  # fmt: skip
    for line in page.all("#sms li"):
        said = match(line.text(), CHARGE, "a charge for messages")
        called, where = choose(said["what"], MESSAGES, "a kind of message")
        yield Offer(
            label=said["what"], kind=Kind.RATE, service=Service.SMS, called_scope=called,
            tax_basis=TaxBasis.EXCLUDED if "tax" in said else None,
            **rate(said["cost"], KRW).fields("message"), **full_list(where, "ko") if where else {})  # fmt: skip
