"""AXIS Indonesia: home data packs, speed boosters and the rate without a pack, as its page stood at the end of 2012.

Its tabs BlackBerry, Smartphones and International are read by id_axis_blackberry, id_axis_smartphone and id_axis.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from transforms.models import Allowance, Offer
from transforms.page import Pages, choose
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.row import Row
from transforms.shapes.table import TableRow
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, day, match, price, volume
from transforms.words import DataPer, PriceRole, Service, SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="internet", urls=("http://www.axisworld.co.id/",)),), expect=Expect(rows_min=4, rows_max=100,
        landmarks=("SPEED BOOSTER", "Tarif sudah termasuk PPN 10%"), aside=("#tab-3", "#tab-4", "#tab-6")))  # fmt: skip
NORMAL, PROMO = "Batas Pemakaian Wajar (Normal)", "Batas Pemakaian Wajar (Promo)"
SPANS = {"Mingguan": "7 hari", "Bulanan": "30 hari"}
SLOW = r" tidak dibatasi dan .+? mencapai (batas pemakaian wajar|(?P<size>\d+ MB)) .+? maksimal (?P<kbps>\d+ kbps)"
UNTIL = r"(?P<until>Promo [\w ]+ berlaku mulai \d+ \w+ - \d+ \w+ \d{4}).+?Kecepatan maksimum "
BASIC = r"hanya (?P<rate>Rp \d+/KB) dan .+ seharian setelah pakai (?P<cap>Rp [\d.]+) .+ layanan Internet Harian"
SINCE = r"berlaku (?P<span>24 jam) sejak mulai diaktifkan .+ dinikmati mulai (?P<on>\d+ \w+ \d{4})"
GIVEN: dict[str, Any] = {"usage": Usage.HOME, "tax_basis": TaxBasis.INCLUDED}


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    for tab, name in (("#tab-1", "AXIS Pro Unlimited"), ("#tab-2", "INTERNET Gaul")):
        rows = page.one(tab).table_of("Paket", NORMAL, PROMO).rows()
        yield from page.each(rows, partial(unlimited, name, page.find(UNTIL + name + SLOW, tab)), {"": "Beli"})
    slow = page.find(f"Kecepatan maksimum paket Speed Booster{SLOW}", "#tab-1")["kbps"]
    yield from page.each(page.table_of("KUOTA SPEED BOOSTER").rows(), partial(booster, slow), {"": "Beli"})
    daily = page.table("#tab-5 table", ("name", "price", "size"))
    yield from page.each(daily.rows(), partial(for_a_day, page.find(SINCE, "#tab-5")))
    said = page.find(BASIC + SLOW, "#tab-7")
    limit, then = volume(said["size"], STYLE).data_bytes, after_cap(said["kbps"], STYLE)
    yield per_unit("Internet Harian", said["rate"], STYLE, Service.DATA, data_per=DataPer.DAY, fair_use_bytes=limit,
                   caps=[price(said["cap"], STYLE, PriceRole.DAILY_CAP, unit="day")], **GIVEN,
                   **then.fields())  # fmt: skip


def unlimited(name: str, said: dict[str, Any], row: Row) -> Iterator[Offer]:
    span = match(label := row.take("Paket"), r"(Unlimited )?(?P<span>Mingguan|Bulanan)( \w+)?", "the pack")["span"]
    yield pack(f"{name} {label}", row.take("Harga"), STYLE, row.take(NORMAL), choose(span, SPANS, "the span"),
               plan=name, allowances=(Allowance(data=volume(row.take(PROMO), STYLE), label=PROMO),), **GIVEN,
               conditions=(str(said["until"]),), **after_cap(said["kbps"], STYLE).fields())  # fmt: skip


def booster(kbps: str, row: Row) -> Iterator[Offer]:
    label = row.take("KUOTA SPEED BOOSTER")
    size = match(label, r"\w+ (?P<size>[\d,]+ [MG]B)", "the booster")["size"]
    yield pack(f"Speed Booster {label}", row.take("HARGA (Rp)"), STYLE, size, row.take("MASA BERLAKU"),
               plan="AXIS Pro Unlimited", **GIVEN, **after_cap(kbps, STYLE).fields())  # fmt: skip


def for_a_day(said: dict[str, Any], row: TableRow) -> Iterator[Offer]:
    yield pack(f"{row.section} {row.take('name')}", row.take("price"), STYLE, row.take("size"), said["span"],
               stated_from_on=day(said["on"], STYLE), **GIVEN)  # fmt: skip
