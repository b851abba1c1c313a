"""The journal: append-only, hash-chained, fsynced. It is what is true; the warehouse can be made from it again.

A folder of segments, one per run: ``<first sequence>_<name>.jsonl``. Each line is one entry::

    {"seq": 7, "prev": "<sha256 of the line before>", "entry": {...}, "sum": "<first 16 digits of sha256 of the rest>"}

``prev`` runs across segments. ``sum`` tells damage to the newest line, which no later line vouches for yet.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from warehouse.entries import Entry
from warehouse.entry_json import from_json, to_json

START = "0" * 64
_SEGMENT = re.compile(r"([0-9]{9,})_([A-Za-z0-9._-]+)\.jsonl")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_DEFAULT_NAME = "entries"


class JournalError(Exception):
    """The journal cannot be read or written. The message names file and line and says what to do."""


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    prev: str
    entry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far a reading came: after which line of which segment, its sequence, its hash ("" if not at hand)."""

    path: Path | None
    offset: int
    number: int
    seq: int
    hash: str


class _Torn(Exception):
    """A line that is not whole: no end, or nothing that parses."""


class Journal:
    """The segments of one folder. Reading never writes; the folder is made by the first append.

    One writer at a time: the run lock sees to that. Another process may read while it writes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name = _DEFAULT_NAME
        self._file: FileIO | None = None
        self._seq, self._last = 0, START
        self._mark = _Mark(None, 0, 0, 0, START)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_segment(self, name: str) -> None:
        """What is appended from now on goes to a segment of its own, made by the first append."""
        self.close()
        self._name = _UNFIT.sub("-", name).strip("-.")[:100] or _DEFAULT_NAME

    def append(self, entry: Entry) -> int:
        """Write one entry so that it stays, and give its sequence, counted from 1.

        Raises:
            JournalError: it could not be written; nothing of it is left, and the append may be tried again.
        """
        file = self._file or self._open()
        seq = self._seq + 1
        line = _compose(seq, self._last, to_json(entry))
        before = file.tell()
        try:
            data = memoryview(line + b"\n")
            while data:
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):  # what cannot be cut now is set aside when the journal is opened again
                file.truncate(before)
                os.fsync(file.fileno())
            self.close()
            raise JournalError(f"{file.name} cannot be written: {error.strerror}; make room and run again") from None
        self._seq, self._last = seq, hashlib.sha256(line).hexdigest()
        return seq

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        """Every entry after a sequence, in order. Going on from where the last reading ended reads only what is new.

        Raises:
            JournalError: a broken line, or one that does not follow from the line before it.
        """
        segments = self._segments()
        at = self._mark if self._mark.seq == after and self._mark.path in segments else self._first(segments, after)
        for path in segments[segments.index(at.path) if at.path else 0 :]:
            if path != at.path:
                at = _Mark(path, 0, 0, at.seq, at.hash)
            for raw in _lines(path, at, is_last=path == segments[-1]):
                line = _follow(path, at.number + 1, raw, at.seq, at.hash)
                at = _Mark(path, at.offset + len(raw) + 1, at.number + 1, line.seq, hashlib.sha256(raw).hexdigest())
                if line.seq > after:
                    entry = _entry(path, at.number, line)
                    self._mark = at
                    yield line.seq, entry

    def head(self) -> tuple[int, str]:
        """The newest sequence and the SHA-256 of its line; 0 and 64 zeros for an empty journal.

        Raises JournalError.
        """
        if self._file is not None:
            return self._seq, self._last
        segments = self._segments()
        for path in reversed(segments):
            first = _first_seq(path)
            at = _Mark(path, 0, 0, first - 1, START if first == 1 else "")
            for raw in _lines(path, at, is_last=path == segments[-1]):
                line = _follow(path, at.number + 1, raw, at.seq, at.hash)
                at = _Mark(path, 0, at.number + 1, line.seq, hashlib.sha256(raw).hexdigest())
            if at.number:
                return at.seq, at.hash
        return 0, START

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _segments(self) -> list[Path]:
        """Segments in their order, which is that of the sequences in their names and never that of a clock.

        A run killed before its first line leaves an empty one, with the first sequence of the run that follows: read
        as a segment it could stand behind that run's and hide it.
        """
        try:
            found = [path for path in self.folder.iterdir() if path.suffix == ".jsonl" and path.stat().st_size]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JournalError(f"{self.folder} cannot be read: {error.strerror}") from None
        return sorted(found, key=lambda path: (_first_seq(path), path.name))

    def _first(self, segments: list[Path], after: int) -> "_Mark":
        """Where to begin reading: the last segment that begins at or before the entry that is wanted."""
        found = [path for path in segments if _first_seq(path) <= after + 1]
        if not found or _first_seq(found[-1]) == 1:
            return _Mark(None, 0, 0, 0, START)
        return _Mark(found[-1], 0, 0, _first_seq(found[-1]) - 1, "")

    def _open(self) -> FileIO:
        """The segment to append to. A torn end that a crash left is set aside first."""
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True)
                _sync_folder(self.folder.parent)
            for path in self._segments()[-1:]:
                _set_torn_end_aside(path)
            self._seq, self._last = self.head()
            path = self.folder / f"{self._seq + 1:09d}_{self._name}.jsonl"
            newest = self._segments()[-1:]
            if newest and newest[0].name.partition("_")[2] == f"{self._name}.jsonl":
                path = newest[0]  # the same run goes on, after a failed append or a restart
            file = path.open("ab", buffering=0)
            _sync_folder(self.folder)
        except OSError as error:
            raise JournalError(f"{self.folder} cannot be written: {error.strerror}; nothing was recorded") from None
        self._file = file
        return file


def _compose(seq: int, prev: str, entry: Any) -> bytes:
    body = json.dumps({"seq": seq, "prev": prev, "entry": entry}, ensure_ascii=False, separators=(",", ":"))
    raw = body.encode("utf-8", "surrogatepass")
    return raw[:-1] + f',"sum":"{hashlib.sha256(raw).hexdigest()[:16]}"}}'.encode()


def _first_seq(path: Path) -> int:
    """Raises JournalError for a file that is no segment."""
    match = _SEGMENT.fullmatch(path.name)
    if match is None:
        raise JournalError(f"{path} is not a segment of this journal; move it out of the folder")
    return int(match[1])


def _lines(path: Path, at: _Mark, *, is_last: bool) -> list[bytes]:
    """The whole lines of a segment after a mark. A torn end is left out of the last segment, an error in any other."""
    whole, torn = _split(path, at.offset)
    number = at.number + len(whole) + 1
    if torn and not is_last:
        raise JournalError(f"{path}, line {number} is broken, and later segments follow; restore the file from a copy")
    if b'{"seq":' in torn[1:]:  # a kill tears one line; two that ran together lost the line break between them
        raise JournalError(f"{path}, line {number} is two lines in one: altered; restore the file from a copy")
    return whole


def _split(path: Path, offset: int = 0) -> tuple[list[bytes], bytes]:
    """The whole lines, and what comes after them: a line without its end, or a last line that does not parse."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {error.strerror}") from None
    *whole, rest = data.split(b"\n")
    if not rest and whole:
        try:
            _parse(whole[-1])
        except _Torn:
            rest = whole.pop() + b"\n"
    return whole, rest


