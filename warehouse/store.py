"""The DuckDB file: opened by one short-lived writer, or read-only. Queries live in ``queries/``, tables in ``schema/``.

A file of an older or newer program is never altered: the journal is the truth, ``rebuild`` makes the file anew.
"""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.entries import Capture, Outcome, PageCapture, Purpose
from warehouse.reference import load_reference

SCHEMA_VERSION = 1

_HERE = Path(__file__).parent


class WarehouseError(Exception):
    """The warehouse cannot be used; the message is one line that says why and what to do."""


class WarehouseBusy(WarehouseError):
    """Another program has the file open."""


class Warehouse:
    """One open warehouse file. A context manager: leaving it closes the file."""

    def __init__(self, connection: DuckDBPyConnection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open_for_writing(cls, path: Path) -> Self:
        """Open, or make with all its tables. One writer at a time, and nobody else meanwhile.

        Raises:
            WarehouseBusy: another program has it open.
            WarehouseError: it is no warehouse, of another version, or cannot be written.
        """
        is_new = not path.exists()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(f"{path.parent} cannot be made: {error.strerror}") from None
        if is_new:
            cls._make(path)
        warehouse = cls(_connect(path, read_only=False), path)
        try:
            warehouse._check()
        except BaseException:
            warehouse.close()
            raise
        return warehouse

    @classmethod
    def _make(cls, path: Path) -> None:
        """A new file, in its place only when it is whole: a kill in between leaves none, not an empty one."""
        fresh = path.with_name(path.name + ".fresh")
        for old in (fresh, path.with_name(fresh.name + ".wal"), path.with_name(path.name + ".wal")):
            old.unlink(missing_ok=True)
        try:
            warehouse = cls(_connect(fresh, read_only=False), fresh)
            try:
                warehouse._create()
            finally:
                warehouse.close()
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """Open for reading. Several readers may; a writer shuts them out.

        Raises:
            WarehouseBusy: a writer has it open.
            WarehouseError: it is missing, no warehouse, or of another version.
        """
        if not path.exists():
            raise WarehouseError(f"there is no warehouse at {path}: nothing has been read yet. Run: roamledger track")
        warehouse = cls(_connect(path, read_only=True), path)
        try:
            warehouse._check()
        except BaseException:
            warehouse.close()
            raise
        return warehouse

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def run(self, name: str, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of ``queries/<name>.sql`` with its ``$parameters``."""
        return run(self.connection, name, **params)

    def newest_at(self) -> datetime | None:
        """The latest moment that any entry speaks of."""
        moment: datetime | None = self.run("newest_at")[0][0]
        return moment

    def capture(self, capture_id: str) -> Capture:
        """A capture with its pages, as the journal has it (response headers left out).

        Raises:
            WarehouseError: there is no such capture.
        """
        found = rows(self.connection, "capture", capture_id=capture_id)
        if not found:
            raise WarehouseError(f"the warehouse has no capture {capture_id!r}. Run: roamledger rebuild")
        row = found[0]
        pages = tuple(
            PageCapture(
                url=p["url"], final_url=p["final_url"] or "", status=p["http_status"],
                content_type=p["content_type"] or "", sha256=p["sha256"] or "", bytes=p["bytes"],
                etag=p["etag"] or "", last_modified=p["last_modified"] or "", until_at=p["until_at"],
            )
            for p in rows(self.connection, "capture_pages", capture_id=capture_id)
        )  # fmt: skip
        return Capture(
            capture_id=capture_id, source_id=row["source_id"], part=row["part"], observed_at=row["observed_at"],
            purpose=Purpose(row["purpose"]), outcome=Outcome(row["outcome"]), pages=pages,
            same_as=row["same_as"] or "", detail=row["detail"] or "", next_due_at=row["next_due_at"],
            vantage=row["vantage"] or "", run_id=row["run_id"] or "",
        )  # fmt: skip

    def _create(self) -> None:
        with transaction(self.connection):
            for file in sorted((_HERE / "schema").glob("*.sql")):
                self.connection.execute(file.read_text(encoding="utf-8"))
            insert(self.connection, "ops.meta", [{"schema_version": SCHEMA_VERSION, "made_by": version("roamledger")}])
            insert(self.connection, "ops.applied", [{"seq": 0}])
            load_reference(self.connection)
        self.connection.execute("checkpoint")  # tables never sit in a wal: reliability.md D20

    def _check(self) -> None:
        try:
            found = self.run("schema_version")
        except duckdb.CatalogException:
            raise WarehouseError(
                f"{self.path} is a DuckDB file, but no warehouse of ours; name another [ledger] folder"
            ) from None
        if not found or found[0][0] != SCHEMA_VERSION:
            made, by = found[0] if found else ("?", "?")
            raise WarehouseError(
                f"{self.path} has tables of version {made} (made by roamledger {by}), this program knows version "
                f"{SCHEMA_VERSION}. Use that roamledger, or make the file anew from the journal: roamledger rebuild"
            )


def _connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        connection.execute("set timezone = 'UTC'")
    except duckdb.IOException as error:
        text = str(error)
        if "lock" in text:
            who = "the run that has it open ends" if read_only else "whoever has it open closes it"
            raise WarehouseBusy(
                f"{path} is in use{_holder(text)}; try again when {who}. To read at any time, use the published copy"
            ) from None
        if "not a valid DuckDB database" in text or "version number" in text:
            raise WarehouseError(
                f"{path} is no DuckDB file that this program can read; move it away and run: roamledger rebuild"
            ) from None
        raise WarehouseError(f"{path} cannot be opened: {_first_line(text)}") from None
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {_first_line(str(error))}") from None
    return connection


def _holder(text: str) -> str:
    _, found, rest = text.partition("(PID ")
    return f" by process {rest.partition(')')[0]}" if found else ""


def _first_line(text: str) -> str:
    return text.splitlines()[0]


@lru_cache(maxsize=256)
def sql(name: str) -> str:
    """The text of ``queries/<name>.sql``."""
    return (_HERE / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: DuckDBPyConnection, name: str, **params: Any) -> list[tuple[Any, ...]]:
    """All rows of a query as tuples."""
    return connection.execute(sql(name), params or None).fetchall()


def rows(connection: DuckDBPyConnection, name: str, **params: Any) -> list[dict[str, Any]]:
    """All rows of a query as dicts by column."""
    found = connection.execute(sql(name), params or None)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def insert(connection: DuckDBPyConnection, table: str, values: Sequence[Mapping[str, Any]]) -> None:
    """Append rows to a table, as Arrow (measured: 1,200 times executemany). Columns not given are null."""
    if values:
        connection.from_arrow(pa.Table.from_pylist(list(values), schema=_schema(connection, table))).insert_into(table)


def columns(connection: DuckDBPyConnection, table: str) -> list[str]:
    """The names of a table's columns."""
    return list(_schema(connection, table).names)


def _schema(connection: DuckDBPyConnection, table: str) -> Any:
    if table not in _ARROW:
        _ARROW[table] = connection.table(table).limit(0).to_arrow_table().schema
    return _ARROW[table]


# The columns of each table: the same in every file of SCHEMA_VERSION, and asking costs more than inserting.
_ARROW: dict[str, Any] = {}


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Any:
    """All or nothing."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
