"""AXIS Indonesia: the BlackBerry roaming day with its networks, and roaming data by network, as of 2012.

From the same page as id_axis_internet, or from a page of its own. A network's bands are those marked under
"2G Networks" and "3G Networks".
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferNetwork, Volume
from transforms.page import Page, Pages
from transforms.places import full_list, place
from transforms.shapes.networks import generations, in_place
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, day, validity
from transforms.words import DayRule, Kind, Service, SourceStatus, StartRule

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="blackberry", urls=("http://www.axisworld.co.id/",)),),
    expect=Expect(rows_min=4, rows_max=200, landmarks=("Tarif Data Regular", "Nama pada Handset"),
                  aside=("#tab-1", "#tab-2", "#tab-4", "#tab-5", "#tab-6", "table:-soup-contains('Paket Harian')"),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"))  # fmt: skip
ROAMING = r"Dengan (?P<cost>Rp [\d.]+)/hari, AXIS menyediakan layanan BlackBerry®"
LASTS = r"(?P<label>Paket BlackBerry® Roaming Unlimited Harian) berlaku untuk (?P<lasts>24 jam) sejak pembelian paket"


def parse(pages: Pages) -> Iterator[Offer]:
    yield roaming_day(pages.only)
    columns = "Negara", "APN / blackberry.net", "APN / Others"
    yield from pages.only.each(pages.only.table_of(*columns, header_rows=2, has_copies=True).rows(), data_regular)


def roaming_day(page: Page) -> Offer:
    said, until = page.find(LASTS), page.find(r"Promo ini berlaku sampai tanggal (?P<day>\d+ \w+ \d{4})")["day"]
    rows = page.table_of("Negara", "Nama pada Handset", "2G Networks / 900", header_rows=2, has_copies=True).rows()
    seen = [(row.take("Negara"), network(row)) for row in rows]
    return pack(said["label"], page.find(ROAMING)["cost"], STYLE, kind=Kind.DAY_PASS, price_unit="day",
                data=Volume(None, words=said["label"]), validity=validity(said["lasts"], STYLE),
                day_rule=DayRule.ROLLING_24H, start_rule=StartRule.PURCHASE, stated_to_on=day(until, STYLE),
                networks=tuple(net for _, net in seen),
                **full_list({net.place: name for name, net in seen}.values(), "id"))  # fmt: skip


def network(row: Row) -> OfferNetwork:
    where, name, seen = place(row.take("Negara"), "id"), row.take("Operator"), row.take("Nama pada Handset")
    bands = [column.replace(" Networks /", "") for column in row.left if row.expect(column, "x", "") == "x"]
    told = generations(",".join(band[:2] for band in bands))
    return OfferNetwork(where, name, handset_names=seen, bands=", ".join(bands), generations=told)


def data_regular(row: Row) -> Iterator[Offer]:
    row.expect("APN / blackberry.net", "Free")  # what the roaming day pays for
    there = in_place(row.take("Negara"), "id", row.take("Operator"))
    yield per_unit("Tarif Data Regular", row.take("APN / Others"), STYLE, Service.DATA, **there)
