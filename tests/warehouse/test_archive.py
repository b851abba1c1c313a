import hashlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.archive import Archive, ArchiveError

WORDS = [f"word{n}" for n in range(3000)]


def page(seed: int, edits: int = 0, lines: int = 800) -> bytes:
    """A page of random words; each edit changes one of its lines."""
    dice = random.Random(seed)
    body = [" ".join(dice.choices(WORDS, k=8)) for _ in range(lines)]
    for edit in range(edits):
        body[random.Random(edit).randrange(lines)] = f"edited {edit} {edits}"
    return ("<html><p>" + "\n<p>".join(body) + "</html>").encode()


@pytest.fixture
def archive(tmp_path) -> Archive:
    return Archive(tmp_path / "archive")


def sizes(archive: Archive) -> dict[str, int]:
    return {path.stem: path.stat().st_size for path in archive.folder.rglob("*.zst")}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=6))
def test_any_bytes_come_back_as_they_were(tmp_path_factory, bodies):
    archive = Archive(tmp_path_factory.mktemp("any"))
    like, kept = "", {}
    for body in bodies:
        like = archive.put(body, like=like)
        kept[like] = body
    assert all(like == hashlib.sha256(body).hexdigest() for like, body in kept.items())
    assert {sha: Archive(archive.folder).get(sha) for sha in kept} == kept
    assert list(archive.verify()) == []


def test_nothing_is_made_before_something_is_kept(archive):
    assert list(archive.verify()) == []
    assert not archive.has("0" * 64)
    assert not archive.folder.exists()


def test_the_same_bytes_twice_are_one_file_that_is_not_touched(archive):
    sha = archive.put(b"page")
    before = archive.path(sha).stat()
    assert archive.put(b"page", like=archive.put(b"other")) == sha
    assert archive.path(sha).stat().st_mtime_ns == before.st_mtime_ns
    assert archive.path(sha).stat().st_ino == before.st_ino
    assert len(sizes(archive)) == 2


def test_a_sister_page_costs_little_and_hangs_on_a_keyframe_never_on_another_sister(archive):
    first = archive.put(page(1))
    like = first
    for edits in range(1, 30):
        like = archive.put(page(1, edits), like=like)
    sha_sizes = sizes(archive)
    assert all(size < 2_500 for sha, size in sha_sizes.items() if sha != first), sha_sizes
    for sha in set(sha_sizes) - {first}:
        archive.path(first).rename(archive.folder / "aside")
        with pytest.raises(ArchiveError, match=first):
            Archive(archive.folder).get(sha)
        (archive.folder / "aside").rename(archive.path(first))
        assert Archive(archive.folder).get(sha).startswith(b"<html>")


def test_a_page_that_became_another_page_begins_a_new_keyframe(archive):
    first = archive.put(page(1))
    other = archive.put(page(2), like=first)
    third = archive.put(page(2, 1), like=other)
    archive.path(first).unlink()
    assert Archive(archive.folder).get(other) == page(2)
    assert Archive(archive.folder).get(third) == page(2, 1)
    assert sizes(archive)[third] < 2_500


def test_a_page_longer_than_the_usual_window_is_still_compressed_against_its_sister(archive):
    large = page(5, lines=60_000)
    assert len(large) > 3_000_000
    first = archive.put(large)
    second = archive.put(large.replace(b"</html>", b"<p>one more</html>"), like=first)
    assert sizes(archive)[second] < 3_000
    assert Archive(archive.folder).get(second).endswith(b"<p>one more</html>")


