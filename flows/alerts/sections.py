"""The numbered details of a mail: each move's rows, when it was seen, what the page said and says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from flows.alerts.beside import Beside
from flows.alerts.clean import own_link, tame
from flows.alerts.content import Fact, Limits, Row, Section
from flows.alerts.model import ChangeNote
from flows.alerts.moves import RANK, Line, Move, as_one, change_words
from flows.alerts.tongue import tr
from flows.alerts.wording import EFFECTS, count, day, delta_words, field_words, minute, pair, places_words, size_words

WORDS_SHOWN = 2
PICTURES = 3


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
            rows.append(Row(effect, title, as_one(move), size_words(move.lead)))
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
