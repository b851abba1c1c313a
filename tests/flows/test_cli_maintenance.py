"""``config``, ``init``, ``rebuild`` and ``test``: the commands that look after a ledger and a folder of sources."""

import json
import shutil
from pathlib import Path

import little_ledger
import pytest
from cli_tools import run
from little_web import SOURCE, page

from flows.lock import run_lock
from transforms.golden import from_csv, to_csv

GOLDEN = """\
label,kind,service,usage,scope,data_basis,data_bytes,data_per,places,places_basis,price_state,price_unit,prices
Day pass,day_pass,data,roaming,TR,not_stated,1073741824,day,TR,full_list,stated,day,base 10 USD
Day pass,day_pass,data,roaming,JP,not_stated,524288000,day,JP,full_list,stated,day,base 12 USD
"""
ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$12", "500 MB")}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return tmp_path


def test_config_says_where_each_value_comes_from(home: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "roamledger.toml").write_text("stale_after_days = 5\n[mail]\nsmtp_password = 'hunter2'\n")
    monkeypatch.setenv("ROAMLEDGER_FETCH__VANTAGE", "ES")
    ran = run(capsys, "--ledger", "here", "config", "--json")
    rows = {row["name"]: (row["value"], row["from"]) for row in map(json.loads, ran.lines)}
    assert rows["stale_after_days"] == ("5", "roamledger.toml")
    assert rows["fetch.vantage"] == ("ES", "environment")
    assert rows["ledger"] == ("here", "command line")
    assert rows["fetch.delay_seconds"] == ("10.0", "default")
    assert rows["mail.smtp_password"] == ("(set)", "roamledger.toml")
    assert "hunter2" not in run(capsys, "config").out


