"""Pages of the past that came late take their place: a part's history is told again, as if we had been there.

Nobody is alerted: a change that only the filled-in pages show is marked as such.
"""

from duckdb import DuckDBPyConnection

from warehouse.store import run

# The decision that ends a back-fill of a part: subject is the source, value the part.
BACKFILLED = "backfilled"


def waiting(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    """Source and part of everything that was filled in and has no place in history yet."""
    return [(row[0], row[1]) for row in run(connection, "late_waiting")]
