"""``docs/tables.md``: what every view, table and column means, from the comments in the schema itself.

``python -m warehouse.dictionary > docs/tables.md`` writes it; a test holds it fresh.
"""

import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.publish import publish
from warehouse.store import Warehouse, rows

_HEAD = """\
# Tables

Written by `python -m warehouse.dictionary` from the comments in `warehouse/schema` and `warehouse/views`; do not edit.

People read the **views**, in the published copy: `duckdb ledger/published/roamledger.duckdb`, or `roamledger sql "…"`.
The copy opens in any DuckDB from 1.2, is replaced as a whole after each run, and a connection that stays open sees the
new data. Ages are counted to the last run unless you say when you ask: `set variable asked_at = now();`

The **tables** are the warehouse that runs write (`ledger/warehouse.duckdb`), itself derived from the journal.

Instants end in `_at` and are UTC; dates end in `_on`; `place` is an ISO 3166-1 code (XK for Kosovo, X-CRUISE and such
for what is no country); `home_country` is the seller's.
"""

_MACROS = """\
Called like a table (`from offers_as_of(timestamptz '2026-03-01')`) or, where they give one value, like a function.

| macro | |
| --- | --- |"""


def dictionary() -> str:
    """The whole document, from an empty warehouse and its published copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Warehouse.open_for_writing(path / "warehouse.duckdb") as warehouse:
            thin = publish(
                warehouse.connection, path / "published", as_of=datetime(2026, 1, 1, tzinfo=UTC), stale_after_days=3
            )
            tables = rows(warehouse.connection, "dictionary_tables")
            columns = rows(warehouse.connection, "dictionary_columns")
        with duckdb.connect(str(thin), read_only=True) as connection:
            views = rows(connection, "dictionary_views")
            view_columns = rows(connection, "dictionary_columns")
            macros = rows(connection, "dictionary_macros")
    of_table = _grouped(columns)
    of_view = _grouped(view_columns)
    lines = [_HEAD, "## Views\n"]
    for view in views:
        name = view["view_name"]
        lines += [f"### {name}\n", f"{view['comment'] or ''}\n", *_table(of_view["main", name])]
    lines += ["## Macros\n", _MACROS]
    lines += [_macro(macro["comment"]) for macro in macros]
    lines.append("\n## Tables\n")
    for table in tables:
        schema, name = table["schema_name"], table["table_name"]
        lines += [f"### {schema}.{name}\n", f"{table['comment']}\n", *_table(of_table[schema, name])]
    return "\n".join(lines).rstrip() + "\n"


def _macro(said: str) -> str:
    call, _, meaning = said.partition(": ")
    return f"| `{call}` | {meaning.replace('|', '/')} |"


def _grouped(columns: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    groups = defaultdict(list)
    for column in columns:
        groups[column["schema_name"], column["table_name"]].append(column)
    return groups


def _table(columns: list[dict[str, Any]]) -> list[str]:
    lines = ["| column | type | |", "| --- | --- | --- |"]
    for column in columns:
        said = column["comment"] or ""
        lines.append(f"| `{column['column_name']}` | {column['data_type']} | {said.replace('|', '/')} |")
    return [*lines, ""]


if __name__ == "__main__":
    sys.stdout.write(dictionary())
