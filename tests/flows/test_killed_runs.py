"""A run killed at any of its steps, then run again, ends where an undisturbed run would (reliability.md 2: killat).

Every twelfth step by default; KILL_EVERY=1 tries each of the 120 or so of a run, which takes six minutes.
"""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from ledger_dump import dump
from little_web import START, LittleWeb, page, watched

from warehouse.archive import Archive
from warehouse.journal import Journal

BEFORE = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB")}
AFTER = {"Turkey": ("$12", "1 GB"), "Japan": ("$10", "1 GB")}
RUNS = (
    ("first", START, BEFORE),
    ("moved", START + timedelta(hours=25), AFTER),
    ("confirmed", START + timedelta(hours=26, minutes=12), AFTER),
)


class Killer:
    """The process that forks runs; see killed_runner.py."""

    def __init__(self, folder: Path, port: int) -> None:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed_runner.py")), str(folder), str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env,
        )  # fmt: skip

    def run(self, moment, seed: int, kill_at: int = 0, verb: str = "RUN") -> str:
        self.process.stdin.write(f"{verb} {moment.isoformat()} {seed} {kill_at}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": "one.example"}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        (web.sources / "us_text.py").write_text(watched("text.example"))
        yield web


@pytest.mark.slow
@pytest.mark.parametrize("which", range(len(RUNS)), ids=[name for name, _, _ in RUNS])
def test_a_run_killed_at_any_step_and_run_again_ends_as_if_undisturbed(web: LittleWeb, which: int) -> None:
    port = web.web._server.server_port
    ledger, before = web.settings.ledger, web.folder / "before"
    killer = Killer(web.folder, port)
    step = int(os.environ.get("KILL_EVERY", "12"))
    try:
        for number, (_, moment, rows) in enumerate(RUNS[: which + 1]):
            web.pages = {"one.example": page(rows), "text.example": page(rows)}
            if number == which:
                shutil.copytree(ledger, before, symlinks=True) if ledger.exists() else before.mkdir()
            assert killer.run(moment, seed=number).startswith("ended ")
        wanted = dump(ledger)
        killed: list[str] = []
        for kill_at in range(int(os.environ.get("KILL_FROM", "1")), 2000, step):
            shutil.rmtree(ledger)
            shutil.copytree(before, ledger, symlinks=True)
            how = killer.run(moment, seed=100, kill_at=kill_at)
            if how.startswith("ended"):
                break
            assert how.startswith("killed"), how
            killed.append(how)
            again = killer.run(moment, seed=200)
            assert again.startswith("ended"), (kill_at, how, again)
            found = dump(ledger)
            different = {
                name: (sorted(set(wanted[name]) - set(found[name])), sorted(set(found[name]) - set(wanted[name])))
                for name in wanted
                if wanted[name] != found[name]
            }
            for name, pair in different.items():
                print(name, *[[r[-330:] for r in side] for side in pair], sep="\n   ")
            assert not different, (kill_at, how, sorted(different))
            assert [e for _, e in Journal(web.settings.journal).entries()], "the journal is whole"
            wrong = [line for line in Archive(web.settings.archive).verify() if "left by a crash" not in line]
            assert wrong == [], (kill_at, how)
        assert len(killed) > 20 // step
        print(f"{RUNS[which][0]}: killed at {len(killed)} steps, each followed by one whole run")
    finally:
        killer.close()


def test_a_filling_in_killed_at_any_step_and_begun_again_ends_as_if_undisturbed(web: LittleWeb) -> None:
    ledger, before, later = web.settings.ledger, web.folder / "before", START + timedelta(hours=2)
    web.pages = {"one.example": page(BEFORE), "text.example": page(BEFORE)}
    killer = Killer(web.folder, web.web._server.server_port)
    step = int(os.environ.get("KILL_EVERY", "20"))
    try:
        assert killer.run(START, seed=1).startswith("ended ")
        shutil.copytree(ledger, before, symlinks=True)
        assert killer.run(later, seed=2, verb="FILL").startswith("ended ")
        wanted = known(ledger)
        assert len(wanted["ops.readings"]) == 4
        killed = 0
        for kill_at in range(int(os.environ.get("KILL_FROM", "1")), 2000, step):
            shutil.rmtree(ledger)
            shutil.copytree(before, ledger, symlinks=True)
            how = killer.run(later, seed=100, kill_at=kill_at, verb="FILL")
            if how.startswith("ended"):
                break
            assert how.startswith("killed"), how
            killed += 1
            again = killer.run(later, seed=200, verb="FILL")
            assert again.startswith("ended"), (kill_at, how, again)
            found = known(ledger)
            different = [name for name in wanted if wanted[name] != found[name]]
            assert different == [], (kill_at, how, [(sorted(wanted[n]), sorted(found[n])) for n in different])
            wrong = [line for line in Archive(web.settings.archive).verify() if "left by a crash" not in line]
            assert wrong == [], (kill_at, how)
        assert killed > 50 // step
        print(f"a filling in: killed at {killed} steps, each followed by one whole run")
    finally:
        killer.close()


def known(ledger: Path) -> dict[str, list[str]]:
    """All tables, without the ids of decisions, which are named for their run."""
    return {name: rows for name, rows in dump(ledger).items() if name != "ops.decisions"}
