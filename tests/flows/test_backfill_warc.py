"""Pages of the past from web archives' files: read record by record, kept once, put in their place."""

import gzip
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cli_tools import run
from little_web import LittleWeb, page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.backfill import Filled, fill_in, pages_of
from warehouse.archive import Archive
from warehouse.entries import Verdict
from warehouse.journal import Journal
from warehouse.rebuild import rebuild
from warehouse.store import Warehouse
from warehouse.warc import read_warc

SAMPLES = Path(__file__).parents[2].parent / "shared" / "vectors" / "warc-samples"
HOST = "www.one.example"
URL = f"https://{HOST}/roaming"
BEFORE = datetime.fromisoformat("2024-05-01T10:00:00+00:00")


@pytest.fixture
def little(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": HOST}) as web:
        yield web


def warc(path: Path, *pages: tuple[str, str, bytes], coding: str = "") -> Path:
    """A file of responses: moment, address, body."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        for moment, url, body in pages:
            headers = [("Content-Type", "text/html; charset=utf-8")]
            if coding:
                headers.append(("Content-Encoding", coding))
                body = gzip.compress(body)
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": moment}
            )
            writer.write_record(record)
    return path


def fill(little: LittleWeb, *files: Path) -> Filled:
    found = (item for file in files for item in pages_of(read_warc(file), file.name))
    return fill_in(little.world(), found, why="test")


def prices(little: LittleWeb) -> list[tuple]:
    with Warehouse.open_read_only(little.settings.warehouse) as warehouse:
        return warehouse.connection.execute(
            "select amount::int, observed_from::varchar, observed_to::varchar from core.offers "
            "join core.offer_prices using (version_id) where recorded_to is null order by observed_from"
        ).fetchall()


def ask(little: LittleWeb, query: str) -> list[tuple]:
    with Warehouse.open_read_only(little.settings.warehouse) as warehouse:
        return warehouse.connection.execute(query).fetchall()


def three(folder: Path) -> Path:
    return warc(
        folder / "old.warc.gz",
        ("2025-01-07T00:00:00Z", URL, page({"Japan": ("$10", "1 GB")})),
        ("2024-01-07T00:00:00Z", URL.replace("https:", "http:"), page({"Japan": ("$8", "1 GB")})),
        ("2024-01-07T00:00:00Z", "https://elsewhere.example/", page({"Japan": ("$1", "1 GB")})),
        coding="gzip",
    )


def test_pages_of_a_web_archive_take_their_place_before_what_we_saw_and_alert_nobody(little, tmp_path) -> None:
    little.pages[HOST] = page({"Japan": ("$12", "1 GB")})
    little.run()
    filled = fill(little, three(tmp_path))
    assert (filled.pages, filled.elsewhere, filled.kept, filled.skipped) == (3, 1, 2, [])
    assert filled.verdicts == {"complete": 2}
    assert [amount for amount, *_ in prices(little)] == [8, 10, 12]
    little.run(2, force=True)
    (first,) = little.settings.outbox.glob("*.eml")  # what was known after the first run
    assert b"What we know now: 1 offer" in first.read_bytes()
    assert ask(little, "select count(*) from core.changes where not is_backfill") == [(0,)]
    assert {s for (s,) in ask(little, "select purpose from ops.captures")} >= {"backfill", "due"}


def test_the_same_file_twice_is_once_and_a_rebuild_gives_the_same_history(little, tmp_path) -> None:
    little.pages[HOST] = page({"Japan": ("$12", "1 GB")})
    little.run()
    fill(little, three(tmp_path))
    before = prices(little)
    again = fill(little, three(tmp_path))
    assert (again.kept, again.known) == (0, 2)
    assert prices(little) == before
    settings = little.settings
    with Journal(settings.journal) as journal:
        rebuild(journal, Archive(settings.archive), settings.warehouse)
    assert prices(little) == before


def test_an_empty_ledger_is_filled_and_the_first_look_of_our_own_tells_nothing(little, tmp_path) -> None:
    assert fill(little, three(tmp_path)).kept == 2
    little.pages[HOST] = page({"Japan": ("$12", "1 GB")})
    little.run(1)
    little.run(2, force=True)
    assert [amount for amount, *_ in prices(little)] == [8, 10, 12]
    assert ask(little, "select count(*) from core.changes where state = 'confirmed' and not is_backfill") == [(0,)]


def test_captures_that_a_killed_run_left_unread_are_read_by_the_next(little, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("flows.backfill._read_unread", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        fill(little, three(tmp_path))
    monkeypatch.undo()
    again = fill(little, three(tmp_path))
    assert (again.known, again.verdicts["complete"]) == (2, 2)
    assert [amount for amount, *_ in prices(little)] == [8, 10]


def test_a_wall_of_the_past_is_refused_and_named(little, tmp_path) -> None:
    file = warc(tmp_path / "wall.warc", ("2024-01-07T00:00:00Z", URL, b"<html><body>Accept cookies?</body></html>"))
    filled = fill(little, file)
    assert filled.verdicts == {"refused": 1}
    assert "not believed" in filled.skipped[0].why


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared vectors are not here")
def test_every_sample_of_a_broken_web_archive_is_read_as_far_as_it_goes(capsys) -> None:
    counts = {}
    for file in sorted(SAMPLES.glob("*arc*")):
        records = list(read_warc(file))
        counts[file.name] = (sum(not r.fault for r in records), sum(bool(r.fault) for r in records))
        assert all(r.fault or (r.body and r.observed_at.year > 2000) for r in records)
    with capsys.disabled():
        pages, faults = (sum(c[i] for c in counts.values()) for i in (0, 1))
        print(f"\nweb archive samples: {len(counts)} files, {pages} pages read, {faults} records named and skipped")
    assert len(counts) == 16
    assert counts["example.warc.gz"] == (2, 0)  # one response, and a revisit of it
    assert counts["example-trunc.warc"] == (0, 1)
    assert counts["example-bad-non-chunked.warc.gz"] == (0, 1)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared vectors are not here")
def test_the_command_names_what_it_skips_and_says_so_by_its_exit_code(little, capsys) -> None:
    samples = [f"--warc={file}" for file in sorted(SAMPLES.glob("*.warc"))]
    ran = run(capsys, "--config", little.file, "backfill", *samples)
    assert ran.code == 3
    assert "example-trunc.warc, record 3" in ran.out
    missing = run(capsys, "--config", little.file, "backfill", "--warc", "nowhere.warc")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    nothing = run(capsys, "--config", little.file, "backfill")
    assert nothing.code == 2


def test_a_file_that_ends_in_the_middle_costs_its_last_record_only(tmp_path) -> None:
    file = three(tmp_path)
    data = file.read_bytes()
    for cut in range(0, len(data), 97):
        (tmp_path / "cut.warc.gz").write_bytes(data[:cut])
        pages = [record for record in read_warc(tmp_path / "cut.warc.gz") if not record.fault]
        assert all(record.body.endswith(b"</html>") for record in pages)


def test_moments_are_those_of_the_record(little, tmp_path) -> None:
    fill(little, three(tmp_path))
    moments = ask(little, "select observed_at from ops.captures order by 1")
    assert moments[0][0] == datetime.fromisoformat("2024-01-07T00:00:00+00:00")
    assert moments[1][0] - moments[0][0] == timedelta(days=366)


def test_our_own_export_fills_another_ledger_with_the_same_history(little, tmp_path, capsys) -> None:
    for price in ("$10", "$10", "$12"):
        little.pages[HOST] = page({"Japan": (price, "1 GB")})
        little.run(24)
    lived = ask(little, "select observed_from, row_hash from core.offers where recorded_to is null order by 1")
    file = tmp_path / "ours.warc.gz"
    ran = run(capsys, "--config", little.file, "archive", "export", "--warc", file)
    assert (ran.code, "4 captures" in ran.out or "3 captures" in ran.out) == (0, True)
    again = run(capsys, "--config", little.file, "archive", "export", "--warc", file)
    assert (again.code, again.err.count("\n")) == (2, 1)
    here = fill(little, file)
    assert here.kept == 0  # what we saw ourselves is known already
    with LittleWeb(tmp_path / "other", {"us_one": HOST}) as other:
        other.clock.moment = little.clock.moment
        assert fill(other, file).kept >= 2
        query = "select observed_from, row_hash from core.offers where recorded_to is null order by 1"
        assert ask(other, query) == lived


def test_our_first_look_is_not_judged_by_a_page_of_years_ago(little, tmp_path) -> None:
    places = ("Japan", "Spain", "France", "Italy", "Greece", "Turkey", "Mexico", "Canada")
    old = page(dict.fromkeys(places, ("$10", "1 GB")))
    fill(little, warc(tmp_path / "old.warc", ("2020-01-07T00:00:00Z", URL, old)))
    little.pages[HOST] = page(dict.fromkeys(places[:4], ("$100", "1 GB")))
    (result,) = little.run().results
    assert result.verdict is Verdict.COMPLETE
    little.pages[HOST] = page({"Japan": ("$100", "1 GB")})
    (result,) = little.run(24).results
    assert result.verdict is Verdict.REFUSED  # by our own first look


def test_a_page_from_the_future_is_skipped_and_runs_go_on(little, tmp_path) -> None:
    filled = fill(little, warc(tmp_path / "odd.warc", ("2099-01-07T00:00:00Z", URL, page({"Japan": ("$1", "1 GB")}))))
    assert (filled.kept, "yet to come" in filled.skipped[0].why) == (0, True)
    little.pages[HOST] = page({"Japan": ("$12", "1 GB")})
    assert little.run().exit_code == 0
