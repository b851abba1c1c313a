"""Whole runs over real HTTP, a real journal and a real DuckDB file, without Prefect."""

import email
import email.policy
from pathlib import Path

import duckdb
import pytest
from little_web import WALL, LittleWeb, page

from flows.lock import AnotherRun, LedgerError, run_lock
from flows.report import word
from warehouse.entries import Adoption, Outcome, Verdict
from warehouse.journal import Journal

BEFORE = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB"), "Kosovo": ("$12", "500 MB")}
AFTER = {**BEFORE, "Turkey": ("$12", "1 GB")}


def asked(web: LittleWeb, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": "one.example", "us_two": "two.example"}) as web:
        web.pages = {"one.example": page(BEFORE), "two.example": page(BEFORE)}
        yield web


def test_a_price_that_moved_is_seen_confirmed_and_told_once(web: LittleWeb) -> None:
    first = web.run()
    assert first.exit_code == 0
    assert [(r.rows, r.is_baseline) for r in first.results] == [(3, True), (3, True)]
    assert first.moves == ()
    assert len(first.mails) == 1  # what we know now

    web.pages["one.example"] = page(AFTER)
    second = web.run(25)
    assert [(m.source_id, m.state, m.effect) for m in second.moves] == [("us_one", "seen", "worse")]
    assert second.mails == ()
    assert web.run(0.5).results == ()  # not due, not yet to be confirmed

    third = web.run(0.7)
    assert [(r.source_id, r.outcome) for r in third.results] == [("us_one", Outcome.UNCHANGED)]
    assert [(m.state, m.effect) for m in third.moves] == [("confirmed", "worse")]
    mails = sorted(web.settings.outbox.glob("*.eml"))
    assert len(mails) == 2
    text = email.message_from_bytes(mails[1].read_bytes(), policy=email.policy.default)
    body = text.get_body(("plain",)).get_content()
    assert "10 -> 12 USD a day" in body
    assert "+20 %" in body
    assert web.run(25).mails == ()

    told = asked(web, "select offer_id, field, old_value, new_value, effect, state from changes")
    assert told == [("us_one/day-pass/tr", "price", "10 USD a day", "12 USD a day", "worse", "confirmed")]
    prices = asked(web, "select price from price_history where offer_id = 'us_one/day-pass/tr' order by from_at")
    assert [float(str(p)) for (p,) in prices] == [10.0, 12.0]


def test_a_wall_is_that_sources_trouble_and_withdraws_nothing(web: LittleWeb) -> None:
    web.run()
    web.pages["one.example"] = WALL
    broken = web.run(25)
    assert {r.source_id: word(r) for r in broken.results} == {"us_one": "held", "us_two": "unchanged"}
    assert broken.exit_code == 3
    assert broken.moves == ()
    held = asked(web, "select held_reason from sources where source_id = 'us_one'")
    assert "consent" in str(held[0][0])
    assert asked(web, "select count(*) from offers where source_id = 'us_one'") == [(3,)]
    web.pages["one.example"] = page(BEFORE)
    healed = web.run(25)
    assert healed.moves == ()
    assert healed.exit_code == 0


def test_a_move_that_is_gone_at_the_second_look_is_told_to_nobody(web: LittleWeb) -> None:
    web.run()
    web.pages["one.example"] = page(AFTER)
    web.run(25)
    web.pages["one.example"] = page(BEFORE)
    second = web.run(1.2)
    assert [m.state for m in second.moves if m.state == "confirmed"] == []
    assert len(list(web.settings.outbox.glob("*.eml"))) == 1  # what we know now
    assert asked(web, "select distinct state from changes") == [("undone",)]


def test_a_parser_that_fails_stops_no_other_source(web: LittleWeb) -> None:
    file = web.sources / "us_one.py"
    file.write_text(file.read_text().replace("where = place", "where = 1 / 0; place"))
    summary = web.run()
    by_source = {r.source_id: r for r in summary.results}
    assert by_source["us_one"].verdict is Verdict.REFUSED
    assert "ZeroDivisionError" in by_source["us_one"].reasons[0]
    assert by_source["us_two"].rows == 3


def test_a_source_file_with_a_slip_is_named_and_stops_no_other(web: LittleWeb) -> None:
    (web.sources / "us_one.py").write_text("this is no python")
    summary = web.run()
    assert [b.id for b in summary.broken] == ["us_one"]
    assert [r.source_id for r in summary.results] == ["us_two"]
    assert summary.exit_code == 3


def test_what_a_new_parser_sees_is_not_sold_as_the_carriers_change(web: LittleWeb) -> None:
    web.run()
    file = web.sources / "us_one.py"
    file.write_text(file.read_text().replace('prices=(price(row.take("Price"), STYLE),)', 'prices=(price("$" + str(int('
        'row.take("Price").strip("$")) + 1), STYLE),)'))  # fmt: skip
    web.pages["one.example"] = page(BEFORE, note="Reworded.")
    summary = web.run(25)
    assert [m for m in summary.moves if m.state == "seen" and m.source_id == "us_one"] == []
    web.run(2)
    assert len(list(web.settings.outbox.glob("*.eml"))) == 1  # what we know now
    assert asked(web, "select distinct cause from changes") == [("parser",)]
    adopted = [entry for _, entry in Journal(web.settings.journal).entries() if isinstance(entry, Adoption)]
    assert [(a.source_id, a.differing_rows, a.who) for a in adopted] == [("us_one", 3, "run")]


def test_a_site_that_is_down_loses_nothing_and_is_tried_again(web: LittleWeb) -> None:
    web.run()
    web.pages["one.example"] = (503, "text/html", b"busy")
    down = web.run(25)
    assert {r.source_id: r.outcome for r in down.results}["us_one"] is Outcome.SERVER_ERROR
    web.pages["one.example"] = page(BEFORE)
    assert web.run(4).results[0].outcome in (Outcome.OK, Outcome.UNCHANGED)
    assert asked(web, "select count(*) from offers") == [(6,)]


def test_a_second_run_at_the_same_time_does_nothing(web: LittleWeb) -> None:
    with run_lock(web.settings.ledger, "the-first"), pytest.raises(AnotherRun, match="the-first"):
        web.run()


def test_a_clock_that_went_back_is_refused_before_anything_is_fetched(web: LittleWeb) -> None:
    web.run()
    fetched = len(web.web.requests)
    with pytest.raises(LedgerError, match="set the machine's clock right"):
        web.run(-48)
    assert len(web.web.requests) == fetched


def test_a_run_with_nothing_due_writes_nothing(web: LittleWeb) -> None:
    web.run()
    head = Journal(web.settings.journal).head()
    assert web.run(1).results == ()
    assert Journal(web.settings.journal).head() == head


def test_the_warehouse_can_be_thrown_away_and_comes_back_from_the_journal(web: LittleWeb) -> None:
    web.run()
    web.pages["one.example"] = page(AFTER)
    web.run(25)
    before = asked(web, "select change_id, state, old_value, new_value from changes")
    for file in web.settings.ledger.glob("warehouse.duckdb*"):
        file.unlink()
    web.run(0.1)
    assert asked(web, "select change_id, state, old_value, new_value from changes") == before


def test_a_lost_old_page_at_a_parser_change_is_no_fault_and_no_change_of_the_carriers(web: LittleWeb) -> None:
    web.pages["two.example"] = page(BEFORE, note="Its bytes would bring the lost page back.")
    web.run()
    for body in [p for p in web.settings.archive.rglob("*") if p.is_file()]:
        body.unlink()
    file = web.sources / "us_one.py"
    file.write_text(file.read_text() + "\n# another parser\n")
    web.pages["one.example"] = page(AFTER)
    summary = web.run(25)
    assert summary.faults == ()
    assert asked(web, "select distinct cause from changes where source_id = 'us_one'") == [("parser",)]
    assert web.run(1.2).mails == ()
