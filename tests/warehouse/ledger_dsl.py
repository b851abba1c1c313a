"""Readings from plain lists of offers, run through gate, pairing, journal entries and fold, as a run does it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from transforms.models import Offer, OfferPlace, Price, Volume
from transforms.page import Held
from transforms.read import Problem
from transforms.read import Reading as PageReading
from transforms.records import rows_to_bytes
from transforms.words import DataPer, Kind, PlacesBasis, PriceRole, Service
from warehouse.changes import Change
from warehouse.entries import (
    Capture,
    Cause,
    Decision,
    Digest,
    Entry,
    HeldRow,
    Outcome,
    PageCapture,
    Purpose,
    Reading,
    Verdict,
)
from warehouse.gate import judge
from warehouse.load import catch_up
from warehouse.match import pair
from warehouse.state import past_of
from warehouse.store import Warehouse, rows

START = datetime(2026, 11, 23, 6, tzinfo=UTC)
GB = 1024**3


def hours(count: float) -> datetime:
    """The moment so many hours after the start."""
    return START + timedelta(hours=count)


def offer(label: str = "TravelPass", price: str | None = "10", **given: Any) -> Offer:
    """A day pass in dollars; prices, data and places as short as tests like to say them."""
    gb, places = given.pop("gb", None), given.pop("places", None)
    currency, words = given.pop("currency", "USD"), given.pop("words", None)
    if price is not None and "prices" not in given:
        said = words if words is not None else f"${price}/day"
        given["prices"] = (Price(Decimal(price), currency, PriceRole.BASE, words=said),)
    given.setdefault("price_unit", "day")
    if gb is not None:
        given |= {"data": Volume(int(Decimal(gb) * GB), words=f"{gb} GB"), "data_per": DataPer.DAY}
    if places is not None:
        given |= {
            "places": tuple(OfferPlace(code) for code in places.split()),
            "places_basis": given.get("places_basis", PlacesBasis.FULL_LIST),
        }
    return Offer(
        label=label, kind=given.pop("kind", Kind.DAY_PASS), service=given.pop("service", Service.BUNDLE), **given
    )


@dataclass
class Shelf:
    """An archive in memory."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes, like: str = "") -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.kept[sha256] = data
        return sha256

    def get(self, sha256: str) -> bytes:
        return self.kept[sha256]


@dataclass
class Paper:
    """A journal in memory."""

    lines: list[Entry] = field(default_factory=list)

    def append(self, entry: Entry) -> int:
        self.lines.append(entry)
        return len(self.lines)

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        yield from ((seq, entry) for seq, entry in enumerate(self.lines, 1) if seq > after)


