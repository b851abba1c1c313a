"""Mint Mobile: home plans paid for three, six or twelve months ahead, less for new customers. Lists of prices in prose.

Historic: prices of May 2018 as an article lists them; the shape of the carrier's own page was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Node, Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import agreed
from transforms.source import Expect, Part, Source
from transforms.values import Cell, Style, match, matches, number, price, unlimited
from transforms.words import CarrierType, DataPer, Kind, PriceRole, Service, SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="Mint Mobile", carrier_type=CarrierType.MVNO, home_country="US", style=(STYLE := Style(currency="USD")),
    parts=(Part(urls=("https://www.mintmobile.com/plans/",)),), status=SourceStatus.HISTORIC,
    expect=Expect(rows_min=3, rows_max=40, landmarks=("Regular pricing", "New user promotional pricing")))  # fmt: skip
LINE = r"(?P<size>\d+ GB) high speed data: (?P<terms>.+)"
TERM = r"(?P<cost>\$\d+)/(?P<months>\d+) months \((?P<monthly>\$\d+)/month\)"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    promo, regular = (dict(terms(page.all(f"#{which} li"))) for which in ("promo", "regular"))
    calls = page.find(r"unlimited voice and messaging")[""]
    page.find(r"taxes and a regulatory recovery fee are added")
    for (size, months), cost in regular.items():
        less = promo.get((size, months))
        yield pack(f"{size} high speed data", "", STYLE, size, variant=f"{months} months", kind=Kind.PLAN,
                   usage=Usage.HOME, service=Service.BUNDLE, price_unit=f"{months} month", data_per=DataPer.MONTH,
                   prices=(price(cost, STYLE), *([price(less, STYLE, PriceRole.PROMO)] if less else [])),
                   tax_basis=TaxBasis.EXCLUDED,
                   allowances=(*unlimited(calls, Service.VOICE), *unlimited(calls, Service.SMS)))  # fmt: skip


def terms(lines: list[Node]) -> Iterator[tuple[tuple[str, str], Cell]]:
    for line in lines:
        said = match(line.text(), LINE, "the plan")
        for term in matches(said["terms"], TERM, each_has=r"\d months"):
            months = number(term["months"], STYLE)
            agreed("the price", price(term["cost"], STYLE).amount, price(term["monthly"], STYLE).amount * months)
            yield (said["size"], str(term["months"])), term["cost"]
