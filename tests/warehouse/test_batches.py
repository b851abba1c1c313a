"""However many entries share a transaction, and wherever it ends, the tables come out the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger

from transforms.models import Offer
from transforms.page import Held
from warehouse.archive import ArchiveError
from warehouse.differing import Lines, differing
from warehouse.entries import Cause, Decision, Entry, Outcome, Purpose
from warehouse.load import catch_up
from warehouse.store import Warehouse

SOURCES = ("us_verizon", "ng_glo", "kr_mona")
NAMES = ("Day Pass", "Week Pass", "World", "Sea", "Europe", "Asia")


@dataclass(frozen=True)
class Step:
    """One look at a part of one of three sellers."""

    source: int
    part: str
    prices: tuple[tuple[str, int], ...]
    after: float
    odd: str


steps = st.lists(
    st.builds(
        Step,
        st.integers(0, 2),
        st.sampled_from(["main", "main", "more"]),
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3), min_size=2).map(lambda d: tuple(d.items())),
        st.sampled_from([0.0, 0.25, 1.5, 24.0]),
        st.sampled_from(["", "", "", "", "same", "held", "problem", "304", "parser", "failed", "late", "retract"]),
    ),
    min_size=4,
    max_size=16,
)


@dataclass
class Chunks:
    """A journal that gives out a stretch at a time."""

    lines: list[Entry]
    end: int = 0

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        yield from ((seq, entry) for seq, entry in enumerate(self.lines, 1) if after < seq <= self.end)


@dataclass
class Story:
    """The same steps, lived one entry a transaction."""

    ledger: Ledger
    last: dict[tuple[str, str], Any] = field(default_factory=dict)
    shelves: dict[tuple[str, str], list[Offer]] = field(default_factory=dict)
    when: float = 0.0

    def live(self, step: Step) -> None:
        ledger, part = self.ledger, step.part
        ledger.source_id = SOURCES[step.source]
        whose = (ledger.source_id, part)
        self.when += step.after + 0.01
        when, last = hours(self.when), self.last.get(whose)
        shelf = [offer(name, price=str(price * 5)) for name, price in step.prices]
        shelf = self.shelves.get(whose, shelf) if step.odd == "same" else shelf
        if step.odd == "304" and last:
            ledger.not_modified(when, last.capture_id, part)
        elif step.odd == "failed":
            ledger.capture(when, part, outcome=Outcome.SERVER_ERROR, page={"status": 500})
        elif step.odd == "problem":
            ledger.read(when, problem="empty", part=part)
        elif step.odd == "late":
            ledger.read(when - timedelta(hours=30), *shelf, part=part, purpose=Purpose.BACKFILL, learned=False)
            self._rule("backfilled", ledger.source_id, part)
        elif step.odd == "retract":
            for change_id, *_ in ledger.changes("change_id")[:1]:
                self._rule("retract", change_id)
        elif step.odd == "parser" and last:
            capture = ledger.warehouse.capture(last.capture_id)
            ledger.read(when, *shelf, part=part, of=capture, cause=Cause.PARSER, fingerprint=f"p{self.when}")
        else:
            held = [Held("not_a_number", "not a number", "what?", "row 9")] if step.odd == "held" else []
            self.last[whose] = ledger.read(when, *shelf, part=part, held=held, learned=False)
            self.shelves[whose] = shelf

    def _rule(self, what: str, subject: str, value: str = "") -> None:
        self.ledger.add(
            Decision(
                decision_id=f"x{self.when}", what=what, subject=subject, decided_at=hours(self.when), who="me",
                why="so", value=value,
            )
        )  # fmt: skip


def every_row(archive: Any, pairs: Sequence[tuple[str, str]]) -> Iterator[Lines]:
    """As if nothing were there to compare with."""
    return differing(archive, [(now, "") for now, _ in pairs])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.lists(st.integers(1, 40), max_size=6), st.integers(1, 9))
def test_any_batch_any_stretches_and_whether_rows_are_compared_first_leave_the_same_tables(
    story: list[Step], cuts: list[int], batch: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        lived = Story(open_ledger(folder))
        try:
            for step in story:
                lived.live(step)
            lines = lived.ledger.journal.lines
            wanted = dump(lived.ledger.connection)
        finally:
            lived.ledger.warehouse.close()
        ends = sorted({*(cut for cut in cuts if cut < len(lines)), len(lines)})
        for stretches, size in (([0, len(lines)], len(lines)), ([0, *ends], 10_000), ([0, len(lines)], batch)):
            path = folder / "again.duckdb"
            path.write_bytes(empty_warehouse())
            with Warehouse.open_for_writing(path) as again:
                for _, end in pairwise(stretches):
                    catch_up(again.connection, Chunks(lines, end), lived.ledger.archive, batch=size)
                assert dump(again.connection) == wanted
        with patch("warehouse.taking.differing", every_row):
            path.write_bytes(empty_warehouse())
            with Warehouse.open_for_writing(path) as again:
                catch_up(again.connection, Chunks(lines, len(lines)), lived.ledger.archive, batch=batch)
                assert dump(again.connection) == wanted


class Shelf(dict[str, bytes]):
    """An archive that has lost what it has not."""

    def get(self, sha256: str, default: Any = None) -> Any:
        if sha256 not in self:
            raise ArchiveError(sha256)
        return self[sha256]


def test_rows_differ_by_line_and_all_of_them_where_nothing_is_there_to_compare_with() -> None:
    shelf = Shelf(a=b"1\n2\n3\n", b=b"3\n2\n4\n5\n", twice=b"1\n1\n", none=b"")
    pairs = [("b", "a"), ("a", "a"), ("a", ""), ("a", "lost"), ("twice", "a"), ("none", "a"), ("a", "none")]
    found = list(differing(shelf, pairs))
    assert [(lines.count, lines.new, lines.gone) for lines in found] == [
        (4, [b"4", b"5"], [b"1"]),
        (3, [], []),
        (3, [b"1", b"2", b"3"], None),
        (3, [b"1", b"2", b"3"], None),
        (2, [b"1", b"1"], None),
        (0, [], [b"1", b"2", b"3"]),
        (3, [b"1", b"2", b"3"], []),
    ]
