"""What the ledger knows of earlier processes' dealings with hosts, so that they hold for this one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.capture.robots import Rules


@dataclass(frozen=True, slots=True)
class KnownRobots:
    """A robots.txt that was fetched: its address, its rules, when, and until when they hold."""

    url: str
    rules: Rules
    fetched_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All by host. ``pages``: how many are declared; ``taken``: requests and bytes of this UTC day; ``asked_at``: the
    last request for a page; ``resting``: until when the host wants to be left alone."""

    pages: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    asked_at: Mapping[str, datetime] = field(default_factory=dict)
    resting: Mapping[str, datetime] = field(default_factory=dict)
    robots: tuple[KnownRobots, ...] = ()
