"""What is filled in from the past takes its place: as if we had been there, and without a word to anybody."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger, owed

from warehouse.entries import Decision, Digest, Purpose, Verdict
from warehouse.entry_json import from_json, to_json
from warehouse.late import BACKFILLED, waiting
from warehouse.load import catch_up
from warehouse.renames import renames
from warehouse.store import Warehouse

NOW = hours(2000)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


def fill_in(ledger: Ledger, *looks: tuple[float, list[Any]], now: Any = NOW) -> None:
    """Back-fill looks: kept, read without a learned past, then put in their place."""
    for when, offers in looks:
        ledger.read(hours(when), *offers, purpose=Purpose.BACKFILL, learned=False)
    ledger.add(settle_in(ledger, now))


def settle_in(ledger: Ledger, now: Any = NOW) -> Decision:
    return Decision(
        decision_id=f"b-{now}", what=BACKFILLED, subject=ledger.source_id, decided_at=now, who="me",
        why="backfill", value="main", pairings=renames(ledger.connection, ledger.source_id, "main", ledger.archive),
    )  # fmt: skip


def versions(ledger: Ledger) -> list[tuple[Any, ...]]:
    return ledger.ask(
        "select offer_id, row_hash, observed_from, observed_to, last_seen_at from core.offers "
        "where recorded_to is null order by all"
    )


def told(ledger: Ledger, *change_ids: str) -> None:
    ledger.add(
        Digest(digest_id=f"d{ledger.count}", rule="all", recipient="a@example.org", frozen_at=NOW,
               change_ids=change_ids, eml_sha256="0" * 64, subject="Dearer")
    )  # fmt: skip


def test_a_price_of_the_past_begins_the_history_and_alerts_nobody(ledger: Ledger) -> None:
    ledger.read(hours(1000), offer(price="12"))
    fill_in(ledger, (0, [offer(price="8")]), (100, [offer(price="10")]))
    spans = ledger.ask(
        "select amount::int, observed_from, observed_to from core.offers join core.offer_prices using (version_id) "
        "where recorded_to is null order by observed_from"
    )
    assert spans == [(8, hours(0), hours(100)), (10, hours(100), hours(1000)), (12, hours(1000), None)]
    found = ledger.changes("old_value", "new_value", "is_backfill")
    assert found == [("8 USD a day", "10 USD a day", True), ("10 USD a day", "12 USD a day", True)]
    ledger.read(hours(1002), offer(price="12"), learned=False)
    assert owed(ledger.connection, "all") == []
    effects = {effect for (effect,) in ledger.ask("select effect from ops.readings")}
    assert effects == {"baseline", "taken"}
    assert waiting(ledger.connection) == []


def test_late_readings_wait_aside_until_they_are_settled_in(ledger: Ledger) -> None:
    ledger.read(hours(1000), offer(price="12"))
    before = versions(ledger)
    ledger.read(hours(0), offer(price="8"), purpose=Purpose.BACKFILL, learned=False)
    assert versions(ledger) == before
    assert waiting(ledger.connection) == [("us_verizon", "main")]


def test_what_was_told_stays_word_for_word_and_is_told_once(ledger: Ledger) -> None:
    ledger.read(hours(1000), offer(price="10"))
    ledger.read(hours(1024), offer(price="12"))
    ledger.read(hours(1026), offer(price="12"))
    (change,) = owed(ledger.connection, "all")
    told(ledger, change.change_id)
    moves = ledger.ask("select * from core.moves")
    row = ledger.ask(f"select * from core.changes where change_id = '{change.change_id}'")
    # A page between the two shows the new price earlier, and one before that a price in between.
    fill_in(ledger, (0, [offer(price="9")]), (1005, [offer(price="11")]), (1010, [offer(price="12")]))
    assert ledger.ask(f"select * from core.changes where change_id = '{change.change_id}'") == row
    assert [m for m in ledger.ask("select * from core.moves") if m in moves] == moves
    assert owed(ledger.connection, "all") == []


def test_a_rise_found_by_our_own_look_is_still_told_when_an_older_page_shows_it_too(ledger: Ledger) -> None:
    ledger.read(hours(1000), offer(price="10"))
    ledger.read(hours(1024), offer(price="12"))
    before = ledger.changes("change_id", "state")
    fill_in(ledger, (1010, [offer(price="10")]), (1020, [offer(price="12")]), (1022, [offer(price="12")]))
    assert ledger.changes("change_id", "state") == before  # a page of the past confirms nothing
    assert owed(ledger.connection, "all") == []
    ledger.read(hours(1026), offer(price="12"))
    assert [c.change_id for c in owed(ledger.connection, "all")] == [before[0][0]]


def test_the_first_look_of_our_own_after_a_filled_in_past_alerts_nobody(ledger: Ledger) -> None:
    fill_in(ledger, (0, [offer(price="8")]), (100, [offer(price="10")]))
    ledger.read(hours(1000), offer(price="12"))
    ledger.read(hours(1002), offer(price="12"))
    assert owed(ledger.connection, "all") == []
    ledger.read(hours(1024), offer(price="14"))
    ledger.read(hours(1026), offer(price="14"))
    assert [c.new_value for c in owed(ledger.connection, "all")] == ["14 USD a day"]


def test_what_we_believed_before_is_kept_as_taken_back(ledger: Ledger) -> None:
    ledger.read(hours(1000), offer(price="12"))
    fill_in(ledger, (0, [offer(price="12")]))
    ((began, until),) = ledger.ask("select observed_from, recorded_to from core.offers where recorded_to is not null")
    assert (began, until) == (hours(1000), NOW)
    assert ledger.ask("select observed_from from core.offers where recorded_to is null") == [(hours(0),)]
    fill_in(ledger, (-100, [offer(price="12")]), now=NOW + timedelta(hours=1))
    assert len(ledger.ask("select 1 from core.offers where recorded_to is not null")) == 2


def test_an_old_page_that_is_not_believed_says_nothing_of_todays(ledger: Ledger) -> None:
    refused = ledger.read(hours(0), problem="empty", purpose=Purpose.BACKFILL, learned=False)
    assert refused.verdict is Verdict.REFUSED
    assert ledger.part()["held_reason"] is None
    ledger.read(hours(1000), offer(price="12"))
    assert ledger.ask("select count(*) from ops.validators") == [(1,)]
    fill_in(ledger, (10, [offer(price="12")]))
    assert ledger.ask("select count(*) from ops.validators") == [(1,)]


NAMES = ("Day Pass", "World", "Sea", "Europe")
looks = st.lists(
    st.tuples(
        st.sampled_from([1.0, 3.0, 24.0, 50.0]),
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3), min_size=1),
        st.sampled_from(["live", "live", "past"]),
    ),
    min_size=2,
    max_size=8,
)


def shelf(prices: dict[str, int]) -> list[Any]:
    return [offer(name, price=str(5 * prices[name])) for name in sorted(prices)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(looks, st.integers(0, 3))
def test_history_in_any_split_is_that_of_reading_all_in_order(story: list[Any], tellings: int) -> None:
    moments, when = [], 0.0
    for after, prices, how in story:
        when += after
        moments.append((when, prices, how))
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        there, late = open_ledger(Path(one)), open_ledger(Path(two))
        try:
            for when, prices, _ in moments:
                there.read(hours(when), *shelf(prices), learned=False)
            for when, prices, how in moments:
                if how == "live":
                    late.read(hours(when), *shelf(prices), learned=False)
            mailed = [c.change_id for c in owed(late.connection, "all")][:tellings]
            if mailed:
                told(late, *mailed)
            kept = "select * from core.changes where change_id in (select change_id from ops.digest_changes) order by 1"
            before, owed_before = late.ask(kept), {c.change_id for c in owed(late.connection, "all")}
            fill_in(late, *[(when, shelf(prices)) for when, prices, how in moments if how == "past"])
            assert versions(late) == versions(there)
            assert late.ask(kept) == before
            assert {c.change_id for c in owed(late.connection, "all")} <= owed_before
            assert late.ask("select change_id from core.changes group by 1 having count(*) > 1") == []
            assert late.ask("select version_id from core.offers group by 1 having count(*) > 1") == []
            (Path(two) / "again.duckdb").write_bytes(empty_warehouse())
            with Warehouse.open_for_writing(Path(two) / "again.duckdb") as again:
                catch_up(again.connection, late.journal, late.archive, batch=7)
                assert dump(again.connection) == dump(late.connection)
        finally:
            there.warehouse.close()
            late.warehouse.close()


# --- renames ---------------------------------------------------------------------------------------------------------


def sold(label: str, price: str = "10") -> Any:
    return offer(label, price=price, gb="5", places="TR GR IT FR")


def told_again(ledger: Ledger, folder: Path) -> None:
    """The journal, as lines that go through JSON, gives the same tables."""
    (folder / "again.duckdb").write_bytes(empty_warehouse())
    ledger.journal.lines = [from_json(json.loads(json.dumps(to_json(entry)))) for entry in ledger.journal.lines]
    with Warehouse.open_for_writing(folder / "again.duckdb") as again:
        catch_up(again.connection, ledger.journal, ledger.archive, batch=7)
        assert dump(again.connection) == dump(ledger.connection)


def labels(ledger: Ledger) -> list[tuple[Any, ...]]:
    return ledger.ask(
        "select offer_id, label, observed_from, observed_to from core.offers where recorded_to is null order by all"
    )


def test_an_older_name_belongs_to_the_offer_that_people_know(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(1000), sold("Roaming Pass World"), offer("Sea"))
    fill_in(ledger, (0, [sold("Roaming Pass World+", "8"), offer("Sea")]))
    known = "us_verizon/roaming-pass-world"
    assert labels(ledger) == [
        (known, "Roaming Pass World", hours(1000), None),
        (known, "Roaming Pass World+", hours(0), hours(1000)),
        ("us_verizon/sea", "Sea", hours(0), None),
    ]
    found = ledger.changes("offer_id", "field", "new_value", "is_backfill")
    assert found == [(known, "label", "Roaming Pass World", True), (known, "price", "10 USD a day", True)]
    assert owed(ledger.connection, "all") == []
    told_again(ledger, tmp_path)


def test_names_over_many_late_pages_lead_to_one_offer_in_whatever_order_they_come(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.read(hours(1000), sold("Roaming Pass World D"))
    fill_in(ledger, (500, [sold("Roaming Pass World C")]))
    fill_in(ledger, (0, [sold("Roaming Pass World A")]), (200, [sold("Roaming Pass World B")]), now=hours(2001))
    assert {offer_id for offer_id, *_ in labels(ledger)} == {"us_verizon/roaming-pass-world-d"}
    assert [row[3] for row in ledger.changes("field", "old_value", "new_value", "new_value")] == [
        f"Roaming Pass World {letter}" for letter in "BCD"
    ]
    told_again(ledger, tmp_path)


def test_a_page_between_two_of_ours_keeps_the_older_offers_name_going(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), sold("Roaming Pass World A"), offer("Sea"))
    ledger.read(hours(1000), offer("Sea"), learned=False)
    ledger.read(hours(1024), offer("Sea"), learned=False)
    fill_in(ledger, (500, [sold("Roaming Pass World B"), offer("Sea")]))
    assert labels(ledger) == [
        ("us_verizon/roaming-pass-world-a", "Roaming Pass World A", hours(0), hours(500)),
        ("us_verizon/roaming-pass-world-a", "Roaming Pass World B", hours(500), hours(1000)),
        ("us_verizon/sea", "Sea", hours(0), None),
    ]
    told_again(ledger, tmp_path)


def test_what_was_renamed_and_gone_before_we_came_is_one_offer_too(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(1000), offer("Sea"))
    sea = offer("Sea")
    fill_in(ledger, (0, [sold("Old Explorer Pass"), sea]), (100, [sold("Old Explorer Pass+"), sea]), (200, [sea]),
            (300, [sea]))  # fmt: skip
    assert [row[:2] for row in labels(ledger)] == [
        ("us_verizon/old-explorer-pass", "Old Explorer Pass"),
        ("us_verizon/old-explorer-pass", "Old Explorer Pass+"),
        ("us_verizon/sea", "Sea"),
    ]
    assert [row for row in ledger.changes("field", "new_value") if row[0] in ("label", "offer")] == [
        ("label", "Old Explorer Pass+"), ("offer", "withdrawn")
    ]  # fmt: skip
    told_again(ledger, tmp_path)


def test_two_offers_that_people_were_told_of_stay_two_and_a_name_that_returns_is_no_rename(ledger: Ledger) -> None:
    ledger.read(hours(0), sold("Roaming Pass World A"), offer("Sea"))
    ledger.read(hours(1000), sold("Roaming Pass World B"), offer("Sea"), learned=False)
    before = {offer_id for offer_id, *_ in labels(ledger)}
    assert len(before) == 3
    fill_in(ledger, (500, [sold("Roaming Pass World A"), offer("Sea")]), (600, [sold("Roaming Pass World B")]))
    assert {offer_id for offer_id, *_ in labels(ledger)} == before


def test_unlike_or_doubtful_names_are_not_joined(ledger: Ledger) -> None:
    ledger.read(hours(1000), sold("Roaming Pass World"), sold("Sea"))
    fill_in(ledger, (0, [sold("Cruise", "90"), sold("Roaming Pass Word"), sold("Roaming Pass Worl")]))
    assert len({offer_id for offer_id, *_ in labels(ledger)}) == 5
