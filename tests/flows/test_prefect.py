"""Prefect itself: the flow gives what the plain steps give, and a *scheduled* run really happens.

The second one is no formality: with sqlalchemy 2.1, which Prefect 3.8.8 allows, everything looks healthy and no
scheduled run is ever made (docs/decisions/0002).
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from little_web import LittleWeb, page

from flows.prefect_env import prepare
from flows.report import as_json

pytestmark = pytest.mark.slow

ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB")}
PATIENCE_S = 120


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A Prefect server of our own on loopback, with a database of its own."""
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("PREFECT_API_URL", api)
    prepare(tmp_path / "prefect")
    # the loop that makes scheduled runs wakes up once a minute by default
    monkeypatch.setenv("PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS", "2")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        until(lambda: healthy(api), "the Prefect server to answer", tmp_path / "server.log")
        yield api
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def healthy(api: str) -> bool:
    try:
        return requests.get(f"{api}/health", timeout=2).ok
    except requests.ConnectionError:
        return False


def until(happened, what: str, log: Path) -> None:
    """Another program's time is not ours to inject: ask it again until it has happened, or give up."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        if time.monotonic() > end:
            pytest.fail(f"waited {PATIENCE_S} s for {what}\n{log.read_text()[-3000:]}")
        time.sleep(0.5)


def test_a_scheduled_run_happens(server: str, tmp_path: Path) -> None:
    config = tmp_path / "roamledger.toml"
    from transforms.source import find_carriers

    off = ", ".join(f'"{id_}"' for id_ in find_carriers()[0])
    config.write_text(f'ledger = "ledger"\n[sources]\noff = [{off}]\n')
    log = tmp_path / "serve.log"
    command = [sys.executable, str(Path(__file__).parent / "serve_quickly.py"), str(config)]
    with log.open("wb") as out:
        serving = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        wanted = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        done: list[dict[str, object]] = []

        def completed() -> bool:
            done[:] = requests.post(f"{server}/flow_runs/filter", json=wanted, timeout=5).json()
            return bool(done)

        until(completed, "a scheduled run to complete", log)
        assert done[0]["auto_scheduled"] is True
        assert (tmp_path / "ledger" / "published" / "roamledger.duckdb").exists()
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.wait(timeout=30)


def test_the_flow_does_what_the_plain_steps_do(server: str, tmp_path: Path) -> None:
    from flows.track import run_flow

    told = []
    for way in ("plain", "flow"):
        with LittleWeb(tmp_path / way, {"us_one": "one.example", "us_two": "two.example"}) as web:
            web.pages = {"one.example": page(ROWS), "two.example": page(ROWS)}
            if way == "plain":
                first = web.run()
                web.pages["one.example"] = page({**ROWS, "Turkey": ("$12", "1 GB")})
                second = web.run(25)
            else:
                first = run_flow(web.world(), web.only)
                web.pages["one.example"] = page({**ROWS, "Turkey": ("$12", "1 GB")})
                web.clock.moment += timedelta(hours=25)
                second = run_flow(web.world(), web.only)
        told.append([as_json(first), as_json(second)])
    assert told[0] == told[1]
    assert [m["state"] for line in told[1][1] for m in line["moves"]] == ["seen"]
