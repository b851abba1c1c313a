"""What people were told that was not so. The change stays as told, but retracted; its readers are owed a correction."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from transforms.records import from_record
from warehouse.changes import BACK, NEW, WITHDRAWN, Change, Context
from warehouse.facts import facts_of
from warehouse.settle import takes_back, tell_moves
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
    only: Collection[str] | None = None,
) -> None:
    """Owe a correction to each reader of each mail (of ``only`` these) that told one of these, if none is owed yet."""
    known = {row["correction_id"] for row in rows(connection, "corrections_of", change_ids=list(change_ids))}
    new = []
    for told in rows(connection, "told_of_changes", change_ids=list(change_ids)):
        proof = "\0".join((kind, told["change_id"], told["digest_id"]))
        correction_id = "k-" + hashlib.sha256(proof.encode()).hexdigest()[:12]
        is_right = right.get(told["change_id"], Right())
        if correction_id not in known and (only is None or told["digest_id"] in only):
            new.append(
                {
                    **told, "correction_id": correction_id, "kind": kind, "right_old_value": is_right.old_value,
                    "right_value": is_right.value, "right_since_at": is_right.since_at, "cause": finding.cause,
                    "who": finding.who, "why": finding.why, "found_at": finding.found_at,
                }
            )  # fmt: skip
    insert(connection, "core.corrections", new)


def by_parser(connection: DuckDBPyConnection, context: Context, found: Sequence[Change]) -> None:
    """A later parser reads the page that was read last otherwise: what was told of it by the earlier one was wrong."""
    if not found:
        return
    last = {
        (row["offer_id"], row["field"], row["place"]): row
        for row in rows(connection, "confirmed_before", offer_ids=sorted({change.offer_id for change in found}))
    }
    right = {}
    for change in found:
        told = last.get(change.key)
        if told and (told["new_value"] == change.old_value or takes_back(change, told["old_value"], told["new_value"])):
            right[told["change_id"]] = Right(change.new_value, change.seen_at)
    told_ids = {row["change_id"] for row in rows(connection, "told_of_changes", change_ids=sorted(right))}
    finding = Finding(
        cause=context.cause.value, who="run", why="a later parser reads the same page otherwise",
        found_at=context.recorded_at,
    )  # fmt: skip
    retract(connection, sorted(told_ids), finding, right)


def right_of(connection: DuckDBPyConnection, change: Change) -> Right:
    """The fact of a change as we believe today that it stood when the change was seen, and since when it stands."""
    value: str | None = None
    since: datetime | None = None
    for row in rows(connection, "facts_at", offer_ids=[change.offer_id]):
        if row["observed_from"] > change.seen_at:
            break
        is_standing = row["observed_to"] is None or row["observed_to"] > change.seen_at
        if change.field == "offer":
            now: str | None = "on sale" if is_standing else WITHDRAWN
        else:
            fact = facts_of(from_record(json.loads(row["record"]))).get((change.field, change.place or ""))
            now = fact.text if fact else None
        value, since = now, since if now == value else row["observed_from"]
    is_untold = change.field == "offer" and value == "on sale" and change.new_value in (NEW, BACK)
    return Right() if is_untold else Right(value, since)


def restore(connection: DuckDBPyConnection, change_id: str, finding: Finding) -> None:
    """It was a change after all. A correction that was not mailed is dropped; one that was is itself corrected."""
    run(connection, "restore_change", change_id=change_id)
    wrong = [row for row in rows(connection, "corrections_of", change_ids=[change_id]) if row["kind"] == WRONG]
    run(connection, "drop_corrections", correction_ids=[row["correction_id"] for row in wrong if not row["is_told"]])
    mailed = {row["digest_id"] for row in wrong if row["is_told"]}
    correct(connection, [change_id], finding, {}, RIGHT_AFTER_ALL, only=mailed)
    tell_moves(connection, {row[0] for row in run(connection, "moves_of_changes", change_ids=[change_id])})
