"""subscriptions.toml: what it may say, and what is said of what it may not."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.alerts.addresses import AlertError, is_plain_address
from flows.alerts.schedule import parse_schedule
from flows.alerts.subscriptions import SCHEMA, Subscriptions, load_subscriptions, schema

ROOT = Path(__file__).parents[2]
VECTORS = ROOT.parent / "shared" / "vectors" / "isemail" / "addresses.json"

# ux.md 6, less the trips (there are none yet) and with the channel where it belongs: in `to`.
EXAMPLE = """
timezone = "Europe/Madrid"

[people]
pricing = "pricing@example.org"
team = ["pricing@example.org", "colleague@example.org"]
ops = "ops@example.org"

[channels]
teams = "env:TEAMS_ADDRESS"

[rule.competitors]
to = "team"
carriers = ["type:esim_seller", "us_verizon", "au_telstra"]
places = ["TR", "JP", "region:EU"]
fields = ["price", "data", "after_cap", "places"]
effect = "any"
at_least = "3%"
severity = "analyst"
when = "confirmed"
send = "each run"
attach = ["csv", "evidence"]
weights = "usage.csv"
own = "our_prices"
lang = "en"

[rule.law]
to = "team"
kinds = ["rule_begins", "rule_ends", "rule_overdue", "announced"]
remind = ["when announced", "14 days before", "on the day"]

[rule.health]
to = "ops"
kinds = ["held", "stale > 3 days", "blocked", "mail refused", "correction"]
heartbeat = "Mondays 08:00"

