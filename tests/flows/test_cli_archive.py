"""``roamledger archive verify`` and ``repair`` on a ledger of real runs."""

from datetime import timedelta
from pathlib import Path

import pytest
from cli_tools import run
from little_web import LittleWeb, page

from warehouse.journal import Journal

ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB")}


@pytest.fixture
def web(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with LittleWeb(tmp_path, {"us_one": "one.example"}) as web:
        web.pages = {"one.example": page(ROWS)}
        web.run()
        yield web


def test_a_whole_ledger_is_said_to_be_whole(web: LittleWeb, capsys) -> None:
    for command in ("verify", "repair"):
        ran = run(capsys, "archive", command)
        assert (ran.code, "journal and archive are whole" in ran.out) == (0, True)


def test_a_journal_cut_at_its_broken_line_is_rebuilt_and_runs_go_on(web: LittleWeb, capsys) -> None:
    web.pages["one.example"] = page({**ROWS, "Turkey": ("$12", "1 GB")})
    web.run(25)
    second = sorted(web.settings.journal.glob("*.jsonl"))[1]
    second.write_bytes(second.read_bytes().replace(b"us_one", b"us_onf", 1))
    assert run(capsys, "archive", "verify").code == 3
    kept = run(capsys, "archive", "repair")
    assert (kept.code, "LOST" in kept.out) == (3, True)
    cut = run(capsys, "archive", "repair", "--cut")
    assert (cut.code, cut.lines[-1]) == (3, "Next    roamledger rebuild")
    assert run(capsys, "archive", "verify").code == 0
    assert run(capsys, "rebuild").code == 0
    web.clock.moment += timedelta(hours=1)
    again = web.run()
    assert [(m.source_id, m.state) for m in again.moves] == [("us_one", "seen")], "the move is seen again, once"
    assert len([e for _, e in Journal(web.settings.journal).entries() if e.type == "reading"]) == 2
