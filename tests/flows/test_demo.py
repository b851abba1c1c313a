"""The demo as a newcomer has it, in a process of its own: every line that it promises, and every command as printed."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest
import questions

pytestmark = pytest.mark.slow

ROAMLEDGER = [sys.executable, "-m", "flows.cli"]


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ROAMLEDGER_PROG": "roamledger", "NO_COLOR": "1"}
    return subprocess.run(
        [*ROAMLEDGER, *args], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = run(folder, "demo", "--plain")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_it_shows_what_it_promises(demo: tuple[Path, str]) -> None:
    _, out = demo
    sources = set(re.findall(r"^  ([a-z]{2}_\w+) ", out, re.MULTILINE))
    assert len(sources) >= 6
    assert len({source[:2] for source in sources}) >= 4
    assert out.count("the second look:") >= 4
    assert "10 -> 12 USD a day" in out
    assert re.search(r"^UNKNOWN   Verizon TravelPass in Türkiye \(TR\)", out, re.MULTILINE)
    assert out.count("\n$ roamledger --ledger demo-ledger sql ") == 3


def test_the_page_that_breaks_is_its_own_sources_trouble_and_withdraws_nothing(demo: tuple[Path, str]) -> None:
    folder, out = demo
    assert re.search(r"^  fr_free +HELD +the site asks for consent", out, re.MULTILINE)
    answer = run(folder, "--ledger", "demo-ledger", "sql", "--csv", "from changes where new_value ilike '%withdrawn%'")
    assert answer.returncode == 0
    assert "fr_free" not in answer.stdout


def test_the_mail_can_be_opened(demo: tuple[Path, str]) -> None:
    folder, out = demo
    mail = re.search(r"The last alert e-mail: +(\S+)", out)
    assert mail
    assert (folder / mail[1]).read_bytes().startswith(b"From: Roamledger")
    assert "AT&amp;T" in (folder / mail[1]).with_suffix(".html").read_text()


def test_every_command_works_as_printed(demo: tuple[Path, str]) -> None:
    folder, out = demo
    printed = set(re.findall(r"roamledger (--ledger demo-ledger .*?)(?:   .*|\))?$", out, re.MULTILINE))
    assert len(printed) >= 6
    for line in sorted(printed):
        answer = run(folder, *shlex.split(line))
        assert answer.returncode == 0, f"{line}: {answer.stderr}"
        assert answer.stdout.strip()


def asking(folder: Path) -> tuple[duckdb.DuckDBPyConnection, questions.Ask]:
    """The demo's copy, at the moment at which the demo stands still."""
    connection = duckdb.connect(str(folder / "demo-ledger" / "published" / "roamledger.duckdb"), read_only=True)
    connection.execute("set timezone = 'UTC'")
    clock = tomllib.loads((folder / "demo-ledger" / "roamledger.toml").read_text())["clock"]
    connection.execute("set variable asked_at = $t::timestamptz", {"t": clock})

    def ask(statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        found = connection.execute(statement)
        return [column[0] for column in found.description or ()], found.fetchall()

    return connection, ask


def test_the_thirty_questions_are_answered_as_written(demo: tuple[Path, str], pytestconfig: pytest.Config) -> None:
    connection, ask = asking(demo[0])
    with connection:
        if pytestconfig.getoption("--update-golden"):
            questions.rewrite(ask)
        written = list(questions.questions())
        assert [number for number, _, _ in written] == list(range(1, 31))
        for number, statement, answer in written:
            assert questions.table(*ask(statement)) == answer, number
        answered = sum(answer != "(no rows)\n" for _, _, answer in written)
        assert answered >= 20


def test_a_demo_ledger_is_not_tracked_into_and_is_made_anew(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    refused = run(folder, "--ledger", "demo-ledger", "track")
    assert refused.returncode == 2
    assert "stands still" in refused.stderr
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.txt").write_text("years of work")
    other = run(folder, "demo", "--plain", "--folder", "mine")
    assert other.returncode == 2
    assert (folder / "mine" / "thesis.txt").read_text() == "years of work"
