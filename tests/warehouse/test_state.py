"""What a run asks of the ledger before and after it acts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_dsl import Ledger, hours, offer, open_ledger, owed

from warehouse.entries import Delivery, Digest, Outcome
from warehouse.past import Past
from warehouse.state import Validator, part_states, past_of


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


def test_nothing_is_known_of_a_part_before_its_first_accepted_reading(ledger: Ledger) -> None:
    assert part_states(ledger.connection) == {}
    assert past_of(ledger.connection, "us_verizon", "main") is None
    ledger.read(hours(0), problem="empty")
    assert past_of(ledger.connection, "us_verizon", "main") is None
    state = part_states(ledger.connection)["us_verizon", "main"]
    assert (state.last_reading_id, state.held_reason, state.last_outcome) == (None, "the page is empty", "ok")


def test_the_state_of_a_part_follows_its_captures_and_readings(ledger: Ledger) -> None:
    reading = ledger.read(hours(0), offer())
    ledger.capture(hours(24), outcome=Outcome.SERVER_ERROR, page={"status": 500}, detail="500")
    ledger.capture(hours(25), outcome=Outcome.TIMEOUT, page={})
    state = part_states(ledger.connection)["us_verizon", "main"]
    assert (state.last_capture_id, state.last_reading_id) == (reading.capture_id, reading.reading_id)
    assert (state.last_outcome, state.failures, state.last_attempt_at) == ("timeout", 2, hours(25))
    assert (state.next_due_at, state.last_full_at, state.last_changed_at) == (hours(49), hours(0), hours(0))
    assert (state.row_count, state.last_fingerprint) == (1, "one")
    assert state.validators == {"https://example.org/main": Validator('"1"', "", f"{1:064d}")}
    ledger.read(hours(26), offer())
    assert part_states(ledger.connection)["us_verizon", "main"].failures == 0


def test_a_304_is_a_sighting_but_no_full_look(ledger: Ledger) -> None:
    reading = ledger.read(hours(0), offer())
    seen = ledger.not_modified(hours(24), reading.capture_id)
    ledger.not_modified(hours(48), seen.capture_id)  # equal to a capture that itself had no bytes
    state = part_states(ledger.connection)["us_verizon", "main"]
    assert (state.last_observed_at, state.last_full_at) == (hours(48), hours(0))
    assert ledger.ask("select last_seen_at from core.offers") == [(hours(48),)]


def test_a_304_for_a_page_that_was_refused_is_no_sighting(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    refused = ledger.read(hours(24), problem="empty")
    ledger.not_modified(hours(48), refused.capture_id)
    assert ledger.ask("select last_seen_at from core.offers") == [(hours(0),)]


def test_the_past_of_a_part_has_its_offers_its_absent_and_its_former_keys(ledger: Ledger) -> None:
    rows = [offer(f"Pass {n}", price=str(n + 5), places="TR") for n in range(6)]
    ledger.read(hours(0), *rows)
    past = past_of(ledger.connection, "us_verizon", "main")
    assert past == Past(
        tuple(rows), {o.key: f"us_verizon/{o.label.lower().replace(' ', '-')}" for o in rows},
        observed_at=hours(0), reading_id=past.reading_id if past else "", most_rows=6,
    )  # fmt: skip
    ledger.read(hours(24), *rows[:5])
    past = past_of(ledger.connection, "us_verizon", "main")
    assert past is not None
    assert (len(past.offers), past.absent, past.returning) == (6, frozenset({rows[5].key}), frozenset())
    ledger.read(hours(48), *rows[:5])
    past = past_of(ledger.connection, "us_verizon", "main")
    assert past is not None
    assert (len(past.offers), past.absent, past.returning) == (5, frozenset(), frozenset({rows[5].key}))


def test_what_a_digest_of_the_rule_tells_is_owed_no_more(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(gb="1"))
    ledger.read(hours(24), offer(price="12", gb="2"))
    ledger.read(hours(26), offer(price="12", gb="2"))
    first, second = owed(ledger.connection, "all", "a@example.org")
    assert first.move_id and first.move_id != second.move_id
    digest = Digest(
        digest_id="d1", rule="all", recipient="a@example.org", frozen_at=hours(27), change_ids=(first.change_id,),
        eml_sha256="0" * 64, subject="Dearer",
    )  # fmt: skip
    ledger.add(digest, Delivery(digest_id="d1", attempted_at=hours(27), state="retry", next_attempt_at=hours(28)))
    assert owed(ledger.connection, "all", "a@example.org") == [second]
    assert owed(ledger.connection, "all", "b@example.org") == [first, second]
    assert owed(ledger.connection, "law") == [first, second]
