"""Prices of calls to countries in a script's object literal (as British resellers have), in pence."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import CalledScope, Service, Usage

SOURCE = Source(
    carrier="Calls", home_country="GB", style=(STYLE := Style(currency="GBP")),
    parts=(Part(urls=("https://example.com/calls",)),),
    expect=Expect(rows_min=2, landmarks=("International",)))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    table = pages.only.script(r"var countries = ")
    rows = [Row({"name": name, **costs}, f"countries/{name}") for name, costs in table.items()]
    yield from pages.only.each(rows, calls)


def calls(row: Row) -> Iterator[Offer]:
    there = full_list([row.take("name")])
    for column in ("landline", "mobile"):
        yield per_unit(f"call to a {column}", row.take(column), STYLE, Service.VOICE, CalledScope.THIRD, "minute",
                       usage=Usage.HOME, variant=row.take("name"), **there)  # fmt: skip
    yield per_unit("text", row.take("sms"), STYLE, Service.SMS, CalledScope.THIRD, "message", usage=Usage.HOME,
                   variant=row.take("name"), **there)  # fmt: skip
