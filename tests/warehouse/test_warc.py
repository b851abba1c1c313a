"""What we kept goes out as WARC 1.1, is read by an independent reader, and comes back word for word."""

import gzip
import hashlib
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecordType
from ledger_dsl import hours
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from warehouse.archive import Archive
from warehouse.entries import Capture, Outcome, PageCapture, Purpose
from warehouse.warc import WarcError, read_warc
from warehouse.warc_out import captures_in, write_warc

KINDS = ("warcinfo", "response", "revisit", "request", "metadata")
NAMES = {int(getattr(WarcRecordType, name)): name for name in KINDS}
URL = "https://www.one.example/roaming?lang=en"
HEADERS = {"date": "Mon, 23 Nov 2026 06:00:00 GMT", "content-encoding": "gzip", "content-length": "77", "vary": "*"}


def captures(archive: Archive) -> list[Capture]:
    """A page, a 304, the same bytes again, other bytes with robots.txt beside, a refusal with words, a silence."""
    bodies = [b"<html>one \xc3\xa9</html>", b"<html>two</html>", b"Not here, friend", b"User-agent: *\n"]
    one, two, wall, robots = (archive.put(body) for body in bodies)

    def page(sha: str, status: int | None = 200, url: str = URL, **more: object) -> PageCapture:
        size = len(archive.get(sha)) if sha else 0
        return PageCapture(url=url, status=status, sha256=sha, bytes=size, content_type="text/html", **more)

    def capture(when: float, outcome: Outcome, *pages: PageCapture, **more: object) -> Capture:
        return Capture(
            capture_id=f"us_one@{when}", source_id="us_one", part="main", observed_at=hours(when),
            purpose=Purpose.DUE, outcome=outcome, pages=pages, next_due_at=hours(when + 24), vantage="DE",
            run_id="r", **more,
        )  # fmt: skip

    return [
        capture(0, Outcome.OK, page(one, headers=HEADERS, etag='"a"', final_url=URL + "&x=1")),
        capture(24, Outcome.UNCHANGED, page(one, 304, final_url=URL + "&x=1"), same_as="us_one@0"),
        capture(25.5, Outcome.UNCHANGED, page(one, final_url=URL + "&x=1"), same_as="us_one@0"),
        capture(48, Outcome.OK, page(two), page(robots, url="https://www.one.example/robots.txt")),
        capture(72, Outcome.BLOCKED, page(wall, 403), detail="answered 403"),
        capture(96, Outcome.TIMEOUT, PageCapture(url=URL), detail="no whole answer within 60 s · é"),
    ]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.mark.parametrize("name", ["ours.warc", "ours.warc.gz"])
def test_an_independent_reader_finds_every_record_whole(archive: Archive, tmp_path: Path, name: str) -> None:
    ours = captures(archive)
    written = write_warc(tmp_path / name, ours, archive)
    assert (written.captures, written.responses, written.revisits) == (6, 4, 2)
    kinds: dict[str, int] = {}
    with (tmp_path / name).open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            kind = NAMES[int(record.record_type)]
            kinds[kind] = kinds.get(kind, 0) + 1
            assert record.verify_block_digest()
            assert record.headers["WARC-Record-ID"]
    assert kinds == {"warcinfo": 1, "response": 4, "revisit": 2, "request": 6, "metadata": 6}
    with (tmp_path / name).open("rb") as stream:
        bodies = {
            hashlib.sha256(r.reader.read()).hexdigest()
            for r in ArchiveIterator(stream, record_types=WarcRecordType.response)
        }
    assert bodies == {p.sha256 for c in ours for p in c.pages if p.sha256}


def test_captures_and_bytes_come_back_word_for_word(archive: Archive, tmp_path: Path) -> None:
    ours = captures(archive)
    write_warc(tmp_path / "ours.warc.gz", ours, archive)
    assert list(captures_in(tmp_path / "ours.warc.gz")) == ours
    records = list(read_warc(tmp_path / "ours.warc.gz", is_every=True))
    assert not [r.fault for r in records if r.fault]
    held = {hashlib.sha256(record.body).hexdigest(): record.body for record in records}
    for sha in {page.sha256 for capture in ours for page in capture.pages if page.sha256}:
        assert held[sha] == archive.get(sha)


