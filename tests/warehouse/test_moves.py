"""Changes told together: one factor, one difference or one meaning is one move."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_dsl import Ledger, hours, offer, open_ledger

from transforms.models import Offer
from warehouse.state import changes_of_reading, run_moves


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


def shelf(*prices: str, **given: object) -> list[Offer]:
    return [offer(f"Pass {n}", price=price, **given) for n, price in enumerate(prices)]


def moves(ledger: Ledger, before: list[Offer], after: list[Offer]) -> list[tuple[object, ...]]:
    ledger.read(hours(0), *before)
    ledger.read(hours(24), *after)
    return ledger.ask("select what, row_count, exceptions, effect from core.moves order by row_count desc, what")


def test_prices_with_one_factor_are_one_move_rounding_and_exceptions_told(ledger: Ledger) -> None:
    before = ["9.99", "19.99", "4.99", "29.99", "1.00"]
    after = ["7.99", "15.99", "3.99", "23.99", "1.00"]
    assert moves(ledger, shelf(*before), shelf(*after)) == [("4 prices x0.80 (-20 %)", 4, 1, "better")]
    assert ledger.ask("select factor from core.moves") == [(0.8,)]


def test_prices_with_one_difference_are_one_move(ledger: Ledger) -> None:
    told = moves(ledger, shelf("10", "20", "40"), shelf("11", "21", "41"))
    assert told == [("3 prices +1 USD", 3, 0, "worse")]


def test_prices_that_move_differently_are_moves_of_their_own(ledger: Ledger) -> None:
    told = moves(ledger, shelf("10", "20"), shelf("12", "15"))
    assert [row[0] for row in told] == ["price 10 -> 12 USD a day (+20 %)", "price 20 -> 15 USD a day (-25 %)"]


def test_places_added_together_are_one_move_that_names_them(ledger: Ledger) -> None:
    told = moves(ledger, shelf("1", "2", places="FR"), shelf("1", "2", places="FR TR GR"))
    assert told == [("2 places added: GR, TR", 4, None, "better")]


def test_new_offers_are_named(ledger: Ledger) -> None:
    told = moves(ledger, shelf("1", "2"), shelf("1", "2", "3", "4"))
    assert told == [("2 new offers: Pass 2, Pass 3", 2, None, "neutral")]


def test_many_names_are_cut_in_the_sentence_only(ledger: Ledger) -> None:
    many = "AL AD AT BE BG CH CZ DE"
    told = moves(ledger, shelf("1", places="FR " + many), shelf("1", places="FR"))
    assert told == [("8 places dropped: AD, AL, AT, BE, BG, CH and 2 more", 8, None, "worse")]


def test_one_meaning_in_words_is_one_move(ledger: Ledger) -> None:
    told = moves(ledger, shelf("1", "2", tethering=True), shelf("1", "2", tethering=False))
    assert told == [("tethering yes -> no, 2 offers", 2, None, "worse")]


def test_the_parts_of_one_run_share_a_sellers_move(ledger: Ledger) -> None:
    for part in ("tr", "gr"):
        ledger.read(hours(0), *shelf("10", "20", scope=part), part=part, run_id="r1")
    for part in ("tr", "gr"):
        ledger.read(hours(24), *shelf("8", "16", scope=part), part=part, run_id="r2")
    assert ledger.ask("select what, row_count, exceptions from core.moves") == [("4 prices x0.80 (-20 %)", 4, 0)]
    assert [(m.what, m.state) for m in run_moves(ledger.connection, "r2")] == [("4 prices x0.80 (-20 %)", "seen")]
    assert run_moves(ledger.connection, "r1") == []
    ledger.read(hours(26), *shelf("8", "16", scope="tr"), part="tr", run_id="r3")
    (move,) = run_moves(ledger.connection, "r3")
    assert (move.state, move.confirmed_at) == ("seen", hours(26))  # the other part waits
    ledger.read(hours(27), *shelf("8", "16", scope="gr"), part="gr", run_id="r4")
    assert [m.state for m in run_moves(ledger.connection, "r4")] == ["confirmed"]


def test_a_move_counts_what_was_not_undone(ledger: Ledger) -> None:
    ledger.read(hours(0), *shelf("10", "20", "30"))
    reading = ledger.read(hours(24), *shelf("8", "16", "24"))
    ledger.read(hours(26), *shelf("8", "20", "24"))
    assert ledger.ask("select row_count, state from core.moves") == [(2, "confirmed")]
    states = {c.offer_id: c.state for c in changes_of_reading(ledger.connection, reading.reading_id)}
    assert sorted(states.values()) == ["confirmed", "confirmed", "undone"]
    assert states["us_verizon/pass-1"] == "undone"