[rule.expert]
to = ["pricing", "teams"]
where = "effect = 'worse' and delta_pct > 15 and home_country = 'US'"
"""


def load(folder: Path, text: str) -> Subscriptions:
    file = folder / "subscriptions.toml"
    file.write_text(text)
    found = load_subscriptions(file)
    assert found is not None
    return found


def test_the_file_that_the_papers_draw_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, EXAMPLE)
    assert found.recipients("competitors") == ("pricing@example.org", "colleague@example.org")
    assert found.recipients("expert") == ("pricing@example.org", "channel:teams")
    assert found.rule["health"].stale_days == 3
    assert found.rule["law"].days_before == (14, 0)
    assert found.rule["competitors"].least is not None


def test_the_file_that_the_manual_prints_is_read(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")
    (printed,) = [text for text in re.findall(r"```toml\n(.*?)```", manual, re.DOTALL) if "[rule." in text]
    found = load(tmp_path, printed)
    assert set(found.rule) == {"competitors", "law", "health", "expert"}
    assert found.recipients("expert") == ("pricing@example.org", "channel:teams")


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert load_subscriptions(tmp_path / "subscriptions.toml") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('at_least = "3%"', 'at_lest = "3%"', ":18: [rule.competitors] at_lest: unknown key; did you mean 'at_least'?"),
        ('at_least = "3%"', 'at_least = "much"', ":18: [rule.competitors] at_least: 'much' is no size"),
        ('"region:EU"', '"region:EUU"', ":15: [rule.competitors] places: 'EUU' is no region; did you mean 'EU'?"),
        ('"TR"', '"Turkey"', ":15: [rule.competitors] places: 'Turkey' is no place"),
        ('"after_cap"', '"after_cup"', "'after_cup' is no field; did you mean 'after_cap'?"),
        ('"blocked"', '"bloked"', "'bloked' is no kind; did you mean 'blocked'?"),
        ('send = "each run"', 'send = "dayly 8:00"', 'write "each run", "daily 08:00" or "Mondays 08:00"'),
        ('heartbeat = "Mondays 08:00"', 'heartbeat = "each run"', "'each run' is no hour"),
        ('"14 days before"', '"a fortnight before"', "is no reminder"),
        ('lang = "en"', 'lang = "fr"', ":25: [rule.competitors] lang: Input should be 'en' or 'zh'"),
        ('to = "team"\ncarriers', 'to = "teem"\ncarriers', "'teem' is not in [people] or [channels]; did"),
        ('to = "team"\ncarriers', "carriers", ":12: [rule.competitors] to: is missing"),
        ('pricing = "pricing@example.org"', 'pricing = "a@b.org, evil@c.org"', "is not one plain address"),
        ('"Europe/Madrid"', '"Europe/Nowhere"', "no time zone"),
        ("[rule.competitors]", "[rule.Competitors]", "a name is lower-case letters"),
        ('lang = "en"', 'trips = ["japan-week"]', "this version keeps no trips yet"),
        ('ops = "ops', 'teams = "ops', "'teams' is in [people] and in [channels]"),
        ("[people]", "[peeple]", "peeple: unknown key; did you mean 'people'?"),
        ('timezone = "Europe/Madrid"', "timezone = ", "is not TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_key_and_what_to_write(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in EXAMPLE
    with pytest.raises(AlertError) as caught:
        load(tmp_path, EXAMPLE.replace(old, new))
    assert told in str(caught.value)
    assert all(line.startswith(str(tmp_path / "subscriptions.toml")) for line in str(caught.value).splitlines())


def test_the_schema_for_editors_is_that_of_the_code() -> None:
    kept = (ROOT / SCHEMA).read_text(encoding="utf-8")
    assert kept == schema(), f"make it anew: python -m flows.alerts.subscriptions > {SCHEMA}"
    assert set(json.loads(kept)["$defs"]["RuleEntry"]["properties"]) >= {"to", "at_least", "where", "heartbeat"}


def test_addresses_are_taken_and_refused_as_the_rfcs_have_it(counted: Callable[[str], None]) -> None:
    if not VECTORS.is_file():
        pytest.skip("the shared test vectors are not here")
    refused, taken = 0, 0
    for case in json.loads(VECTORS.read_text(encoding="utf-8")):
        address = "".join(chr(ord(c) - 0x2400) if 0x2400 <= ord(c) <= 0x241F else c for c in case["address"])
        found = is_plain_address(address)
        if case["category"] in ("ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"):
            assert found, case
        elif case["diagnosis"] != "ISEMAIL_RFC5321_TLD":  # test@org: a name without dots is a machine of one's own
            assert not found, case
        taken, refused = taken + found, refused + (not found)
    counted(
        f"isemail: {taken + refused} addresses, {taken} taken, {refused} refused (all 66 that are faults among them)"
    )
    assert (taken, refused) == (23, 141)


@pytest.mark.parametrize(
    ("words", "now", "last"),
    [
        ("daily 08:00", "2026-11-24T06:59", "2026-11-23T07:00"),
        ("daily 08:00", "2026-11-24T07:00", "2026-11-24T07:00"),
        ("Mondays 08:00", "2026-11-24T12:00", "2026-11-23T07:00"),
        ("Mondays 08:00", "2026-11-23T06:59", "2026-11-16T07:00"),
        ("daily 02:30", "2026-03-29T03:00", "2026-03-29T01:30"),  # the hour that is skipped
        ("daily 02:30", "2026-10-25T00:45", "2026-10-25T00:30"),  # the first of the two
        ("daily 02:30", "2026-10-25T01:45", "2026-10-25T00:30"),
    ],
)
def test_an_hour_is_that_of_the_zone_also_when_clocks_are_changed(words: str, now: str, last: str) -> None:
    schedule = parse_schedule(words)
    assert schedule is not None
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, last)]
    assert schedule.last_before(moments[0], ZoneInfo("Europe/Madrid")) == moments[1]


def test_no_day_of_two_years_is_missed_or_sent_twice_in_any_zone() -> None:
    schedule = parse_schedule("daily 02:30")
    assert schedule is not None
    for name in ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"):
        zone, now, seen = ZoneInfo(name), datetime(2026, 1, 1, tzinfo=UTC), []
        while now < datetime(2027, 12, 31, tzinfo=UTC):
            last = schedule.last_before(now, zone)
            if last not in seen[-1:]:
                seen.append(last)
            now += timedelta(minutes=45)
        assert len({moment.astimezone(zone).date() for moment in seen}) == len(seen)
        assert len(seen) in (729, 730)
