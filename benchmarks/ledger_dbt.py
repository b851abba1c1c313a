"""A dbt-duckdb snapshot on the feed of benchmarks/ledger.py; runs where dbt is installed, imports nothing of ours.

Given as it likes it: one process for all days, a project that never changes (so it is parsed once), the check strategy
on the one column that is a hash of the row.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ["DO_NOT_TRACK"] = "1"

import duckdb
from dbt.cli.main import dbtRunner

folder = Path(sys.argv[1])
FILE = folder / "dbt.duckdb"
PROJECT = folder / "dbt"
FILES = {
    "dbt_project.yml": """\
name: bench
version: "1.0.0"
profile: bench
snapshot-paths: [snapshots]
flags: {send_anonymous_usage_stats: false}
""",
    "profiles.yml": f"""\
bench:
  target: main
  outputs:
    main: {{type: duckdb, path: "{FILE}", threads: 2}}
""",
    "snapshots/offers.sql": f"""\
{{% snapshot offers %}}
{{{{ config(unique_key="offer_id", strategy="check", check_cols=["row_hash"], invalidate_hard_deletes=true) }}}}
select * from read_parquet('{folder / "feed.parquet"}')
{{% endsnapshot %}}
""",
}


def load() -> None:
    done = runner.invoke(["--quiet", "snapshot", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)])
    if not done.success:
        raise SystemExit(f"dbt: {done.exception or done.result}")


def ask() -> dict[str, float]:
    """dbt dates versions by its own clock, so a moment of the feed is a moment of the run: the middle version's."""
    with duckdb.connect(str(FILE)) as connection:
        days = connection.execute("select distinct dbt_valid_from from offers order by 1").fetchall()
        then, week = days[(len(days) - 1) // 2][0], days[-7:][0][0]
        queries = {
            "as_of": (
                "select count(*), sum(price) from offers where dbt_valid_from <= $1"
                " and (dbt_valid_to is null or dbt_valid_to > $1)",
                [then],
            ),
            "as_of_one": (
                "select * from offers where seller = 'seller 0007' and place = 'FR' and dbt_valid_from <= $1"
                " and (dbt_valid_to is null or dbt_valid_to > $1)",
                [then],
            ),
            "week": ("select count(*) from offers where dbt_valid_from >= $1", [week]),
        }
        told = {}
        for name, (query, values) in queries.items():
            best = 9.0
            for _ in range(5):
                begun = time.perf_counter()
                connection.execute(query, values).fetchall()
                best = min(best, time.perf_counter() - begun)
            told[name] = best
        (told["versions"], told["open"]) = connection.execute(
            "select count(*), count(*) filter (where dbt_valid_to is null) from offers"
        ).fetchone() or (0, 0)
        return told


for name, text in FILES.items():
    path = PROJECT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
runner = dbtRunner()
for line in sys.stdin:
    what, _, number = line.partition(" ")
    if what == "ask":
        answer = ask()
    else:
        wall, cpu = time.perf_counter(), time.process_time()
        load()
        answer = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    answer |= {
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "file_mb": FILE.stat().st_size / 1e6,
    }
    print("\n" + json.dumps(answer), flush=True)
