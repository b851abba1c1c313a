"""When a rule sends: at each run, or at an hour of the day or of a weekday in a named time zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_WORDS = re.compile(rf"(daily|{'|'.join(WEEKDAYS)}) ([01]\d|2[0-3]):([0-5]\d)")
EACH_RUN = "each run"
HOW = '"each run", "daily 08:00" or "Mondays 08:00"'


@dataclass(frozen=True, slots=True)
class Schedule:
    """``weekday`` None: every day."""

    at: time
    weekday: int | None = None

    def last_before(self, now: datetime, zone: tzinfo) -> datetime:
        """The newest moment of the schedule that is not later than ``now``, in UTC.

        An hour that the clocks skip counts when they have jumped; one that comes twice counts the first time.
        """
        day = now.astimezone(zone).date() + timedelta(days=1)
        while True:
            moment = self._on(day, zone)
            if moment is not None and moment <= now:
                return moment
            day -= timedelta(days=1)

    def period(self) -> timedelta:
        return timedelta(days=1 if self.weekday is None else 7)

    def _on(self, day: date, zone: tzinfo) -> datetime | None:
        if self.weekday is not None and day.weekday() != self.weekday:
            return None
        return datetime.combine(day, self.at, zone).astimezone(UTC)


def parse_schedule(words: str) -> Schedule | None:
    """What ``send`` or ``heartbeat`` says; None for "each run".

    Raises:
        ValueError: it is none of the three forms.
    """
    if words == EACH_RUN:
        return None
    found = _WORDS.fullmatch(words)
    if not found:
        raise ValueError(f"{words!r} is no time to send; write {HOW}")
    at = time(int(found[2]), int(found[3]))
    return Schedule(at, None if found[1] == "daily" else WEEKDAYS.index(found[1]))


def is_due(schedule: Schedule | None, oldest: datetime | None, now: datetime, zone: tzinfo) -> bool:
    """Is it time to tell what has waited since ``oldest``? It has, if the schedule came by since."""
    if oldest is None:
        return False
    return schedule is None or oldest <= schedule.last_before(now, zone)
