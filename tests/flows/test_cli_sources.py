"""``sources``: the list, a look at a page, switching on and off in the user's own file."""

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import little_ledger
import pytest
from cli_tools import run
from little_web import WALL, LittleWeb, page

from flows.capture.answer import Fetched
from flows.capture.due import ADVICE
from warehouse.entries import Outcome

ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$12", "500 MB")}
STATUS = "from transforms.words import SourceStatus\nSOURCE = dataclasses.replace(SOURCE, status=SourceStatus.{})\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a settings file and three sources of the user's own: on, off and historic."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return tmp_path


@pytest.fixture
def web(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LittleWeb]:
    with LittleWeb(home, {"us_one": "one.example", "us_off": "off.example", "us_past": "past.example"}) as web:
        for source_id, status in (("us_off", "OFF"), ("us_past", "HISTORIC")):
            file = home / "sources" / f"{source_id}.py"
            text = file.read_text().replace("from collections.abc", "import dataclasses\nfrom collections.abc")
            file.write_text(text + "\n" + STATUS.format(status))
        web.pages = {host: page(ROWS) for host in ("one.example", "off.example", "past.example")}
        monkeypatch.setattr("flows.cli.check.get_of", lambda settings: web.world().door.get)
        yield web


def table(out: str) -> dict[str, str]:
    return {line.split()[0]: " ".join(line.split()) for line in out.splitlines() if line.strip()}


def test_the_list_works_before_anything_was_read(web: LittleWeb, capsys) -> None:
    ran = run(capsys, "sources")
    lines = table(ran.out)
    assert ran.code == 0
    assert lines["us_one"] == "us_one Us_One on never read"
    assert lines["us_off"] == "us_off Us_Off off never read"
    assert lines["us_past"] == "us_past Us_Past historic never read"
    assert "roamledger track" in ran.lines[-1]


def test_the_list_as_json_and_csv(web: LittleWeb, capsys) -> None:
    rows = {r["source_id"]: r for r in map(json.loads, run(capsys, "sources", "--json").lines)}
    assert (rows["us_one"]["status"], rows["us_one"]["is_on"], rows["us_one"]["is_own"]) == ("live", True, True)
    assert rows["us_one"]["last_read_at"] is None
    assert {r["source_id"] for r in csv.DictReader(io.StringIO(run(capsys, "sources", "--csv").out))} == set(rows)


def test_the_list_tells_what_is_known_from_the_published_copy(
    capsys, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(little_ledger.shared(tmp_path_factory))
    ran = run(capsys, "sources")
    lines = table(ran.out)
    assert lines["us_verizon"].startswith("us_verizon Verizon on today 2 2026-11-25 05:12")
    assert lines["us_old"] == "us_old Old off 88 days ago 3 its file is gone"


def test_a_source_that_does_not_load_is_told_beside_the_others(web: LittleWeb, capsys) -> None:
    (web.sources / "us_bad.py").write_text("SOURCE = 1\n")
    ran = run(capsys, "sources")
    assert ran.code == 0
    assert "us_bad does not load:" in ran.out
    assert "us_one" in ran.out
    assert "us_bad does not load:" in run(capsys, "sources", "check", "us_bad").err


def test_check_fetches_and_reads_and_writes_nothing(web: LittleWeb, home: Path, capsys) -> None:
    before = sorted(p.name for p in home.iterdir())
    ran = run(capsys, "sources", "check", "us_one")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0] == "us_one   read   2 rows"
    assert "  page        https://one.example/roaming" in ran.lines
    assert any(line.startswith("  answer      ok, HTTP 200") for line in ran.lines)
    assert any(line.startswith("  robots.txt") for line in ran.lines)
    assert "base 10 USD" in ran.out
    assert ran.lines[-1] == "Nothing was written."
    assert sorted(p.name for p in home.iterdir()) == before


def test_check_of_a_wall_tells_the_problem_the_words_and_what_to_do(web: LittleWeb, capsys) -> None:
    web.pages["one.example"] = WALL
    ran = run(capsys, "sources", "check", "us_one")
    assert ran.code == 3
    assert ran.lines[0].startswith("us_one   held   0 rows   ")
    assert "consent_wall" in ran.out
    assert "We value your privacy" in ran.out
    assert "To do   compare the words above with the page, and mend" in ran.out


def test_check_shows_the_rows_that_were_not_understood(web: LittleWeb, capsys) -> None:
    web.pages["one.example"] = page({**ROWS, "Atlantis": ("$10", "1 GB")})
    ran = run(capsys, "sources", "check", "us_one")
    assert ran.code == 3
    assert ran.lines[0].startswith("us_one   read   2 rows, 1 not understood")
    assert "Atlantis" in ran.out
    found = json.loads(run(capsys, "sources", "check", "us_one", "--json").out)
    assert (found["word"], len(found["rows"]), found["held"][0]["code"]) == ("read", 2, "unknown_place")


@pytest.mark.parametrize(
    ("status", "word", "advice"), [(403, "blocked", "do not work around it"), (404, "gone", "gone")]
)
def test_check_of_a_page_that_does_not_come(web: LittleWeb, capsys, status: int, word: str, advice: str) -> None:
    web.pages["one.example"] = (status, "text/html", b"no")
    ran = run(capsys, "sources", "check", "us_one")
    assert ran.code == 3
    assert ran.lines[0].startswith(f"us_one   {word}")
    assert advice in ran.out


