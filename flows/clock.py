"""The one place where time is read. Everything else is handed a clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """``now`` is aware UTC; ``monotonic`` is for durations; ``sleep`` waits."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass
class SetClock:
    """A clock that stands at ``moment`` until it is moved; sleeping moves it and takes no time (tests, demo)."""

    moment: datetime
    on_sleep: Callable[[float], None] | None = None

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()

    def sleep(self, seconds: float) -> None:
        if self.on_sleep:
            self.on_sleep(seconds)
        self.moment += timedelta(seconds=seconds)
