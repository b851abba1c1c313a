"""Confirmed changes into what people are told: moves, told under the offer that they touch, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.alerts.clean import tame
from flows.alerts.content import Limits, Row
from flows.alerts.model import ChangeNote, MoveNote
from flows.alerts.tongue import tr
from flows.alerts.wording import (
    EFFECTS,
    count,
    effect_words,
    field_words,
    is_price,
    magnitude,
    number,
    pair,
    size_words,
)

FEW = 5  # up to so many rows a move is told row by row; above, by its one factor if it has one
RANK = {"worse": 0, "better": 1, "neutral": 2}
MAIN = ("price", "data", "places")
SEVERITIES = {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}


@dataclass(frozen=True, slots=True)
class Line:
    """Changes that read alike but for their place: one line."""

    changes: tuple[ChangeNote, ...]

    @property
    def first(self) -> ChangeNote:
        return self.changes[0]


@dataclass(frozen=True, slots=True)
class Move:
    """Changes of one move with one effect. ``factor``: what all its numbers were multiplied by, if one."""

    lines: tuple[Line, ...]
    factor: Decimal | None
    note: MoveNote | None
    severity: str = "traveller"

    @property
    def changes(self) -> tuple[ChangeNote, ...]:
        return tuple(c for line in self.lines for c in line.changes)

    @property
    def lead(self) -> ChangeNote:
        return min(self.changes, key=_largest)

    @property
    def is_told_as_one(self) -> bool:
        return self.factor is not None and len(self.lines) > FEW

    @property
    def subject(self) -> str:
        """The offer's name; for a move over many offers, how many."""
        names = sorted({c.offer_name for c in self.changes})
        return tame(names[0], 60) if len(names) == 1 else count(len({c.offer_id for c in self.changes}), "offer")

    def rank(self) -> tuple[int, int, Decimal, int, str]:
        """The most severe first, for whom the rule speaks of; then worse before better, by size, and by what it is."""
        lead = self.lead
        severe = min(SEVERITIES.get(getattr(c, f"severity_{self.severity}"), 2) for c in self.changes)
        what = MAIN.index(lead.field) if lead.field in MAIN else len(MAIN)
        return severe, RANK.get(lead.effect, 2), -magnitude(lead), what, f"{lead.source_id} {lead.move_id}"


def _largest(change: ChangeNote) -> tuple[object, ...]:
    """By share, then by amount (10 -> 12 before 5 -> 6), then by name, so that no order of arrival shows."""
    c = change
    step = abs(c.new_number - c.old_number) if c.old_number is not None and c.new_number is not None else Decimal(0)
    return -magnitude(c), -step, c.offer_id, c.field, c.place, c.change_id


def gather(
    changes: Sequence[ChangeNote], notes: Mapping[str, MoveNote], severity: str = "traveller"
) -> list[list[Move]]:
    """Moves by the offer they are told under, the most severe first. ``severity``: for whom, traveller or analyst."""
    by_move: dict[tuple[str, str, str], list[ChangeNote]] = {}
    for change in changes:
        by_move.setdefault((change.source_id, change.move_id, change.effect), []).append(change)
    groups: dict[tuple[str, str], list[Move]] = {}
    for (source_id, move_id, _), found in by_move.items():
        move = Move(_lines(found), _factor(found), notes.get(move_id), severity)
        groups.setdefault((source_id, move.subject), []).append(move)
    ordered = [sorted(group, key=Move.rank) for group in groups.values()]
    return sorted(ordered, key=lambda group: group[0].rank())


def _lines(changes: Sequence[ChangeNote]) -> tuple[Line, ...]:
    alike: dict[tuple[object, ...], list[ChangeNote]] = {}
    for c in sorted(changes, key=_largest):
        key = (c.offer_id, c.field, c.scope, c.unit, c.old_value, c.new_value, c.old_number, c.new_number)
        alike.setdefault(key, []).append(c)
    return tuple(Line(tuple(found)) for found in alike.values())


def _factor(changes: Sequence[ChangeNote]) -> Decimal | None:
    ratios = set()
    for c in changes:
        if not c.old_number or c.new_number is None:
            return None
        ratios.add(round(c.new_number / c.old_number, 2))
    return ratios.pop() if len(ratios) == 1 else None


