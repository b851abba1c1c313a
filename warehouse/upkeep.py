"""Looking after journal and archive: every byte read, what is wrong named, what is damaged set aside.

Nothing is altered or thrown away but files that a killed run left unfinished.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse import journal as journals
from warehouse.archive import Archive, ArchiveError
from warehouse.entries import Capture, Digest, Entry, Look, Reading
from warehouse.journal import Journal, JournalError


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: ``words`` for people; ``is_loss``: something that was kept is not whole any more."""

    words: str
    is_loss: bool = True


def verify(journal: Journal, archive: Archive) -> Iterator[Found]:
    """Read every line and every kept byte; name what is wrong, and which entry misses it."""
    missed: dict[str, list[str]] = defaultdict(list)
    try:
        for _, entry in journal.entries():
            for sha256, whose in _names(entry):
                missed[sha256].append(whose)
    except JournalError as error:
        yield Found(str(error))
    if torn := _torn(journal):
        yield Found(f"{torn} ends within a line (left by a crash); nothing acknowledged is lost", is_loss=False)
    for wrong in archive.verify():
        yield Found(wrong, is_loss="left by a crash" not in wrong)
    for sha256, entries in missed.items():
        if not archive.has(sha256):
            more = f" and {len(entries) - 1} more" if len(entries) > 1 else ""
            yield Found(f"{archive.path(sha256)} is not there: {entries[0]}{more}")


def repair(journal: Journal, archive: Archive, *, cut: bool = False) -> Iterator[Found]:
    """Set aside what is damaged, so that runs go on; one :class:`Found` for each thing done, losses named as such.

    ``cut``: where a line in the middle of the journal is broken, that line and all after it are set aside too.
    """
    if torn := _torn(journal):
        journals._set_torn_end_aside(torn)
        yield Found(f"{torn}: its unfinished last line was set aside; nothing acknowledged is lost", is_loss=False)
    yield from _cut(journal) if cut else ()
    for path in sorted(archive.folder.rglob("*.tmp")):
        path.unlink()
        yield Found(f"{path}: an unfinished file of a killed run was removed; nothing kept is lost", is_loss=False)
    for path in sorted(archive.folder.rglob("*.zst")):
        try:
            archive.get(path.stem)
        except ArchiveError as error:
            if "hangs on another file" not in str(error):
                archive._set_aside(path)
                yield Found(f"{path}: damaged, set aside; it comes back if the same bytes are met again")
    yield from (found for found in verify(journal, archive) if found.is_loss)


def _torn(journal: Journal) -> Path | None:
    """The newest segment, if it does not end with a whole line."""
    segments = journal._segments()
    return segments[-1] if segments and journals._split(segments[-1])[1] else None


def _cut(journal: Journal) -> Iterator[Found]:
    """Set the first broken line and all that follows aside, as ``.damaged`` files beside the segments."""
    whole: dict[Path, int] = {}
    seq, last, is_broken = 0, journals.START, False
    lost = 0
    for path in journal._segments():
        lines, rest = journals._split(path)
        kept = 0
        for number, raw in enumerate(lines, 1):
            try:
                if is_broken:
                    break
                line = journals._follow(path, number, raw, seq, last)
            except JournalError:
                is_broken = True
                break
            seq, last, kept = line.seq, hashlib.sha256(raw).hexdigest(), kept + len(raw) + 1
            whole[path] = number
        is_broken = is_broken or bool(rest)
        if is_broken:
            lost += len(lines) - whole.get(path, 0)
            _keep_only(path, kept)
    if is_broken and lost:
        yield Found(f"{journal.folder}: {lost} lines from entry {seq + 1} on were set aside as .damaged files")


def _keep_only(path: Path, size: int) -> None:
    """The segment's beginning stays; the whole file as it was goes beside it. The copy is there before the cut."""
    aside = path.with_name(path.name + ".damaged")
    if size == 0:
        path.replace(aside)
        return
    data = path.read_bytes()
    aside.write_bytes(data)
    fresh = path.with_name(path.name + ".fresh")
    fresh.write_bytes(data[:size])
    fresh.replace(path)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """The kept bytes that an entry names, and what they are."""
    if isinstance(entry, Capture):
        for page in entry.pages:
            if page.sha256:
                yield page.sha256, f"the page {page.url} of capture {entry.capture_id}"
    if isinstance(entry, Reading) and entry.rows_sha256:
        yield entry.rows_sha256, f"the rows of reading {entry.reading_id}"
    if isinstance(entry, Look) and entry.memory_sha256:
        yield entry.memory_sha256, f"what was known after look {entry.look_id}"
    if isinstance(entry, Digest):
        yield entry.eml_sha256, f"the mail {entry.digest_id}"
