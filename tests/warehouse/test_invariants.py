"""DESIGN.md, "Always true", as properties of any sequence of looks at a page."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger, owed

from transforms.models import Offer
from transforms.page import Held
from warehouse.entries import Cause, Outcome, Purpose, Verdict
from warehouse.load import catch_up
from warehouse.store import Warehouse

NAMES = ("Day Pass", "Week Pass", "World", "Sea", "Europe", "Asia", "Gulf")


@dataclass(frozen=True)
class Look:
    """One look: which passes at which prices, after how many hours, and what was odd about it."""

    prices: tuple[tuple[str, int], ...]
    after: float
    odd: str


looks = st.lists(
    st.builds(
        Look,
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 4), min_size=2).map(lambda d: tuple(d.items())),
        st.sampled_from([0.25, 1.0, 3.0, 24.0]),
        st.sampled_from(["", "", "", "", "held", "problem", "304", "reread", "failed", "late"]),
    ),
    min_size=1,
    max_size=8,
)
fast = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shelf(look: Look) -> list[Offer]:
    return [offer(name, price=str(price * 5)) for name, price in look.prices]


def live(ledger: Ledger, story: list[Look]) -> None:
    when, last = 0.0, None
    for look in story:
        when += look.after
        if look.odd == "304" and last:
            ledger.not_modified(hours(when), last.capture_id)
        elif look.odd == "failed":
            ledger.capture(hours(when), outcome=Outcome.SERVER_ERROR, page={"status": 500})
        elif look.odd == "problem":
            ledger.read(hours(when), problem="empty")
        elif look.odd == "late":
            ledger.read(hours(when - 30), *shelf(look), purpose=Purpose.BACKFILL, learned=False)
        elif look.odd == "reread" and last and last.observed_at == newest(ledger):
            capture = ledger.warehouse.capture(last.capture_id)
            ledger.read(hours(when), *shelf(look), of=capture, cause=Cause.PARSER, fingerprint=f"p{when}")
        else:
            held = [Held("not_a_number", "not a number", "what?", "row 9")] if look.odd == "held" else []
            last = ledger.read(hours(when), *shelf(look), held=held, learned=False)


def newest(ledger: Ledger) -> datetime:
    return ledger.part()["last_observed_at"]


def check_history(ledger: Ledger) -> None:
    """Invariant 3: at most one open version an offer, no overlaps, from before to; also what was taken back."""
    assert ledger.ask("select 1 from core.offers where observed_to <= observed_from") == []
    assert ledger.ask("select 1 from core.offers where recorded_to < recorded_from") == []
    open_twice = "select offer_id from core.offers where observed_to is null and recorded_to is null group by 1"
    assert ledger.ask(open_twice + " having count(*) > 1") == []
    overlaps = """
        select 1 from core.offers as a join core.offers as b using (offer_id)
        where a.version_id <> b.version_id and a.recorded_to is null and b.recorded_to is null
        and a.observed_from < coalesce(b.observed_to, 'infinity')
        and b.observed_from < coalesce(a.observed_to, 'infinity')
    """
    assert ledger.ask(overlaps) == []
    assert ledger.ask("select version_id from core.offers group by 1 having count(*) > 1") == []
    assert ledger.ask("select change_id from core.changes group by 1 having count(*) > 1") == []


def check_proofs(ledger: Ledger) -> None:
    """Invariant 5: every change points at the captures that prove it, every row at the one that last confirmed it."""
    for column in ("before_capture_id", "after_capture_id"):
        gone = f"select {column} from core.changes where {column} not in (select capture_id from ops.captures)"
        assert ledger.ask(gone) == []
    apart = """
        select 1 from core.changes as c
        join ops.captures as b on c.before_capture_id = b.capture_id
        join ops.captures as a on c.after_capture_id = a.capture_id
        where b.observed_at > a.observed_at
    """
    assert ledger.ask(apart) == []
    seen = """
        select 1 from core.offers as o join ops.captures as c on o.last_capture_id = c.capture_id
        where o.last_seen_at <> c.observed_at
    """
    assert ledger.ask(seen) == []
    # What was found while filling in the past counts as confirmed at once: docs/decisions/0006-late-pages.md.
    early = """
        select 1 from core.changes
        where confirmed_at < seen_at + interval 60 minutes and field <> 'offer' and not is_backfill
    """
    assert ledger.ask(early) == []
    assert all(c.cause == "page" and c.state == "confirmed" for c in owed(ledger.connection, "all"))


@fast
@given(looks)
def test_history_has_no_overlaps_and_every_change_its_proofs(story: list[Look]) -> None:
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        try:
            live(ledger, story)
            check_history(ledger)
            check_proofs(ledger)
        finally:
            ledger.warehouse.close()


@fast
@given(looks, st.integers(1, 30))
def test_a_replay_gives_the_same_rows_whatever_the_batches(story: list[Look], batch: int) -> None:
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        try:
            live(ledger, story)
            (Path(folder) / "again.duckdb").write_bytes(empty_warehouse())
            with Warehouse.open_for_writing(Path(folder) / "again.duckdb") as again:
                catch_up(again.connection, ledger.journal, ledger.archive, batch=batch)
                assert dump(again.connection) == dump(ledger.connection)
        finally:
            ledger.warehouse.close()


@fast
@given(looks)
def test_a_failed_refused_partial_or_late_look_closes_nothing(story: list[Look]) -> None:
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        try:
            live(ledger, story)
            open_ = ledger.ask("select offer_id from core.offers where observed_to is null and recorded_to is null")
            some = [offer(name) for name in NAMES[:4]]
            held = [Held("not_a_number", "not a number", "what?", "row 9")]
            for days in (10, 20, 30):
                ledger.read(hours(days * 24), problem="empty")
                ledger.capture(hours(days * 24 + 1), outcome=Outcome.SERVER_ERROR, page={"status": 500})
                assert ledger.read(hours(days * 24 + 2), *some, held=held, learned=False).verdict is Verdict.PARTIAL
                ledger.read(hours(-days), *some[:1], purpose=Purpose.BACKFILL, learned=False)
            now = ledger.ask("select offer_id from core.offers where observed_to is null and recorded_to is null")
            assert set(open_) <= set(now)
        finally:
            ledger.warehouse.close()
