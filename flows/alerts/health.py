"""The SOURCES lines that stand in every mail: silence must mean that nothing changed, never that nothing was read."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from flows.alerts.clean import tame
from flows.alerts.model import HealthNote
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
        return ("No source is switched on: nothing is watched.",)
    fresh = [h for h in watched if _age(h, now) <= timedelta(hours=24)]
    lines = [f"{len(fresh):,} of {len(watched):,} read in the last 24 h."]
    late = [h for h in watched if h not in fresh]
    lines += [_late(h, now, zone, stale_after_days) for h in late[:NAMED]]
    if late[NAMED:]:
        lines.append(f"And {len(late) - NAMED:,} more not read.")
    held = sorted((h for h in watched if h.held_reason), key=lambda h: h.source_id)
    lines += [_held(h, zone) for h in held[:NAMED]]
    if held[NAMED:]:
        lines.append(f"And {len(held) - NAMED:,} more held.")
    off = len(health) - len(watched)
    if off:
        lines.append(f"{count(off, 'source')} not fetched (off or historic).")
    return tuple(lines)


def _age(note: HealthNote, now: datetime) -> timedelta:
    return now - note.last_read_at if note.last_read_at else timedelta.max


def _late(note: HealthNote, now: datetime, zone: tzinfo, stale_after_days: int) -> str:
    age = _age(note, now)
    since = f"last read {day(note.last_read_at, zone)}" if note.last_read_at else "never read"
    days = f", {count(age.days, 'day')} ago" if note.last_read_at and age.days else ""
    old = "TOO OLD: " if age > timedelta(days=stale_after_days) else "Not read: "
    why = [note.outcome.replace("_", " ")] if note.outcome not in READ else []
    why += [f"next try {minute(note.next_due_at, zone)}"] if note.next_due_at else []
    return f"{old}{tame(note.source_id, 60)}, {since}{days}" + (
        f" ({'; '.join(tame(w) for w in why)})." if why else "."
    )


def _held(note: HealthNote, zone: tzinfo) -> str:
    since = f" since {day(note.held_since_at, zone)}" if note.held_since_at else ""
    facts = f"; its facts are those of {day(note.last_read_at, zone)}" if note.last_read_at else "; it has no facts yet"
    return f"Held: {tame(note.source_id, 60)}, {tame(note.held_reason)}{since}{facts}."
