"""KeepGo: unlimited eSIMs by the day, full speed up to a size, with one clock for Asia and one for elsewhere. Prose.

Off: written from a public copy of this address of 2026-05-05. It shows no prices and no list of countries.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap, day_rule, integer
from transforms.words import CarrierType, DataPer, PriceState, Sim, SourceStatus, StartRule, Usage

SOURCE = Source(
    carrier="KeepGo", carrier_type=CarrierType.ESIM_SELLER, home_country="US", style=(STYLE := Style(currency="USD")),
    parts=(Part(urls=("https://partnerfaq.keepgo.com/kb/plans/unlimited-plan",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=8, rows_max=8, landmarks=("Unlimited Plan", "Expiration & Reset Logic")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    cap = page.find(r"receives (?P<data>\d+ GB) of high-speed data\. .+? at a (?P<then>reduced speed of \d+ Kbps)")
    spans = page.find(r"available for (?P<days>[\d, or]+) days")["days"].replace("or ", "").split(", ")
    within = page.find(r"activated within (?P<days>\d+) days of purchase")["days"]
    page.find(r"Validity may start immediately after installation"), page.find(r"Fully supported without restrictions")
    for zone, resets in (("Asian bundles", r"midnight \(UTC\+8\)"), ("All other bundles", r"00:00 UTC")):
        ends = page.find(rf"{zone}: reset daily at {resets}")[""]
        for days in spans:
            yield pack("Unlimited Plan", "", STYLE, cap["data"], f"{days} days", scope=zone, variant=f"{days} days",
                       price_state=PriceState.NOT_STATED, data_per=DataPer.DAY, usage=Usage.TRAVEL, sim=Sim.ESIM,
                       **after_cap(cap["then"], STYLE).fields(), **day_rule(ends, STYLE).fields(), tethering=True,
                       start_rule=StartRule.INSTALL, activate_within_days=integer(within, STYLE),
                       evidence=receipts(day_rule=ends, after_cap=cap[""]))  # fmt: skip
