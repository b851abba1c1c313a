"""What a mail says, settled: cleaned words in their order. Both parts are laid out from this and from nothing else."""

from dataclasses import dataclass
from datetime import datetime

from flows.alerts.model import ChangeNote, Rule
from flows.alerts.picture import Picture

CSV_ROWS_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """``rows_per_source`` inside the mail, counts for the rest; ``rows`` and ``sections`` in all of it."""

    rows_per_source: int = 50
    rows: int = 200
    sections: int = 40

    def halved(self) -> "Limits":
        return Limits(max(1, self.rows_per_source // 2), max(5, self.rows // 2), max(3, self.sections // 2))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the summary or of a section. ``effect`` is WORSE, BETTER, NEUTRAL or "" (a count of the rest)."""

    effect: str
    what: str
    values: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named line under a section; ``link`` only ever a configured address."""

    name: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered block. ``effect``: that of all its rows; "" if they differ: each row says its own;
    ``worst``: the first of WORSE, BETTER, NEUTRAL among them."""

    number: int
    title: str
    effect: str
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    picture: Picture | None = None
    worst: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """One of the lists that are never mixed with the moves. No lines: "none"."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail's content, for one rule at one moment. ``changes`` are all that it tells, in order, each once;
    ``unsubscribe`` is the address behind "stop this mail"."""

    rule: Rule
    frozen_at: datetime
    subject: str
    headline: str
    summary: tuple[Row, ...]
    sections: tuple[Section, ...]
    asides: tuple[Aside, ...]
    sources: tuple[str, ...]
    attached: tuple[str, ...]
    ending: tuple[Fact, ...]
    changes: tuple[ChangeNote, ...]
    unsubscribe: str = ""
