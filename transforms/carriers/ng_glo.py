"""Glo (Globacom) Nigeria: home data plans, as the page stood in 2017. Prices are naira, named only in a heading.

Shape from a public capture of 2017-11-03. The boosts stand in a sentence at the end of the first table.
"""

import re
from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import bonus, now_and_before, pack
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
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
PRICE, BOOST = r"\bN\d", r"by (?P<size>\S+) for just (?P<cost>N[\d,]+)"
EXTRAS = ("Data Volume with 100% Bonus", "On-Campus", "Free Data for Gifting")
UNPRICED = {"SMS to 127": r"\w+", "USSD Code": r"\*[\d*]+#", "Glo to Glo Bonus": r"N[\d,]+"}


def parse(pages: Pages) -> Iterator[Offer]:
    for _, table in pages.only.tables(TABLES):
        yield from pages.only.each(table.rows(), plan, UNPRICED)
        yield from pages.only.each((note for note in table.note_rows() if re.search(PRICE, note.words)), boosts)


def plan(row: TableRow) -> Iterator[Offer]:
    lasts, size = row.get("Validity"), row.either("Data Volume", "Data")
    name = row.get("3G-4G Plan Name") or row.get("Plan Name") or f"Glo Campus Data Booster {row.take('Price')}"
    cost_in = "Price (N)" if "Price (N)" in row.left else "Price"
    when = match(lasts, VALIDITY, "the validity") if lasts else {}
    if row.get("Off-Campus"):
        row.expect("Off-Campus", size)
    yield pack(name, "", STYLE, size, when.get("days", ""), usage=Usage.HOME,
               prices=now_and_before(*row.struck(cost_in), STYLE),
               allowances=tuple(b for name in EXTRAS for b in bonus(row.get(name), STYLE, name)),
               time_window=when.get("window") or when.get("hours") or when.get("use") or "")  # fmt: skip


def boosts(row: Row) -> Iterator[Offer]:
    for boost in matches(row.take("note"), BOOST, each_has=PRICE):
        yield pack(f"Boost {boost['size']}", boost["cost"], STYLE, boost["size"], usage=Usage.HOME)
