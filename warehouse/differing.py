"""Which rows of a reading are not those of the last accepted one: line against line, before any of them is decoded.

Rows are kept as canonical JSON, so equal lines are equal offers with equal receipts. Most pages change in a few rows,
and a row costs fifty times more to decode and hash than to find unchanged.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from warehouse.archive import ArchiveError

# Reading and proving the kept bytes runs beside Python; more threads than this gained nothing on two cores.
_THREADS = 2
# Kept bytes that wait for their turn: of large pages, half a megabyte each.
_AHEAD = 16


class Kept(Protocol):
    """Where rows are kept by their hash (warehouse/archive.py)."""

    def get(self, sha256: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows that are ``new`` (in their order) and ``gone`` against those before, and how many there are in all.

    ``gone`` None: there is nothing to compare with, so every row is new.
    """

    count: int
    new: list[bytes]
    gone: list[bytes] | None = None


def differing(archive: Kept, pairs: Sequence[tuple[str, str]]) -> Iterator[Lines]:
    """For each reading, given as the hash of its rows and that of the rows before ("" for none)."""
    if len(pairs) == 1:
        yield _lines(_both(archive, *pairs[0]))
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        left = iter(pairs)
        waiting = [pool.submit(_both, archive, *pair) for pair in islice(left, _AHEAD)]
        while waiting:
            both = waiting.pop(0).result()
            waiting += [pool.submit(_both, archive, *pair) for pair in islice(left, 1)]
            yield _lines(both)


def _both(archive: Kept, now: str, before: str) -> tuple[bytes, bytes | None]:
    data = archive.get(now)
    if now == before:
        return data, data
    try:
        return data, archive.get(before) if before else None
    except ArchiveError:  # lost or damaged, as `archive verify` says; what it held stands in the tables
        return data, None


def _lines(both: tuple[bytes, bytes | None]) -> Lines:
    data, before = both
    lines = data.splitlines()
    now = set(lines)
    if before is None or len(now) < len(lines):
        return Lines(len(lines), lines)
    if before is data:
        return Lines(len(lines), [], [])
    was = before.splitlines()
    new = now.difference(was)
    return Lines(len(lines), [line for line in lines if line in new] if new else [], [x for x in was if x not in now])
