"""A pack table by country sets (as Indian operators have): sections name the places, a two-row header the minutes."""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import places
from transforms.shapes.offers import pack
from transforms.shapes.said import listed
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, match, messages, minutes
from transforms.words import CalledScope, Service

SOURCE = Source(
    carrier="Packs", home_country="IN", style=(STYLE := Style(currency="INR", language="en-IN")),
    parts=(Part(urls=("https://example.com/packs",)),),
    expect=Expect(rows_min=3, rows_max=100, landmarks=("International roaming packs",)))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    table = pages.only.table_of("Pack", "Calls / Outgoing", header_rows=2)
    yield from pages.only.each(table.rows(), roaming_pack)


def roaming_pack(row: TableRow) -> Iterator[Offer]:
    data = match(row.take("Data"), r"(?P<size>[^,]+)(, then (?P<slow>.+))?", "the data")
    calls, incoming = row.take("Calls / Outgoing"), row.take("Calls / Incoming")
    zone = match(row.section, r"(?P<zone>.+?): (?P<names>.+)", "the section")
    there = [OfferPlace(code, zone=zone["zone"], words=zone["names"]) for code in places(zone["names"])]
    slow = after_cap(data["slow"], STYLE).fields() if "slow" in data else {}
    yield pack(row.take("Pack"), row.take("Price (₹)"), STYLE, data["size"], row.take("Validity"), scope=zone["zone"],
               service=Service.BUNDLE, **slow, **listed(there),
               allowances=(minutes(calls, STYLE), minutes(incoming, STYLE, called_scope=CalledScope.INCOMING),
                           messages(row.take("SMS"), STYLE)))  # fmt: skip
