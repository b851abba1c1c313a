"""Verify names every damage; repair sets it aside, goes on, and says what is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.archive import Archive
from warehouse.entries import Capture, Outcome, PageCapture, Purpose
from warehouse.journal import Journal, JournalError
from warehouse.upkeep import repair, verify

AT = datetime(2026, 11, 24, 5, 10, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> tuple[Journal, Archive]:
    """Two segments of three captures, each of a page of its own."""
    journal, archive = Journal(tmp_path / "journal"), Archive(tmp_path / "archive")
    with journal:
        for number in range(6):
            if number % 3 == 0:
                journal.start_segment(f"run-{number}")
            page = PageCapture(url=f"https://x.com/{number}", sha256=archive.put(f"<p>{number}".encode() * 50))
            journal.append(
                Capture(
                    capture_id=f"c{number}", source_id="us_x", part="main", observed_at=AT, purpose=Purpose.DUE,
                    outcome=Outcome.OK, pages=(page,),
                )
            )  # fmt: skip
    return journal, archive


def fresh(journal: Journal, archive: Archive) -> tuple[Journal, Archive]:
    return Journal(journal.folder), Archive(archive.folder)


def segments(journal: Journal) -> list[Path]:
    return sorted(journal.folder.glob("*.jsonl"))


def test_a_whole_ledger_has_no_finding_and_nothing_to_mend(ledger) -> None:
    assert list(verify(*ledger)) == []
    assert list(repair(*ledger)) == []


def test_a_flipped_byte_of_a_page_is_named_with_its_capture_and_set_aside(ledger) -> None:
    _, archive = ledger
    path = next(iter(archive.folder.rglob("*.zst")))
    data = bytearray(path.read_bytes())
    data[-3] ^= 0x40
    path.write_bytes(data)
    assert [str(path) in f.words and f.is_loss for f in verify(*fresh(*ledger))] == [True]
    done = [f.words for f in repair(*fresh(*ledger))]
    assert "damaged, set aside" in done[0]
    assert "is not there: the page https://x.com/" in done[1]
    assert not path.exists()
    assert [p.read_bytes() for p in path.parent.glob(f"{path.name}*.damaged")] == [bytes(data)]
    for number in range(6):
        archive.put(f"<p>{number}".encode() * 50)  # the same page is met again
    assert list(verify(*fresh(*ledger))) == []


def test_a_torn_last_line_is_mended_and_is_no_loss(ledger) -> None:
    journal, _ = ledger
    with segments(journal)[-1].open("ab") as file:
        file.write(b'{"seq":7,"prev":"')
    assert [f.is_loss for f in verify(*fresh(*ledger))] == [False]
    assert [f.is_loss for f in repair(*fresh(*ledger))] == [False]
    assert list(verify(*fresh(*ledger))) == []
    assert len(list(Journal(journal.folder).entries())) == 6


def test_a_file_that_a_killed_run_left_is_removed_and_is_no_loss(ledger) -> None:
    _, archive = ledger
    left = next(archive.folder.iterdir()) / ".aa.zst.1234.tmp"
    left.write_bytes(b"half")
    assert [f.is_loss for f in verify(*ledger)] == [False]
    assert [f.is_loss for f in repair(*ledger)] == [False]
    assert not left.exists()


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_broken_line_in_the_middle_is_cut_only_when_asked_and_the_journal_goes_on(ledger, line: int) -> None:
    journal, _ = ledger
    first = segments(journal)[0]
    before = {path: path.read_bytes() for path in segments(journal)}
    lines = before[first].split(b"\n")
    lines[line] = lines[line].replace(b"us_x", b"us_y")
    first.write_bytes(b"\n".join(lines))
    assert any(f"line {line + 1} was altered" in f.words for f in verify(*fresh(*ledger)))
    assert any(f.is_loss for f in repair(*fresh(*ledger)))
    with pytest.raises(JournalError):
        list(Journal(journal.folder).entries())

    done = [f.words for f in repair(*fresh(*ledger), cut=True)]
    assert f"{6 - line} lines from entry {line + 1} on were set aside" in done[0]
    again = Journal(journal.folder)
    assert [seq for seq, _ in again.entries()] == list(range(1, line + 1))
    assert len(list(journal.folder.glob("*.damaged"))) == 2
    with again:
        again.start_segment("after")
        again.append(Capture(capture_id="new", source_id="us_x", part="main", observed_at=AT, purpose=Purpose.DUE,
                             outcome=Outcome.OFFLINE))  # fmt: skip
    assert list(verify(*fresh(*ledger))) == []
