"""Xfinity Mobile, Global Travel Pass: a fee for each day and line, by place, then slow. Prose in Spanish.

Off: written from an undated public copy of this address.
"""

from collections.abc import Iterator

from transforms.models import Offer, Speed
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.offers import pack
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, unlimited
from transforms.words import AfterCap, CarrierType, DataPer, Kind, Service, SourceStatus, StartRule

SOURCE = Source(
    carrier="Xfinity Mobile", carrier_type=CarrierType.MVNO, home_country="US", status=SourceStatus.OFF,
    style=(STYLE := Style(currency="USD", language="es")),
    parts=(Part(urls=("https://es.xfinity.com/support/articles/global-travel-pass",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("Global Travel Pass", "por día por línea")))  # fmt: skip
FEES = (r"(?P<far>\$\d+) por día por línea en más de (?P<count>\d+) países cubiertos o (?P<near>\$\d+) por día"
        r" por línea solo en (?P<names>México y Canadá)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    fees, free = page.find(FEES), page.find(r"llamadas y mensajes de texto ilimitados")[""]
    cap = page.find(r"Incluye (?P<data>\d+ MB) de datos LTE por pase y por día; .+? a (?P<slow>velocidades 2G)")
    starts = page.find(r"cuando se active el pase: haga o reciba una llamada, envíe .+? o use datos")[""]
    near = full_list(fees["names"].split(" y "), "es")
    far = count_only(fees["count"], STYLE)
    for fee, scope, where in ((fees["far"], "países cubiertos", far), (fees["near"], fees["names"], near)):
        yield pack("Global Travel Pass", fee, STYLE, cap["data"], scope=scope, kind=Kind.DAY_PASS, price_unit="day",
                   service=Service.BUNDLE, data_per=DataPer.DAY, after_cap=AfterCap.THROTTLE,
                   throttle=Speed(None, cap["slow"]), start_rule=StartRule.FIRST_USE, **where,
                   allowances=(*unlimited(free, Service.VOICE), *unlimited(free, Service.SMS)),
                   evidence=receipts(start_rule=starts, after_cap=cap[""]))  # fmt: skip
