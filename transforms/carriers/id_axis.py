"""AXIS Indonesia: roaming calls and data by country and network, and the Hajj offer, as its pages stood in 2012.

Shapes from the site's own sources of 2012, kept by its web agency; the exact addresses were not recorded.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transforms.models import Offer, Volume
from transforms.page import Page, Pages, choose_form
from transforms.shapes.networks import in_place
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, day, match, unit, validity
from transforms.words import CalledScope, Kind, Service, SourceStatus

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=tuple(Part(id=name, urls=("http://www.axisworld.co.id/",)) for name in ("roaming", "haji")),
    expect=Expect(rows_min=4, rows_max=500, landmarks=("Promo ini berlaku sampai",),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"))  # fmt: skip
SERVICES = {
    "(Nelpon|Panggilan) ke Indonesia.*": (Service.VOICE, CalledScope.HOME),
    "Nelpon ke negara lain.*": (Service.VOICE, CalledScope.THIRD), "Terima SMS.*": (Service.SMS, CalledScope.INCOMING),
    "Panggilan Lokal.*": (Service.VOICE, CalledScope.LOCAL), "Terima Telpon.*": (Service.VOICE, CalledScope.INCOMING),
    "Roaming internet|Roaming data / GPRS|(Unlimited )?BlackBerry®( Roaming)?|Data Regular": (Service.DATA, None),
    "Kirim SMS.*": (Service.SMS, CalledScope.ANY),
}  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(r"Promo ini berlaku sampai (tanggal )?(?P<day>\d+ \w+ \d{4})")
    for offer in (roaming if pages.part == "roaming" else haji)(pages.only):
        yield replace(offer, stated_to_on=day(said["day"], STYLE))


def roaming(page: Page) -> Iterator[Offer]:
    for _, table in page.tables({"tariffs": ("Nama Negara", "Operator")}):
        yield from page.each(table.rows(), abroad)


def abroad(row: Row) -> Iterator[Offer]:
    seen = row.either("Nama Display Handset", "Nama display handset")
    country, network, _ = row.take("Nama Negara"), row.take("Operator"), row.get("No")
    for column in row.left:
        head = match(column, r"(?P<label>.+) \((?P<unit>per .+)\)", "the tariff's head")
        label = "Roaming internet" if head["label"] == "Tarif" else head["label"]  # as it is called around the table
        yield tariff(label, row.take(column), country, network, seen, price_unit=unit(head["unit"], STYLE))


def haji(page: Page) -> Iterator[Offer]:
    rows = page.table("h3:-soup-contains('layanan berikut') + table", ("layanan", "tarif")).rows()
    yield from page.each((row for row in rows if row.take("layanan") != "Asuransi"), services)  # insurance is no tariff
    rows = page.table_of("Akses Data", "Jaringan STC").rows()  # the first line is "Roaming data / GPRS" over again
    yield from page.each((r for r in rows if not r.words.startswith("Tidak") or "Data Regular" not in r.words), access)


def services(row: TableRow) -> Iterator[Offer]:
    for line in row.lines("tarif"):
        span = match(line, r".+/ ?(?P<span>(\d+ )?(hari|minggu|bulan))|.+").get("span")
        lasts = validity(span if span[0].isdigit() else f"1 {span}", STYLE) if span else None
        more: Any = {"variant": span, "validity": lasts, "data": Volume(None)} if span else {}
        kind = Kind.DAY_PASS if span == "hari" else Kind.PACK if span else Kind.RATE
        yield tariff(row.take("layanan"), line, kind=kind, **more)


def access(row: Row) -> Iterator[Offer]:
    who, what, cost = row.take(""), row.take("Akses Data"), row.take("Jaringan STC")
    free: Any = {"kind": Kind.INCLUDED, "data": Volume(None, words=cost), "price_unit": ""} if cost == "GRATIS" else {}
    yield tariff(what, cost, eligibility=who, **free)


def tariff(label: str, cost: str, country: str = "Arab Saudi", net: str = "STC", seen: str = "", **more: Any) -> Offer:
    there, (service, called) = in_place(country, "id", net, seen_as=seen), choose_form(label, SERVICES, "the tariff")
    return per_unit(label, cost, STYLE, service, called, "message", **there | more)
