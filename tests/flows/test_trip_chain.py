"""The cheapest chain is the cheapest: against trying everything, and by hand where the rule matters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.trip.chain import Chain, Piece, charged, cheapest, steps_from
from flows.trip.demand import Trip, TripError, Visit, parse_visit

GB = 1024**3
JP = frozenset({"JP"})


def trip(days: int, gigabytes: int = 0, **more: object) -> Trip:
    visit = Visit("JP", date(2026, 12, 3), date(2026, 12, 3) + timedelta(days - 1))
    return Trip(visits=(visit,), data_bytes=gigabytes * GB or None, **more)  # type: ignore[arg-type]


def brute(
    asked: Trip, pieces: Sequence[Piece], bill_day: int, moment: Fraction = Fraction(0), fees: tuple = ()
) -> Decimal | None:
    """Every chain, without any rule that leaves one out."""
    if moment == asked.length:
        return Decimal(0)
    found = []
    for full in steps_from(asked, pieces, moment):
        step, after = charged(asked, full, fees, bill_day)
        rest = brute(asked, pieces, bill_day, step.to_day, after)
        if rest is not None:
            found.append(step.cost + rest)
    return min(found, default=None)


PIECES = st.builds(
    Piece,
    offer_id=st.sampled_from("abcdef"),
    cost=st.integers(0, 30).map(Decimal),
    places=st.sampled_from([JP, frozenset({"KR"}), frozenset({"JP", "KR"})]),
    days=st.sampled_from([None, 1, 1, 2, 3, 7]),
    data_bytes=st.sampled_from([None, GB, 2 * GB, 5 * GB]),
    is_data_daily=st.booleans(),
    byte_cost=st.sampled_from([None, Decimal(1) / GB, Decimal(9) / GB]),
    daily_cap=st.sampled_from([None, Decimal(4)]),
    is_calendar=st.booleans(),
    max_fees=st.sampled_from([None, None, 1, 2]),
)


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    first, second, gap = draw(st.integers(1, 3)), draw(st.integers(0, 2)), draw(st.integers(0, 2))
    begin = date(2026, 11, 27)
    visits = [Visit("JP", begin, begin + timedelta(first - 1))]
    if second:
        again = visits[0].to_on + timedelta(1 + gap)
        visits.append(Visit(draw(st.sampled_from(["KR", "JP"])), again, again + timedelta(second - 1)))
    return Trip(visits=tuple(visits), data_bytes=draw(st.sampled_from([None, GB, 3 * GB, 7 * GB])))


@settings(max_examples=300, deadline=None)
@given(trips(), st.lists(PIECES, max_size=4, unique_by=lambda p: p.offer_id), st.sampled_from([1, 15, 28]))
def test_no_chain_is_cheaper_than_the_one_found(asked: Trip, pieces: list[Piece], bill_day: int) -> None:
    found = cheapest(asked, pieces, bill_day)
    assert (found.cost if found else None) == brute(asked, pieces, bill_day)
    if found:
        assert found.cost == sum(s.cost for s in found.steps)
        assert [s.from_day for s in found.steps] == [0, *(s.to_day for s in found.steps[:-1])]


def cost(asked: Trip, *pieces: Piece, bill_day: int = 1) -> Decimal | None:
    found: Chain | None = cheapest(asked, pieces, bill_day)
    return found.cost if found else None


DAY = Piece(offer_id="day", cost=Decimal(10), places=JP, days=1, data_bytes=2 * GB, is_data_daily=True)


def test_a_day_pass_is_paid_for_every_day() -> None:
    assert cost(trip(7, 8), DAY) == 70


def test_a_cap_of_fees_by_bill_holds_within_each_bill() -> None:
    capped = replace(DAY, max_fees=10)
    assert cost(trip(12), capped, bill_day=1) == 100, "one bill"
    assert cost(trip(12), capped, bill_day=9) == 120, "six fees in one bill, six in the next"
    assert cost(trip(30), capped, bill_day=20) == 200, "both caps reached"


def test_a_pack_that_is_used_up_early_is_bought_again() -> None:
    pack = Piece(offer_id="pack", cost=Decimal(9), places=JP, days=30, data_bytes=3 * GB)
    assert cost(trip(7, 8), pack) == 27
    assert cost(trip(7, 8), pack, replace(pack, offer_id="large", cost=Decimal(20), data_bytes=10 * GB)) == 20


def test_a_short_pack_and_day_passes_are_combined() -> None:
    pack = Piece(offer_id="week", cost=Decimal(25), places=JP, days=7)
    assert cost(trip(8), pack, DAY) == 35
    assert cost(trip(14), pack, DAY) == 50


def test_data_by_the_megabyte_costs_what_is_used_up_to_the_cap_of_a_day() -> None:
    rate = Piece(offer_id="rate", cost=Decimal(0), places=JP, data_bytes=0, byte_cost=Decimal(5) / GB)
    assert cost(trip(4, 8), rate) == 40
    assert cost(trip(4, 8), replace(rate, daily_cap=Decimal(3))) == 12


def test_too_small_a_daily_allowance_gives_no_chain_unless_more_can_be_bought() -> None:
    small = replace(DAY, data_bytes=GB // 2)
    assert cost(trip(4, 8), small) is None
    assert cost(trip(4, 8), replace(small, byte_cost=Decimal(2) / GB)) == 40 + 12


def test_what_is_not_sold_in_a_place_does_not_cover_its_days() -> None:
    both = Trip(
        visits=(Visit("JP", date(2026, 1, 1), date(2026, 1, 3)), Visit("KR", date(2026, 1, 3), date(2026, 1, 5)))
    )
    assert both.length == 5
    assert [place for _, place in both.days] == ["JP", "JP", "KR", "KR", "KR"]
    assert cost(both, DAY) is None
    assert cost(both, DAY, replace(DAY, offer_id="kr", places=frozenset({"KR"}), cost=Decimal(1))) == 23


def test_days_at_home_between_two_visits_use_up_a_pack() -> None:
    apart = Trip(
        visits=(Visit("JP", date(2026, 1, 1), date(2026, 1, 2)), Visit("JP", date(2026, 1, 6), date(2026, 1, 7)))
    )
    week = Piece(offer_id="week", cost=Decimal(25), places=JP, days=5)
    assert apart.length == 4
    assert cost(apart, week) == 50
    assert cost(apart, replace(week, days=7)) == 25


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("JP", "is no visit"),
        ("JP:2026-12-03", "is no visit"),
        ("JP:2026-02-30..2026-03-02", "there is no such day"),
    ],
)
def test_a_visit_that_is_not_understood_is_told_with_how_to_write_it(words: str, told: str) -> None:
    with pytest.raises(TripError, match=told):
        parse_visit(words, str)


def test_visits_out_of_order_are_refused() -> None:
    with pytest.raises(TripError, match="overlap"):
        Trip(visits=(Visit("JP", date(2026, 1, 5), date(2026, 1, 7)), Visit("KR", date(2026, 1, 1), date(2026, 1, 3))))
