"""Which changes a rule tells: a pure function of the rule, the changes and what was told before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_alerts_example import verizon

from flows.alerts.matching import Candidate, Told, wanted
from flows.alerts.memory import Mute
from flows.alerts.model import ChangeNote
from flows.alerts.subscriptions import RuleEntry

EU = {"EU": {"ES", "FR"}}
DAY = datetime(2026, 11, 1, 6, tzinfo=UTC)


def rule(**keys: Any) -> RuleEntry:
    return RuleEntry(to="you@example.org", **keys)


def steps(*prices: str, first: int = 0) -> list[Candidate]:
    """One price after the other, a day between them."""
    made = []
    for number, (old, new) in enumerate(pairwise(prices), first):
        effect = "worse" if Decimal(new) > Decimal(old) else "better"
        at = DAY + timedelta(days=number)
        delta = Decimal(new) - Decimal(old)
        note = verizon(
            "price",
            old,
            new,
            "USD/day",
            change_id=f"c{number}",
            effect=effect,
            seen_at=at,
            confirmed_at=at,
            delta=delta,
        )
        made.append(Candidate(note, "network"))
    return made


def one(**more: Any) -> Candidate:
    carrier_type, places = more.pop("carrier_type", "network"), frozenset(more.pop("places", ()))
    return Candidate(replace(verizon("price", "10", "12", "USD/day"), **more), carrier_type, places=places)


def told(entry: RuleEntry, candidates: list[Candidate], **more: Any) -> list[ChangeNote]:
    return wanted(entry, candidates, EU, **more)


@pytest.mark.parametrize(
    ("keys", "change", "is_told"),
    [
        ({}, one(), True),
        ({"carriers": ["us_verizon"]}, one(), True),
        ({"carriers": ["au_telstra"]}, one(), False),
        ({"carriers": ["type:esim_seller"]}, one(carrier_type="esim_seller"), True),
        ({"carriers": ["type:esim_seller"]}, one(), False),
        ({"fields": ["price"]}, one(field="price.first_line"), True),
        ({"fields": ["price"]}, one(field="price_state"), True),
        ({"fields": ["data"]}, one(field="price"), False),
        ({"fields": ["after_cap"]}, one(field="throttle"), True),
        ({"fields": ["text"]}, one(field="text"), True),
        ({"effect": "worse"}, one(effect="worse"), True),
        ({"effect": "worse"}, one(effect="better"), False),
        ({"places": ["TR"]}, one(place="TR"), True),
        ({"places": ["TR"]}, one(place="JP"), False),
        ({"places": ["region:EU"]}, one(place="FR"), True),
        ({"places": ["TR"]}, one(places=["TR", "JP"]), True),
        ({"places": ["TR"]}, one(places=["JP"]), False),
        ({"places": ["TR"]}, one(), True),  # "210+ countries", none named: it may hold there
        ({"severity_at_least": "high"}, one(severity_traveller="high"), True),
        ({"severity_at_least": "high"}, one(severity_traveller="low", severity_analyst="high"), False),
        ({"severity_at_least": "high", "severity": "analyst"}, one(severity_analyst="high"), True),
        ({}, one(state="seen", confirmed_at=None), False),
        ({"when": "seen"}, one(state="seen", confirmed_at=None), True),
        ({"at_least": "20%"}, one(), True),
        ({"at_least": "21%"}, one(), False),
        ({"at_least": "2 USD"}, one(), True),
        ({"at_least": "2.01 USD"}, one(), False),
        ({"at_least": "2.01 USD"}, one(unit="EUR/day"), True),  # no size in dollars
        ({"at_least": "99%"}, one(field="offer", old_number=None, new_number=None), True),
    ],
)
def test_a_rule_tells_what_it_names(keys: dict[str, Any], change: Candidate, is_told: bool) -> None:
    assert bool(told(rule(**keys), [change])) is is_told


def test_ten_steps_of_one_per_cent_do_not_slip_under_five() -> None:
    prices = ["100", "101", "102", "103", "104", "105", "106", "107", "108", "109", "110", "111"]
    first, second = told(rule(at_least="5%"), steps(*prices))
    assert (first.old_number, first.new_number, first.delta_pct) == (100, 105, 5)
    assert (first.change_id, first.also) == ("c4", ("c0", "c1", "c2", "c3"))
    assert (second.old_number, second.new_number, second.also) == (105, 111, ("c5", "c6", "c7", "c8", "c9"))
    assert told(rule(at_least="5%"), steps(*prices[:5])) == []


def test_the_measure_is_the_value_told_last_not_the_one_before() -> None:
    (last,) = steps("104", "104.5")
    assert told(rule(at_least="5%"), [last]) == []
    (found,) = told(rule(at_least="4%"), [replace(last, told=Told("100", Decimal(100), "USD/day"))])
    assert (found.old_number, found.new_number, found.delta) == (100, Decimal("104.5"), Decimal("4.5"))


def test_what_comes_back_before_it_was_told_is_not_told() -> None:
    assert told(rule(at_least="5%"), steps("100", "103", "100")) == []


def test_a_last_step_down_after_larger_steps_up_is_a_rise() -> None:
    found = told(rule(at_least="5%"), [*steps("100", "104", "108", "107"), *steps("107", "106.9", first=9)])
    assert [(n.old_number, n.new_number, n.effect) for n in found] == [(100, 108, "worse")]
    (late,) = steps("112", "110")
    (rise,) = told(rule(at_least="5%"), [replace(late, told=Told("100", Decimal(100), "USD/day"))])
    assert (rise.effect, rise.new_number) == ("worse", 110)
    assert told(rule(at_least="5%", effect="better"), [replace(late, told=Told("100", Decimal(100), "USD/day"))]) == []


def test_what_takes_back_a_told_change_is_told_whatever_the_rule_says() -> None:
    back = one(undoes="d-1", effect="better", field="label", delta=Decimal(0))
    assert told(rule(effect="worse", fields=["price"], at_least="50%"), [back]) == [back.note]


def test_a_mute_holds_from_its_beginning_to_its_end_for_its_carrier() -> None:
    note = one().note
    at = note.confirmed_at or note.seen_at
    hour = timedelta(hours=1)
    for mute, is_told in (
        (Mute("us_verizon", at - hour, at + hour), False),
        (Mute("*", at - hour, at + hour), False),
        (Mute("au_telstra", at - hour, at + hour), True),
        (Mute("us_verizon", at + hour, at + 2 * hour), True),
        (Mute("us_verizon", at - 2 * hour, at), True),
    ):
        assert bool(told(rule(), [one()], mutes=[mute])) is is_told


def test_a_condition_lets_through_only_what_fits_it() -> None:
    (change,) = steps("1", "2")
    assert told(rule(where="x"), [change], passing={"c0"}) == [change.note]
    assert told(rule(where="x"), [change], passing=set()) == []


@given(st.lists(st.integers(50, 200), min_size=2, max_size=12), st.integers(1, 30))
def test_after_each_telling_readers_know_the_price_to_within_the_size_of_the_rule(prices: list[int], size: int) -> None:
    entry = rule(at_least=f"{size}%")
    chain = steps(*[str(p) for p in prices])
    chain = [c for c in chain if c.note.old_number != c.note.new_number]
    found = told(entry, chain)
    known = Decimal(prices[0])
    for note in found:
        assert note.old_number == known
        assert note.new_number is not None and abs(note.new_number - known) * 100 >= size * known
        known = note.new_number
    assert abs(prices[-1] - known) * 100 < size * known
    ids = [i for n in found for i in (*n.also, n.change_id)]
    assert len(ids) == len(set(ids)), "no change is told twice"


@given(st.lists(st.integers(50, 200), min_size=2, max_size=10), st.integers(1, 30), st.data())
def test_mails_sent_at_any_pace_tell_the_same_steps(prices: list[int], size: int, data: st.DataObject) -> None:
    entry = rule(at_least=f"{size}%")
    chain = [c for c in steps(*[str(p) for p in prices]) if c.note.old_number != c.note.new_number]
    at_once = [(n.old_number, n.new_number) for n in told(entry, chain)]
    cut = data.draw(st.integers(0, len(chain)))
    early = told(entry, chain[:cut])
    known = {i for n in early for i in (*n.also, n.change_id)}
    base = Told(early[-1].new_value, early[-1].new_number, early[-1].unit) if early else None
    late = told(entry, [replace(c, told=base) for c in chain if c.note.change_id not in known])
    assert [(n.old_number, n.new_number) for n in (*early, *late)] == at_once
