import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import warehouse.journal as journal_module
from warehouse.entries import Capture, Decision, Entry, Outcome, PageCapture, Purpose, RunStarted
from warehouse.journal import START, Journal, JournalError

AT = datetime(2026, 11, 24, 5, 10, tzinfo=UTC)


def run(number: int) -> RunStarted:
    return RunStarted(run_id=f"run-{number}", started_at=AT, version="0.1.0")


def capture(words: str = "5 € 不明 \x00 \u2028 \ud800") -> Capture:
    return Capture(
        capture_id=f"c {words}", source_id="us_verizon", part="main", observed_at=AT, purpose=Purpose.DUE,
        outcome=Outcome.OK, pages=(PageCapture(url="https://x.com/", headers={"etag": words}),), next_due_at=AT,
    )  # fmt: skip


def filled(folder, *segments: int) -> Journal:
    """A journal with that many entries in each segment, closed."""
    number = 0
    with Journal(folder) as journal:
        for index, count in enumerate(segments):
            journal.start_segment(f"run-{index}")
            for _ in range(count):
                number += 1
                journal.append(run(number))
    return journal


def numbers(journal: Journal, after: int = 0) -> list[int]:
    found = [seq for seq, entry in journal.entries(after)]
    assert all(isinstance(entry, RunStarted) for _, entry in journal.entries(after))
    return found


def test_entries_come_back_as_they_were_in_their_order(tmp_path):
    decision = Decision(decision_id="d", what="accept", subject="us_verizon", decided_at=AT, who="me", why="seen")
    entries: list[Entry] = [run(1), capture(), decision, capture("more")]
    with Journal(tmp_path / "journal") as journal:
        assert [journal.append(entry) for entry in entries] == [1, 2, 3, 4]
    assert list(Journal(tmp_path / "journal").entries()) == list(enumerate(entries, 1))


def test_each_line_names_the_sha_256_of_the_line_before_it_across_segments(tmp_path):
    filled(tmp_path, 2, 3)
    previous = START
    for path in sorted(tmp_path.iterdir()):
        for line in path.read_bytes().splitlines():
            record = json.loads(line)
            assert record["prev"] == previous
            previous = hashlib.sha256(line).hexdigest()
    assert Journal(tmp_path).head() == (5, previous)


def test_one_run_is_one_segment_made_by_its_first_append(tmp_path):
    with Journal(tmp_path / "journal") as journal:
        journal.start_segment("2026-11-24T051000Z-abc123")
        assert not (tmp_path / "journal").exists()
        journal.append(run(1))
        journal.start_segment("nothing happened here")
        journal.start_segment("../../etc/cron d")
        journal.append(run(2))
    names = sorted(path.name for path in (tmp_path / "journal").iterdir())
    assert names == ["000000001_2026-11-24T051000Z-abc123.jsonl", "000000002_etc-cron-d.jsonl"]


def test_reading_writes_nothing(tmp_path):
    journal = Journal(tmp_path / "none")
    assert (list(journal.entries()), journal.head()) == ([], (0, START))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("after", range(8))
def test_reading_goes_on_after_any_sequence(tmp_path, after):
    filled(tmp_path, 2, 1, 3)
    assert numbers(Journal(tmp_path), after) == list(range(after + 1, 7))


def test_a_reader_that_follows_a_writer_reads_each_entry_once_and_only_what_is_new(tmp_path, monkeypatch):
    seen, lines_read = [], 0
    real = journal_module._follow

    def counting(*args):
        nonlocal lines_read
        lines_read += 1
        return real(*args)

    monkeypatch.setattr(journal_module, "_follow", counting)
    with Journal(tmp_path) as journal:
        for n in range(1, 61):
            if n % 20 == 0:
                journal.start_segment(f"run-{n}")
            journal.append(run(n))
            seen += [seq for seq, _ in journal.entries(after=len(seen))]
    assert seen == list(range(1, 61))
    assert lines_read < 200, "not all of it again for each entry"


def test_the_head_is_the_same_while_writing_and_for_another_reader(tmp_path):
    with Journal(tmp_path) as journal:
        for n in range(3):
            journal.append(run(n))
            assert journal.head() == Journal(tmp_path).head()


