"""``reread``: today's parser over kept pages. What differs is shown, then adopted; who was told wrong hears of it."""

import json
from pathlib import Path

import duckdb
import pytest
from cli_tools import Ran, run
from ledger_dump import dump
from little_web import LittleWeb, page

from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.rebuild import rebuild

pytestmark = pytest.mark.slow

ROWS = {"Turkey": ("$10", "1 GB"), "Japan": ("$8", "1 GB"), "Spain": ("$5", "2 GB")}
YES = ("--yes", "--why", "data was read wrong")


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": "one.example"}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        web.pages["one.example"] = page(ROWS)
        yield web


def patch(web: LittleWeb, old: str, new: str) -> None:
    """Mend the parser."""
    file = web.sources / "us_one.py"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def misread(web: LittleWeb) -> None:
    """A parser that sees no data volume of more than 1 GB: "2 GB" is read as 1 GB."""
    patch(web, 'volume(row.take("Data"), STYLE)', 'volume(row.take("Data"), STYLE) and volume("1 GB", STYLE)')


def mend(web: LittleWeb) -> None:
    patch(web, 'volume(row.take("Data"), STYLE) and volume("1 GB", STYLE)', 'volume(row.take("Data"), STYLE)')


def command(web: LittleWeb, capsys: pytest.CaptureFixture[str], *args: str) -> Ran:
    text = web.file.read_text()
    web.file.write_text(f"clock = {web.clock.moment:%Y-%m-%dT%H:%M:%SZ}\n" + text)
    try:
        return run(capsys, "--config", web.file, "reread", "us_one", *args)
    finally:
        web.file.write_text(text)


