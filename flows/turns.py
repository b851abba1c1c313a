"""Which part is fetched next: hosts side by side, a part of a host at a time; one that must wait holds up no other.

A seller with 200 pages at 10 seconds takes half an hour, and one that asks for five minutes between two pages most of a
day. So a run ends when its time is up; what is left stays due, and the run after it goes on where this one stopped.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from flows.alerts.wording import count
from flows.capture.answer import Fetched
from flows.capture.door import Door
from flows.capture.guard import host_of
from flows.opening import Task
from warehouse.entries import Purpose

# Requests in flight at once, each to another host: docs/decisions/0010.
WORKERS = 8
# Parts handed out at once: while one is being settled, the workers do not run dry.
_AHEAD = 2 * WORKERS
_SHORTEST_WAIT_SECONDS = 0.01
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Got = Callable[[], list[Fetched]]


class Waited(Protocol):
    """A future: of concurrent.futures, or Prefect's."""

    def result(self) -> list[Fetched]: ...

    def add_done_callback(self, fn: Callable[[Any], None]) -> None: ...


class Turns:
    """The parts of a run. ``seconds``: how long it may go on asking, by the door's clock."""

    def __init__(self, tasks: Sequence[Task], door: Door, seconds: float) -> None:
        self._door, self._end = door, door.monotonic() + seconds
        self._queues: dict[str, deque[Task]] = {}
        self._busy: set[str] = set()
        for task in sorted(tasks, key=_order):
            self._queues.setdefault(_host(task), deque()).append(task)

    def take(self) -> Task | None:
        """The part that has waited longest of those whose host may be asked now; None if there is none."""
        free = [host for host in self._waiting() if self._ready_in(host) <= 0]
        if not free or self._door.monotonic() >= self._end:
            return None
        host = min(free, key=lambda name: _order(self._queues[name][0]))
        self._busy.add(host)
        task = self._queues[host].popleft()
        if not self._queues[host]:
            del self._queues[host]
        return task

    def give_back(self, task: Task) -> None:
        """The part was fetched, or could not be: its host may be asked for the next one."""
        self._busy.discard(_host(task))

    def next_free(self) -> tuple[float, str] | None:
        """In how many seconds the next host may be asked, and a page of it; None if none may within this run."""
        soonest = min(((self._ready_in(host), host) for host in self._waiting()), default=None)
        if soonest is None or self._door.monotonic() + soonest[0] >= self._end:
            return None
        return soonest[0], self._queues[soonest[1]][0].part.urls[0]

    @property
    def left(self) -> list[Task]:
        """What was not asked for."""
        return [task for queue in self._queues.values() for task in queue]

    def _waiting(self) -> list[str]:
        return [host for host in self._queues if host not in self._busy]

    def _ready_in(self, host: str) -> float:
        return self._door.ready_in(self._queues[host][0].part.urls[0]) if host else 0.0


def fetch_all(turns: Turns, door: Door, submit: Callable[[Task], Waited]) -> Iterator[tuple[Task, Got]]:
    """Every part as it comes, with what gives its pages (or raises what went wrong)."""
    done: SimpleQueue[tuple[Task, Waited]] = SimpleQueue()
    flying = 0
    while True:
        while flying < _AHEAD and (task := turns.take()) is not None:
            submit(task).add_done_callback(partial(_put, done, task))
            flying += 1
        soonest = turns.next_free()
        if not flying:
            if soonest is None:
                return
            door.wait(max(soonest[0], _SHORTEST_WAIT_SECONDS), soonest[1])
            continue
        try:
            task, future = done.get(timeout=max(soonest[0], _SHORTEST_WAIT_SECONDS) if soonest else None)
        except Empty:
            continue
        flying -= 1
        turns.give_back(task)
        yield task, future.result


def _put(done: SimpleQueue[tuple[Task, Waited]], task: Task, future: Waited) -> None:
    done.put((task, future))


def waiting_of(tasks: Iterable[Task], door: Door) -> tuple[str, ...]:
    """What is due and waits for a later run: a line for each host."""
    by_host = Counter(host_of(task.part.urls[0]) for task in tasks)
    return tuple(
        f"{count(parts, 'part')} of {host} wait{'s' if parts == 1 else ''} for a later run"
        + (f": {words}" if (words := door.refusal(host)) else "")
        for host, parts in sorted(by_host.items())
    )


def _host(task: Task) -> str:
    """Whom the part asks first; "" for a file on disk."""
    return host_of(task.part.urls[0])


def _order(task: Task) -> tuple[bool, datetime, datetime, str]:
    """What waits to be confirmed comes first, then what has been due longest, so that nothing is overtaken for ever."""
    due_at, tried_at = (task.state.next_due_at, task.state.last_attempt_at) if task.state else (None, None)
    return task.purpose is not Purpose.CONFIRM, due_at or _LONG_AGO, tried_at or _LONG_AGO, task.name
