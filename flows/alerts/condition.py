"""A rule's ``where``: SQL over changes, in a room without doors.

The condition sees one table in the memory of a database of its own: no file, no network, no other table, no setting
that it could turn back, and five seconds to think.
"""

import threading
from collections.abc import Sequence

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from flows.alerts.addresses import AlertError
from warehouse.store import sql

SECONDS = 5.0
MEMORY = "512MB"


def passing(
    where: str, rule: str, warehouse: DuckDBPyConnection, change_ids: Sequence[str], seconds: float = SECONDS
) -> set[str]:
    """The ids among ``change_ids`` whose row of the view ``changes`` fits the condition.

    Raises:
        AlertError: it is no condition, names what is not there, fails, or takes too long.
    """
    table = warehouse.sql(sql("alert_condition"), params={"change_ids": list(change_ids)}).to_arrow_table()
    return _passing(where, rule, table, seconds)


def must_be_condition(where: str, rule: str, warehouse: DuckDBPyConnection) -> None:
    """Try it on no rows. Raises AlertError as :func:`passing`."""
    passing(where, rule, warehouse, [])


def _passing(where: str, rule: str, table: pa.Table, seconds: float) -> set[str]:
    connection = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY, "temp_directory": ""})
    try:
        connection.from_arrow(table).create("changes")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            # A relation's filter takes one expression: a second statement, or anything that writes, does not parse.
            found = connection.table("changes").filter(where).project("change_id").fetchall()
        finally:
            timer.cancel()
    except duckdb.InterruptException:
        raise AlertError(f"[rule.{rule}] where: took more than {seconds:g} seconds; make it simpler") from None
    except duckdb.Error as error:
        raise AlertError(f"[rule.{rule}] where: {_first_line(error)}") from None
    finally:
        connection.close()
    return {row[0] for row in found}


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    hint = next((line for line in lines if line.startswith(("Candidate", "Did you mean"))), "")
    return f"{lines[0]} {hint}".strip() if lines else type(error).__name__