def ask(web: LittleWeb, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(web.settings.warehouse), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return connection.execute(query).fetchall()


def test_a_rise_that_an_old_parser_missed_is_shown_and_then_found_late(web: LittleWeb, capsys) -> None:
    misread(web)
    web.run()
    web.pages["one.example"] = page({**ROWS, "Spain": ("$5", "3 GB")})
    web.run(25)
    web.run(25)
    assert ask(web, "select count(*) from core.changes") == [(0,)]
    mend(web)
    before = dump(web.settings.ledger)
    ran = command(web, capsys, "--dry-run")
    assert ran.code == 0
    assert ran.lines == [
        "us_one   3 pages read again, 3 otherwise",
        "  2026-03-02 05:00  3 rows, 1 different (data 1)",
        "  2026-03-03 06:00  3 rows, 1 different (data 1)",
        "  2026-03-04 07:00  3 rows, 1 different (data 1)",
        "  by field   data 3",
        "  history    1 change found late, 0 told and none after all (0 mails to correct)",
        "Nothing was written.",
    ]
    after = dump(web.settings.ledger)
    del before["ops.sources"], after["ops.sources"]  # today's parsers, which any run writes down
    assert after == before
    ran = command(web, capsys, *YES)
    assert ran.lines[-1] == "Adopted. 0 corrections, 1 change found late: told by the next run"
    assert ask(web, "select field, old_value, new_value, told_as, cause, state from core.changes") == [
        ("data", "2 GB", "3 GB", "found_late", "page", "confirmed")
    ]
    spans = ask(
        web, "select data_bytes / 1024**3, observed_from, observed_to is null from core.offers "
        "where offer_id like '%/es' and recorded_to is null order by observed_from",
    )  # fmt: skip
    assert [(size, is_open) for size, _, is_open in spans] == [(2, False), (3, True)]
    assert {row[0] for row in ask(web, "select effect from ops.readings where reread_id is null")} == {"superseded"}
    (mail,) = web.run(25).mails
    assert "found late" in Path(mail).read_text().lower() or "should have told" in Path(mail).read_text()
    assert "today's parser has read every kept page already" in command(web, capsys, *YES).out


def test_what_was_told_wrong_is_corrected_and_nobody_hears_of_the_rest(web: LittleWeb, capsys) -> None:
    web.run()
    web.pages["one.example"] = page({**ROWS, "Spain": ("$5", "3 GB"), "Japan": ("$9", "1 GB")})
    web.run(25)
    assert len(web.run(25).mails) == 1
    patch(web, 'data=volume(row.take("Data"), STYLE)', 'data=volume(row.take("Data") and "7 GB", STYLE)')
    ran = command(web, capsys, *YES)
    assert "  history    0 changes found late, 1 told and none after all (1 mail to correct)" in ran.lines
    assert ask(web, "select field, state from core.changes order by field") == [
        ("data", "retracted"), ("price", "confirmed"),
    ]  # fmt: skip
    (correction,) = ask(web, "select right_value, cause, why from core.corrections")
    assert correction == ("7 GB", "parser", "data was read wrong")
    (mail,) = web.run(25).mails
    assert "Correction" in Path(mail).read_text()
    assert web.run(25).mails == ()


def test_a_reread_comes_out_the_same_in_a_rebuild_and_goes_on_from_there(web: LittleWeb, capsys) -> None:
    misread(web)
    for price in ("$10", "$11", "$11", "$12", "$12"):
        web.pages["one.example"] = page({**ROWS, "Turkey": (price, "2 GB")})
        web.run(25)
    mend(web)
    assert command(web, capsys, *YES).code == 0
    lived = dump(web.settings.ledger)
    with Journal(web.settings.journal) as journal:
        rebuild(journal, Archive(web.settings.archive), web.settings.warehouse)
    assert dump(web.settings.ledger) == lived
    assert ask(web, "select count(*) from ops.adoptions where reread_id is not null") == [(1,)]
    summary = web.run(25)
    assert summary.exit_code == 0
    assert ask(web, "select count(*) from ops.adoptions") == [(1,)]  # no parser change is noticed any more
    assert ask(web, "select count(*) from core.changes where cause = 'parser'") == [(0,)]


def test_rows_that_are_all_the_same_leave_nothing_to_adopt(web: LittleWeb, capsys) -> None:
    web.run()
    file = web.sources / "us_one.py"
    file.write_text(file.read_text() + "\n# another parser\n")
    ran = command(web, capsys, *YES)
    assert ran.lines == ["us_one: 1 page read again, every row the same; nothing to adopt"]
    assert ask(web, "select count(*) from ops.readings") == [(1,)]


def test_offers_keep_their_ids_when_the_parser_calls_them_otherwise(web: LittleWeb, capsys) -> None:
    web.run()
    web.run(25)
    patch(web, 'label="Day pass"', 'label="Travel day pass"')
    assert command(web, capsys, *YES).code == 0
    assert ask(web, "select distinct offer_id from core.offers order by 1") == [
        ("us_one/day-pass/es",), ("us_one/day-pass/jp",), ("us_one/day-pass/tr",),
    ]  # fmt: skip
    assert ask(web, "select count(*) from core.changes") == [(0,)]


def test_a_page_that_today_s_parser_does_not_believe_keeps_what_was_read_of_it(web: LittleWeb, capsys) -> None:
    web.run()
    web.pages["one.example"] = page({**ROWS, "Turkey": ("$12", "1 GB")}).replace(b"Day passes", b"Passes by the day")
    patch(web, 'landmarks=("Day passes",)', "landmarks=()")
    web.run(25)
    web.run(25)
    patch(web, "landmarks=()", 'landmarks=("Passes by the day",)')
    ran = command(web, capsys, *YES)
    assert "not believed: " in ran.lines[1]
    assert "the 3 rows read before stay" in ran.lines[1]
    prices = ask(
        web, "select amount::int, o.cause from core.offers o join core.offer_prices using (version_id) "
        "where o.offer_id like '%/tr' and recorded_to is null order by observed_from",
    )  # fmt: skip
    assert prices == [(10, "page"), (12, "parser")]  # two parsers saw the two pages: nobody can say whose doing it is


def test_a_lost_page_is_named_and_the_others_are_read(web: LittleWeb, capsys) -> None:
    misread(web)
    web.run()
    bodies = {path for path in web.settings.archive.rglob("*") if path.is_file()}
    web.pages["one.example"] = page({**ROWS, "Turkey": ("$12", "2 GB")}, note="x" * 900)
    web.run(25)
    lost = ask(web, "select sha256 from ops.capture_pages where url like '%roaming' order by capture_id")[0][0]
    (file,) = [path for path in bodies if str(lost) in path.name]
    file.unlink()
    mend(web)
    ran = command(web, capsys, *YES)
    assert any("its page is lost" in line or "not there" in line for line in ran.lines), ran.out
    assert ran.code == 0


def test_it_says_what_it_cannot_do(web: LittleWeb, capsys) -> None:
    assert "Nothing has been read yet" in command(web, capsys, *YES).err
    web.run()
    assert command(web, capsys).err.startswith("roamledger: nobody can be asked here: say --dry-run")
    ran = run(capsys, "--config", web.file, "reread", "us_ome", "--dry-run")
    assert "Did you mean us_one" in ran.err
    assert "--dry-run" in run(capsys, "reread", "--help").out


def test_json_names_every_page_and_then_the_sum(web: LittleWeb, capsys) -> None:
    misread(web)
    web.run()
    mend(web)
    one, total = map(json.loads, command(web, capsys, "--dry-run", "--json").lines)
    assert (one["rows"], one["different"], one["fields"]) == (3, 1, {"data": 1})
    assert (total["pages"], total["different"], total["is_adopted"]) == (1, 1, False)


def test_another_name_of_a_place_is_noticed_and_is_the_reference_tables_doing(web: LittleWeb) -> None:
    web.run()
    web.pages["one.example"] = page({**ROWS, "Erewhon": ("$3", "1 GB")})
    web.run(25)
    assert ask(web, "select last_verdict, held_rows from ops.parts") == [("partial", 1)]
    (web.sources / "names.csv").write_text("name,place\nErewhon,NZ\n")
    summary = web.run(25)
    assert summary.exit_code == 0
    assert ask(web, "select cause, count(*) from ops.readings group by 1 order by 1") == [
        ("page", 3), ("reference", 1),
    ]  # fmt: skip
    assert ask(web, "select offer_id, observed_to from core.offers where offer_id like '%/nz'") == [
        ("us_one/day-pass/nz", None)
    ]
    assert web.run(25).mails == ()
