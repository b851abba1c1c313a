"""Replaying the journal gives what the runs gave, in one go or one by one."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_dsl import Ledger, dump, hours, offer, open_ledger

from transforms.page import Held
from warehouse import load
from warehouse.archive import Archive
from warehouse.entries import Cause, Decision, Delivery, Digest, Reading, RunStarted, Verdict
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.rebuild import rebuild
from warehouse.store import Warehouse, WarehouseBusy


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Journal(tmp_path / "journal") as journal:
        journal.start_segment("test")
        ledger = open_ledger(tmp_path, journal=journal, archive=Archive(tmp_path / "archive"))
        yield ledger
        ledger.warehouse.close()


def live_through_much(ledger: Ledger) -> None:
    """Everything that a fold has to deal with, in one history."""
    ledger.add(RunStarted(run_id="r1", started_at=hours(0), version="0.1.0"))
    two = (offer(gb="0.5", places="TR GR"), offer(scope="Canada and Mexico", price="5"))
    ledger.read(hours(0), *two, offer("Old Pass", price="7"), run_id="r1")
    first = ledger.read(hours(24), offer(price="12", gb="5", places="TR ES"), two[1], offer("Old Pass", price="7"))
    ledger.read(hours(25.5), offer(price="12", gb="5", places="TR ES"), two[1], offer("Old Pass", price="7"))
    ledger.not_modified(hours(26), first.capture_id)
    held = Held("not_a_number", "not a number", "Old Pass ?", "row 3")
    ledger.read(hours(48), offer(price="12", gb="5", places="TR ES"), two[1], offer("Four"), held=[held])
    ledger.read(hours(72), problem="consent_wall")
    capture = ledger.capture(hours(96))
    ledger.read(hours(96), offer(price="12", gb="5", places="TR ES"), two[1], offer("Four"), of=capture)
    ledger.read(
        hours(97), offer(price="12", gb="6", places="TR ES"), two[1], offer("Four"), of=capture, cause=Cause.PARSER,
        fingerprint="two",
    )  # fmt: skip
    ledger.read(hours(120), offer(price="12", gb="6", places="TR ES"), two[1], offer("Four Plus"))
    ledger.read(hours(144), offer(price="10", gb="6", places="TR ES"), two[1], offer("Four Plus"))
    ledger.read(hours(145.5), offer(price="10", gb="6", places="TR ES"), two[1], offer("Four Plus"))
    told = tuple(row[0] for row in ledger.changes("change_id"))[:2]
    ledger.add(
        Digest(
            digest_id="d1", rule="all", recipient="a@example.org", frozen_at=hours(26), change_ids=told,
            eml_sha256="0" * 64, subject="Dearer",
        ),
        Delivery(digest_id="d1", attempted_at=hours(26.1), state="sent"),
        Decision(
            decision_id="x1", what="retract", subject=told[0], decided_at=hours(30), who="me", why="misread"
        ),
    )  # fmt: skip


def test_a_rebuild_gives_the_same_rows_and_change_ids_as_the_runs(ledger: Ledger, tmp_path: Path) -> None:
    live_through_much(ledger)
    lived = dump(ledger.connection)
    assert len(lived["core.changes"]) >= 8
    assert len(lived["core.offers"]) >= 8
    ledger.warehouse.close()
    count = rebuild(ledger.journal, ledger.archive, tmp_path / "warehouse.duckdb")
    assert count == ledger.journal.head()[0]
    with Warehouse.open_read_only(tmp_path / "warehouse.duckdb") as again:
        assert dump(again.connection) == lived
    assert not list(tmp_path.glob("*.new*"))


def test_entries_applied_one_by_one_or_in_one_go_give_the_same_rows(ledger: Ledger, tmp_path: Path) -> None:
    live_through_much(ledger)
    for batch in (1, 7):
        with Warehouse.open_for_writing(tmp_path / f"{batch}.duckdb") as other:
            catch_up(other.connection, ledger.journal, ledger.archive, batch=batch)
            assert dump(other.connection) == dump(ledger.connection)
            assert catch_up(other.connection, ledger.journal, ledger.archive) == 0


def test_a_fault_in_the_middle_of_an_entry_leaves_nothing_of_it(ledger: Ledger) -> None:
    ledger.read(hours(0), offer())
    before = dump(ledger.connection)
    capture = ledger.capture(hours(24))
    after_capture = dump(ledger.connection)

    class Broken:
        def get(self, sha256: str) -> bytes:
            raise OSError("the disk is gone")

    entry = Reading(
        reading_id="r", capture_id=capture.capture_id, source_id=capture.source_id, part="main", observed_at=hours(24),
        recorded_at=hours(24) + timedelta(seconds=1), fingerprint="one", cause=Cause.PAGE, verdict=Verdict.COMPLETE,
        rows_sha256=ledger.archive.put(b""), rows=0,
    )  # fmt: skip
    ledger.journal.append(entry)
    with pytest.raises(OSError, match="disk is gone"):
        catch_up(ledger.connection, ledger.journal, Broken())
    assert dump(ledger.connection) == after_capture != before
    assert catch_up(ledger.connection, ledger.journal, ledger.archive) == 1


def test_a_fault_after_the_rows_were_written_leaves_none_of_them(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.read(hours(0), offer())
    before, real = dump(ledger.connection), load.run

    def full_disk(connection: Any, name: str, **params: Any) -> Any:
        if name == "set_applied":
            raise OSError("no space left")
        return real(connection, name, **params)

    monkeypatch.setattr(load, "run", full_disk)
    with pytest.raises(OSError, match="no space"):
        ledger.read(hours(24), offer(price="12"))
    assert dump(ledger.connection) == before
    monkeypatch.undo()
    assert catch_up(ledger.connection, ledger.journal, ledger.archive) == 1


def test_a_rebuild_keeps_the_declarations_and_never_takes_the_file_from_a_writer(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.read(hours(0), offer())
    ledger.connection.execute(
        "insert into ops.sources by name select 'us_verizon' as source_id, 'us_verizon' as carrier_id, 'Verizon' as"
        " carrier, 'network' as carrier_type, 'US' as home_country, 'consumer' as segment, 'en' as language, 'USD' as"
        " currency, 'live' as status, true as is_on, 'silent' as terms, 'u' as url, 'f' as fingerprint"
    )
    ledger.warehouse.close()
    path = tmp_path / "warehouse.duckdb"
    rebuild(ledger.journal, ledger.archive, path)
    with Warehouse.open_read_only(path) as again:
        assert again.connection.execute("select carrier from ops.sources").fetchall() == [("Verizon",)]
    holder = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb; c = duckdb.connect({str(path)!r}); print(1, flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout and holder.stdout.readline()
    before = path.read_bytes()
    with pytest.raises(WarehouseBusy, match=str(holder.pid)):
        rebuild(ledger.journal, ledger.archive, path)
    holder.communicate(b"\n", timeout=20)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.new*"))
