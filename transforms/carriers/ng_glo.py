"""Glo (Globacom) Nigeria: home data plans, as the page stood in 2017. Prices are naira, named only in a heading."""

from collections.abc import Iterator

from transforms.models import Allowance, Offer
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, matches, price, validity, volume
from transforms.words import AllowanceRole, Kind, Service, SourceStatus, Usage

SOURCE = Source(
    carrier="Glo", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("http://www.gloworld.com/ng/personal/data/data-plans/",)),),
    expect=Expect(rows_min=4, rows_max=80, landmarks=("Plan Details", "Flexi Plans", "Glo Campus Data Booster")),
    notes="Shape from a public capture of 2017-11-03. The boosts stand in a sentence at the end of the first table.",
)  # fmt: skip
VALIDITY = r"((?P<use>\d+ hrs) or )?(?P<days>\d+ ?(days?|months?))( \((?P<window>.+)\))?|(?P<hours>\d+ ?[ap]m to .+)"
BOOST = r"by (?P<size>\S+) for just (?P<cost>N[\d,]+)"
EXTRAS = ("Data Volume with 100% Bonus", "On-Campus", "Free Data for Gifting")
UNPRICED = ("SMS to 127", "USSD Code", "Off-Campus", "Glo to Glo Bonus")


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    plans, flexi = page.table_of("3G-4G Plan Name", "Price (N)"), page.table_of("Plan Name", "Price (N)")
    yield from page.each(plans.rows(), lambda row: pack(row, row.take("3G-4G Plan Name")), UNPRICED)
    for boost in matches(plans.note("Boost your data plan"), BOOST, at_least=2):
        row = Row({"Price": boost["cost"], "Data": boost["size"]}, boost["size"].where)
        yield from page.each([row], lambda row: pack(row, f"Boost {row.take('Data')}"))
    yield from page.each(flexi.rows(), lambda row: pack(row, row.take("Plan Name")), UNPRICED)
    campus = page.table_of("Price", "Data", "On-Campus").rows()
    yield from page.each(campus, lambda row: pack(row, f"Glo Campus Data Booster {row.take('Price')}"), UNPRICED)


def pack(row: Row, label: str) -> Iterator[Offer]:
    lasts = row.get("Validity")
    when = match(lasts, VALIDITY, "the validity") if lasts else {}
    extras = [(name, cell) for name in EXTRAS if (cell := row.get(name))]
    yield Offer(
        label=label, kind=Kind.PACK, service=Service.DATA, usage=Usage.HOME, price_unit="pack",
        prices=(price(row.get("Price (N)") or row.take("Price"), STYLE),),
        data=volume(row.get("Data Volume") or row.take("Data"), STYLE),
        allowances=tuple(Allowance(AllowanceRole.BONUS, volume(cell, STYLE), label=name) for name, cell in extras),
        validity=validity(when["days"], STYLE) if "days" in when else None,
        time_window=when.get("window") or when.get("hours") or when.get("use") or "",
    )  # fmt: skip
