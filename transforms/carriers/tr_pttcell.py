"""PTTCell, Türkiye: a pack for Europe. A card with a price in two pieces, and prose in Turkish that must agree with it.

Off: written from an undated public copy of this address. Which 33 countries are meant was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack
from transforms.shapes.said import agreed, count_only
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, messages, minutes, price, price_of, validity, volume
from transforms.words import AfterCap, CarrierType, Service, SourceStatus, StartRule, TaxBasis

ADDRESS = "https://www.pttcell.com.tr/yurtdisi-teklifleri/yurt-disinda-kullanim-faturali/avrupa-avantaj-2-gb"
SOURCE = Source(
    carrier="PTTCell", carrier_type=CarrierType.MVNO, home_country="TR", status=SourceStatus.OFF,
    style=(STYLE := Style(currency="TRY", language="tr", decimal=",", grouping=".")), parts=(Part(urls=(ADDRESS,)),),
    expect=Expect(rows_min=1, rows_max=1, landmarks=("Avrupa Avantaj", "ülkede")))  # fmt: skip
SAID = (r"tam (?P<places>\d+) ülkede (?P<calls>\d+ dakika) (?P<whom>arama ve aranma) \+ (?P<texts>\d+ SMS) \+"
        r" (?P<size>\d+ GB) internet .+? Vergiler dahil (?P<weeks>\d+ Hafta)lık (?P<price>\d+ TL)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page, card = pages.only, pages.only.one(".paket")
    said, days = page.find(SAID), page.find(r"kayıt SMS'inden sonra (?P<days>\d+ gün) boyunca geçerlidir")
    cost = price_of([piece.text() for piece in card.all(".fiyat span")], STYLE)
    agreed("the price", cost.amount, price(said["price"], STYLE).amount)
    size = match(card.text(".icerik"), r"(?P<size>\d+ GB) İnternet", "the size")["size"]
    agreed("the size", volume(size, STYLE), volume(said["size"], STYLE))
    agreed("the days", *(validity(words, STYLE) for words in (card.text(".sure"), said["weeks"], days["days"])))
    page.find(r"bitmesinin ardından .+? Dünya Varmış Tarifesi üzerinden ücretlendirilir")
    yield pack(page.one("h1").text(), "", STYLE, size, days["days"], prices=(cost,), service=Service.BUNDLE,
               tax_basis=TaxBasis.INCLUDED, after_cap=AfterCap.CHARGE, start_rule=StartRule.PURCHASE,
               allowances=(minutes(said["calls"], STYLE, said["whom"]), messages(said["texts"], STYLE)),
               **count_only(said["places"], STYLE, is_minimum=False))  # fmt: skip
