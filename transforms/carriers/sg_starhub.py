"""StarHub, Singapore, RoamEasy Monthly: data abroad by the month at a price beside the usual one ("U.P."). Prose.

Historic: written from an undated public copy of the terms (plans of about 2016). The list of countries was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import now_and_before, pack
from transforms.source import Expect, Part, Source
from transforms.values import Style, matches, price
from transforms.words import AfterCap, DataPer, PriceRole, SourceStatus

ADDRESS = (
    "http://www.starhub.com/about-us/legal-notices-and-terms/terms-and-conditions/consumer/roameasy-monthly-plan.html"
)
SOURCE = Source(
    carrier="StarHub", home_country="SG", style=(STYLE := Style(currency="SGD")), parts=(Part(urls=(ADDRESS,)),),
    expect=Expect(rows_min=1, rows_max=6, landmarks=("RoamEasy Monthly Plan", "Monthly Subscription")),
    status=SourceStatus.HISTORIC)  # fmt: skip
BUNDLE = r"Monthly Subscription of (?P<now>\$\d+)( \(U\.P\.? (?P<usual>\$\d+)\))? for (?P<size>\d+[MG]B) data"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    more = page.find(r"exceeding the relevant data roam bundle will be charged at (?P<price>\$\d+) per MB")["price"]
    over = price(more, STYLE, PriceRole.OVERAGE, unit="mb")
    for said in matches(page.words, BUNDLE, each_has=r"for \d+[MG]B"):
        yield pack("RoamEasy Monthly Plan", "", STYLE, said["size"], variant=said["size"], price_unit="month",
                   prices=(*now_and_before(said["now"], said.get("usual"), STYLE), over), data_per=DataPer.MONTH,
                   after_cap=AfterCap.CHARGE)  # fmt: skip
