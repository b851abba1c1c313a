"""A part that is a file on disk: read where it lies and nowhere else, and what its owner writes counts at once."""

import os
from pathlib import Path

import duckdb
import pytest
from cli_tools import run as run_command
from ledger_dump import dump
from little_web import LittleWeb

from flows.capture.body import Limits
from flows.capture.files import read_file
from flows.report import word
from transforms.source import SourceError, load_carrier
from warehouse.archive import Archive
from warehouse.entries import Capture, Outcome, Verdict
from warehouse.journal import Journal
from warehouse.rebuild import rebuild
from warehouse.warc_out import captures_in, write_warc

LIMITS = Limits(decoded_bytes=1000)
SOURCE = '''
"""Our own price list."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, price
from transforms.words import Kind, Media, Service

SOURCE = Source(
    carrier="Us", home_country="ES", style=(STYLE := Style(currency="EUR")),
    parts=(Part(urls=("file:lists/ours.csv",), media=Media.CSV),), expect=Expect(landmarks=("pass,price",)),
)


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.csv(), read)


def read(row: Row) -> Iterator[Offer]:
    yield Offer(label=row.take("pass"), kind=Kind.PACK, service=Service.DATA, price_unit="pack",
                prices=(price(row.take("price"), STYLE),))
'''


def listed(**prices: str) -> str:
    return "pass,price\n" + "".join(f"{name},{price}\n" for name, price in prices.items())


ALL = {"Small": "€5", "Middle": "€9", "Large": "€15", "Huge": "€25", "World": "€40", "Sea": "€60"}


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        (web.sources / "es_us.py").write_text(SOURCE)
        (web.sources / "lists").mkdir()
        web.only = ("es_us",)
        yield web


def write(web: LittleWeb, text: str) -> None:
    (web.sources / "lists" / "ours.csv").write_text(text)


