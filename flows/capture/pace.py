"""One request per host at a time, and a pause after each. Hosts do not wait for each other."""

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


@dataclass
class _Gate:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    is_new: bool = True


class Pace:
    """The pause between two requests of a host: the largest of our delay, its Crawl-delay, and five times what its last
    answer took (at most 60 s), all give or take 20 %; but never less than its Crawl-delay.

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

    @contextmanager
    def turn(self, host: str, crawl_delay_seconds: float = 0.0) -> Iterator[None]:
        """Wait for this host's turn, hold it while the request runs, then set when the next may start."""
        with self._lock:
            gate = self._gates.setdefault(host, _Gate())
        with gate.turn:
            left = gate.free_at - self._clock.monotonic()
            if not gate.is_new and left > 0:
                if left >= _TOLD_FROM_SECONDS:
                    self._waiting(left, host)
                self._clock.sleep(left)
            began = self._clock.monotonic()
            try:
                yield
            finally:
                ended = self._clock.monotonic()
                slow = min(_RESPONSE_FACTOR * (ended - began), _LONGEST_FOR_SLOW_SERVER_SECONDS)
                pause = max(self._delay, crawl_delay_seconds, slow)
                with self._lock:  # random.Random is shared by all threads
                    pause *= 1 + _JITTER * (2 * self._rng.random() - 1)
                gate.free_at, gate.is_new = ended + max(pause, crawl_delay_seconds), False
