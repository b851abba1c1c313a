"""A part that is a file on disk, a person's own price list: read where it lies, and nowhere else.

The file is a page like any other from here on: kept, journaled, read, judged. Only that it came from no network.
"""

import errno
import hashlib
import mimetypes
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from flows.capture.answer import Fetched
from flows.capture.body import Limits
from transforms.addresses import steps_of
from warehouse.entries import Outcome

_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
# A named pipe would otherwise be waited for.
_OPEN = _NO_LINK | os.O_NONBLOCK
_PIECE = 1 << 20


def read_file(folder: Path, url: str, limits: Limits | None = None) -> Fetched:
    """The file of an address, from below ``folder`` (that of the source's module). Never raises: a file that is not
    there, or not to be had, is an outcome. No link is followed below the folder, wherever it leads.
    """
    limit = (limits or Limits()).decoded_bytes
    name = "".join(c if c.isprintable() else "?" for c in url.partition(":")[2])
    try:
        with _opened(folder, steps_of(url)) as handle:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                return Fetched(url=url, outcome=Outcome.REFUSED_ADDRESS, detail=f"{name} is no file")
            data = _read(handle, limit + 1)
            after = os.fstat(handle)
    except ValueError as error:
        return Fetched(url=url, outcome=Outcome.REFUSED_ADDRESS, detail=f"{name}: {error}")
    except OSError as error:
        return Fetched(url=url, outcome=_outcome(error), detail=_words(error, name))
    if len(data) > limit:
        return Fetched(url=url, outcome=Outcome.TOO_LARGE, detail=f"{name} has more than {limit:,} bytes")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return Fetched(url=url, outcome=Outcome.TRUNCATED, detail=f"{name} was being written while it was read")
    if not data:
        return Fetched(url=url, outcome=Outcome.PROTOCOL_ERROR, detail=f"{name} is empty")
    written_at = format_datetime(datetime.fromtimestamp(int(after.st_mtime), UTC), usegmt=True)
    return Fetched(
        url=url, outcome=Outcome.OK, content_type=mimetypes.guess_type(name)[0] or "", body=data,
        last_modified=written_at, is_length_proven=True,
    )  # fmt: skip


def sha256_of(folder: Path, url: str) -> str:
    """What the archive would call the file now; "" if it is not to be had."""
    found = read_file(folder, url)
    return hashlib.sha256(found.body).hexdigest() if found.outcome is Outcome.OK else ""


@contextmanager
def _opened(folder: Path, steps: tuple[str, ...]) -> Iterator[int]:
    """The file, reached step by step, each opened without following a link. Raises OSError."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for step in steps[:-1]:
            if stat.S_ISLNK(os.stat(step, dir_fd=at, follow_symlinks=False).st_mode):
                raise OSError(errno.ELOOP, "a link")  # opening it says "not a folder"
            below = os.open(step, _NO_LINK | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = below
        handle = os.open(steps[-1], _OPEN, dir_fd=at)
    finally:
        os.close(at)
    try:
        yield handle
    finally:
        os.close(handle)


def _read(handle: int, most: int) -> bytes:
    data = bytearray()
    while len(data) < most and (piece := os.read(handle, min(_PIECE, most - len(data)))):
        data += piece
    return bytes(data)


def _outcome(error: OSError) -> Outcome:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Outcome.GONE
    if error.errno in (errno.ELOOP, errno.ENXIO):
        return Outcome.REFUSED_ADDRESS
    return Outcome.BLOCKED if error.errno in (errno.EACCES, errno.EPERM) else Outcome.SERVER_ERROR


def _words(error: OSError, name: str) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"there is no file {name} beside the source: put it back, or take it out of the source"
    if error.errno == errno.ELOOP:
        return f"{name} is a link, or lies behind one: put the file itself there"
    return f"{name} cannot be read: {(error.strerror or 'unknown fault').lower()}"