def asked(web: LittleWeb, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
        return connection.execute(question).fetchall()


def captures(web: LittleWeb) -> list[Capture]:
    return [entry for _, entry in Journal(web.settings.journal).entries() if isinstance(entry, Capture)]


def test_a_price_list_of_ones_own_is_read_kept_and_told_at_once_when_it_changes(web: LittleWeb) -> None:
    write(web, listed(**ALL))
    first = web.run()
    assert [(r.rows, r.outcome, r.verdict) for r in first.results] == [(6, Outcome.OK, Verdict.COMPLETE)]
    (capture,) = captures(web)
    (page,) = capture.pages
    assert (page.url, page.status, page.content_type) == ("file:lists/ours.csv", None, "text/csv")
    assert Archive(web.settings.archive).get(page.sha256) == listed(**ALL).encode()
    assert web.web.requests == []

    write(web, listed(**{**ALL, "Small": "€6"}))
    second = web.run(0.25)  # long before the part is due: the file is another one
    assert [(m.state, m.effect) for m in second.moves] == [("confirmed", "worse")]
    assert [r.confirm_at for r in second.results] == [None]
    assert len(list(web.settings.outbox.glob("*.eml"))) == 2  # what we know now, and the move
    assert web.run(1.2).results == ()
    assert asked(web, "select old_value, new_value, state from changes") == [("5 EUR", "6 EUR", "confirmed")]


def test_what_is_taken_out_of_ones_own_list_is_withdrawn_at_once(web: LittleWeb) -> None:
    write(web, listed(**ALL))
    web.run()
    less = {name: price for name, price in ALL.items() if name != "Sea"}
    write(web, listed(**less))
    summary = web.run(0.1)
    assert [(m.state, m.effect) for m in summary.moves] == [("confirmed", "worse")]
    assert asked(web, "select offer_id, new_value, state from changes") == [("es_us/sea", "withdrawn", "confirmed")]
    assert asked(web, "select count(*) from offers") == [(5,)]
    write(web, listed(**ALL))
    assert [m.state for m in web.run(0.1).moves] == ["confirmed"]
    assert asked(web, "select new_value, undoes is not null from changes where new_value = 'back'") == [("back", True)]


def test_an_unchanged_file_is_unchanged_and_read_again_only_when_it_is_due(web: LittleWeb) -> None:
    write(web, listed(**ALL))
    web.run()
    write(web, listed(**ALL))  # written anew, the same bytes
    os.utime(web.sources / "lists" / "ours.csv", (1, 1))
    assert web.run(1).results == ()
    assert [word(r) for r in web.run(24).results] == ["unchanged"]
    assert [c.outcome for c in captures(web)] == [Outcome.OK, Outcome.UNCHANGED]
    assert asked(web, "select count(*) from changes") == [(0,)]


def test_a_file_that_is_gone_is_named_once_and_read_as_soon_as_it_is_back(
    web: LittleWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    write(web, listed(**ALL))
    web.run()
    (web.sources / "lists" / "ours.csv").unlink()
    gone = web.run(0.1)
    assert [(r.outcome, word(r)) for r in gone.results] == [(Outcome.GONE, "gone")]
    assert "there is no file lists/ours.csv beside the source" in gone.results[0].detail
    assert gone.exit_code == 3
    assert web.run(0.1).results == ()
    assert asked(web, "select count(*) from offers") == [(6,)]
    assert "put it back" in run_command(capsys, "--config", web.file, "why", "es_us").lines[-1]
    write(web, listed(**ALL))
    assert [r.outcome for r in web.run(0.1).results] == [Outcome.UNCHANGED]


def test_half_of_a_list_is_held_not_believed(web: LittleWeb) -> None:
    write(web, listed(**ALL))
    web.run()
    write(web, listed(Small="€5", Middle="€9"))
    half = web.run(0.1)
    assert [(word(r), r.reasons) for r in half.results] == [("held", ("4 of 6 rows missing since 2 Mar 2026",))]
    assert web.run(0.1).results == (), "a refused file is not read again until it changes or is due"
    assert asked(web, "select count(*) from offers") == [(6,)]


def test_why_and_offers_show_the_files_own_words(web: LittleWeb, capsys: pytest.CaptureFixture[str]) -> None:
    write(web, listed(**ALL))
    web.run()
    shown = run_command(capsys, "--config", web.file, "offers", "--carrier", "es_us", "--stale")
    assert (shown.code, "es_us/sea" in shown.out) == (0, True)
    told = run_command(capsys, "--config", web.file, "why", "es_us/sea", "price")
    assert 'says "€60"   at line 7/price' in told.out
    assert "file:lists/ours.csv" in told.out


def test_check_reads_the_file_and_writes_nothing(web: LittleWeb, capsys: pytest.CaptureFixture[str]) -> None:
    write(web, listed(**ALL))
    checked = run_command(capsys, "--config", web.file, "sources", "check", "es_us")
    assert (checked.code, "6 rows" in checked.out) == (0, True)
    assert not web.settings.journal.exists()


def test_rebuild_gives_the_same_tables(web: LittleWeb) -> None:
    for hours, prices in ((0, ALL), (1, {**ALL, "Sea": "€61"}), (1, {**ALL, "Sea": "€62", "Huge": "€24"})):
        write(web, listed(**prices))
        web.run(hours)
    less = {name: price for name, price in ALL.items() if name != "Small"}
    write(web, listed(**less))
    web.run(25)
    before = dump(web.settings.ledger)
    with Journal(web.settings.journal) as journal:
        rebuild(journal, Archive(web.settings.archive), web.settings.warehouse)
    assert dump(web.settings.ledger) == before


def test_the_file_goes_into_a_web_archive_as_a_resource_and_the_capture_comes_back(web: LittleWeb) -> None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    write(web, listed(**ALL))
    web.run()
    file = web.folder / "ours.warc"
    write_warc(file, captures(web), Archive(web.settings.archive))
    assert list(captures_in(file)) == captures(web)
    with file.open("rb") as stream:
        found = [
            (record.headers["WARC-Target-URI"], record.reader.read())
            for record in ArchiveIterator(stream, record_types=WarcRecordType.resource)
        ]
    assert found == [("file:lists/ours.csv", listed(**ALL).encode())]


# --- nowhere else ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists" / "ours.csv").write_text("ours")
    (tmp_path / "secret.csv").write_text("secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "ours.csv").write_text("secret")
    return folder


@pytest.mark.parametrize(
    "url",
    ["file:../secret.csv", "file:lists/../../secret.csv", "file:/etc/passwd", "file:///etc/passwd", "file://host/x",
     "file:", "file:lists//ours.csv", "file:./lists/ours.csv", "file:lists\\ours.csv", "file:a\x00b", "file:a\nb",
     "file:lists", "file:lists/"],
)  # fmt: skip
def test_no_address_leads_out_of_the_folder(folder: Path, url: str) -> None:
    fetched = read_file(folder, url)
    assert (fetched.outcome, fetched.body) == (Outcome.REFUSED_ADDRESS, b"")
    assert "\n" not in fetched.detail


def test_no_link_is_followed_wherever_it_leads(folder: Path) -> None:
    (folder / "link.csv").symlink_to("../secret.csv")
    (folder / "inside.csv").symlink_to("lists/ours.csv")
    (folder / "linked").symlink_to("../outside", target_is_directory=True)
    for url in ("file:link.csv", "file:inside.csv", "file:linked/ours.csv"):
        fetched = read_file(folder, url)
        assert (fetched.outcome, fetched.body) == (Outcome.REFUSED_ADDRESS, b"")
        assert "is a link" in fetched.detail


def test_what_is_no_plain_file_is_refused_without_waiting(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    assert read_file(folder, "file:pipe.csv").outcome is Outcome.REFUSED_ADDRESS


def test_a_file_that_is_empty_too_large_or_not_there_says_so(folder: Path) -> None:
    (folder / "empty.csv").touch()
    (folder / "large.csv").write_bytes(b"x" * 1001)
    (folder / "exact.csv").write_bytes(b"x" * 1000)
    found = {name: read_file(folder, f"file:{name}.csv", LIMITS) for name in ("empty", "large", "exact", "none")}
    gone = "there is no file none.csv beside the source: put it back, or take it out of the source"
    assert {name: (fetched.outcome, fetched.detail) for name, fetched in found.items()} == {
        "empty": (Outcome.PROTOCOL_ERROR, "empty.csv is empty"),
        "large": (Outcome.TOO_LARGE, "large.csv has more than 1,000 bytes"),
        "exact": (Outcome.OK, ""),
        "none": (Outcome.GONE, gone),
    }
    assert read_file(folder, "file:lists/ours.csv/x").outcome is Outcome.GONE
    assert read_file(folder / "nowhere", "file:x.csv").outcome is Outcome.GONE


def test_a_file_that_grows_while_it_is_read_is_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = os.read

    def and_then_somebody_writes(handle: int, count: int) -> bytes:
        data = read(handle, count)
        with (folder / "lists" / "ours.csv").open("a") as file:
            file.write("!")
        monkeypatch.setattr(os, "read", read)
        return data

    monkeypatch.setattr(os, "read", and_then_somebody_writes)
    fetched = read_file(folder, "file:lists/ours.csv")
    assert (fetched.outcome, fetched.body) == (Outcome.TRUNCATED, b"")
    assert read_file(folder, "file:lists/ours.csv").body == b"ours!"


def test_the_door_to_the_network_takes_no_file(web: LittleWeb) -> None:
    write(web, listed(**ALL))
    assert web.world().door.get("file:lists/ours.csv").outcome is Outcome.REFUSED_ADDRESS


@pytest.mark.parametrize("url", ["file:../x.csv", "file:/x.csv", "file:"])
def test_a_source_that_declares_a_file_elsewhere_does_not_load(tmp_path: Path, url: str) -> None:
    (tmp_path / "es_us.py").write_text(SOURCE.replace("file:lists/ours.csv", url))
    with pytest.raises(SourceError, match=r"write it as file:prices\.csv"):
        load_carrier(tmp_path / "es_us.py", is_own=True)


def test_only_a_source_of_ones_own_may_read_a_file(tmp_path: Path) -> None:
    (tmp_path / "es_us.py").write_text(SOURCE)
    with pytest.raises(SourceError, match="folder of your own"):
        load_carrier(tmp_path / "es_us.py")
