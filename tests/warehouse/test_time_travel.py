"""Three clocks: when a page showed it (observed), when we came to believe it (recorded), what it states."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dsl import Ledger, hours, offer, open_ledger

from transforms.words import Kind
from warehouse.entries import Capture, Cause, Decision, Purpose
from warehouse.publish import publish

BACKFILLED = "backfilled"
REST = [offer(f"Pass {n}", price=str(n + 40)) for n in range(5)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


class Views:
    """The published copy of a ledger, to be asked about moments."""

    def __init__(self, ledger: Ledger, when: float) -> None:
        folder = ledger.warehouse.path.parent / "published"
        self.thin = publish(ledger.connection, folder, as_of=hours(when), stale_after_days=3)

    def ask(self, query: str, **params: Any) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.thin), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return connection.execute(query, params or None).fetchall()

    def believed(self, when: datetime) -> list[tuple[Any, ...]]:
        query = (
            "select offer_id, price, observed_from from believed_on($t) where offer_name not like 'Pass %' order by all"
        )
        return self.ask(query, t=when)

    def as_of(self, when: datetime) -> list[tuple[Any, ...]]:
        return self.ask("select price from offers_as_of($t) where offer_name = 'TravelPass'", t=when)


def fill_in(ledger: Ledger, now: float, *looks: tuple[float, list[Any]]) -> None:
    for when, offers in looks:
        ledger.read(hours(when), *offers, purpose=Purpose.BACKFILL, learned=False, read_at=hours(now))
    ledger.add(
        Decision(
            decision_id=f"b-{now}", what=BACKFILLED, subject=ledger.source_id, decided_at=hours(now), who="me",
            why="backfill", value="main",
        )
    )  # fmt: skip


def test_a_late_page_changes_what_was_and_not_what_we_believed(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(price="10"), *REST)
    ledger.read(hours(96), offer(price="12"), *REST)
    fill_in(ledger, 200, (48, [offer(price="11"), *REST]))
    views = Views(ledger, 201)
    assert [views.as_of(hours(h)) for h in (1, 47, 49, 95, 97)] == [[(10,)], [(10,)], [(11,)], [(11,)], [(12,)]]
    # Before the late page we held 10 until the day on which we saw 12; of 11 we knew nothing.
    name = "us_verizon/travelpass"
    assert views.believed(hours(49)) == [(name, 10, hours(0))]
    assert views.believed(hours(97)) == [(name, 12, hours(96))]
    assert views.believed(hours(201)) == [(name, 12, hours(96))]
    assert views.believed(hours(-1)) == []


def test_what_a_parser_corrected_was_believed_until_it_was_corrected(ledger: Ledger) -> None:
    first = ledger.read(hours(0), offer(price="10", gb="1"), *REST)
    capture = next(e for e in ledger.journal.lines if isinstance(e, Capture) and e.capture_id == first.capture_id)
    ledger.read(hours(100), offer(price="10", gb="2"), *REST, of=capture, cause=Cause.PARSER, fingerprint="two")
    views = Views(ledger, 120)
    sizes = "select data_gb from believed_on($t) where offer_name = 'TravelPass'"
    assert views.ask(sizes, t=hours(99)) == [(1,)]
    assert views.ask(sizes, t=hours(101)) == [(2,)]
    # It never was 1 GB: what was, as we know it today, is 2 GB from the first day.
    assert views.ask("select data_gb from offers_as_of($t) where offer_name = 'TravelPass'", t=hours(1)) == [(2,)]
    assert views.ask("select count(*) from diff($a, $b)", a=hours(1), b=hours(110)) == [(0,)]


def test_an_offer_that_is_missing_is_believed_to_be_on_sale_until_the_second_look_settles_it(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(), *REST)
    ledger.read(hours(24), *REST)
    ledger.read(hours(48), *REST)
    views = Views(ledger, 50)
    assert [len(views.believed(hours(h))) for h in (23, 25, 47, 49)] == [1, 1, 1, 0]
    assert [len(views.as_of(hours(h))) for h in (23, 25, 49)] == [1, 0, 0]


def test_a_withdrawn_offer_was_believed_until_the_decision(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(), *REST)
    ledger.add(
        Decision(
            decision_id="w",
            what="withdraw",
            subject="us_verizon/travelpass",
            decided_at=hours(10),
            who="me",
            why="shop",
        )
    )
    views = Views(ledger, 50)
    assert [len(views.believed(hours(h))) for h in (9, 11)] == [1, 0]
    assert [len(views.as_of(hours(h))) for h in (9, 11)] == [1, 0]


def test_a_retracted_change_is_one_no_more_and_the_facts_stand(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(price="10"), *REST)
    ledger.read(hours(24), offer(price="12"), *REST)
    (change_id,) = ledger.changes("change_id")[0]
    ledger.add(
        Decision(decision_id="r", what="retract", subject=change_id, decided_at=hours(30), who="me", why="a slip")
    )
    views = Views(ledger, 50)
    assert views.ask("select state from changes") == [("retracted",)]
    assert views.as_of(hours(31)) == [(12,)]


def test_from_when_a_price_holds_is_the_pages_own_word_beside_our_two_clocks(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(price="10"), *REST)
    ledger.read(hours(24), offer(price="12", stated_from_on=date(2026, 12, 1)), *REST)
    views = Views(ledger, 50)
    stated = "select stated_from_on, observed_from, recorded_from from offer_versions where price = 12"
    assert views.ask(stated) == [(date(2026, 12, 1), hours(24), hours(24) + timedelta(seconds=5))]


def test_ages_and_rates_of_the_past_are_those_of_the_past(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(price="10", places="TR"), *REST)
    ledger.not_modified(hours(24), "us_verizon.main@2026-11-23T06:00:00Z-1")
    ledger.read(hours(480), offer(price="10", places="TR"), *REST)
    views = Views(ledger, 481)
    asked = "select last_seen_at, age_days, is_stale, fx_on from offers_as_of($t) where offer_name = 'TravelPass'"
    rate = date(2026, 10, 30)
    assert views.ask(asked, t=hours(23)) == [(hours(0), 0, False, rate)]
    assert views.ask(asked, t=hours(72)) == [(hours(24), 2, False, rate)]
    assert views.ask(asked, t=hours(200)) == [(hours(24), 7, True, rate)]
    assert views.ask(asked, t=hours(480)) == [(hours(480), 0, False, rate)]
    ranks = "select rank_in_class, is_stale from prices_as_of($t)"
    assert views.ask(ranks, t=hours(200)) == [(None, True)]
    assert views.ask("select last_seen_at from believed_on($t) where offer_name = 'TravelPass'", t=hours(72)) == [
        (hours(24),),
    ]


def test_the_difference_between_two_moments_names_what_came_went_and_changed(ledger: Ledger) -> None:
    ledger.read(hours(0), offer(price="10", places="TR GR"), offer("Gone"), *REST)
    new = offer("Voyage", price="99", kind=Kind.PACK, price_unit="pack")
    ledger.read(hours(24), offer(price="12", places="GR IT"), new, *REST)
    ledger.read(hours(48), offer(price="12", places="GR IT"), new, *REST)
    views = Views(ledger, 50)
    columns = "what, offer_name, old_price, new_price, old_place_count, new_place_count, places_added, places_dropped"
    found = views.ask(f"select {columns} from diff($a, $b) order by offer_name", a=hours(1), b=hours(49))
    assert found == [
        ("withdrawn", "Gone", 10, None, 0, None, None, None),
        ("changed", "TravelPass", 10, 12, 2, 2, "IT", "TR"),
        ("new", "Voyage", None, 99, None, 0, None, None),
    ]
    assert views.ask("from diff($a, $b)", a=hours(2), b=hours(3)) == []


NAMES = ("Day Pass", "World")
steps = st.lists(
    st.tuples(
        st.sampled_from(["live", "live", "live", "past", "parser"]),
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3), min_size=1),
        st.floats(0.05, 0.95),
    ),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_what_we_believed_at_each_moment_can_be_asked_for_ever_after(story: list[Any]) -> None:
    """Live looks, parsers that read otherwise, and pages of the past: after each step the open offers are noted, and at
    the end ``believed_on`` must give each of these notes back."""
    columns = "select versions.offer_id, versions.observed_from, versions.row_hash"
    standing = "where versions.observed_to is null and versions.recorded_to is null"
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        try:
            notes: list[tuple[datetime, list[tuple[Any, ...]]]] = []
            last: Capture | None = None
            for count, (how, prices, share) in enumerate(story):
                when = 100.0 + 30 * count
                offers = [offer(name, price=str(5 * prices[name])) for name in sorted(prices)]
                if how == "live":
                    reading = ledger.read(hours(when), *offers, learned=False)
                    last = next(
                        e for e in reversed(ledger.journal.lines)
                        if isinstance(e, Capture) and e.capture_id == reading.capture_id
                    )  # fmt: skip
                elif how == "parser" and last is not None:
                    ledger.read(
                        hours(when), *offers, learned=False, of=last, cause=Cause.PARSER, fingerprint=f"p{count}"
                    )
                elif how == "past":
                    fill_in(ledger, when, (when * share - 50 + count, offers))
                notes.append(
                    (hours(when + 1), sorted(ledger.ask(f"{columns} from core.offers as versions {standing}")))
                )
            views = Views(ledger, 1000)
            for moment, noted in notes:
                believed = f"{columns} from beliefs as versions semi join believed_on($t) using (version_id)"
                assert sorted(views.ask(believed, t=moment)) == noted, moment
                ids = views.ask("select offer_id from believed_on($t)", t=moment)
                assert len(ids) == len(set(ids)), moment
        finally:
            ledger.warehouse.close()
