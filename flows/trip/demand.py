"""A trip as it is asked for: which place on which day, how much data, how many lines."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

LONGEST_DAYS = 366
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT])B?", re.I)
_POWER = {"K": 1, "M": 2, "G": 3, "T": 4}
_VISIT = re.compile(r"(?P<place>.+?):(?P<from>\d{4}-\d{2}-\d{2})\.\.(?P<to>\d{4}-\d{2}-\d{2})")


class TripError(ValueError):
    """A trip that makes no sense; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Visit:
    """``place``: ISO 3166-1 alpha-2 code. Both days are days of the visit."""

    place: str
    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True)
class Trip:
    """``data_bytes`` is the need of each line over the whole trip, None for "any"; ``minutes_home`` likewise, of calls
    to the home country. ``bill_day``: on which day of the month a new bill begins, None if not given."""

    visits: tuple[Visit, ...]
    data_bytes: int | None = None
    minutes_home: int = 0
    lines: int = 1
    bill_day: int | None = None

    def __post_init__(self) -> None:
        if not self.visits:
            raise TripError("a trip needs a visit: --visit JP:2026-12-03..2026-12-09")
        for visit in self.visits:
            if visit.to_on < visit.from_on:
                raise TripError(f"the visit of {visit.place} ends before it begins")
        for before, after in zip(self.visits, self.visits[1:], strict=False):
            if after.from_on < before.to_on:
                raise TripError(f"the visits of {before.place} and {after.place} overlap; give them in order of time")
        if (self.visits[-1].to_on - self.visits[0].from_on).days >= LONGEST_DAYS:
            raise TripError("a trip of more than a year; no tariff is known that far ahead")
        if self.lines < 1:
            raise TripError("--lines is at least 1")
        if self.bill_day is not None and not 1 <= self.bill_day <= 31:
            raise TripError("--bill-day is a day of the month, 1 to 31")

    @cached_property
    def days(self) -> tuple[tuple[date, str], ...]:
        """Every day of the trip with its place; a day of travel between two visits is one of the place arrived at."""
        places: dict[date, str] = {}
        for visit in self.visits:
            for n in range((visit.to_on - visit.from_on).days + 1):
                places[visit.from_on + timedelta(n)] = visit.place
        return tuple(sorted(places.items()))

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        first = self.days[0][0]
        return tuple((on - first).days for on, _ in self.days)

    @property
    def length(self) -> int:
        """Days on which something is needed."""
        return len(self.days)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(visit.place for visit in self.visits))

    @property
    def bytes_per_day(self) -> Fraction:
        """The need spread evenly over the days: the one assumption that makes every cost below exact."""
        return Fraction(self.data_bytes or 0, self.length)

    def place_at(self, moment: Fraction) -> str:
        """The place at a moment, counted in days of the trip from its beginning."""
        return self.days[int(moment)][1]

    def run_until(self, moment: Fraction, places: frozenset[str]) -> int:
        """How far, from a moment on, the trip stays within ``places``."""
        end = int(moment)
        while end < self.length and self.days[end][1] in places:
            end += 1
        return end

    def after_calendar_days(self, moment: Fraction, days: int) -> Fraction:
        """Where in the trip one is ``days`` of the calendar after a moment. Days at home in between pass, too."""
        whole = int(moment)
        target = self._offsets[whole] + (moment - whole) + days
        index = bisect_right(self._offsets, target) - 1
        within = min(target - self._offsets[index], Fraction(1))
        return min(Fraction(index) + within, Fraction(self.length))

    def bill_of(self, index: int, bill_day: int) -> int:
        """The bill into which a fee of the day of that index falls, as a number that goes up by one."""
        on = self.days[index][0]
        last = (date(on.year + on.month // 12, on.month % 12 + 1, 1) - timedelta(1)).day
        return on.year * 12 + on.month + (on.day >= min(bill_day, last))


def parse_visit(words: str, place_of: Callable[[str], str]) -> Visit:
    """``JP:2026-12-03..2026-12-09``; the place by code or name. Raises TripError, and what ``place_of`` raises."""
    found = _VISIT.fullmatch(words.strip())
    if not found:
        raise TripError(f'"{words}" is no visit; write it as JP:2026-12-03..2026-12-09')
    try:
        begin, end = date.fromisoformat(found["from"]), date.fromisoformat(found["to"])
    except ValueError:
        raise TripError(f'"{words}": there is no such day') from None
    return Visit(place_of(found["place"]), begin, end)


def data_need(words: str | None) -> int | None:
    """Bytes of "8GB" or "500 MB"; None of nothing. Raises TripError."""
    if not words:
        return None
    found = _SIZE.fullmatch(words.strip())
    if not found:
        raise TripError(f'"{words}" is no size of data; write 8GB or 500MB')
    return int(Decimal(found[1]) * 1024 ** _POWER[found[2].upper()]) or None
