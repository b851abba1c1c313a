"""9mobile Nigeria: home data plans, as the page stood in 2017. Plan name and allowance share a cell.

Shape from a public capture of 2017-11-04; the capture two minutes before it was an empty file.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import bonus, now_and_before, pack
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, match
from transforms.words import DataPer, SourceStatus, Usage

SOURCE = Source(
    carrier="9mobile", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("https://9mobile.com.ng/moreblaze-data-services/data-plans/",)),),
    expect=Expect(rows_min=4, rows_max=80, landmarks=("data plans", "smartphone plans")))  # fmt: skip
TABLES = {"prepaid": ("plans", "price(N)", "validity"), "smartphone": ("plan", "monthly cost(N)")}
PLAN = r"[^\d]*?(?P<size>[\d.]+ ?[MG]B)\)?(?P<window> .*\(.+\).*| \(?weekend plan\)?)?( Plan)?"
LASTS = r"(?P<days>\d+ ?(days?|hours?|weeks?|months?))|(?P<window>.*\d ?[ap]m.*)"
CODE = r"(\*[\d*]+#)?( ?(?P<bonus>[\d.]+[MG]B) (?P<what>\w+ \([\d/]+\)))?"
CODES = {"SMS to 229": r"\w+", "activation code (sms to 8183)": r"\w+", "activtion code (USSD)": r"\*[\d*]+#"}


def parse(pages: Pages) -> Iterator[Offer]:
    for kind, table in pages.only.tables(TABLES):
        yield from pages.only.each(table.rows(), {"prepaid": prepaid, "smartphone": smartphone}[kind], CODES)


def prepaid(row: TableRow) -> Iterator[Offer]:
    plan, lasts = match(row.take("plans"), PLAN, "the plan"), match(row.take("validity"), LASTS, "the validity")
    more = match(row.take("USSD codes"), CODE, "the code")
    yield pack(row.take("plans"), "", STYLE, plan["size"], lasts.get("days", ""), usage=Usage.HOME,
               prices=now_and_before(*row.struck("price(N)"), STYLE),
               time_window=plan.get("window") or lasts.get("window") or "",
               allowances=bonus(more.get("bonus"), STYLE, more.get("what", "")))  # fmt: skip


def smartphone(row: Row) -> Iterator[Offer]:
    yield pack(f"smartphone plan {(size := row.take('plan'))}", row.take("monthly cost(N)"), STYLE, size,
               usage=Usage.HOME, price_unit="month", data_per=DataPer.MONTH)  # fmt: skip
