"""The commands that answer from the published copy: what people see, and the same for programs."""

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import little_ledger
import pytest
from cli_tools import COMMAND, run, start

OTHER = "us_verizon/travelpass/other"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory)


@pytest.fixture
def ledger(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a published copy, its clock held at the morning of 24 November 2026."""
    monkeypatch.chdir(built)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return built / "ledger"


def test_changes_are_one_line_each_with_the_command_that_proves_them(ledger: Path, capsys) -> None:
    ran = run(capsys, "changes")
    assert ran.code == 0
    assert ran.lines[0] == "24 Nov 2026, confirmed"
    words = [" ".join(line.split()) for line in ran.lines]
    assert f"WORSE Verizon TravelPass 10 -> 12 USD a day +20 % why: roamledger why {OTHER}" in words
    assert f"BETTER Verizon TravelPass 0.5 -> 5 GB a day x10 why: roamledger why {OTHER}" in words
    assert "\t" not in ran.out


def test_a_large_move_is_one_line(ledger: Path, capsys) -> None:
    lines = [line for line in run(capsys, "changes").lines if "Seller X" in line]
    assert len(lines) == 1
    assert "6 prices x0.80 (-20 %)" in lines[0]
    assert "6 changes" in lines[0]


def test_changes_leave_out_what_is_not_confirmed_and_say_so(ledger: Path, capsys) -> None:
    ran = run(capsys, "changes")
    assert "Telstra" not in ran.out
    assert ran.lines[-1] == "1 change not counted here (not yet confirmed, undone, or our parser's doing): --all"
    assert "11 AUD a day" in run(capsys, "changes", "--all").out


@pytest.mark.parametrize(
    ("args", "carriers", "count"),
    [
        (("--since", "1d"), {"us_verizon"}, 4),
        (("--since", "2026-10-01"), {"us_verizon", "xx_seller"}, 10),
        (("--since", "2026-11-24T06:00:00+00:00"), set(), 0),
        (("--carrier", "Verizon"), {"us_verizon"}, 4),
        (("--carrier", "us_verizon_places"), {"us_verizon"}, 4),
        (("--carrier", "telstra", "--all"), {"au_telstra"}, 1),
        (("--place", "Neuseeland", "--all"), {"au_telstra"}, 1),
        (("--place", "Canada"), {"us_verizon"}, 2),
        (("--place", "JP"), set(), 0),
    ],
)
def test_changes_by_time_carrier_and_place(
    ledger: Path, capsys, args: tuple[str, ...], carriers: set[str], count: int
) -> None:
    rows = [json.loads(line) for line in run(capsys, "changes", "--json", *args).lines]
    assert {row["carrier_id"] for row in rows} == carriers
    assert len(rows) == count


def test_changes_as_json_and_csv_have_the_columns_of_the_view(ledger: Path, capsys) -> None:
    rows = [json.loads(line) for line in run(capsys, "changes", "--json", "--carrier", "verizon").lines]
    row = next(r for r in rows if r["offer_id"] == OTHER and r["field"] == "price")
    assert (row["old_number"], row["new_number"], row["unit"], row["state"]) == (10, 12, "USD/day", "confirmed")
    assert (row["seen_at"], row["confirmed_at"]) == ("2026-11-24T03:12:00Z", "2026-11-24T05:12:00Z")
    assert row["before_words"] == "$10/day"
    table = list(csv.DictReader(io.StringIO(run(capsys, "changes", "--csv", "--carrier", "verizon").out)))
    assert [r["change_id"] for r in table] == [r["change_id"] for r in rows]
    assert list(table[0]) == list(row)


def test_nothing_moved_is_said_in_words(ledger: Path, capsys) -> None:
    assert run(capsys, "changes", "--since", "1h").lines[0] == "Nothing moved since 24 Nov 2026."


def test_offers_leave_out_the_stale_and_count_them(ledger: Path, capsys) -> None:
    ran = run(capsys, "offers")
    assert "xx_seller" not in ran.out
    assert ran.lines[-1] == "9 stale offers left out (not seen for too long): --stale shows them"
    assert "2026-10-15 stale" in run(capsys, "offers", "--stale").out


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("--carrier", "Verizon"), {OTHER, "us_verizon/travelpass/canada-and-mexico"}),
        (("--place", "Bolivia"), {"fr_free/hors-forfait/bo"}),
        (("--place", "MG"), set()),
        (("--kind", "rate"), {"fr_free/hors-forfait/bo"}),
        (("--place", "TR", "--stale"), {f"xx_seller/world-{n}-gb" for n in range(1, 7)}),
    ],
)
def test_offers_by_carrier_place_and_kind(ledger: Path, capsys, args: tuple[str, ...], ids: set[str]) -> None:
    assert {json.loads(line)["offer_id"] for line in run(capsys, "offers", "--json", *args).lines} == ids


def test_no_offer_that_fits_is_said(ledger: Path, capsys) -> None:
    assert run(capsys, "offers", "--place", "Japan").lines == ["No offer that lists Japan fits."]


def test_history_shows_every_price_with_its_capture(ledger: Path, capsys) -> None:
    ran = run(capsys, "history", OTHER)
    rows = [line.split() for line in ran.lines[2:4]]
    assert rows[0][:4] == ["2026-03-02", "2026-11-24", "10", "USD"]
    assert rows[1][:4] == ["2026-11-24", "today", "12", "USD"]
    assert rows[0][-1].startswith("us_verizon.main@2026-03-02T05:00:00Z")
    assert json.loads(run(capsys, "history", OTHER, "--json").lines[0])["price"] == 10


def test_history_knows_an_offer_that_is_no_longer_sold(ledger: Path, capsys) -> None:
    assert run(capsys, "history", "us_old/pass").lines[0] == "us_old/pass   (no longer on sale)"


def test_why_shows_the_words_where_they_stood_and_the_capture(ledger: Path, capsys) -> None:
    ran = run(capsys, "why", OTHER, "price")
    assert ran.code == 0
    assert '  price: 12 USD a day   page says "$12/day, plus taxes[31m and fees"   at body p[3]' in ran.lines
    assert any(line.startswith("Capture us_verizon.main@2026-11-24T03:12:00Z") for line in ran.lines)
    assert "  fetched  24 Nov 2026 03:12 UTC" in ran.lines
    assert "  page     https://example.org/main" in ran.lines
    assert any(line.startswith("  sha256   0000") for line in ran.lines)
    assert any("10 -> 12 USD a day" in line and '"$10/day"' in line for line in ran.lines)
    assert "0.5 -> 5 GB" not in ran.out


def test_words_of_a_page_cannot_colour_or_move_the_screen(ledger: Path, capsys) -> None:
    assert "\x1b" not in run(capsys, "why", OTHER).out
    assert "\x1b" not in run(capsys, "sql", "select words from receipts").out


def test_why_of_a_field_without_words_names_those_that_have_some(ledger: Path, capsys) -> None:
    ran = run(capsys, "why", OTHER, "tethering")
    assert (ran.code, ran.out) == (2, "")
    assert f"no words are kept for 'tethering' of {OTHER}; there are some for: data, " in ran.err
    assert len(ran.err.splitlines()) == 1


def test_why_of_an_offer_that_is_gone_tells_when_it_went(ledger: Path, capsys) -> None:
    printed = next(line for line in run(capsys, "changes").lines if "withdrawn" in line).split("roamledger ", 1)[1]
    ran = run(capsys, *printed.split())
    assert ran.code == 0
    assert ran.lines[0] == "us_old/pass   (no longer on sale)"
    assert any("on sale -> withdrawn" in line and "26 Aug 2026" in line for line in ran.lines)


def test_why_of_a_source_tells_what_was_held_with_its_words_and_what_to_do(ledger: Path, capsys) -> None:
    ran = run(capsys, "why", "gb_three")
    assert "Rows not understood (1); their old facts stand" in ran.lines
    assert '    page says "Spain | tbc"   at tr[7]' in ran.lines
    assert "roamledger sources check gb_three" in ran.out
    assert json.loads(run(capsys, "why", "gb_three", "--json").lines[0])["words"] == "Spain | tbc"


def test_why_of_a_blocked_source_says_not_to_work_around_it(ledger: Path, capsys) -> None:
    ran = run(capsys, "why", "au_telstra")
    assert "blocked, HTTP 403" in ran.out
    assert "do not work around it" in ran.out


def test_a_beginning_that_fits_several_offers_lists_them(ledger: Path, capsys) -> None:
    for command in ("why", "history"):
        ran = run(capsys, command, "us_verizon/travelpass")
        assert ran.code == 2
        assert "Which offer?\n  us_verizon/travelpass/canada-and-mexico\n  us_verizon/travelpass/other" in ran.err


def test_one_that_fits_only_one_is_taken(ledger: Path, capsys) -> None:
    assert run(capsys, "why", "us_verizon/travelpass/o").lines[0].endswith(f"({OTHER})")
    assert run(capsys, "history", "seller x world 5").lines[0] == "xx_seller/world-5-gb"


def test_ages_are_measured_at_the_moment_of_asking(ledger: Path, capsys) -> None:
    ran = run(capsys, "sql", "select getvariable('asked_at') as at", "--json")
    assert json.loads(ran.out) == {"at": "2026-11-24T08:00:00Z"}


def test_sql_shows_rows_as_a_table_json_or_csv(ledger: Path, capsys) -> None:
    question = "select offer_id, price from offers where carrier = 'Verizon' order by 1"
    assert run(capsys, "sql", question).lines[0].split() == ["offer_id", "price"]
    assert json.loads(run(capsys, "sql", question, "--json").lines[1]) == {"offer_id": OTHER, "price": 12}
    assert run(capsys, "sql", question, "--csv").lines[2] == f"{OTHER},12"


@pytest.mark.parametrize(
    "question",
    [
        "from changes where effect = 'worse'",
        "describe offers",
        "summarize prices",
        "explain from offers",
        "explain analyze select 1",
        "with x as (from offers) from x",
        "select 1 as a, 2 as a",
        "-- a comment first\nselect 1",
        "show tables",
    ],
)
def test_sql_takes_whatever_reads(ledger: Path, capsys, question: str) -> None:
    for how in ((), ("--json",), ("--csv",)):
        ran = run(capsys, "sql", question, *how)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


def test_sql_with_two_columns_of_one_name_keeps_both(ledger: Path, capsys) -> None:
    assert json.loads(run(capsys, "sql", "select 1 as a, 2 as a", "--json").out) == {"a": 1, "a_2": 2}


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(ledger: Path, capsys) -> None:
    assert run(capsys, "sql", "select '=1+1' as x, -1 as y", "--csv").lines[1] == "'=1+1,-1"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("select * frm offers", 'Parser Error: syntax error at or near "offers" (line 1, position 14)'),
        ("select 1,\nnope from offers", 'Referenced column "nope" not found'),
        ("from offrs", 'Did you mean "offers"?'),
        ("insert into offers values (1)", "sql only reads: INSERT is refused"),
        ("create table x (i int)", "sql only reads: CREATE is refused"),
        ("drop view offers", "sql only reads: DROP is refused"),
        ("copy offers to 'x.csv'", "sql only reads: COPY is refused"),
        ("explain analyze copy (select 1) to 'x.csv'", "sql only reads: COPY is refused"),
        ("explain (analyze) copy (select 1) to 'x.csv'", "sql only reads: COPY is refused"),
        ("attach 'x.db'", "sql only reads: ATTACH is refused"),
        ("set variable asked_at = 1", "sql only reads: SET is refused"),
        ("select 1; select 2", "sql takes one statement, 2 were given"),
        ("", "sql takes one statement, 0 were given"),
        ("-- nothing", "sql takes one statement, 0 were given"),
        ("select $x", "sql takes no parameters"),
        ("from read_csv('/etc/passwd')", "Permission Error"),
        ("select 1/0 + 'x'::int", "Conversion Error"),
    ],
)
def test_sql_that_is_wrong_or_writes_is_one_clear_line(ledger: Path, capsys, question: str, told: str) -> None:
    ran = run(capsys, "sql", question)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
    assert not list(ledger.parent.rglob("x.*"))


def test_sql_reads_its_question_from_standard_input(ledger: Path) -> None:
    ran = start("sql", "-", "--csv", cwd=ledger.parent, stdin="select count(*) as n from offers;\n")
    assert (ran.code, ran.out, ran.err) == (0, "n\n20\n", "")


def test_the_copy_is_read_while_another_program_has_it_open_for_writing(ledger: Path, capsys) -> None:
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    file = ledger / "published" / "roamledger.duckdb"
    shell = subprocess.Popen(
        [sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert shell.stdout is not None and shell.stdout.readline() == "open\n"
        with pytest.raises(duckdb.IOException, match="lock"):
            duckdb.connect(str(file), read_only=True)
        assert run(capsys, "sql", "select count(*) as n from offers", "--csv").out == "n\n20\n"
    finally:
        shell.communicate("\n", timeout=20)


def test_a_pipe_that_closes_early_is_no_fault(ledger: Path) -> None:
    line = f"{' '.join(map(shlex.quote, COMMAND))} sql 'select * from range(100000)' --csv | head -2"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=ledger.parent, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "range\n0\n", "")