def test_config_names_the_variable_of_each_setting_and_it_works(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {row["name"]: row for row in map(json.loads, run(capsys, "config", "--json").lines)}
    monkeypatch.setenv(rows["confirm.after_minutes"]["variable"], "90")
    again = {row["name"]: row for row in map(json.loads, run(capsys, "config", "--json").lines)}
    assert (again["confirm.after_minutes"]["value"], again["confirm.after_minutes"]["from"]) == ("90", "environment")


def test_config_without_a_file_says_how_to_write_one(capsys) -> None:
    assert run(capsys, "config").lines[0] == "no settings file; to write one: roamledger init"


def test_init_writes_a_file_that_changes_nothing_and_never_overwrites(home: Path, capsys) -> None:
    before = run(capsys, "config", "--json").out
    assert run(capsys, "init").code == 0
    assert run(capsys, "config", "--json").out == before
    (home / "roamledger.toml").write_text("stale_after_days = 5\n")
    ran = run(capsys, "init")
    assert (ran.code, ran.out) == (2, "")
    assert "roamledger.toml is there already; nothing was written" in ran.err
    assert (home / "roamledger.toml").read_text() == "stale_after_days = 5\n"


def test_init_into_a_folder_that_is_not_there_is_one_clear_line(capsys) -> None:
    ran = run(capsys, "init", "--file", "nowhere/roamledger.toml")
    assert (ran.code, ran.err) == (2, "roamledger: there is no folder nowhere; make it first\n")


def test_rebuild_gives_the_same_answers_from_the_journal_alone(home: Path, capsys) -> None:
    little_ledger.build(home / "ledger")
    (home / "roamledger.toml").write_text("clock = 2026-11-24T08:00:00Z\n")
    questions = [
        ("changes", "--all", "--json"), ("sql", "from price_history order by all", "--csv"),
        ("sql", "from receipts order by all", "--csv"), ("sql", "select * from offers order by all", "--csv"),
    ]  # fmt: skip
    before = [run(capsys, *question).out for question in questions]
    (home / "ledger" / "warehouse.duckdb").unlink()
    shutil.rmtree(home / "ledger" / "published")
    ran = run(capsys, "rebuild")
    assert ran.code == 0
    assert "journal entries replayed into ledger/warehouse.duckdb" in ran.lines[0]
    after = [run(capsys, *question).out for question in questions]
    assert after[1] == before[1]
    assert [len(text.splitlines()) for text in after] == [len(text.splitlines()) for text in before]


def test_rebuild_while_a_run_is_at_work_does_nothing(home: Path, capsys) -> None:
    little_ledger.build(home / "ledger")
    with run_lock(home / "ledger", "r-1"):
        ran = run(capsys, "rebuild")
    assert (ran.code, ran.out) == (75, "")
    assert "another run is at work in ledger (run r-1" in ran.err


def test_rebuild_without_a_journal_is_one_clear_line_and_makes_no_folder(home: Path, capsys) -> None:
    ran = run(capsys, "rebuild")
    assert (ran.code, ran.err) == (
        2, "roamledger: there is no journal in ledger to rebuild from. Type: roamledger track\n"
    )  # fmt: skip
    assert not (home / "ledger").exists()


@pytest.fixture
def mine(home: Path) -> Path:
    """A folder with one source, its recorded page and its golden rows."""
    folder = home / "mine"
    (folder / "us_shop").mkdir(parents=True)
    (folder / "us_shop.py").write_text(SOURCE.format(carrier="Shop", host="shop.example"))
    (folder / "us_shop" / "2026-11-24.html").write_bytes(page(ROWS))
    (folder / "us_shop" / "2026-11-24.golden.csv").write_text(GOLDEN)
    return folder


def test_a_folder_of_sources_that_are_right_passes(mine: Path, capsys) -> None:
    ran = run(capsys, "test", mine)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == ["right  us_shop  2026-11-24.html  2 rows", "1 source, 1 page, 0 wrong"]


def test_a_row_that_differs_is_shown_as_a_diff(mine: Path, capsys) -> None:
    golden = mine / "us_shop" / "2026-11-24.golden.csv"
    golden.write_text(golden.read_text().replace("base 10 USD", "base 11 USD"))
    ran = run(capsys, "test", mine)
    assert ran.code == 3
    assert any(line.strip().startswith("-") and "base 11 USD" in line for line in ran.lines)
    assert any(line.strip().startswith("+") and "base 10 USD" in line for line in ran.lines)
    assert ran.lines[-1] == "1 source, 1 page, 1 wrong"


def test_golden_rows_are_refreshed_only_when_a_person_has_seen_what_differs(mine: Path, capsys, monkeypatch) -> None:
    golden = mine / "us_shop" / "2026-11-24.golden.csv"
    golden.write_text(golden.read_text().replace("base 10 USD", "base 11 USD"))
    answers = iter([False, True])
    monkeypatch.setattr("click.confirm", lambda *args, **options: next(answers))
    no = run(capsys, "test", mine, "--update-golden")
    assert (no.code, "base 11 USD" in golden.read_text()) == (3, True)
    yes = run(capsys, "test", mine, "--update-golden")
    assert any(line.strip().startswith("-") and "base 11 USD" in line for line in yes.lines)
    assert (yes.code, yes.lines[-1]) == (0, "1 source, 1 page, 0 wrong")
    assert run(capsys, "test", mine).code == 0
    golden.unlink()
    assert run(capsys, "test", mine, "--update-golden", "--yes").code == 0
    (mine / "us_shop" / "2026-11-24.html").write_bytes(b"")
    refused = run(capsys, "test", mine, "--update-golden", "--yes")
    assert (refused.code, "wrote" in refused.out) == (3, False)


def test_a_row_too_many_or_too_few_is_wrong(mine: Path, capsys) -> None:
    golden = mine / "us_shop" / "2026-11-24.golden.csv"
    rows = from_csv(golden.read_text())
    for changed in (rows[:1], [*rows, {**rows[0], "scope": "DE"}], []):
        golden.write_text(to_csv(changed))
        assert run(capsys, "test", mine).code == 3


def test_golden_rows_with_their_columns_in_another_order_are_still_right(mine: Path, capsys) -> None:
    golden = mine / "us_shop" / "2026-11-24.golden.csv"
    lines = [line.split(",") for line in golden.read_text().splitlines()]
    golden.write_text("".join(",".join(reversed(line)) + "\n" for line in lines))
    assert run(capsys, "test", mine).code == 0


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda mine: (mine / "us_shop" / "2026-11-24.golden.csv").unlink(), "no golden rows: "),
        (lambda mine: (mine / "us_shop" / "2026-11-24.html").unlink(), "no recorded page in "),
        (lambda mine: (mine / "us_shop.py").write_text("SOURCE = 1\n"), "does not load: "),
        (lambda mine: (mine / "us_shop.py").write_text("def ("), "does not load: SyntaxError"),
        (lambda mine: (mine / "us_shop" / "2026-11-24.html").write_bytes(b""), "empty: the page has no content"),
        (lambda mine: (mine / "us_shop" / "2026-11-24.html").rename(mine / "us_shop" / "2026-11-24.uk.html"),
         "us_shop has no part 'uk'; it has main"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_source_is_told_and_exits_3(mine: Path, capsys, spoil, told: str) -> None:
    spoil(mine)
    ran = run(capsys, "test", mine)
    assert ran.code == 3
    assert told in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_a_page_that_is_held_in_part_is_wrong(mine: Path, capsys) -> None:
    (mine / "us_shop" / "2026-11-24.html").write_bytes(page({**ROWS, "Atlantis": ("$10", "1 GB")}))
    ran = run(capsys, "test", mine)
    assert ran.code == 3
    assert any("held: " in line and "Atlantis" in line for line in ran.lines)


def test_results_as_json(mine: Path, capsys) -> None:
    assert json.loads(run(capsys, "test", mine, "--json").out) == {
        "source_id": "us_shop", "page": "2026-11-24.html", "rows": 2, "is_right": True, "told": [],
    }  # fmt: skip


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_a_folder_without_sources_is_one_clear_line(capsys, folder: str) -> None:
    ran = run(capsys, "test", folder)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
