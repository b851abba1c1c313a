"""Confirmed changes into what people are told: moves, told under the offer that they touch, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from decimal import Decimal

from flows.alerts.clean import own_link, tame
from flows.alerts.content import Fact, Limits, Row, Section
from flows.alerts.model import ChangeNote, MoveNote
from flows.alerts.wording import (
    EFFECTS,
    count,
    day,
    delta_words,
    field_words,
    is_price,
    magnitude,
    minute,
    number,
    pair,
    places_words,
    size_words,
)

FEW = 5  # up to so many rows a move is told row by row; above, by its one factor if it has one
WORDS_SHOWN = 2
RANK = {"worse": 0, "better": 1, "neutral": 2}


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

    def rank(self) -> tuple[int, Decimal, str]:
        lead = self.lead
        return RANK.get(lead.effect, 2), -magnitude(lead), f"{lead.source_id} {lead.move_id}"


def _largest(change: ChangeNote) -> tuple[object, ...]:
    """By share, then by amount (10 -> 12 before 5 -> 6), then by name, so that no order of arrival shows."""
    c = change
    step = abs(c.new_number - c.old_number) if c.old_number is not None and c.new_number is not None else Decimal(0)
    return -magnitude(c), -step, c.offer_id, c.field, c.place, c.change_id


def gather(changes: Sequence[ChangeNote], notes: Mapping[str, MoveNote]) -> list[list[Move]]:
    """Moves by the offer they are told under, ordered: worse before better before neutral, then by size."""
    by_move: dict[tuple[str, str, str], list[ChangeNote]] = {}
    for change in changes:
        by_move.setdefault((change.source_id, change.move_id, change.effect), []).append(change)
    groups: dict[tuple[str, str], list[Move]] = {}
    for (source_id, move_id, _), found in by_move.items():
        move = Move(_lines(found), _factor(found), notes.get(move_id))
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
        return Row(EFFECTS.get(lead.effect, "NEUTRAL"), what, _as_one(move), _percent(move))
    return Row(EFFECTS.get(lead.effect, "NEUTRAL"), what, _named_words(move), size_words(lead))


def change_words(change: ChangeNote, *, is_exact: bool) -> str:
    """ "10.00 -> 12.00 USD a day", "withdrawn"."""
    if change.field == "offer":
        return tame(change.new_value) or "changed"
    old, new, unit = pair(change, is_exact=is_exact)
    return f"{old} -> {new} {unit}".rstrip()


def _named_words(move: Move) -> str:
    """The same for the summary, where a field that its unit does not tell is named first."""
    words = change_words(move.lead, is_exact=False)
    if move.lead.field == "places":
        return f"{count(len(move.changes), 'place')}: {words}"
    more = f", and {len(move.lines) - 1:,} more" if len(move.lines) > 1 else ""
    if move.lead.field == "offer":
        return f"offer {words}{more}"
    named = words if move.lead.field in ("price", "data") else f"{field_words(move.lead.field).lower()}: {words}"
    return named + more


def _as_one(move: Move) -> str:
    what = "price" if all(is_price(c) for c in move.changes) else "value"
    return f"{count(len(move.lines), what)} x {number(move.factor or Decimal(1), 2)}"


def _percent(move: Move) -> str:
    return size_words(move.lead)


def subject_words(move: Move) -> str:
    """The mail's subject line for its first move: a fixed template of cleaned values."""
    lead, head = move.lead, f"{tame(move.lead.carrier, 30)} {tame(move.subject, 40)}"
    if move.is_told_as_one:
        return f"{head} {_direction(lead)}: {_as_one(move)}"
    if lead.field == "offer":
        return f"{head}: {_named_words(move)}"
    old, new, unit = (tame(part, 30) for part in pair(lead, is_exact=False))
    size = size_words(lead)
    unit = f" {unit}" if unit else ""
    return f"{head} {_direction(lead)}: {new}{unit}, was {old}" + (f" ({size})" if size else "")


def _direction(change: ChangeNote) -> str:
    old, new = change.old_number, change.new_number
    if old is not None and new is not None and old != new:
        if change.field == "price":
            return "dearer" if new > old else "cheaper"
        if change.field == "data":
            return "more data" if new > old else "less data"
    return f"{EFFECTS.get(change.effect, 'NEUTRAL').lower()}, {field_words(change.field).lower()}"


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
        rows.append(Row("", f"{tame(moves[0].lead.carrier, 40)}, the rest", _counted(moves)))
    if len(by_size) > limits.sections:
        others = [m for moves in by_size[limits.sections :] for m in moves]
        rows.append(Row("", count(len(by_size) - limits.sections, "more source"), _counted(others)))
    return tuple(rows)


def _counted(moves: Sequence[Move]) -> str:
    effects = [m.lead.effect for m in moves]
    parts = [f"{effects.count(e):,} {e}" for e in RANK if e in effects]
    return f"{count(len(moves), 'more move')} ({', '.join(parts)})"


