"""Jio, India: roaming packs of a day, a week and a month, with a daily or a total limit of use. A table and prose.

Off: written from an undated public copy of this address. The list of the 22 countries and their partner networks, which
the packs depend on, was not seen.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.shapes.offers import pack
from transforms.shapes.row import Row
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, data, match, messages, minutes, unlimited
from transforms.words import CalledScope, DataPer, Kind, Segment, Service, SourceStatus

SOURCE = Source(
    carrier="Jio", home_country="IN", style=(STYLE := Style(currency="INR", language="en-IN")),
    parts=(Part(urls=("https://www.jio.com/jiobusiness/international-roaming-terms-and-conditions",)),),
    expect=Expect(rows_min=3, rows_max=12, landmarks=("Unlimited IR Packs", "Commercial usage limit")),
    segment=Segment.BUSINESS, status=SourceStatus.OFF)  # fmt: skip
LIMIT = (r"IR {}\b[^:]*packs?:- ?Voice (\(.+?\) )?(?P<calls>\d+) minutes(?P<day>/day)?( \(.+?\))?,"
         r" (?P<texts>\d+) SMSs?(/day)?,? and Data (?P<size>\S+( MB/day)?) at high speed-"
         r" ?(?P<then>thereafter at \d+ Kbps)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table_of("IR Pack", "MRP (₹)").rows(), partial(ir_pack, pages.only))


def ir_pack(page: Page, row: Row) -> Iterator[Offer]:
    benefit = match(row.take("Pack Benefit"), r"(?P<what>Unlimited .+) in (?P<places>\d+) countries\..+", "the benefit")
    number = match(row.take("IR Pack"), r"IR Pack (?P<number>\d+)", "the pack")["number"]
    said = page.find(LIMIT.format(rf"(\d+ and IR )?{number}( and IR \d+)?"))
    per = DataPer.DAY if "day" in said else DataPer.TOTAL
    kind = Kind.DAY_PASS if row.take("Validity (Days)") == "1" else Kind.PACK
    to = {"label": "local and to India", "per": per}
    lasts, then = f"{row.take('Validity (Days)')} days", after_cap(said["then"], STYLE)
    yield pack(row.take("IR Pack"), row.take("MRP (₹)"), STYLE, lasts=lasts, kind=kind, service=Service.BUNDLE,
               **data(said["size"], STYLE).fields(per), **then.fields(),
               allowances=(minutes(said["calls"], STYLE, **to), messages(said["texts"], STYLE, per=per),
                           *unlimited(benefit["what"], Service.VOICE, CalledScope.INCOMING)),
               **count_only(benefit["places"], STYLE, is_minimum=False),
               evidence=receipts(claimed_places=benefit["places"], allowances=said[""]))  # fmt: skip
