"""What people were told, beside a history that is told again: their words stay, and what was wrong is corrected."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.changes import Change
from warehouse.corrections import Finding, Right, correct, right_of
from warehouse.entries import Cause
from warehouse.settle import tell_moves
from warehouse.store import insert, rows, run
from warehouse.telling import FOUND_LATE, NOTHING, SETTLED, Told, told_as

_ALIVE = ("seen", "confirmed")


def keep_told(
    connection: DuckDBPyConnection,
    whose: dict[str, str],
    old: Sequence[Change],
    told: Collection[str],
    finding: Finding | None,
    own: Collection[str],
) -> None:
    """Changes found anew keep the ids, the moves and the fate of those known before; what was told stays word by word.

    ``told``: ids of the changes that a mail told. Without a ``finding`` pages of the past came: what nobody knew before
    is marked as filled in, so that no mail is owed for it. With one, what was told and is found no more is corrected,
    and what was not known is told as found late, if one of our ``own`` captures shows it.
    """
    new = [Change(**row) for row in rows(connection, "late_changes", **whose)]
    touched = {change.move_id for change in (*old, *new)}
    before = _moves_of(connection, sorted({change.move_id for change in old}))
    pairs = _matched(old, new, _LOOSE if finding is None else _STRICT)
    ids = {c.change_id: pairs[c.change_id].change_id if c.change_id in pairs else c.change_id for c in new}
    final = {c.change_id: c for c in old if c.change_id in told or c.state == "retracted"}
    wrong: list[Change] = []
    if finding is not None:
        known = {change.change_id for change in pairs.values()}
        wrong = [c for c in final.values() if c.change_id not in known and c.state in _ALIVE and c.cause == Cause.PAGE]
        final |= {c.change_id: replace(c, state="retracted") for c in wrong}
    corrected = {(*c.key, c.after_capture_id) for c in wrong}
    for change in new:
        was = pairs.get(change.change_id)
        if was is not None and was.change_id in final:
            continue
        if was is not None:
            amended = _amended(change, was, is_past=finding is None)
        elif finding is not None:
            amended = _unknown(change, corrected, own)
        else:
            amended = replace(change, is_backfill=True, told_as=NOTHING)
        undoes = ids.get(amended.undoes, amended.undoes) if amended.undoes else None
        final.setdefault(amended.change_id, replace(amended, undoes=undoes))
    final = {c.change_id: c for c in _as_told(list(final.values()), told)}
    run(connection, "late_drop_changes", **whose)
    insert(connection, "core.changes", [change.row() for change in final.values()])
    if finding is not None and wrong:
        right = {c.change_id: _right(connection, c, new) for c in wrong}
        correct(connection, sorted(right), finding, right)
    _keep_moves(connection, touched | {change.move_id for change in final.values()}, before, old, final)


def _unknown(change: Change, corrected: Collection[tuple[str, ...]], own: Collection[str]) -> Change:
    """A change that nobody knew: found late, unless a correction says it already, or it is not for telling."""
    is_told = change.cause == Cause.PAGE and not change.is_backfill and change.after_capture_id in own
    is_said = (*change.key, change.after_capture_id) in corrected
    return replace(change, told_as=FOUND_LATE if is_told and not is_said else NOTHING)


def _right(connection: DuckDBPyConnection, change: Change, new: Sequence[Change]) -> Right:
    """What should have been told: the change that the same capture shows, else the fact as it stood then."""
    for other in new:
        if other.key == change.key and other.after_capture_id == change.after_capture_id:
            return Right(other.new_value, other.seen_at, other.old_value)
    return right_of(connection, change)


def _amended(change: Change, known: Change, *, is_past: bool) -> Change:
    """A change that was known, as it is found now."""
    state, settled, as_told = change.state, change.settled_capture_id, known.told_as
    confirmed_at, is_backfill = change.confirmed_at, known.is_backfill
    if state == "confirmed" and known.state == "seen" and (is_past or change.is_backfill):
        # A page of the past confirms nothing to people: the next look of our own will.
        state, settled, confirmed_at = "seen", None, None
    elif state == "confirmed" and known.state == "undone":
        is_backfill, as_told = True, NOTHING
    return replace(
        change, change_id=known.change_id, move_id=known.move_id, is_backfill=is_backfill, state=state,
        settled_capture_id=settled, confirmed_at=confirmed_at, told_as=as_told,
    )  # fmt: skip


def _as_told(final: Sequence[Change], told: Collection[str]) -> list[Change]:
    """How each is told, after those before it; what is settled already (by a mail, or as found late) stays."""
    by_key: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    others = []
    for change in final:
        is_page = change.cause == Cause.PAGE and change.state in _ALIVE and change.told_as != NOTHING
        by_key[change.key].append(change) if is_page else others.append(change)
    marked = []
    for changes in by_key.values():
        before: list[Told] = []
        for change in sorted(changes, key=lambda c: (c.seen_at, c.change_id)):
            is_flip = change.undoes is not None and change.told_as != FOUND_LATE
            is_fixed = change.change_id in told or change.told_as in (FOUND_LATE, SETTLED)
            how = change.told_as if is_fixed else told_as(change.seen_at, is_flip, before)
            if change.state == "confirmed":
                before.append(Told(change.seen_at, is_flip, how))
            marked.append(replace(change, told_as=how))
    return others + marked


# The strictest likeness first. A page of the past may show what was told to have begun from another value.
_STRICT: tuple[Callable[[Change], tuple[Any, ...]], ...] = (
    lambda c: (c.change_id,),
    lambda c: (*c.key, c.old_value, c.new_value, c.after_capture_id, c.reading_id),
    lambda c: (*c.key, c.old_value, c.new_value, c.after_capture_id),
    lambda c: (*c.key, c.old_value, c.new_value),
)
_LOOSE = (*_STRICT[:2], lambda c: (*c.key, c.new_value, c.after_capture_id, c.reading_id), *_STRICT[3:])


def _matched(
    old: Sequence[Change], new: Sequence[Change], likenesses: Sequence[Callable[[Change], tuple[Any, ...]]]
) -> dict[str, Change]:
    """By the id of each new change, the old one that it is."""
    pairs: dict[str, Change] = {}
    used: set[str] = set()
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
