"""What a rule would have sent over the history, filled-in years included: the same matching, nothing sent."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from flows.alerts.model import ChangeNote
from flows.alerts.owing import Asking, matching
from flows.alerts.schedule import Schedule
from warehouse.store import rows

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``loudest``: the source of most of the moves, and of how many."""

    mails: int
    moves: int
    loudest: tuple[str, int] | None
    by_mail: tuple[tuple[datetime, tuple[ChangeNote, ...]], ...] = ()


def rehearse(connection: DuckDBPyConnection, asking: Asking, since: datetime) -> Rehearsal:
    """Raises AlertError: the rule's SQL condition cannot be used."""
    everything = replace(asking, entry=asking.entry.model_copy(update={"when": "confirmed"}), mutes=())
    told = matching(connection, everything, rows(connection, "alert_history", since=since))
    mails: dict[datetime, list[ChangeNote]] = {}
    for note in told:
        mails.setdefault(_sent_at(asking, note), []).append(note)
    moves = {(note.source_id, note.move_id) for note in told}
    loudest = Counter(source for source, _ in sorted(moves)).most_common(1)
    ordered = tuple((at, tuple(notes)) for at, notes in sorted(mails.items()))
    return Rehearsal(len(mails), len(moves), loudest[0] if loudest else None, ordered)


def _sent_at(asking: Asking, note: ChangeNote) -> datetime:
    """The moment of the mail: that of the confirming look, or the next one that the rule's schedule has."""
    at = note.confirmed_at or note.seen_at
    schedule: Schedule | None = asking.entry.schedule
    return at if schedule is None else schedule.last_before(at + schedule.period(), asking.zone)


def summary_words(found: Rehearsal) -> str:
    """ "would have sent 7 mails, 31 moves; the loudest: xx_seller (4)"."""
    words = f"would have sent {_many(found.mails, 'mail')}, {_many(found.moves, 'move')}"
    return words + (f"; the loudest: {found.loudest[0]} ({found.loudest[1]})" if found.loudest else "")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
