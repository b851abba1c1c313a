"""Google Fi: data abroad within the dearest plan, then slow. A sentence of an encyclopaedia entry.

Off and secondary: the carrier's own page was not seen, nor which places are meant.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import count_only
from transforms.source import Expect, Part, Source
from transforms.values import Style, after_cap
from transforms.words import CarrierType, DataPer, Kind, PriceState, SourceStatus

SOURCE = Source(
    carrier="Google Fi", carrier_type=CarrierType.MVNO, home_country="US", style=(STYLE := Style(currency="USD")),
    parts=(Part(urls=("https://tickerdossier.com/wiki/google-fi-wireless",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Google Fi", "high-speed data")))  # fmt: skip
SAID = (r"The (?P<plan>Unlimited Premium) plan includes (?P<data>\d+ GB) of high-speed data in (?P<count>\d+)\+"
        r" countries and territories, (?P<then>then \d+ kbps)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(SAID)
    yield pack("International data", "", STYLE, said["data"], plan=said["plan"], kind=Kind.INCLUDED,
               price_state=PriceState.INCLUDED, price_unit="", data_per=DataPer.MONTH,
               **after_cap(said["then"], STYLE).fields(), **count_only(said["count"], STYLE))  # fmt: skip
