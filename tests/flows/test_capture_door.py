"""Manners, asserted from the server's log with a clock that only moves when somebody waits (reliability.md 5)."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from evil_server import SMALL, to_loopback

from flows.capture.door import Door
from flows.capture.guard import Loopback, PublicOnly
from flows.capture.http import Validators
from flows.capture.pace import Pace
from flows.clock import SetClock
from flows.settings import Fetch, SettingsError
from warehouse.entries import Outcome

PAGE = b"<html>EUR 5 a day</html>"


def page(talk) -> None:
    talk.answer(body=PAGE, ETag='"1"')


def robots(text: str, status: str = "200 OK", **headers: str):
    return lambda talk: talk.answer(status, text.encode(), **headers)


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
    [("30", 30, 36), ("2", 8, 12), ("100000", 300, 360), ("0.5", 8, 12), ("-9", 8, 12), ("banana", 8, 12),
     ("1e9", 8, 360)],
)  # fmt: skip
def test_a_crawl_delay_is_never_undercut_and_counts_up_to_five_minutes(named, least, most, evil, open_door):
    evil.scripts = {
        "/x.com/robots.txt": robots(f"User-agent: *\nCrawl-delay: {named}\n"),
        "/x.com/a": page,
        "/x.com/b": page,
    }
    door = open_door()
    door.get("https://x.com/a")
    door.get("https://x.com/b")
    assert least <= gaps(evil.log)[-1] <= most


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
    def lingering(talk) -> None:
        threading.Event().wait(0.01)
        page(talk)

    evil.scripts = {f"/x.com/{n}": lingering for n in range(12)}
    door = open_door()
    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(lambda n: door.get(f"https://x.com/{n}"), range(12)))
    assert {r.outcome for r in results} == {Outcome.OK}
    assert evil.most_at_once == 1
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


# --- robots.txt ------------------------------------------------------------------------------------------------------

STAR_NO = "User-agent: *\nDisallow: /\n"
ROBOTS = {
    "none": (robots("", "404 Not Found"), Outcome.OK),
    "gone": (robots("", "410 Gone"), Outcome.OK),
    "forbidden": (robots("", "403 Forbidden"), Outcome.OK),
    "unauthorised": (robots("", "401 Unauthorized"), Outcome.OK),
    "empty": (robots(""), Outcome.OK),
    "204": (lambda talk: talk.send(b"HTTP/1.1 204 No Content\r\n\r\n"), Outcome.OK),
    "all": (robots("User-agent: *\nAllow: /\n"), Outcome.OK),
    "nothing for anybody": (robots(STAR_NO), Outcome.ROBOTS),
    "nothing for us": (robots("User-agent: roamledger\nDisallow: /\n"), Outcome.ROBOTS),
    "nothing for others": (robots("User-agent: Googlebot\nDisallow: /\n"), Outcome.OK),
    "all but others, we by name": (robots(STAR_NO + "User-agent: ROAMLEDGER\nAllow: /fees\n"), Outcome.OK),
    "longest match allows": (robots("User-agent: *\nDisallow: /\nAllow: /fees\n"), Outcome.OK),
    "longest match forbids": (robots("User-agent: *\nAllow: /\nDisallow: /fe*s$\n"), Outcome.ROBOTS),
    "with a byte order mark": (robots("\ufeff" + STAR_NO), Outcome.ROBOTS),
    "html": (robots("<!doctype html><html><body>Not found</body></html>"), Outcome.OK),
    "noise": (lambda talk: talk.answer(body=random.Random(1).randbytes(5000)), Outcome.OK),
    "huge, forbidden early": (robots(STAR_NO + "# x\n" * 300_000), Outcome.ROBOTS),
    "huge, forbidden after 500 KiB": (robots("# x\n" * 200_000 + STAR_NO), Outcome.OK),
    "endless": (lambda talk: (talk.send(b"HTTP/1.1 200 OK\r\n\r\n" + STAR_NO.encode()), talk.forever(b"# x\n" * 9999)),
                Outcome.ROBOTS),
    "500": (robots("", "500 Oops"), Outcome.ROBOTS),
    "503": (robots("", "503 Unavailable"), Outcome.ROBOTS),
    "429": (robots("", "429 Too Many Requests"), Outcome.RATE_LIMITED),
    "closed": (lambda talk: None, Outcome.SERVER_ERROR),
    "cut short": (lambda talk: talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent"), Outcome.ROBOTS),
    "undecodable": (robots("x", Content_Encoding="br"), Outcome.ROBOTS),
    "redirect": (robots("", "301 Moved", Location="/elsewhere.txt"), Outcome.ROBOTS),
    "redirect to another site": (robots("", "302 Found", Location="https://other.com/robots.txt"), Outcome.ROBOTS),
    "redirect for ever": (robots("", "302 Found", Location="/robots.txt"), Outcome.OK),
    "redirect to a private address": (robots("", "302 Found", Location="file:///etc/passwd"), Outcome.ROBOTS),
}  # fmt: skip


@pytest.mark.parametrize("name", ROBOTS)
def test_what_robots_txt_says_is_done(name, evil, open_door):
    script, expected = ROBOTS[name]
    evil.scripts = {"/x.com/robots.txt": script, "/x.com/fees": page, "/x.com/elsewhere.txt": robots(STAR_NO),
                    "/other.com/robots.txt": robots(STAR_NO)}  # fmt: skip
    fetched = open_door().get("https://x.com/fees")
    assert fetched.outcome is expected, fetched.detail
    assert ("/x.com/fees" in evil.paths()) is (expected is Outcome.OK)
    assert fetched.robots is not None and fetched.robots.url == "https://x.com/robots.txt"
    assert fetched.detail or expected is Outcome.OK


def test_robots_txt_is_asked_again_after_a_day_and_sooner_where_it_says_so(evil, open_door, clock):
    evil.scripts = {
        "/x.com/fees": page,
        "/y.com/fees": page,
        "/y.com/robots.txt": robots("", Cache_Control="public, max-age=600"),
    }
    door = open_door()
    for hours in (0, 1, 23, 25):
        clock.moment += timedelta(hours=hours)
        door.get("https://x.com/fees")
        door.get("https://y.com/fees")
    assert evil.paths().count("/x.com/robots.txt") == 3  # at 0 h, 24 h, 49 h
    assert evil.paths().count("/y.com/robots.txt") == 4


def test_a_young_copy_is_used_while_robots_txt_cannot_be_had_and_an_old_one_is_not(evil, open_door, clock):
    evil.scripts = {
        "/x.com/fees": page,
        "/x.com/robots.txt": robots("User-agent: *\nDisallow: /no\n", Cache_Control="max-age=60"),
    }
    door = open_door()
    assert door.get("https://x.com/fees").outcome is Outcome.OK
    evil.scripts["/x.com/robots.txt"] = robots("", "500 Oops")
    clock.moment += timedelta(hours=2)
    assert door.get("https://x.com/fees").outcome is Outcome.OK
    assert door.get("https://x.com/no").outcome is Outcome.ROBOTS
    clock.moment += timedelta(hours=23)
    assert door.get("https://x.com/fees").outcome is Outcome.ROBOTS


def test_each_robots_txt_is_handed_over_for_keeping_once(evil, clock, open_door):
    evil.scripts = {"/x.com/robots.txt": robots("User-agent: *\nDisallow: /no\n"), "/x.com/a": page, "/x.com/b": page}
    door = open_door()
    first, second = door.get("https://x.com/a"), door.get("https://x.com/b")
    assert first.robots is not None and first.robots.body.startswith(b"User-agent")
    assert second.robots is None


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


def test_the_pause_lies_within_a_fifth_of_the_delay_whatever_chance_says(clock: SetClock):
    for seed in range(200):
        pace = Pace(clock, random.Random(seed), 10.0)
        with pace.turn("x.com"):
            pass
        before = clock.monotonic()
        with pace.turn("x.com"):
            assert 8.0 - 1e-3 <= clock.monotonic() - before <= 12.0 + 1e-3
