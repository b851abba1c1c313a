from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.capture.due import ADVICE, at_host_minute, host_minute, next_due
from warehouse.entries import Outcome

NOW = datetime(2026, 11, 24, 5, 10, 30, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
DAY = timedelta(days=1)


def due(outcome, failures=1, retry_after_seconds=None, host="", cadence_hours=24, seed=1):
    return next_due(
        outcome, cadence_hours, NOW, failures=failures, retry_after_seconds=retry_after_seconds, rng=Random(seed),
        host=host,
    )  # fmt: skip


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_says_what_to_do_next_in_one_sentence(outcome):
    assert ADVICE[outcome].endswith(".")
    assert len(ADVICE[outcome]) <= 130 and "\n" not in ADVICE[outcome]


@pytest.mark.parametrize("outcome", [Outcome.OK, Outcome.UNCHANGED])
def test_a_page_that_came_is_due_after_its_cadence(outcome):
    assert due(outcome, failures=0) == NOW + DAY
    assert due(outcome, failures=0, cadence_hours=6) == NOW + timedelta(hours=6)


def test_a_part_keeps_to_its_hosts_minute_day_after_day_without_drifting():
    moment, host = NOW, "www.seller.com"
    first = at_host_minute(moment + DAY, host)
    for _ in range(60):  # each run starts some minutes after the part fell due
        due_at = at_host_minute(moment + DAY, host)
        assert due_at.minute == host_minute(host) != 0
        moment = due_at + 14 * MINUTES
    assert abs((moment - first) - 60 * DAY) < DAY, "by the cadence and the lateness of the runs, no more"


def test_hosts_are_spread_over_the_hour_and_never_fall_on_it():
    minutes = {host_minute(f"www.seller{n}.com") for n in range(2000)}
    assert minutes == set(range(1, 60))


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)), st.text(min_size=1, max_size=20))
def test_the_hosts_minute_is_at_most_half_an_hour_away(moment, host):
    moment = moment.replace(tzinfo=UTC)
    assert abs(at_host_minute(moment, host) - moment) <= 31 * MINUTES


def test_offline_is_tried_again_in_half_an_hour_however_long_it_lasts():
    assert {due(Outcome.OFFLINE, failures=n) for n in (1, 3, 50)} == {NOW + 30 * MINUTES}


@pytest.mark.parametrize(
    "outcome", [Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.TRUNCATED, Outcome.DNS_ERROR, Outcome.TLS_ERROR]
)
def test_trouble_that_may_pass_is_tried_after_an_hour_two_hours_a_day_and_a_week(outcome):
    for failures, hours in ((1, 1), (2, 2), (3, 24), (9, 24), (10, 168), (10_000, 168)):
        least = timedelta(hours=hours)
        for seed in range(20):
            assert least <= due(outcome, failures, seed=seed) - NOW <= least * 1.2


@pytest.mark.parametrize("outcome", [Outcome.BLOCKED, Outcome.ROBOTS, Outcome.MOVED, Outcome.PROTOCOL_ERROR,
                                     Outcome.CLIENT_ERROR, Outcome.STOPPED, Outcome.REFUSED_ADDRESS,
                                     Outcome.TOO_LARGE, Outcome.UNDECODABLE])  # fmt: skip
def test_what_only_a_person_can_mend_is_asked_once_a_day(outcome):
    assert due(outcome) == NOW + DAY


def test_what_is_gone_is_asked_once_a_week():
    assert due(Outcome.GONE) == NOW + 7 * DAY


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [(None, 1, 1.2), (0, 1, 1.2), (60, 1, 1.2), (7200, 2, 2), (86_400, 24, 24), (99_999_999_999, 24, 24)],
)
def test_retry_after_counts_up_to_a_day_and_never_shortens_our_own_wait(asked, least, most):
    wait = due(Outcome.RATE_LIMITED, retry_after_seconds=asked) - NOW
    assert timedelta(hours=least) <= wait <= timedelta(hours=most)


@given(
    st.sampled_from(list(Outcome)), st.integers(1, 24 * 14), st.integers(0, 10_000),
    st.none() | st.integers(0, 10**12), st.text(max_size=10), st.integers(0, 2**32),
)  # fmt: skip
def test_nothing_is_due_within_the_half_hour_or_later_than_its_cadence_and_a_week(
    outcome, cadence, failures, asked, host, seed
):
    wait = next_due(
        outcome, cadence, NOW, failures=failures, retry_after_seconds=asked, rng=Random(seed), host=host
    ) - NOW  # fmt: skip
    assert 29 * MINUTES <= wait <= timedelta(hours=max(cadence, 24 * 7 * 1.2)) + 31 * MINUTES
