"""A watched page that nobody can read yet: its text is taken, compared and journaled; the fold does the rest."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flows.opening import PartResult, Run, Task
from flows.reading import Watched, bodies_of
from transforms.source import Part
from transforms.watched.lines import Line
from transforms.watched.look import Looked
from transforms.watched.memory import Difference, Pending, from_bytes
from warehouse.archive import ArchiveError
from warehouse.entries import Capture, Lines, Look, Verdict
from warehouse.gate import problem_words
from warehouse.load import catch_up
from warehouse.store import rows

# What an entry, a table and a mail hold of a change; the kept pages hold all of it.
LINES_KEPT = 40
_LINE_MAX = 300


def look_at(run: Run, task: Task, capture: Capture, result: PartResult) -> PartResult:
    """Compare the text of what came with what is known of the part, and keep what is known from now on."""
    last = _last_look(run, task)
    memory = run.archive.get(last["memory_sha256"]) if last else b""
    is_other_reader = bool(last) and last["fingerprint"] != task.carrier.fingerprint
    looked = run.readers.look(
        Watched(
            pages=bodies_of(run.archive, task.part, capture), seen_at=capture.observed_at,
            capture_id=capture.capture_id, region=task.part.region, memory=memory,
            anew=_settled(run, task.part, memory) if is_other_reader else (),
        )
    )  # fmt: skip
    entry = _entry(run, task, capture, looked, like=last["memory_sha256"] if last else "")
    run.journal.append(entry)
    catch_up(run.warehouse.connection, run.journal, run.archive)
    has_moved = entry.seen is not None or entry.pending == Pending.CONFIRMED
    return replace(
        result, verdict=entry.verdict, reasons=entry.reasons, lines=entry.lines, is_baseline=entry.is_first,
        confirm_at=entry.confirm_at, unchanged_since=None if has_moved else result.unchanged_since,
    )  # fmt: skip


def _last_look(run: Run, task: Task) -> dict[str, Any]:
    """The last believed look; none if the part was read as facts since, so that its text begins anew."""
    if task.state is not None and task.state.last_reading_id:
        return {}
    found = rows(run.warehouse.connection, "last_look", source_id=task.carrier.id, part=task.part.id)
    return found[0] if found else {}


def _settled(run: Run, part: Part, memory: bytes) -> Any:
    """The pages of the last look that nothing waits for; nothing if they are lost, which `archive verify` names."""
    try:
        return bodies_of(run.archive, part, run.warehouse.capture(from_bytes(memory).capture_id))
    except ArchiveError:
        return ()


def _entry(run: Run, task: Task, capture: Capture, looked: Looked, like: str) -> Look:
    found, now = looked.compared, run.world.clock.now()
    problem = looked.problem
    return Look(
        look_id=f"{capture.capture_id}#text", capture_id=capture.capture_id, source_id=task.carrier.id,
        part=task.part.id, observed_at=capture.observed_at, recorded_at=now, fingerprint=task.carrier.fingerprint,
        verdict=Verdict.REFUSED if problem else Verdict.COMPLETE,
        reasons=(problem_words(problem),) if problem else (),
        memory_sha256=run.archive.put(looked.memory, like=like) if looked.memory else "", lines=looked.lines,
        left_out=found.left_out if found else 0, is_first=looked.is_first,
        pending=found.pending.value if found else "",
        confirmed=_lines(found.confirmed) if found and found.confirmed else None,
        seen=_lines(found.seen) if found and found.seen else None,
        confirm_at=_confirm_at(run, task, capture, looked, now), run_id=run.run_id,
    )  # fmt: skip


def _confirm_at(run: Run, task: Task, capture: Capture, looked: Looked, now: datetime) -> datetime | None:
    """A first look is followed by a second, which learns what on the page never stays; what is seen, by one that
    confirms it. What a second look itself shows for the first time waits until the page is due: a page that is
    different at every look would otherwise be asked every hour."""
    after = timedelta(minutes=run.world.settings.confirm.after_minutes)
    if looked.problem:
        waits = task.state is not None and task.state.confirm_at is not None
        return capture.next_due_at if waits else None
    if looked.is_first:
        return now + after
    found = looked.compared
    if looked.is_learning or (found and found.pending is Pending.WAITS):
        planned = task.state.confirm_at if task.state else None
        return planned if planned and planned > now else now + after
    if found and found.seen and found.pending is Pending.NONE:
        return now + after
    return None


def _lines(found: Difference) -> Lines:
    found = found.told()
    return Lines(
        removed=_shown(found.removed), added=_shown(found.added), removed_count=len(found.removed),
        added_count=len(found.added),
    )  # fmt: skip


def _shown(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(_cut(str(line)) for line in lines)[:LINES_KEPT]


def _cut(words: str) -> str:
    return words if len(words) <= _LINE_MAX else words[: _LINE_MAX - 1] + "…"
