"""Deliveries that die at their nth step: python killed_sender.py, then one request a line on standard input:

    SEND <folder> <moment> <port> <n>    n = 0: not killed. Answers "ended <boundaries>" or "killed <where>".

The parent forks for every delivery and never opens a database itself.
"""

import os
import random
import smtplib
import sys
from datetime import datetime
from pathlib import Path

from killed_runner import Boundary

import flows.alerts.send
import warehouse.load
import warehouse.store
from flows.alerts.send import send_owed
from flows.clock import SetClock
from flows.opening import Run
from flows.settings import Mail, Settings
from flows.world import World
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.store import Warehouse


def send(folder: Path, moment: datetime, port: int, boundary: Boundary) -> None:
    boundary.around(Journal, "append", "append")
    boundary.around(Archive, "put", "put")
    for name in ("mail", "rcpt", "getreply", "send", "quit"):
        boundary.around(smtplib.SMTP, name, f"smtp {name}")
    boundary.around(flows.alerts.send, "deliver", "deliver")
    for name in ("replace", "fsync"):
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
    mail = Mail(smtp_host="127.0.0.1", smtp_port=port, starttls=False, sender="ledger@example.org")
    settings = Settings(ledger=folder, subscriptions=folder / "subscriptions.toml", mail=mail)
    with Journal(settings.journal) as journal, Warehouse.open_for_writing(settings.warehouse) as kept:
        archive = Archive(settings.archive)
        catch_up(kept.connection, journal, archive)
        world = World(settings, SetClock(moment), None, random.Random(1))
        run = Run(world, f"run-{os.getpid()}", moment, journal, archive, kept, None, {}, [], [], 2)
        sent = send_owed(run)
        if sent.problems:
            raise RuntimeError(repr(sent.problems))


def main() -> None:
    for line in sys.stdin:
        _, folder, moment, port, kill_at = line.split()
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            boundary = Boundary(int(kill_at), write_end)
            try:
                send(Path(folder), datetime.fromisoformat(moment), int(port), boundary)
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
