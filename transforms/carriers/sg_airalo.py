"""Airalo: unlimited travel eSIMs for Japan, of which only the lowest price is no other's. A sentence.

Off: the lowest and highest price stand in a public data set of 2026-09-25; the page itself was not seen, and each
package's own price stands there alone.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.offers import pack
from transforms.source import Expect, Part, Source
from transforms.values import Style, span
from transforms.words import CarrierType, Sim, SourceStatus, Usage

SOURCE = Source(
    carrier="Airalo", carrier_type=CarrierType.ESIM_SELLER, home_country="SG", style=(STYLE := Style(currency="USD")),
    parts=(Part(id="japan", urls=("https://www.airalo.com/japan-esim",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=60, landmarks=("Japan eSIM", "Unlimited")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(r"Unlimited packages of (?P<days>\d+ to \d+ days): (?P<cost>US\$[\d.]+ - US\$[\d.]+)")
    yield pack("Unlimited", "", STYLE, "Unlimited", variant=said["days"], usage=Usage.TRAVEL, sim=Sim.ESIM,
               **full_list(["Japan"]), **span(said["cost"], STYLE).fields("pack"))  # fmt: skip
