"""The SOURCES lines that stand in every mail: silence must mean that nothing changed, never that nothing was read."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from flows.alerts.clean import tame
from flows.alerts.model import HealthNote
from flows.alerts.tongue import tr
from flows.alerts.wording import count, day, minute

NAMED = 10  # so many sources are named, the rest counted
WATCHED = ("live", "watch")
READ = ("", "ok", "unchanged")


def source_lines(
    health: Sequence[HealthNote], now: datetime, zone: tzinfo, *, stale_after_days: int
) -> tuple[str, ...]:
    """How many sources were read in the last 24 hours, and each that was not, with why and when next."""
    watched = sorted(
        (h for h in health if h.status in WATCHED), key=lambda h: (_age(h, now), h.source_id), reverse=True
    )
    if not watched:
        return (tr("No source is switched on: nothing is watched."),)
    fresh = [h for h in watched if _age(h, now) <= timedelta(hours=24)]
    lines = [tr("{fresh} of {all} read in the last 24 h.", fresh=f"{len(fresh):,}", all=f"{len(watched):,}")]
    late = [h for h in watched if h not in fresh]
    lines += [_late(h, now, zone, stale_after_days) for h in late[:NAMED]]
    if late[NAMED:]:
        lines.append(tr("And {count} more not read.", count=f"{len(late) - NAMED:,}"))
    held = sorted((h for h in watched if h.held_reason), key=lambda h: h.source_id)
    lines += [_held(h, zone) for h in held[:NAMED]]
    if held[NAMED:]:
        lines.append(tr("And {count} more held.", count=f"{len(held) - NAMED:,}"))
    off = len(health) - len(watched)
    if off:
        lines.append(tr("{sources} not fetched (off or historic).", sources=count(off, "source")))
    return tuple(lines)


def _age(note: HealthNote, now: datetime) -> timedelta:
    return now - note.last_read_at if note.last_read_at else timedelta.max


def _late(note: HealthNote, now: datetime, zone: tzinfo, stale_after_days: int) -> str:
    age, name = _age(note, now), tame(note.source_id, 60)
    read = note.last_read_at
    if read and age.days:
        words = tr("{name}, last read {day}, {days} ago", name=name, day=day(read, zone), days=count(age.days, "day"))
    else:
        words = (
            tr("{name}, last read {day}", name=name, day=day(read, zone))
            if read
            else tr("{name}, never read", name=name)
        )
    why = [tr(note.outcome.replace("_", " "))] if note.outcome not in READ else []
    why += [tr("next try {when}", when=minute(note.next_due_at, zone))] if note.next_due_at else []
    told = words + (f" ({'; '.join(tame(w) for w in why)})." if why else ".")
    return (
        tr("TOO OLD: {what}", what=told)
        if age > timedelta(days=stale_after_days)
        else tr("Not read: {what}", what=told)
    )


def _held(note: HealthNote, zone: tzinfo) -> str:
    since = " " + tr("since {day}", day=day(note.held_since_at, zone)) if note.held_since_at else ""
    facts = (
        tr("its facts are those of {day}", day=day(note.last_read_at, zone))
        if note.last_read_at
        else tr("it has no facts yet")
    )
    return tr("Held: {what}", what=f"{tame(note.source_id, 60)}, {tame(note.held_reason)}{since}; {facts}.")
