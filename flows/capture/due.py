"""When a part is due again, and what a person should do: pure functions of how the attempt ended."""

import hashlib
from datetime import datetime, timedelta
from random import Random

from warehouse.entries import Outcome

ADVICE: dict[Outcome, str] = {
    Outcome.OK: "Nothing to do.",
    Outcome.UNCHANGED: "Nothing to do.",
    Outcome.MOVED: "The page moved to another site: look at it, and change the address in the source if it is right.",
    Outcome.GONE: "The page is gone: find its new address and change the source, or mark the part historic.",
    Outcome.BLOCKED: "The site does not let us in: do not work around it; ask the carrier, or switch the source off.",
    Outcome.ROBOTS: "The site's robots.txt does not let us in: leave it, or ask the carrier.",
    Outcome.RATE_LIMITED: "The site asked us to wait: it is tried again when it said; nothing to do.",
    Outcome.CLIENT_ERROR: "The site does not accept the address as it is: check it in a browser and mend the source.",
    Outcome.SERVER_ERROR: "The site has trouble: it is tried again by itself; look if it lasts for days.",
    Outcome.TRUNCATED: "The page broke off: it is tried again by itself.",
    Outcome.UNDECODABLE: "The page came in a coding that we did not ask for: if it lasts, report it as a bug.",
    Outcome.TOO_LARGE: "The page is larger than any tariff page should be: check that the address is still right.",
    Outcome.TIMEOUT: "The site was too slow: it is tried again by itself.",
    Outcome.TLS_ERROR: "The site's certificate is not accepted: wait until the site mends it; "
    "behind a company proxy set fetch.ca_bundle.",
    Outcome.DNS_ERROR: "The site's name is not known: check the address in the source.",
    Outcome.OFFLINE: "No network: check that this machine is online, and fetch.proxy if you are behind one.",
    Outcome.REFUSED_ADDRESS: "The address does not lead to the public internet over https: check the source, and who "
    "changed the site's address.",
    Outcome.PROTOCOL_ERROR: "The site's answer made no sense: it is tried again tomorrow; look at it if it lasts.",
    Outcome.STOPPED: "The host stands in fetch.stop_hosts: take it out when you want it fetched again.",
}

_OFFLINE_AGAIN = timedelta(minutes=30)
_BACKOFF_FROM = timedelta(minutes=60)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# The circuit (reliability.md 5): three failed runs in a row and it is asked once a day, after a week of that weekly.
_DAILY_FROM_FAILURES = 3
_WEEKLY_FROM_FAILURES = 10
_TRANSIENT = frozenset({Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.TRUNCATED, Outcome.DNS_ERROR, Outcome.TLS_ERROR})
_JITTER = 0.2


def next_due(
    outcome: Outcome,
    cadence_hours: int,
    now: datetime,
    *,
    failures: int,
    retry_after_seconds: int | None,
    rng: Random,
    host: str = "",
) -> datetime:
    """When to try again. ``failures``: attempts that failed in a row, this one counted.

    A page that came is due after its cadence, at a minute of the hour that belongs to its host and is never the full
    hour, so that neither we nor a host sees all requests at once. A Retry-After counts for up to 24 hours.
    """
    if outcome in (Outcome.OK, Outcome.UNCHANGED):
        return at_host_minute(now + timedelta(hours=cadence_hours), host)
    if outcome is Outcome.OFFLINE or (outcome is Outcome.STOPPED and retry_after_seconds):
        return now + _OFFLINE_AGAIN
    if outcome is Outcome.GONE or failures >= _WEEKLY_FROM_FAILURES:
        wait = _WEEK
    elif outcome in _TRANSIENT or outcome is Outcome.RATE_LIMITED:
        wait = _DAY if failures >= _DAILY_FROM_FAILURES else _BACKOFF_FROM * 2 ** max(failures - 1, 0)
        wait *= 1 + _JITTER * rng.random()
    else:
        return at_host_minute(now + _DAY, host)
    if outcome is Outcome.RATE_LIMITED:
        asked = min(timedelta(seconds=min(retry_after_seconds or 0, 86_400)), _DAY)
        wait = max(min(wait, _DAY), asked)
    return now + wait


def host_minute(host: str) -> int:
    """The host's minute of the hour, 1 to 59."""
    return 1 + int.from_bytes(hashlib.sha256(host.lower().encode()).digest()[:4]) % 59


def at_host_minute(moment: datetime, host: str) -> datetime:
    """The nearest moment at the host's minute, at most half an hour away; ``moment`` itself without a host."""
    if not host:
        return moment
    off = (host_minute(host) - moment.minute + 30) % 60 - 30
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=off)
