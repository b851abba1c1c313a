"""Opening a run: the lock, the warehouse brought up to the journal, and what is due."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version

from flows.capture.files import sha256_of
from flows.capture.guard import host_of
from flows.hosts import Shut, known_of, shut_hosts
from flows.lock import LedgerError, run_lock
from flows.reading import Readers
from flows.settings import Settings
from flows.world import World
from transforms.source import Broken, Carrier, Part, find_carriers
from transforms.words import SourceStatus
from warehouse import entries
from warehouse.archive import Archive
from warehouse.declared import register_sources
from warehouse.entries import Outcome, Purpose, Verdict
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.state import PartState, part_states
from warehouse.store import Warehouse, rows, run

# A clock that went back this far would put history in the wrong order.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Task:
    """A part that is due, and why."""

    carrier: Carrier
    part: Part
    purpose: Purpose
    state: PartState | None

    @property
    def name(self) -> str:
        return self.carrier.id if len(self.carrier.source.parts) == 1 else f"{self.carrier.id}.{self.part.id}"


@dataclass(frozen=True, slots=True)
class PartResult:
    """What became of one part in this run. ``detail`` is a sentence for people; ``lines``: of a watched page's text."""

    source_id: str
    part: str
    outcome: Outcome
    capture_id: str
    rows: int | None = None
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()
    detail: str = ""
    is_baseline: bool = False
    reading_id: str = ""
    next_due_at: datetime | None = None
    confirm_at: datetime | None = None
    unchanged_since: datetime | None = None
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class KeptRead:
    """What became of the kept pages of a source that has a parser now: how many it believes, from when on."""

    read: int
    refused: int
    since: datetime | None


@dataclass
class Run:
    """An open run: everything that its steps share.

    ``shut``: what is due but left alone, its host having shut us out. ``stopped``: why nothing is fetched at all.
    ``pending``: captures that a killed run kept and did not read. ``waiting``: what is due, but not asked for now.
    ``kept``: sources whose kept pages were read.
    """

    world: World
    run_id: str
    started_at: datetime
    journal: Journal
    archive: Archive
    warehouse: Warehouse
    readers: Readers
    carriers: dict[str, Carrier]
    broken: list[Broken]
    tasks: list[Task]
    on: int
    next_due_at: datetime | None = None
    shut: tuple[Shut, ...] = ()
    stopped: str = ""
    pending: tuple[tuple[Task, str], ...] = ()
    waiting: tuple[Task, ...] = ()
    results: list[PartResult] = field(default_factory=list)
    kept: dict[str, KeptRead] = field(default_factory=dict)
    is_begun: bool = False
    only: tuple[str, ...] = ()

    def begin(self) -> None:
        """Open the journal's segment with the first entry of the run. A run that finds nothing to do writes nothing."""
        if self.is_begun:
            return
        self.is_begun = True
        self.journal.start_segment(self.run_id)
        self.journal.append(
            entries.RunStarted(
                run_id=self.run_id, started_at=self.started_at, version=version("roamledger"),
                vantage=self.world.settings.fetch.vantage,
            )
        )  # fmt: skip


def enabled(carrier: Carrier, settings: Settings) -> bool:
    """Fetched by a run: live or watch as shipped, or as the user's file says."""
    if carrier.source.status is SourceStatus.HISTORIC or carrier.id in settings.sources.off:
        return False
    return carrier.id in settings.sources.on or carrier.source.status in (SourceStatus.LIVE, SourceStatus.WATCH)


