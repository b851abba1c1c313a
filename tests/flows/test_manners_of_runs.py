"""The manners that hold over many runs of a day: the budget, the stop file, the circuit, the doctor."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_tools import run
from little_web import LittleWeb, page

from flows.capture import budget
from flows.capture.doctor import Finding
from flows.capture.door import Door
from flows.opening import PartResult, open_run
from flows.report import Summary, closing, table
from flows.steps import settle
from warehouse.entries import Outcome
from warehouse.journal import Journal

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB"), "Kosovo": ("$12", "500 MB")}
REFUSED = (403, "text/html", b"<html><body>No.</body></html>")


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": "one.example", "us_two": "two.example"}) as web:
        web.pages = {"one.example": page(ROWS), "two.example": page(ROWS)}
        yield web


def test_many_runs_of_a_day_share_one_budget_of_a_host(web: LittleWeb, monkeypatch) -> None:
    monkeypatch.setattr(budget, "REQUESTS_PER_DAY", 5)
    web.clock.moment = web.clock.moment.replace(hour=0)
    outcomes = []
    for _ in range(6):  # every run is a program of its own, with a door of its own
        summary = web.run(0.1, force=True)
        outcomes += [r.outcome for r in summary.results if r.source_id == "us_one"]
    asked = [url for _, url in web.web.requests if "one.example" in url]
    assert [url.rpartition("/")[2] for url in asked] == ["robots.txt", *["roaming"] * 4], "its rules hold for a day"
    assert outcomes == [Outcome.OK, *[Outcome.UNCHANGED] * 3]
    assert (
        summary.waiting[0]
        == "1 part of one.example waits for a later run: today's 5 requests of one.example are used up"
    )
    assert summary.exit_code == 0
    web.run(24)
    assert len([url for _, url in web.web.requests if "one.example" in url]) == 5 + 2


def test_while_the_stop_file_is_there_a_run_asks_nobody_and_writes_nothing(web: LittleWeb) -> None:
    web.run()
    before, asked = Journal(web.settings.journal).head(), len(web.web.requests)
    web.settings.stop_file.touch()
    stopped = web.run(25)
    assert (len(web.web.requests), Journal(web.settings.journal).head()) == (asked, before)
    assert stopped.stopped == f"{web.settings.stop_file} is there: nothing is fetched until it is removed"
    web.settings.stop_file.unlink()
    assert len(web.run(0.1).results) == 2


def test_a_host_that_refused_everything_twice_is_left_alone_until_a_person_resumes_it(
    web: LittleWeb, capsys, monkeypatch
) -> None:
    web.run()
    web.pages["one.example"] = REFUSED
    assert [r.outcome for r in web.run(25).results if r.source_id == "us_one"] == [Outcome.BLOCKED]
    assert [r.outcome for r in web.run(25).results if r.source_id == "us_one"] == [Outcome.BLOCKED]
    asked = len([u for _, u in web.web.requests if "one.example" in u])
    for _ in range(3):
        left_alone = web.run(25)
        assert [r.source_id for r in left_alone.results] == ["us_two"]
    assert len([u for _, u in web.web.requests if "one.example" in u]) == asked
    line = next(row for row in table(left_alone) if row[0] == "us_one")
    assert line[1:3] == ("blocked", "one.example refused every page in two runs in a row; not asked since 2026-03-04")
    assert left_alone.exit_code == 3
    assert any("roamledger sources resume us_one" in text for text in closing(left_alone, "roamledger", ""))

    monkeypatch.chdir(web.folder)
    rows = {row["source_id"]: row for row in map(json.loads, run(capsys, "sources", "--json").lines)}
    assert (rows["us_one"]["is_shut_out"], rows["us_two"]["is_shut_out"]) == (True, False)
    assert "not asked again until: sources resume us_one" in run(capsys, "sources").out
    assert run(capsys, "sources", "resume", "us_two").code == 2
    monkeypatch.setenv("ROAMLEDGER_CLOCK", f"{web.clock.moment:%Y-%m-%dT%H:%M:%SZ}")
    resumed = run(capsys, "sources", "resume", "us_one", "--why", "they wrote")
    assert (resumed.code, resumed.lines[0]) == (0, "one.example: asked again when it is due")
    monkeypatch.delenv("ROAMLEDGER_CLOCK")
    entries = [entry for _, entry in Journal(web.settings.journal).entries()]
    decisions = [e for e in entries if e.type == "decision" and e.what == "resume"]
    assert [(d.what, d.subject, d.why) for d in decisions] == [("resume", "one.example", "they wrote")]

    web.pages["one.example"] = page(ROWS)
    assert {r.source_id: r.outcome for r in web.run(0.1).results} == {"us_one": Outcome.UNCHANGED}


def test_one_refusal_between_good_answers_shuts_nobody_out(web: LittleWeb) -> None:
    for answer in (page(ROWS), REFUSED, page(ROWS), REFUSED, page(ROWS)):
        web.pages["one.example"] = answer
        summary = web.run(25)
        assert summary.shut == ()
        assert "us_one" in {r.source_id for r in summary.results}


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([Finding("names", True, "ok"), Finding("page", True, "answered 200")], 0),
        ([Finding("names", False, "none", is_offline=True), Finding("page", False, "no")], 4),
        ([Finding("names", True, "ok"), Finding("proxy", False, "unknown"), Finding("page", False, "no")], 3),
        ([Finding("names", True, "ok"), Finding("page", False, "another certificate")], 3),
    ],
)
def test_the_doctor_tells_offline_from_what_a_person_must_mend(
    tmp_path: Path, capsys, monkeypatch, findings, code
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Door, "examine", lambda door: findings)
    told = run(capsys, "doctor", "network")
    assert (told.code, len(told.lines)) == (code, len(findings))
    rows = [json.loads(line) for line in run(capsys, "doctor", "network", "--json").lines]
    assert [row["is_well"] for row in rows] == [f.is_well for f in findings]


def test_a_run_that_reached_nobody_names_the_doctor() -> None:
    gone = PartResult("us_one", "main", Outcome.OFFLINE, "us_one@x")
    away = Summary("r", NOW, NOW, sources_on=1, parts_due=1, results=(gone,))
    assert away.exit_code == 4
    assert any(line.endswith("roamledger doctor network") for line in closing(away, "roamledger", ""))


def test_a_304_in_a_run_that_had_to_fetch_robots_txt_still_counts_as_seen(web: LittleWeb) -> None:
    """Every run fetches robots.txt anew and keeps it beside the page: its 200 is not the page's."""
    web.run()
    door = web.world().door
    kept = replace(door.get("https://one.example/roaming"), outcome=Outcome.UNCHANGED, status=304, body=b"", etag='"1"')
    assert kept.robots is not None
    web.clock.moment += timedelta(hours=25)
    world = web.world()
    with open_run(world, ("us_one",)) as opened:
        settle(opened, opened.tasks[0], [kept])
        part = opened.warehouse.connection.execute(
            "select last_outcome, last_observed_at from ops.parts where source_id = 'us_one'"
        ).fetchone()
    assert part == ("unchanged", web.clock.moment)
