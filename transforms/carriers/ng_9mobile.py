"""9mobile Nigeria: home data plans, as the page stood in 2017. Plan name and allowance share a cell."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, price, validity, volume
from transforms.words import DataPer, Kind, Service, SourceStatus, Usage

SOURCE = Source(
    carrier="9mobile", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("https://9mobile.com.ng/moreblaze-data-services/data-plans/",)),),
    expect=Expect(rows_min=4, rows_max=80, landmarks=("data plans", "smartphone plans")),
    notes="Shape from a public capture of 2017-11-04; the capture two minutes before it was an empty file.",
)  # fmt: skip
PLAN = r"[^\d]*?(?P<size>[\d.]+[MG]B)\)?(?P<window> .*\(.+\).*| \(?weekend plan\)?)?( Plan)?"
LASTS = r"(?P<days>\d+ (days?|hours))|(?P<window>.*(am|pm).*)"


def parse(pages: Pages) -> Iterator[Offer]:
    plans = pages.only.table_of("plans", "price(N)")
    yield from pages.only.each(plans.rows(), pack, ["USSD codes", "SMS to 229"])
    smart = pages.only.table_of("plan", "monthly cost(N)")
    yield from pages.only.each(smart.rows(), monthly, ["activation code (sms to 8183)", "activtion code (USSD)"])


def pack(row: Row) -> Iterator[Offer]:
    plan, lasts = match(row.take("plans"), PLAN, "the plan"), match(row.take("validity"), LASTS, "the validity")
    yield Offer(
        label=row.take("plans"),
        kind=Kind.PACK, service=Service.DATA, usage=Usage.HOME,
        prices=(price(row.take("price(N)"), STYLE),), price_unit="pack", data=volume(plan["size"], STYLE),
        validity=validity(lasts["days"], STYLE) if "days" in lasts else None,
        time_window=plan.get("window") or lasts.get("window") or "",
    )  # fmt: skip


def monthly(row: Row) -> Iterator[Offer]:
    size = row.take("plan")
    yield Offer(
        label=f"smartphone plan {size}", kind=Kind.PACK, service=Service.DATA, usage=Usage.HOME,
        prices=(price(row.take("monthly cost(N)"), STYLE),), price_unit="month",
        data=volume(size, STYLE), data_per=DataPer.MONTH,
    )  # fmt: skip
