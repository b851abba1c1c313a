"""The published copy in others' hands: DuckDB 1.2 to 1.5 open it, and answer every documented statement as ours."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from documented_sql import ROOT, statements

sys.path.insert(0, str(ROOT / "tests" / "flows"))
import little_ledger

HERE = Path(__file__).parent
VERSIONS = ("1.2.2", "1.3.2", "1.4.5", "1.5.6")
MACROS = (
    "from offers_as_of(timestamptz '2026-10-12 00:00:00Z')",
    "from prices_as_of(timestamptz '2026-10-12 00:00:00Z')",
    "from believed_on(timestamptz '2026-10-12 00:00:00Z')",
    "from diff(timestamptz '2026-10-12 00:00:00Z', timestamptz '2026-11-24 00:00:00Z')",
    "from can_use('us_verizon/travelpass', 'TR')",
    "from cheapest('NZ', 5, 10)",
)


@pytest.fixture(scope="module")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory) / "ledger" / "published" / "roamledger.duckdb"


def views(thin: Path) -> list[str]:
    found = ask(thin, ["select view_name from duckdb_views() where not internal order by 1"])
    return [f"from {json.loads(row)['view_name']}" for rows in list(found.values())[1:] for row in rows]


def ask(thin: Path, questions: list[str], library: Path | None = None) -> dict[str, list[str]]:
    environment = {**os.environ, **({"PYTHONPATH": str(library)} if library else {})}
    done = subprocess.run(
        [sys.executable, str(HERE / "ask_old.py"), str(thin)], input=json.dumps(questions), env=environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    answers: dict[str, list[str]] = json.loads(done.stdout)
    return answers


def plain(rows: list[str]) -> list[str]:
    """Rows in no order, as JSON; numbers as far as a reader would compare them."""

    def rounded(value: Any) -> Any:
        return round(value, 9) if isinstance(value, float) else value

    return sorted(json.dumps({k: rounded(v) for k, v in json.loads(row).items()}, sort_keys=True) for row in rows)


@pytest.fixture(scope="module")
def ours(thin: Path) -> dict[str, list[str]]:
    return ask(thin, [*views(thin), *MACROS, *statements()])


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_duckdb_answers_every_view_macro_and_documented_statement_as_ours(
    thin: Path, ours: dict[str, list[str]], version: str
) -> None:
    library = ROOT / ".venv-duckdb" / version
    if not library.is_dir():
        pytest.skip(f"there is no DuckDB {version} in .venv-duckdb; make test-duckdb-versions fetches it")
    questions = [question for question in ours if question != "version"]
    theirs = ask(thin, questions, library)
    assert theirs["version"] == [version]
    for question in questions:
        assert plain(theirs[question]) == plain(ours[question]), question


def test_every_documented_statement_runs_and_the_documents_have_some(ours: dict[str, list[str]]) -> None:
    documented = statements()
    assert sum(name == "README.md" for name in documented.values()) >= 5
    assert documented.keys() <= ours.keys()
