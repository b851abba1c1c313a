"""Confirmed changes into what people are told: moves, told under the offer that they touch, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal

from flows.alerts.beside import Beside
from flows.alerts.clean import own_link, tame
from flows.alerts.content import Fact, Limits, Row, Section
from flows.alerts.model import ChangeNote, MoveNote
from flows.alerts.tongue import tr
from flows.alerts.wording import (
    EFFECTS,
    count,
    day,
    delta_words,
    effect_words,
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
PICTURES = 3
RANK = {"worse": 0, "better": 1, "neutral": 2}
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

    def rank(self) -> tuple[int, int, Decimal, str]:
        """The most severe first, for whom the rule speaks of; then worse before better, then by size."""
        lead = self.lead
        severe = min(SEVERITIES.get(getattr(c, f"severity_{self.severity}"), 2) for c in self.changes)
        return severe, RANK.get(lead.effect, 2), -magnitude(lead), f"{lead.source_id} {lead.move_id}"


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
        return Row(EFFECTS.get(lead.effect, "NEUTRAL"), what, _as_one(move), _percent(move))
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


def _as_one(move: Move) -> str:
    what = "price" if all(is_price(c) for c in move.changes) else "value"
    return tr("{rows} x {factor}", rows=count(len(move.lines), what), factor=number(move.factor or Decimal(1), 2))


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


def sections(
    groups: list[list[Move]], urls: Mapping[str, tuple[str, ...]], zone: tzinfo, limits: Limits, beside: Beside
) -> tuple[Section, ...]:
    """The numbered details. What does not fit is counted where it would have stood."""
    pictures = 0
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
            rows.append(Row("", tr("and {rows}", rows=count(hidden, "more row")), tr("in changes.csv")))
        effects = tuple(EFFECTS[e] for e in RANK if any(m.lead.effect == e for m in group))
        country = f" ({tame(lead.home_country, 10)})" if lead.home_country else ""
        title = f"{tame(lead.carrier, 40).upper()}{country}, {group[0].subject}"
        if len(effects) == 1:  # said once, in the title
            rows = [replace(row, effect="") for row in rows]
        effect = effects[0] if len(effects) == 1 else ""
        facts = [*beside.facts(c for move in group for c in move.changes), *_facts(group, urls, zone)]
        picture = beside.picture(lead, zone) if lead.field == "price" and pictures < PICTURES else None
        if picture is not None:
            pictures += 1
            facts.append(Fact(tr("History"), picture.words))
        made.append(Section(len(made) + 1, title, effect, tuple(rows), tuple(facts), picture, effects[0]))
    return tuple(made)


def _section_rows(group: list[Move], left: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    hidden = 0
    for move in group:
        effect = EFFECTS.get(move.lead.effect, "NEUTRAL")
        if move.is_told_as_one and left > len(rows):
            has_more = move.note is not None and move.note.rows > len(move.lines)
            title = tr("One move of {rows}", rows=f"{move.note.rows:,}") if has_more and move.note else tr("One move")
            rows.append(Row(effect, title, _as_one(move), _percent(move)))
            rows += [_line_row(line, move, is_example=True) for line in move.lines[: min(2, left - len(rows))]]
            hidden += max(0, len(move.lines) - 2)
        else:
            fit = max(0, left - len(rows))
            rows += [_line_row(line, move) for line in move.lines[:fit]]
            hidden += len(move.lines[fit:])
    return rows, hidden


def _line_row(line: Line, move: Move, *, is_example: bool = False) -> Row:
    first, effect = line.first, EFFECTS.get(move.lead.effect, "NEUTRAL")
    where = [tame(first.offer_name, 60)] if len({c.offer_name for c in move.changes}) > 1 else []
    where += [tame(first.scope, 60)] if first.scope else []
    places = places_words(c.place for c in line.changes)
    if places:
        where.append(places)
    what = ", ".join([field_words(first.field), *where])
    what = tr("For example {what}", what=what) if is_example else what
    return Row(effect, what, change_words(first, is_exact=True), delta_words(first))


def _facts(group: list[Move], urls: Mapping[str, tuple[str, ...]], zone: tzinfo) -> tuple[Fact, ...]:
    changes = [c for move in group for c in move.changes]
    lead = group[0].lead
    facts = [Fact(tr("Exceptions"), tame(m.note.exceptions)) for m in group if m.note and m.note.exceptions]
    facts += [Fact(tr("Ends"), day(m.note.ends_on)) for m in group if m.note and m.note.ends_on]
    steps = max((len(c.also) + 1 for c in changes), default=1)
    if steps > 1:
        facts.append(
            Fact(tr("Steps"), tr("{steps}, each too small for this rule by itself", steps=count(steps, "step")))
        )
    for seen, confirmed in sorted({(c.seen_at, c.confirmed_at) for c in changes}, key=_first_seen)[:WORDS_SHOWN]:
        words = minute(seen, zone)
        if confirmed:
            words = tr("{seen}, seen again {again} (confirmed)", seen=words, again=minute(confirmed, zone))
        facts.append(Fact(tr("Seen"), words))
    fields = {c.field for c in changes}
    if "claimed_places" in fields and "places" not in fields:
        facts.append(Fact(tr("Places"), tr("the page claims a number: no country is reported as added or lost")))
    stated = sorted({c.effective_on for c in changes if c.effective_on})
    since = tr("since {day}", day=day(stated[-1])) if stated else tr("not stated on the page")
    facts.append(Fact(tr("In force"), since))
    for before, after in list(dict.fromkeys((_quoted(c, 0), _quoted(c, 1)) for c in _leads(group)))[:WORDS_SHOWN]:
        facts += [Fact(tr("Page said"), before), Fact(tr("Page says"), after)]
    if lead.url:
        link = own_link(lead.url, urls.get(lead.source_id, ()))
        facts.append(Fact(tr("Page"), link or tame(lead.url, 200), link))
    if lead.old_since_at and lead.old_value:
        dates = [moment.astimezone(zone).date() for moment in (lead.old_since_at, lead.seen_at)]
        old, _, unit = pair(lead, is_exact=False)
        told = {
            "value": f"{old} {unit}".rstrip(), "day": day(lead.old_since_at, zone),
            "days": count((dates[1] - dates[0]).days, "day"),
        }  # fmt: skip
        if lead.is_old_first:
            facts.append(Fact(tr("Before"), tr("{value} since we first looked, {day} ({days})", **told)))
        else:
            facts.append(Fact(tr("Before"), tr("{value} since {day} ({days})", **told)))
    return tuple(facts)


def _first_seen(times: tuple[datetime, datetime | None]) -> datetime:
    return times[0]


def _leads(group: list[Move]) -> list[ChangeNote]:
    return [move.lead for move in group] + [c for move in group for c in move.changes]


def _quoted(change: ChangeNote, after: int) -> str:
    words = tame((change.before_words, change.after_words)[after])
    capture = tame((change.before_capture_id, change.after_capture_id)[after], 80)
    kept = f'"{words}"' if words else tr("no words kept")
    return kept + (" " + tr("(capture {name})", name=capture) if capture else "")
