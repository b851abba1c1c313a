"""Today's declarations of sources and parts, written down for the views. Not part of the journal's fold."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from duckdb import DuckDBPyConnection

from transforms.source import Carrier
from transforms.words import SourceStatus
from warehouse.store import Warehouse, WarehouseBusy, WarehouseError, insert, run, transaction

_TABLES = ("ops.sources", "ops.source_parts")


def register_sources(connection: DuckDBPyConnection, carriers: Iterable[Carrier], on: set[str]) -> None:
    """Write down names, addresses, status and parts. ``on`` are the ids that runs fetch, as the user's settings say."""
    known = list(carriers)
    sources = [
        {
            "source_id": carrier.id, "carrier_id": carrier.carrier_id, "carrier": carrier.source.carrier,
            "carrier_type": carrier.source.carrier_type.value, "home_country": carrier.source.home_country,
            "segment": carrier.source.segment.value, "language": carrier.source.style.language,
            "currency": carrier.source.style.currency, "status": carrier.source.status.value, "is_on": carrier.id in on,
            "terms": carrier.source.terms.value, "verified_on": carrier.source.verified_on or None,
            "url": carrier.source.parts[0].urls[0], "rule_id": carrier.source.rule_id or None,
            "fingerprint": carrier.fingerprint,
        }
        for carrier in known
    ]  # fmt: skip
    parts = [
        {
            "source_id": carrier.id, "part": part.id, "host": urlsplit(part.urls[0]).hostname,
            "addresses": len(part.urls), "cadence_hours": part.cadence_hours,
            "more_days": max(part.cadence_hours // 24 - 1, 0),
            "is_fetched": carrier.id in on
            and not (part.is_historic or carrier.source.status is SourceStatus.HISTORIC),
        }
        for carrier in known
        for part in carrier.source.parts
    ]  # fmt: skip
    with transaction(connection):
        run(connection, "delete_sources")
        run(connection, "delete_source_parts")
        insert(connection, "ops.sources", sources)
        insert(connection, "ops.source_parts", parts)


def copy_sources(connection: DuckDBPyConnection, old: Path) -> None:
    """Take the declarations over from an older file, until the next run writes down its own. A file that is missing or
    not readable has none to give."""
    if not old.exists():
        return
    try:
        with Warehouse.open_read_only(old) as before:
            known = {name: before.connection.table(name).to_arrow_table() for name in _TABLES}
    except WarehouseBusy:
        raise
    except WarehouseError:
        return
    for name, table in known.items():
        connection.from_arrow(table).insert_into(name)
