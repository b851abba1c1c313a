"""What is known of a watched page, and what a new look at it changes. Pure: the moments come in.

The complaints that users of page watchers write most are false alarms (anchors.md 3). So: a line counts as changed
only when two looks, an hour or more apart, agree on it. What differs between the first two looks is the page's own
noise (counters, clocks, rotating teasers). The day's own date is no change. A line that keeps changing is told twice
in 30 days and then left out, unless it names money or a volume.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from transforms.values.currencies import FOREIGN, SYMBOLS
from transforms.watched.lines import Line, text_of

# As for prices: a second look confirms only when it is this much later.
SECOND_LOOK = timedelta(minutes=60)
# A second look later than this may well show a change of the page's, not its noise.
_NOISE_WITHIN = timedelta(hours=3)
_RESTLESS_AFTER = 2
_RESTLESS_FOR = timedelta(days=30)
# Of a hundred, as rapidfuzz counts it; and how many lines of each side are held against each other.
_ALIKE = 60
_COMPARED = 40

_FIGURES = re.compile(r"\w*\d[\w.,:-]*")  # a number, a clock, a token
_YEAR_OF_RIGHTS = re.compile(r"(©\s*|\(c\)\s*|copyright\s*)[\d\s\u2013-]{4,}", re.IGNORECASE)
_CODES = "|".join([*SYMBOLS, "kr", "Kr", "zł", "Rp", "Rs", "RM", "Ft", "Kč", "lei", "евро", "руб", "euros?", "Euro"])
_MONEY = re.compile(
    rf"[$¥￥%元円원{''.join(FOREIGN)}]|(?<![^\W\d])(?:{_CODES})(?![^\W\d])|\d\s?(?:[KkMmGgTt]i?[Bb]|[КкМмГгТт][Бб])\b"
)

_Said = Callable[[Line], str | None]


class Pending(StrEnum):
    """What a look makes of the change that waited for a second look."""

    NONE = ""
    WAITS = "waits"
    CONFIRMED = "confirmed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines that are gone and lines that are new, each in the order of its page."""

    removed: tuple[Line, ...] = ()
    added: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def told(self) -> "Difference":
        """The same lines, the gone and the new one that are most alike first, one with a price or volume before others:
        what people are shown of a long list should be one change, not the ends of two."""
        pairs = [
            (alike + (_ALIKE if _MONEY.search(str(new)) else 0), old, new)
            for old in self.removed[:_COMPARED]
            for new in self.added[:_COMPARED]
            if (alike := fuzz.ratio(str(old), str(new))) > _ALIKE
        ]
        if not pairs:
            return self
        _, old, new = max(pairs, key=lambda pair: pair[0])
        return Difference((old, *_without(self.removed, [old])), (new, *_without(self.added, [new])))

    def both(self, other: "Difference") -> "Difference":
        """What both differ in."""
        return Difference(_of_both(self.removed, other.removed), _of_both(self.added, other.added))

    def less(self, other: "Difference") -> "Difference":
        """What only this one differs in."""
        return Difference(_without(self.removed, other.removed), _without(self.added, other.added))


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """``lines``: what the page says, as far as looks agree, last seen at ``seen_at``, first in ``capture_id``.

    ``is_first``: only one look has been made. ``pending``: seen once, at ``pending_at``. ``restless``: the days on
    which lines of one form came and went.
    """

    lines: tuple[Line, ...]
    seen_at: datetime
    capture_id: str
    is_first: bool = False
    pending: Difference | None = None
    pending_at: datetime | None = None
    restless: dict[str, tuple[date, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """``pending``: what became of the change that waited, ``confirmed`` being what of it stands. ``seen``: a change
    that waits from now on. ``left_out``: lines that differ and are restless."""

    memory: Memory
    pending: Pending = Pending.NONE
    confirmed: Difference | None = None
    seen: Difference | None = None
    left_out: int = 0


def first_look(lines: Sequence[Line], seen_at: datetime, capture_id: str) -> Memory:
    return Memory(lines=tuple(lines), seen_at=seen_at, capture_id=capture_id, is_first=True)


def compare(memory: Memory, lines: Sequence[Line], seen_at: datetime, capture_id: str) -> Compared:
    """A further look at the page, later than all before."""
    found = difference(memory, lines, seen_at)
    if memory.is_first and seen_at - memory.seen_at < SECOND_LOOK:
        return Compared(memory)
    if memory.is_first and seen_at - memory.seen_at <= _NOISE_WITHIN:
        noise = _shapes(found)
        known = {shape: (seen_at.date(),) * _RESTLESS_AFTER for shape in noise}
        stable = _without(lines, found.added)
        return Compared(Memory(lines=stable, seen_at=seen_at, capture_id=capture_id, restless=known))
    restless = {shape: days for shape, days in memory.restless.items() if _is_recent(days, seen_at)}
    quiet = _quiet(found, restless)
    left_out = len(found.removed) + len(found.added) - len(quiet.removed) - len(quiet.added)
    settled = _settle(replace(memory, is_first=False, restless=restless), lines, quiet, seen_at, capture_id)
    return replace(settled, left_out=left_out)


def difference(memory: Memory, lines: Sequence[Line], seen_at: datetime) -> Difference:
    """What the page says otherwise than remembered. Order, line breaks, and the two days' own dates are no matter."""
    removed = _without(memory.lines, lines)
    added = _without(lines, memory.lines)
    removed, added = _unpaired(
        removed, added, lambda line: _undated(line, memory.seen_at), lambda line: _undated(line, seen_at)
    )
    gone, new = {line.words for line in removed}, {line.words for line in added}
    # A heading that was reworded takes the lines under it along: they are told once, by the heading.
    removed, added = _unpaired(removed, added, _words, lambda line: line.words if line.above in new else None)
    removed, added = _unpaired(removed, added, lambda line: line.words if line.above in gone else None, _words)
    return Difference() if text_of(removed) == text_of(added) else Difference(removed, added)


def _settle(memory: Memory, lines: Sequence[Line], found: Difference, at: datetime, capture_id: str) -> Compared:
    waiting = memory.pending
    if waiting is None or memory.pending_at is None:
        return _seen(memory, lines, found, at, capture_id, Compared(memory))
    stood = waiting.both(found)
    if stood and at - memory.pending_at < SECOND_LOOK:
        return Compared(memory, Pending.WAITS)
    learned = replace(memory, restless=_learned(memory.restless, waiting, at), pending=None, pending_at=None)
    if not stood:
        return _seen(learned, lines, found, at, capture_id, Compared(learned, Pending.UNDONE))
    rest = found.less(stood)
    told = Compared(learned, Pending.CONFIRMED, confirmed=stood)
    return _seen(learned, lines, rest, at, capture_id, told)


def _seen(
    memory: Memory, lines: Sequence[Line], found: Difference, at: datetime, capture_id: str, so_far: Compared
) -> Compared:
    """What the page says from now on: all but the lines that are seen once, and still those that are missed once."""
    stable = (*_without(lines, found.added), *found.removed)
    if not found:
        return replace(so_far, memory=replace(memory, lines=stable, seen_at=at, capture_id=capture_id))
    now = replace(memory, lines=stable, seen_at=at, pending=found, pending_at=at)
    return replace(so_far, memory=now, seen=found)


def _quiet(found: Difference, restless: dict[str, tuple[date, ...]]) -> Difference:
    loud = {shape for shape, days in restless.items() if len(days) >= _RESTLESS_AFTER}
    return Difference(
        tuple(line for line in found.removed if _shape(line) not in loud),
        tuple(line for line in found.added if _shape(line) not in loud),
    )


def _learned(restless: dict[str, tuple[date, ...]], moved: Difference, at: datetime) -> dict[str, tuple[date, ...]]:
    known = dict(restless)
    for shape in sorted(_shapes(moved)):
        known[shape] = (*known.get(shape, ()), at.date())
    return known


def _shapes(moved: Difference) -> set[str]:
    return {_shape(line) for line in (*moved.removed, *moved.added) if not _MONEY.search(str(line))}


def _words(line: Line) -> str:
    return line.words


def _shape(line: Line) -> str:
    return _FIGURES.sub("0", str(line)).casefold()


def _is_recent(days: Sequence[date], now: datetime) -> bool:
    return bool(days) and now.date() - max(days) <= _RESTLESS_FOR


def _undated(line: Line, at: datetime) -> str:
    """The line without the date of the look, or of the day before or after it (the page's clock may be elsewhere)."""
    words = _YEAR_OF_RIGHTS.sub(r"\1", str(line))
    if str(at.year)[2:] in words or str((at + timedelta(days=1)).year)[2:] in words:
        for offset in (-1, 0, 1):
            words = _of_day((at + timedelta(days=offset)).date()).sub("<day>", words)
    return words


@lru_cache(maxsize=64)
def _of_day(day: date) -> re.Pattern[str]:
    year, month, number = f"(?:{day.year}|{day:%y})", f"0?{day.month}", f"0?{day.day}"
    gap, name = r"[^\d\w]{1,3}|[年月]\s?", r"[^\W\d]{3,12}"
    return re.compile(
        rf"(?<!\d)(?:{day.year}(?:{gap}){month}(?:{gap}){number}|{number}(?:{gap}){month}(?:{gap}){year}"
        rf"|{month}(?:{gap}){number}(?:{gap}){year}|{number}\W{{0,3}}(?:de )?{name}\W{{1,3}}(?:de )?{day.year}"
        rf"|{day.year}{day.month:02}{day.day:02})(?!\d)|\b{name}\W{{1,2}}{number}\W{{1,3}}{day.year}(?!\d)"
    )


def _without(lines: Sequence[Line], others: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that are not among the others, counted: of two equal ones against one, the second."""
    left = Counter(others)
    kept = []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
        else:
            kept.append(line)
    return tuple(kept)


def _of_both(lines: Sequence[Line], others: Sequence[Line]) -> tuple[Line, ...]:
    return _without(lines, _without(lines, others))


def _unpaired(
    removed: Sequence[Line], added: Sequence[Line], was: _Said, now: _Said
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Both without the pairs that say the same: ``was`` and ``now`` give what is compared; None pairs with nothing."""
    open_ = defaultdict(list)
    for line in added:
        if key := now(line):
            open_[key].append(line)
    gone, paired = [], []
    for line in removed:
        found = open_.get(was(line) or "")
        if found:
            paired.append(found.pop(0))
        else:
            gone.append(line)
    return tuple(gone), _without(added, paired)


def to_bytes(memory: Memory) -> bytes:
    """For the archive: one line of text a line, so that two memories of one page differ in few bytes."""
    record = {
        "seen_at": memory.seen_at.isoformat(), "capture_id": memory.capture_id, "is_first": memory.is_first,
        "pending_at": memory.pending_at.isoformat() if memory.pending_at else None,
        "pending": [_plain(memory.pending.removed), _plain(memory.pending.added)] if memory.pending else None,
        "restless": {shape: [day.isoformat() for day in days] for shape, days in sorted(memory.restless.items())},
        "lines": _plain(memory.lines),
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=0).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Memory:
    record = json.loads(data.decode("utf-8", "surrogatepass"))
    pending = record["pending"]
    return Memory(
        lines=_lines(record["lines"]), seen_at=datetime.fromisoformat(record["seen_at"]),
        capture_id=record["capture_id"], is_first=record["is_first"],
        pending=Difference(_lines(pending[0]), _lines(pending[1])) if pending else None,
        pending_at=datetime.fromisoformat(record["pending_at"]) if record["pending_at"] else None,
        restless={s: tuple(date.fromisoformat(day) for day in days) for s, days in record["restless"].items()},
    )  # fmt: skip


def _plain(lines: Iterable[Line]) -> list[list[str]]:
    return [[line.words, line.above] for line in lines]


def _lines(values: Iterable[Sequence[str]]) -> tuple[Line, ...]:
    return tuple(Line(words, above) for words, above in values)
