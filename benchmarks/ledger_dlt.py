"""dlt's scd2 merge on the feed of benchmarks/ledger.py; runs where dlt is installed, imports nothing of ours.

Given as it likes it: Arrow, with the hash of each row already there.
"""

import json
import os
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

folder = Path(sys.argv[1])
os.environ |= {
    "RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR", "DLT_DATA_DIR": str(folder / "dlt"),
}  # fmt: skip

import dlt  # noqa: E402
import duckdb  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
FILE = folder / "dlt.duckdb"


def load(number: int) -> None:
    feed = pq.read_table(folder / "feed.parquet")

    @dlt.resource(
        name="offers",
        write_disposition={
            "disposition": "merge", "strategy": "scd2", "row_version_column_name": "row_hash",
            "boundary_timestamp": (START + timedelta(days=number)).isoformat(),
        },
    )  # fmt: skip
    def offers():  # type: ignore[no-untyped-def]
        yield feed

    pipeline.run(offers())


def ask(number: int) -> dict[str, float]:
    then, week = START + timedelta(days=number // 2), START + timedelta(days=number - 6)
    queries = {
        "as_of": (
            "select count(*), sum(price) from d.offers where _dlt_valid_from <= $1"
            " and (_dlt_valid_to is null or _dlt_valid_to > $1)",
            [then],
        ),
        "as_of_one": (
            "select * from d.offers where seller = 'seller 0007' and place = 'FR' and _dlt_valid_from <= $1"
            " and (_dlt_valid_to is null or _dlt_valid_to > $1)",
            [then],
        ),
        "week": ("select count(*) from d.offers where _dlt_valid_from >= $1", [week]),
    }
    with duckdb.connect(str(FILE), read_only=True) as connection:
        told = {}
        for name, (query, values) in queries.items():
            best = 9.0
            for _ in range(5):
                begun = time.perf_counter()
                connection.execute(query, values).fetchall()
                best = min(best, time.perf_counter() - begun)
            told[name] = best
        (told["versions"], told["open"]) = connection.execute(
            "select count(*), count(*) filter (where _dlt_valid_to is null) from d.offers"
        ).fetchone() or (0, 0)
        return told


pipeline = dlt.pipeline(
    "bench", destination=dlt.destinations.duckdb(str(FILE)), dataset_name="d", pipelines_dir=str(folder / "dlt")
)
for line in sys.stdin:
    what, _, number = line.partition(" ")
    if what == "ask":
        answer = ask(int(number))
    else:
        wall, cpu = time.perf_counter(), time.process_time()
        load(int(number))
        answer = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    answer |= {
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "file_mb": FILE.stat().st_size / 1e6,
    }
    print("\n" + json.dumps(answer), flush=True)