def test_pages_are_read_again_at_their_moments_by_the_way_that_reads_other_peoples_files(
    archive: Archive, tmp_path: Path
) -> None:
    write_warc(tmp_path / "ours.warc", captures(archive), archive)
    found = [(r.asked_url or r.url, r.observed_at, len(r.body)) for r in read_warc(tmp_path / "ours.warc")]
    assert found[:3] == [(URL, hours(0), 19), (URL, hours(24), 19), (URL, hours(25.5), 19)]
    assert len(found) == 5  # the 403 is no page


def test_the_record_says_what_was_kept_and_what_was_not(archive: Archive, tmp_path: Path) -> None:
    write_warc(tmp_path / "ours.warc", captures(archive), archive)
    data = (tmp_path / "ours.warc").read_bytes()
    assert b"X-Archive-Orig-Content-Encoding: gzip" in data
    assert b"\r\nContent-Encoding:" not in data
    assert b"WARC/1.1\r\n" in data
    assert b"server-not-modified" in data
    assert b"identical-payload-digest" in data
    assert b"Bodies are decoded" in data


def test_a_file_that_is_there_is_not_written_over_and_a_fault_leaves_none(archive: Archive, tmp_path: Path) -> None:
    ours = captures(archive)
    (tmp_path / "there.warc").write_text("mine")
    with pytest.raises(WarcError, match="there already"):
        write_warc(tmp_path / "there.warc", ours, archive)
    assert (tmp_path / "there.warc").read_text() == "mine"
    archive.path(ours[0].pages[0].sha256).write_bytes(b"rot")
    with pytest.raises(Exception, match="damaged"):
        write_warc(tmp_path / "new.warc", ours, archive)
    assert [p.name for p in tmp_path.glob("new.warc*")] == []


# --- codings of other people's files ---------------------------------------------------------------------------------

PAGE = b"<html><body>" + b"<p>EUR 5 a day</p>" * 200 + b"</body></html>"


def in_coding(path: Path, coding: str, body: bytes) -> list[Any]:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        head = StatusAndHeaders("200 OK", [("Content-Encoding", coding)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("https://x.com/", "response", payload=BytesIO(body), http_headers=head)
        )
    return list(read_warc(path))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("zstd", zstandard.compress(PAGE)),
        ("zstd", zstandard.compress(PAGE[:90]) + zstandard.compress(PAGE[90:])),
        ("zstd", PAGE),  # some tools keep the head as sent and the body decoded
        ("gzip", PAGE),
        ("identity", PAGE),
    ],
    ids=map(str, range(7)),
)
def test_a_page_in_a_coding_that_we_know_is_read_whole(tmp_path: Path, coding: str, body: bytes) -> None:
    assert [record.body for record in in_coding(tmp_path / "x.warc", coding, body)] == [PAGE]


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("zstd", zstandard.compress(PAGE)[:-3], "truncated: its zstd has no end"),
        ("zstd", zstandard.compress(PAGE) + b"more", "its zstd is damaged"),
        ("zstd", zstandard.compress(PAGE)[:20] + b"\xff" * 20, "zstd"),
        ("zstd", zstandard.compress(bytes(10**8)), "more than 20,000,000 bytes"),
        ("gzip", gzip.compress(bytes(10**8), mtime=0), "more than 20,000,000 bytes"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-3], "truncated: its gzip has no end"),
        ("br", b"\x8b\x02\x80hello\x03", "in the coding brotli, which is not read here"),
        ("compress", b"\x1f\x9d\x90", "in the coding 'compress'"),
    ],
    ids=map(str, range(8)),
)
def test_a_page_that_cannot_be_decoded_is_named_and_costs_no_memory(
    tmp_path: Path, coding: str, body: bytes, words: str
) -> None:
    tracemalloc.start()
    (record,) = in_coding(tmp_path / "x.warc", coding, body)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in record.fault
    assert most < 100_000_000
