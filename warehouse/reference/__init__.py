"""Small dated tables that no carrier page gives, loaded when a warehouse is made."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from transforms.places import known_places, place_name

_HERE = Path(__file__).parent


def load_reference(connection: DuckDBPyConnection) -> None:
    """Fill ``ref.places`` and ``ref.rules``."""
    places = [{"place": code, "name": place_name(code)} for code in known_places()]
    for table, values in (("ref.places", places), ("ref.rules", rule_rows())):
        schema = connection.table(table).limit(0).to_arrow_table().schema
        connection.from_arrow(pa.Table.from_pylist(values, schema=schema)).insert_into(table)


def rule_rows() -> list[dict[str, Any]]:
    """The rows of rules.csv, one for each place that a rule names ("KE UG", "EEA"); WORLD stands for itself."""
    regions: dict[str, list[str]] = {}
    for row in _read("regions.csv"):
        regions.setdefault(row["region"], []).append(row["place"])
    return [
        {
            **row,
            "place": place,
            "from_on": _day(row["from_on"]),
            "to_on": _day(row["to_on"]),
            "review_by": _day(row["review_by"]),
            "source_on": row["source_on"] or None,
        }
        for row in _read("rules.csv")
        for name in row["place"].split()
        for place in regions.get(name, [name])
    ]


def _read(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
