"""Glo (Globacom) Nigeria: home data plans, as the page stood in 2017. Prices are naira, named only in a heading.

Shape from a public capture of 2017-11-03. The boosts stand in a sentence at the end of the first table.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import bonus, pack
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, matches
from transforms.words import SourceStatus, Usage

SOURCE = Source(
    carrier="Glo", home_country="NG", style=(STYLE := Style(currency="NGN")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("http://www.gloworld.com/ng/personal/data/data-plans/",)),),
    expect=Expect(rows_min=4, rows_max=80, landmarks=("Plan Details", "Flexi Plans", "Data Booster")))  # fmt: skip
TABLES = {"plans": ("3G-4G Plan Name", "Price (N)"), "flexi": ("Plan Name", "Price (N)"), "campus": ("Price", "Data")}
VALIDITY = (r"((?P<use>\d+ hrs) or )?(?P<days>\d+ ?(days?|hrs|hours|weeks?|months?))( \((?P<window>.+)\))?"
            r"|(?P<hours>\d+ ?[ap]m to .+)")  # fmt: skip
BOOST = r"by (?P<size>\S+) for just (?P<cost>N[\d,]+)"
EXTRAS = ("Data Volume with 100% Bonus", "On-Campus", "Free Data for Gifting")
UNPRICED = {"SMS to 127": r"\w+", "USSD Code": r"\*[\d*]+#", "Glo to Glo Bonus": r"N[\d,]+"}


def parse(pages: Pages) -> Iterator[Offer]:
    for _, table in pages.only.tables(TABLES):
        yield from pages.only.each(table.rows(), plan, UNPRICED)
        yield from pages.only.each(table.note_rows(), boosts)


def plan(row: Row) -> Iterator[Offer]:
    lasts, cost, size = row.get("Validity"), row.either("Price (N)", "Price"), row.either("Data Volume", "Data")
    name = row.get("3G-4G Plan Name") or row.get("Plan Name") or f"Glo Campus Data Booster {cost}"
    when = match(lasts, VALIDITY, "the validity") if lasts else {}
    if row.get("Off-Campus"):
        row.expect("Off-Campus", size)
    yield pack(name, cost, STYLE, size, when.get("days", ""), usage=Usage.HOME,
               allowances=tuple(b for name in EXTRAS for b in bonus(row.get(name), STYLE, name)),
               time_window=when.get("window") or when.get("hours") or when.get("use") or "")  # fmt: skip


def boosts(row: Row) -> Iterator[Offer]:
    for boost in matches(row.take("note"), BOOST, each_has=r"\bN\d"):
        yield pack(f"Boost {boost['size']}", boost["cost"], STYLE, boost["size"], usage=Usage.HOME)