def summary_row(move: Move) -> Row:
    """ "WORSE | Verizon TravelPass | 10 -> 12 USD a day | +20 %"."""
    lead = move.lead
    what = f"{tame(lead.carrier, 40)} {move.subject}"
    if move.is_told_as_one:
        return Row(EFFECTS.get(lead.effect, "NEUTRAL"), what, as_one(move), size_words(move.lead))
    return Row(EFFECTS.get(lead.effect, "NEUTRAL"), what, _named_words(move), size_words(lead))


def change_words(change: ChangeNote, *, is_exact: bool) -> str:
    """ "10.00 -> 12.00 USD a day", "withdrawn"."""
    if change.field == "offer":
        return tr(tame(change.new_value)) or tr("changed")
    old, new, unit = pair(change, is_exact=is_exact)
    return f"{old} -> {new} {unit}".rstrip()


def _named_words(move: Move) -> str:
    """The same for the summary, where a field that its unit does not tell is named first."""
    words = change_words(move.lead, is_exact=False)
    if move.lead.field == "places":
        return f"{count(len(move.changes), 'place')}: {words}"
    more = tr(", and {count} more", count=f"{len(move.lines) - 1:,}") if len(move.lines) > 1 else ""
    if move.lead.field == "offer":
        return tr("offer {words}", words=words) + more
    named = words if move.lead.field in ("price", "data") else f"{field_words(move.lead.field).lower()}: {words}"
    return named + more


def as_one(move: Move) -> str:
    what = "price" if all(is_price(c) for c in move.changes) else "value"
    return tr("{rows} x {factor}", rows=count(len(move.lines), what), factor=number(move.factor or Decimal(1), 2))


def subject_words(move: Move) -> str:
    """The mail's subject line for its first move: a fixed template of cleaned values."""
    lead, head = move.lead, f"{tame(move.lead.carrier, 30)} {tame(move.subject, 40)}"
    if move.is_told_as_one:
        return f"{head} {_direction(lead)}: {as_one(move)}"
    if lead.field == "offer":
        return f"{head}: {_named_words(move)}"
    old, new, unit = (tame(part, 30) for part in pair(lead, is_exact=False))
    size = size_words(lead)
    now = f"{new} {unit}".rstrip()
    told = tr("{what} {how}: {now}, was {old}", what=head, how=_direction(lead), now=now, old=old)
    return told + (f" ({size})" if size else "")


def _direction(change: ChangeNote) -> str:
    old, new = change.old_number, change.new_number
    if old is not None and new is not None and old != new:
        if change.field == "price":
            return tr("dearer") if new > old else tr("cheaper")
        if change.field == "data":
            return tr("more data") if new > old else tr("less data")
    if change.field == "text":
        return tr("changed")
    return f"{effect_words(change.effect)}, {field_words(change.field).lower()}"


def summary(groups: list[list[Move]], limits: Limits) -> tuple[Row, ...]:
    """One line a move. Past the limits of a source, one line that counts the rest."""
    rows: list[Row] = []
    shown: dict[str, int] = {}
    rest: dict[str, list[Move]] = {}
    for move in (m for group in groups for m in group):
        source = move.lead.source_id
        if shown.get(source, 0) < limits.rows_per_source and len(rows) < limits.rows:
            shown[source] = shown.get(source, 0) + 1
            rows.append(summary_row(move))
        else:
            rest.setdefault(source, []).append(move)
    by_size = sorted(rest.values(), key=lambda moves: (-len(moves), moves[0].lead.source_id))
    for moves in by_size[: limits.sections]:
        rows.append(Row("", tr("{carrier}, the rest", carrier=tame(moves[0].lead.carrier, 40)), _counted(moves)))
    if len(by_size) > limits.sections:
        others = [m for moves in by_size[limits.sections :] for m in moves]
        rows.append(Row("", count(len(by_size) - limits.sections, "more source"), _counted(others)))
    return tuple(rows)


def _counted(moves: Sequence[Move]) -> str:
    effects = [m.lead.effect for m in moves]
    parts = [f"{effects.count(e):,} {tr(e)}" for e in RANK if e in effects]
    return f"{count(len(moves), 'more move')} ({', '.join(parts)})"
