"""Three UK, Go Roam: a charge for each 24 hours, by zone and date of contract. Prose, and a table of places.

Written from dated facts (an undated copy of after 2021-10-01; press of 2022-05-23). Where the list of destinations
stands today is not known. Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace, Validity
from transforms.page import Pages, choose
from transforms.places import place
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, rate, volume
from transforms.words import DayRule, Kind, PlacesBasis, Service, StartRule

GBP = Style(currency="GBP")
SOURCE = Source(
    carrier="Three", home_country="GB", style=GBP,
    parts=(Part(urls=("https://www.three.co.uk/support/internet-and-apps/data-charges",)),),
    expect=Expect(rows_min=4, rows_max=4, landmarks=("Data charges abroad", "Go Roam in Europe")))  # fmt: skip
EUROPE, WORLD = "Go Roam in Europe", "Go Roam Around the World"
ZONES = {EUROPE: (EUROPE, ""), WORLD: (WORLD, ""), f"{EUROPE}, no daily charge": (EUROPE, "no daily charge")}
COST = r"(£\d+(?:\.\d\d)?|no extra charge)"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    costs = page.find(rf"[Ii]t.s (?P<europe>{COST}) in {EUROPE} and (?P<world>{COST}) in {WORLD} destinations")
    after = page.find(r"joined or upgraded on or after (?P<date>\d+ \w+ \d{4})")
    before = page.find(r"joined before (?P<date>\d+ \w+ \d{4}) .{0,40}?(?P<cost>no extra charge)")
    counts = page.find(r"(?P<all>\d+) destinations, (?P<europe>\d+) of them in Europe")
    europe, both = integer(counts["europe"], GBP), integer(counts["all"], GBP)
    cap = page.find(r"up to (?P<cap>\d+GB) of your data abroad")["cap"]
    day = page.find(r"daily roaming charge to unlock your UK allowances for 24 hours")[""]
    starts = page.find(r"charge starts when you use any of your allowances")[""]
    places: dict[str, dict[str, OfferPlace]] = {EUROPE: {}, WORLD: {}}
    for row in page.table("#destinations table").rows(only=("Destination", "Zone")):
        name, (zone, note) = row.take("Destination"), choose(row.take("Zone"), ZONES, "zone")
        listed = OfferPlace(place(name), zone=zone, note=note, words=name, where=name.where)
        places[zone].setdefault(listed.place, listed)
    for zone, new, claimed in ((EUROPE, costs["europe"], europe), (WORLD, costs["world"], both - europe)):
        for words, who in ((new, after[""]), (before["cost"], f"joined before {before['date']}")):
            yield Offer(
                label=zone, eligibility=who, kind=Kind.DAY_PASS, service=Service.BUNDLE, validity=Validity(1, day),
                **rate(words, GBP).fields("day"), shares_home_allowance=True,
                fair_use_bytes=volume(cap, GBP).data_bytes, day_rule=DayRule.ROLLING_24H,
                start_rule=StartRule.FIRST_USE, claimed_places=claimed, places=tuple(places[zone].values()),
                places_basis=PlacesBasis.EXAMPLES,
                evidence=receipts(claimed_places=counts[""], day_rule=day, start_rule=starts))  # fmt: skip
