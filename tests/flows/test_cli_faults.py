"""Bad input: one clear line that says what to do, the documented exit code, nothing half written."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import little_ledger
import pytest
from cli_tools import COMMAND, run, start
from little_web import LittleWeb

from flows.cli import EVERYDAY, MAINTENANCE, RULINGS, group
from flows.cli.sources import SUBCOMMANDS

READING = [
    ("changes",), ("offers",), ("history", "x"), ("why", "x"), ("sql", "select 1"), ("can-i", "x", "TR"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory) / "ledger"


@pytest.mark.parametrize("args", READING, ids=lambda args: args[0])
def test_before_the_first_run_every_question_says_what_to_type(home: Path, capsys, args: tuple[str, ...]) -> None:
    ran = run(capsys, *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "roamledger: Nothing has been read yet in ./ledger. Type: roamledger track"
        "   (or, to look around first: roamledger demo)\n"
    )
    assert list(home.iterdir()) == []


def test_the_commands_in_that_line_speak_of_the_same_ledger(capsys) -> None:
    ran = run(capsys, "--ledger", "other", "changes")
    assert "Type: roamledger --ledger other track   (or, to look around first: roamledger demo)" in ran.err
    ran = run(capsys, "--ledger", "my ledger", "changes")
    assert "Type: roamledger --ledger 'my ledger' track" in ran.err


@pytest.mark.parametrize("args", [*READING, ("sources",), ("config",), ("rebuild",), ("track",)], ids=lambda a: a[0])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("legder = 'x'\n", "unknown setting 'legder'; did you mean 'ledger'?"),
        ("[fetch\n", "roamledger.toml is not TOML"),
        ("stale_after_days = 'soon'\n", "stale_after_days: "),
    ],
)
def test_a_wrong_setting_is_one_line_with_every_command(
    home: Path, capsys, args: tuple[str, ...], text: str, told: str
) -> None:
    (home / "roamledger.toml").write_text(text)
    ran = run(capsys, *args)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1
    assert [path.name for path in home.iterdir()] == ["roamledger.toml"]


def test_a_settings_file_that_is_not_there(capsys) -> None:
    assert run(capsys, "--config", "mine.toml", "offers").err == "roamledger: there is no settings file mine.toml\n"


def test_a_copy_that_is_no_database_says_rebuild(home: Path, capsys, built: Path) -> None:
    shutil.copytree(built, home / "ledger", symlinks=True)
    (home / "ledger" / "published" / "roamledger.duckdb").write_bytes(b"not a database" * 100)
    ran = run(capsys, "offers")
    assert (ran.code, ran.out) == (2, "")
    assert "roamledger.duckdb cannot be opened" in ran.err
    assert ran.err.endswith("Type: roamledger rebuild\n")


def test_a_ledger_that_was_moved_says_rebuild_and_that_mends_it(home: Path, capsys, built: Path) -> None:
    original = home / "before"
    little_ledger.build(original)
    original.rename(home / "ledger")
    ran = run(capsys, "offers", "--stale")
    assert (ran.code, ran.out) == (2, "")
    assert "was the ledger moved" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert run(capsys, "rebuild").code == 0
    assert "us_verizon/travelpass/other" in run(capsys, "offers", "--stale").out


def test_a_warehouse_that_another_program_holds_stops_writers_with_75_and_readers_not_at_all(
    home: Path, capsys
) -> None:
    little_ledger.build(home / "ledger")
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(home / "ledger" / "warehouse.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        ran = run(capsys, "rebuild")
        assert (ran.code, ran.out) == (75, "")
        assert f"in use by process {holder.pid}" in ran.err
        assert len(ran.err.splitlines()) == 1
        assert run(capsys, "offers", "--stale").code == 0
    finally:
        holder.communicate("\n", timeout=20)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_one_clear_line(home: Path, capsys) -> None:
    home.chmod(0o500)
    try:
        assert run(capsys, "sources", "disable", "us_verizon").code == 2
        assert run(capsys, "track").code == 2
    finally:
        home.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here, where not even root can write")
@pytest.mark.parametrize(
    "args",
    [("--ledger", "/proc/ledger", "track"), ("init", "--file", "/proc/roamledger.toml")],
    ids=["ledger", "settings file"],
)
def test_a_place_where_nobody_may_write_is_one_clear_line(home: Path, capsys, args: tuple[str, ...]) -> None:
    ran = run(capsys, *args)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("command", ["track", "init"])
def test_a_ledger_or_file_where_none_can_be_is_one_clear_line(home: Path, capsys, command: str) -> None:
    (home / "file").write_text("I am a file")
    args = ["--ledger", "file/ledger", "track"] if command == "track" else ["init", "--file", "file/roamledger.toml"]
    ran = run(capsys, *args)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert (home / "file").read_text() == "I am a file"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("chanegs",), "There is no command 'chanegs'. Did you mean 'changes'?"),
        (("qqq",), "There is no command 'qqq'. roamledger --help lists them."),
        (("changes", "--since", "yesterday"), "--since 'yesterday' is no span or day; write 1d, 12h, 2w or 2026-11-01"),
        (("changes", "--since", "999999w"), "--since '999999w' is no span or day"),
        (("changes", "--since", "2026-13-01"), "--since '2026-13-01' is no span or day"),
        (("changes", "--carrier", "verison"), "there is no carrier 'verison' in the ledger. Did you mean"),
        (("changes", "--place", "Turky"), 'Which place?   "Turky" is not a place; did you mean TR Türkiye?'),
        (("offers", "--kind", "pas"), "'pas' is not one of"),
        (("offers", "--place", "Narnia"), '"Narnia" is not a place'),
        (("history", "us_verizon/travelpas/othr"), "Did you mean us_verizon/travelpass/other"),
        (("why", "us_verizn"), "there is no offer 'us_verizn'. Did you mean us_verizon"),
        (("why", "us_verizon", "price"), "us_verizon is a source; a field goes with an offer"),
        (("why",), "Missing argument"),
        (("sql",), "Missing argument"),
        (("can-i", "us_verizon/travelpass"), "Missing argument"),
    ],
)
def test_a_wrong_word_gets_a_suggestion(home: Path, capsys, built: Path, args: tuple[str, ...], told: str) -> None:
    (home / "roamledger.toml").write_text(f"ledger = '{built}'\n")
    ran = run(capsys, *args)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_every_command_has_help_with_an_example(capsys) -> None:
    for name in [*EVERYDAY, *RULINGS, *MAINTENANCE]:
        ran = run(capsys, name, "--help")
        assert (ran.code, ran.err) == (0, ""), name
        assert ran.out.startswith(f"Usage: roamledger {name}"), name
        assert "Example" in ran.out or name in ("track", "demo"), name
    for name in SUBCOMMANDS:
        assert run(capsys, "sources", name, "--help").out.startswith(f"Usage: roamledger sources {name}")


def test_the_help_lists_every_command_and_exit_code(capsys) -> None:
    told = run(capsys, "--help").out
    assert all(name in told for name in group.list_commands(None))  # type: ignore[arg-type]
    assert "another run is at work" in told


def test_help_is_quick_and_imports_nothing_heavy(home: Path) -> None:
    began = time.monotonic()
    code = "import sys; from flows.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=home, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded.isdisjoint({"duckdb", "bs4", "prefect", "requests", "pyarrow", "lxml", "babel"})
    assert time.monotonic() - began < 5  # 0.35 s on an idle machine; a loaded one must not fail the test


def test_started_as_people_start_it(home: Path, built: Path) -> None:
    ran = start("--ledger", built, "offers", "--stale", "--carrier", "verizon", cwd=home)
    assert (ran.code, ran.err) == (0, "")
    assert "12 USD a day" in ran.out
    assert "\x1b" not in ran.out
    ran = start("chanegs", cwd=home)
    assert (ran.code, ran.out) == (2, "")
    ran = start("config", cwd=home, env={"ROAMLEDGER_LEGDER": "x"})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "roamledger: the environment: unknown setting ROAMLEDGER_LEGDER; did you mean ROAMLEDGER_LEDGER?\n"
    )


def test_wrong_use_is_one_line_that_says_where_the_help_is(capsys) -> None:
    assert run(capsys, "can-i", "x").err == "roamledger: Missing argument 'PLACE'. (roamledger can-i --help says how)\n"
    told = run(capsys, "offers", "--jsn").err
    assert told.startswith("roamledger: No such option '--jsn'. (Did you mean one of: '--csv', '--json'?)")
    assert told.endswith(" (roamledger offers --help says how)\n")


def test_printed_commands_carry_the_name_by_which_it_was_started(home: Path) -> None:
    ran = start("offers", cwd=home, env={"ROAMLEDGER_PROG": "./roamledger"})
    assert "Type: ./roamledger track   (or, to look around first: ./roamledger demo)" in ran.err
    told = start("sources", "check", "--help", cwd=home, env={"ROAMLEDGER_PROG": "./roamledger"}).out
    assert "  ./roamledger sources check us_att\n" in told


def test_colours_only_on_a_terminal_and_not_with_no_color(home: Path, built: Path) -> None:
    question = "select offer_id, $$[red]x$$ as markup from offers limit 1"
    line = " ".join(f"'{part}'" for part in [*COMMAND, "--ledger", str(built), "sql", question])
    typescript = ["script", "-qec", line, "/dev/null"]
    if shutil.which("script") is None:
        pytest.skip("no script(1) here to make a terminal")
    shown = subprocess.run(typescript, capture_output=True, text=True, env={**os.environ, "TERM": "xterm"}, check=True)
    plain = subprocess.run(
        typescript, capture_output=True, text=True, env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"}, check=True
    )
    assert "\x1b[" in shown.stdout
    assert "[red]x" in shown.stdout
    assert "\x1b[3" not in plain.stdout
    assert "\t" not in plain.stdout


def test_a_ledger_into_which_no_page_ever_came_gives_no_answer_and_no_guess(home: Path, capsys) -> None:
    with LittleWeb(home, {"us_one": "one.example"}) as web:
        web.pages = {"one.example": (503, "text/html", b"busy")}
        web.run()
        for args in (("can-i", "us_one", "Turkey"), ("offers",)):
            ran = run(capsys, "--config", str(web.file), *args)
            assert (ran.code, ran.out) == (2, "")
            assert "Nothing has been read yet: no page came so far" in ran.err


@pytest.mark.parametrize(
    ("source_id", "told"),
    [("us_verizn", "did you mean us_verizon"), ("ng_glo", "ng_glo is historic"), ("nope", "there is no source 'nope'")],
)
def test_a_source_that_runs_do_not_fetch_is_named_before_anything_is_made(
    home: Path, capsys, source_id: str, told: str
) -> None:
    ran = run(capsys, "track", source_id)
    assert ran.code == 2
    assert told.lower() in ran.err.lower()
    assert list(home.iterdir()) == []
