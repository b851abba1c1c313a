"""TIM, Italy: data in the EU beyond the plan's share, before and after a date. A sentence in Italian.

Historic: press of 2022-11-18; the carrier's own page was not seen. The share itself follows from each plan's price.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import per_unit
from transforms.source import Expect, Part, Source
from transforms.values import Style, day
from transforms.words import Service, SourceStatus, TaxBasis

SOURCE = Source(
    carrier="TIM", home_country="IT", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="EUR", language="it", decimal=",", grouping=".")),
    parts=(Part(urls=("https://www.tuttoandroid.net/news/2022/11/18/tim-nuovo-limite-giga-roaming-970038/",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("extrasoglia", "Unione Europea")))  # fmt: skip
SAID = (r"A partire dal (?P<on>\d+ \w+ \d{4}) .+? passa da (?P<old>[\d,]+ euro per MB) \(IVA inclusa\) a"
        r" (?P<new>[\d,]+ euro per MB) \(IVA inclusa\)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(SAID)
    since = day(said["on"], STYLE)
    before: dict[str, Any] = {"variant": f"fino al {said['on']}", "stated_to_on": since - timedelta(days=1)}
    after: dict[str, Any] = {"variant": f"dal {said['on']}", "stated_from_on": since}
    for cost, dates in ((said["old"], before), (said["new"], after)):
        yield per_unit("Traffico dati extrasoglia", cost, STYLE, Service.DATA, scope="Unione Europea",
                       tax_basis=TaxBasis.INCLUDED, **dates)  # fmt: skip
