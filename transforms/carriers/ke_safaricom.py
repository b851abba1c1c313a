"""Safaricom, Kenya: a roaming bundle of calls, messages and data, as the press told of it in 2015. A sentence.

Historic: the carrier's own page was not seen, nor how long the bundle lasts.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import count_only
from transforms.source import Expect, Part, Source
from transforms.values import Style, messages, minutes
from transforms.words import Service, SourceStatus

SOURCE = Source(
    carrier="Safaricom", home_country="KE", style=(STYLE := Style(currency="KES")), status=SourceStatus.HISTORIC,
    parts=(Part(urls=("https://www.cnbcafrica.com/news/east-africa/2015/01/09/safarioms-nicks-charges/",)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Safaricom", "roaming")))  # fmt: skip
SAID = (r"(?P<label>daily roaming bundle) costs (?P<cost>KES \d+) for (?P<calls>\d+ minutes), (?P<texts>\d+ SMS) and"
        r" (?P<size>\d+ MB), and can be used in (?P<count>\d+) countries")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(SAID)
    yield pack(said["label"], said["cost"], STYLE, said["size"], service=Service.BUNDLE,
               allowances=(minutes(said["calls"], STYLE), messages(said["texts"], STYLE)),
               **count_only(said["count"], STYLE, is_minimum=False))  # fmt: skip
