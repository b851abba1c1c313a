"""Every table of a ledger as text, for comparing two ledgers that ought to be one."""

from pathlib import Path

import duckdb

# What differs between any two runs, and says nothing of what the ledger knows.
# until_at: how long a robots.txt holds, from a moment after waits that chance draws.
RUN_OWN = ("run_id", "move_id", "made_by", "until_at")
NOT_COMPARED = ("ops.runs", "ops.applied", "ops.meta", "ops.digests", "ops.digest_changes", "ops.deliveries")


def dump(ledger: Path) -> dict[str, list[str]]:
    """Every table in one order, without the names of runs; of mails, what each told to whom and how often."""
    told: dict[str, list[str]] = {}
    with duckdb.connect(str(ledger / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'ref' order by all"
        ).fetchall()
        for (name,) in tables:
            if name not in NOT_COMPARED:
                columns = [c[0] for c in connection.execute(f"describe {name}").fetchall() if c[0] not in RUN_OWN]
                told[name] = sorted(map(repr, connection.execute(f"select {','.join(columns)} from {name}").fetchall()))
        told["mails"] = sorted(
            map(repr, connection.execute(
                "select d.recipient, c.change_id, count(*) from ops.digests d join ops.digest_changes c "
                "using (digest_id) group by all").fetchall())
        )  # fmt: skip
        told["delivered"] = [
            repr(connection.execute("select count(distinct digest_id) from ops.deliveries").fetchone())
        ]
    told["files"] = [str(len(list((ledger / "outbox").glob("*.eml"))))]
    return told
