"""Pages of the past that came late take their place: a part's history is told again, as if we had been there.

Verdicts stand as they were recorded. Nothing that people were told is altered, and nobody is alerted: a change that
only the filled-in pages show is marked as such. What we believed before stays in the tables as taken back.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.records import from_record
from warehouse.changes import Change
from warehouse.desk import Desk
from warehouse.looks import looks_of
from warehouse.rows import Rows, add_version
from warehouse.settle import tell_moves
from warehouse.sighting import LATE, Kept, take
from warehouse.store import insert, rows, run
from warehouse.telling import NOTHING

# The decision that ends a back-fill of a part: subject is the source, value the part.
BACKFILLED = "backfilled"

# What hangs on versions first, then the versions.
_DROPS = (
    "late_drop_offer_prices", "late_drop_offer_allowances", "late_drop_offer_places", "late_drop_networks",
    "late_drop_receipts", "late_drop_versions", "late_drop_changes", "late_drop_absences",
)  # fmt: skip
_OF_VERSION = (
    "offer_id", "version_id", "source_id", "part", "carrier_id", "cause", "observed_from", "observed_to",
    "recorded_from", "closed_recorded_at", "from_capture_id", "from_reading_id", "to_capture_id", "last_seen_at",
    "last_capture_id",
)  # fmt: skip

Row = Mapping[str, Any]


def waiting(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    """Source and part of everything that was filled in and has no place in history yet."""
    return [(row[0], row[1]) for row in run(connection, "late_waiting")]


def retell(desk: Desk, source_id: str, part: str, decided_at: datetime, archive: Kept) -> None:
    """Tell the history of a part again, with what came late in its place. The caller holds the transaction."""
    whose = {"source_id": source_id, "part": part}
    connection = desk.connection
    looks = looks_of(desk, source_id, part)
    if not looks:
        return
    before = rows(connection, "part", **whose)[0]
    versions = rows(connection, "late_versions", **whose)
    changes = [Change(**row) for row in rows(connection, "late_changes", **whose)]
    told = {row[0] for row in run(connection, "late_told", **whose)}
    for name in _DROPS:
        run(connection, name, **whose)
    desk.forget()
    desk.begin(source_id, part)
    recall = _Recall(versions)
    for reading_id, look in looks:
        effect = take(desk, look, archive, known_as=recall.at(look.observed_at))
        if reading_id and effect != LATE:
            run(connection, "set_effect", reading_id=reading_id, effect=effect)
    kept = {name: before[name] for name in ("confirm_at", "held_reason", "held_since_at")}
    desk.alter(**whose, **kept)
    desk.flush()
    _keep_beliefs(connection, whose, versions, decided_at)
    _keep_told(connection, whose, changes, told)


class _Recall:
    """Which offer each key stood for at a moment, as history was told before."""

    def __init__(self, versions: Sequence[Row]) -> None:
        self._spans: dict[str, list[Row]] = defaultdict(list)
        for version in versions:
            if version["recorded_to"] is None:
                self._spans[version["key"]].append(version)

    def at(self, moment: datetime) -> dict[str, str]:
        """By key; the version nearest to the moment where none holds it."""
        return {key: min(spans, key=lambda v: _distance(v, moment))["offer_id"] for key, spans in self._spans.items()}


def _distance(version: Row, moment: datetime) -> tuple[float, str]:
    began, ended = version["observed_from"], version["observed_to"]
    if moment < began:
        return (began - moment).total_seconds(), version["version_id"]
    if ended is not None and moment >= ended:
        return (moment - ended).total_seconds() + 1e-6, version["version_id"]
    return 0.0, version["version_id"]


def _keep_beliefs(connection: DuckDBPyConnection, whose: dict[str, str], old: Sequence[Row], now: datetime) -> None:
    """What stood before and stands no more is kept as taken back; what is new is known from now on."""
    was = {row["version_id"]: row for row in old}
    new = {row["version_id"]: row for row in rows(connection, "late_versions", **whose)}
    proofs = dict(run(connection, "late_proofs", **whose))
    gone, taken_back = Rows(), defaultdict(list)
    for version_id, row in was.items():
        if version_id not in new:
            version = {name: row[name] for name in _OF_VERSION}
            proof = str(proofs.get(row["from_reading_id"], row["from_capture_id"]))
            add_version(gone, from_record(json.loads(row["record"])), version, proof)
            taken_back[row["recorded_to"] or max(now, row["recorded_from"])].append(version_id)
    for table, values in gone.tables.items():
        insert(connection, table, values)
    seen = {"seen_at": None, "seen_capture_id": None}  # as the rows say
    for moment, version_ids in taken_back.items():
        run(connection, "take_back_versions", version_ids=version_ids, recorded_at=moment, **seen)
    since, closed = defaultdict(list), defaultdict(list)
    for version_id, row in new.items():
        if row["recorded_to"] is not None:
            continue
        known = was.get(version_id)
        believed = known is not None and known["recorded_to"] is None
        since[known["recorded_from"] if known and believed else max(now, row["recorded_from"])].append(version_id)
        if row["observed_to"] is not None:
            same_end = known is not None and believed and known["observed_to"] == row["observed_to"]
            ended = known["closed_recorded_at"] if known and same_end else max(now, row["closed_recorded_at"])
            closed[ended].append(version_id)
    for moment, version_ids in since.items():
        run(connection, "late_recorded_from", version_ids=version_ids, recorded_at=moment)
    for moment, version_ids in closed.items():
        run(connection, "late_closed_recorded", version_ids=version_ids, recorded_at=moment)


def _keep_told(connection: DuckDBPyConnection, whose: dict[str, str], old: Sequence[Change], told: set[str]) -> None:
    """Changes found anew keep the ids, the moves and the fate of those known before; what was told stays word by word.

    What nobody knew before is marked as filled in, so that no mail is owed for it.
    """
    new = [Change(**row) for row in rows(connection, "late_changes", **whose)]
    touched = {change.move_id for change in (*old, *new)}
    before = _moves_of(connection, sorted({change.move_id for change in old}))
    pairs = _matched(old, new)
    kept = {c.change_id: c for c in old if c.change_id in told or c.state == "retracted"}
    ids: dict[str, str] = {}
    for change in new:
        known = pairs.get(change.change_id)
        ids[change.change_id] = known.change_id if known else change.change_id
    final = dict(kept)
    for change in new:
        known = pairs.get(change.change_id)
        if known is not None and known.change_id in kept:
            continue
        amended = _amended(change, known)
        undoes = ids.get(amended.undoes, amended.undoes) if amended.undoes else None
        final.setdefault(amended.change_id, replace(amended, undoes=undoes))
    run(connection, "late_drop_changes", **whose)
    insert(connection, "core.changes", [change.row() for change in final.values()])
    _keep_moves(connection, touched | {change.move_id for change in final.values()}, before, old, final)


def _amended(change: Change, known: Change | None) -> Change:
    if known is None:
        return replace(change, is_backfill=True, told_as=NOTHING)
    told_as = known.told_as
    state, settled = change.state, change.settled_capture_id
    confirmed_at, is_backfill = change.confirmed_at, known.is_backfill
    if state == "confirmed" and known.state == "seen":
        # A page of the past confirms nothing to people: the next look of our own will.
        state, settled, confirmed_at = "seen", None, None
    elif state == "confirmed" and known.state == "undone":
        is_backfill, told_as = True, NOTHING
    return replace(
        change, change_id=known.change_id, move_id=known.move_id, is_backfill=is_backfill, state=state,
        settled_capture_id=settled, confirmed_at=confirmed_at, told_as=told_as,
    )  # fmt: skip


def _matched(old: Sequence[Change], new: Sequence[Change]) -> dict[str, Change]:
    """By the id of each new change, the old one that it is: the strictest likeness first."""
    pairs: dict[str, Change] = {}
    used: set[str] = set()
    likenesses: tuple[Callable[[Change], tuple[Any, ...]], ...] = (
        lambda c: (c.change_id,),
        lambda c: (*c.key, c.old_value, c.new_value, c.after_capture_id, c.reading_id),
        lambda c: (*c.key, c.new_value, c.after_capture_id, c.reading_id),
        lambda c: (*c.key, c.old_value, c.new_value),
    )
    for likeness in likenesses:
        known: dict[Any, list[Change]] = defaultdict(list)
        for change in old:
            if change.change_id not in used:
                known[likeness(change)].append(change)
        for change in new:
            found = known.get(likeness(change)) if change.change_id not in pairs else None
            if found and found[0].cause == change.cause:
                pairs[change.change_id] = found.pop(0)
                used.add(pairs[change.change_id].change_id)
    return pairs


def _moves_of(connection: DuckDBPyConnection, move_ids: list[str]) -> dict[str, dict[str, Any]]:
    return {row["move_id"]: row for row in rows(connection, "late_moves", move_ids=move_ids)} if move_ids else {}


def _keep_moves(
    connection: DuckDBPyConnection,
    move_ids: set[str],
    before: Mapping[str, dict[str, Any]],
    old: Sequence[Change],
    final: Mapping[str, Change],
) -> None:
    """A move whose changes are those that it had stays as it was said; the others are said anew."""
    was, now = defaultdict(set), defaultdict(set)
    for change in old:
        was[change.move_id].add(change)
    for change in final.values():
        now[change.move_id].add(change)
    same = {i for i in move_ids if i in before and was[i] == now[i]}
    run(connection, "delete_moves", move_ids=sorted(move_ids))
    insert(connection, "core.moves", [before[i] for i in sorted(same)])
    tell_moves(connection, move_ids - same)
