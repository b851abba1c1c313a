"""How long a source of many parts takes to come round: what a person may expect, said in `sources`."""

from collections import Counter
from collections.abc import Iterable

from flows.capture.guard import host_of
from transforms.addresses import is_file
from transforms.source import Carrier


class Sweeps:
    """By the parts that the sources which are on declare. One host is asked for one page at a time, whoever's it is."""

    def __init__(self, on: Iterable[Carrier], delay_seconds: float) -> None:
        self._delay = delay_seconds
        self._pages = Counter(host for carrier in on for host in _hosts(carrier))

    def parts(self, carrier: Carrier) -> int:
        """How many parts runs fetch."""
        return sum(not part.is_historic for part in carrier.source.parts)

    def requests(self, carrier: Carrier) -> int:
        """How many pages come round before the last of its own does, at its busiest host."""
        return max((self._pages[host] for host in set(_hosts(carrier))), default=0)

    def seconds_apart(self, seen: float | None) -> float:
        """Our own delay, or what usually lies between two of its captures where its site wants more."""
        return max(self._delay, seen or 0.0)


def duration(seconds: float) -> str:
    """ "40 s", "24 min", "23 h", "3 days"."""
    for limit, size, name in ((120, 1, "s"), (7_200, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds / 86_400:.0f} days"


def _hosts(carrier: Carrier) -> list[str]:
    urls = (url for part in carrier.source.parts if not part.is_historic for url in part.urls)
    return [host_of(url) for url in urls if not is_file(url)]
