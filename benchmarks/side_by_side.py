"""Interleaved repeats of several ways to do one thing, and the table of their medians."""

import statistics
import time
from collections.abc import Callable, Mapping


def measure(ways: Mapping[str, Callable[[], object]], repeats: int = 7) -> dict[str, float]:
    """Median seconds of each way. The ways take turns, so that a busy moment of the machine falls on all of them."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()  # caches warm for everybody
    for _ in range(repeats):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def show(title: str, medians: Mapping[str, float], work: str) -> None:
    """Each way's median and how it compares with the last one, which is the plainest."""
    names = list(medians)
    plainest = medians[names[-1]]
    print(f"\n{title}")
    for name in names:
        print(f"  {name:<44} {medians[name] * 1000:9.1f} ms   x{plainest / medians[name]:.2f}   {work}")
