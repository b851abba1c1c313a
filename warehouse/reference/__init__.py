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
    """Fill ``ref.places``, ``ref.rules`` and ``ref.regions``."""
    places = [{"place": code, "name": place_name(code)} for code in known_places()]
    for table, values in (("ref.places", places), ("ref.rules", rule_rows()), ("ref.regions", region_rows())):
        schema = connection.table(table).limit(0).to_arrow_table().schema
        connection.from_arrow(pa.Table.from_pylist(values, schema=schema)).insert_into(table)


def rule_rows() -> list[dict[str, Any]]:
    """The rows of rules.csv, one for each place that a rule names ("KE UG", "EEA"); WORLD stands for itself.

    A region is those of its members whose membership and the rule have a day in common.
    """
    regions: dict[str, list[dict[str, Any]]] = {}
    for row in region_rows():
        regions.setdefault(row["region"], []).append(row)
    return [
        {**rule, "place": place}
        for rule in map(_dated, _read("rules.csv"))
        for name in rule["place"].split()
        for place in ([m["place"] for m in regions[name] if _meet(m, rule)] if name in regions else [name])
    ]


def region_rows() -> list[dict[str, Any]]:
    """The rows of regions.csv: ``from_on`` is the first day of a membership, ``to_on`` the last or None."""
    return list(map(_dated, _read("regions.csv")))


def _dated(row: dict[str, str]) -> dict[str, Any]:
    days = {name: _day(value) for name, value in row.items() if name in ("from_on", "to_on", "review_by")}
    return {**row, **days, "source_on": row["source_on"] or None}


def _meet(member: dict[str, Any], rule: dict[str, Any]) -> bool:
    first = max(row["from_on"] or date.min for row in (member, rule))
    last = min(row["to_on"] or date.max for row in (member, rule))
    return bool(first <= last)


def _read(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
