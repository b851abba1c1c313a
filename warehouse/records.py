"""Offers as the tables keep them, whole."""

import json
from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from transforms.models import Offer
from transforms.records import from_record
from warehouse.store import run


def offer_of(connection: DuckDBPyConnection, version_ids: Sequence[str]) -> dict[str, Offer]:
    """The offers of some versions, by version."""
    if not version_ids:
        return {}
    found = run(connection, "records", version_ids=list(version_ids))
    return {version_id: from_record(json.loads(record)) for version_id, record in found}
