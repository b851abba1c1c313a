"""Captures that hold offers and have no gold file: counts, and rows that a person compared with the page.

What was compared stands in the docstring of each test. The pages are read in place; nothing of them is kept here.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.read import read
from transforms.source import find_carriers
from transforms.words import AllowanceRole, DataPer, PlacesBasis, PriceRole

REAL = Path(__file__).parents[3] / "shared" / "real"
GB, MB = 1024**3, 1024**2
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside the repository")


def offers_of(source_id: str, part: str, file: str) -> list[Offer]:
    """All offers of a capture, of which nothing may be held and with which nothing may be wrong."""
    carriers, _ = find_carriers()
    declared = carriers[source_id].part(part)
    page = Page((REAL / file).read_bytes(), declared.urls[0], declared.media)
    reading = read(carriers[source_id], Pages(part, (page,)))
    assert reading.held == ()
    assert reading.problems == ()
    return list(reading.offers)


def amounts(offer: Offer) -> dict[PriceRole, Decimal]:
    return {price.role: price.amount for price in offer.prices}


def bonuses(offer: Offer) -> dict[str, int | None]:
    extra = (a for a in offer.allowances if a.role is AllowanceRole.BONUS and a.data)
    return {a.label: a.data.data_bytes for a in extra if a.data}


def test_every_plan_of_kt_m_mobile_is_read(counted: Callable[[str], None]) -> None:
    """Compared with the page: all 84 plans (label, data, calls, messages, both prices, speed), once by eye and once
    with the numbers that Beautiful Soup and other expressions drew from the same boxes; none differed. The page states
    no count of its own; it has 84 boxes "비교하기" with 84 different codes. Of 22 labels "..GB무제한" 20 are the sum
    of what stands beside them (a day counts 30 times); 376 and 448 print 30GB over 10GB + 10GB.
    """
    offers = {offer.code: offer for offer in offers_of("kr_ktm", "main", "ktm-kr/plan-list.html")}
    counted(f"other kr_ktm plan-list.html: {len(offers)} plans")
    assert len(offers) == 84
    assert len({offer.plan for offer in offers.values()}) == 17
    assert sum(PriceRole.LIST in amounts(offer) for offer in offers.values()) == 83
    first = offers["370"]
    assert (first.label, first.plan) == ("모두다 맘껏 7GB+(밀리의 서재 FREE)", "모두다 맘껏")
    assert amounts(first) == {PriceRole.BASE: 17500, PriceRole.LIST: 35200}
    assert first.data is not None
    assert (first.data.data_bytes, first.data_per) == (7 * GB, DataPer.MONTH)
    assert first.throttle is not None
    assert first.throttle.kbps == 1000
    assert bonuses(first) == {"아무나 SOLO 결합": 5 * GB, "데이터 추가제공": 10 * GB}
    assert [a.validity_days for a in first.allowances if a.label == "데이터 추가제공"] == [720]
    assert "22GB무제한" in first.conditions
    daily = offers["420"]
    assert daily.data is not None
    assert (daily.data.data_bytes, daily.data_per) == (5 * GB, DataPer.DAY)
    assert [(a.data.data_bytes, a.per) for a in offers["371"].allowances if a.data and a.per is DataPer.DAY] == [
        (2 * GB, DataPer.DAY)
    ]
    year = offers["64"]
    assert year.data is not None
    assert year.validity is not None
    assert (year.data.data_bytes, year.data_per, year.validity.days) == (9 * GB, DataPer.TOTAL, 365)
    assert year.conditions == ("음성 이용불가", "문자 수신허용")
    nothing = offers["68"]
    assert nothing.data is None
    assert amounts(nothing) == {PriceRole.BASE: 0}
    joined = offers["301"]
    assert joined.data is None
    assert bonuses(joined) == {"결합시": 2 * GB}
    steps = offers["21"]
    assert steps.data is not None
    assert steps.throttle is not None
    assert (steps.data.data_bytes, bonuses(steps), steps.throttle.kbps) == (GB, {"최대 1Mbps": 2 * GB}, 400)


@pytest.mark.parametrize(("region", "count"), [("altai", 14), ("bryansk", 14), ("chukotka", 11)])
def test_every_tariff_of_a_region_of_mts_is_read(region: str, count: int, counted: Callable[[str], None]) -> None:
    """Compared with the data: every row of the three regions, read beside title, fee and characteristics of each
    tariff (11, 11 and 8 tariffs; МТС Больше has four packages). The file of all regions was made by others from the
    same data: its price of each tariff, the package chosen at first, is among ours for every tariff of the three.
    """
    offers = offers_of("ru_mts", region, f"mts-ru/tariffs-{region}.json")
    counted(f"other ru_mts tariffs-{region}.json: {len(offers)} offers")
    assert len(offers) == count
    tariffs = json.loads((REAL / f"mts-ru/tariffs-{region}.json").read_text(encoding="utf-8"))["actualTariffs"]
    titles = {tariff["alias"]: tariff["title"] for tariff in tariffs}
    assert {offer.label for offer in offers} == set(titles.values())
    elsewhere = json.loads((REAL / "mts-ru/prices-all-regions.json").read_text(encoding="utf-8"))
    compared = 0
    for alias, title in titles.items():
        price = Decimal(str(elsewhere[alias][region]))
        assert price in [amounts(offer)[PriceRole.BASE] for offer in offers if offer.label == title]
        compared += 1
    counted(f"other ru_mts {region}: {compared} prices as in prices-all-regions.json")
    assert compared == len(titles) > 0


def test_what_mts_says_of_discounts_and_sliders_is_kept_apart_from_its_prices() -> None:
    """Compared by eye: Junior (40 % less for a child of a family group), Как хочешь! (two months at 499 in Bryansk; set
    with sliders in Altai and Chukotka, where 890 = 160 + 116.3 * 13^0.66 + 0.2 * 490), РИИЛ and Больше in each region.
    """
    of = {
        (region, offer.label, offer.variant): offer
        for region in ("altai", "bryansk", "chukotka")
        for offer in offers_of("ru_mts", region, f"mts-ru/tariffs-{region}.json")
    }
    assert {offer.scope for offer in of.values()} == {"Республика Алтай", "Брянская область", "Чукотский АО"}
    assert amounts(of["altai", "МТС Junior", ""]) == {PriceRole.BASE: 550, PriceRole.MEMBER: 330}
    promoted = of["bryansk", "МТС Как хочешь!", ""]
    assert amounts(promoted) == {PriceRole.BASE: 1162, PriceRole.PROMO: 499}
    assert [price.months for price in promoted.prices] == [None, 2]
    slid = of["chukotka", "МТС Как хочешь!", ""]
    assert slid.data is not None
    assert amounts(slid) == {PriceRole.BASE: 890}
    assert (slid.data.data_bytes, slid.conditions) == (13 * GB, ("Настроить",))
    assert [of[r, "РИИЛ", ""].prices[0].amount for r in ("altai", "bryansk", "chukotka")] == [620, 730, 1030]
    most = of["chukotka", "МТС Больше", "1800 мин и 1800 SMS"]
    assert amounts(most) == {PriceRole.BASE: 1640}
    assert [(a.minutes, a.messages) for a in most.allowances] == [(1800, None), (None, 1800)]


def test_every_pack_of_the_tabs_that_axis_sells_by_volume_is_read(counted: Callable[[str], None]) -> None:
    """Compared with the page by eye: all 11 rows of the tabs AXIS Pro (4 packs, 3 boosters), Gaul (2) and Internet
    Harian (the pack of a day, the rate), each with price, both limits, speed after the limit, days and dates.
    """
    offers = offers_of("id_axis_internet", "internet", "axis-id/produk-internet.html")
    counted(f"other id_axis_internet produk-internet.html: {len(offers)} offers")
    read_as = {
        offer.label: (
            int(offer.prices[0].amount),
            offer.data.data_bytes if offer.data else None,
            [a.data.data_bytes for a in offer.allowances if a.data],
            offer.throttle.kbps if offer.throttle else None,
            offer.validity.days if offer.validity else None,
        )
        for offer in offers
    }
    assert read_as == {
        "AXIS Pro Unlimited Mingguan": (24900, 250 * MB, [750 * MB], 128, 7),
        "AXIS Pro Unlimited Bulanan Basic": (49000, 500 * MB, [1536 * MB], 128, 30),
        "AXIS Pro Unlimited Bulanan Premium": (79000, GB, [3 * GB], 128, 30),
        "AXIS Pro Unlimited Bulanan Ultimate": (149000, 2 * GB, [6 * GB], 128, 30),
        "INTERNET Gaul Unlimited Mingguan": (9900, 100 * MB, [200 * MB], 64, 7),
        "INTERNET Gaul Unlimited Bulanan": (29900, 400 * MB, [800 * MB], 64, 30),
        "Speed Booster Mingguan 150 MB": (15000, 150 * MB, [], 128, 7),
        "Speed Booster Bulanan 500 MB": (49000, 500 * MB, [], 128, 30),
        "Speed Booster Bulanan 1 GB": (79000, GB, [], 128, 30),
        "PAKET INTERNET SEHARIAN": (1000, 15 * MB, [], None, 1),
        "Internet Harian": (2, None, [], 64, None),
    }
    rate = offers[-1]
    assert (rate.label, rate.price_unit, rate.fair_use_bytes) == ("Internet Harian", "kb", 10 * MB)
    assert amounts(rate) == {PriceRole.BASE: 2, PriceRole.DAILY_CAP: 4000}
    assert len(offers) == len(read_as)


def test_roaming_data_of_axis_is_read_for_every_network_as_another_reader_has_it(
    counted: Callable[[str], None],
) -> None:
    """Compared with the page by eye: all 51 rows of "Tarif Data Regular" (the prices of 10, 30, 50 and 100 KB stay
    prices of blocks), and here once more with the cells that Beautiful Soup finds.
    """
    file = "axis-id/produk-internet.html"
    day, *rates = offers_of("id_axis_blackberry_roaming", "blackberry", file)
    soup = BeautifulSoup((REAL / file).read_bytes(), "html.parser")
    rows = [[" ".join(cell.get_text(" ").split()) for cell in tr.find_all("td")] for tr in soup.select("#tab-3 tr")]
    cells = [row for row in rows if len(row) == 4 and row[2] == "Free"]
    counted(f"other id_axis_blackberry_roaming produk-internet.html: {len(rates)} rates, {len(day.networks)} networks")
    assert [(o.scope, o.prices[0].words) for o in rates] == [(f"{row[0]}, {row[1]}", row[3]) for row in cells]
    assert len(rates) == 51
    by_scope = {offer.scope: offer for offer in rates}
    for scope, place, amount, unit in (
        ("Netherland, Vod Libertel", "NL", 2800, "10 kb"), ("Portugal, Vod Portugal", "PT", 10000, "50 kb"),
        ("UAE, Etisalat", "AE", 7000, "30 kb"), ("Turkey, Vod Turkey", "TR", 20700, "100 kb"),
        ("Saudi, STC", "SA", 10, "kb"), ("HongKong, Smartone", "HK", 49, "kb"),
    ):  # fmt: skip
        offer = by_scope[scope]
        read_as = ([p.place for p in offer.places], offer.prices[0].amount, offer.price_unit)
        assert read_as == ([place], amount, unit)
    assert (amounts(day), day.price_unit, str(day.stated_to_on)) == ({PriceRole.BASE: 49000}, "day", "2012-12-31")
    assert len(day.networks) == len([row for row in rows if len(row) == 14]) == 51
    softbank, cell_c = (next(n for n in day.networks if n.network == name) for name in ("Softbank", "Cell C"))
    assert (softbank.place, softbank.bands) == ("JP", "")
    assert (cell_c.bands, cell_c.generations) == ("2G 900, 2G 1800, 3G 900", "2G;3G")


def test_the_other_tabs_of_axis_are_read_though_one_of_them_writes_a_point(counted: Callable[[str], None]) -> None:
    """Compared with the page by eye: all 9 BlackBerry packs, both Smartphone packs, all 5 rates of the tab
    INTERNATIONAL (the rate within Indonesia is that of "Internet Harian").
    """
    file = "axis-id/produk-internet.html"
    packs = offers_of("id_axis_blackberry", "blackberry", file)
    assert [int(offer.prices[0].amount) for offer in packs] == [
        3000, 20000, 60000, 2900, 19000, 59000, 3900, 25000, 79000,
    ]  # fmt: skip
    assert [offer.validity.days for offer in packs if offer.validity] == [1, 7, 30] * 3
    assert [[a.minutes for a in offer.allowances] for offer in packs][-3:] == [[], [1000], [5000]]
    assert [offer.data is not None and offer.data.is_unlimited for offer in packs] == [False] * 6 + [True] * 3
    basic, premium = offers_of("id_axis_smartphone", "internet", file)
    assert [(amounts(o)[PriceRole.BASE], o.data and o.data.data_bytes) for o in (basic, premium)] == [
        (34900, 800 * MB), (69900, 1536 * MB),
    ]  # fmt: skip
    assert [(a.minutes, a.messages) for a in basic.allowances] == [(200, None), (None, 200)]
    assert [(a.messages, a.label, a.is_unlimited) for a in premium.allowances] == [
        (1000, "operator lain", False), (None, "", True), (None, "", True),
    ]  # fmt: skip
    rates = offers_of("id_axis_international", "internet", file)
    assert [(o.scope, int(o.prices[0].amount), o.price_unit) for o in rates] == [
        ("Saudi Arabia, STC", 9, "kb"), ("Saudi Arabia, Etihad Etisalat", 200, "kb"), ("Saudi Arabia, Zain", 200, "kb"),
        ("Arab Saudi, STC", 10, "kb"), ("Malaysia, MAXIS", 49, "kb"),
    ]  # fmt: skip
    counted(f"other id_axis tabs: {len(packs)} BlackBerry packs, 2 Smartphone packs, {len(rates)} rates")


def test_every_option_in_the_stream_of_rokebi_is_read(counted: Callable[[str], None]) -> None:
    """Compared with the stream: prices and sizes of all 1,925 options once more by regular expressions over its text,
    and by eye some thirty rows of every form (daily, in all, without a limit, two at once, several countries). The
    source itself holds the lowest price of each of the 55 cards against the options of that card.
    """
    file = "rokebi-kr/japan-roaming.html"
    offers = {offer.code: offer for offer in offers_of("kr_rokebi_options", "store", file)}
    stream = Page((REAL / file).read_bytes()).stream
    form = r'"listPrice":{"value":(\d+),[^}]*},"price":{"value":(\d+),.{0,80}?"volume":"(\d+)".{0,400}?"sku":"([^"]+)"'
    told = {sku: (int(listed), int(price), int(size)) for listed, price, size, sku in re.findall(form, stream)}
    counted(f"other kr_rokebi_options japan-roaming.html: {len(offers)} options")
    assert len(offers) == len(told) == 1925
    for sku, (listed, price, size) in told.items():
        promoted = {PriceRole.LIST: listed} if listed != price else {}
        assert amounts(offers[sku]) == {PriceRole.BASE: price} | promoted
        data = offers[sku].data
        assert data is not None
        assert data.data_bytes == (None if size > 10**6 else size * MB)
    assert {p.place for p in offers["BC2-VN-D-1-1GB"].places} == {"VN"}
    assert {p.place for p in offers["US-C2-D-15-2GB"].places} == {"US", "GU", "MP"}
    east = offers["QA-D-10-1GB-384"]
    assert (east.claimed_places, east.places_basis, len(east.places)) == (6, PlacesBasis.EXAMPLES, 1)
    europe = offers["EU1-D-7-2GB-128"]
    assert (europe.claimed_places, europe.places_basis, len(europe.places)) == (33, PlacesBasis.FULL_LIST, 33)
    assert europe.throttle is not None
    assert europe.throttle.kbps == 128
