"""One believed look at a part: a reading that history may take, or a 304 that stands for one."""

from dataclasses import dataclass
from datetime import datetime

from warehouse.changes import Context
from warehouse.entries import Cause, Pairing, Verdict

# What became of a look.
BASELINE, TAKEN, NONE, LATE, ASIDE = "baseline", "taken", "none", "late", "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A reading that was believed, or a 304 that stands for one. ``proof_capture_id`` holds the page's words;
    ``brought_bytes``: a page came, so it may confirm (a 304 confirms nothing). ``is_statement``: a person's own file,
    whose every word counts at once, what is missing from it too. ``held_rows_sha256``: held rows that a person accepted
    with it. ``is_reread``: an old capture by a later parser."""

    source_id: str
    part: str
    capture_id: str
    proof_capture_id: str
    reading_id: str
    observed_at: datetime
    recorded_at: datetime
    fingerprint: str
    cause: Cause
    verdict: Verdict
    rows_sha256: str
    held: int = 0
    pairings: tuple[Pairing, ...] = ()
    confirm_at: datetime | None = None
    brought_bytes: bool = True
    is_backfill: bool = False
    is_statement: bool = False
    run_id: str = ""
    held_rows_sha256: str = ""
    is_reread: bool = False

    @property
    def context(self) -> Context:
        return Context(
            self.source_id, self.part, self.cause, self.observed_at, self.recorded_at, self.capture_id,
            self.reading_id, self.run_id, self.is_backfill, self.is_statement,
        )  # fmt: skip
