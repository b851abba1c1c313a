"""``roamledger watch``: one entry in the person's own folder, and what the other commands then say of it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_tools import run
from little_web import WALL, LittleWeb, page

from transforms.source import load_carrier
from transforms.words import SourceStatus

ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$12", "500 MB")}
URL = "https://www.page.example/mobile/roaming.html"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return tmp_path


@pytest.fixture
def web(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LittleWeb]:
    with LittleWeb(home, {}) as web:
        web.pages = {"www.page.example": page(ROWS)}
        web.only = ("zz_page_roaming",)
        monkeypatch.setattr("flows.cli.check.get_of", lambda settings: web.world().door.get)
        yield web


def test_watch_writes_one_source_into_a_folder_of_ones_own_and_fetches_nothing(home: Path, capsys) -> None:
    ran = run(capsys, "watch", URL, "--every", "12", "--region", "main", "--carrier", 'A "B" \\ Mobile')
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0] == 'Wrote   roamledger.toml: [sources] paths = ["sources"]'
    assert (
        ran.lines[1]
        == "Wrote   sources/zz_page_roaming.py: its text is looked at every 12 hours; nothing is fetched yet"
    )
    assert ran.lines[2].startswith("Next    roamledger track zz_page_roaming ")
    assert sorted(p.name for p in home.iterdir()) == ["roamledger.toml", "sources"]
    assert tomllib.loads(Path("roamledger.toml").read_text()) == {"sources": {"paths": ["sources"]}}
    source = load_carrier(home / "sources" / "zz_page_roaming.py", is_own=True).source
    assert (source.carrier, source.status, source.home_country) == ('A "B" \\ Mobile', SourceStatus.WATCH, "ZZ")
    assert (source.parts[0].urls, source.parts[0].cadence_hours, source.parts[0].region) == ((URL,), 12, "main")
    listed = run(capsys, "sources").out
    assert any(line.split()[0] == "zz_page_roaming" and "watch" in line.split() for line in listed.splitlines()[1:])


def test_watching_an_address_twice_or_one_that_is_read_says_so_and_writes_nothing(home: Path, capsys) -> None:
    run(capsys, "watch", URL)
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    again = run(capsys, "watch", URL.replace("https://", ""))
    assert (again.code, "is watched already (zz_page_roaming" in again.out) == (0, True)
    known = load_carrier(Path(__file__).parents[2] / "transforms/carriers/us_verizon.py")
    read = run(capsys, "watch", known.source.parts[0].urls[0])
    assert "is read already, as facts (us_verizon" in read.out
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file() and "pycache" not in str(p)} == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("not an address",), "no address of a web page"),
        (("ftp://page.example/x",), "no address of a web page"),
        (("https://me:secret@page.example/",), "name or password"),
        ((URL, "--id", "Page"), "<cc>_<brand>"),
        ((URL, "--id", "us_verizon"), "there is a source us_verizon already"),
        ((URL, "--region", "main["), "no CSS selector"),
        (("us_verizon", "--anew"), "read as facts"),
        (("zz_none", "--anew"), "there is no source 'zz_none'"),
    ],
)
def test_what_cannot_be_watched_is_one_clear_line_and_nothing_is_written(
    home: Path, capsys, given: tuple[str, ...], says: str
) -> None:
    ran = run(capsys, "watch", *given)
    assert ran.code == 2
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
    assert list(home.iterdir()) == []


def test_what_changed_is_shown_by_why_changes_and_check_and_a_held_page_can_be_begun_anew(
    web: LittleWeb, capsys
) -> None:
    run(capsys, "watch", URL, "--carrier", "Paged")
    checked = run(capsys, "sources", "check", "zz_page_roaming")
    assert (checked.code, checked.lines[0]) == (0, "zz_page_roaming   watched as text (no parser yet)   16 lines")
    web.run()
    web.run(1.1)
    web.pages["www.page.example"] = page({**ROWS, "Turkey": ("$13", "1 GB"), "Kosovo": ("$9", "1 GB")})
    web.run(25)
    assert "to be confirmed" in run(capsys, "why", "zz_page_roaming").out
    web.run(1.1)
    why = run(capsys, "why", "zz_page_roaming")
    assert why.code == 0
    assert "  - Turkey | $10 | 1 GB" in why.lines
    assert "  + Turkey | $13 | 1 GB" in why.lines
    assert any(line.startswith("Text changed 3 Mar 2026") and "seen again" in line for line in why.lines)
    assert "nothing: its text was looked at" in why.out
    changed = run(capsys, "changes", "--source", "zz_page_roaming")
    assert any("Paged page text  text changed: 2 lines" in line for line in changed.lines)
    assert "    + Kosovo | $9 | 1 GB" in changed.lines
    assert run(capsys, "changes", "--source", "zz_none").code == 2

    web.pages["www.page.example"] = WALL
    web.run(25)
    assert run(capsys, "sources", "check", "zz_page_roaming").code == 3
    web.pages["www.page.example"] = b"<html><body><p>All our tariffs are gone.</p></body></html>"
    web.run(25)
    assert "roamledger watch zz_page_roaming --anew" in run(capsys, "why", "zz_page_roaming").out
    anew = run(capsys, "watch", "zz_page_roaming", "--anew", "--why", "it is so")
    assert (anew.code, anew.lines[0]) == (0, "zz_page_roaming: the next look takes the page as it is")
    taken = web.run(0.1, force=True)
    assert (taken.exit_code, taken.results[0].lines, taken.results[0].is_baseline) == (0, 1, True)
