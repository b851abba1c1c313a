"""One request per host at a time, and a pause after each. Hosts do not wait for each other."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from flows.clock import Clock

_RESPONSE_FACTOR = 5
_LONGEST_FOR_SLOW_SERVER_SECONDS = 60.0
_JITTER = 0.2
_TOLD_FROM_SECONDS = 1.0
# Whoever holds a turn for longer holds up the whole run: such a host is asked by one of the next runs.
LONGEST_WAIT_SECONDS = 900.0


@dataclass
class _Gate:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = -math.inf
    page_ended_at: float = -math.inf
    crawl_delay: float = 0.0


class TooLong(Exception):
    """The host's turn is further away than anybody should wait for. ``seconds``: how far."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"its next turn is in {seconds:.0f} s")
        self.seconds = seconds


class Pace:
    """The pause between two requests of a host: the largest of our delay, its Crawl-delay, and five times what its last
    answer took (at most 60 s), all give or take 20 %; but never less than its Crawl-delay, which counts between pages.

    ``waiting(seconds, host)`` is told of every wait of a second or more, for people who look on.
    """

    def __init__(
        self,
        clock: Clock,
        rng: Random,
        delay_seconds: float,
        waiting: Callable[[float, str], None] = lambda seconds, host: None,
    ) -> None:
        self._clock, self._rng, self._delay, self._waiting = clock, rng, delay_seconds, waiting
        self._gates: dict[str, _Gate] = {}
        self._lock = threading.Lock()

    def asked(self, host: str, seconds_ago: float, crawl_delay_seconds: float = 0.0) -> None:
        """Another process asked this host for a page, so long ago: its pause holds for us too."""
        gate, ended = self._gate(host), self._clock.monotonic() - seconds_ago
        gate.free_at = max(gate.free_at, ended + self._delay)
        gate.page_ended_at = max(gate.page_ended_at, ended)
        gate.crawl_delay = crawl_delay_seconds

    def ready_in(self, host: str) -> float:
        """Seconds until a page of this host may be asked for, as far as its Crawl-delay is known."""
        gate = self._gate(host)
        return max(max(gate.free_at, gate.page_ended_at + gate.crawl_delay) - self._clock.monotonic(), 0.0)

    def wait(self, seconds: float, host: str) -> None:
        """Let time pass, and say for whom."""
        if seconds >= _TOLD_FROM_SECONDS:
            self._waiting(seconds, host)
        self._clock.sleep(seconds)

    @contextmanager
    def turn(self, host: str, crawl_delay_seconds: float | None = None) -> Iterator[None]:
        """Wait for this host's turn, hold it while the request runs, then set when the next may start.

        ``crawl_delay_seconds``: of a page; None for what is no page (robots.txt). Raises TooLong, without waiting.
        """
        gate, crawl_delay = self._gate(host), crawl_delay_seconds or 0.0
        with gate.turn:
            since_page = gate.page_ended_at + crawl_delay if crawl_delay_seconds is not None else -math.inf
            left = max(gate.free_at, since_page) - self._clock.monotonic()
            if left > LONGEST_WAIT_SECONDS:
                raise TooLong(left)
            if left > 0:
                self.wait(left, host)
            began = self._clock.monotonic()
            try:
                yield
            finally:
                ended = self._clock.monotonic()
                slow = min(_RESPONSE_FACTOR * (ended - began), _LONGEST_FOR_SLOW_SERVER_SECONDS)
                pause = max(self._delay, crawl_delay, slow)
                with self._lock:  # random.Random is shared by all threads
                    pause *= 1 + _JITTER * (2 * self._rng.random() - 1)
                gate.free_at = ended + max(pause, crawl_delay)
                if crawl_delay_seconds is not None:
                    gate.page_ended_at, gate.crawl_delay = ended, crawl_delay

    def _gate(self, host: str) -> _Gate:
        with self._lock:
            return self._gates.setdefault(host, _Gate())
