"""The published copy: Parquet behind a swapped link, and a thin DuckDB file that holds only views and macros.

A long-open connection sees new data, because its views read through the link; DuckDB 1.2 and later open the file.
"""

import shutil
from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.store import WarehouseError, rows, run, sql
from warehouse.thin import sync, write_thin

RELATIONS = (
    "meta", "fx_rates", "currency_pegs", "offer_versions", "place_versions", "looks", "price_history", "changes",
    "text_lines", "moves", "sources", "captures", "readings", "receipts", "rules", "places", "networks", "held",
    "trip_costs", "network_codes", "bands", "devices", "regions", "place_currencies",
)  # fmt: skip

# This generation, which people read, and the one before, which a long query may still be reading.
_KEPT = 2


def publish(connection: DuckDBPyConnection, published: Path, *, as_of: datetime, stale_after_days: int) -> Path:
    """Write a new generation of the public tables and swing the link to it. Returns the thin DuckDB file.

    ``as_of`` is now: ages are counted to it until somebody asks later (variable ``asked_at``).

    Raises:
        WarehouseError: the folder cannot be written; the copy before stays.
    """
    try:
        published.mkdir(parents=True, exist_ok=True)
        folder = _generation(published, run(connection, "applied")[0][0])
        try:
            _write(connection, folder, as_of, stale_after_days)
            _swing(published / "current", folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        thin = write_thin(connection, published)
        _sweep(published, folder)
    except OSError as error:
        raise WarehouseError(
            f"{published} cannot be written: {error.strerror or error}; free it and run again"
        ) from None
    return thin


def _generation(published: Path, seq: int) -> Path:
    """A new folder, named for the last journal entry in it."""
    count = 1
    while True:
        folder = published / (f"{seq:010d}" if count == 1 else f"{seq:010d}-{count}")
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            count += 1


def _write(connection: DuckDBPyConnection, folder: Path, as_of: datetime, stale_after_days: int) -> None:
    given = {
        "meta": {"published_at": as_of, "stale_after_days": stale_after_days},
        "sources": {"shut_sources": sorted({row["source_id"] for row in rows(connection, "shut_hosts")})},
    }
    for name in RELATIONS:
        file = folder / f"{name}.parquet"
        connection.sql(sql(f"publish_{name}"), params=given.get(name)).write_parquet(str(file), compression="zstd")
        sync(file)
    sync(folder)


def _swing(link: Path, folder: Path) -> None:
    fresh = link.with_name("current.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.name, target_is_directory=True)
    fresh.replace(link)
    sync(link.parent)


def _sweep(published: Path, newest: Path) -> None:
    """Remove all generations but the last ones."""
    folders = [path for path in published.iterdir() if path.is_dir() and not path.is_symlink() and path != newest]
    for path in sorted(folders, key=lambda p: (p.stat().st_mtime_ns, p.name))[: 1 - _KEPT or None]:
        shutil.rmtree(path, ignore_errors=True)
