"""A seller with a page per destination is swept within a day, at its own pace, and holds up nobody else."""

import random
import re
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from cli_tools import run as run_command
from evil_server import EvilServer, to_loopback
from little_web import READERS, SOURCE, LittleWeb, page

from flows.capture import budget
from flows.capture.answer import Fetched
from flows.capture.door import Door
from flows.capture.guard import Loopback, host_of
from flows.capture.known import Known, KnownRobots
from flows.capture.robots import Rules, parse
from flows.clock import SetClock
from flows.demo.server import PastWeb
from flows.opening import Task
from flows.settings import Fetch
from flows.turns import Turns, fetch_all
from flows.world import World
from transforms.source import Part, part_for_each
from warehouse.entries import Outcome, Purpose
from warehouse.state import PartState

# Two hundred pages through a whole ledger.
pytestmark = pytest.mark.slow

EVERY = timedelta(minutes=15)
START = datetime.fromisoformat("2026-03-02T05:00:00+00:00")
NAMES = [f"c{number:03}" for number in range(200)]
SELLER = "https://seller.example/esim/{}"


class Seller(LittleWeb):
    """A seller with 200 pages, and a small source beside it; one clock for all, and a run every 15 minutes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, {"us_one": "one.example"})
        self.only = ("us_one", "xx_seller")
        self.asked: list[tuple[datetime, str]] = []
        self.web = PastWeb(self._timed, START.date())

    def begin_selling(self) -> None:
        text = SOURCE.format(carrier="Seller", host="x")
        parts = f"parts=part_for_each([f'c{{n:03}}' for n in range({len(NAMES)})], '{SELLER}')"
        text = text.replace('parts=(Part(urls=("https://x/roaming",)),)', parts)
        text = text.replace("import Expect, Part, Source", "import Expect, Source, part_for_each")
        (self.sources / "xx_seller.py").write_text(text)

    def _timed(self, url: str, on: object):
        self.asked.append((self.clock.moment, url))
        if url.startswith("https://seller.example/"):
            number = int(url.rpartition("/c")[2])
            return 200, "text/html; charset=utf-8", page({"Japan": (f"${number + 5}", "1 GB")})
        return self._answer(url, on)  # type: ignore[arg-type]

    def world(self) -> World:
        rng = random.Random(1)
        door = Door(
            self.settings.fetch, clock=self.clock, rng=rng, policy=Loopback(), address_of=self.web.address_of
        )  # fmt: skip
        return World(self.settings, self.clock, door, rng, readers=READERS)

    def cron(self) -> None:
        """Wait for the next quarter of an hour, and run."""
        self.clock.moment += EVERY - (self.clock.moment - START) % EVERY
        self.run()

    def of(self, host: str) -> list[datetime]:
        return [at for at, url in self.asked if url.startswith(f"https://{host}/")]


def test_two_hundred_pages_are_swept_and_a_confirmation_in_the_middle_is_not_held_up(
    tmp_path: Path, capsys, monkeypatch
) -> None:
    with Seller(tmp_path) as web:
        web.file.write_text(web.file.read_text() + "[fetch]\ndelay_seconds = 20\n")
        web.pages["one.example"] = page({"Japan": ("$10", "1 GB")})
        web.run()
        web.begin_selling()
        web.clock.moment = begun = START + timedelta(hours=25)
        web.pages["one.example"] = page({"Japan": ("$12", "1 GB")})
        while len(web.of("seller.example")) < 200:
            web.cron()
            assert web.clock.moment - begun < timedelta(minutes=105), (
                "200 x 20 s are 67 min, of which 12 in 15 are used"
            )
        assert len({url for _, url in web.asked}) == 201
        gaps = [later - before for before, later in pairwise(web.of("seller.example"))]
        assert min(gaps) >= timedelta(seconds=16), "between two runs too"
        robots = Counter(url for on, url in web.web.requests if url == "https://seller.example/robots.txt")
        assert set(robots.values()) == {1}, "its rules hold for a day, whoever fetched them"
        moved, confirmed = web.of("one.example")[1:3]
        assert confirmed - moved <= timedelta(minutes=60) + EVERY
        assert confirmed < web.of("seller.example")[-1]
        with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
            told = connection.execute("select state, new_value from changes").fetchall()
        assert told == [("confirmed", "12 USD a day")]

        monkeypatch.setenv("ROAMLEDGER_CLOCK", f"{web.clock.moment + timedelta(hours=20):%Y-%m-%dT%H:%M:%SZ}")
        shown = run_command(capsys, "--config", web.file, "sources")
        (line,) = [line for line in shown.lines if line.startswith("xx_seller")]
        assert re.search(r"200 parts, 20 s apart: a sweep takes 6\d min; oldest 2[01] h", line), line


# --- every manner of waiting, without a ledger --------------------------------------------------------------------


class Rounds:
    """A run every 15 minutes over parts whose due times stand in a table here, through a real door to a real server."""

    def __init__(self, evil: EvilServer, robots: str, **parts: tuple[Part, ...]) -> None:
        self.clock, self.evil = SetClock(START), evil
        self.of = {part.urls[0]: (source, part) for source, of in parts.items() for part in of}
        self.due = dict.fromkeys(self.of, START)
        self.read: dict[str, list[datetime]] = {url: [] for url in self.of}
        self.failed: Counter[str] = Counter()
        self.known = Known(pages=Counter(host_of(url) for url in self.of))
        evil.now = self.clock.monotonic
        evil.scripts = {f"/{url[8:]}": lambda talk: talk.answer(body=b"<html>EUR 5</html>") for url in self.of}
        evil.scripts |= {
            f"/{host}/robots.txt": lambda talk: talk.answer(body=robots.encode()) for host in self.known.pages
        }

    def door(self) -> Door:
        """A program of its own, which knows what the ledger would know."""
        door = Door(
            Fetch(), clock=self.clock, rng=random.Random(3), policy=Loopback(), resolver=to_loopback,
            address_of=lambda url: url.replace("https://", f"http://127.0.0.1:{self.evil.port}/", 1),
        )  # fmt: skip
        day = self.clock.moment.replace(hour=0, minute=0, second=0)
        asked = [(asked.path.split("/")[1], datetime.fromtimestamp(asked.at, UTC)) for asked in self.evil.log]
        taken = Counter(host for host, at in asked if at >= day)
        self.known = replace(
            self.known, taken={host: (count, 0) for host, count in taken.items()}, asked_at=dict(asked)
        )
        door.begin(self.known)
        return door

    def run(self) -> None:
        door = self.door()
        urls = [url for url, at in self.due.items() if at <= self.clock.moment and not door.refusal(host_of(url))]
        tasks = [self._task(url) for url in urls]

        def submit(task: Task) -> Future:
            future: Future = Future()
            future.set_result([door.get(task.part.urls[0])])
            return future

        for task, got in fetch_all(Turns(tasks, door, 720), door, submit):
            url, (fetched,) = task.part.urls[0], got()
            is_good = fetched.outcome is Outcome.OK
            self.failed[url] += not is_good
            self.due[url] = self.clock.moment + timedelta(hours=24 if is_good else 1)
            if is_good:
                self.read[url].append(self.clock.moment)
            self._learn(fetched)

    def _task(self, url: str) -> Task:
        source, part = self.of[url]
        carrier = SimpleNamespace(id=source, source=SimpleNamespace(parts=(1, 2)))
        return Task(carrier, part, Purpose.DUE, PartState(source_id=source, part=part.id, next_due_at=self.due[url]))

    def _learn(self, fetched: Fetched) -> None:
        robots = fetched.robots
        if robots and robots.until_at:
            known = KnownRobots(robots.url, Rules(parse(robots.body)), self.clock.moment, robots.until_at)
            self.known = replace(self.known, robots=(*self.known.robots, known))
        if fetched.until_at:
            self.known = replace(self.known, resting={host_of(fetched.final_url): fetched.until_at})

    def go_on(self, hours: float) -> None:
        end = self.clock.moment + timedelta(hours=hours)
        while self.clock.moment < end:
            self.run()
            self.clock.moment += EVERY - (self.clock.moment - START) % EVERY

    def oldest_hours(self) -> float:
        return max((self.clock.moment - (at[-1] if at else START)).total_seconds() for at in self.read.values()) / 3600

    def gaps(self, host: str) -> list[float]:
        at = [asked.at for asked in self.evil.log if asked.path.startswith(f"/{host}/") and "robots" not in asked.path]
        return [later - before for before, later in pairwise(at)]


def sweep(evil: EvilServer, robots: str = "User-agent: *\nAllow: /\n") -> Rounds:
    small = Part(urls=("https://small.example/fees",))
    return Rounds(evil, robots, seller=part_for_each(NAMES, SELLER), small=(small,))


@pytest.mark.parametrize(("crawl_delay", "swept_hours"), [(0, 1), (30, 2.25), (300, 17.25)])
def test_every_page_has_its_turn_within_a_day_at_the_pace_that_the_site_asks_for(
    evil, crawl_delay, swept_hours
) -> None:
    rounds = sweep(evil, f"User-agent: *\nCrawl-delay: {crawl_delay}\n")
    rounds.go_on(swept_hours)
    assert [url for url, at in rounds.read.items() if not at] == []
    rounds.go_on(48)
    assert rounds.oldest_hours() <= 26
    assert min(rounds.gaps("seller.example")) >= max(crawl_delay, 8)
    assert sum(rounds.failed.values()) == 0
    small = rounds.read["https://small.example/fees"]
    assert small[0] - START < timedelta(minutes=1), "it is not behind the 200"
    assert max(later - before for before, later in pairwise(small)) <= timedelta(hours=24) + EVERY


def test_a_crawl_delay_of_an_hour_is_kept_and_every_page_comes_round(evil) -> None:
    rounds = Rounds(evil, "User-agent: *\nCrawl-delay: 3600\n", seller=part_for_each(NAMES[:20], SELLER))
    rounds.go_on(48)
    assert min(rounds.gaps("seller.example")) >= 3600
    assert {len(at) for at in rounds.read.values()} <= {1, 2}
    assert sum(rounds.failed.values()) == 0


def test_a_site_that_wants_to_be_left_alone_after_every_fifty_pages_is_still_swept(evil) -> None:
    rounds = sweep(evil)
    counts: Counter[str] = Counter()

    def tired(talk) -> None:
        counts["all"] += 1
        if counts["all"] % 51 == 0:
            talk.answer("429 Too Many Requests", Retry_After="3600")
        else:
            talk.answer(body=b"<html>EUR 5</html>")

    evil.scripts |= {f"/seller.example/esim/{name}": tired for name in NAMES}
    rounds.go_on(6)
    assert [url for url, at in rounds.read.items() if not at] == []
    assert max(rounds.failed.values()) <= 2, "a page that was never asked for has not failed"
    rests = [gap for gap in rounds.gaps("seller.example") if gap >= 3600]
    assert len(rests) >= 3
    rounds.go_on(48)
    assert rounds.oldest_hours() <= 32


def test_a_day_whose_share_is_used_up_goes_on_with_the_pages_that_were_left(evil, monkeypatch) -> None:
    monkeypatch.setattr(budget, "REQUESTS_PER_DAY", 41)
    monkeypatch.setattr(budget, "LOOKS_PER_DAY", 0)
    rounds = sweep(evil)
    rounds.clock.moment = START.replace(hour=0)
    rounds.go_on(24 * 5 + 1)
    assert [url for url, at in rounds.read.items() if not at] == [], "40 a day: five days for all"
    assert sum(rounds.failed.values()) == 0
    per_day = Counter(int(asked.at // 86_400) for asked in evil.log if asked.path.startswith("/seller.example/"))
    assert max(per_day.values()) == 41
