"""Vodafone Germany, ReisePaket World: a day or a week outside Europe, by the German calendar day. A table in German.

Written from dated facts (teltarif.de 2019-09, heise.de 2023-06). Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Allowance, Offer, OfferPlace, Validity
from transforms.page import Pages, choose
from transforms.places import place
from transforms.shapes.row import Row
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, price, volume
from transforms.words import AfterCap, DataPer, DayRule, Kind, PlacesBasis, PriceRole, Service, StartRule

EUR = Style(currency="EUR", language="de", decimal=",", grouping=".")
SOURCE = Source(
    carrier="Vodafone", home_country="DE", style=EUR,
    parts=(Part(urls=("https://www.vodafone.de/privat/service/ausland-und-roaming.html",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("ReisePaket World", "deutscher Zeit")))  # fmt: skip
KINDS = {"ReisePaket World Tag": (Kind.DAY_PASS, 1), "ReisePaket World Woche": (Kind.PACK, 7)}


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    claim = page.find(r"mehr als (?P<places>\d+) Ländern?, zum Beispiel (?P<names>[^.]+?) und (?P<last>[^.]+)\.")
    names = [*claim["names"].split(", "), claim["last"]]
    over = page.find(r"Danach kosten jede Minute, jede SMS und jedes MB je (?P<price>\d+,\d\d €)")["price"]
    beyond = [price(over, EUR, PriceRole.OVERAGE, unit=unit, label=unit) for unit in ("minute", "message", "mb")]
    day = page.find(r"Ein Tag endet um 23:59 Uhr deutscher Zeit")[""]
    starts = page.find(r"Tag beginnt von selbst mit der ersten Nutzung, das für eine Woche am Tag nach der Buchung")[""]

    def pack(row: Row) -> Iterator[Offer]:
        kind, days = choose(label := row.take("Paket"), KINDS, "pack")
        yield Offer(
            label=label, kind=kind, service=Service.BUNDLE, price_unit="day" if kind is Kind.DAY_PASS else "pack",
            prices=(price(row.take("Preis"), EUR), *beyond),
            data=volume(row.take("Datenvolumen pro Tag"), EUR), data_per=DataPer.DAY, after_cap=AfterCap.CHARGE,
            allowances=(
                Allowance(minutes=integer(row.take("Minuten pro Tag"), EUR), service=Service.VOICE, per=DataPer.DAY),
                Allowance(messages=integer(row.take("SMS pro Tag"), EUR), service=Service.SMS, per=DataPer.DAY)),
            validity=Validity(days, label, label.where), day_rule=DayRule.HOME_TZ, day_tz="Europe/Berlin",
            start_rule=StartRule.FIRST_USE if kind is Kind.DAY_PASS else StartRule.DATE,
            places=tuple(OfferPlace(place(name, "de"), words=name) for name in names), claimed_places_is_minimum=True,
            claimed_places=integer(claim["places"], EUR), places_basis=PlacesBasis.EXAMPLES,
            evidence=receipts(claimed_places=claim[""], day_rule=day, start_rule=starts))  # fmt: skip

    yield from page.each(page.table("#reisepaket table").rows(), pack)
