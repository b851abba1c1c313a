"""What a mail tells beside changes: sources that need a person, rules of law, reminders, a sign of life.

Each piece of news has an id of its own, made from what it is about and since when, so that it is told once a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from flows.alerts.clean import tame
from flows.alerts.memory import ALL
from flows.alerts.model import HealthNote
from flows.alerts.subscriptions import RuleEntry
from flows.alerts.tongue import tr
from flows.alerts.wording import count, day, field_words, place_name, places_words
from warehouse.changes import carrier_of
from warehouse.entry_json import instant

FIRST, HEARTBEAT = "first", "heartbeat"
BLOCKED, GONE = ("blocked", "robots"), ("gone",)
NEEDS_PARSER_AFTER = timedelta(days=3)
GRACE_DAYS = 3  # a reminder that no run came to send on its day is still sent so long


@dataclass(frozen=True, slots=True)
class News:
    """``kind`` as in the file, ``since_at`` from when it is owed, ``words`` a line for people in the rule's tongue."""

    news_id: str
    kind: str
    since_at: datetime
    words: str
    source_id: str = ""
    undoes: str = ""


def of_sources(entry: RuleEntry, health: Iterable[HealthNote], now: datetime, zone: tzinfo) -> list[News]:
    """Sources that are held, too old, blocked, gone, or whose page asks for another parser."""
    found = []
    for note in sorted(health, key=lambda h: h.source_id):
        name, since = tame(note.source_id, 60), note.last_read_at or now
        read = day(note.last_read_at, zone) if note.last_read_at else tr("never")
        last = instant(note.last_read_at) if note.last_read_at else "never"
        held_at = note.held_since_at
        if entry.tells("held") and note.held_reason and held_at:
            words = tr(
                "{name} is held: {why}, since {day}", name=name, why=tame(note.held_reason), day=day(held_at, zone)
            )
            found.append(News(f"held:{note.source_id}@{instant(held_at)}", "held", held_at, words, note.source_id))
        if entry.tells("parser needed") and note.held_reason and held_at and now - held_at >= NEEDS_PARSER_AFTER:
            words = tr("{name} needs another parser: held since {day}", name=name, day=day(held_at, zone))
            at = held_at + NEEDS_PARSER_AFTER
            found.append(
                News(f"parser:{note.source_id}@{instant(held_at)}", "parser needed", at, words, note.source_id)
            )
        if note.status == "watch" and entry.tells("parser needed") and note.outcome:
            words = tr("{name} is kept and compared as text; nobody has written a parser for it yet", name=name)
            found.append(News(f"parser:{note.source_id}", "parser needed", now, words, note.source_id))
        for kind, outcomes in (("blocked", BLOCKED), ("gone", GONE)):
            if entry.tells(kind) and note.outcome in outcomes:
                words = tr(
                    "{name} shuts us out ({outcome}); last read: {read}" if kind == "blocked"
                    else "{name} is gone from its address; last read: {read}",
                    name=name, outcome=tame(note.outcome, 20), read=read,
                )  # fmt: skip
                found.append(News(f"{kind}:{note.source_id}@{last}", kind, since, words, note.source_id))
        stale = entry.stale_days
        if stale is not None and note.last_read_at and now - note.last_read_at > timedelta(days=stale):
            words = tr("{name} was not read for more than {days}; last read: {read}",
                       name=name, days=count(stale, "day"), read=read)  # fmt: skip
            at = note.last_read_at + timedelta(days=stale)
            found.append(News(f"stale:{note.source_id}@{last}", "stale", at, words, note.source_id))
    return found


def of_refusals(refused: Iterable[Mapping[str, Any]]) -> list[News]:
    """Mails that nobody will get unless somebody acts."""
    return [
        News(
            f"refused:{row['digest_id']}", "mail refused", row["attempted_at"],
            tr("Mail {digest} of rule {rule} to {to} was {state}: {detail}", digest=row["digest_id"], rule=row["rule"],
               to=tame(row["recipient"], 80), detail=tame(row["detail"], 200),
               state=tr("refused") if row["state"] == "refused" else tr("given up")),
        )
        for row in refused
    ]  # fmt: skip


