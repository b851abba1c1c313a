"""AIS, Thailand: a weekly home plan without limit at a low speed. A list of conditions in Thai.

Off: written from an undated public copy of a dealer's page.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack, per_unit
from transforms.shapes.said import agreed
from transforms.source import Expect, Part, Source
from transforms.values import Style, speed, validity
from transforms.words import AfterCap, Segment, Service, SourceStatus, TaxBasis, Usage

SOURCE = Source(
    carrier="AIS", home_country="TH", style=(STYLE := Style(currency="THB", language="th")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://www.proais12.com/ais-512-unlimited/",)),), segment=Segment.PREPAID,
    expect=Expect(rows_min=3, rows_max=4, landmarks=("โปรเน็ต", "เงื่อนไข")))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page, label = pages.only, pages.only.one("h1").text()
    fee = page.find(r"ค่าบริการสัปดาห์ละ (?P<cost>\d+ บาท) โดยจะถูกหักทุก (?P<days>\d+ วัน) \(รวมภาษีมูลค่าเพิ่มแล้ว\)")
    slow = page.find(r"ความเร็วสูงสุด (?P<speed>\d+ Kbps) (?P<data>ไม่จำกัด) นาน (?P<days>\d+ วัน)")
    lasts = agreed("the days", validity(fee["days"], STYLE), validity(slow["days"], STYLE))
    yield pack(label, fee["cost"], STYLE, slow["data"], usage=Usage.HOME, validity=lasts, tax_basis=TaxBasis.INCLUDED,
               after_cap=AfterCap.THROTTLE, throttle=speed(slow["speed"], STYLE))  # fmt: skip
    calls = page.find(r"โทรนอกช่วงเวลา/โทรนอกเครือข่าย นาทีแรก (?P<cost>\d+ บาท)")
    yield per_unit("โทรนอกเครือข่าย", calls["cost"], STYLE, Service.VOICE, unit="minute", usage=Usage.HOME, plan=label)
    texts = page.find(r"SMS และ MMS ข้อความละ (?P<cost>\d+ สต\.)")["cost"]
    yield per_unit("SMS และ MMS", texts, STYLE, Service.SMS, unit="message", usage=Usage.HOME, plan=label)
