"""Small dated tables that no carrier page gives, loaded when a warehouse is made.

Every row says who says so, when, how sure that is, and when somebody must look again.
"""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pyarrow import compute
from pyarrow import csv as arrow_csv

from transforms.places import known_places, place_name

_HERE = Path(__file__).parent

# What a column holds, where that is not text.
_KINDS: dict[str, Callable[[str], Any]] = {
    "from_on": date.fromisoformat, "to_on": date.fromisoformat, "review_by": date.fromisoformat,
    "per_anchor": Decimal, "time_zones": int, "mhz": int, "is_mvno": "true".__eq__,
}  # fmt: skip


def load_reference(connection: DuckDBPyConnection) -> None:
    """Fill the tables of the schema ``ref``."""
    for table, values in (
        ("ref.places", place_rows()), ("ref.rules", rule_rows()), ("ref.regions", region_rows()),
        ("ref.place_currencies", reference_rows("place_currencies.csv")),
        ("ref.currency_pegs", reference_rows("currency_pegs.csv")),
        ("ref.network_codes", reference_rows("network_codes.csv")),
        ("ref.bands", reference_rows("bands.csv")),
        ("ref.devices", reference_rows("devices.csv")),
    ):  # fmt: skip
        schema = connection.table(table).limit(0).to_arrow_table().schema
        connection.from_arrow(pa.Table.from_pylist(values, schema=schema)).insert_into(table)
    connection.from_arrow(bundled_rates()).insert_into("ref.fx_rates")


def place_rows() -> list[dict[str, Any]]:
    """Every place that we know, ``region`` and clock from places.csv; a pseudo-place has neither."""
    known = {row["place"]: row for row in reference_rows("places.csv")}
    return [{"place": code, "name": place_name(code), **known.get(code, {})} for code in known_places()]


def rule_rows() -> list[dict[str, Any]]:
    """The rows of rules.csv, one for each place that a rule names ("KE UG", "EEA"); WORLD stands for itself.

    A region is those of its members whose membership and the rule have a day in common.
    """
    regions: dict[str, list[dict[str, Any]]] = {}
    for row in region_rows():
        regions.setdefault(row["region"], []).append(row)
    return [
        {**rule, "place": place}
        for rule in reference_rows("rules.csv")
        for name in rule["place"].split()
        for place in ([m["place"] for m in regions[name] if _meet(m, rule)] if name in regions else [name])
    ]


def region_rows() -> list[dict[str, Any]]:
    """The rows of regions.csv: ``from_on`` is the first day of a membership, ``to_on`` the last or None."""
    return reference_rows("regions.csv")


@lru_cache(maxsize=1)
def bundled_rates() -> pa.Table:
    """The rates of fx_rates.csv as ref.fx_rates has them: units of each currency for one euro, by day.

    The file has a column a currency, as the bank's own; a day on which it quoted none is empty.
    """
    columns = (_HERE / "fx_rates.csv").open(encoding="ascii").readline().strip().split(",")
    number = pa.decimal128(18, 6)
    kinds: dict[str, Any] = {"rate_on": pa.date32(), "source": pa.string()}
    wide = arrow_csv.read_csv(
        _HERE / "fx_rates.csv",
        convert_options=arrow_csv.ConvertOptions(column_types={c: kinds.get(c, number) for c in columns}),
    )
    narrow = [
        wide.select(["rate_on", "source"])
        .append_column("per_eur", wide[currency])
        .append_column("currency", pa.array([currency] * len(wide), pa.string()))
        .filter(compute.is_valid(wide[currency]))
        for currency in columns
        if currency not in kinds
    ]
    rates = pa.concat_tables(narrow)
    rates = rates.append_column("capture_id", pa.nulls(len(rates), pa.string()))
    rates = rates.append_column("recorded_at", pa.nulls(len(rates), pa.timestamp("us", tz="UTC")))
    return rates.select(["currency", "rate_on", "per_eur", "source", "capture_id", "recorded_at"])


@lru_cache(maxsize=8)
def _read(name: str) -> tuple[dict[str, str], ...]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def reference_rows(name: str) -> list[dict[str, Any]]:
    """The rows of a table, typed; what is empty is None."""
    return [
        {column: _KINDS.get(column, str)(text) if text else None for column, text in row.items()} for row in _read(name)
    ]


def _meet(member: dict[str, Any], rule: dict[str, Any]) -> bool:
    first = max(row["from_on"] or date.min for row in (member, rule))
    last = min(row["to_on"] or date.max for row in (member, rule))
    return bool(first <= last)
