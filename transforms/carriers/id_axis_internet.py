"""AXIS Indonesia: home data packs, speed boosters and the rate without a pack, as its page stood at the end of 2012."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from transforms.models import Allowance, Offer, Validity
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, day, match, price, rate, validity, volume
from transforms.words import DataPer, Kind, PriceRole, Service, SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="internet", urls=("http://www.axisworld.co.id/",)),),
    expect=Expect(rows_min=4, rows_max=100, landmarks=("SPEED BOOSTER", "Tarif sudah termasuk PPN 10%")),
    notes="Its tabs BlackBerry, International and Smartphones (1.5GB beside 1,5 GB) are not read here.")  # fmt: skip
NORMAL, PROMO, DAYS = "Batas Pemakaian Wajar (Normal)", "Batas Pemakaian Wajar (Promo)", {"mingguan": 7, "bulanan": 30}
SLOW = r" tidak dibatasi dan .+? mencapai (batas pemakaian wajar|(?P<size>\d+ MB)) .+? maksimal (?P<kbps>\d+ kbps)"
UNTIL = r"(?P<until>Promo [\w ]+ berlaku mulai \d+ \w+ - \d+ \w+ \d{4}).+?Kecepatan maksimum "
BASIC = r"hanya (?P<rate>Rp \d+/KB) dan .+ seharian setelah pakai (?P<cap>Rp [\d.]+) .+ layanan Internet Harian"
DAILY = r"(?P<label>PAKET INTERNET SEHARIAN) (?P<cost>Rp\. [\d.]+) (?P<size>\d+MB)"
SINCE = r"berlaku (?P<span>24 jam) sejak mulai diaktifkan .+ dinikmati mulai (?P<on>\d+ \w+ \d{4})"
GIVEN: dict[str, Any] = {"service": Service.DATA, "usage": Usage.HOME, "tax_basis": TaxBasis.INCLUDED}


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    for tab, name in (("#tab-1", "AXIS Pro Unlimited"), ("#tab-2", "INTERNET Gaul")):
        rows = page.one(tab).table_of("Paket", NORMAL, PROMO).rows()
        yield from page.each(rows, partial(unlimited, name, page.find(UNTIL + name + SLOW, tab)), [""])
    slow = page.find(f"Kecepatan maksimum paket Speed Booster{SLOW}", "#tab-1")["kbps"]
    yield from page.each(page.table_of("KUOTA SPEED BOOSTER").rows(), partial(booster, slow), [""])
    said, told, basic = page.find(DAILY, "#tab-5"), page.find(SINCE, "#tab-5"), page.find(BASIC + SLOW, "#tab-7")
    lasts, since = validity(told["span"], STYLE), day(told["on"], STYLE)
    yield pack(said["label"], said["cost"], said["size"], lasts, stated_from_on=since)
    cap = price(basic["cap"], STYLE, PriceRole.DAILY_CAP, unit="day")
    yield Offer(label="Internet Harian", kind=Kind.RATE, prices=(*rate(basic["rate"], STYLE).prices, cap),
                price_unit="kb", fair_use_bytes=volume(basic["size"], STYLE).data_bytes, data_per=DataPer.DAY, **GIVEN,
                **after_cap(basic["kbps"], STYLE).fields())  # fmt: skip


def pack(label: str, cost: str, size: str, lasts: Validity, **more: Any) -> Offer:
    return Offer(label=label, kind=Kind.PACK, prices=(price(cost, STYLE),), price_unit="pack",
                 data=volume(size, STYLE), validity=lasts, **GIVEN, **more)  # fmt: skip


def unlimited(name: str, said: dict[str, Any], row: Row) -> Iterator[Offer]:
    span = match(label := row.take("Paket"), r"(Unlimited )?(?P<days>Mingguan|Bulanan)( \w+)?", "the pack")["days"]
    more = (Allowance(data=volume(row.take(PROMO), STYLE), label=PROMO),)
    slow, lasts = after_cap(said["kbps"], STYLE).fields(), Validity(DAYS[span.lower()], span, span.where)
    yield pack(f"{name} {label}", row.take("Harga"), row.take(NORMAL), lasts, **slow, plan=name, allowances=more,
               conditions=(str(said["until"]),))  # fmt: skip


def booster(kbps: str, row: Row) -> Iterator[Offer]:
    size = match(label := row.take("KUOTA SPEED BOOSTER"), r"\w+ (?P<size>\d+ [MG]B)", "the booster")["size"]
    lasts, slow = validity(row.take("MASA BERLAKU"), STYLE), after_cap(kbps, STYLE).fields()
    yield pack(f"Speed Booster {label}", row.take("HARGA (Rp)"), size, lasts, **slow, plan="AXIS Pro Unlimited")
