"""What the commands share by which a person rules: the ledger opened, the decision journaled, done and published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage
from flows.cli.shared import who as login
from flows.lock import run_lock
from flows.settings import Settings
from warehouse.archive import Archive
from warehouse.entries import Decision
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.publish import publish
from warehouse.store import Warehouse, rows


@dataclass
class Deciding:
    """An open ledger in which a person rules. ``who`` and ``why`` go into the journal with every decision."""

    settings: Settings
    connection: DuckDBPyConnection
    journal: Journal
    archive: Archive
    now: datetime
    who: str
    why: str
    made: int = 0

    def decide(self, what: str, subject: str, value: str = "") -> None:
        """Write a decision into the journal; it acts at once."""
        if not self.made:
            self.journal.start_segment(f"{self.now:%Y-%m-%dT%H%M%S}Z-{what}")
        self.made += 1
        self.journal.append(
            Decision(
                decision_id=f"{what}:{subject}@{self.now:%Y-%m-%dT%H:%M:%S.%f}Z-{self.made}", what=what,
                subject=subject, decided_at=self.now, who=self.who, why=self.why, value=value,
            )
        )  # fmt: skip
        catch_up(self.connection, self.journal, self.archive)

    def must_have_read_all(self, source_id: str) -> None:
        """Raises Usage: a run was killed before it read a page of the source; rulings act on what was read."""
        for row in rows(self.connection, "pending_captures"):
            if row["source_id"] == source_id:
                raise Usage(
                    f"the page {row['capture_id']} was kept and not read yet (its run was stopped). "
                    f"Type: roamledger track {source_id}, then this again"
                )


@contextmanager
def deciding(context: Context, why: str, who: str = "") -> Iterator[Deciding]:
    """The ledger that ``context`` names, open for rulings; published when the block ends well and ruled something.

    Raises:
        Usage: there is nothing to rule on yet, or no reason is given.
        AnotherRun, WarehouseError, JournalError: as everywhere.
    """
    settings = context.settings()
    if not why.strip():
        raise Usage('say why, for whoever reads the journal later: --why "the sale is real, see the press release"')
    if not settings.warehouse.is_file():
        raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
    with (
        run_lock(settings.ledger, "ruling"),
        Journal(settings.journal) as journal,
        Warehouse.open_for_writing(settings.warehouse) as warehouse,
    ):
        archive, now = Archive(settings.archive), clock_of(settings).now()
        catch_up(warehouse.connection, journal, archive)
        open_ = Deciding(settings, warehouse.connection, journal, archive, now, who or settings.who or login(), why)
        yield open_
        if open_.made:
            publish(warehouse.connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
