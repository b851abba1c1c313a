"""Play, Poland: data in the EU beyond the plan's share, by the date of the contract. Prose in Polish.

Off: written from an undated public copy of this address; the regulated rates in it have fallen since.
"""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.offers import pack, per_unit
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import AfterCap, DataPer, Kind, PriceState, Service, SourceStatus

SOURCE = Source(
    carrier="Play", home_country="PL", style=(STYLE := Style(currency="PLN", language="pl", decimal=",", grouping=" ")),
    parts=(Part(urls=("https://www.play.pl/kampanie/roaming/",)),), status=SourceStatus.OFF,
    expect=Expect(rows_min=4, rows_max=4, landmarks=("Roaming w Unii Europejskiej", "Limitu GB")))  # fmt: skip
DATE = r"\d+ \w+ \d{4} r\."
OLD = (rf"Umów i Aneksów zawartych (?P<who>do {DATE}) .+?opłatę (?P<rate>[\d,]+ gr za 1 MB) lub udostępnimy Ci"
       r" (?P<pack>pakiet Internet UE) (?P<size>\d+ MB) za (?P<price>\d+ zł)")  # fmt: skip
NEW = (rf"podpisali Umowę lub Aneks (?P<who>po {DATE}) otrzymają bezpłatny, comiesięczny pakiet (?P<size>\d+ GB)"
       r".+?po stawce (?P<rate>[\d,]+ gr za MB)")  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    old, new = pages.only.find(OLD), pages.only.find(NEW)
    yield pack(old["pack"], old["price"], STYLE, old["size"], eligibility=old["who"], scope="UE")
    yield pack("pakiet 1 GB", "", STYLE, new["size"], eligibility=new["who"], scope="UE", kind=Kind.INCLUDED,
               data_per=DataPer.MONTH, price_state=PriceState.INCLUDED, price_unit="",
               after_cap=AfterCap.CHARGE)  # fmt: skip
    for said in (old, new):
        yield per_unit("Internet w UE", said["rate"], STYLE, Service.DATA, eligibility=said["who"], scope="UE")
