"""Told and undone is told; what flaps is told once, then not until it has been still."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger

from warehouse.entries import Purpose
from warehouse.load import catch_up
from warehouse.store import Warehouse
from warehouse.telling import (
    BACK_AGAIN,
    FLAPPING,
    NEWS,
    QUIET,
    SETTLED,
    STILL,
    Told,
    told_as,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    (tmp_path / "again.duckdb").write_bytes(empty_warehouse())
    with Warehouse.open_for_writing(tmp_path / "again.duckdb") as again:
        catch_up(again.connection, ledger.journal, ledger.archive, batch=50)
        assert dump(again.connection) == dump(ledger.connection)
    ledger.warehouse.close()


def told(*flips: tuple[float, bool]) -> list[str]:
    """How a fact's changes are told, each at an hour and a flip or not, one after the other."""
    before: list[Told] = []
    for hour, is_flip in flips:
        before.append(Told(hours(hour), is_flip, told_as(hours(hour), is_flip, before)))
    return [item.told_as for item in before]


def test_the_third_flip_in_thirty_days_is_flapping_and_what_follows_is_quiet() -> None:
    days = [(24.0 * n, n > 0) for n in range(6)]
    assert told(*days) == [NEWS, BACK_AGAIN, BACK_AGAIN, FLAPPING, QUIET, QUIET]


def test_flips_that_are_far_apart_are_each_told() -> None:
    months = [(24.0 * 16 * n, n > 0) for n in range(6)]
    assert told(*months) == [NEWS, *[BACK_AGAIN] * 5]


def test_after_three_days_of_stillness_it_is_told_as_ever_and_counted_anew() -> None:
    days = [(24.0 * n, n > 0) for n in range(4)]
    after = [(24.0 * 7, True), (24.0 * 8, True), (24.0 * 9, True)]
    assert told(*days, *after)[4:] == [BACK_AGAIN, BACK_AGAIN, FLAPPING]


@given(st.lists(st.tuples(st.floats(0.1, 400), st.booleans()), max_size=30))
def test_between_two_tellings_of_flapping_there_is_always_stillness(steps: Sequence[tuple[float, bool]]) -> None:
    hour, flips = 0.0, []
    for after, is_flip in steps:
        hour += after
        flips.append((hour, is_flip))
    how = told(*flips)
    told_at = [hours(hour) for (hour, _), what in zip(flips, how, strict=True) if what == FLAPPING]
    moments = [hours(hour) for hour, _ in flips]
    for first, second in pairwise(told_at):
        within = [m for m in moments if first <= m <= second]
        assert any(b - a >= STILL for a, b in pairwise(within))
    for index, what in enumerate(how):
        if what == QUIET:
            assert how[index - 1] in (FLAPPING, QUIET)
            assert moments[index] - moments[index - 1] < STILL


def flap(ledger: Ledger, *prices: str, start: float = 24, every: float = 24) -> float:
    """Each price is seen and then confirmed two hours later."""
    for number, price in enumerate(prices):
        for when in (start + number * every, start + number * every + 2):
            ledger.read(hours(when), offer(price=price))
    return start + (len(prices) - 1) * every


def test_a_price_that_flaps_is_mailed_as_such_once_and_then_as_it_came_to_rest(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    flap(ledger, "12", "10", "12")
    assert ledger.owed("new_value", "told_as") == [
        ("12 USD a day", NEWS), ("10 USD a day", BACK_AGAIN), ("12 USD a day", BACK_AGAIN),
    ]  # fmt: skip
    ledger.mail(hours(80))
    last = flap(ledger, "10", start=96)
    assert ledger.owed("new_value", "told_as") == [("10 USD a day", FLAPPING)]
    ledger.mail(hours(100))
    last = flap(ledger, "12", "10", "12", start=last + 24)
    assert ledger.changes("told_as")[-3:] == [(QUIET,)] * 3
    assert ledger.owed("new_value") == []
    ledger.read(hours(last + 60), offer(price="12"))
    assert ledger.owed("new_value") == []
    ledger.read(hours(last + 73), offer(price="12"))
    assert ledger.owed("new_value", "told_as") == [("12 USD a day", SETTLED)]
    assert ledger.ask("select told_as from core.moves where told_as = 'settled'") == [(SETTLED,)]
    ledger.mail(hours(last + 74))
    flap(ledger, "10", start=last + 200)
    assert ledger.owed("told_as") == [(BACK_AGAIN,)]


def test_a_304_is_no_stillness(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    last = flap(ledger, "12", "10", "12", "10", "12")
    newest = ledger.part()["last_capture_id"]
    ledger.not_modified(hours(last + 80), newest)
    assert (SETTLED,) not in ledger.changes("told_as")
    ledger.read(hours(last + 90), offer(price="12"))
    assert ledger.changes("told_as")[-1] == (SETTLED,)


def test_flips_that_nobody_could_confirm_do_not_count(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    for number in range(6):  # there and gone within half an hour, day by day
        ledger.read(hours(24 * number + 24), offer(price="12"))
        ledger.read(hours(24 * number + 24.5), offer())
    flap(ledger, "12", start=24 * 8)
    assert ledger.owed("told_as") == [(NEWS,)]


def test_other_facts_of_the_offer_are_told_while_its_price_flaps(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(gb="1"))
    for number, price in enumerate(("12", "10", "12", "10", "12")):
        for when in (24 * number + 24, 24 * number + 26):
            ledger.read(hours(when), offer(price=price, gb="1"))
    for when in (150, 152):
        ledger.read(hours(when), offer(price="12", gb="2"))
    assert ledger.changes("field", "told_as")[-1] == ("data", NEWS)


def test_an_offer_that_comes_and_goes_flaps_too(ledger: Ledger) -> None:
    rest = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    flash, when = offer("Flash", price="99"), 0.0
    ledger.read(hours(0), *rest, flash)
    for _ in range(3):
        for shown in ((), (), (flash,), (flash,)):
            when += 24
            ledger.read(hours(when), *rest, *shown)
    how = [told for field, name, told in ledger.changes("field", "offer_name", "told_as") if name == "Flash"]
    assert how == [NEWS, BACK_AGAIN, BACK_AGAIN, FLAPPING, QUIET, QUIET]


def test_a_filled_in_change_is_no_flip(ledger: Ledger) -> None:
    for when, price in ((0, "10"), (100, "12"), (200, "10"), (300, "12")):
        ledger.read(hours(when), offer(price=price), purpose=Purpose.BACKFILL, learned=False)
    ledger.read(hours(400), offer(price="12"))
    for when in (424, 426):
        ledger.read(hours(when), offer(price="10"))
    assert ledger.owed("told_as") == [(NEWS,)]