@pytest.mark.parametrize(
    ("outcome", "code", "word"),
    [(Outcome.OFFLINE, 4, "offline"), (Outcome.DNS_ERROR, 4, "offline"), (Outcome.ROBOTS, 3, "blocked by robots.txt"),
     (Outcome.TIMEOUT, 3, "timeout")],
)  # fmt: skip
def test_the_exit_code_of_a_check_tells_offline_from_trouble(
    web: LittleWeb, capsys, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, code: int, word: str
) -> None:
    monkeypatch.setattr(
        "flows.cli.check.get_of", lambda settings: lambda url: Fetched(url=url, outcome=outcome, detail="the cause")
    )
    ran = run(capsys, "sources", "check", "us_one")
    assert ran.code == code
    assert ran.lines[0] == f"us_one   {word}   the cause"
    assert f"To do   {ADVICE[outcome]}" in ran.out
    everything = run(capsys, "sources", "check", "--live")
    assert everything.code == code
    assert {line.split()[0].split(".")[0] for line in everything.lines} >= {"us_one", "us_off", "us_verizon"}
    assert "us_past" not in everything.out


def test_check_of_a_file_gives_golden_rows_that_can_be_kept(web: LittleWeb, home: Path, capsys) -> None:
    (home / "page.html").write_bytes(page(ROWS))
    ran = run(capsys, "sources", "check", "us_past", "--file", "page.html", "--csv")
    assert ran.code == 0
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(r["scope"], r["prices"]) for r in rows] == [("TR", "base 10 USD"), ("JP", "base 12 USD")]


def test_check_of_a_historic_source_needs_a_file_or_live(web: LittleWeb, capsys) -> None:
    ran = run(capsys, "sources", "check", "us_past")
    assert (ran.code, ran.out) == (2, "")
    assert "us_past is historic: its address is gone" in ran.err
    assert run(capsys, "sources", "check", "us_past", "--live").lines[0] == "us_past   read   2 rows"


def test_check_of_an_off_source_that_is_right_says_how_to_switch_it_on(web: LittleWeb, capsys) -> None:
    assert "roamledger sources enable us_off" in run(capsys, "sources", "check", "us_off").out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("us_onne",), "there is no source 'us_onne'. Did you mean us_one"),
        (("us_one", "--part", "other"), "us_one has no part 'other'; it has main"),
        (("us_one", "--file", "nowhere.html"), "nowhere.html"),
        ((), "name the source"),
    ],
)
def test_a_wrong_check_is_one_clear_line(web: LittleWeb, capsys, args: tuple[str, ...], told: str) -> None:
    ran = run(capsys, "sources", "check", *args)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_enable_and_disable_edit_the_users_file_and_keep_its_comments(web: LittleWeb, home: Path, capsys) -> None:
    file = home / "roamledger.toml"
    file.write_text("# mine\n" + file.read_text())
    ran = run(capsys, "sources", "enable", "us_off")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == ["roamledger.toml: us_off is on", "Next    roamledger track us_off"]
    assert file.read_text().startswith("# mine\n")
    assert tomllib.loads(file.read_text())["sources"] == {"paths": ["sources"], "on": ["us_off"]}
    assert run(capsys, "sources", "disable", "us_one").code == 0
    assert tomllib.loads(file.read_text())["sources"]["off"] == ["us_one"]
    lines = table(run(capsys, "sources").out)
    assert lines["us_off"].split()[2] == "on"
    assert lines["us_one"].split()[2] == "off"


def test_switching_back_leaves_no_trace_of_the_id(web: LittleWeb, home: Path, capsys) -> None:
    for args in (("disable", "us_one"), ("enable", "us_one"), ("enable", "us_off"), ("disable", "us_off")):
        assert run(capsys, "sources", *args).code == 0
    assert tomllib.loads((home / "roamledger.toml").read_text())["sources"] == {
        "paths": ["sources"],
        "on": [],
        "off": [],
    }


def test_a_switch_that_changes_nothing_writes_nothing(web: LittleWeb, home: Path, capsys) -> None:
    before = (home / "roamledger.toml").read_bytes()
    assert run(capsys, "sources", "enable", "us_one").lines == ["us_one is on already; nothing was written"]
    assert (home / "roamledger.toml").read_bytes() == before


def test_a_settings_file_is_made_where_there_is_none(home: Path, capsys) -> None:
    ran = run(capsys, "sources", "disable", "us_verizon")
    assert ran.lines[0] == "roamledger.toml: us_verizon is off"
    assert tomllib.loads((home / "roamledger.toml").read_text()) == {"sources": {"off": ["us_verizon"]}}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("enable", "us_past"), "us_past is historic: its address is gone, so there is nothing to fetch"),
        (("disable", "us_on"), "there is no source 'us_on'. Did you mean us_one"),
        (("switch", "us_one"), "No such command 'switch'"),
    ],
)
def test_a_wrong_switch_is_one_clear_line(web: LittleWeb, home: Path, capsys, args: tuple[str, ...], told: str) -> None:
    before = (home / "roamledger.toml").read_bytes()
    ran = run(capsys, "sources", *args)
    assert ran.code == 2
    assert told in ran.err
    assert (home / "roamledger.toml").read_bytes() == before


def test_a_variable_that_goes_over_the_file_is_told(web: LittleWeb, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROAMLEDGER_SOURCES__ON", '["us_nothing"]')
    ran = run(capsys, "sources", "enable", "us_off")
    assert ran.code == 2
    assert "the environment goes over it: mend ROAMLEDGER_SOURCES__ON" in ran.err