def sections(
    groups: list[list[Move]], urls: Mapping[str, tuple[str, ...]], zone: tzinfo, limits: Limits
) -> tuple[Section, ...]:
    """The numbered details. What does not fit is counted where it would have stood."""
    made: list[Section] = []
    used: dict[str, int] = {}
    total = 0
    for group in groups[: limits.sections]:
        lead = group[0].lead
        left = min(limits.rows_per_source - used.get(lead.source_id, 0), limits.rows - total)
        rows, hidden = _section_rows(group, max(left, 0))
        used[lead.source_id] = used.get(lead.source_id, 0) + len(rows)
        total += len(rows)
        if hidden:
            rows.append(Row("", f"and {count(hidden, 'more row')}", "in changes.csv"))
        effects = tuple(EFFECTS[e] for e in RANK if any(m.lead.effect == e for m in group))
        country = f" ({tame(lead.home_country, 10)})" if lead.home_country else ""
        title = f"{tame(lead.carrier, 40).upper()}{country}, {group[0].subject}"
        if len(effects) == 1:  # said once, in the title
            rows = [replace(row, effect="") for row in rows]
        effect = effects[0] if len(effects) == 1 else ""
        made.append(Section(len(made) + 1, title, effect, tuple(rows), _facts(group, urls, zone)))
    return tuple(made)


def _section_rows(group: list[Move], left: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    hidden = 0
    for move in group:
        effect = EFFECTS.get(move.lead.effect, "NEUTRAL")
        if move.is_told_as_one and left > len(rows):
            of = f" of {move.note.rows:,}" if move.note and move.note.rows > len(move.lines) else ""
            rows.append(Row(effect, f"One move{of}", _as_one(move), _percent(move)))
            rows += [_line_row(line, move, "For example ") for line in move.lines[: min(2, left - len(rows))]]
            hidden += max(0, len(move.lines) - 2)
        else:
            fit = max(0, left - len(rows))
            rows += [_line_row(line, move) for line in move.lines[:fit]]
            hidden += len(move.lines[fit:])
    return rows, hidden


def _line_row(line: Line, move: Move, prefix: str = "") -> Row:
    first, effect = line.first, EFFECTS.get(move.lead.effect, "NEUTRAL")
    where = [tame(first.offer_name, 60)] if len({c.offer_name for c in move.changes}) > 1 else []
    where += [tame(first.scope, 60)] if first.scope else []
    places = places_words(c.place for c in line.changes)
    if places:
        where.append(places)
    what = ", ".join([field_words(first.field), *where])
    return Row(effect, f"{prefix}{what}", change_words(first, is_exact=True), delta_words(first))


def _facts(group: list[Move], urls: Mapping[str, tuple[str, ...]], zone: tzinfo) -> tuple[Fact, ...]:
    changes = [c for move in group for c in move.changes]
    lead = group[0].lead
    facts = [Fact("Exceptions", tame(m.note.exceptions)) for m in group if m.note and m.note.exceptions]
    facts += [Fact("Ends", day(m.note.ends_on)) for m in group if m.note and m.note.ends_on]
    for seen, confirmed in sorted({(c.seen_at, c.confirmed_at) for c in changes}, key=lambda p: p[0])[:WORDS_SHOWN]:
        again = f", seen again {minute(confirmed, zone)} (confirmed)" if confirmed else ""
        facts.append(Fact("Seen", minute(seen, zone) + again))
    fields = {c.field for c in changes}
    if "claimed_places" in fields and "places" not in fields:
        facts.append(Fact("Places", "the page claims a number: no country is reported as added or lost"))
    stated = sorted({c.effective_on for c in changes if c.effective_on})
    facts.append(Fact("In force", f"since {day(stated[-1])}" if stated else "not stated on the page"))
    for before, after in list(dict.fromkeys((_quoted(c, 0), _quoted(c, 1)) for c in _leads(group)))[:WORDS_SHOWN]:
        facts += [Fact("Page said", before), Fact("Page says", after)]
    if lead.url:
        link = own_link(lead.url, urls.get(lead.source_id, ()))
        facts.append(Fact("Page", link or tame(lead.url, 200), link))
    if lead.old_since_at and lead.old_value:
        dates = [moment.astimezone(zone).date() for moment in (lead.old_since_at, lead.seen_at)]
        days = count((dates[1] - dates[0]).days, "day")
        since = "since we first looked," if lead.is_old_first else "since"
        old, _, unit = pair(lead, is_exact=False)
        facts.append(Fact("Before", f"{old} {unit} {since} {day(lead.old_since_at, zone)} ({days})".replace("  ", " ")))
    return tuple(facts)


def _leads(group: list[Move]) -> list[ChangeNote]:
    return [move.lead for move in group] + [c for move in group for c in move.changes]


def _quoted(change: ChangeNote, after: int) -> str:
    words = tame((change.before_words, change.after_words)[after])
    capture = tame((change.before_capture_id, change.after_capture_id)[after], 80)
    return (f'"{words}"' if words else "no words kept") + (f" (capture {capture})" if capture else "")
