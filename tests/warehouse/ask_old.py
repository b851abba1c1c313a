"""Run by test_old_duckdb.py with another DuckDB on its path: a JSON list of statements on standard input, a JSON object
of their rows (each as JSON text) on standard output."""

import json
import sys

import duckdb


def main() -> None:
    answers: dict[str, list[str]] = {"version": [duckdb.__version__]}
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set variable asked_at = timestamptz '2026-11-24 08:00:00Z'")
        for statement in json.load(sys.stdin):
            rows = connection.execute(f"select to_json(t)::varchar from ({statement}) as t").fetchall()
            answers[statement] = [row[0] for row in rows]
    json.dump(answers, sys.stdout)


main()
