"""robots.txt: our reading against the vectors of RFC 9309's reference implementation, and what is done about it."""

import json
import random
from datetime import timedelta
from pathlib import Path

import pytest
from evil_server import page, robots
from hypothesis import given
from hypothesis import strategies as st

from flows.capture.answer import Fetched
from flows.capture.robots import TOKEN, Rules, parse, read_rules, robots_url
from warehouse.entries import Outcome

VECTORS = Path(__file__).parents[2].parent / "shared/vectors/robotstxt-rfc9309/allowed.json"


def test_the_rfc_9309_vectors_come_out_as_well_as_protego_or_better(capsys):
    if not VECTORS.is_file():
        pytest.skip("the shared vectors are not here")
    cases = [c for c in json.loads(VECTORS.read_text()) if not c["google_only"]]
    wrong = [
        c["id"]
        for c in cases
        if c["user_agent"] and parse(c["robots_txt"].encode()).can_fetch(c["url"], c["user_agent"]) is not c["allowed"]
    ]
    with capsys.disabled():
        print(f"\nrobots.txt vectors: {len(cases) - len(wrong)} of {len(cases)} right, not {', '.join(wrong)}")
    # These three want "\u30c4" and "%E3%83%84" to be different paths; RFC 9309 2.2.2 has them compared as the same.
    assert set(wrong) == {"ID_Encoding[2]", "ID_Encoding[4]", "ID_Encoding[5]"}


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_robots_txt(data):
    rules = Rules(parse(data))
    assert rules.allows("https://x.com/fees") in (True, False)
    assert 0 <= rules.crawl_delay_seconds <= 86_400


@given(st.text(alphabet="User-agent:*Dislow/ \n#$%0123Cracy\t\r", max_size=400))
def test_any_lines_are_a_robots_txt(text):
    rules = Rules(parse(text.encode()))
    assert rules.allows("https://x.com/fees") in (True, False)
    assert 0 <= rules.crawl_delay_seconds <= 86_400


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("status", [None, 200, 302, 404, 503])
def test_no_way_of_failing_is_taken_for_permission_but_4xx(outcome, status):
    rules = read_rules(Fetched(url="https://x.com/robots.txt", outcome=outcome, status=status, detail="why"))
    if outcome in (Outcome.OK, Outcome.TOO_LARGE):
        assert rules.refusal is None
    elif status == 404 and outcome is not Outcome.RATE_LIMITED:
        assert rules.allows("https://x.com/") and rules.refusal is None
    else:
        assert rules.refusal is not None
        assert rules.refusal[0] in (outcome, Outcome.ROBOTS)
        assert "why" in rules.refusal[1]


def test_robots_txt_stands_at_the_root_of_the_host():
    assert robots_url("https://www.x.com/a/b?c#d") == "https://www.x.com/robots.txt"
    assert robots_url("https://www.x.com?x=/robots") == "https://www.x.com/robots.txt"
    assert TOKEN.lower() == "roamledger"


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
