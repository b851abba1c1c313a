"""Undo, Belgium: use in the EU within the plan, and the rates beyond it. A definition list in Dutch.

Off: written from an undated public copy of this address, whose prices for other places are asked for by a form.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import per_unit
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import CarrierType, Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Undo", carrier_type=CarrierType.MVNO, home_country="BE", status=SourceStatus.OFF,
    style=(STYLE := Style(currency="EUR", language="nl", decimal=",", grouping=".")),
    parts=(Part(urls=("https://undo.be/nl/roaming",)),),
    expect=Expect(rows_min=4, rows_max=4, landmarks=("Roaming Like At Home", "opgebruikt")))  # fmt: skip
SERVICES = {"Mobiele Data": Service.DATA, "Oproepen": Service.VOICE, "SMS": Service.SMS}


def parse(pages: Pages) -> Iterator[Offer]:
    included = pages.only.find(r"Je verbruik is inbegrepen in je maandelijks abonnement")[""]
    yield Offer(label="Roaming Like At Home", scope="EU", kind=Kind.INCLUDED, service=Service.BUNDLE,
                price_state=PriceState.INCLUDED, shares_home_allowance=True, conditions=(included,))  # fmt: skip
    rates = pages.only.one("dl").definitions()
    for name, service in SERVICES.items():
        yield per_unit(name, rates.take(name), STYLE, service, scope="EU")
    rates.done()
