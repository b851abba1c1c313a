"""AXIS Indonesia: roaming calls and data by country and network, and the Hajj offer, as its pages stood in 2012."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from transforms.models import Offer, OfferNetwork, Volume
from transforms.page import Pages, choose_form
from transforms.places import full_list
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, day, match, rate, unit, validity
from transforms.words import CalledScope, Kind, Service, SourceStatus

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=tuple(Part(id=name, urls=("http://www.axisworld.co.id/",)) for name in ("roaming", "haji")),
    expect=Expect(rows_min=4, rows_max=500, landmarks=("Promo ini berlaku sampai",),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"),
    notes="Shapes from the site's own sources of 2012, kept by its web agency; the exact addresses were not recorded.",
)  # fmt: skip
COLUMNS = [f"Nelpon ke {to} dari luar negeri (per menit)" for to in ("Indonesia", "negara lain")] + ["Tarif (per KB)"]
SERVICES = {
    "(Nelpon|Panggilan) ke Indonesia.*": (Service.VOICE, CalledScope.HOME), "Kirim SMS": (Service.SMS, CalledScope.ANY),
    "Nelpon ke negara lain.*": (Service.VOICE, CalledScope.THIRD), "Terima SMS": (Service.SMS, CalledScope.INCOMING),
    "Panggilan Lokal.*": (Service.VOICE, CalledScope.LOCAL), "Terima Telpon": (Service.VOICE, CalledScope.INCOMING),
    "Roaming internet|Roaming data / GPRS|(Unlimited )?BlackBerry®( Roaming)?|Data Regular": (Service.DATA, None),
}  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    until = day(page.find(r"Promo ini berlaku sampai (tanggal )?(?P<day>\d+ \w+ \d{4})")["day"], STYLE)
    if pages.part == "roaming":
        read = [page.each(page.table_of("Nama Negara", c).rows(), partial(abroad, c), ["No"]) for c in COLUMNS]
    else:
        main = page.table("h3:-soup-contains('layanan berikut') + table", ("layanan", "tarif"))
        access = page.table_of("Akses Data", "Jaringan STC")
        read = [page.each(main.rows(), haji), page.each(access.rows(), blackberry)]
    yield from (replace(offer, stated_to_on=until) for offers in read for offer in offers)


def abroad(column: str, row: Row) -> Iterator[Offer]:
    head = match(column, r"(?P<label>.+) \((?P<unit>per .+)\)")
    label = "Roaming internet" if head["label"] == "Tarif" else head["label"]  # what the page calls it around the table
    seen = row.get("Nama Display Handset") or row.take("Nama display handset")
    country, network, per = row.take("Nama Negara"), row.take("Operator"), unit(head["unit"], STYLE)
    yield tariff(label, row.take(column), country, network, seen, price_unit=per)


def haji(row: TableRow) -> Iterator[Offer]:
    label, lines = row.take("layanan"), row.lines("tarif")
    for line in lines if label != "Asuransi" else ():  # the insurance is no tariff
        span = match(line, r".+/(?P<span>hari|minggu|bulan)|.+").get("span")
        more: Any = {"variant": span, "validity": validity(f"1 {span}", STYLE), "data": Volume(None)} if span else {}
        yield tariff(label, line, kind=Kind.DAY_PASS if span == "hari" else Kind.PACK if span else Kind.RATE, **more)


def blackberry(row: Row) -> Iterator[Offer]:
    who, what, cost = row.take(""), row.take("Akses Data"), row.take("Jaringan STC")
    if cost == "GRATIS":
        yield tariff(what, cost, eligibility=who, kind=Kind.INCLUDED, data=Volume(None, words=cost), price_unit="")
    elif not (who.startswith("Tidak") and what == "Data Regular"):  # that one is "Roaming data / GPRS" over again
        yield tariff(what, cost, eligibility=who)


def tariff(label: str, cost: str, country: str = "Arab Saudi", net: str = "STC", seen: str = "", **more: Any) -> Offer:
    service, called = choose_form(label, SERVICES, "the tariff")
    given = rate(cost, STYLE).fields("message") | full_list([country], "id") | {"kind": Kind.RATE} | more
    network = OfferNetwork(given["places"][0].place, net, handset_names=seen)
    scope = f"{country}, {net}"
    return Offer(label=label, scope=scope, service=service, called_scope=called, networks=(network,), **given)
