"""What a host's robots.txt lets us do (RFC 9309), remembered for at most a day."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from protego import Protego

from flows.capture.answer import Fetched
from flows.capture.guard import host_of
from flows.clock import Clock
from warehouse.entries import Outcome

TOKEN = "Roamledger"  # noqa: S105  the name that robots.txt knows us by, no secret
MAX_BYTES = 500 * 1024
LONGEST_CRAWL_DELAY_SECONDS = 86_400.0
_A_DAY = timedelta(hours=24)
_AFTER_FAILURE = timedelta(minutes=30)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*([0-9]{1,9})", re.IGNORECASE)
_AGENT = re.compile(r"\s*user[ -]?agent\s*:\s*(?:([A-Za-z_-]+)|(\*))", re.IGNORECASE)
_NO_RULE = re.compile(r"\s*(?!user|allow|di[a-z]*w|crawl|request|visit)[A-Za-z _-]*:", re.IGNORECASE)
# No answer came: the page would have fared the same, so the outcome stays what it is.
_STAYS = frozenset(
    {Outcome.OFFLINE, Outcome.DNS_ERROR, Outcome.TIMEOUT, Outcome.TLS_ERROR, Outcome.SERVER_ERROR, Outcome.STOPPED,
     Outcome.REFUSED_ADDRESS}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows. ``refusal`` is set where its rules could not be had: then nothing is fetched."""

    parser: Protego | None = None
    refusal: tuple[Outcome, str] | None = None
    retry_after_seconds: int | None = None

    def allows(self, url: str) -> bool:
        return self.parser is None or bool(self.parser.can_fetch(url, TOKEN))

    @property
    def crawl_delay_seconds(self) -> float:
        """At most a day; 0 where none is named."""
        delay = self.parser.crawl_delay(TOKEN) if self.parser else None
        return min(max(float(delay or 0), 0.0), LONGEST_CRAWL_DELAY_SECONDS)


@dataclass
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    expires_at: datetime | None = None
    good: Rules | None = None
    good_until: datetime | None = None


class RobotsCache:
    """The rules of each host, fetched through ``get`` when first asked for and again when older than a day.

    ``get`` fetches one robots.txt through the guarded door and follows redirects to other sites (RFC 9309 2.3.1.2).
    """

    def __init__(self, get: Callable[[str], Fetched], clock: Clock) -> None:
        self._get, self._clock = get, clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def rules_for(self, url: str) -> tuple[Rules, Fetched | None]:
        """The rules for the host of ``url``, and the robots.txt if it was fetched just now, for keeping."""
        place = robots_url(url)
        with self._lock:
            host = self._hosts.setdefault(place, _Host())
        with host.lock:
            now = self._clock.now()
            if host.rules is not None and host.expires_at is not None and now < host.expires_at:
                return host.rules, None
            fetched = self._get(place)
            now = self._clock.now()
            rules = read_rules(fetched)
            if rules.refusal is None:
                host.rules, host.expires_at = rules, now + _lifetime(fetched)
                host.good, host.good_until = rules, now + _A_DAY
                fetched = replace(fetched, until_at=host.expires_at)
            else:
                is_copy_young = host.good is not None and host.good_until is not None and now < host.good_until
                host.rules, host.expires_at = host.good if is_copy_young else rules, now + _AFTER_FAILURE
            return host.rules or rules, fetched

    def remember(self, place: str, rules: Rules, fetched_at: datetime, until_at: datetime) -> None:
        """Rules that another process fetched: they hold until then, and for a day where no new ones can be had."""
        with self._lock:
            host = self._hosts.setdefault(place, _Host())
        with host.lock:
            if host.rules is None:
                host.rules, host.expires_at = rules, until_at
                host.good, host.good_until = rules, fetched_at + _A_DAY

    def crawl_delay_of(self, host_name: str) -> float:
        """As far as it is known without asking."""
        with self._lock:
            host = self._hosts.get(robots_url(f"https://{host_name}/"))
        return host.rules.crawl_delay_seconds if host and host.rules else 0.0


def robots_url(url: str) -> str:
    """``https://host[:port]/robots.txt`` for any address on that host."""
    match = re.match(r"([a-z]+://[^/?#]+)", url, re.IGNORECASE)
    return (match[1] if match else f"https://{host_of(url)}") + "/robots.txt"


def read_rules(fetched: Fetched) -> Rules:
    """Rules from one attempt to fetch robots.txt: 4xx means that everything is allowed; 5xx, 429 and a network that
    fails mean that nothing is.
    """
    if fetched.outcome in (Outcome.OK, Outcome.TOO_LARGE):
        return Rules(parse(fetched.body[:MAX_BYTES]))
    if fetched.outcome is Outcome.RATE_LIMITED:
        return Rules(None, (fetched.outcome, f"robots.txt {fetched.detail}"), fetched.retry_after_seconds)
    if fetched.status is None and fetched.outcome in _STAYS:
        return Rules(None, (fetched.outcome, fetched.detail))
    if fetched.outcome is Outcome.PROTOCOL_ERROR and (fetched.status == 204 or "redirects" in fetched.detail):
        return Rules()  # an empty file; or more than five redirects, which RFC 9309 counts as no file
    if fetched.status is not None and 400 <= fetched.status < 500:
        return Rules()
    return Rules(None, (Outcome.ROBOTS, f"robots.txt could not be read: {fetched.detail}"))


def parse(body: bytes) -> Protego:
    """The rules of a robots.txt, whatever else is in it.

    protego 0.7 is mended in two places where it differs from RFC 9309 (2.2.1, 2.1): of a user-agent line only the name
    at its beginning counts ("Foo Bar/2.1" is "Foo"), and a line that is no rule does not end a group.
    """
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = []
    for line in re.split(r"\r\n|\r|\n", text):
        if found := _AGENT.match(line):
            lines.append(f"user-agent: {found[1] or found[2]}")
        elif not _NO_RULE.match(line):
            lines.append(line)
    return Protego.parse("\n".join(lines))


def _lifetime(fetched: Fetched) -> timedelta:
    found = _MAX_AGE.search(fetched.headers.get("cache-control", ""))
    return min(timedelta(seconds=int(found[1])), _A_DAY) if found else _A_DAY
