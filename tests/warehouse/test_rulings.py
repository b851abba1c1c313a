"""What a person rules acts on history at once, is undone, and comes out the same in a rebuild."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger

from transforms.models import Offer
from transforms.page import Held
from warehouse.entries import Cause, Outcome, Verdict
from warehouse.load import catch_up
from warehouse.store import Warehouse

pytestmark = pytest.mark.slow


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    (tmp_path / "again.duckdb").write_bytes(empty_warehouse())
    with Warehouse.open_for_writing(tmp_path / "again.duckdb") as again:
        catch_up(again.connection, ledger.journal, ledger.archive, batch=50)
        assert dump(again.connection) == dump(ledger.connection)  # every test here is one of rebuild, too
    ledger.warehouse.close()


def shelf(*prices: int) -> list[Offer]:
    return [offer(f"Pass {n}", price=str(price)) for n, price in enumerate(prices)]


def standing(ledger: Ledger) -> list[tuple[object, ...]]:
    return ledger.ask(
        "select o.offer_id, amount::int, observed_from, observed_to from core.offers o join core.offer_prices using "
        "(version_id) where recorded_to is null order by all"
    )


def dearer(ledger: Ledger) -> None:
    """10, then 12 as a misreading would have it for two looks, then 10."""
    ledger.read(hours(0), offer())
    for when, price in ((24, "12"), (26, "12"), (48, "10"), (50, "10")):
        ledger.read(hours(when), offer(price=price))


def test_what_is_retracted_after_it_was_told_owes_each_reader_a_correction(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(26), offer(price="12"))
    first = ledger.mail(hours(26))
    second = ledger.mail(hours(26), recipient="b@example.org")
    ((change,),) = ledger.changes("change_id")
    decision = ledger.decide(hours(30), "retract", change)
    said = ("change_id", "digest_id", "kind", "old_value", "new_value", "cause", "who", "why", "mails", "readers")
    wrong = (change, first, "wrong", "10 USD a day", "12 USD a day", "decision", "ana", "I looked", 2, 2)
    assert ledger.corrections(*said) == [wrong]
    assert ledger.corrections("digest_id", recipient="b@example.org") == [(second,)]
    ((correction,),) = ledger.corrections("correction_id")
    ledger.mail(hours(31), correction)
    assert ledger.corrections("kind") == []
    assert ledger.owed("change_id") == []
    ledger.decide(hours(32), "undo", decision)
    assert ledger.changes("state") == [("confirmed",)]
    assert ledger.corrections("kind") == [("right_after_all",)]  # the correction had been mailed
    assert ledger.corrections("kind", recipient="b@example.org") == []  # this one had not
    assert ledger.owed("change_id") == []  # it was told


def test_a_rejected_reading_never_was_and_what_was_told_of_it_is_corrected(ledger: Ledger) -> None:
    dearer(ledger)
    ledger.mail(hours(51))
    ledger.decide(hours(60), "reject", ledger.ask("select reading_id from ops.readings order by observed_at")[1][0])
    assert standing(ledger) == [("us_verizon/travelpass", 10, hours(0), None)]
    assert ledger.changes("old_value", "new_value", "state") == [
        ("10 USD a day", "12 USD a day", "retracted"),
        ("12 USD a day", "10 USD a day", "retracted"),
    ]
    assert ledger.corrections("old_value", "right_value", "right_since_at") == [
        ("10 USD a day", "10 USD a day", hours(0)),
        ("12 USD a day", "10 USD a day", hours(0)),
    ]
    assert ledger.owed("field") == []
    effects = ledger.ask("select effect from ops.readings order by observed_at")
    assert [e for (e,) in effects] == ["baseline", "rejected", "rejected", "taken", "taken"]


def test_a_rejected_reading_that_is_the_newest_holds_the_part_and_its_304_says_nothing(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    wrong = ledger.read(hours(24), offer(price="12"))
    ledger.not_modified(hours(30), wrong.capture_id)
    ledger.decide(hours(31), "reject", wrong.reading_id)
    assert standing(ledger) == [("us_verizon/travelpass", 10, hours(0), None)]
    assert ledger.part()["held_reason"] == "rejected by ana: I looked"
    assert ledger.part()["last_observed_at"] == hours(0)
    assert ledger.ask("select count(*) from ops.validators") == [(0,)]
    ledger.not_modified(hours(40), wrong.capture_id)
    assert ledger.part()["last_observed_at"] == hours(0)
    assert ledger.changes("field") == []


def test_accepting_what_was_rejected_brings_it_back_as_it_was(ledger: Ledger) -> None:
    dearer(ledger)
    before = standing(ledger), ledger.changes("change_id", "state", "told_as")
    wrong = ledger.ask("select reading_id from ops.readings order by observed_at")[1][0]
    ledger.decide(hours(60), "reject", wrong)
    assert ledger.changes("field") == []
    ledger.decide(hours(61), "accept", wrong)
    assert standing(ledger) == before[0]
    states = ledger.changes("state", "told_as")
    assert states == [("confirmed", "found_late"), ("confirmed", "found_late")]


def test_a_rejected_first_reading_leaves_nothing(ledger: Ledger) -> None:
    first = ledger.read(hours(0), offer())
    ledger.decide(hours(1), "reject", first.reading_id)
    assert standing(ledger) == []
    assert ledger.part()["last_reading_id"] is None
    ledger.read(hours(24), offer(price="7"))
    assert standing(ledger) == [("us_verizon/travelpass", 7, hours(24), None)]
    assert ledger.changes("field") == []


def test_an_accepted_sale_is_told_as_the_page_shows_it_again(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(100, 200, 300))
    assert ledger.read(hours(24), *shelf(10, 20, 30)).verdict is Verdict.REFUSED
    refused = ledger.read(hours(48), *shelf(10, 20, 30))
    assert refused.verdict is Verdict.REFUSED
    ledger.decide(hours(50), "accept", refused.reading_id)
    assert ledger.part()["held_reason"] is None
    assert ledger.part()["confirm_at"] == hours(49)
    assert ledger.read(hours(51), *shelf(10, 20, 30)).verdict is Verdict.COMPLETE
    assert ledger.owed("new_value", "seen_at", "told_as") == [
        (f"{price} USD a day", hours(48), "news") for price in (10, 20, 30)
    ]


def test_accepting_an_older_refused_reading_puts_it_in_its_place(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(100, 200, 300))
    refused = ledger.read(hours(24), *shelf(10, 20, 30))
    ledger.read(hours(48), *shelf(100, 200, 300))
    ledger.decide(hours(50), "accept", refused.reading_id)
    assert len(standing(ledger)) == 9
    assert {row[0] for row in ledger.changes("state")} == {"undone", "seen"} or ledger.owed("field") == []
    ledger.decide(hours(51), "reject", refused.reading_id)
    assert len(standing(ledger)) == 3
    assert ledger.changes("field") == []


def test_a_zero_that_a_person_accepts_is_a_price_of_zero_from_then_on(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(5, 6, 7, 8, 9))
    partial = ledger.read(hours(24), *shelf(5, 6, 7, 8, 0))
    assert partial.verdict is Verdict.PARTIAL
    ledger.decide(hours(25), "accept", partial.reading_id)
    assert ("us_verizon/pass-4", 0, hours(24), None) in standing(ledger)
    assert ledger.read(hours(27), *shelf(5, 6, 7, 8, 0)).verdict is Verdict.COMPLETE
    assert ledger.owed("offer_id", "new_value") == [("us_verizon/pass-4", "0 USD a day")]
    assert ledger.read(hours(48), *shelf(5, 6, 7, 0, 0)).verdict is Verdict.PARTIAL  # of another offer it is not


def test_an_accepted_reading_with_rows_that_nobody_read_closes_nothing(ledger: Ledger) -> None:
    rows = shelf(5, 6, 7, 8, 9)
    held = [Held("not_a_number", "not a number", f"row {n}", "") for n in range(3)]
    ledger.read(hours(0), *rows)
    refused = ledger.read(hours(24), *rows[:2], held=held)
    assert refused.verdict is Verdict.REFUSED
    ledger.decide(hours(25), "accept", refused.reading_id)
    assert ledger.part()["last_verdict"] == "partial"
    assert ledger.ask("select count(*) from core.absences") == [(0,)]


def test_two_that_are_linked_are_one_offer_and_what_was_told_of_them_is_corrected(ledger: Ledger) -> None:
    rest = shelf(5, 6, 7, 8, 9)
    ledger.read(hours(0), *rest, offer("Voyage", price="10", gb="1"))
    for when in (24, 48, 50):
        ledger.read(hours(when), *rest, offer("Wanderlust 24", price="12", gb="1"))
    ledger.mail(hours(51))
    assert ledger.changes("offer_name", "new_value") == [("Voyage", "withdrawn"), ("Wanderlust 24", "new")]
    old, new = "us_verizon/voyage", "us_verizon/wanderlust-24"
    decision = ledger.decide(hours(60), "link", old, new)
    spans = [row for row in standing(ledger) if "pass-" not in str(row[0])]
    assert spans == [(old, 10, hours(0), hours(24)), (old, 12, hours(24), None)]
    found = ledger.changes("offer_id", "field", "new_value", "state", "told_as")
    assert (old, "price", "12 USD a day", "confirmed", "found_late") in found
    assert (old, "label", "Wanderlust 24", "confirmed", "found_late") in found
    assert sorted(ledger.corrections("offer_name", "new_value", "right_value")) == [
        ("Voyage", "withdrawn", "on sale"),
        ("Wanderlust 24", "new", None),
    ]
    ledger.read(hours(72), *rest, offer("Wanderlust 24", price="14", gb="1"))
    assert ledger.changes("offer_id", "new_value")[-1] == (old, "14 USD a day")
    ledger.decide(hours(80), "undo", decision)
    spans = [row for row in standing(ledger) if "pass-" not in str(row[0])]
    assert spans == [
        (old, 10, hours(0), hours(24)), (new, 12, hours(24), hours(72)), (new, 14, hours(72), None),
    ]  # fmt: skip
    ledger.read(hours(96), *rest, offer("Wanderlust 24", price="15", gb="1"))
    assert ledger.changes("offer_id", "new_value")[-1] == (new, "15 USD a day")


def test_a_withdrawn_offer_ends_by_hand_and_returns_when_a_page_shows_it(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(5, 6))
    ledger.read(hours(24), *shelf(5, 7))
    ledger.capture(hours(48), outcome=Outcome.GONE, page={"status": 410})
    ledger.decide(hours(50), "withdraw", "us_verizon/pass-1", "main")
    assert ("us_verizon/pass-1", 7, hours(24), hours(50)) in standing(ledger)
    last = ledger.changes("field", "new_value", "cause", "state", "told_as", "before_capture_id")[-1]
    newest = ledger.part()["last_capture_id"]
    assert last == ("offer", "withdrawn", Cause.HAND, "confirmed", "nothing", newest)
    assert ledger.changes("new_value", "state")[0] == ("7 USD a day", "undone")  # it can be confirmed no more
    ledger.read(hours(72), *shelf(5, 7))
    assert ledger.changes("field", "new_value", "cause")[-1] == ("offer", "back", "page")
    assert ("us_verizon/pass-1", 7, hours(72), None) in standing(ledger)


def test_a_withdrawal_that_is_undone_never_was(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(5, 6))
    before = standing(ledger)
    decision = ledger.decide(hours(50), "withdraw", "us_verizon/pass-1", "main")
    assert standing(ledger) != before
    ledger.decide(hours(51), "undo", decision)
    assert standing(ledger) == before
    assert ledger.changes("field") == []


def test_a_withdrawal_keeps_its_place_when_history_is_told_again(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf(5, 6))
    wrong = ledger.read(hours(24), *shelf(5, 7))
    ledger.decide(hours(30), "withdraw", "us_verizon/pass-1", "main")
    ledger.read(hours(48), *shelf(5, 7))
    ledger.decide(hours(50), "reject", wrong.reading_id)
    assert [row for row in standing(ledger) if row[0] == "us_verizon/pass-1"] == [
        ("us_verizon/pass-1", 6, hours(0), hours(30)),
    ]


@pytest.mark.parametrize("what", ["accept", "reject", "retract", "link", "withdraw", "undo"])
def test_a_ruling_on_what_is_not_there_does_nothing(ledger: Ledger, what: str) -> None:
    ledger.read(hours(0), offer())
    before = dump(ledger.connection)
    ledger.decide(hours(1), what, "us_verizon/nothing", "us_verizon/nobody")
    after = dump(ledger.connection)
    assert {name for name in after if after[name] != before[name]} == {"ops.decisions", "ops.applied"}
