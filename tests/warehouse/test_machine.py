"""A ledger's life as a state machine: a site that changes, breaks and heals, runs that are killed, people who rule.

After every step DESIGN.md's "Always true" and shared/reliability.md 3 are checked. The short profile is part of the
suite; `make test-long` runs the long one (MACHINE_EXAMPLES, MACHINE_STEPS).
"""

import os
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ledger_dsl import START, dump, empty_warehouse, offer, open_ledger, owed

from transforms.models import Offer
from transforms.page import Held
from transforms.records import rows_from_bytes
from warehouse.entries import Capture, Cause, Outcome, Purpose, Verdict
from warehouse.load import catch_up
from warehouse.store import Warehouse

pytestmark = pytest.mark.slow

NAMES = ("Day Pass", "Week Pass", "World", "Sea", "Europe", "Asia")
BREAKS = ("empty", "consent_wall", "truncated", "rows lost", "times ten", "currency", "failed")
FACTS = ("core.offers", "core.offer_prices", "core.changes", "core.moves", "core.absences", "core.corrections")


class Life(RuleBasedStateMachine):
    """One source of one part; ``site`` is what its page says in truth."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.ledger = open_ledger(Path(self.folder.name))
        self.now = START
        self.site: dict[str, int] = {}
        self.broken = ""
        self.parser = 1
        self.last: Capture | None = None
        self.is_filled_in = False
        self.rulings: list[str] = []
        self.told: dict[str, int] = {}

    def teardown(self) -> None:
        """All heals, is read, and is made anew: the same comes out."""
        try:
            self.broken = ""
            self.clock_moves(30)
            self.look()
            self.is_replayed()
        finally:
            self.ledger.warehouse.close()
            self.folder.cleanup()

    @initialize(prices=st.lists(st.integers(2, 40), min_size=6, max_size=6))
    def first_look(self, prices: list[int]) -> None:
        self.site = {name: price * 5 for name, price in zip(NAMES, prices, strict=True)}
        self.look()

    # What the world does

    @rule(name=st.sampled_from(NAMES), price=st.integers(2, 40))
    def site_changes(self, name: str, price: int) -> None:
        self.site[name] = price * 5

    @rule(name=st.sampled_from(NAMES))
    @precondition(lambda self: len(self.site) > 4)
    def site_withdraws(self, name: str) -> None:
        self.site.pop(name, None)

    @rule(how=st.sampled_from(BREAKS))
    def site_breaks(self, how: str) -> None:
        self.broken = how

    @rule()
    def site_heals(self) -> None:
        self.broken = ""

    @rule(hours=st.sampled_from([0.2, 0.5, 1, 3, 21, 24, 80]))
    def clock_moves(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def parser_is_mended(self) -> None:
        """A new parser reads the page that was believed last, then runs as ever."""
        part = self.ledger.part() if self.last else None
        self.parser += 1
        if part and part["last_capture_id"] and not self.broken:
            capture = self.ledger.warehouse.capture(part["last_capture_id"])
            kept = self.rows_of(part["last_reading_id"])
            self.tick()
            self.ledger.read(self.now, *kept, of=capture, cause=Cause.PARSER, fingerprint=f"p{self.parser}")

    # What runs do

    @rule()
    def look(self) -> None:
        self.tick()
        if self.broken == "failed":
            before = self.facts()
            self.ledger.capture(self.now, outcome=Outcome.SERVER_ERROR, page={"status": 500})
            assert self.facts() == before
            return
        before = self.facts()
        reading = self.read()
        if reading.verdict is Verdict.REFUSED:
            assert self.facts() == before
        else:
            assert not self.broken or reading.verdict is Verdict.COMPLETE
            self.last = self.ledger.warehouse.capture(reading.capture_id)

    @rule()
    @precondition(lambda self: self.last is not None and not self.broken)
    def look_twice(self) -> None:
        """A page that is read twice changes nothing but when it was seen, and what waited for it."""
        self.look()
        offers = self.ledger.ask("select offer_id, row_hash, observed_from from core.offers order by all")
        changes = self.ledger.ask("select change_id from core.changes order by 1")
        self.tick()
        self.read()
        assert self.ledger.ask("select change_id from core.changes order by 1") == changes
        assert self.ledger.ask("select offer_id, row_hash, observed_from from core.offers order by all") == offers

    @rule()
    @precondition(lambda self: self.last is not None)
    def not_modified(self) -> None:
        self.tick()
        self.ledger.not_modified(self.now, self.ledger.part()["last_capture_id"] or self.last.capture_id)

    @rule()
    @precondition(lambda self: self.last is not None and not self.broken)
    def one_row_is_not_understood(self) -> None:
        self.tick()
        names = sorted(self.site)
        held = [Held("not_a_number", "not a number", f"{names[0]} ?", "tr[1]")]
        before = {row[0] for row in self.ledger.ask(OPEN)}
        self.read(*[self.offer(name) for name in names[1:]], held=held)
        assert before <= {row[0] for row in self.ledger.ask(OPEN)}

    @rule()
    @precondition(lambda self: not self.broken)
    def run_is_killed_and_run_again(self) -> None:
        """The fold of a reading dies in its middle: nothing of it stays, and the next run folds it."""
        self.tick()
        before = self.facts()
        archive, self.ledger.archive = self.ledger.archive, Dying(self.ledger.archive)
        try:
            self.read()
        except KilledError:
            assert self.facts() == before
        self.ledger.archive = archive
        self.ledger.add()

    @rule(days=st.integers(1, 90), price=st.integers(2, 40))
    def past_is_filled_in(self, days: int, price: int) -> None:
        when = START - timedelta(days=days, minutes=self.ledger.count)
        owed_before = {c.change_id for c in owed(self.ledger.connection, "all")}
        self.is_filled_in = True
        self.ledger.read(
            when, *[offer(name, price=str(price)) for name in NAMES], purpose=Purpose.BACKFILL, learned=False,
            fingerprint=f"p{self.parser}",
        )  # fmt: skip
        self.tick()
        self.ledger.decide(self.now, "backfilled", self.ledger.source_id, "main")
        assert {c.change_id for c in owed(self.ledger.connection, "all")} <= owed_before

    @rule(recipient=st.sampled_from(["a@example.org", "b@example.org"]))
    def mail_is_sent(self, recipient: str) -> None:
        changes = [c.change_id for c in owed(self.ledger.connection, "all", recipient)]
        corrections = [row[0] for row in self.ledger.corrections("correction_id", recipient=recipient)]
        if changes or corrections:
            self.tick()
            self.ledger.mail(self.now, *changes, *corrections, recipient=recipient)
        assert owed(self.ledger.connection, "all", recipient) == []
        assert self.ledger.corrections("correction_id", recipient=recipient) == []

    # What people do

    @rule(what=st.sampled_from(["accept", "reject"]), which=st.integers(0, 50))
    def person_rules_on_a_reading(self, what: str, which: int) -> None:
        effects = "('none', 'rejected')" if what == "accept" else "('baseline', 'taken')"
        found = self.ledger.ask(
            f"select reading_id from ops.readings where effect in {effects} and row_count > 0 order by reading_id"
        )
        if found and (what == "accept" or len(found) > 1):
            self.tick()
            self.ledger.decide(self.now, what, found[which % len(found)][0])

    @rule(which=st.integers(0, 50))
    def person_retracts(self, which: int) -> None:
        found = self.ledger.ask("select change_id from core.changes where state <> 'retracted' order by 1")
        if found:
            self.tick()
            self.rulings.append(self.ledger.decide(self.now, "retract", found[which % len(found)][0]))

    @rule(which=st.integers(0, 50))
    def person_withdraws(self, which: int) -> None:
        found = self.ledger.ask(OPEN)
        if found:
            self.tick()
            self.rulings.append(self.ledger.decide(self.now, "withdraw", found[which % len(found)][0], "main"))

    @rule(which=st.integers(0, 50))
    @precondition(lambda self: bool(self.rulings))
    def person_takes_a_ruling_back(self, which: int) -> None:
        self.tick()
        self.ledger.decide(self.now, "undo", self.rulings.pop(which % len(self.rulings)))

    @rule()
    def is_replayed(self) -> None:
        """Whatever the batches, the journal gives the same rows."""
        path = Path(self.folder.name) / "again.duckdb"
        path.write_bytes(empty_warehouse())
        with Warehouse.open_for_writing(path) as again:
            catch_up(again.connection, self.ledger.journal, self.ledger.archive, batch=self.ledger.count % 40 + 1)
            assert dump(again.connection) == dump(self.ledger.connection)

    # What is always true

    @invariant()
    def history_has_no_overlap_and_no_twin(self) -> None:
        ask = self.ledger.ask
        assert ask("select 1 from core.offers where observed_to <= observed_from") == []
        assert ask("select 1 from core.offers where recorded_to < recorded_from") == []
        assert ask(OPEN + " group by 1 having count(*) > 1") == []
        assert ask(OVERLAPS) == []
        for table, key in (("core.offers", "version_id"), ("core.changes", "change_id"), ("core.moves", "move_id"),
                           ("core.corrections", "correction_id"), ("ops.readings", "reading_id")):  # fmt: skip
            assert ask(f"select {key} from {table} group by 1 having count(*) > 1") == []

    @invariant()
    def every_change_has_its_proofs(self) -> None:
        ask = self.ledger.ask
        for column in ("before_capture_id", "after_capture_id"):
            assert ask(f"select 1 from core.changes where {column} not in (select capture_id from ops.captures)") == []
        assert ask(PROOFS_APART) == []
        assert ask(EARLY) == []

    @invariant()
    def nothing_is_owed_that_is_not_the_carriers_or_was_told(self) -> None:
        for recipient in ("a@example.org", "b@example.org"):
            found = owed(self.ledger.connection, "all", recipient)
            assert all(c.cause == "page" and c.state == "confirmed" and not c.is_backfill for c in found)
        twice = "select recipient, change_id from ops.digest_changes join ops.digests using (digest_id) group by all"
        assert self.ledger.ask(twice + " having count(*) > 1") == []

    @invariant()
    def what_was_told_is_still_there(self) -> None:
        lost = "select 1 from ops.digest_changes where change_id like 'c-%' and change_id not in "
        lost += "(select change_id from core.changes)"
        assert self.ledger.ask(lost) == []

    # Tools

    def tick(self) -> None:
        """No two things happen at one moment."""
        self.now += timedelta(seconds=30)

    def offer(self, name: str) -> Offer:
        return offer(name, price=str(self.site[name]))

    def read(self, *offers: Offer, **given: Any) -> Any:
        """A look at the page as it is now, broken or not."""
        given.setdefault("fingerprint", f"p{self.parser}")
        rows = list(offers) or [self.offer(name) for name in sorted(self.site)]
        match self.broken:
            case "empty" | "consent_wall" | "truncated":
                return self.ledger.read(self.now, problem=self.broken, fingerprint=given["fingerprint"])
            case "rows lost":
                rows = rows[:1]
            case "times ten":
                rows = [offer(o.label, price=str(o.prices[0].amount * 10)) for o in rows]
            case "currency":
                rows = [offer(o.label, price=str(o.prices[0].amount), currency="EUR") for o in rows]
        return self.ledger.read(self.now, *rows, **given)

    def rows_of(self, reading_id: str) -> list[Offer]:
        ((sha256,),) = self.ledger.ask(f"select rows_sha256 from ops.readings where reading_id = '{reading_id}'")
        return rows_from_bytes(self.ledger.archive.get(sha256))

    def facts(self) -> dict[str, list[str]]:
        return {table: sorted(map(repr, self.ledger.ask(f"select * from {table}"))) for table in FACTS}


class KilledError(Exception):
    """Stands for kill -9 in the middle of a transaction."""


class Dying:
    """An archive that kills whoever reads from it."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def put(self, data: bytes, like: str = "") -> str:
        return self.inner.put(data)

    def get(self, sha256: str) -> bytes:
        raise KilledError


OPEN = "select offer_id from core.offers where observed_to is null and recorded_to is null"
OVERLAPS = """
    select 1 from core.offers as a join core.offers as b using (offer_id)
    where a.version_id <> b.version_id and a.recorded_to is null and b.recorded_to is null
    and a.observed_from < coalesce(b.observed_to, 'infinity') and b.observed_from < coalesce(a.observed_to, 'infinity')
"""
PROOFS_APART = """
    select 1 from core.changes as c
    join ops.captures as b on c.before_capture_id = b.capture_id
    join ops.captures as a on c.after_capture_id = a.capture_id
    where b.observed_at > a.observed_at
"""
EARLY = """
    select 1 from core.changes where confirmed_at < seen_at + interval 60 minutes
    and field <> 'offer' and not is_backfill and cause = 'page' and told_as <> 'nothing'
"""

TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=int(os.environ.get("MACHINE_EXAMPLES", "6")),
    stateful_step_count=int(os.environ.get("MACHINE_STEPS", "12")),
    deadline=None, suppress_health_check=list(HealthCheck), print_blob=True,
)  # fmt: skip
