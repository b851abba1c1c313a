"""The Wayback Machine as domain.md E has it, played by a server on loopback, its faults included."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cli_tools import run as run_command
from little_web import LittleWeb, page

from flows.backfill import Filled, fill_in
from flows.backfill_wayback import wayback_pages
from flows.capture.budget import Budget
from flows.capture.door import Door
from flows.capture.guard import Loopback
from flows.capture.wayback import HOST as WAYBACK
from flows.capture.wayback import Wayback
from flows.clock import SetClock
from flows.demo.server import Answer, PastWeb
from warehouse.store import Warehouse

HOST = "www.one.example"
URL = f"https://{HOST}/roaming"
NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
HEADER = ["timestamp", "original", "statuscode", "digest"]


class Machine:
    """The index and the pages; ``faults`` answers the n-th request in its own way."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.faults: dict[int, Answer] = {}
        self.missing: set[str] = set()
        self.asked: list[str] = []
        self.at: list[float] = []
        self.clock = SetClock(datetime.fromisoformat("2026-11-23T10:00:00+00:00"))
        self.web = PastWeb(self._answer, self.clock.moment.date())

    def _answer(self, url: str, on: object) -> Answer | None:
        self.asked.append(url)
        self.at.append(self.clock.monotonic())
        if fault := self.faults.pop(len(self.asked), None):
            return fault
        parts = urlsplit(url)
        if parts.path == "/cdx/search/cdx":
            return self._index({name: values[0] for name, values in parse_qs(parts.query).items()})
        stamp = parts.path.split("/")[2].removesuffix("id_")
        if stamp in self.missing or stamp not in self.held:
            return None
        return 200, "text/html; charset=utf-8", self.held[stamp]

    def _index(self, query: dict[str, str]) -> Answer:
        assert query["output"] == "json"
        assert query["filter"] == "statuscode:200"
        assert (query["collapse"], query["matchType"], query["showResumeKey"]) == ("digest", "exact", "true")
        if query["url"] != URL:
            return 200, "application/json", b"[]\n"
        stamps = [s for s in sorted(self.held) if s >= query["from"] and s > query.get("resumeKey", "")]
        now = stamps[: int(query["limit"])]
        table: list[list[str]] = [HEADER, *([stamp, URL, "200", f"D{stamp}"] for stamp in now)] if now else []
        if len(stamps) > len(now):
            table += [[], [now[-1]]]
        return 200, "application/json", json.dumps(table).encode()


@pytest.fixture
def little(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": HOST}) as web:
        web.clock.moment = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
        yield web


@pytest.fixture
def machine():
    machine = Machine()
    for year, price in (("2019", "$6"), ("2021", "$7"), ("2022", "$8"), ("2023", "$9"), ("2024", "$10")):
        machine.held[f"{year}0301120000"] = page({"Japan": (price, "1 GB")})
    with machine.web:
        yield machine


def fill(little: LittleWeb, machine: Machine, *, rows: int = 2, delay: float = 0.0) -> Filled:
    fetch = little.settings.fetch.model_copy(update={"delay_seconds": delay})
    door = Door(
        fetch, clock=machine.clock, rng=random.Random(1), policy=Loopback(), address_of=machine.web.address_of,
        budget=Budget(machine.clock, {WAYBACK: 100}),
    )  # fmt: skip
    wayback = Wayback(door, machine.clock, rows=rows)
    world = little.world()
    return fill_in(
        world, lambda run: wayback_pages(run, wayback, "2020", {"us_one"}, world.say), why="test", only=["us_one"]
    )


def prices(little: LittleWeb) -> list[int]:
    with Warehouse.open_read_only(little.settings.warehouse) as warehouse:
        found = warehouse.connection.execute(
            "select amount::int from core.offers join core.offer_prices using (version_id) "
            "where recorded_to is null order by observed_from"
        ).fetchall()
    return [amount for (amount,) in found]


def pages_asked(machine: Machine) -> list[str]:
    return [url.split("/web/")[1][:14] for url in machine.asked if "/web/" in url]


def test_years_of_pages_come_through_resume_keys_and_take_their_place(little, machine) -> None:
    little.pages[HOST] = page({"Japan": ("$12", "1 GB")})
    little.run()
    filled = fill(little, machine)
    assert (filled.kept, filled.skipped) == (4, [])
    assert prices(little) == [7, 8, 9, 10, 12]
    assert sum("/cdx/" in url for url in machine.asked) == 2
    assert all("id_/https://" in url for url in machine.asked if "/web/" in url)


def test_it_is_asked_at_most_twenty_times_a_minute(little, machine) -> None:
    fill(little, machine)
    gaps = [later - before for before, later in zip(machine.at, machine.at[1:], strict=False)]
    assert len(gaps) == 5
    assert min(gaps) >= 3.0


def test_a_second_run_asks_for_no_page_again(little, machine) -> None:
    fill(little, machine)
    machine.asked.clear()
    again = fill(little, machine)
    assert (again.kept, pages_asked(machine)) == (0, [])


def test_after_a_429_nothing_more_is_asked_and_the_next_run_goes_on(little, machine) -> None:
    machine.faults[3] = (429, "text/html", b"<html>Too many</html>")
    first = fill(little, machine)
    assert len(machine.asked) == 3
    assert first.kept == 1
    (skipped,) = first.skipped
    assert "type the same again after 2026-11-23 11:00 UTC" in skipped.why
    machine.clock.moment = machine.clock.moment.replace(hour=12)
    asked = len(pages_asked(machine))
    assert fill(little, machine).kept == 3
    assert pages_asked(machine)[asked:] == ["20220301120000", "20230301120000", "20240301120000"]
    assert prices(little) == [7, 8, 9, 10]


def test_a_429_is_remembered_by_the_runs_that_follow_and_a_second_one_doubles_the_wait(little, machine) -> None:
    machine.faults[3] = (429, "text/html", b"<html>Too many</html>")
    fill(little, machine)
    for minutes in (10, 40):
        machine.clock.moment = little.clock.moment = NOW + timedelta(minutes=minutes)
        (skipped,) = fill(little, machine).skipped
        assert "asked us to wait until 2026-11-23 11:00 UTC" in skipped.why
    assert len(machine.asked) == 3, "another process, and still nothing is asked"
    machine.clock.moment = little.clock.moment = NOW + timedelta(minutes=61)
    machine.faults[5] = (429, "text/html", b"<html>Too many</html>")
    (skipped,) = fill(little, machine).skipped
    assert "type the same again after 2026-11-23 13:01 UTC" in skipped.why
    asked = len(machine.asked)
    machine.clock.moment = little.clock.moment = NOW + timedelta(minutes=150)
    assert "13:01 UTC" in fill(little, machine).skipped[0].why
    assert len(machine.asked) == asked
    machine.clock.moment = little.clock.moment = NOW + timedelta(minutes=182)
    assert fill(little, machine).skipped == []
    assert prices(little) == [7, 8, 9, 10]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'[["timestamp","original","statuscode","digest"],["2021', "no whole JSON"),
        (b"<!doctype html><html><body>Wayback is temporarily offline</body></html>", "an HTML page"),
        (b'{"error": 1}', "another shape"),
        (b'[["a","b"],["c","d"]]', "names its columns otherwise"),
        (b'[["timestamp","original"],["2021","x"]]', "1 lines skipped, first: ['2021', 'x']"),
        (b'[["timestamp","original"],[],["20210101000000"],[null,null],["x"]]', "4 lines skipped"),
        (b'[["timestamp","original"],5]', "another shape"),
        (b'[["timestamp","original"],{"a":1}]', "another shape"),
        (b"[" * 5000, "no whole JSON"),
    ],
)
def test_an_index_that_answers_nonsense_is_named_and_tried_again_by_the_next_run(little, machine, body, words) -> None:
    machine.faults[1] = (200, "application/json", body)
    filled = fill(little, machine)
    assert (filled.kept, len(filled.skipped)) == (0, 1)
    assert words in filled.skipped[0].why
    assert fill(little, machine).kept == 4


