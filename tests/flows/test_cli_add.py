"""``roamledger add``: a look at a page; then watch it, draft a source for it, or neither."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_tools import run
from little_web import WALL, LittleWeb

from transforms.source import load_carrier
from transforms.words import SourceStatus, Terms

URL = "https://www.shop.example/ng/plans"
WORDS = "You pay for what you take, and for nothing besides that. " * 20


def page(small: str = "N500") -> bytes:
    rows = "".join(
        f"<tr><td>{name}</td><td>{price}</td><td>{size}</td><td>{days}</td></tr>"
        for name, price, size, days in (("Small", small, "1 GB", "7 days"), ("Large", "N1,000", "3 GB", "30 days"))
    )
    head = "<tr><th>Plan</th><th>Price (N)</th><th>Data</th><th>Validity</th></tr>"
    return f"<html lang=en><body><h1>Data plans</h1><p>{WORDS}</p><table>{head}{rows}</table></body></html>".encode()


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LittleWeb]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    with LittleWeb(tmp_path, {}) as web:
        web.pages = {"www.shop.example": page()}
        web.only = ("ng_shop_plans",)
        for module in ("check", "add"):
            monkeypatch.setattr(f"flows.cli.{module}.get_of", lambda settings: web.world().door.get)
        monkeypatch.setattr("flows.cli.add.clock_of", lambda settings: web.clock)
        yield web


def test_a_page_is_looked_at_and_nothing_is_written_without_a_yes(web: LittleWeb, capsys) -> None:
    before = sorted(web.folder.rglob("*"))
    ran = run(capsys, "add", URL)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0].startswith("robots.txt allows it · HTTP 200 · terms: not checked")
    assert "Found  table with Plan, Price (N), Data, Validity: 2 rows with a price (NGN)" in ran.lines
    assert "First   Plan: Small | Price (N): N500 | Data: 1 GB | Validity: 7 days" in ran.lines
    assert "  2  read it (draft)     2 offers of 2 rows" in ran.lines
    assert ran.lines[-1] == "Nothing was written."
    assert sorted(web.folder.rglob("*")) == before


def test_a_draft_is_module_page_and_golden_rows_and_passes_its_own_test(web: LittleWeb, capsys) -> None:
    ran = run(capsys, "add", URL, "--draft", "--terms", "silent", "--carrier", "Shop NG")
    assert (ran.code, ran.err) == (0, "")
    file = web.sources / "ng_shop_plans.py"
    kept = [file, *(file.with_suffix("") / f"2026-03-02.{ending}" for ending in ("html", "golden.csv"))]
    assert all(path.is_file() for path in kept)
    source = load_carrier(file, is_own=True).source
    assert (source.status, source.terms, source.carrier, source.home_country) == (
        SourceStatus.OFF, Terms.SILENT, "Shop NG", "NG",
    )  # fmt: skip
    assert "base 1000 NGN" in kept[2].read_text()
    assert run(capsys, "test", web.sources).code == 0
    assert run(capsys, "sources", "check", "ng_shop_plans").lines[0] == "ng_shop_plans   read   2 rows"
    again = run(capsys, "add", URL)
    assert "is of a source that is off; switch it on: roamledger sources enable ng_shop_plans" in again.out
    run(capsys, "sources", "enable", "ng_shop_plans")
    assert [(r.rows, r.is_baseline) for r in web.run().results] == [(2, True)]


def test_a_page_in_a_file_needs_its_address(web: LittleWeb, capsys) -> None:
    (web.folder / "page.html").write_bytes(page())
    ran = run(capsys, "add", "page.html")
    assert (ran.code, "of which address?" in ran.err) == (2, True)
    ran = run(capsys, "add", "page.html", "--url", URL, "--draft", "--id", "ng_shop")
    assert (ran.code, (web.sources / "ng_shop.py").is_file()) == (0, True)
    assert web.web.requests == []


def test_watch_is_the_other_choice(web: LittleWeb, capsys) -> None:
    ran = run(capsys, "add", URL, "--watch")
    assert ran.code == 0
    source = load_carrier(web.sources / "ng_shop_plans.py", is_own=True).source
    assert source.status is SourceStatus.WATCH
    assert "is watched already" in run(capsys, "add", URL, "--watch").out


def test_a_watched_page_becomes_one_that_is_read_from_the_beginning(web: LittleWeb, capsys) -> None:
    run(capsys, "add", URL, "--watch")
    web.run()
    web.pages["www.shop.example"] = page("N600")
    web.run(25)
    ran = run(capsys, "add", URL, "--draft")
    assert "what was kept while it was watched is then read from the beginning" in ran.out
    assert (web.sources / "_ng_shop_plans.py.before").is_file()
    run(capsys, "sources", "enable", "ng_shop_plans")
    assert web.run(25).kept["ng_shop_plans"].read == 2
    history = run(capsys, "history", "ng_shop_plans/small")
    assert "500" in history.out
    assert "600" in history.out


@pytest.mark.parametrize(
    ("answer", "says", "code"),
    [
        (WALL, "Not the page that was meant: the site asks for consent", 3),
        (b"<html><body><div id=root></div><script src=a.js></script></body></html>", "an empty shell that a script", 3),
        ((403, "text/html", b"no"), "do not work around it", 2),
        (f"<html><body><h1>Abroad</h1><p>{WORDS} A day costs €5.</p></body></html>".encode(), "1 amounts in prose", 0),
    ],
)
def test_what_stands_in_the_way_is_told(web: LittleWeb, capsys, answer, says: str, code: int) -> None:
    web.pages["www.shop.example"] = answer
    ran = run(capsys, "add", URL)
    assert ran.code == code
    assert says in ran.out + ran.err
    assert list(web.sources.iterdir()) == []


def test_a_draft_of_a_page_without_a_list_of_prices_is_one_clear_line(web: LittleWeb, capsys) -> None:
    web.pages["www.shop.example"] = f"<html><body><h1>Abroad</h1><p>{WORDS}</p></body></html>".encode()
    ran = run(capsys, "add", URL, "--draft")
    assert (ran.code, "there is no list of prices to read; watch the page" in ran.err) == (2, True)
    assert list(web.sources.iterdir()) == []