def test_a_kept_file_can_be_read_without_us(archive, tmp_path):
    first = archive.put(page(1))
    second = archive.put(page(1, 3), like=first)
    assert zstandard.ZstdDecompressor().decompress(archive.path(first).read_bytes()) == page(1)
    frame = archive.path(second).read_bytes()
    assert frame[:4] == b"\x50\x2a\x4d\x18" and frame[8:40].hex() == first
    words = zstandard.ZstdCompressionDict(page(1), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    assert zstandard.ZstdDecompressor(dict_data=words).decompress(frame[40:]) == page(1, 3)


@pytest.mark.parametrize("like", ["f" * 64, "not a hash", "../../etc/passwd", "F" * 64])
def test_a_sister_that_was_never_kept_is_no_sister(archive, like):
    sha = archive.put(page(1), like=like)
    assert archive.get(sha) == page(1)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 65, "a" * 64 + "\n", "g" * 64]
)
def test_only_a_sha_256_is_a_name(archive, name):
    for ask in (archive.get, archive.has, archive.path):
        with pytest.raises(ArchiveError, match="not a SHA-256"):
            ask(name)


def test_what_was_never_kept_is_said_by_file(archive):
    with pytest.raises(ArchiveError, match=rf"{'a' * 64}\.zst is not there"):
        archive.get("a" * 64)


@pytest.mark.parametrize("which", ["keyframe", "delta"])
def test_any_flipped_bit_and_any_cut_is_told_or_harmless_and_never_a_wrong_page(archive, which):
    first = archive.put(page(1, lines=30))
    second = archive.put(page(1, 1, lines=30), like=first)
    sha, right = (first, page(1, lines=30)) if which == "keyframe" else (second, page(1, 1, lines=30))
    path = archive.path(sha)
    whole = path.read_bytes()
    told = 0
    flips = [(at, 1 << bit) for at in range(len(whole)) for bit in (0, 7)]
    damaged = [whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :] for at, mask in flips]
    damaged += [whole[:at] for at in range(len(whole))] + [whole + b"x", whole + whole]
    for content in damaged:
        path.write_bytes(content)
        try:
            assert Archive(archive.folder).get(sha) == right
        except ArchiveError as error:
            told += 1
            assert str(path) in str(error)
    assert told > 0.9 * len(damaged)


def test_verify_names_every_damaged_file_and_every_stranger(archive):
    shas = [archive.put(page(n, lines=50)) for n in range(5)]
    hangs_on_it = archive.put(page(0, 1, lines=50), like=shas[0])
    archive.path(shas[0]).write_bytes(archive.path(shas[0]).read_bytes()[:-9])
    archive.path(shas[1]).write_bytes(archive.path(shas[2]).read_bytes())
    (archive.folder / "notes.txt").write_text("hello")
    (archive.folder / shas[3][:2] / ".x.zst.1.tmp").write_bytes(b"half")
    shutil.copy(archive.path(shas[4]), archive.folder / "00" if (archive.folder / "00").is_file() else archive.folder)
    found = list(Archive(archive.folder).verify())
    assert len(found) == 6
    for words in (f"{shas[0]}.zst is damaged", f"{shas[1]}.zst is damaged", "notes.txt does not belong here",
                  "tmp does not belong here (left by a crash)", f"{shas[4]}.zst does not belong here"):  # fmt: skip
        assert any(words in line for line in found), words
    assert sum(shas[0] in line for line in found) == 2, "itself, and what hangs on it"
    assert hangs_on_it not in archive.path(shas[1]).name


def test_the_right_bytes_mend_a_damaged_file_and_what_hangs_on_it(archive):
    first = archive.put(page(1))
    second = archive.put(page(1, 2), like=first)
    archive.path(first).write_bytes(b"rubbish")
    fresh = Archive(archive.folder)
    assert len(list(fresh.verify())) == 2
    assert fresh.put(page(1), like=second) == first
    assert list(Archive(archive.folder).verify()) == []
    assert fresh.get(second) == page(1, 2)
    assert [path.read_bytes() for path in archive.folder.rglob("*.damaged")] == [b"rubbish"]


def test_a_keyframe_that_was_lost_and_came_back_carries_what_hangs_on_it(archive):
    first, elsewhere = archive.put(page(1)), archive.put(page(1, 40))
    second = archive.put(page(1, 2), like=first)
    archive.path(first).unlink()
    fresh = Archive(archive.folder)
    assert fresh.put(page(1), like=elsewhere) == first
    assert Archive(archive.folder).get(second) == page(1, 2)
    assert list(Archive(archive.folder).verify()) == []


