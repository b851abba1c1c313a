"""The Prefect flow over the steps. Prefect starts things and shows them; it decides nothing (reliability.md 0.7).

flows/prefect_env.py comes before the first import of this module.
"""

from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows import run as runs
from flows import steps
from flows.capture.answer import Fetched
from flows.opening import Task, open_run
from flows.report import Summary
from flows.settings import load_settings
from flows.turns import WORKERS
from flows.world import World, real_world

RUNNER: Any = ThreadPoolTaskRunner(max_workers=WORKERS)


@task(name="fetch", task_run_name="fetch {name}", cache_policy=NO_CACHE, persist_result=False, log_prints=False)
def fetch(name: str, world: World, part: Task) -> list[Fetched]:
    """One part's pages. No retries here: what may be tried again, and when, stands in our own due table."""
    return steps.fetch_part(world, part)


@flow(name="track", validate_parameters=False, persist_result=False, task_runner=RUNNER)
def track(
    config: str | None = None,
    ledger: str | None = None,
    only: list[str] | None = None,
    force: bool = False,
    world: Any = None,  # a World; Prefect builds a pydantic model of the signature, and a World is none
    watch: Any = None,  # a runs.Watch
) -> Summary:
    """Fetch what is due, read it, record what moved, send what was confirmed.

    ``config`` and ``ledger`` are paths, for a deployed run; a caller in this process hands in its ``world``.
    """
    if world is None:
        world = real_world(load_settings(Path(config) if config else None, Path(ledger) if ledger else None))
    with open_run(world, only or (), force=force) as run:
        return runs.finish(run, lambda part: fetch.submit(part.name, world, part), watch)


def run_flow(
    world: World, only: tuple[str, ...] = (), *, force: bool = False, watch: runs.Watch | None = None
) -> Summary:
    """Run the flow in this process, against the configured Prefect server or an embedded one."""
    summary: Summary = track(only=list(only), force=force, world=world, watch=watch)
    return summary
