"""What the fold has at hand between two transactions: how each part stands, captures met lately, rows to be written.

A look at an unchanged page took twenty-odd statements, most of them to ask for what the entry before had just written,
and a fold over a year of a hundred sources an hour and more. Everything here is also in the tables once ``flush`` was
called, which is before every commit and before every query of a table that waits; a desk that is lost loses nothing.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.entries import Capture, Entry, Look, Purpose, Reading
from warehouse.store import columns, insert, rows, run

Whose = tuple[str, str]
Row = dict[str, Any]

_BEFORE_THE_FIRST: Row = {
    "last_capture_id": None, "last_reading_id": None, "last_observed_at": None, "last_verdict": None,
    "last_fingerprint": None, "rows_sha256": None, "row_count": None, "held_rows": 0, "last_full_at": None,
    "last_changed_at": None, "confirm_at": None, "ruled_at": None,
}  # fmt: skip

# Captures and readings of captures kept at hand: more than a day of a large ledger.
_CAPTURES = 20_000


@dataclass
class Part:
    """One part: its row of ops.parts (None before anything is known of it) and of ops.validators by address.

    ``has_own_look``: history holds a look that was not filled in. ``has_absences``, ``has_pending``: offers that the
    last complete reading did not show, changes that wait to be settled.
    """

    row: Row | None = None
    validators: dict[str, Row] = field(default_factory=dict)
    has_own_look: bool = False
    has_absences: bool = False
    has_pending: bool = False


class Desk:
    """Of one connection, for one run of the fold."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection
        self._waiting: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self._parts: dict[Whose, Part] = {}
        self._changed: set[Whose] = set()
        self._captures: OrderedDict[str, tuple[Row | None, list[Row]]] = OrderedDict()
        self._readings: OrderedDict[str, Row] = OrderedDict()

    def expect(self, entries: Iterable[Entry]) -> None:
        """Fetch at once what these entries will ask for one by one."""
        wanted = [entry for entry in entries if isinstance(entry, Capture | Reading | Look)]
        self._fetch_parts({(entry.source_id, entry.part) for entry in wanted} - self._parts.keys())
        made = {entry.capture_id for entry in wanted if isinstance(entry, Capture)}
        read = {entry.capture_id for entry in wanted if not isinstance(entry, Capture)}
        self._fetch_captures(read - made - self._captures.keys())

    def add(self, table: str, *values: Mapping[str, Any]) -> None:
        """Rows to be appended with the next flush."""
        self._waiting[table].extend(values)

    def part(self, source_id: str, part: str) -> Part:
        """How a part stands. Whoever alters ``row`` or ``validators`` says so by :meth:`alter`."""
        if (source_id, part) not in self._parts:
            self._fetch_parts({(source_id, part)})
        return self._parts[source_id, part]

    def alter(self, source_id: str, part: str, **values: Any) -> Part:
        """Set columns of a part's row; one that was not known is made."""
        known = self.part(source_id, part)
        if known.row is None:
            empty = dict.fromkeys(columns(self.connection, "ops.parts"))
            known.row = {**empty, "source_id": source_id, "part": part, "failures": 0, "held_rows": 0}
        known.row.update(values)
        self._changed.add((source_id, part))
        return known

    def remember(self, capture: Row, pages: list[Row]) -> None:
        """A capture that was just made, with its pages."""
        _keep(self._captures, capture["capture_id"], ({**capture, "is_watched": False}, pages))

    def capture(self, capture_id: str) -> tuple[Row | None, list[Row]]:
        """A capture (None: there is none) and its pages, as the tables have them.

        ``is_watched``: it was looked at as text, for want of a parser.
        """
        if capture_id not in self._captures:
            self._fetch_captures({capture_id})
        return self._captures[capture_id]

    def keep_validators(self, source_id: str, part: str, capture_id: str) -> None:
        """What lets a server answer "not changed" next time: of the pages that an accepted capture brought anew."""
        known = self.alter(source_id, part)
        for page in self.capture(capture_id)[1]:
            if page["sha256"] is not None and page["http_status"] != 304:
                known.validators[page["url"]] = {
                    "source_id": source_id, "part": part, "url": page["url"], "etag": page["etag"] or "",
                    "last_modified": page["last_modified"] or "", "sha256": page["sha256"],
                }  # fmt: skip

    def refuse(self, entry: Reading | Look) -> None:
        """A newer page is not believed. (Today's parser failing on the page believed last is no news of the page.)"""
        part = self.part(entry.source_id, entry.part).row
        if part is None or part["last_capture_id"] == entry.capture_id:
            return
        if part["last_observed_at"] and part["last_observed_at"] > entry.observed_at:
            return
        self.alter(
            entry.source_id, entry.part, held_reason="; ".join(entry.reasons) or "refused",
            held_since_at=part["held_since_at"] or entry.observed_at,
            confirm_at=part["confirm_at"] and (entry.confirm_at or part["confirm_at"]),
        )  # fmt: skip

    def begin(self, source_id: str, part: str) -> None:
        """A part as it was before its first look; what its fetches say of it stays."""
        self.alter(source_id, part, **_BEFORE_THE_FIRST)

    def record(self, reading: Row) -> None:
        """A reading, with its effect."""
        self.add("ops.readings", reading)
        _keep(self._readings, reading["reading_id"], reading)
        capture, _ = self.capture(reading["capture_id"])
        is_accepted = reading["effect"] in ("baseline", "taken")
        if is_accepted and capture and capture["purpose"] != Purpose.BACKFILL:
            self.part(reading["source_id"], reading["part"]).has_own_look = True

    def reading(self, reading_id: str) -> Row | None:
        """A reading, if there is one of that id."""
        if reading_id not in self._readings:
            self.flush()
            found = rows(self.connection, "reading", reading_id=reading_id)
            if not found:
                return None
            _keep(self._readings, reading_id, found[0])
        return self._readings[reading_id]

    def flush(self) -> None:
        """Write everything that waits."""
        for table, values in self._waiting.items():
            insert(self.connection, table, values)
        self._waiting.clear()
        if self._changed:
            whose = sorted(self._changed)
            named = {"source_ids": [source_id for source_id, _ in whose], "parts": [part for _, part in whose]}
            known = [self._parts[key] for key in whose]
            run(self.connection, "delete_parts", **named)
            run(self.connection, "delete_validators", **named)
            insert(self.connection, "ops.parts", [part.row for part in known if part.row is not None])
            insert(self.connection, "ops.validators", [row for part in known for row in part.validators.values()])
            self._changed.clear()

    def forget(self) -> None:
        """Write what waits, and ask the tables anew from now on: somebody else alters them."""
        self.flush()
        self._parts.clear()
        self._captures.clear()
        self._readings.clear()

    def _fetch_parts(self, wanted: set[Whose]) -> None:
        if not wanted:
            return
        whose = sorted(wanted)
        named = {"source_ids": [source_id for source_id, _ in whose], "parts": [part for _, part in whose]}
        for key in whose:
            self._parts[key] = Part()
        for row in rows(self.connection, "parts_of", **named):
            self._parts[row["source_id"], row["part"]].row = row
        for row in rows(self.connection, "validators_of", **named):
            self._parts[row["source_id"], row["part"]].validators[row["url"]] = row
        for source_id, part, has_own_look, has_absences, has_pending in run(self.connection, "part_signs", **named):
            known = self._parts[source_id, part]
            known.has_own_look, known.has_absences, known.has_pending = has_own_look, has_absences, has_pending

    def _fetch_captures(self, wanted: set[str]) -> None:
        if not wanted:
            return
        self.flush()
        found = {row["capture_id"]: row for row in rows(self.connection, "captures_of", capture_ids=sorted(wanted))}
        pages: dict[str, list[Row]] = defaultdict(list)
        for row in rows(self.connection, "pages_of", capture_ids=sorted(wanted)):
            pages[row["capture_id"]].append(row)
        for capture_id in wanted:
            _keep(self._captures, capture_id, (found.get(capture_id), pages[capture_id]))


def _keep(shelf: OrderedDict[str, Any], key: str, value: Any) -> None:
    shelf[key] = value
    while len(shelf) > _CAPTURES:
        shelf.popitem(last=False)
