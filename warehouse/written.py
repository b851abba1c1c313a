"""What looks found, written: a few statements for all of them, whether they are one or a thousand."""

from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.compare import Look
from warehouse.store import insert, run

Row = dict[str, Any]


def write(connection: DuckDBPyConnection, looks: Sequence[Look]) -> None:
    """Versions opened and closed with all that hangs on them, and absences."""
    close_versions(
        connection,
        [row | {"recorded_at": look.s.recorded_at} | _seen_before(look) for look in looks for row in look.ended],
    )
    take_back_versions(
        connection,
        [
            {"version_id": version_id, "recorded_at": look.s.recorded_at} | _seen_before(look)
            for look in looks
            for version_id in look.never
        ],
    )
    # That an offer was seen is written only where its part does not say it: a million rows a day would be.
    unseen = [{"version_id": v} | _seen_before(look) for look in looks for v in look.unseen]
    if unseen:
        run(connection, "unseen_versions", **_columns(unseen, "version_id", "seen_at", "seen_capture_id"))
    seen_again = [version_id for look in looks for version_id in look.seen_again]
    if seen_again:
        run(connection, "seen_versions", version_ids=seen_again)
    back = [offer_id for look in looks for offer_id in look.end_absences]
    if back:
        run(connection, "delete_absences", offer_ids=back)
    tables: dict[str, list[Row]] = {}
    for look in looks:
        for table, values in look.new.tables.items():
            tables.setdefault(table, []).extend(values)
    for table, values in tables.items():
        insert(connection, table, values)


def close_versions(connection: DuckDBPyConnection, ended: Sequence[Row]) -> None:
    """``version_id``, ``observed_to``, ``capture_id`` (the first that does not show it), ``recorded_at``; ``seen_at``
    and ``seen_capture_id`` of the look before."""
    names = ("version_id", "observed_to", "capture_id", "recorded_at", "seen_at", "seen_capture_id")
    if ended:
        run(connection, "close_versions", **_columns(ended, *names))


def take_back_versions(connection: DuckDBPyConnection, never: Sequence[Row]) -> None:
    """``version_id``, ``recorded_at``; ``seen_at`` and ``seen_capture_id`` of the look before, where rows lack them."""
    names = ("version_id", "recorded_at", "seen_at", "seen_capture_id")
    if never:
        run(connection, "take_back_versions", **_columns(never, *names))


def _seen_before(look: Look) -> Row:
    return {"seen_at": look.before["last_observed_at"], "seen_capture_id": look.before["last_capture_id"]}


def _columns(values: Sequence[Row], *names: str) -> dict[str, list[Any]]:
    """Rows as the lists that a statement unnests: ``version_id`` is ``$version_ids``."""
    return {f"{name}s": [row[name] for row in values] for name in names}
