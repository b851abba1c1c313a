"""How much of a host we may take in a day, and the two switches that stop everything (reliability.md 5)."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from flows.capture.answer import Halt
from flows.clock import Clock
from warehouse.entries import Outcome

REQUESTS_PER_DAY = 50
BYTES_PER_DAY = 50_000_000
# A page is asked for at most this often a day: once when due, and again when its moves wait to be confirmed.
LOOKS_PER_DAY = 4
# A page that the stop file kept us from is due again soon after a person takes the file away.
_LOOK_AGAIN_SECONDS = 1800


@dataclass
class _Spent:
    requests: int = 0
    bytes: int = 0


class StopSwitch:
    """Hosts that are never asked, with all that is under them, and a file whose presence stops every request."""

    def __init__(self, hosts: Iterable[str], file: Path | None = None) -> None:
        self._hosts = frozenset(host.strip().rstrip(".").lower() for host in hosts)
        self._file = file

    def check(self, host: str) -> None:
        """Raises Halt. Asked before each request, so that a switch thrown in the middle of a run counts at once."""
        labels = host.split(".")
        if any(".".join(labels[start:]) in self._hosts for start in range(len(labels))):
            raise Halt(Outcome.STOPPED, f"{host} stands in fetch.stop_hosts")
        if words := self.words():
            raise Halt(Outcome.STOPPED, words, _LOOK_AGAIN_SECONDS)

    def words(self) -> str:
        """Why nothing at all is fetched, or ""."""
        if self._file is None or not self._file.exists():
            return ""
        return f"{self._file} is there: nothing is fetched until it is removed"


@dataclass
class Budget:
    """Requests and bytes per host and UTC day: 50 and 50 MB, or what the declared pages of a host need.

    ``pages``: how many addresses are declared per host; a seller with a page per destination needs more than 50.
    It counts what goes through one door; what earlier runs of the day took is told to :meth:`begin`.
    """

    clock: Clock
    pages: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._spent: dict[tuple[str, date], _Spent] = {}
        self._lock = threading.Lock()

    def begin(self, pages: Mapping[str, int], taken: Mapping[str, tuple[int, int]]) -> None:
        """A run begins: the pages declared per host, and the requests and bytes that the ledger knows of today."""
        today = self.clock.now().date()
        with self._lock:
            self.pages = pages
            for host, (requests, size) in taken.items():
                spent = self._spent.setdefault((host, today), _Spent())
                spent.requests, spent.bytes = max(spent.requests, requests), max(spent.bytes, size)

    def requests_per_day(self, host: str) -> int:
        return max(REQUESTS_PER_DAY, LOOKS_PER_DAY * self.pages.get(host, 0))

    def bytes_per_day(self, host: str) -> int:
        return BYTES_PER_DAY * self.requests_per_day(host) // REQUESTS_PER_DAY

    def take(self, host: str) -> None:
        """Count one request. Raises Halt when the day's share is used up."""
        with self._lock:
            self._check(host).requests += 1

    def check(self, host: str) -> None:
        """Raises Halt when the day's share is used up."""
        with self._lock:
            self._check(host)

    def _check(self, host: str) -> _Spent:
        now = self.clock.now()
        spent = self._spent.setdefault((host, now.date()), _Spent())
        if spent.requests >= self.requests_per_day(host):
            raise _used_up(f"{self.requests_per_day(host)} requests", host, now)
        if spent.bytes >= self.bytes_per_day(host):
            raise _used_up(f"{self.bytes_per_day(host) // 1_000_000} MB", host, now)
        return spent

    def took(self, host: str, size: int, requests: int = 0) -> None:
        """Add what came over the wire (and, from earlier runs of the day, how many requests)."""
        with self._lock:
            spent = self._spent.setdefault((host, self.clock.now().date()), _Spent())
            spent.bytes += size
            spent.requests += requests


def _used_up(share: str, host: str, now: datetime) -> Halt:
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return Halt(Outcome.RATE_LIMITED, f"today's {share} of {host} are used up", round((midnight - now).total_seconds()))
