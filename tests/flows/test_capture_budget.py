import random
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from evil_server import SMALL, to_loopback

from flows.capture.answer import Halt
from flows.capture.budget import Budget, StopSwitch
from flows.capture.doctor import examine
from flows.capture.door import Door
from flows.capture.guard import Loopback, PublicOnly
from flows.settings import Fetch
from warehouse.entries import Outcome


@pytest.fixture
def open_door(evil, clock):
    def make(**options) -> Door:
        return Door(
            Fetch(delay_seconds=0), clock=clock, rng=random.Random(5), policy=Loopback(), resolver=to_loopback,
            limits=SMALL, address_of=lambda url: url.replace("https://", f"http://127.0.0.1:{evil.port}/", 1),
            **options,
        )  # fmt: skip

    return make


def test_a_host_is_asked_at_most_fifty_times_a_day_robots_txt_counted(evil, open_door, clock):
    door = open_door()
    outcomes = [door.get(f"https://x.com/{n}").outcome for n in range(55)]
    assert outcomes.count(Outcome.GONE) == 49
    assert len(evil.log) == 50
    last = door.get("https://x.com/last")
    assert (last.outcome, last.detail) == (Outcome.RATE_LIMITED, "today's 50 requests of x.com are used up")
    assert last.retry_after_seconds == 18 * 3600 + 50 * 60, "until midnight UTC"
    assert door.get("https://y.com/").outcome is Outcome.GONE
    clock.moment += timedelta(hours=19)
    assert door.get("https://x.com/last").outcome is Outcome.GONE


def test_a_host_with_many_declared_pages_may_be_swept_within_a_day(evil, open_door, clock):
    door = open_door(budget=Budget(clock, pages={"x.com": 200}))
    assert {door.get(f"https://x.com/{n}").outcome for n in range(200)} == {Outcome.GONE}


def test_fifty_megabytes_of_a_host_are_enough_for_a_day(evil, open_door, clock):
    evil.scripts = {"/x.com/a": lambda talk: talk.answer(body=b"x" * 90_000)}
    budget = Budget(clock)
    door = open_door(budget=budget)
    budget.took("x.com", 49_950_000)
    assert door.get("https://x.com/a").outcome is Outcome.OK
    assert door.get("https://x.com/a").detail == "today's 50 MB of x.com are used up"


def test_what_earlier_runs_of_the_day_took_is_counted(clock):
    budget = Budget(clock)
    budget.took("x.com", 0, requests=49)
    budget.take("x.com")
    with pytest.raises(Halt):
        budget.take("x.com")


def test_while_the_stop_file_is_there_nothing_is_fetched(evil, open_door, tmp_path):
    file = tmp_path / "stop"
    door = open_door(stop_file=file)
    assert door.get("https://x.com/").outcome is Outcome.GONE
    asked = len(evil.log)
    file.touch()
    stopped = door.get("https://x.com/")
    assert stopped.outcome is Outcome.STOPPED and str(file) in stopped.detail
    assert len(evil.log) == asked
    file.unlink()
    assert door.get("https://x.com/").outcome is Outcome.GONE


def test_a_switch_thrown_while_we_waited_for_our_turn_counts(evil, open_door, clock, tmp_path):
    file = tmp_path / "stop"
    door = open_door(stop_file=file)
    evil.scripts = {"/x.com/robots.txt": lambda talk: talk.answer(body=b"User-agent: *\nCrawl-delay: 30\n")}
    door.get("https://x.com/a")
    clock.on_sleep = lambda seconds: file.touch()
    assert door.get("https://x.com/b").outcome is Outcome.STOPPED
    assert "/x.com/b" not in evil.paths()


@pytest.mark.parametrize(
    ("host", "is_stopped"),
    [("x.com", True), ("www.x.com", True), ("a.b.x.com", True), ("notx.com", False), ("x.com.evil.org", False)],
)
def test_a_stopped_host_stops_what_is_under_it_and_nothing_beside_it(host, is_stopped):
    switch = StopSwitch([" X.com. "])
    if is_stopped:
        with pytest.raises(Halt, match="stop_hosts"):
            switch.check(host)
    else:
        switch.check(host)


# --- doctor network --------------------------------------------------------------------------------------------------


@pytest.fixture
def outside(way, serve, certificates):
    """A way out on which example.com is a server of ours behind a public address."""
    tls = certificates.context("example", "example.com")
    server = serve(scripts={"/": lambda talk: talk.answer(body=b"page")}, tls=tls)

    def connector(address, port, timeout):
        return Elsewhere(socket.create_connection(("127.0.0.1", server.port), timeout), address)

    return replace(
        way, policy=PublicOnly(), resolver=lambda host, port: ["93.184.215.14"], connector=connector,
        ca_bundle=certificates.ca,
    )  # fmt: skip


def Elsewhere(connected: socket.socket, address: str) -> socket.socket:  # noqa: N802  stands for a class
    """A socket that says it is connected to ``address``."""

    class Named(socket.socket):
        def getpeername(self):
            return (address, 443)

    return Named(fileno=connected.detach())


def freely(url):
    from contextlib import nullcontext

    return nullcontext()


def test_the_doctor_finds_nothing_where_all_is_well(outside):
    findings = examine(outside, freely)
    assert [finding.is_well for finding in findings] == [True, True, True, True]
    assert findings[-1].words.startswith("https://example.com/ answered 200")


def test_the_doctor_tells_a_strange_certificate(outside):
    findings = examine(replace(outside, ca_bundle=None), freely)
    assert [finding.is_well for finding in findings] == [True, True, False]
    assert "fetch.ca_bundle" in findings[-1].words


def test_the_doctor_tells_a_machine_that_is_offline(outside):
    def resolver(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    findings = examine(replace(outside, resolver=resolver), freely)
    assert [finding.name for finding in findings if not finding.is_well] == ["names", "page"]
    assert "offline" in findings[0].words


def test_the_doctor_tells_a_name_service_that_leads_inside(outside):
    findings = examine(replace(outside, resolver=lambda host, port: ["192.168.1.1"]), freely)
    assert "captive portal" in findings[-1].words and not findings[-1].is_well


def test_the_doctor_tells_a_proxy_that_is_not_there(outside):
    def resolver(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    findings = examine(replace(outside, resolver=resolver, proxy="http://me:secret@proxy.corp:3128"), freely)
    assert [finding.name for finding in findings if not finding.is_well] == ["proxy", "page"]
    assert not any("secret" in finding.words for finding in findings)


def test_the_doctor_goes_through_the_door(evil, open_door, tmp_path):
    file = tmp_path / "stop"
    file.touch()
    assert "is there" in open_door(stop_file=file).examine()[-1].words
    assert evil.log == []
