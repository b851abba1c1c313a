"""What a run is handed: settings, clock, chance, and the way out. Tests and the demo hand in others."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from flows.capture.door import Door
from flows.clock import Clock, SetClock, SystemClock
from flows.reading import Readers
from flows.settings import Settings

Say = Callable[[str], None]


def _silent(_: str) -> None:
    """Nobody is watching."""


@dataclass
class World:
    """``door`` is the one way to the network; ``say`` is told what is going on ("waiting 12 s for ..."), for people.
    ``wants_rates``: fetch the exchange rates too, when they are due.
    ``readers`` is a pool that outlives the run (the demo makes a dozen runs); without it each run starts its own.
    """

    settings: Settings
    clock: Clock
    door: Door
    rng: random.Random = field(default_factory=random.SystemRandom)
    say: Say = _silent
    readers: Readers | None = None
    wants_rates: bool = False


def real_world(settings: Settings, say: Say = _silent) -> World:
    """The world outside: the system's clock (or the one that the settings hold still) and the guarded door."""
    clock: Clock = SetClock(settings.clock) if settings.clock else SystemClock()
    rng = random.SystemRandom()
    door = Door(settings.fetch, clock=SystemClock(), rng=rng, say=say, stop_file=settings.stop_file)
    return World(settings, clock, door, rng, say, wants_rates=settings.rates.ecb)
