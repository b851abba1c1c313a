"""Runs that die at their nth step: python killed_runner.py FOLDER PORT, then one request a line on standard input:

    RUN <moment> <seed> <n>    n = 0: not killed. Answers "ended <boundaries>" or "killed <where>".
    FILL <moment> <seed> <n>   the same for the filling in of three pages of the past.

The parent forks for every run and never opens a database itself, so a run costs no start of Python.
"""

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from little_web import page

import flows.alerts.outbox
import flows.alerts.send
import flows.backfill
import flows.run
import warehouse.load
import warehouse.rebuild
import warehouse.store
from flows import reading
from flows.capture.door import Door
from flows.capture.guard import Loopback
from flows.clock import SetClock
from flows.settings import load_settings
from flows.world import World
from warehouse.archive import Archive
from warehouse.journal import Journal

ONLY = ("us_one", "us_text")
PAST = [
    flows.backfill.OldPage(
        url="https://one.example/roaming", observed_at=datetime(year, 1, 7, tzinfo=UTC), content_type="text/html",
        body=page({"Turkey": (price, "1 GB"), "Japan": ("$10", "1 GB")}), where=f"{year}",
    )
    for year, price in ((2025, "$9"), (2023, "$7"), (2024, "$8"))
]  # fmt: skip


class Boundary:
    """Counts steps and dies at the nth. ``names`` are written to a pipe, so that the parent knows where."""

    def __init__(self, kill_at: int, out: int) -> None:
        self.count, self.kill_at, self.out = 0, kill_at, out

    def __call__(self, name: str) -> None:
        self.count += 1
        if self.count == self.kill_at:
            os.write(self.out, f"killed {name}".encode())
            os.kill(os.getpid(), 9)

    def around(self, owner: object, name: str, label: str) -> None:
        """The function, with a boundary before and after it."""
        inner = getattr(owner, name)

        def wrapped(*args: object, **kwargs: object) -> object:
            self(f"before {label}")
            result = inner(*args, **kwargs)
            self(f"after {label}")
            return result

        setattr(owner, name, wrapped)


class HereReaders:
    """Reads in this process: what is killed here is the run."""

    def read(self, carrier, part, pages):
        return reading._read(str(carrier.path), carrier.fingerprint, carrier.is_own, part, pages)

    def look(self, watched):
        return reading._look(watched)


def run(verb: str, folder: Path, port: int, moment: datetime, seed: int, boundary: Boundary) -> None:
    boundary.around(Journal, "append", "append")
    boundary.around(Archive, "put", "put")
    boundary.around(flows.alerts.send, "deliver", "deliver")
    boundary.around(flows.run, "publish", "publish")
    boundary.around(flows.backfill, "publish", "publish")
    for name in ("replace", "fsync", "symlink"):
        boundary.around(os, name, name)
    inner = warehouse.store.transaction

    class Transaction:
        def __init__(self, connection):
            self.inner = inner(connection)

        def __enter__(self):
            boundary("before begin")
            return self.inner.__enter__()

        def __exit__(self, *error):
            boundary("before commit")
            result = self.inner.__exit__(*error)
            boundary("after commit")
            return result

    warehouse.store.transaction = warehouse.load.transaction = Transaction

    def address_of(url: str) -> str:
        parts = urlsplit(url)
        return f"http://127.0.0.1:{port}/{parts.hostname}{parts.path}"

    settings, rng = load_settings(folder / "roamledger.toml"), random.Random(seed)
    door = Door(settings.fetch, clock=SetClock(moment), rng=rng, policy=Loopback(), address_of=address_of)
    world = World(settings, SetClock(moment), door, rng, readers=HereReaders())
    if verb == "FILL":
        flows.backfill.fill_in(world, PAST, why="test")
        return
    summary = flows.run.track(world, ONLY)
    if summary.faults:
        raise RuntimeError(repr(summary.faults))


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    for line in sys.stdin:
        verb, moment, seed, kill_at = line.split()
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            boundary = Boundary(int(kill_at), write_end)
            try:
                run(verb, folder, port, datetime.fromisoformat(moment), int(seed), boundary)
                os.write(write_end, f"ended {boundary.count}".encode())
            except BaseException as error:
                os.write(write_end, f"failed {type(error).__name__}: {error}".encode())
            os._exit(0)
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            words = pipe.read().decode()
        os.waitpid(child, 0)
        print(words.replace("\n", " "), flush=True)


if __name__ == "__main__":
    main()
