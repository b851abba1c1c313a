"""Our reading of robots.txt against the vectors of RFC 9309's reference implementation, and against protego alone."""

import json
from pathlib import Path

import pytest
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
    assert 0 <= rules.crawl_delay_seconds <= 300


@given(st.text(alphabet="User-agent:*Dislow/ \n#$%0123Cracy\t\r", max_size=400))
def test_any_lines_are_a_robots_txt(text):
    rules = Rules(parse(text.encode()))
    assert rules.allows("https://x.com/fees") in (True, False)
    assert 0 <= rules.crawl_delay_seconds <= 300


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
