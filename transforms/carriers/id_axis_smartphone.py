"""AXIS Indonesia: two packs of data, calls and messages for smartphones, as of 2012. A pack is a column of the table.

From the same page as id_axis_internet, whose other tabs write "1,5 GB": here it is "1.5GB". The page does not say what
follows after the fair use of its "unlimited" data.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from transforms.models import Allowance, Offer
from transforms.page import Page, Pages
from transforms.shapes.offers import pack
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, messages, minutes, unlimited, volume
from transforms.words import Service, SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="internet", urls=("http://www.axisworld.co.id/",)),),
    expect=Expect(rows_min=2, rows_max=8, landmarks=("Paket Smartphone", "Batas pemakaian wajar internet"),
                  aside=("#tab-1", "#tab-2", "#tab-3", "#tab-4", "#tab-5"),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"))  # fmt: skip
POINT = replace(STYLE, decimal=".", grouping="")
CONTENT = (r"(?P<net>GRATIS Internet Unlimited)|(?P<calls>\d+ menit) nelpon ke (?P<called>.+)"
           r"|(?P<texts>\d+ SMS) ke (?P<texted>.+)|(?P<both>Nelpon dan SMS ke semua AXIS sepuasnya)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    css, names = "table:-soup-contains('Paket Smartphone Basic')", ("name", "price", "contents")
    yield from pages.only.each(pages.only.table(css, names, is_turned=True).rows(), partial(smartphone, pages.only))


def smartphone(page: Page, row: TableRow) -> Iterator[Offer]:
    name, said = row.take("name"), [match(line, CONTENT, "what is in it") for line in row.lines("contents")]
    size = page.find(rf"{name}: (?P<size>[\d.]+ ?[MG]B)")["size"]
    lasts, _ = page.find(r"Masa berlaku paket adalah (?P<days>\d+ hari)")["days"], page.find("sudah termasuk PPN")
    more: list[Allowance] = [minutes(s["calls"], STYLE, s["called"]) for s in said if "calls" in s]
    more += [messages(s["texts"], STYLE, s["texted"]) for s in said if "texts" in s]
    more += [
        a for s in said if "both" in s for kind in (Service.VOICE, Service.SMS) for a in unlimited(s["both"], kind)
    ]
    yield pack(name, row.take("price"), STYLE, lasts=lasts, data=volume(size, POINT), service=Service.BUNDLE,
               usage=Usage.HOME, allowances=tuple(more), tax_basis=TaxBasis.INCLUDED)  # fmt: skip