def _set_torn_end_aside(path: Path) -> None:
    whole, torn = _split(path)
    if not torn:
        return
    aside, number = path.with_name(path.name + ".torn"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.torn{number}")
    with aside.open("xb") as file:
        file.write(torn)
        file.flush()
        os.fsync(file.fileno())
    if whole:
        with path.open("r+b") as file:
            file.truncate(sum(len(line) + 1 for line in whole))
            os.fsync(file.fileno())
    else:
        path.unlink()
    _sync_folder(path.parent)


def _parse(raw: bytes) -> _Line:
    """Raises _Torn."""
    try:
        record = json.loads(raw)
        return _Line(record["seq"], record["prev"], record["entry"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _Torn from None


def _follow(path: Path, number: int, raw: bytes, seq: int, last: str) -> _Line:
    """The line, if it is the one that follows. ``last`` "": its predecessor is not at hand. Raises JournalError."""
    where = f"{path}, line {number}"
    try:
        line = _parse(raw)
    except _Torn:
        raise JournalError(f"{where} is broken; restore the file from a copy") from None
    body, mark, _ = raw.rpartition(b',"sum":"')
    if not mark or raw != body + f',"sum":"{hashlib.sha256(body + b"}").hexdigest()[:16]}"}}'.encode():
        raise JournalError(f"{where} was altered: its sum does not fit; restore the file from a copy")
    if line.seq != seq + 1 or (last and line.prev != last):
        raise JournalError(
            f"{where} does not follow from the line before it (sequence {line.seq} after {seq}): lines were altered or "
            "lost; restore the folder from a copy"
        )
    return line


def _entry(path: Path, number: int, line: _Line) -> Entry:
    try:
        return from_json(line.entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JournalError(
            f"{path}, line {number} holds an entry that this version does not know ({type(error).__name__}: {error}); "
            "it was written by a newer version: update roamledger"
        ) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
