"""Our fold on the feed of benchmarks/ledger.py: journal and archive into the warehouse, as `track` and `rebuild` do it.

A day-load opens the file, folds 1,000 captures and 1,000 readings with everything on (versions, prices, places,
receipts, changes, moves, what is owed), and closes it.
"""

import json
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.store import Warehouse

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
BATCH = 5_000


def load(folder: Path, file: Path) -> None:
    with Warehouse.open_for_writing(file) as warehouse:
        catch_up(warehouse.connection, Journal(folder / "journal"), Archive(folder / "archive"), batch=BATCH)


def ask(file: Path, number: int) -> dict[str, float]:
    then, week = START + timedelta(days=number // 2), START + timedelta(days=number - 6)
    queries = {
        "as_of": (
            "select count(*), sum(p.amount) from core.versions as v join core.offer_prices as p using (version_id)"
            " where v.observed_from <= $1 and (v.observed_to is null or v.observed_to > $1) and v.recorded_to is null",
            [then],
        ),
        "as_of_one": (
            "select * from core.offers where source_id = 'aa_seller0007' and scope = 'FR' and observed_from <= $1"
            " and (observed_to is null or observed_to > $1) and recorded_to is null",
            [then],
        ),
        "week": ("select count(*) from core.changes where seen_at >= $1", [week]),
    }
    with Warehouse.open_read_only(file) as warehouse:
        told = {}
        for name, (query, values) in queries.items():
            best = 9.0
            for _ in range(5):
                begun = time.perf_counter()
                warehouse.connection.execute(query, values).fetchall()
                best = min(best, time.perf_counter() - begun)
            told[name] = best
        (told["versions"], told["open"]) = warehouse.connection.execute(
            "select count(*), count(*) filter (where observed_to is null) from core.versions where recorded_to is null"
        ).fetchone() or (0, 0)
        (told["changes"],) = warehouse.connection.execute("select count(*) from core.changes").fetchone() or (0,)
        return told


def main() -> None:
    folder = Path(sys.argv[1])
    file = folder / "ours.duckdb"
    for line in sys.stdin:
        what, _, number = line.partition(" ")
        if what == "ask":
            answer = ask(file, int(number))
        else:
            wall, cpu = time.perf_counter(), time.process_time()
            load(folder, file)
            answer = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        answer |= {
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "file_mb": file.stat().st_size / 1e6,
        }
        print("\n" + json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
