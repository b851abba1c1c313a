"""A whole run over the steps: parts side by side, settled one after the other, then alerts and the published copy."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from flows.alerts.send import send_owed
from flows.cli.shared import Usage
from flows.kept import read_kept
from flows.opening import Run, Task, open_run
from flows.rates import refresh
from flows.report import MoveLine, Summary
from flows.steps import fetch_part, settle, settle_pending
from flows.trip.demand import TripError
from flows.trip.recompute import recompute
from flows.turns import WORKERS, Turns, Waited, fetch_all, waiting_of
from flows.world import World
from warehouse.publish import publish
from warehouse.state import run_moves


class Watch(Protocol):
    """Somebody who looks on: told when the run is open and after each part."""

    def opened(self, run: Run) -> None: ...

    def settled(self, name: str) -> None: ...


def track(world: World, only: Sequence[str] = (), *, force: bool = False, watch: Watch | None = None) -> Summary:
    """One run without Prefect.

    Raises:
        AnotherRun, LedgerError, JournalError, WarehouseError, SettingsError: nothing was done.
    """
    with open_run(world, only, force=force) as run, ThreadPoolExecutor(WORKERS) as pool:
        return finish(run, lambda task: pool.submit(fetch_part, world, task), watch)


def finish(run: Run, submit: Callable[[Task], Waited], watch: Watch | None = None) -> Summary:
    """Have every part fetched in its turn, settle what comes, then deliver what is owed and publish. ``submit`` begins
    to fetch a part. One part's fault stops no other part.
    """
    faults: list[tuple[str, str]] = []
    if watch:
        watch.opened(run)
    try:
        read_kept(run)
    except Exception as error:  # the pages stay kept; the next run tries again
        faults.append(("kept pages", f"{type(error).__name__}: {error}"))
    for task, capture_id in run.pending:
        try:
            settle_pending(run, task, capture_id)
        except Exception as error:
            faults.append((task.name, f"{type(error).__name__}: {error}"))
    settings, door = run.world.settings, run.world.door
    turns = Turns(run.tasks, door, settings.fetch.run_minutes * 60)
    for task, result in fetch_all(turns, door, submit):
        try:
            settle(run, task, result())
        except Exception as error:  # told in the summary and by exit code 1; the other sources go on
            faults.append((task.name, f"{type(error).__name__}: {error}"))
        if watch:
            watch.settled(task.name)
    try:
        run.results += refresh(run)
    except Exception as error:  # the rates known so far serve on, with their day
        faults.append(("exchange rates", f"{type(error).__name__}: {error}"))
    connection = run.warehouse.connection
    moves = tuple(
        MoveLine(m.source_id, m.state, m.what, m.effect, m.move_id, m.field) for m in run_moves(connection, run.run_id)
    )
    sent = send_owed(run)
    now = run.world.clock.now()
    publish(connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    trip_problem = ""
    try:
        if recompute(run):
            publish(connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    except (TripError, Usage) as error:  # the file of trips is a person's to mend, and stops nothing else
        trip_problem = str(error)
    except Exception as error:
        faults.append(("saved trips", f"{type(error).__name__}: {error}"))
    return Summary(
        run_id=run.run_id, started_at=run.started_at, ended_at=now, sources_on=run.on, parts_due=len(run.tasks),
        results=tuple(sorted(run.results, key=lambda r: (r.source_id, r.part))), moves=moves, faults=tuple(faults),
        broken=tuple(run.broken), mails=tuple(sent.landed),
        mail_problems=tuple(sent.problems), trip_problem=trip_problem, mail_to_files=not settings.mail.smtp_host,
        next_due_at=run.next_due_at, shut=run.shut, stopped=run.stopped, kept=dict(run.kept),
        waiting=waiting_of((*run.waiting, *turns.left), door),
    )  # fmt: skip
