"""What differs between two offers, in people's words, and what it means for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_dsl import GB, offer

from transforms.models import Allowance, Offer, OfferNetwork, OfferPlace, Price, Speed, Validity, Volume
from transforms.words import (
    AfterCap,
    AllowanceRole,
    DataBasis,
    DataPer,
    DayRule,
    PlacesBasis,
    PlaceStatus,
    PriceRole,
    PriceState,
    Service,
)
from warehouse.effects import delta_of, effect_of, severity_of
from warehouse.facts import compare, facts_of, price_fields, words_of
from warehouse.sizes import size


def told(old: Offer, new: Offer) -> list[tuple[str, str, str | None, str | None, str]]:
    return [
        (d.field, d.place, d.old.text if d.old else None, d.new.text if d.new else None, effect_of(d))
        for d in compare(old, new)
    ]


def money(amount: str, role: PriceRole = PriceRole.BASE, **given: Any) -> Price:
    return Price(Decimal(amount), given.pop("currency", "USD"), role, **given)


def priced(*prices: Price, **given: Any) -> Offer:
    return offer(price=None, prices=prices, **given)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (offer(price="10"), offer(price="12"), ("price", "", "10 USD a day", "12 USD a day", "worse")),
        (offer(price="10"), offer(price="8.5"), ("price", "", "10 USD a day", "8.5 USD a day", "better")),
        (offer(gb="0.5"), offer(gb="5"), ("data", "", "0.5 GB", "5 GB", "better")),
        (
            priced(money("10", PriceRole.FIRST_LINE), money("5", PriceRole.NEXT_LINE)),
            priced(money("10", PriceRole.FIRST_LINE), money("6", PriceRole.NEXT_LINE)),
            ("price.next_line", "", "5 USD a day", "6 USD a day", "worse"),
        ),
        (
            offer(max_charges=10, max_charges_per="bill"),
            offer(max_charges=12, max_charges_per="bill"),
            ("max_charges", "", "10 per bill", "12 per bill", "worse"),
        ),
        (offer(claimed_places=185), offer(claimed_places=210, claimed_places_is_minimum=True),
         ("claimed_places", "", "185", "210+", "neutral")),
        (offer(after_cap=AfterCap.THROTTLE), offer(after_cap=AfterCap.CHARGE),
         ("after_cap", "", "throttle", "charge", "worse")),
        (offer(after_cap=AfterCap.THROTTLE, throttle=Speed(128)),
         offer(after_cap=AfterCap.THROTTLE, throttle=Speed(256)),
         ("throttle", "", "128 kbps", "256 kbps", "better")),
        (offer(validity=Validity(30)), offer(validity=Validity(1)), ("validity", "", "30 days", "1 day", "worse")),
        (offer(tethering=True), offer(tethering=False), ("tethering", "", "yes", "no", "worse")),
        (offer(day_rule=DayRule.ROLLING_24H), offer(day_rule=DayRule.HOME_TZ),
         ("day_rule", "", "rolling_24h", "home_tz", "neutral")),
        (offer(places="TR GR"), offer(places="TR"), ("places", "GR", "yes", None, "worse")),
        (offer(places="TR"), offer(places="TR GR"), ("places", "GR", None, "yes", "better")),
        (offer(), offer(price=None, price_state=PriceState.UNAVAILABLE),
         ("price_state", "", "10 USD a day", "not available", "worse")),
        (offer(), offer(stated_to_on=date(2026, 12, 1)), ("stated_to_on", "", None, "2026-12-01", "neutral")),
    ],
)  # fmt: skip
def test_each_difference_is_one_change_in_peoples_words(old: Offer, new: Offer, expected: tuple[object, ...]) -> None:
    assert told(old, new) == [expected]


def test_a_promotion_is_a_new_price_beside_a_list_price() -> None:
    sale = priced(money("8", PriceRole.PROMO), money("10"))
    assert told(offer(price="10"), sale) == [
        ("list_price", "", None, "10 USD a day", "neutral"),
        ("price", "", "10 USD a day", "8 USD a day", "better"),
    ]


def test_a_networks_loss_and_a_tether_quota_are_told_by_place_and_role() -> None:
    quota = Allowance(AllowanceRole.TETHER, Volume(GB), service=Service.DATA)
    old = offer(networks=(OfferNetwork("TR", "Turkcell", generations="4G;5G"), OfferNetwork("GR", "Cosmote")))
    new = offer(networks=(OfferNetwork("TR", "Turkcell", generations="4G;5G"),), allowances=(quota,))
    assert told(old, new) == [
        ("allowance.tether.data", "", None, "1 GB", "better"),
        ("networks", "GR", "Cosmote", None, "worse"),
    ]


def test_a_place_is_a_claim_where_the_page_gives_examples_only() -> None:
    old, new = offer(places="TR GR"), offer(places="TR")
    old, new = (
        offer(places=(" ".join(p.place for p in o.places)), places_basis=PlacesBasis.EXAMPLES) for o in (old, new)
    )
    assert told(old, new) == [("places", "GR", "yes", None, "neutral")]


def test_a_place_that_the_page_said_no_of_and_now_says_yes_is_gained_whatever_the_list() -> None:
    one = offer(places="BO", places_basis=PlacesBasis.EXAMPLES)
    barred = replace(one, places=(OfferPlace("BO", PlaceStatus.NO),))
    assert told(barred, one) == [("places", "BO", "no", "yes", "better")]


def test_500_mb_to_1_gb_is_a_doubling_whatever_bytes_they_count() -> None:
    half, whole = offer(data=Volume(500 * 1024**2), data_per=DataPer.DAY), offer(gb="1")
    (diff,) = compare(half, whole)
    assert delta_of(diff) == (Decimal(1024**3 - 500 * 1024**2), 100.0)


def test_a_page_that_begins_to_list_its_places_has_not_gained_them() -> None:
    old = offer(claimed_places=185, places_basis=PlacesBasis.COUNT_ONLY)
    assert [(d.field, d.place) for d in compare(old, offer(places="TR GR ES", claimed_places=185))] == [
        ("places_basis", "")
    ]


def test_a_gigabyte_of_1000_and_one_of_1024_are_one_size() -> None:
    old, new = offer(gb="5"), offer(data=Volume(5 * 10**9, DataBasis.DECIMAL), data_per=DataPer.DAY)
    assert compare(old, new) == []
    assert [d.field for d in compare(old, offer(data=Volume(4 * 10**9, DataBasis.DECIMAL), data_per=DataPer.DAY))] == [
        "data"
    ]


def test_unlimited_is_better_than_any_volume() -> None:
    endless = offer(data=Volume(None), data_per=DataPer.DAY)
    assert told(offer(gb="5"), endless) == [("data", "", "5 GB", "unlimited", "better")]
    assert told(endless, offer(gb="5"))[0][-1] == "worse"


def test_another_currency_or_unit_has_no_difference_in_numbers() -> None:
    (diff,) = compare(offer(), offer(currency="EUR"))
    assert delta_of(diff) == (None, None)
    assert effect_of(diff) == "neutral"
    (diff,) = compare(offer(price="10"), offer(price="12"))
    assert delta_of(diff) == (Decimal(2), 20.0)


def test_severity_follows_who_reads() -> None:
    assert severity_of("price", "worse") == ("high", "high")
    assert severity_of("price.next_line", "better") == ("low", "high")
    assert severity_of("after_cap", "worse") == ("critical", "high")
    assert severity_of("label", "neutral") == ("info", "medium")


def test_the_receipt_of_a_list_price_is_found_by_its_field() -> None:
    sale = priced(money("8", PriceRole.PROMO, words="now $8"), money("10", words="was $10"))
    assert words_of(sale)["price", ""] == ("now $8", "")
    assert words_of(sale)["list_price", ""] == ("was $10", "")
    assert [name for name, _ in price_fields(sale)] == ["price", "list_price"]


@pytest.mark.parametrize(
    ("count", "text"),
    [(5 * GB, "5 GB"), (GB // 2, "0.5 GB"), (500 * 1024**2, "500 MB"), (10 * 1024, "10 KB"), (1024**4, "1 TB")],
)
def test_sizes_are_said_in_the_unit_that_fits(count: int, text: str) -> None:
    assert size(count) == text


volumes = st.builds(
    Volume, st.one_of(st.none(), st.integers(1, 10**14)), st.sampled_from([DataBasis.BINARY, DataBasis.NOT_STATED])
)
offers = st.builds(
    lambda price, data, per, places, claimed, tether, note: offer(
        price=str(price), data=data, data_per=per, claimed_places=claimed, tethering=tether,
        places_basis=PlacesBasis.FULL_LIST, scope=note,
        places=" ".join(sorted(places)),
    ),
    st.decimals(0, 1000, places=2), st.one_of(st.none(), volumes), st.sampled_from([None, *DataPer]),
    st.sets(st.sampled_from(["TR", "GR", "ES", "XK"])), st.one_of(st.none(), st.integers(1, 300)),
    st.sampled_from([None, True, False]), st.just(""),
)  # fmt: skip


@given(offers)
def test_an_offer_does_not_differ_from_itself(one: Offer) -> None:
    assert compare(one, one) == []


@given(offers, offers)
def test_what_is_worse_one_way_is_better_the_other_way(one: Offer, other: Offer) -> None:
    there, back = compare(one, other), compare(other, one)
    assert [d.key for d in there] == [d.key for d in back]
    opposite = {"worse": "better", "better": "worse", "neutral": "neutral"}
    assert [effect_of(d) for d in there] == [opposite[effect_of(d)] for d in back]


@given(offers, offers)
def test_every_changed_fact_is_told_and_nothing_else(one: Offer, other: Offer) -> None:
    before, after = facts_of(one), facts_of(other)
    for diff in compare(one, other):
        if diff.field != "price_state":
            assert (diff.old, diff.new) == (before.get(diff.key), after.get(diff.key))
            assert diff.old != diff.new


def test_places_named_with_conditions_keep_their_notes() -> None:
    free, bound = offer(places="XK"), offer(places="XK")
    bound = replace(bound, places=(OfferPlace("XK", PlaceStatus.CONDITIONAL, note="only on Vala"),))
    assert told(free, bound) == [("places", "XK", "yes", "conditional: only on Vala", "worse")]
