"""The fold: what readings do to history, and what people are told of it."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from ledger_dsl import Ledger, hours, offer, open_ledger

from warehouse.entries import Purpose, Verdict


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


def test_the_first_accepted_reading_is_a_baseline_without_changes(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(gb="0.5"), offer(scope="Canada and Mexico", price="5"))
    assert ledger.changes("field") == []
    assert ledger.ask("select offer_id, observed_to from core.offers order by 1") == [
        ("us_verizon/travelpass", None),
        ("us_verizon/travelpass/canada-and-mexico", None),
    ]
    assert ledger.ask("select effect from ops.readings") == [("baseline",)]
    assert ledger.part()["last_changed_at"] == hours(0)


def test_a_price_is_seen_then_confirmed_by_a_later_look(ledger: Ledger) -> None:
    first = ledger.read(hours(0), offer(gb="0.5"), offer(scope="Canada and Mexico", price="5"))
    second = ledger.read(hours(24), offer(price="12", gb="5"), offer(scope="Canada and Mexico", price="6"))
    assert ledger.changes("field", "old_value", "new_value", "effect", "state", "severity_traveller", "undoes") == [
        ("data", "0.5 GB", "5 GB", "better", "seen", "low", None),
        ("price", "10 USD a day", "12 USD a day", "worse", "seen", "high", None),
        ("price", "5 USD a day", "6 USD a day", "worse", "seen", "high", None),
    ]
    assert ledger.part()["confirm_at"] == hours(25)
    third = ledger.read(
        hours(25.1), offer(price="12", gb="5"), offer(scope="Canada and Mexico", price="6"), purpose=Purpose.CONFIRM
    )
    assert ledger.changes("state", "seen_at", "confirmed_at", "before_capture_id", "after_capture_id")[1] == (
        "confirmed", hours(24), hours(25.1), first.capture_id, second.capture_id,
    )  # fmt: skip
    assert ledger.changes("settled_capture_id")[0] == (third.capture_id,)
    assert ledger.changes("delta", "delta_pct", "unit", "before_words", "after_words")[1] == (
        Decimal(2), 20.0, "USD/day", "$10/day", "$12/day",
    )  # fmt: skip
    assert ledger.part()["confirm_at"] is None
    moves = ledger.ask("select what, factor, row_count, effect, state from core.moves order by field")
    assert moves == [
        ("data 0.5 -> 5 GB a day (x10)", 10.0, 1, "better", "confirmed"),
        ("2 prices x1.2 (+20 %)", 1.2, 2, "worse", "confirmed"),
    ]


def test_an_empty_page_is_refused_and_closes_nothing(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(), offer("Other"))
    reading = ledger.read(hours(24), problem="consent_wall")
    assert reading.verdict is Verdict.REFUSED
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(2,)]
    assert ledger.changes("field") == []
    part = ledger.part()
    assert part["held_reason"] == "the site asks for consent before it shows anything"
    assert part["held_since_at"] == hours(24)
    ledger.read(hours(48), offer(), offer("Other"))
    assert ledger.part()["held_reason"] is None
    assert ledger.changes("field") == []
