"""What the README promises: its SQL runs on a published copy, its commands exist, its links lead somewhere."""

import re
from pathlib import Path

import little_ledger
import pytest
from cli_tools import run

from flows.cli import EVERYDAY, MAINTENANCE, RULINGS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STATEMENTS = [s.strip() for block in re.findall(r"```sql\n(.*?)```", README, re.DOTALL) for s in block.split(";")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory) / "ledger"


@pytest.mark.parametrize("statement", [s for s in STATEMENTS if s])
def test_its_sql_runs(built: Path, capsys: pytest.CaptureFixture[str], statement: str) -> None:
    ran = run(capsys, "--ledger", str(built), "sql", "--csv", statement)
    assert (ran.code, ran.err) == (0, "")
    assert "," in ran.out.splitlines()[0]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_its_commands_exist_and_its_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"\./roamledger (?:--ledger \S+ )?([a-z-]+)", text)) - {"demo-ledger"}
    assert commands
    assert commands <= {*EVERYDAY, *RULINGS, *MAINTENANCE}
    for link in re.findall(r"\]\((?!#|http)([^)]+)\)|src=\"([^\"]+)\"", text):
        assert (ROOT / (link[0] or link[1])).exists(), link


def test_it_promises_no_target_that_make_lacks() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", README)) - {"sets"} <= targets
