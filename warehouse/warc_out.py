"""What we kept as a WARC 1.1 file that any web-archive tool reads, and our captures back out of one, word for word.

Bodies are kept decoded. So that no record claims otherwise, the headers that spoke of the coding on the wire stand as
``X-Archive-Orig-...`` (the custom of web archives), and Content-Length is that of what is there.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from transforms.addresses import is_file
from warehouse.entries import Capture, PageCapture
from warehouse.entry_json import from_json, instant, to_json
from warehouse.warc import ASKED, WarcError

CAPTURE = "application/vnd.roamledger.capture+json"
_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")
_SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_ABOUT = (
    "Pages of carriers as Roamledger kept them. Bodies are decoded: headers about the coding on the wire stand as "
    "X-Archive-Orig-*. Of response headers only those worth keeping are kept. Requests are written from the address: "
    "the headers that were sent are not kept. Each capture's own entry stands in a metadata record."
)


class Kept(Protocol):
    """Where bytes are kept by their hash (warehouse/archive.py)."""

    def get(self, sha256: str) -> bytes: ...


@dataclass
class Written:
    """How many records of each kind a file holds."""

    captures: int = 0
    responses: int = 0
    revisits: int = 0


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The record that holds some bytes already."""

    record_id: str
    url: str
    date: str
    digest: str


def write_warc(path: Path, captures: Iterable[Capture], archive: Kept) -> Written:
    """Write all captures; a file that is there already is never written over. gzip by record if it is named ``.gz``.

    Raises:
        WarcError: it exists, or cannot be written; nothing is left of it.
        ArchiveError: something kept is damaged.
    """
    fresh = path.with_name(path.name + ".part")
    if path.exists():
        raise WarcError(f"{path} is there already; name another file")
    try:
        with fresh.open("wb") as out:
            written = _write(out, path, captures, archive)
        fresh.replace(path)
    except OSError as error:
        raise WarcError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        fresh.unlink(missing_ok=True)
    return written


def _write(out: BinaryIO, path: Path, captures: Iterable[Capture], archive: Kept) -> Written:
    writer: Any = WARCWriter(out, gzip=path.suffix == ".gz", warc_version="WARC/1.1")
    about = {"software": f"roamledger {version('roamledger')}", "format": "WARC File Format 1.1", "description": _ABOUT}
    writer.write_record(writer.create_warcinfo_record(path.name, about))
    written, earlier = Written(), dict[tuple[str, str], _Earlier]()
    for capture in captures:
        written.captures += 1
        date = instant(capture.observed_at)
        beside = [
            _page(writer, page, date, archive, earlier, written)
            if page.status is not None
            else _file(writer, page, date, archive, written)
            for page in capture.pages
            if page.status is not None or (page.sha256 and is_file(page.url))
        ]
        _metadata(writer, capture, beside)
    return written


def _file(writer: Any, page: PageCapture, date: str, archive: Kept, written: Written) -> str:
    """A file of a person's own, which nobody was asked for."""
    body = archive.get(page.sha256)
    record = writer.create_warc_record(
        page.url, "resource", payload=BytesIO(body), length=len(body), warc_headers_dict={"WARC-Date": date},
        warc_content_type=page.content_type or "application/octet-stream",
    )  # fmt: skip
    writer.write_record(record)
    written.responses += 1
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def _page(
    writer: Any,
    page: PageCapture,
    date: str,
    archive: Kept,
    earlier: dict[tuple[str, str], _Earlier],
    written: Written,
) -> str:
    """The request and its response, or the revisit of a response before. Gives the record's id."""
    url = page.final_url or page.url
    asked = {ASKED: page.url} if url != page.url else {}
    head = _head(page)
    held = earlier.get((url, page.sha256)) if page.sha256 else None
    record: Any
    if held is not None:
        record = writer.create_revisit_record(
            url, digest=held.digest, refers_to_uri=held.url, refers_to_date=held.date, http_headers=head,
            warc_headers_dict={
                **asked, "WARC-Date": date, "WARC-Refers-To": held.record_id,
                "WARC-Profile": _NOT_MODIFIED if page.status == 304 else _SAME_BYTES,
            },
        )  # fmt: skip
        written.revisits += 1
    else:
        body = archive.get(page.sha256) if page.sha256 else b""
        head.replace_header("Content-Length", str(len(body)))
        record = writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=head,
            warc_headers_dict={**asked, "WARC-Date": date},
        )  # fmt: skip
        written.responses += 1
    writer.write_record(record)
    record_id: str = record.rec_headers.get_header("WARC-Record-ID")
    if held is None and page.sha256:
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        earlier[url, page.sha256] = _Earlier(record_id, url, date, digest)
    _request(writer, url, date, record_id)
    return record_id


def _head(page: PageCapture) -> Any:
    headers = []
    for name, value in page.headers.items():
        title = name.title()
        headers.append((f"X-Archive-Orig-{title}" if name.lower() in _OF_THE_WIRE else title, value))
    kept = {name.lower() for name in page.headers}
    for name, value in (
        ("Content-Type", page.content_type),
        ("Etag", page.etag),
        ("Last-Modified", page.last_modified),
    ):
        if value and name.lower() not in kept:
            headers.append((name, value))
    status = page.status or 0
    reason = next((known.phrase for known in HTTPStatus if known == status), "Unknown")
    plain = [(name, value.encode("ascii", "replace").decode()) for name, value in headers]
    return StatusAndHeaders(f"{status} {reason}", plain, protocol="HTTP/1.1")


def _request(writer: Any, url: str, date: str, response_id: str) -> None:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)
    writer.write_record(
        writer.create_warc_record(
            url, "request", http_headers=head,
            warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": response_id},
        )
    )  # fmt: skip


def _metadata(writer: Any, capture: Capture, beside: list[str]) -> None:
    body = json.dumps(to_json(capture), ensure_ascii=False).encode("utf-8", "surrogatepass")
    about = capture.pages[0].url if capture.pages else f"urn:roamledger:{capture.source_id}"
    headers = {"WARC-Date": instant(capture.observed_at)} | ({"WARC-Concurrent-To": beside[0]} if beside else {})
    writer.write_record(
        writer.create_warc_record(
            about, "metadata", payload=BytesIO(body), length=len(body), warc_content_type=CAPTURE,
            warc_headers_dict=headers,
        )
    )  # fmt: skip


def captures_in(path: Path) -> Iterator[Capture]:
    """The captures of a file of our own, as the journal had them.

    Raises:
        WarcError: the file cannot be read, or an entry in it is none.
    """
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "metadata" and record.rec_headers.get_header("Content-Type") == CAPTURE:
                    entry = from_json(json.loads(record.content_stream().read().decode("utf-8", "surrogatepass")))
                    if isinstance(entry, Capture):
                        yield entry
    except OSError as error:
        raise WarcError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise WarcError(f"{path} holds a capture that this version does not know: {error}") from None
