"""Whole answers to trips: what is counted, what is a range, what is left out and why."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from flows.trip.demand import Trip, Visit
from flows.trip.facts import Group, Option, TripAnswer, TripOffer
from flows.trip.groups import Asked, groups_of, trip_offers
from flows.trip.money import Rates
from flows.trip.options import plan_trip

GB = 1024**3
RATES = Rates({"USD": Decimal("1.25"), "JPY": Decimal(150)}, date(2026, 11, 24))


def offer(offer_id: str = "us_x/pass", **given: Any) -> TripOffer:
    base: dict[str, Any] = {
        "carrier_id": offer_id.split("/")[0], "carrier": "X", "carrier_type": "network", "offer_name": "Pass",
        "kind": "day_pass", "service": "data", "price_state": "stated", "price": Decimal(10), "currency": "USD",
        "price_unit": "day", "data_bytes": 2 * GB, "data_period": "day", "places_basis": "full_list",
        "last_seen_at": datetime(2026, 11, 24, tzinfo=UTC), "status": {"JP": "yes"},
    }  # fmt: skip
    return TripOffer(offer_id=offer_id, **base | given)


def answer(*groups: Group, days: int = 7, to: str = "USD", **need: Any) -> TripAnswer:
    visit = Visit("JP", date(2026, 12, 3), date(2026, 12, 2 + days))
    trip = Trip(visits=(visit,), **{"data_bytes": 8 * GB, **need})
    return plan_trip(trip, groups, lambda amount, of: RATES.convert(amount, of, to), to)


def only(*offers: TripOffer, is_asked: bool = True, **need: Any) -> Option:
    found = answer(Group("X", offers, is_asked), **need)
    assert len(found.options) == 1, found.left_out
    return found.options[0]


def test_further_lines_cost_what_the_page_says() -> None:
    found = only(offer(extra_line_price=Decimal(5)), lines=2)
    assert (found.low, found.high) == (105, 105)
    assert [(i.count, i.each, i.what) for i in found.items] == [(7, 10, "a day, 2 GB"), (7, 5, "further line")]


def test_a_cap_by_bill_makes_a_range_until_the_day_of_the_bill_is_said() -> None:
    capped = offer(max_charges=10, max_charges_per="bill", data_bytes=None, is_unlimited=True)
    found = only(capped, days=12)
    assert (found.low, found.high) == (100, 120)
    assert any("--bill-day" in doubt for doubt in found.doubts)
    assert only(capped, days=12, bill_day=9).low == 120
    assert only(capped, days=12, bill_day=2).high == 100


def test_money_of_another_currency_is_counted_at_the_rate_and_shown_as_printed() -> None:
    found = only(offer(price=Decimal(1500), currency="JPY"), days=2, to="USD", data_bytes=GB)
    assert found.low == 25
    assert [(i.each, i.currency) for i in found.items] == [(1500, "JPY")]


def test_an_offer_in_a_currency_without_a_rate_is_left_out_and_said() -> None:
    found = answer(Group("X", (offer(currency="NGN"),), is_asked=True))
    assert not found.options
    assert found.left_out == ("X: is priced in NGN, for which no exchange rate is known",)


def test_a_claim_counts_only_for_a_plan_that_was_asked_for_and_comes_after_what_is_proven() -> None:
    claim = offer(status={}, places_basis="count_only", claimed_place_count=210, price=Decimal(1))
    sure = offer("kr_y/esim", carrier_type="esim_seller", price=Decimal(99))
    found = answer(Group("claimed", (claim,), is_asked=True), Group("seller", (sure,)))
    assert [(o.name, o.is_proven) for o in found.options] == [("seller", True), ("claimed", False)]
    assert "coverage not proven: the page claims 210 places and does not name the place" in found.options[1].doubts
    assert answer(Group("claimed", (claim,))).options == ()


def test_a_place_missing_from_a_full_list_or_listed_as_no_is_never_counted() -> None:
    for given in ({"status": {}}, {"status": {"JP": "no"}, "places_basis": "examples"}):
        assert answer(Group("X", (offer(**given),), is_asked=True)).options == ()


def test_too_little_data_is_no_option_and_says_so() -> None:
    found = answer(Group("X", (offer(data_bytes=GB // 2, after_cap="throttle"),), is_asked=True))
    assert found.options == ()
    assert found.left_out == ("X: nothing of it gives 8 GB at full speed",)


def test_data_by_the_megabyte_is_paid_for_what_is_used() -> None:
    rate = offer(kind="rate", price_unit="mb", price=Decimal("0.01"), data_bytes=None, data_period=None)
    assert only(rate).low == Decimal("81.92")
    assert only(rate, lines=2).low == Decimal("163.84")
    assert answer(Group("X", (rate,), is_asked=True), data_bytes=None).left_out == (
        "X: is paid by the megabyte: say --data",
    )


def test_calls_home_are_priced_by_the_same_carriers_rate_or_said_to_be_unknown() -> None:
    call = offer("us_x/calls", kind="rate", service="voice", price_unit="minute", price=Decimal(2), called_scope="home")
    found = only(offer(), call, minutes_home=30)
    assert found.low == 130
    assert only(offer(), minutes_home=30).low == 70
    assert any("calls home from JP" in doubt for doubt in only(offer(), minutes_home=30).doubts)


def test_minutes_that_a_pass_holds_are_not_paid_again() -> None:
    call = offer("us_x/calls", kind="rate", service="voice", price_unit="minute", price=Decimal(2), called_scope="home")
    held = offer(minutes=100, minutes_scope="any", service="bundle")
    assert only(held, call, minutes_home=30).low == 70


@pytest.mark.parametrize(("increment", "cost"), [("1:1", 30), ("60:60", "34.92"), (None, 30)])
def test_an_increment_lengthens_what_is_billed(increment: str | None, cost: object) -> None:
    call = offer(
        "us_x/calls", kind="rate", service="voice", price_unit="minute", price=Decimal(1), called_scope="home",
        billing_increment=increment,
    )  # fmt: skip
    found = only(offer(price_state="included", price=None, is_unlimited=True, data_bytes=None), call, minutes_home=30)
    assert found.low == Decimal(str(cost))


def test_several_sellers_are_combined_where_no_one_serves_all_places() -> None:
    japan = offer("kr_a/jp", carrier="A", carrier_type="esim_seller", usage="travel")
    korea = offer("kr_b/kr", carrier="B", carrier_type="esim_seller", usage="travel", status={"KR": "yes"})
    visits = (Visit("JP", date(2026, 1, 1), date(2026, 1, 2)), Visit("KR", date(2026, 1, 3), date(2026, 1, 4)))
    trip = Trip(visits=visits, data_bytes=GB)
    found = plan_trip(trip, groups_of([japan, korea], [], ["JP", "KR"]), lambda amount, of: amount, "USD")
    assert [(o.name, o.low) for o in found.options] == [("several sellers", 40)]


def test_rows_of_the_views_become_offers_with_the_status_of_each_place() -> None:
    row = {"offer_id": "us_x/p", "carrier_id": "us_x", "carrier": "X", "carrier_type": "network", "offer_name": "P",
           "kind": "day_pass", "service": "data", "unknown_column": 1}  # fmt: skip
    found = trip_offers([row], [{"offer_id": "us_x/p", "place": "JP", "status": "yes"}])
    assert found[0].status == {"JP": "yes"}


def test_a_local_sim_is_good_in_its_own_country() -> None:
    local = offer("jp_l/sim", usage="home", segment="prepaid", home_country="JP", kind="pack", price_unit="pack",
                  validity_days=30, status={}, places_basis=None, data_bytes=20 * GB, data_period="total")  # fmt: skip
    groups = groups_of([local], [], ["JP"])
    assert [g.name for g in groups] == ["X (local SIM)"]
    assert answer(*groups).options[0].low == 10


def test_a_plan_asked_for_brings_its_carriers_price_of_calls() -> None:
    call = offer("us_x/calls", kind="rate", service="voice", price_unit="minute", called_scope="home")
    groups = groups_of([offer(), call, offer("us_x/other")], [Asked("X Pass", frozenset({"us_x/pass"}))], ["JP"])
    assert [o.offer_id for o in groups[0].offers] == ["us_x/pass", "us_x/calls"]


def test_an_offer_that_names_other_places_is_not_counted_for_one_that_it_does_not_name() -> None:
    europe = offer(status={}, places_basis="examples", place_count=6, claimed_place_count=49)
    assert answer(Group("X", (europe,), is_asked=True)).left_out == ("X: lists none of the places",)


def test_kinds_of_customers_that_the_page_tells_apart_are_options_of_their_own() -> None:
    old = offer("gb_x/old", price_state="free", price=None, eligibility="joined before 2021")
    new = offer("gb_x/new", price=Decimal(2), eligibility="joined since 2021")
    groups = groups_of([old, new], [Asked("X", frozenset({"gb_x/old", "gb_x/new"}))], ["JP"])
    found = answer(*groups)
    assert [(o.name, o.low) for o in found.options] == [("X (joined before 2021)", 0), ("X (joined since 2021)", 14)]
    assert found.home_plans == 1
