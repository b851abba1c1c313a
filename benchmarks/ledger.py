"""A day of price lists into history, beside dlt's scd2 merge and a dbt snapshot on the same feed, day by day in turns.

    python -m benchmarks.ledger                                      small: 40 sellers, 4 days
    python -m benchmarks.ledger --sellers 1000 --days 30             1,000,000 offers a day
    python -m benchmarks.ledger --sellers 1000 --days 200 --ours     how it grows

dlt and dbt are no dependencies of ours. They run if there is an environment with them:

    python3 -m venv benchmarks/.others && benchmarks/.others/bin/pip install -r benchmarks/requirements-others.txt

Each contestant is a process of its own, told a day at a time, so a busy moment of the machine falls on all of them; CPU
seconds (of all threads) stand beside the wall clock, because on a machine with other work only they can be compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).parent
OTHERS = HERE / ".others" / "bin" / "python"

Answer = dict[str, Any]


class Contestant:
    """A program that is told days and answers with what they took."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.days: list[Answer] = []

    def say(self, words: str) -> Answer:
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise SystemExit(f"{self.name} has no pipes")
        stdin.write(words + "\n")
        stdin.flush()
        for line in stdout:
            if line.startswith("{"):
                answer: Answer = json.loads(line)
                return answer
        raise SystemExit(f"{self.name} ended: exit code {self.process.wait()}")

    def load(self, day: int) -> None:
        self.days.append(self.say(f"day {day}"))

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def median(self, what: str, last: int = 10) -> float:
        """Of the last days; the first one fills an empty file."""
        days = self.days[1:][-last:] or self.days
        return statistics.median(day[what] for day in days)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    for name, default in (("sellers", 40), ("places", 200), ("offers", 5), ("days", 4)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--ours", action="store_true", help="nobody else")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        sizes = [f"--{size}={getattr(given, size)}" for size in ("sellers", "places", "offers")]
        feed = Contestant("feed", [sys.executable, "-m", "benchmarks.ledger_feed", name, *sizes])
        contestants = [Contestant("ours, everything on", [sys.executable, "-m", "benchmarks.ledger_ours", name])]
        if given.ours:
            pass
        elif OTHERS.exists():
            others = {"dlt scd2, history only": "ledger_dlt.py", "dbt snapshot, history only": "ledger_dbt.py"}
            contestants += [Contestant(who, [str(OTHERS), str(HERE / file), name]) for who, file in others.items()]
        else:
            print(f"\nno {OTHERS}: dlt and dbt are left out (benchmarks/ledger.py says how to have them)")
        rows = 0
        for day in range(given.days):
            rows = feed.say(str(day))["rows"]
            for contestant in contestants:
                contestant.load(day)
            if sys.stderr.isatty() or given.days > 10:
                times = "  ".join(f"{c.name.split(',')[0]} {c.days[-1]['seconds']:.2f}" for c in contestants)
                print(f"  day {day}: {times}", file=sys.stderr, flush=True)
        asked = [contestant.say(f"ask {given.days - 1}") for contestant in contestants]
        for contestant in (feed, *contestants):
            contestant.close()
    _show(contestants, asked, rows, given.days)


def _show(contestants: list[Contestant], asked: list[Answer], rows: int, days: int) -> None:
    print(f"\n{rows:,} offers a day, {days} days: 1 % changed, 0.1 % added, 0.1 % gone (medians of the last days)")
    print(f"  {'':28} {'day 1':>7} {'a day':>7} {'CPU':>7} {'peak':>7} {'file':>7} {'as of':>7} {'one':>7} {'week':>7}")
    for contestant, told in zip(contestants, asked, strict=True):
        first, last = contestant.days[0], contestant.days[-1]
        print(
            f"  {contestant.name:28} {first['seconds']:5.2f} s {contestant.median('seconds'):5.2f} s"
            f" {contestant.median('cpu'):5.2f} s {last['peak_mb']:4.0f} MB {last['file_mb']:4.0f} MB"
            f" {told['as_of'] * 1000:4.0f} ms {told['as_of_one'] * 1000:4.0f} ms {told['week'] * 1000:4.0f} ms"
        )
    print("  versions, open: " + "; ".join(f"{told['versions']:,}, {told['open']:,}" for told in asked))
    ours = contestants[0]
    for other in contestants[1:]:
        wall = other.median("seconds") / ours.median("seconds")
        cpu = other.median("cpu") / ours.median("cpu")
        print(f"  {ours.name} against {other.name}: x{wall:.2f} by the clock, x{cpu:.2f} in CPU")
    wall, cpu = bare_join(rows)
    print(f"  the limit, a bare join of {rows:,} keys: {wall:.3f} s, CPU {cpu:.3f} s")


def bare_join(rows: int) -> tuple[float, float]:
    """Two tables of keys in memory, joined and counted: nobody finds what changed for less."""
    with duckdb.connect() as connection:
        for name in ("a", "b"):
            connection.execute(f"create table {name} as select hash(range) as k from range(?)", [rows])
        taken = []
        for _ in range(7):
            wall, cpu = time.perf_counter(), time.process_time()
            connection.execute("select count(*) from a join b using (k)").fetchall()
            taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    return statistics.median(w for w, _ in taken), statistics.median(c for _, c in taken)


if __name__ == "__main__":
    main()
