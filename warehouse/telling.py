"""How a change is told once it is confirmed: as news, as taken back, as flapping (once), or not at all.

A flip takes back the last change of the same fact. After the third in 30 days people hear once that it flaps, then
nothing until it has been still for 72 hours; then how it came to rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NEWS, BACK_AGAIN, FOUND_LATE, FLAPPING = "news", "back_again", "found_late", "flapping"
QUIET, SETTLED, NOTHING = "quiet", "settled", "nothing"

FLIPS = 3
WITHIN = timedelta(days=30)
STILL = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier change of the same fact: when it was seen, whether it took another back, how it is told."""

    seen_at: datetime
    is_flip: bool
    told_as: str


def told_as(seen_at: datetime, is_flip: bool, earlier: Sequence[Told]) -> str:
    """How a change of the page's own doing is told, after the confirmed ones of the same fact, oldest first."""
    last = earlier[-1] if earlier else None
    if last and last.told_as in (FLAPPING, QUIET) and seen_at - last.seen_at < STILL:
        return QUIET
    if not is_flip:
        return NEWS
    flips = 1
    for before in reversed(earlier):
        if before.told_as in (FLAPPING, QUIET, SETTLED) or seen_at - before.seen_at > WITHIN:
            break
        flips += before.is_flip
    return FLAPPING if flips >= FLIPS else BACK_AGAIN
