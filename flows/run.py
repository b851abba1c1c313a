"""A whole run over the steps: parts side by side, settled one after the other, then alerts and the published copy."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Protocol

from flows.alerts.send import send_owed
from flows.capture.answer import Fetched
from flows.kept import read_kept
from flows.opening import Run, Task, open_run
from flows.rates import refresh
from flows.report import MoveLine, Summary
from flows.steps import fetch_part, settle, settle_pending
from flows.trip.recompute import recompute
from flows.world import World
from warehouse.publish import publish
from warehouse.state import run_moves

# Requests of different hosts run side by side; those of one host queue at the door (flows/capture/pace.py).
WORKERS = 8


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
        futures = {pool.submit(fetch_part, world, task): task for task in run.tasks}
        return finish(run, ((futures[f], _result_of(f)) for f in as_completed(futures)), watch)


def _result_of(future: Future[list[Fetched]]) -> Callable[[], list[Fetched]]:
    return future.result


def finish(
    run: Run, arriving: Iterable[tuple[Task, Callable[[], list[Fetched]]]], watch: Watch | None = None
) -> Summary:
    """Settle what arrives, then deliver what is owed and publish. One part's fault stops no other part."""
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
    for task, result in arriving:
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
    settings = run.world.settings
    connection = run.warehouse.connection
    moves = tuple(
        MoveLine(m.source_id, m.state, m.what, m.effect, m.move_id, m.field) for m in run_moves(connection, run.run_id)
    )
    sent = send_owed(run)
    now = run.world.clock.now()
    publish(connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    try:
        if recompute(run):
            publish(connection, settings.published, as_of=now, stale_after_days=settings.stale_after_days)
    except Exception as error:  # a trip that cannot be computed stops nothing else
        faults.append((str(settings.trips), f"{error}"))
    return Summary(
        run_id=run.run_id, started_at=run.started_at, ended_at=now, sources_on=run.on, parts_due=len(run.tasks),
        results=tuple(sorted(run.results, key=lambda r: (r.source_id, r.part))), moves=moves, faults=tuple(faults),
        broken=tuple(run.broken), mails=tuple(sent.landed),
        mail_problems=tuple(sent.problems), mail_to_files=not settings.mail.smtp_host,
        next_due_at=run.next_due_at, shut=run.shut, stopped=run.stopped, kept=dict(run.kept),
    )  # fmt: skip
