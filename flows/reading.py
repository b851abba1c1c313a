"""Parsing in processes of their own: a hostile page or a parser gone wild takes its process with it, not the run.

Spawned, never forked: a fork with DuckDB open loses rows in silence (reliability.md D16). Two workers, since Beautiful
Soup in threads is slower than in one (performance.md row 11).
"""

import resource
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from transforms.page import Page, Pages
from transforms.read import Problem, Reading, read
from transforms.source import Carrier, Part, load_carrier
from transforms.watched.lines import media_of
from transforms.watched.look import Looked, Request, look
from transforms.words import Media
from warehouse.archive import Archive
from warehouse.entries import Capture

R = TypeVar("R")

# A 10 MB page takes 600 MB through Beautiful Soup (reliability.md P7); the interpreter and libraries need the rest.
MEMORY_BYTES = 2 * 1024**3
SECONDS = 60


@dataclass(frozen=True, slots=True)
class PageBytes:
    """One page as kept: what a reading is a function of."""

    body: bytes
    url: str
    content_type: str
    media: Media


def bodies_of(archive: Archive, part: Part, capture: Capture) -> tuple[PageBytes, ...]:
    """The kept pages of a part's capture, without the robots.txt kept beside them. Raises ArchiveError."""
    return tuple(
        PageBytes(archive.get(p.sha256), p.url, p.content_type, part.media)
        for p in capture.pages
        if p.sha256 and p.url in part.urls
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a look at a watched page is a function of; see :class:`transforms.watched.look.Request`."""

    pages: tuple[PageBytes, ...]
    seen_at: datetime
    capture_id: str
    region: str = ""
    memory: bytes = b""
    anew: tuple[PageBytes, ...] = ()


class Readers:
    """A pool that is started with the first page and closed with the ``with`` block."""

    def __init__(self, workers: int = 2) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the pool's processes. It starts anew with the next page."""
        self._stop()

    def read(self, carrier: Carrier, part: str, pages: tuple[PageBytes, ...]) -> Reading:
        """The reading of one part. Never raises: a process that dies or takes too long is a problem of that part."""
        found = self.ask(_read, str(carrier.path), carrier.fingerprint, carrier.is_own, part, pages)
        return Reading((), (), (found,)) if isinstance(found, Problem) else found

    def look(self, watched: Watched) -> Looked:
        """A look at the text of a page. Never raises, as :meth:`read`."""
        found = self.ask(_look, watched)
        return Looked(found) if isinstance(found, Problem) else found

    def ask(self, what: Callable[..., R], *given: Any) -> R | Problem:
        """What a function of a module answers, in a process with limits; or what became of that process."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"), initializer=_limit)
        future: Future[R] = self._pool.submit(what, *given)
        try:
            return future.result(timeout=SECONDS)
        except FutureTimeout:
            self._kill()
            return Problem("parser_timeout", f"the parser did not end within {SECONDS} seconds")
        except BrokenProcessPool:
            self._stop()
            return Problem("parser_killed", "the parser's process died (out of memory, or killed)")

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _kill(self) -> None:
        if self._pool is not None:
            for process in list(getattr(self._pool, "_processes", {}).values()):
                process.kill()
            self._stop()


def _limit() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the run's to handle
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: str, fingerprint: str, is_own: bool, part: str, pages: tuple[PageBytes, ...]) -> Reading:
    carrier = _CARRIERS.get((path, fingerprint))
    if carrier is None:
        carrier = _CARRIERS[path, fingerprint] = load_carrier(Path(path), is_own=is_own)
    documents = tuple(Page(p.body, p.url, p.media, p.content_type) for p in pages)
    return read(carrier, Pages(part, documents))


def _look(watched: Watched) -> Looked:
    return look(
        Request(
            pages=as_text(watched.pages), seen_at=watched.seen_at, capture_id=watched.capture_id,
            region=watched.region, memory=watched.memory, anew=as_text(watched.anew),
        )
    )  # fmt: skip


def as_text(pages: Iterable[PageBytes]) -> tuple[Page, ...]:
    """Pages of which nobody has said what they are."""
    return tuple(Page(p.body, p.url, media_of(p.body, p.content_type, p.media), p.content_type) for p in pages)


_CARRIERS: dict[tuple[str, str], Carrier] = {}
