"""China Mobile: data abroad by blocks of megabytes with a cap for the day of Beijing time. Sentences in Chinese.

Historic and secondary: a school exercise of 2014 on the tariff; the carrier's own page was not seen, nor the places.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import per_unit
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, day_rule, price
from transforms.words import PriceRole, Service, SourceStatus

SOURCE = Source(
    carrier="China Mobile", home_country="CN", style=(STYLE := Style(currency="CNY", language="zh-Hans")),
    parts=(Part(urls=("https://www.fudaoke.com/exam/3222570.html",)),), status=SourceStatus.HISTORIC,
    expect=Expect(rows_min=1, rows_max=1, landmarks=("国际漫游", "封顶")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(r"(?P<label>国际漫游数据流量)资费为(?P<rate>\d+元/\d+MB)，每天(?P<cap>\d+元)封顶")
    day = pages.only.find(r"“每天”以北京时间为准")[""]
    yield per_unit(said["label"], said["rate"], STYLE, Service.DATA, **day_rule(day, STYLE).fields(),
                   caps=[price(said["cap"], STYLE, PriceRole.DAILY_CAP, unit="day")],
                   evidence=receipts(day_rule=day))  # fmt: skip