@contextmanager
def open_run(world: World, only: Sequence[str] = (), *, force: bool = False) -> Iterator[Run]:
    """Take the lock, bring the warehouse up to the journal, find what is due.

    ``only`` keeps to those source ids; ``force`` takes their parts whether due or not.

    Raises:
        AnotherRun, LedgerError, JournalError, WarehouseError: each with one line that says what to do.
    """
    settings, now = world.settings, world.clock.now()
    run_id = f"{now:%Y-%m-%dT%H%M%S}Z-{uuid.UUID(int=world.rng.getrandbits(128)).hex[:6]}"
    with ExitStack() as stack:
        stack.enter_context(run_lock(settings.ledger, run_id))
        journal = stack.enter_context(Journal(settings.journal))
        archive = Archive(settings.archive)
        warehouse = stack.enter_context(Warehouse.open_for_writing(settings.warehouse))
        catch_up(warehouse.connection, journal, archive)
        newest = warehouse.newest_at()
        if newest is not None and now < newest - CLOCK_SLACK:
            raise LedgerError(
                f"the clock says {now:%Y-%m-%d %H:%M} UTC, but the ledger has entries of {newest:%Y-%m-%d %H:%M} UTC; "
                "set the machine's clock right and run again"
            )
        carriers, broken = find_carriers(settings.sources.paths)
        on = {id_: c for id_, c in carriers.items() if enabled(c, settings)}
        register_sources(warehouse.connection, list(carriers.values()), set(on))
        states = part_states(warehouse.connection)
        files = {(s, p, u): sha256 for s, p, u, sha256 in run(warehouse.connection, "newest_files")}
        wanted = [c for c in on.values() if not only or c.id in only]
        tasks = [
            Task(carrier, part, purpose, states.get((carrier.id, part.id)))
            for carrier in wanted
            for part in carrier.source.parts
            if not part.is_historic
            and (
                purpose := _due(states.get((carrier.id, part.id)), now, force=force and bool(only))
                or _due_as_file(carrier, part, files)
            )
        ]
        pending = tuple(_pending(warehouse, on, states))
        kept = {(task.carrier.id, task.part.id) for task, _ in pending}  # read first; asked again when due after that
        tasks = [t for t in tasks if (t.carrier.id, t.part.id) not in kept]
        world.door.begin(known_of(warehouse.connection, archive, on.values(), now))
        known = {(s.source_id, s.host): s for s in shut_hosts(warehouse.connection)}
        closed = {host for _, host in known}
        shut = [t for t in tasks if any(host_of(url) in closed for url in t.part.urls)]
        stopped = world.door.stopped() if tasks else ""
        tasks = [] if stopped else [t for t in tasks if t not in shut]
        waiting = [t for t in tasks if any(world.door.refusal(host_of(url)) for url in t.part.urls)]
        tasks = [t for t in tasks if t not in waiting]
        ids = {c.id for c in wanted}
        waits = [w for (id_, _), s in states.items() if id_ in ids for w in (s.next_due_at, s.confirm_at) if w]
        readers = world.readers or stack.enter_context(Readers())
        yield Run(
            world,
            run_id,
            now,
            journal,
            archive,
            warehouse,
            readers,
            carriers,
            broken,
            tasks,
            len(on),
            min(waits, default=None),
            tuple(dict.fromkeys(_shut(t, known) for t in shut)),
            stopped,
            pending,
            tuple(waiting),
            only=tuple(only),
        )


def _pending(
    warehouse: Warehouse, on: dict[str, Carrier], states: dict[tuple[str, str], PartState]
) -> Iterator[tuple[Task, str]]:
    for row in rows(warehouse.connection, "pending_captures"):
        carrier = on.get(row["source_id"])
        if carrier is None:
            continue
        for part in carrier.source.parts:
            if part.id == row["part"]:
                yield Task(carrier, part, Purpose(row["purpose"]), states.get((carrier.id, part.id))), row["capture_id"]


def _shut(task: Task, known: dict[tuple[str, str], Shut]) -> Shut:
    hosts = [host_of(url) for url in task.part.urls]
    found = next(s for (_, host), s in known.items() if host in hosts)
    return replace(found, source_id=task.carrier.id)


def _due(state: PartState | None, now: datetime, *, force: bool) -> Purpose | None:
    if state is None:
        return Purpose.DUE
    rested = state.next_due_at is None or state.next_due_at <= now
    failed = state.last_outcome not in (Outcome.OK, Outcome.UNCHANGED)
    if state.confirm_at is not None and (force or (state.confirm_at <= now and (rested or not failed))):
        return Purpose.CONFIRM
    return Purpose.DUE if rested or force else None


def _due_as_file(carrier: Carrier, part: Part, known: Mapping[tuple[str, str, str], str]) -> Purpose | None:
    """A file is looked at in every run, which costs nothing, and read when it is another one than the last time."""
    if not part.is_file:
        return None
    for url in part.urls:
        now = sha256_of(carrier.path.parent, url)
        if now != known.get((carrier.id, part.id, url), ""):
            return Purpose.DUE
        if not now:  # a capture ends at the first file that is not to be had
            break
    return None
