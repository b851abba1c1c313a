"""The contract, tried on very different offers before anything was built on it.

Each of these is a real offer (facts from domain.md A1/A2 and the gold rows of shared/real, dates there) as the rows it
becomes. They settle the model: where one did not fit, the model was mended (docs/decisions/0003-the-offer-model.md).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from transforms.errors import Implausible
from transforms.golden import golden_rows
from transforms.identity import mint
from transforms.models import Allowance, Offer, OfferNetwork, OfferPlace, Price, Speed, Validity, Volume
from transforms.records import facts_hash, from_record, to_record
from transforms.words import (
    AfterCap,
    AllowanceRole,
    CalledScope,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PlaceStatus,
    PriceRole,
    PriceState,
    Service,
    StartRule,
    TaxBasis,
    Usage,
)

D = Decimal
GB, MB = 1024**3, 1024**2

# A cap on fees is a count, not money: it became max_charges and max_charges_per (DESIGN had it among the prices).
ATT = Offer(
    label="International Day Pass", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
    prices=(Price(D(10), "USD", PriceRole.FIRST_LINE), Price(D(5), "USD", PriceRole.NEXT_LINE)),
    max_charges=10, max_charges_per="bill", day_rule=DayRule.ROLLING_24H, start_rule=StartRule.FIRST_USE,
)  # fmt: skip
VERIZON_OTHER = Offer(
    label="TravelPass", scope="other", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
    prices=(Price(D(12), "USD"),), tax_basis=TaxBasis.EXCLUDED, data=Volume(5 * GB), data_per=DataPer.DAY,
    after_cap=AfterCap.THROTTLE, throttle=Speed(None, "3G speeds"), day_rule=DayRule.ROLLING_24H,
    claimed_places=210, claimed_places_is_minimum=True, places_basis=PlacesBasis.COUNT_ONLY,
)  # fmt: skip
VERIZON_CA_MX = replace(
    VERIZON_OTHER, scope="Canada and Mexico", prices=(Price(D(6), "USD"),), claimed_places=None,
    claimed_places_is_minimum=False, places=(OfferPlace("CA"), OfferPlace("MX")), places_basis=PlacesBasis.FULL_LIST,
)  # fmt: skip
# One label in three sizes: the size is the variant, so a price may move without the offer becoming another.
SIZES = [
    Offer(label="International Pass", variant=f"{days} day", kind=Kind.PACK, service=Service.DATA, price_unit="pack",
          price_state=PriceState.NOT_STATED, data=Volume(size * GB), data_per=DataPer.TOTAL, validity=Validity(days))
    for days, size in ((1, 2), (10, 5), (30, 15))
]  # fmt: skip
MONA = Offer(
    label="모나500분4.5G", code="LPZ0018472", kind=Kind.PLAN, service=Service.BUNDLE, usage=Usage.HOME,
    price_unit="month",
    prices=(Price(D(550), "KRW", PriceRole.PROMO, months=12), Price(D(27500), "KRW", PriceRole.LIST)),
    data=Volume(int(D("4.5") * GB)), data_per=DataPer.MONTH,
    allowances=(Allowance(minutes=500, service=Service.VOICE, called_scope=CalledScope.HOME),
                Allowance(messages=200, service=Service.SMS)),
)  # fmt: skip
AXIS = Offer(
    label="Roaming internet", scope="TH/AIS", kind=Kind.RATE, service=Service.DATA, price_unit="kb",
    prices=(Price(D(49), "IDR"),), places=(OfferPlace("TH"),), places_basis=PlacesBasis.FULL_LIST,
    networks=(OfferNetwork("TH", "AIS", handset_names="TH GSM"),), stated_to_on=date(2012, 6, 30),
)  # fmt: skip
THREE_UNAVAILABLE = Offer(
    label="Using internet and data", scope="MG", kind=Kind.RATE, service=Service.DATA, price_unit="mb",
    price_state=PriceState.UNAVAILABLE, places=(OfferPlace("MG", PlaceStatus.NO),), places_basis=PlacesBasis.FULL_LIST,
)  # fmt: skip
THREE_STANDARD = Offer(
    label="Using internet and data", scope="BR", variant="outside allowance", kind=Kind.RATE, service=Service.DATA,
    price_unit="mb", price_state=PriceState.HOME_RATE, places=(OfferPlace("BR"),), places_basis=PlacesBasis.FULL_LIST,
    prices=(Price(D("42.98"), "GBP", PriceRole.SPEND_CAP, unit="month"),),
)  # fmt: skip
# One pack, other benefits by country set: the main volume moves into allowances by zone (Offer.data is then None).
AIRTEL = Offer(
    label="World Pass 649", kind=Kind.PACK, service=Service.BUNDLE, price_unit="pack", prices=(Price(D(649), "INR"),),
    validity=Validity(1), after_cap=AfterCap.THROTTLE, throttle=Speed(80), claimed_places=184,
    allowances=(Allowance(data=Volume(500 * MB), zone="set 1"), Allowance(data=Volume(250 * MB), zone="set 2"),
                Allowance(minutes=100, service=Service.VOICE, called_scope=CalledScope.ANY)),
    places=(OfferPlace("TH", zone="set 1"), OfferPlace("TR", zone="set 2")), places_basis=PlacesBasis.EXAMPLES,
)  # fmt: skip
TELSTRA = Offer(
    label="International Day Pass", scope="zone 2", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
    prices=(Price(D(10), "AUD"), Price(D(10), "AUD", PriceRole.TOP_UP, unit="pack")), data=Volume(2 * GB),
    data_per=DataPer.DAY, day_rule=DayRule.FIXED_OFFSET, day_tz="UTC+10:00", after_cap=AfterCap.TOP_UP,
    allowances=(Allowance(AllowanceRole.TOP_UP, data=Volume(2 * GB), validity_days=31),),
)  # fmt: skip
LGU = Offer(
    label="데이터 로밍", kind=Kind.DAY_PASS, service=Service.DATA, price_unit="day", prices=(Price(D(13200), "KRW"),),
    tax_basis=TaxBasis.INCLUDED, data=Volume(4 * GB), data_per=DataPer.DAY, after_cap=AfterCap.THROTTLE,
    throttle=Speed(400), allowances=(Allowance(AllowanceRole.TETHER, data=Volume(4 * GB), per=DataPer.DAY),),
    day_rule=DayRule.VISITED_CAPITAL, claimed_places=83, places_basis=PlacesBasis.COUNT_ONLY,
)  # fmt: skip
AHAMO = Offer(
    label="海外データ通信", kind=Kind.INCLUDED, service=Service.DATA, price_state=PriceState.INCLUDED,
    data=Volume(30 * GB), data_per=DataPer.MONTH, shares_home_allowance=True, fair_use_days=15,
    after_cap=AfterCap.THROTTLE, throttle=Speed(128), claimed_places=91, places_basis=PlacesBasis.COUNT_ONLY,
)  # fmt: skip
PINDIRECT = Offer(
    label="일본 1일 무제한", code="33279a2f", kind=Kind.PACK, service=Service.DATA, usage=Usage.TRAVEL,
    price_unit="pack",
    prices=(Price(D(4900), "KRW"), Price(D(3900), "KRW", PriceRole.MEMBER, label="pass"),
            Price(D(2100), "KRW", PriceRole.MEMBER, label="benefit")),
    data=Volume(None), data_per=DataPer.DAY, validity=Validity(1), places=(OfferPlace("JP"),),
    places_basis=PlacesBasis.FULL_LIST, networks=(OfferNetwork("JP", "KDDI", generations="3G;4G;5G"),),
)  # fmt: skip
FROM_PRICE = Offer(
    label="일본(로컬망)", kind=Kind.PACK, service=Service.DATA, usage=Usage.TRAVEL, price_unit="pack",
    price_state=PriceState.FROM, prices=(Price(D(700), "KRW", PriceRole.FROM),),
)  # fmt: skip

DOZEN = [ATT, VERIZON_OTHER, VERIZON_CA_MX, *SIZES, MONA, AXIS, THREE_UNAVAILABLE, THREE_STANDARD, AIRTEL, TELSTRA,
         LGU, AHAMO, PINDIRECT, FROM_PRICE]  # fmt: skip
IDS = [f"{o.label} {o.scope}{o.variant}" for o in DOZEN]


@pytest.mark.parametrize("offer", DOZEN, ids=IDS)
def test_an_offer_comes_back_from_its_record_as_it_was(offer: Offer) -> None:
    again = from_record(to_record(offer))
    assert again == offer
    assert facts_hash(again) == facts_hash(offer)


def test_all_have_different_identities_facts_and_golden_rows() -> None:
    assert len({o.key for o in DOZEN}) == len(DOZEN)
    assert len({facts_hash(o) for o in DOZEN}) == len(DOZEN)
    assert len({str(row) for row in golden_rows(DOZEN)}) == len(DOZEN)


def test_ids_are_readable() -> None:
    assert mint("us_verizon", VERIZON_OTHER, ()) == "us_verizon/travelpass/other"
    assert mint("us_verizon", VERIZON_CA_MX, ()) == "us_verizon/travelpass/canada-and-mexico"
    assert mint("us_tmobile", SIZES[1], ()) == "us_tmobile/international-pass/10-day"
    assert mint("kr_mona", MONA, ()) == "kr_mona/모나500분4.5g"
    assert mint("gb_three", THREE_STANDARD, ()) == "gb_three/using-internet-and-data/br/outside-allowance"


def test_a_price_or_an_allowance_that_moves_leaves_the_identity_alone() -> None:
    dearer = replace(VERIZON_OTHER, prices=(Price(D(14), "USD"),), data=Volume(GB), claimed_places=215)
    assert dearer.key == VERIZON_OTHER.key
    assert facts_hash(dearer) != facts_hash(VERIZON_OTHER)


def test_other_words_for_the_same_facts_and_another_order_change_nothing() -> None:
    reworded = replace(
        PINDIRECT,
        prices=tuple(reversed([replace(p, words="other words", where="elsewhere") for p in PINDIRECT.prices])),
    )
    assert facts_hash(reworded) == facts_hash(PINDIRECT)


def test_what_is_paid_now_is_the_promotion_then_the_base_then_the_first_line() -> None:
    assert [o.price_now.amount if o.price_now else None for o in (MONA, VERIZON_OTHER, ATT, FROM_PRICE, AHAMO)] == [
        D(550), D(12), D(10), None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("a stated price without an amount", {"prices": ()}),
        ("an amount without a unit", {"price_unit": ""}),
        ("an unknown unit", {"price_unit": "fortnight"}),
        ("a price beside unavailable", {"price_state": PriceState.UNAVAILABLE}),
        ("two prices of one role", {"prices": (Price(D(1), "USD"), Price(D(2), "USD"))}),
        ("a place twice", {"places": (OfferPlace("TR"), OfferPlace("TR")), "places_basis": PlacesBasis.FULL_LIST}),
        ("places without saying whether the list is full", {"places": (OfferPlace("TR"),), "places_basis": None}),
        ("a throttled speed with no throttle", {"after_cap": AfterCap.BLOCK}),
        ("an end before the beginning", {"stated_from_on": date(2026, 2, 1), "stated_to_on": date(2026, 1, 1)}),
        ("no label", {"label": " "}),
    ],
)
def test_nonsense_is_refused_when_it_is_made(what: str, wrong: dict[str, object]) -> None:
    with pytest.raises(Implausible):
        replace(VERIZON_OTHER, **wrong)  # type: ignore[arg-type]


def test_values_refuse_nonsense() -> None:
    for make in (
        lambda: Price(D(-1), "USD"),
        lambda: Price(D("NaN"), "USD"),
        lambda: Price(D(1), "usd"),
        lambda: Volume(0),
        lambda: Validity(0),
        lambda: Speed(None),
        lambda: OfferPlace("TUR"),
        lambda: OfferNetwork("TR", "Turkcell", "2861"),
        lambda: Allowance(),
        lambda: Allowance(minutes=1, messages=1),
    ):
        with pytest.raises(Implausible):
            make()
