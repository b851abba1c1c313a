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

# What columns mean that only the views have; all others are explained by the table's column of the same name.
_VIEW_ONLY = {
    "age_days": "Whole days since it was last seen, counted to asked_at",
    "asked_at": "The variable asked_at if it was set, else published_at: the moment to which ages are counted",
    "best_generation": "The newest generation among the networks named: 3G, 4G, 5G",
    "claimed_is_minimum": 'The page says "210+", not "210"',
    "claimed_place_count": "How many places the page claims; a claim is not coverage",
    "daily_cap_price": "Most that is charged a day",
    "data_gb": "Main data volume in gigabytes of 1024³ bytes; nothing when unlimited or not stated",
    "data_period": "Whether the volume is in total, a day or a month",
    "days": "How many days it held",
    "extra_line_price": "What each further line pays",
    "fair_use_gb": "A limit inside an unlimited or included use, in gigabytes of 1024³ bytes",
    "fetched_at": "When the page was fetched",
    "from_at": "The first capture that shows it",
    "is_current": "It is the newest version and not withdrawn",
    "is_overdue": "Its review date has passed, counted to asked_at",
    "is_promo": "The price is a promotion's; list_price stands beside it",
    "is_stale": "Not seen for more days than the setting stale_after_days allows, and the part's own cadence on top",
    "confidence": "primary: read from the seller's own page; else what the keeper of a hand-kept table says",
    "is_shut_out": "Its site refused every page in two runs in a row: not asked again until sources resume",
    "journal_seq": "The last entry of the journal that is in this copy",
    "last_read_at": "The last capture whose reading was accepted",
    "list_price": "The struck-through or later price beside a promotion",
    "lowest_price_30d": "The lowest price of the 30 days before the last capture",
    "minutes_scope": "Where the minutes may be used to: local, home, third, any, incoming",
    "networks": "Networks that the page names there, separated by ;",
    "overage_price": "Price of each unit beyond the volume",
    "overage_unit": "What one overage_price buys",
    "parser_version": "Fingerprint of the parser that made the last accepted reading",
    "parts": "How many parts the source has been read in",
    "place_count": "How many places the offer lists",
    "place_name": "The place's English name",
    "plan_name": "The plan family that it belongs to, if the page says",
    "price": "What somebody pays who takes it now: the promotion if there is one, else the base or first-line price",
    "published_at": "When this copy was made",
    "rows": "How many offers the last accepted reading had, or how many changes a move tells",
    "stale_after_days": "The setting by which is_stale is told",
    "stale_from_at": "From then on it is stale, if it is not seen again",
    "terms_status": "What the site's terms say about automatic reading, as far as a person has looked",
    "to_at": "The first capture that no longer shows it; nothing if it still holds",
    "told_at": "When the mail that told it was frozen",
}


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
    meaning: dict[str, str] = dict(_VIEW_ONLY)
    for column in columns:
        if column["comment"]:
            meaning.setdefault(column["column_name"], column["comment"])
    of_table = _grouped(columns)
    of_view = _grouped(view_columns)
    lines = [_HEAD, "## Views\n"]
    for view in views:
        name = view["view_name"]
        lines += [f"### {name}\n", f"{view['comment'] or ''}\n", *_table(of_view["main", name], meaning)]
    lines.append("## Tables\n")
    for table in tables:
        schema, name = table["schema_name"], table["table_name"]
        lines += [f"### {schema}.{name}\n", f"{table['comment']}\n", *_table(of_table[schema, name], {})]
    return "\n".join(lines).rstrip() + "\n"


def _grouped(columns: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    groups = defaultdict(list)
    for column in columns:
        groups[column["schema_name"], column["table_name"]].append(column)
    return groups


def _table(columns: list[dict[str, Any]], meaning: dict[str, str]) -> list[str]:
    lines = ["| column | type | |", "| --- | --- | --- |"]
    for column in columns:
        said = column["comment"] or meaning.get(column["column_name"], "")
        lines.append(f"| `{column['column_name']}` | {column['data_type']} | {said.replace('|', '/')} |")
    return [*lines, ""]


if __name__ == "__main__":
    sys.stdout.write(dictionary())
