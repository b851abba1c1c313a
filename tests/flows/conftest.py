"""Fixtures for what fetches: a server that misbehaves, certificates of our own, a way out that ends at 127.0.0.1."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from evil_server import HASTY, SMALL, Certificates, EvilServer, to_loopback

from flows.capture.guard import Loopback
from flows.capture.http import Identity, Way
from flows.clock import SetClock

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


def pytest_terminal_summary(terminalreporter) -> None:
    """The count that the fault table asks for."""
    tried = {}
    for state in ("passed", "failed"):
        reports = terminalreporter.stats.get(state, [])
        tried[state] = sum("test_capture_faults.py" in r.nodeid and r.when == "call" for r in reports)
    if total := sum(tried.values()):
        terminalreporter.write_line(f"capture: {total} faults tried, {tried['passed']} survived")
