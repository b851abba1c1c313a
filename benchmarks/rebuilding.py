"""`roamledger rebuild` of a long past: a capture and a reading of each source a day, rows changing on 1 % of days.

    python -m benchmarks.rebuilding                    small: 10 sources, 60 days
    python -m benchmarks.rebuilding --sources 100 --days 365

Beside it the same journal folded an entry a transaction, as runs do it live, over its first entries.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.ledger_feed import Row, offer_of
from transforms.places import known_places
from transforms.records import rows_to_bytes
from warehouse.archive import Archive
from warehouse.entries import Capture, Cause, Entry, Outcome, PageCapture, Purpose, Reading, RunStarted, Verdict
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.rebuild import rebuild
from warehouse.store import Warehouse

START = datetime(2025, 1, 1, 6, tzinfo=UTC)
LIVE = 2_000


def write(journal: Journal, archive: Archive, sources: int, days: int, rows: int, share: float) -> int:
    """A past in which each page changes on a share of days, 2 % of its rows then; returns how many entries."""
    chance = random.Random(7)
    codes = sorted(known_places())
    lists = [[Row(codes[i % 200], i % 5, i // 1000, 450 + i) for i in range(rows)] for _ in range(sources)]
    kept = [archive.put(rows_to_bytes(map(offer_of, each))) for each in lists]
    count = 0
    for day in range(days):
        at, run_id = START + timedelta(days=day), f"r{day}"
        entries: list[Entry] = [RunStarted(run_id=run_id, started_at=at, version="bench")]
        for source, each in enumerate(lists):
            if day and chance.random() < share:
                for row in chance.sample(each, max(1, rows // 50)):
                    row.cents = max(100, round(row.cents * chance.choice((0.8, 0.9, 1.1, 1.25))) + 1)
                kept[source] = archive.put(rows_to_bytes(map(offer_of, each)))
            source_id = f"aa_source{source:03d}"
            capture = Capture(
                capture_id=f"{source_id}.main@{at:%Y-%m-%dT%H:%M:%SZ}", source_id=source_id, part="main",
                observed_at=at, purpose=Purpose.DUE, outcome=Outcome.OK, run_id=run_id,
                pages=(PageCapture(url=f"https://s{source}.example/", status=200, sha256=kept[source], bytes=9),),
                next_due_at=at + timedelta(days=1),
            )  # fmt: skip
            reading = Reading(
                reading_id=f"{capture.capture_id}#bench", capture_id=capture.capture_id, source_id=source_id,
                part="main", observed_at=at, recorded_at=at + timedelta(seconds=5), fingerprint="bench",
                cause=Cause.PAGE, verdict=Verdict.COMPLETE, rows_sha256=kept[source], rows=rows, run_id=run_id,
            )  # fmt: skip
            entries += [capture, reading]
        for entry in entries:
            journal.append(entry)
        count += len(entries)
    return count


class First:
    """The first entries of a journal."""

    def __init__(self, journal: Journal, count: int) -> None:
        self._journal, self._count = journal, count

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        return islice(self._journal.entries(after), max(0, self._count - after))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    for name, default in (("sources", 10), ("days", 60), ("rows", 100)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--share", type=float, default=0.01, help="of days on which a page changes")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal, archive = Journal(folder / "journal"), Archive(folder / "archive")
        fsync, os.fsync = os.fsync, lambda _: None  # making the past is not what is measured
        try:
            count = write(journal, archive, given.sources, given.days, given.rows, given.share)
        finally:
            os.fsync = fsync
        journal.close()
        wall, cpu = time.perf_counter(), time.process_time()
        rebuild(Journal(folder / "journal"), Archive(folder / "archive"), folder / "warehouse.duckdb")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        size = (folder / "warehouse.duckdb").stat().st_size / 1e6
        live = min(LIVE, count)
        begun = time.perf_counter()
        with Warehouse.open_for_writing(folder / "live.duckdb") as warehouse:
            catch_up(warehouse.connection, First(Journal(folder / "journal"), live), Archive(folder / "archive"))
        one = (time.perf_counter() - begun) / live
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = (
        f"{given.sources} sources x {given.days} days, {given.rows} rows a page, changes on {given.share:.0%} of days"
    )
    each = f"{wall / count * 1000:.2f} ms an entry (one entry a transaction: {one * 1000:.1f} ms)"
    print(f"\nrebuild of {count:,} entries: {what}")
    print(f"  in {wall:.1f} s, CPU {cpu:.1f} s: {each}; peak {peak:.0f} MB, file {size:.0f} MB")


if __name__ == "__main__":
    main()
