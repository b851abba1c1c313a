"""Manners, asserted from the server's log with a clock that only moves when somebody waits (reliability.md 5)."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from evil_server import page, robots

from flows.capture.door import Door
from flows.capture.guard import PublicOnly
from flows.capture.http import Validators
from flows.capture.pace import Pace
from flows.clock import SetClock
from flows.settings import Fetch, SettingsError
from warehouse.entries import Outcome


def gaps(log) -> list[float]:
    return [round(after.at - before.at, 3) for before, after in pairwise(log)]


def test_robots_txt_comes_first_and_once_then_the_pages_at_the_hosts_pace(evil, open_door, said):
    evil.scripts = {f"/www.seller.com/{n}": page for n in range(4)}
    door = open_door()
    assert {door.get(f"https://www.seller.com/{n}").outcome for n in range(4)} == {Outcome.OK}
    assert evil.paths() == ["/www.seller.com/robots.txt", *(f"/www.seller.com/{n}" for n in range(4))]
    assert all(8 <= gap <= 12 for gap in gaps(evil.log)), gaps(evil.log)
    assert len(set(gaps(evil.log))) == 4, "jittered"
    assert said[0].startswith("waiting ") and said[0].endswith(" s for www.seller.com")


def test_another_host_does_not_wait(evil, open_door, clock):
    evil.scripts = {f"/{host}/": page for host in ("www.a.com", "www.b.com", "www.c.com")}
    door = open_door(delay_seconds=0)
    for host in ("www.a.com", "www.b.com", "www.c.com"):
        door.get(f"https://{host}/")
    assert set(gaps(evil.log)) == {0.0}


@pytest.mark.parametrize(
    ("named", "least", "most"),
    [("30", 30, 36), ("2", 8, 12), ("600", 600, 720), ("0.5", 8, 12), ("-9", 8, 12), ("banana", 8, 12)],
)  # fmt: skip
def test_a_crawl_delay_is_never_undercut(named, least, most, evil, open_door):
    evil.scripts = {
        "/x.com/robots.txt": robots(f"User-agent: *\nCrawl-delay: {named}\n"),
        "/x.com/a": page,
        "/x.com/b": page,
    }
    door = open_door()
    door.get("https://x.com/a")
    door.get("https://x.com/b")
    assert least <= gaps(evil.log)[-1] <= most


@pytest.mark.parametrize("named", ["1000", "100000", "1e9"])
def test_nobody_sleeps_for_a_crawl_delay_of_hours_nor_undercuts_it(named, evil, open_door, clock):
    evil.scripts = {"/x.com/robots.txt": robots(f"User-agent: *\nCrawl-delay: {named}\n")}
    evil.scripts |= {"/x.com/a": page, "/x.com/b": page}
    door = open_door()
    assert door.get("https://x.com/a").outcome is Outcome.OK
    before = clock.now()
    second = door.get("https://x.com/b")
    assert (second.outcome, clock.now()) == (Outcome.RATE_LIMITED, before)
    wanted = min(float(named), 86_400)
    assert wanted - 1 <= (second.retry_after_seconds or 0) <= 1.2 * wanted + 1
    assert wanted - 1 <= door.ready_in("https://x.com/b") <= 1.2 * wanted + 1
    clock.moment += timedelta(seconds=1.2 * wanted)
    assert door.get("https://x.com/b").outcome is Outcome.OK


def test_a_slow_server_is_given_five_times_what_it_took(evil, open_door, clock):
    def slow(talk) -> None:
        clock.sleep(7)
        page(talk)

    evil.scripts = {"/x.com/a": slow, "/x.com/b": page}
    door = open_door()
    door.get("https://x.com/a")
    door.get("https://x.com/b")
    assert 7 + 28 <= gaps(evil.log)[-1] <= 7 + 42


def test_a_very_slow_server_is_given_a_minute(evil, open_door, clock):
    evil.scripts = {"/x.com/a": lambda talk: (clock.sleep(50), page(talk)), "/x.com/b": page}
    door = open_door()
    door.get("https://x.com/a")
    door.get("https://x.com/b")
    assert 50 + 48 <= gaps(evil.log)[-1] <= 50 + 72


def test_from_many_threads_there_is_one_request_at_a_time_per_host(evil, open_door):
    busy, most, lock = 0, 0, threading.Lock()

    def lingering(talk) -> None:
        nonlocal busy, most  # counted before the answer: after it, the next request may come before we are told so
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.01)
        with lock:
            busy -= 1
        page(talk)

    evil.scripts = {f"/x.com/{n}": lingering for n in range(12)}
    door = open_door()
    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(lambda n: door.get(f"https://x.com/{n}"), range(12)))
    assert {r.outcome for r in results} == {Outcome.OK}
    assert most == 1
    assert evil.paths().count("/x.com/robots.txt") == 1
    assert min(gaps(evil.log)) >= 8


def test_every_hop_of_a_redirect_takes_its_turn_and_asks_its_own_robots_txt(evil, open_door):
    evil.scripts = {
        "/x.com/": lambda talk: talk.answer("301 Moved", Location="https://www.x.com/fees"), "/www.x.com/fees": page,
        "/www.x.com/robots.txt": robots("User-agent: *\nCrawl-delay: 20\n"),
    }  # fmt: skip
    fetched = open_door().get("https://x.com/")
    assert (fetched.outcome, fetched.url, fetched.final_url) == (Outcome.OK, "https://x.com/", "https://www.x.com/fees")
    assert fetched.hops == ("https://www.x.com/fees",)
    assert evil.paths() == ["/x.com/robots.txt", "/x.com/", "/www.x.com/robots.txt", "/www.x.com/fees"]


def test_a_redirect_to_a_path_that_robots_txt_forbids_is_not_followed(evil, open_door):
    evil.scripts = {
        "/x.com/robots.txt": robots("User-agent: *\nDisallow: /secret\n"), "/x.com/secret/page": page,
        "/x.com/": lambda talk: talk.answer("302 Found", Location="/secret/page"),
    }  # fmt: skip
    assert open_door().get("https://x.com/").outcome is Outcome.ROBOTS
    assert "/x.com/secret/page" not in evil.paths()


# --- waiting when told to, stopping when told to ---------------------------------------------------------------------


def test_a_host_that_asks_us_to_wait_is_left_alone_and_nobody_sleeps(evil, open_door, clock):
    evil.scripts = {
        "/x.com/a": lambda talk: talk.answer("429 Slow", Retry_After="7200"),
        "/x.com/b": page,
        "/y.com/": page,
    }
    door = open_door()
    first = door.get("https://x.com/a")
    assert (first.outcome, first.retry_after_seconds) == (Outcome.RATE_LIMITED, 7200)
    before = clock.now()
    second = door.get("https://x.com/b")
    assert second.outcome is Outcome.RATE_LIMITED and "asked us to wait until" in second.detail
    assert 7000 < (second.retry_after_seconds or 0) <= 7200
    assert clock.now() == before
    assert "/x.com/b" not in evil.paths()
    assert door.get("https://y.com/").outcome is Outcome.OK
    clock.moment += timedelta(hours=2, minutes=1)
    assert door.get("https://x.com/b").outcome is Outcome.OK


def test_a_stopped_host_and_what_is_under_it_are_never_asked(evil, open_door):
    evil.scripts = {
        "/x.com/": lambda talk: talk.answer("302 Found", Location="https://www.x.com/"),
        "/www.x.com/": page,
    }
    door = open_door(stop_hosts=["www.X.com.", "seller.com"])
    for url in ("https://www.x.com/", "https://seller.com/", "https://shop.seller.com/a"):
        assert door.get(url).outcome is Outcome.STOPPED
    assert evil.log == []
    assert door.get("https://x.com/").outcome is Outcome.STOPPED
    assert "/www.x.com/" not in evil.paths()
    assert door.get("https://notseller.com/").outcome is Outcome.GONE


def test_a_connection_that_broke_before_any_answer_is_tried_once_more_at_the_hosts_pace(evil, open_door):
    answers = [lambda talk: talk.reset(), page]
    evil.scripts = {"/x.com/": lambda talk: answers.pop(0)(talk)}
    assert open_door().get("https://x.com/").outcome is Outcome.OK
    assert evil.paths() == ["/x.com/robots.txt", "/x.com/", "/x.com/"]
    assert gaps(evil.log)[-1] >= 8


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "500 Oops", "503 Unavailable", "429 Slow"])
def test_an_answer_is_an_answer_and_not_tried_again_in_the_same_run(status, evil, open_door):
    evil.scripts = {"/x.com/": lambda talk: talk.answer(status)}
    open_door().get("https://x.com/")
    assert evil.paths().count("/x.com/") == 1


def test_validators_are_sent_for_the_page_and_not_for_robots_txt(evil, open_door):
    evil.scripts = {"/x.com/": lambda talk: talk.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")}
    assert open_door().get("https://x.com/", Validators(etag='"1"')).outcome is Outcome.UNCHANGED
    assert "if-none-match" not in evil.log[0].headers
    assert evil.log[1].headers["if-none-match"] == '"1"'


# --- how a door may be made ------------------------------------------------------------------------------------------


def test_public_addresses_are_mapped_to_local_ones_only_where_nothing_else_can_be_reached(clock):
    class Anywhere:
        permits_http = True

        def allows(self, ip: str) -> bool:
            return True

    for policy in (PublicOnly(), Anywhere(), None):
        with pytest.raises(ValueError, match="keeps to loopback"):
            Door(Fetch(), clock=clock, rng=random.Random(), policy=policy, address_of=lambda url: url)


def test_a_mapped_address_must_still_be_a_public_https_address(evil, open_door):
    for url in ("http://x.com/", "https://127.0.0.1\\@x.com/", "https://x.com:8443/"):
        assert open_door().get(url).outcome is Outcome.REFUSED_ADDRESS
    assert evil.log == []


@pytest.mark.parametrize(
    "settings", [{"proxy": "socks5://127.0.0.1:1080"}, {"proxy": "http://"}, {"ca_bundle": "/no/such.pem"}]
)
def test_a_proxy_or_bundle_that_cannot_be_used_is_said_at_once(settings, clock):
    with pytest.raises(SettingsError, match=r"fetch\.(proxy|ca_bundle)"):
        Door(Fetch(**settings), clock=clock, rng=random.Random())


@pytest.mark.parametrize(("crawl_delay", "least", "most"), [(0, 8, 12), (5, 8, 12), (10, 10, 12), (30, 30, 36)])
def test_the_pause_is_within_a_fifth_of_the_delay_and_not_below_the_crawl_delay(
    crawl_delay, least, most, clock: SetClock
):
    for seed in range(200):
        pace = Pace(clock, random.Random(seed), 10.0)
        with pace.turn("x.com", crawl_delay):
            pass
        before = clock.monotonic()
        with pace.turn("x.com", crawl_delay):
            assert least - 1e-3 <= clock.monotonic() - before <= most + 1e-3