def test_an_interrupted_run_goes_on_in_its_segment(tmp_path):
    for n in (1, 2):
        with Journal(tmp_path) as journal:
            journal.start_segment("run")
            journal.append(run(n))
    assert [path.name for path in tmp_path.iterdir()] == ["000000001_run.jsonl"]
    assert numbers(Journal(tmp_path)) == [1, 2]


def test_a_journal_torn_at_any_byte_loses_only_the_torn_line_and_goes_on(tmp_path):
    filled(tmp_path / "whole", 2, 2)
    first, second = sorted((tmp_path / "whole").iterdir())
    whole = second.read_bytes()
    for cut in range(len(whole)):
        folder = tmp_path / f"cut-{cut}"
        folder.mkdir()
        (folder / first.name).write_bytes(first.read_bytes())
        (folder / second.name).write_bytes(whole[:cut])
        kept = 2 + whole[:cut].count(b"\n")
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert numbers(Journal(folder)) == list(range(1, kept + 1))
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before, "reading changes nothing"
        with Journal(folder) as journal:
            journal.start_segment("next")
            assert journal.append(run(99)) == kept + 1
        assert numbers(Journal(folder)) == list(range(1, kept + 2))
        torn = whole[:cut].rpartition(b"\n")[2]
        aside = list(folder.glob("*.torn"))
        assert [path.read_bytes() for path in aside] == ([torn] if torn else [])


def test_a_last_line_of_zeros_is_set_aside_and_a_second_one_beside_it(tmp_path):
    filled(tmp_path, 1)
    segment = next(tmp_path.glob("*.jsonl"))
    for n in (2, 3):
        with segment.open("ab") as file:
            file.write(b"\0" * 50 + b"\n")
        with Journal(tmp_path) as journal:
            journal.start_segment("run-0")
            assert journal.append(run(n)) == n
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".jsonl", ".torn", ".torn2"]
    assert numbers(Journal(tmp_path)) == [1, 2, 3]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    filled(folder, 3, 2, 3)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_told_or_was_in_the_torn_end(whole, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("flip")
    name = data.draw(st.sampled_from(sorted(whole)))
    body = bytearray(whole[name])
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    for other, content in whole.items():
        (folder / other).write_bytes(bytes(body) if other == name else content)
    journal = Journal(folder)
    is_in_last_line = name == max(whole) and at > whole[name][:-1].rfind(b"\n")
    try:
        found = numbers(journal)
    except JournalError as error:
        assert name in str(error) and "line " in str(error)
    else:
        assert is_in_last_line and found == list(range(1, 8))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: lines[:1] + lines[2:], "does not follow"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "does not follow"),
        (lambda lines: [lines[0], lines[0], *lines[1:]], "does not follow"),
        (lambda lines: [lines[0], b"{}", *lines[1:]], "line 2 is broken"),
        (lambda lines: [lines[0], b"", *lines[1:]], "line 2 is broken"),
        (lambda lines: [lines[0].replace(b"run-1", b"run-9"), *lines[1:]], "line 1 was altered"),
        (lambda lines: [*lines[:-1], lines[-1].replace(b"run-4", b"run-9")], "line 4 was altered"),
    ],
)
def test_a_journal_that_was_tampered_with_is_refused_by_file_and_line(tmp_path, change, message):
    filled(tmp_path, 4)
    segment = next(tmp_path.iterdir())
    segment.write_bytes(b"\n".join(change(segment.read_bytes().splitlines())) + b"\n")
    with pytest.raises(JournalError, match=message) as error:
        list(Journal(tmp_path).entries())
    assert str(segment) in str(error.value) and "restore" in str(error.value)
    with pytest.raises(JournalError):
        Journal(tmp_path).append(run(5))


@pytest.mark.parametrize("where", [0, 1])
def test_a_line_that_was_rewritten_with_a_sum_that_fits_is_told_by_the_line_after_it(tmp_path, where):
    filled(tmp_path, 2, 1)
    first = min(tmp_path.iterdir())
    lines = first.read_bytes().splitlines()
    record = json.loads(lines[where])
    record["entry"]["version"] = "6.6.6"
    lines[where] = journal_module._compose(record["seq"], record["prev"], record["entry"])
    first.write_bytes(b"\n".join(lines) + b"\n")
    with pytest.raises(JournalError, match="does not follow from the line before it"):
        list(Journal(tmp_path).entries())


