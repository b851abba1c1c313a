"""What people were told that was not so. The change stays as told, but retracted; its readers are owed a correction."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.settle import tell_moves
from warehouse.store import insert, rows, run

WRONG, RIGHT_AFTER_ALL = "wrong", "right_after_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What showed that people were told wrong: ``cause`` parser, reference or decision; ``who`` ruled, or "run"."""

    cause: str
    who: str
    why: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Right:
    """What should have been told: the value, since when, and the value before if it is another change."""

    value: str | None = None
    since_at: datetime | None = None
    old_value: str | None = None


def retract(
    connection: DuckDBPyConnection,
    change_ids: Sequence[str],
    finding: Finding,
    right: Mapping[str, Right] | None = None,
) -> None:
    """These never were changes, or were others: whoever was told is owed a correction, once for each mail."""
    if not change_ids:
        return
    run(connection, "retract_changes", change_ids=list(change_ids))
    correct(connection, change_ids, finding, right or {})
    tell_moves(connection, {row[0] for row in run(connection, "moves_of_changes", change_ids=list(change_ids))})


def correct(
    connection: DuckDBPyConnection,
    change_ids: Sequence[str],
    finding: Finding,
    right: Mapping[str, Right],
    kind: str = WRONG,
) -> None:
    """Owe a correction to each reader of each mail that told one of these, unless it is owed or told already."""
    known = {row["correction_id"] for row in rows(connection, "corrections_of", change_ids=list(change_ids))}
    new = []
    for told in rows(connection, "told_of_changes", change_ids=list(change_ids)):
        proof = "\0".join((kind, told["change_id"], told["digest_id"]))
        correction_id = "k-" + hashlib.sha256(proof.encode()).hexdigest()[:12]
        is_right = right.get(told["change_id"], Right())
        if correction_id not in known:
            new.append(
                {
                    **told, "correction_id": correction_id, "kind": kind, "right_old_value": is_right.old_value,
                    "right_value": is_right.value, "right_since_at": is_right.since_at, "cause": finding.cause,
                    "who": finding.who, "why": finding.why, "found_at": finding.found_at,
                }
            )  # fmt: skip
    insert(connection, "core.corrections", new)


def restore(connection: DuckDBPyConnection, change_id: str, finding: Finding) -> None:
    """It was a change after all. A correction that was not mailed is dropped; one that was is itself corrected."""
    run(connection, "restore_change", change_id=change_id)
    wrong = [row for row in rows(connection, "corrections_of", change_ids=[change_id]) if row["kind"] == WRONG]
    run(connection, "drop_corrections", correction_ids=[row["correction_id"] for row in wrong if not row["is_told"]])
    if any(row["is_told"] for row in wrong):
        correct(connection, [change_id], finding, {}, RIGHT_AFTER_ALL)
    tell_moves(connection, {row[0] for row in run(connection, "moves_of_changes", change_ids=[change_id])})
