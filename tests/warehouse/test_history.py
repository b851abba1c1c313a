"""The fold: what readings do to history, and what people are told of it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from ledger_dsl import Ledger, dump, hours, offer, open_ledger, owed

from transforms.page import Held
from warehouse.entries import Cause, Decision, Outcome, Purpose, Verdict
from warehouse.state import run_moves
from warehouse.store import rows


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
        ("2 prices x1.20 (+20 %)", 1.2, 2, "worse", "confirmed"),
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


def test_a_304_or_a_look_before_an_hour_is_over_confirms_nothing(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    second = ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(24.9), offer(price="12"))
    ledger.not_modified(hours(30), second.capture_id)
    assert ledger.changes("state") == [("seen",)]
    assert ledger.ask("select last_seen_at from core.offers where observed_to is null") == [(hours(30),)]
    ledger.read(hours(31), offer(price="12"))
    assert ledger.changes("state", "confirmed_at") == [("confirmed", hours(31))]


def test_equal_bytes_that_came_again_confirm(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    second = ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(25), offer(price="12"), outcome=Outcome.UNCHANGED, same_as=second.capture_id)
    assert ledger.changes("state") == [("confirmed",)]


def test_what_is_gone_before_it_was_confirmed_is_undone_and_told_to_nobody(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(25), offer(price="10"))
    assert ledger.changes("state", "undone_at", "confirmed_at") == [("undone", hours(25), None)]
    asked = {"rule": "all", "recipient": "a@example.org", "since": hours(-1)}
    assert rows(ledger.connection, "alert_owed", **asked) == []  # not even for rules that tell what was only seen
    assert owed(ledger.connection, "all") == []
    assert ledger.part()["confirm_at"] is None
    prices = ledger.ask(
        "select amount from core.offers join core.offer_prices using (version_id) order by observed_from"
    )
    assert prices == [(Decimal(10),), (Decimal(12),), (Decimal(10),)]


def test_a_value_that_moves_on_before_it_was_confirmed_is_told_from_the_one_people_know(ledger: Ledger) -> None:
    first = ledger.read(hours(0), offer())
    ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(25), offer(price="14"))
    ledger.read(hours(26), offer(price="14"))
    assert ledger.changes("old_value", "new_value", "state", "before_capture_id", "before_words") == [
        ("10 USD a day", "12 USD a day", "undone", first.capture_id, "$10/day"),
        ("10 USD a day", "14 USD a day", "confirmed", first.capture_id, "$10/day"),
    ]


def test_a_confirmed_change_that_is_taken_back_is_a_new_change_that_says_so(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    for when, price in ((24, "12"), (25, "12"), (48, "10"), (49, "10")):
        ledger.read(hours(when), offer(price=price))
    (first,), (second,) = ledger.changes("change_id")
    assert ledger.changes("state", "undoes", "effect") == [("confirmed", None, "worse"), ("confirmed", first, "better")]
    assert ledger.changes("told_as") == [("news",), ("back_again",)]
    assert {change.change_id for change in owed(ledger.connection, "all")} == {first, second}


def test_a_partial_reading_closes_nothing_and_counts_for_no_absence(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(12)]
    ledger.read(hours(0), *rows)
    held = [Held("not_a_number", "not a number", "something else", "row 12")]
    for when in (24, 48, 72):
        assert ledger.read(hours(when), *rows[:11], held=held).verdict is Verdict.PARTIAL
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(12,)]
    assert ledger.ask("select count(*) from core.absences") == [(0,)]
    assert ledger.part()["held_reason"] is None


def test_a_row_that_was_held_and_is_understood_now_is_not_sold_as_new(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(12)]
    held = [Held("not_a_number", "not a number", "Pass 11 · ask us", "row 12")]
    ledger.read(hours(0), *rows[:11], held=held)
    ledger.read(hours(24), *rows)
    assert ledger.changes("field") == []
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(12,)]


def test_an_offer_is_withdrawn_only_by_two_complete_readings_twenty_hours_apart(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    ledger.read(hours(0), *rows)
    gone = ledger.read(hours(24), *rows[:5])
    ledger.read(hours(40), *rows[:5])
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(6,)]
    assert ledger.changes("field") == []
    ledger.read(hours(44), *rows[:5])
    closed = ledger.ask("select offer_id, observed_to, to_capture_id from core.offers where observed_to is not null")
    assert closed == [("us_verizon/pass-5", hours(24), gone.capture_id)]
    assert ledger.changes("field", "new_value", "state", "seen_at", "confirmed_at", "after_capture_id") == [
        ("offer", "withdrawn", "confirmed", hours(24), hours(44), gone.capture_id)
    ]
    assert ledger.ask("select what, effect from core.moves") == [("1 offer withdrawn: Pass 5", "worse")]


def test_an_offer_that_shows_up_again_between_was_never_gone(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    for when, shown in ((0, rows), (24, rows[:5]), (30, rows), (48, rows[:5]), (60, rows)):
        ledger.read(hours(when), *shown)
    assert ledger.changes("field") == []
    assert ledger.ask("select count(*) from core.offers") == [(6,)]
    assert ledger.ask("select count(*) from core.absences") == [(0,)]


def test_an_absence_that_a_304_settles_is_told_when_a_page_shows_it(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    ledger.read(hours(0), *rows)
    gone = ledger.read(hours(24), *rows[:5])
    ledger.not_modified(hours(48), gone.capture_id)
    assert ledger.changes("new_value", "state") == [("withdrawn", "seen")]
    assert ledger.part()["confirm_at"] == hours(49)
    ledger.read(hours(49), *rows[:5])
    assert ledger.changes("state", "confirmed_at") == [("confirmed", hours(49))]


def test_a_withdrawn_offer_that_returns_resumes_its_id_and_its_other_facts_are_compared(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    for when, shown in ((0, rows), (24, rows[:5]), (48, rows[:5])):
        ledger.read(hours(when), *shown)
    back = [*rows[:5], offer("Pass 5", price="99")]
    ledger.read(hours(72), *back)
    ledger.read(hours(74), *back)
    withdrawn = ledger.changes("change_id")[0][0]
    assert ledger.changes("offer_id", "field", "old_value", "new_value", "state", "undoes")[1:] == [
        ("us_verizon/pass-5", "offer", "withdrawn", "back", "confirmed", withdrawn),
        ("us_verizon/pass-5", "price", "10 USD a day", "99 USD a day", "confirmed", None),
    ]
    assert ledger.ask("select count(distinct offer_id) from core.offers") == [(6,)]


def test_a_renamed_offer_is_one_offer_with_a_new_label(ledger: Ledger) -> None:
    rest = [offer(f"Pass {n}", price=str(n + 15), gb="3") for n in range(4)]
    ledger.read(hours(0), *rest, offer("International Day Pass", price="10", gb="1"))
    reading = ledger.read(hours(24), *rest, offer("International Day Pass+", price="10", gb="2"))
    assert [pairing.offer_id for pairing in reading.pairings] == ["us_verizon/international-day-pass"]
    ledger.read(hours(26), *rest, offer("International Day Pass+", price="10", gb="2"))
    assert {row[0] for row in ledger.changes("offer_id")} == {"us_verizon/international-day-pass"}
    assert ledger.changes("field", "old_value", "new_value", "state") == [
        ("data", "1 GB", "2 GB", "confirmed"),
        ("label", "International Day Pass", "International Day Pass+", "confirmed"),
    ]
    assert ledger.ask("select key, how from core.offer_keys where how = 'paired'")[0][1] == "paired"


def test_a_new_offer_is_not_told_while_another_may_turn_out_to_be_its_old_name(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    ledger.read(hours(0), *rows)
    now = [*rows[:5], offer("Something Else", price="80", gb="9")]
    ledger.read(hours(24), *now)
    ledger.read(hours(26), *now)
    assert ledger.changes("offer_name", "new_value", "state") == [("Something Else", "new", "seen")]
    assert ledger.part()["confirm_at"] is None  # nothing that a look in an hour could settle
    ledger.read(hours(48), *now)
    assert sorted(ledger.changes("offer_name", "new_value", "state")) == [
        ("Pass 5", "withdrawn", "confirmed"),
        ("Something Else", "new", "confirmed"),
    ]


def test_a_new_offer_that_vanishes_before_it_was_confirmed_is_told_to_nobody(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    ledger.read(hours(0), *rows)
    ledger.read(hours(24), *rows, offer("Flash", price="1"))
    for when in (25, 50):
        ledger.read(hours(when), *rows)
    assert ledger.changes("offer_name", "new_value", "state") == [("Flash", "new", "undone")]
    assert ledger.ask("select observed_to from core.offers where label = 'Flash'") == [(hours(25),)]


def test_reordering_rewording_and_reading_twice_change_nothing(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5), places="TR GR ES") for n in range(6)]
    ledger.read(hours(0), *rows)
    ledger.read(hours(24), *rows)
    ledger.read(hours(48), *reversed(rows))
    ledger.read(hours(72), *[offer(f"Pass {n}", price=str(n + 5), places="ES GR TR", words="NOW!") for n in range(6)])
    assert ledger.changes("field") == []
    assert ledger.ask("select count(*), min(last_seen_at) from core.offers") == [(6, hours(72))]
    assert ledger.part()["last_changed_at"] == hours(0)


def test_what_a_new_parser_shows_is_recorded_and_owed_to_nobody(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    capture = ledger.capture(hours(24))
    ledger.read(hours(24), offer(), of=capture)
    ledger.read(hours(25), offer(price="12"), of=capture, cause=Cause.PARSER, fingerprint="two")
    ledger.read(hours(48), offer(price="12"), fingerprint="two")
    ledger.read(hours(50), offer(price="12"), fingerprint="two")
    assert ledger.changes("field", "cause", "state") == [("price", "parser", "seen")]
    assert owed(ledger.connection, "all") == []
    assert run_moves(ledger.connection, "") == []


def test_a_parser_that_mends_the_first_reading_takes_the_wrong_version_back(ledger: Ledger) -> None:
    capture = ledger.capture(hours(0))
    ledger.read(hours(0), offer(), of=capture)
    ledger.read(hours(1), offer(price="12"), of=capture, cause=Cause.PARSER, fingerprint="two")
    rows = ledger.ask("select observed_from, observed_to, recorded_to from core.offers order by recorded_from")
    assert rows == [(hours(0), None, hours(1) + timedelta(seconds=5)), (hours(0), None, None)]


def test_back_filled_readings_make_history_and_alert_nobody(ledger: Ledger) -> None:
    for when, price in ((0, "10"), (100, "11"), (200, "11")):
        ledger.read(hours(when), offer(price=price), purpose=Purpose.BACKFILL, learned=False)
    assert ledger.changes("new_value", "state", "is_backfill") == [("11 USD a day", "confirmed", True)]
    assert owed(ledger.connection, "all") == []
    assert ledger.part()["last_attempt_at"] is None
    assert ledger.part()["confirm_at"] is None


def test_a_reading_older_than_what_is_known_is_kept_aside(ledger: Ledger) -> None:
    ledger.read(hours(100), offer())
    before = dump(ledger.connection)
    late = ledger.read(hours(0), offer(price="7"), purpose=Purpose.BACKFILL, learned=False)
    after = dump(ledger.connection)
    assert ledger.ask(f"select effect from ops.readings where reading_id = '{late.reading_id}'") == [("late",)]
    for table in ("core.offers", "core.changes", "ops.parts", "ops.validators"):
        assert after[table] == before[table]


def test_a_failed_part_never_closes_anothers_facts(ledger: Ledger) -> None:
    ledger.read(hours(0), offer("A"), part="tr")
    ledger.read(hours(0), offer("B"), part="gr")
    for when in (24, 48, 72):
        ledger.read(hours(when), offer("A"), part="tr")
        ledger.capture(hours(when), "gr", outcome=Outcome.BLOCKED, page={"status": 403})
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(2,)]
    assert ledger.part("gr")["failures"] == 3
    assert ledger.part("tr")["failures"] == 0


def test_one_key_in_two_parts_is_two_offers_that_keep_their_ids(ledger: Ledger) -> None:
    for when in (0, 24, 48):
        ledger.read(hours(when), offer("1 GB"), part="tr")
        ledger.read(hours(when + 0.1), offer("1 GB", price="7"), part="gr")
    assert ledger.changes("field") == []
    assert ledger.ask("select count(distinct offer_id), count(*) from core.offers") == [(2, 2)]


def test_a_refused_reading_is_taken_when_a_person_accepts_it(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5)) for n in range(6)]
    ledger.read(hours(0), *rows)
    refused = ledger.read(hours(24), *rows[:3])
    assert refused.reasons == ("3 of 6 rows missing since 23 Nov 2026",)
    ledger.add(
        Decision(
            decision_id="x", what="accept", subject=refused.reading_id, decided_at=hours(30), who="me", why="it is so"
        )
    )
    assert ledger.part()["held_reason"] is None
    assert ledger.ask("select count(*) from core.absences") == [(3,)]
    ledger.read(hours(48), *rows[:3])
    assert ledger.changes("new_value", "state") == [("withdrawn", "confirmed")] * 3


def test_a_retracted_change_is_owed_to_nobody(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    ledger.read(hours(24), offer(price="12"))
    ledger.read(hours(26), offer(price="12"))
    (change,) = owed(ledger.connection, "all")
    ledger.add(
        Decision(
            decision_id="x", what="retract", subject=change.change_id, decided_at=hours(30), who="me", why="misread"
        )
    )
    assert owed(ledger.connection, "all") == []
    assert ledger.ask("select state from core.moves") == [("retracted",)]


def test_validators_come_only_from_accepted_captures(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(), offer("B"))
    kept = ledger.ask("select etag, sha256 from ops.validators")
    assert kept == [('"1"', f"{1:064d}")]
    ledger.read(hours(24), problem="empty")
    assert ledger.ask("select etag, sha256 from ops.validators") == kept
    good = ledger.read(hours(48), offer(), offer("B"))
    assert ledger.ask("select etag from ops.validators") == [('"3"',)]
    ledger.not_modified(hours(72), good.capture_id)
    assert ledger.ask("select etag from ops.validators") == [('"3"',)]


def test_names_that_run_together_are_two_offers(ledger: Ledger) -> None:
    """A key is no string of its parts glued together: dlt#4244 retired an unrelated row by that."""
    one, other = offer(scope="1", eligibility="23", price="5"), offer(scope="12", eligibility="3", price="7")
    for when in (0, 24):
        ledger.read(hours(when), one, other)
    for when in (48, 72):
        ledger.read(hours(when), other)
    closed = ledger.ask("select scope, observed_to is not null from core.offers order by scope")
    assert closed == [("1", True), ("12", False)]