def test_an_index_that_breaks_off_at_its_second_page_gives_what_came(little, machine) -> None:
    machine.faults[4] = (200, "application/json", b'[["timestamp","orig')
    filled = fill(little, machine)
    assert (filled.kept, len(filled.skipped)) == (2, 1)
    assert fill(little, machine).kept == 2
    assert prices(little) == [7, 8, 9, 10]


def test_a_line_of_the_index_that_makes_no_sense_costs_itself_only(little, machine) -> None:
    lines = [HEADER, ["yesterday", URL, "200", "D"], ["20210301120000", URL, "200", "D"], [], ["20220301120000", URL]]
    machine.faults[1] = (200, "application/json", json.dumps(lines).encode())
    filled = fill(little, machine)
    assert (filled.kept, len(filled.skipped)) == (2, 1)
    assert "2 lines skipped, first: ['yesterday'" in filled.skipped[0].why
    assert prices(little) == [7, 8]


def test_an_index_that_goes_round_in_a_circle_is_left(little, machine) -> None:
    page_of = [HEADER, ["20210301120000", URL, "200", "D"], [], ["again"]]
    for number in (1, 3):
        machine.faults[number] = (200, "application/json", json.dumps(page_of).encode())
    filled = fill(little, machine)
    assert filled.kept == 1
    assert ["circle" in s.why for s in filled.skipped] == [True]
    assert len(machine.asked) == 3


@pytest.mark.parametrize("status", [500, 503, 404, 403, 302])
def test_an_index_that_fails_is_named_and_alters_nothing(little, machine, status) -> None:
    machine.faults[1] = (status, "text/html", b"<html>no</html>")
    filled = fill(little, machine)
    assert (filled.kept, len(filled.skipped), len(machine.asked)) == (0, 1, 1)
    assert fill(little, machine).kept == 4


def test_a_page_that_the_index_names_but_nobody_has_is_skipped_alone(little, machine) -> None:
    machine.missing.add("20220301120000")
    filled = fill(little, machine)
    assert filled.kept == 3
    assert [s.where.split("/web/")[1][:14] for s in filled.skipped] == ["20220301120000"]
    assert prices(little) == [7, 9, 10]


def test_wrong_use_of_the_command_is_one_line(little, capsys) -> None:
    for args in (["--wayback", "--from", "lately"], ["--wayback", "--warc", "x.warc"], ["us_none", "--wayback"]):
        ran = run_command(capsys, "--config", little.file, "backfill", *args)
        assert ran.code == 2
        assert ran.err.count("\n") == 1