def of_rules(
    entry: RuleEntry, rules: Iterable[Mapping[str, Any]], today: date, zone: tzinfo, places: frozenset[str]
) -> list[News]:
    """Rules of law that begin, end, or are due for another look."""
    found = []
    for row in rules:
        where = row["places"].split()
        if places and not places & set(where) and "WORLD" not in where:
            continue
        said = f"{places_words(where, 3)}: {tame(row['value'], 300)}"
        dates = (("rule_begins", row["from_on"], tr("begins")), ("rule_ends", row["to_on"], tr("ends")))
        for kind, on, verb in dates:
            which = _reminder(on, today, entry) if entry.tells(kind) and on else None
            if which is not None:
                words = tr("{verb} {day}: {said}", verb=verb, day=day(on), said=said)
                at = _midnight(on - timedelta(days=which) if which >= 0 else today, zone)
                found.append(News(f"{kind}:{row['rule_id']}@{on}/{which}", kind, at, words))
        due = row["review_by"]
        if entry.tells("rule_overdue") and due < today:
            words = tr("to be looked at again since {day}: {said}", day=day(due), said=said)
            found.append(News(f"rule_overdue:{row['rule_id']}@{due}", "rule_overdue", _midnight(due, zone), words))
    return found


def of_announced(entry: RuleEntry, told: Iterable[Mapping[str, Any]], today: date, zone: tzinfo) -> list[News]:
    """Reminders of told changes before they are in force, and on the day."""
    found = []
    for row in told:
        which = _reminder(row["effective_on"], today, entry)
        if not entry.tells("announced") or which is None or which < 0:
            continue
        where = f", {place_name(row['place'])}" if row["place"] else ""
        words = tr(
            "{carrier} {offer}{where}: {field} {old} -> {new}, from {day}", carrier=tame(row["carrier"], 40),
            offer=tame(row["offer_name"], 60), where=where, field=field_words(row["field"]).lower(),
            old=tame(row["old_value"]) or tr("not stated"), new=tame(row["new_value"]) or tr("not stated"),
            day=day(row["effective_on"]),
        )  # fmt: skip
        at = _midnight(row["effective_on"] - timedelta(days=which), zone)
        news_id = f"announced:{row['change_id']}@{row['effective_on']}/{which}"
        found.append(News(news_id, "announced", at, words, row["source_id"]))
    return found


def of_undone(undone: Iterable[Mapping[str, Any]]) -> list[News]:
    """Told at once and marked so, and gone when we looked again."""
    return [
        News(
            f"undone:{row['change_id']}", "undone", row["undone_at"],
            tr("{carrier} {offer}: {field} {old} -> {new} was gone when we looked again",
               carrier=tame(row["carrier"], 40),
               offer=tame(row["offer_name"], 60), field=field_words(row["field"]).lower(),
               old=tame(row["old_value"]) or tr("not stated"), new=tame(row["new_value"]) or tr("not stated")),
            row["source_id"], row["digest_id"],
        )
        for row in undone
    ]  # fmt: skip


def _reminder(on: date, today: date, entry: RuleEntry) -> int | None:
    """Which reminder is due: so many days before, 0 on the day, -1 when announced; None: none."""
    if today > on + timedelta(days=GRACE_DAYS):
        return None
    due = [n for n in entry.days_before if on - timedelta(days=n) <= today]
    if due:
        return min(due)
    return -1 if "when announced" in entry.remind and today < on else None


def _midnight(on: date, zone: tzinfo) -> datetime:
    return datetime.combine(on, time(), zone).astimezone(UTC)


def untold(news: Sequence[News], told: Iterable[str], muted: Iterable[str] = ()) -> list[News]:
    """What was not told yet, less that of muted carriers ("*": of all)."""
    known, quiet = set(told), set(muted)
    return [n for n in news if n.news_id not in known and not (n.source_id and quiet & {ALL, carrier_of(n.source_id)})]