def test_bytes_are_never_kept_as_the_difference_to_themselves(archive):
    first = archive.put(page(1))
    second = archive.put(page(1, 2), like=first)
    assert archive.get(second)
    archive.path(first).unlink()
    assert archive.put(page(1), like=second) == first, "its keyframe is still at hand in memory"
    assert Archive(archive.folder).get(first) == page(1)


def test_a_file_is_whole_and_synced_before_it_gets_its_name_and_its_folder_after(archive, monkeypatch):
    archive.put(b"makes the folder")
    sha = hashlib.sha256(b"page").hexdigest()
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        what = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        steps.append(f"sync {what}, {'named' if archive.path(sha).exists() else 'nameless'}")
        sync(handle)

    def replace(source: Path, target: Path) -> Path:
        steps.append(f"name {target.name}" if source.parent == target.parent else "move")
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    archive.put(b"page")
    assert steps[-3:] == ["sync file, nameless", f"name {sha}.zst", "sync folder, named"]


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match=r"cannot be written: Not a directory; nothing was kept"):
        Archive(tmp_path / "file" / "archive").put(b"page")


def test_a_write_that_fails_at_any_step_leaves_nothing_under_the_name(archive, monkeypatch):
    """The n-th operation on the disk fails, for n = 1, 2, 3 ... until none is left to fail."""
    steps = {"os.fsync": os.fsync, "Path.replace": Path.replace, "Path.mkdir": Path.mkdir, "Path.open": Path.open}
    survived = 0
    for nth in range(1, 20):
        count = 0

        def failing(real):
            def step(*arguments, **options):
                nonlocal count
                count += 1
                if count == nth:  # noqa: B023
                    raise OSError(28, "No space left on device")
                return real(*arguments, **options)

            return step

        target = Archive(archive.folder / f"{nth}")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing(steps["os.fsync"]))
            for name in ("replace", "mkdir", "open"):
                patch.setattr(Path, name, failing(steps[f"Path.{name}"]))
            try:
                sha = target.put(b"page")
            except ArchiveError as error:
                assert "No space left" in str(error)
                failed = True
            else:
                failed = False
        if not failed:
            survived = nth
            break
        assert not list(target.folder.rglob("*.tmp"))
        assert target.put(b"page") and target.get(hashlib.sha256(b"page").hexdigest()) == b"page"
    assert survived > 6
    assert target.get(sha) == b"page"


PUTTER = """
import random, sys
from pathlib import Path
from warehouse.archive import Archive
archive = Archive(Path(sys.argv[1]))
dice = random.Random(int(sys.argv[2]))
like = ""
base = dice.randbytes(60_000).hex().encode()
while True:
    like = archive.put(base + dice.randbytes(20).hex().encode(), like=like)
    print(like, flush=True)
"""


def test_nothing_acknowledged_is_lost_or_wrong_when_the_writer_is_killed(archive):
    dice = random.Random(5)
    acknowledged: list[str] = []
    for attempt in range(4):
        putter = subprocess.Popen(
            [sys.executable, "-c", PUTTER, archive.folder, str(attempt)], stdout=subprocess.PIPE, text=True
        )
        acknowledged += [putter.stdout.readline().strip() for _ in range(dice.randrange(1, 20))]
        os.kill(putter.pid, signal.SIGKILL)
        acknowledged += putter.communicate()[0].split()
    assert all(Archive(archive.folder).get(sha) for sha in acknowledged if len(sha) == 64)
    assert [line for line in archive.verify() if "left by a crash" not in line] == []
    assert len(acknowledged) > 4


def test_a_year_of_small_edits_stays_small(archive, capsys):
    """A twelfth of the measured case of performance.md 8, in the same proportions."""
    like, raw = "", 0
    for day in range(30):
        body = page(9, edits=8 * day, lines=800)
        raw += len(body)
        like = archive.put(body, like=like)
    kept = sum(sizes(archive).values())
    with capsys.disabled():
        print(f"\narchive: 30 captures, {raw:,} bytes as served, {kept:,} kept (x{raw / kept:.0f})")
    assert kept < raw / 15
