"""Fixtures for what fetches: a server that misbehaves, certificates of our own, a way out that ends at 127.0.0.1."""

import contextlib
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from evil_server import HASTY, SMALL, Certificates, EvilServer, to_loopback

from flows.capture.door import Door
from flows.capture.guard import Loopback
from flows.capture.http import Identity, Way
from flows.clock import SetClock
from flows.settings import Fetch

FAULT_TESTS = ("test_capture_faults.py", "test_capture_lines.py", "test_what_robots_txt_says_is_done")
NOW = datetime(2026, 11, 24, 5, 10, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def evil():
    with EvilServer() as server:
        yield server


@pytest.fixture
def serve():
    """Start servers with other settings; they end with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **settings: stack.enter_context(EvilServer(**settings))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def way(clock) -> Way:
    return Way(
        policy=Loopback(), identity=Identity("9.9", "https://roamledger.example/about", "data@example.org"),
        clock=clock, resolver=to_loopback, limits=SMALL,
    )  # fmt: skip


@pytest.fixture
def hasty_way(way) -> Way:
    return replace(way, limits=HASTY)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def open_door(evil, clock, said):
    """A door whose public addresses are served by the evil server: https://HOST/PATH as /HOST/PATH."""
    evil.now = clock.monotonic

    def make(**settings) -> Door:
        return Door(
            Fetch(**{"delay_seconds": 10.0, **settings}), clock=clock, rng=random.Random(5), say=said.append,
            policy=Loopback(), resolver=to_loopback, limits=SMALL,
            address_of=lambda url: url.replace("https://", f"http://127.0.0.1:{evil.port}/", 1),
        )  # fmt: skip

    return make


def pytest_terminal_summary(terminalreporter) -> None:
    """The count that the fault table asks for."""
    tried = {}
    for state in ("passed", "failed"):
        reports = terminalreporter.stats.get(state, [])
        tried[state] = sum(r.when == "call" and any(words in r.nodeid for words in FAULT_TESTS) for r in reports)
    if total := sum(tried.values()):
        terminalreporter.write_line(f"capture: {total} faults tried, {tried['passed']} survived")