@dataclass
class Ledger:
    """A ledger of one source: ``read`` is a whole look at a part, as flows/steps.py does it."""

    warehouse: Warehouse
    journal: Any = field(default_factory=Paper)
    archive: Any = field(default_factory=Shelf)
    source_id: str = "us_verizon"
    home_country: str = "US"
    count: int = 0
    is_waiting: bool = False  # entries are kept, and folded together by fold()

    @property
    def connection(self) -> Any:
        return self.warehouse.connection

    def add(self, *entries: Entry) -> None:
        for entry in entries:
            self.journal.append(entry)
        if not self.is_waiting:
            catch_up(self.connection, self.journal, self.archive)

    def fold(self) -> None:
        """Fold what waits, many entries to a transaction."""
        self.is_waiting = False
        catch_up(self.connection, self.journal, self.archive, batch=500)

    def capture(self, when: datetime, part: str = "main", **given: Any) -> Capture:
        self.count += 1
        page = given.pop("page", {"status": 200, "sha256": f"{self.count:064d}", "bytes": 9, "etag": f'"{self.count}"'})
        entry = Capture(
            capture_id=f"{self.source_id}.{part}@{when:%Y-%m-%dT%H:%M:%SZ}-{self.count}", source_id=self.source_id,
            part=part, observed_at=when, purpose=given.pop("purpose", Purpose.DUE),
            outcome=given.pop("outcome", Outcome.OK), pages=(PageCapture(url=f"https://example.org/{part}", **page),),
            next_due_at=when + timedelta(hours=24), **given,
        )  # fmt: skip
        self.add(entry)
        return entry

    def read(
        self,
        when: datetime,
        *offers: Offer,
        part: str = "main",
        held: Sequence[Held] = (),
        problem: str = "",
        cause: Cause = Cause.PAGE,
        of: Capture | None = None,
        fingerprint: str = "one",
        learned: bool = True,
        read_at: datetime | None = None,
        **given: Any,
    ) -> Reading:
        """Fetch and read a part; ``read_at``: later than that. ``of``: read that capture again instead."""
        capture = of or self.capture(when, part, **given)
        problems = (Problem(problem, problem),) if problem else ()
        past = past_of(self.connection, self.source_id, part) if learned else None
        judged = judge(PageReading(offers, tuple(held), problems), past, self.home_country)
        pairings = pair(past, judged.offers) if past and judged.verdict is Verdict.COMPLETE else ()
        entry = Reading(
            reading_id=f"{capture.capture_id}#{fingerprint}", capture_id=capture.capture_id,
            source_id=self.source_id, part=part, observed_at=capture.observed_at,
            recorded_at=(read_at or when) + timedelta(seconds=5), fingerprint=fingerprint, cause=cause,
            verdict=judged.verdict, reasons=judged.reasons,
            rows_sha256=self.archive.put(rows_to_bytes(judged.offers)), rows=len(judged.offers),
            held=tuple(HeldRow(code=h.code, reason=h.reason, words=h.words, where=h.where) for h in judged.held),
            pairings=pairings, run_id=capture.run_id,
            held_rows_sha256=self.archive.put(rows_to_bytes(judged.zeros)) if judged.zeros else "",
        )  # fmt: skip
        self.add(entry)
        return entry

    def not_modified(self, when: datetime, same_as: str, part: str = "main") -> Capture:
        """A 304."""
        return self.capture(when, part, outcome=Outcome.UNCHANGED, same_as=same_as, page={"status": 304, "sha256": "k"})

    def decide(self, when: datetime, what: str, subject: str, value: str = "") -> str:
        """A ruling of a person; its id."""
        self.count += 1
        decision_id = f"{what}-{self.count}"
        self.add(
            Decision(
                decision_id=decision_id, what=what, subject=subject, decided_at=when, who="ana", why="I looked",
                value=value,
            )
        )  # fmt: skip
        return decision_id

    def mail(self, when: datetime, *change_ids: str, recipient: str = "a@example.org") -> str:
        """Everything that is owed (or these), told in one mail; its id."""
        self.count += 1
        told = change_ids or tuple(c.change_id for c in owed(self.connection, "all", recipient))
        self.add(
            Digest(
                digest_id=f"d{self.count}", rule="all", recipient=recipient, frozen_at=when, change_ids=told,
                eml_sha256="0" * 64, subject="Dearer",
            )
        )  # fmt: skip
        return f"d{self.count}"

    def corrections(self, *columns: str, recipient: str = "a@example.org") -> list[tuple[Any, ...]]:
        """The corrections that are owed, as the named columns."""
        found = rows(self.connection, "corrections_owed", rule="all", recipient=recipient)
        return [tuple(row[name] for name in columns) for row in found]

    def owed(self, *columns: str, recipient: str = "a@example.org") -> list[tuple[Any, ...]]:
        """The changes that are owed, by moment and field, as the named columns."""
        found = sorted(owed(self.connection, "all", recipient), key=lambda c: (c.seen_at, *c.key))
        return [tuple(getattr(change, name) for name in columns) for change in found]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def changes(self, *columns: str) -> list[tuple[Any, ...]]:
        """The changes, by moment and field, as the named columns."""
        rows = self.ask("select * from core.changes order by seen_at, offer_id, field, place")
        names = [d[0] for d in self.connection.execute("select * from core.changes limit 0").description]
        return [tuple(dict(zip(names, row, strict=True))[c] for c in columns) for row in rows]

    def part(self, part: str = "main") -> dict[str, Any]:
        row = self.ask(f"select * from ops.parts where part = '{part}'")[0]
        names = [d[0] for d in self.connection.execute("select * from ops.parts limit 0").description]
        return dict(zip(names, row, strict=True))


@cache
def empty_warehouse() -> bytes:
    """A file with all tables, made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        Warehouse.open_for_writing(path).close()
        return path.read_bytes()


def open_ledger(folder: Path, **given: Any) -> Ledger:
    (folder / "warehouse.duckdb").write_bytes(empty_warehouse())
    return Ledger(Warehouse.open_for_writing(folder / "warehouse.duckdb"), **given)


TABLES = (
    "core.offers", "core.offer_prices", "core.offer_allowances", "core.offer_places", "core.networks", "core.receipts",
    "core.offer_keys", "core.absences", "core.changes", "core.moves", "core.corrections", "ops.captures",
    "ops.capture_pages", "ops.readings", "ops.held", "ops.parts", "ops.validators", "ops.decisions",
    "ops.digests", "ops.digest_changes",
    "ops.deliveries", "ops.applied", "ops.runs",
)  # fmt: skip


def dump(connection: Any) -> dict[str, list[str]]:
    """Every row of every table of the fold, in no order of their making."""
    return {t: sorted(map(repr, connection.execute(f"select * from {t}").fetchall())) for t in TABLES}


def owed(connection: Any, rule: str, recipient: str = "a@example.org") -> list[Change]:
    """Confirmed changes that no mail of the rule to the recipient tells, as the alerts ask for them."""
    since = datetime(1970, 1, 1, tzinfo=UTC)
    found = rows(connection, "alert_owed", rule=rule, recipient=recipient, since=since)
    ids = [row["change_id"] for row in found if row["state"] == "confirmed"]
    kept = connection.execute("select * from core.changes where change_id in (select unnest($ids))", {"ids": ids})
    names = [column[0] for column in kept.description]
    every = {row[0]: Change(**dict(zip(names, row, strict=True))) for row in kept.fetchall()}
    return [every[change_id] for change_id in sorted(ids, key=lambda i: (every[i].source_id, every[i].move_id, i))]
