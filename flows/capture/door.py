"""The one door to the network: every request of ours goes through it, robots.txt and redirects included."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from random import Random

from urllib3.util import parse_url

from flows.capture.answer import Fetched, Halt, Identity, Validators, Way
from flows.capture.body import Limits
from flows.capture.budget import Budget, StopSwitch
from flows.capture.doctor import Finding, examine
from flows.capture.guard import AddressPolicy, PublicOnly, Resolver, host_of
from flows.capture.http import fetch
from flows.capture.known import Known
from flows.capture.line import Connector, system_connector, system_resolver
from flows.capture.pace import Pace, TooLong
from flows.capture.robots import MAX_BYTES, RobotsCache, Rules
from flows.clock import Clock
from flows.settings import Fetch, SettingsError
from warehouse.entries import Outcome

_LONGEST_REST = timedelta(hours=24)
_REST_WITHOUT_A_TIME = timedelta(minutes=30)


class Door:
    """Fetches public pages: guarded, paced, by the host's own rules. Safe to use from several threads.

    ``settings`` is the ``[fetch]`` section. ``address_of`` maps a public https address to a local one, so that tests
    and the demo can serve recorded pages under their public addresses; it needs a policy that keeps to loopback.
    ``keep_robots`` is handed every robots.txt that was fetched, for the archive. ``budget`` says how much of a host may
    be taken in a day; while ``stop_file`` exists nothing is fetched at all.

    Raises:
        ValueError: ``address_of`` with a policy that reaches further than this machine.
        SettingsError: a proxy or certificate bundle that cannot be used.
    """

    def __init__(
        self,
        settings: Fetch,
        *,
        clock: Clock,
        rng: Random,
        say: Callable[[str], None] = lambda words: None,
        policy: AddressPolicy | None = None,
        resolver: Resolver = system_resolver,
        connector: Connector = system_connector,
        address_of: Callable[[str], str] | None = None,
        limits: Limits | None = None,
        keep_robots: Callable[[Fetched], None] | None = None,
        budget: Budget | None = None,
        stop_file: Path | None = None,
    ) -> None:
        policy = policy or PublicOnly()
        if address_of is not None and (policy.allows("1.1.1.1") or not policy.permits_http):
            raise ValueError("address_of maps to local addresses: it needs a policy that keeps to loopback")
        self._way = Way(
            policy=policy, identity=Identity(version("roamledger"), settings.contact_url, settings.contact_mail),
            clock=clock, resolver=resolver, connector=connector, limits=limits or Limits(),
            proxy=_proxy(settings), ca_bundle=settings.ca_bundle, address_of=address_of,
        )  # fmt: skip
        if settings.ca_bundle is not None and not settings.ca_bundle.exists():
            raise SettingsError(f"fetch.ca_bundle: there is no file {settings.ca_bundle}")
        self._clock = clock
        self._stop = StopSwitch(settings.stop_hosts, stop_file)
        self.budget = budget or Budget(clock)
        self._pace = Pace(
            clock, rng, settings.delay_seconds, lambda seconds, host: say(f"waiting {seconds:.0f} s for {host}")
        )
        self._robots = RobotsCache(self._get_robots, clock)
        self._keep_robots = keep_robots
        self._resting: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def get(self, url: str, validators: Validators | None = None) -> Fetched:
        """One page. Never raises for what the network does; waits for the host's turn through the clock.

        A connection that broke before any answer is tried once more, at the host's pace. A host that asked us to wait
        is left alone: that is answered RATE_LIMITED without a request, never slept away.
        """
        robots: list[Fetched] = []
        result = fetch(url, self._way, conditional=validators, around=lambda at: self._page_turn(at, robots))
        if result.outcome is Outcome.SERVER_ERROR and result.status is None:
            result = fetch(url, self._way, conditional=validators, around=lambda at: self._page_turn(at, robots))
        result = self._remember(result)
        return replace(result, robots=robots[-1]) if robots else result

    def begin(self, known: Known) -> None:
        """A run begins: what earlier processes asked, took and were told holds for this one too."""
        now = self._clock.now()
        self.budget.begin(known.pages, known.taken)
        for robots in known.robots:
            self._robots.remember(robots.url, robots.rules, robots.fetched_at, robots.until_at)
        for host, asked_at in known.asked_at.items():
            ago = max((now - asked_at).total_seconds(), 0.0)
            self._pace.asked(host, ago, self._robots.crawl_delay_of(host))
        with self._lock:
            self._resting |= known.resting

    def monotonic(self) -> float:
        """The clock by which it paces, for durations."""
        return self._clock.monotonic()

    def ready_in(self, url: str) -> float:
        """Seconds until this page may be asked for, by the pace of its host; inf if not in this run."""
        host = host_of(url)
        return math.inf if self.refusal(host) else self._pace.ready_in(host)

    def wait(self, seconds: float, url: str) -> None:
        """Let so much time pass, for the sake of that page's host."""
        self._pace.wait(seconds, host_of(url))

    def rests_until(self, host: str) -> datetime | None:
        """Until when the host wants to be left alone, if it said so and that is to come."""
        with self._lock:
            until = self._resting.get(host)
        return until if until is not None and self._clock.now() < until else None

    def refusal(self, host: str) -> str:
        """Why this host is not asked now, though it may be later: it wants to be left alone, or the day is used up."""
        try:
            self._refuse_resting(host)
            self.budget.check(host)
        except Halt as halt:
            return halt.detail
        return ""

    def stopped(self) -> str:
        """Why nothing is fetched at all just now ("ledger/STOP is there ..."), or ""."""
        return self._stop.words()

    def examine(self) -> list[Finding]:
        """What stands between us and the carriers, step by step (``roamledger doctor network``)."""
        return examine(self._way, self._robots_turn)

    @contextmanager
    def _page_turn(self, url: str, robots: list[Fetched]) -> Iterator[None]:
        """The rules of the host first, then its turn. Raises Halt."""
        self._refuse_stopped(url)
        rules, fetched = self._robots.rules_for(url)
        if fetched is not None:
            robots.append(fetched)
            if self._keep_robots:
                self._keep_robots(fetched)
        _obey(rules, url)
        try:
            with self._pace.turn(host_of(url), rules.crawl_delay_seconds):
                self._last_look(url)
                yield
        except TooLong as error:
            raise Halt(Outcome.RATE_LIMITED, f"{host_of(url)}: {error}", math.ceil(error.seconds)) from None

    @contextmanager
    def _robots_turn(self, url: str) -> Iterator[None]:
        self._refuse_stopped(url)
        with self._pace.turn(host_of(url)):
            self._last_look(url)
            yield

    def _last_look(self, url: str) -> None:
        """While we waited for our turn, another request of this host may have changed what is allowed. Raises Halt."""
        self._refuse_stopped(url)
        self.budget.take(host_of(url))

    def _get_robots(self, url: str) -> Fetched:
        small = replace(self._way.limits, wire_bytes=MAX_BYTES, decoded_bytes=MAX_BYTES)
        result = fetch(
            url, replace(self._way, limits=small), around=self._robots_turn, is_empty_fine=True, keep_to_site=False
        )
        return self._remember(result)

    def _refuse_stopped(self, url: str) -> None:
        """Raises Halt for a host that is switched off, or that asked us to wait."""
        host = host_of(url)
        self._stop.check(host)
        self._refuse_resting(host)

    def _refuse_resting(self, host: str) -> None:
        until = self.rests_until(host)
        if until is not None:
            left = round((until - self._clock.now()).total_seconds())
            raise Halt(Outcome.RATE_LIMITED, f"{host} asked us to wait until {until:%Y-%m-%d %H:%M} UTC", left)

    def _remember(self, result: Fetched) -> Fetched:
        self.budget.took(host_of(result.final_url), result.wire_bytes)
        if result.outcome is not Outcome.RATE_LIMITED or result.status is None:
            return result
        asked = result.retry_after_seconds
        rest = _REST_WITHOUT_A_TIME if asked is None else timedelta(seconds=min(asked, 86_400))
        until = self._clock.now() + min(rest, _LONGEST_REST)
        with self._lock:
            self._resting[host_of(result.final_url)] = until
        return replace(result, until_at=until)


def _obey(rules: Rules, url: str) -> None:
    if rules.refusal is not None:
        outcome, detail = rules.refusal
        raise Halt(outcome, detail, rules.retry_after_seconds)
    if not rules.allows(url):
        raise Halt(Outcome.ROBOTS, f"robots.txt of {host_of(url)} does not allow this address")


def _proxy(settings: Fetch) -> str:
    """The proxy of the settings. None is ever taken from the environment."""
    if not settings.proxy:
        return ""
    parsed = parse_url(settings.proxy if "://" in settings.proxy else f"http://{settings.proxy}")
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise SettingsError("fetch.proxy: write it as http://host:port")
    return parsed.url
