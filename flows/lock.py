"""One run at a time in a ledger, held by flock: freed by the kernel however the holder ends (reliability.md F14)."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherRun(Exception):
    """Another run holds the ledger; the message names it."""


class LedgerError(Exception):
    """The ledger's folder cannot be used; the message says what to do."""


@contextmanager
def run_lock(ledger: Path, run_id: str) -> Iterator[None]:
    """Hold the ledger for one run.

    Raises:
        AnotherRun: at once, without waiting.
        LedgerError: the folder cannot be made or written.
    """
    path = ledger / "run.lock"
    try:
        ledger.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise LedgerError(
            f"the ledger folder {ledger} cannot be written ({error.strerror}); "
            "give another with --ledger, or mend its permissions"
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode(errors="replace").strip() or "not named"
            raise AnotherRun(f"another run is at work in {ledger} ({holder}); this one did nothing") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"run {run_id}, process {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