def test_a_segment_that_is_missing_from_the_middle_is_told(tmp_path):
    filled(tmp_path, 2, 2, 2)
    sorted(tmp_path.iterdir())[1].unlink()
    with pytest.raises(JournalError, match=r"sequence 5 after 2"):
        list(Journal(tmp_path).entries())


def test_a_torn_end_that_others_follow_is_no_torn_end_but_damage(tmp_path):
    filled(tmp_path, 2, 2)
    first = min(tmp_path.iterdir())
    first.write_bytes(first.read_bytes()[:-10])
    with pytest.raises(JournalError, match="line 2 is broken, and later segments follow"):
        list(Journal(tmp_path).entries())


def test_a_file_that_is_no_segment_is_named(tmp_path):
    filled(tmp_path, 1)
    (tmp_path / "notes.jsonl").write_text("{}")
    with pytest.raises(JournalError, match=r"notes\.jsonl is not a segment"):
        Journal(tmp_path).head()


def test_an_entry_of_a_newer_version_is_told_as_that(tmp_path):
    entry = {"type": "prophecy", "says": "rain"}
    (tmp_path / "000000001_x.jsonl").write_bytes(journal_module._compose(1, START, entry) + b"\n")
    with pytest.raises(JournalError, match="update roamledger"):
        list(Journal(tmp_path).entries())


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.entries import RunStarted
from warehouse.journal import Journal
with Journal(Path(sys.argv[1])) as journal:
    journal.start_segment(sys.argv[2])
    while True:
        seq = journal.append(RunStarted(run_id="x" * 3000, started_at=datetime.now(UTC), version="1"))
        print(seq, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path):
    dice = random.Random(3)
    acknowledged = 0
    for attempt in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path, f"run-{attempt}"], stdout=subprocess.PIPE, text=True
        )
        for _ in range(dice.randrange(1, 30)):
            acknowledged = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.communicate()[0].split()
        acknowledged = max([acknowledged, *map(int, rest)])
        found = numbers(Journal(tmp_path))
        assert found == list(range(1, len(found) + 1))
        assert acknowledged <= len(found) <= acknowledged + 1
    assert acknowledged > 4


FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.entries import RunStarted
from warehouse.journal import Journal, JournalError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
entry = RunStarted(run_id="x" * 700, started_at=datetime.now(UTC), version="1")
journal = Journal(Path(sys.argv[1]))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
count = 0
try:
    while True:
        journal.append(entry)
        count += 1
except JournalError as error:
    print(error, file=sys.stderr)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
journal.append(entry)
print(count)
"""


@pytest.mark.parametrize("room", [0, 1, 500, 5_000])
def test_a_full_disk_leaves_no_half_line_and_the_next_append_goes_on(tmp_path, room):
    """A file size limit stands for the disk: the write is cut short in the same way."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path, str(room)], capture_output=True, text=True, check=True
    )  # fmt: skip
    count = int(done.stdout)
    assert abs(count - room // 890) <= 1
    assert "cannot be written" in done.stderr
    assert numbers(Journal(tmp_path)) == list(range(1, count + 2))
    assert not list(tmp_path.glob("*.torn"))


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"file/journal cannot be written: Not a directory; nothing was recorded"):
        Journal(tmp_path / "file" / "journal").append(run(1))


def test_an_empty_segment_of_a_killed_run_hides_nothing_of_the_next(tmp_path):
    filled(tmp_path, 2)
    (tmp_path / "000000003_zz-killed.jsonl").touch()  # sorts behind the next run's, of the same first sequence
    with Journal(tmp_path) as journal:
        journal.start_segment("run-next")
        assert journal.append(run(3)) == 3
        assert journal.append(run(4)) == 4
    assert numbers(Journal(tmp_path), after=2) == [3, 4]
    assert Journal(tmp_path).head()[0] == 4
