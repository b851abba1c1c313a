"""One look at a watched page: is it the page, what does it say, and what of that is new. Never raises."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from transforms.errors import EmptyPage, LandmarkLost, PageError, ReadError
from transforms.identify import SHELL_WORDS, count_of, wall
from transforms.page import Page
from transforms.read import Problem
from transforms.watched.lines import Line, lines_of
from transforms.watched.memory import Compared, Memory, Pending, compare, first_look, from_bytes, to_bytes
from transforms.words import Media

# Fewer of the known lines than this share: it may be another page in its place, so its words are looked at closely.
_STRANGE = 0.5
# Hardly a known line left and hardly anything in its place: that is a page that failed, not one that was rewritten.
_LOST = 0.2
# Somebody asked for this very page, so that a short one is believed sooner than a page of tariffs.
_SHELL_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is looked at. ``memory``: what is known, as kept; ``anew``: the pages of the last settled look, if today's
    reader of text is another than the one that the memory is of."""

    pages: tuple[Page, ...]
    seen_at: datetime
    capture_id: str
    region: str = ""
    memory: bytes = b""
    anew: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """``problem``: why the page is not believed; the rest is then empty. ``memory``: what is known now, to be kept."""

    problem: Problem | None = None
    memory: bytes = b""
    lines: int = 0
    is_first: bool = False
    is_learning: bool = False
    compared: Compared | None = None


def look(request: Request) -> Looked:
    """Never raises: whatever a page does becomes a named problem."""
    try:
        return _look(request)
    except ReadError as error:
        return Looked(Problem(error.code, str(error), error.words, error.where))
    except Exception as error:  # a page that breaks our reader of text is a finding about it, never the end of a run
        return Looked(Problem("parser_fault", f"the text could not be taken: {type(error).__name__}: {error}"))


def _look(request: Request) -> Looked:
    memory = from_bytes(request.memory) if request.memory else None
    was_pending = memory is not None and memory.pending is not None
    if memory is not None and request.anew:
        memory = _anew(memory, request)
    lines = [line for page in request.pages for line in lines_of(page, request.region)]
    for page in request.pages:
        _believe(page, lines, memory)
    if memory is None:
        now = first_look(lines, request.seen_at, request.capture_id)
        return Looked(None, to_bytes(now), len(lines), is_first=True, is_learning=True)
    compared = compare(memory, lines, request.seen_at, request.capture_id)
    if was_pending and request.anew:  # lines of two readers cannot be compared: what is there is seen again
        compared = replace(compared, pending=Pending.UNDONE)
    now = compared.memory
    return Looked(None, to_bytes(now), len(lines), is_learning=now.is_first, compared=compared)


def _anew(memory: Memory, request: Request) -> Memory:
    """The memory of the last settled page as today's reader of text would have it: what our own change of it makes of
    an unchanged page is no change of the page."""
    try:
        lines = [line for page in request.anew for line in lines_of(page, request.region)]
    except PageError:  # a region that the old page had not
        lines = []
    return replace(memory, lines=tuple(lines) or memory.lines, pending=None, pending_at=None)


def _believe(page: Page, lines: Sequence[Line], memory: Memory | None) -> None:
    known = {line.words for line in memory.lines} if memory else set()
    left = len(known & {line.words for line in lines})
    is_strange = left < len(known) * _STRANGE if memory else count_of(page.words) < SHELL_WORDS
    if page.media is Media.HTML:
        wall(page, is_strange=is_strange, shell_words=_SHELL_WORDS)
    if not lines:
        raise EmptyPage("the page has no text", where=page.url)
    size = sum(len(line.words) for line in lines)
    if memory and left < len(known) * _LOST and size < _LOST * sum(len(line.words) for line in memory.lines):
        message = f"{len(known) - left} of {len(known)} lines are gone, and next to nothing stands in their place"
        raise LandmarkLost(message, words=page.text[:80], where=page.url)
