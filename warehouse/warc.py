"""Web archives (WARC, and ARC as older tools write it), read record by record: a bad record costs itself only.

What came over the wire is decoded here with completeness proven, as flows/capture/body.py does for live pages.
"""

import logging
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zstandard
from warcio.archiveiterator import ArchiveIterator

# A field of our own in our own files: which address was asked, where a redirect led elsewhere.
ASKED = "Roamledger-Asked-URI"
logging.getLogger("warcio").addHandler(logging.NullHandler())

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 20_000_000
_LARGEST_WINDOW = 1 << 27
_KEPT_HEADERS = ("date", "content-type", "content-language", "etag", "last-modified", "content-encoding")


class WarcError(Exception):
    """A web archive's file cannot be read or written; the message says which and why."""


class _Bad(Exception):
    """One record is not usable; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page of a web archive, or a ``fault`` that says why there is none. ``number`` counts records from 1."""

    number: int
    fault: str = ""
    url: str = ""
    asked_url: str = ""
    observed_at: datetime = _LONG_AGO
    body: bytes = b""
    status: int = 200
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def address_key(url: str) -> str:
    """Two spellings of one address have the same key: scheme, case of the host, default port and fragment aside."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    return f"{host}{port}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def read_warc(path: Path, *, is_every: bool = False) -> Iterator[Record]:
    """The pages of a file in its order: responses with status 200, resources, and revisits of what stood before.

    Requests, metadata and other records are passed over; responses of other statuses too, but with ``is_every``.
    Never raises for what the file holds.

    Raises:
        WarcError: the file cannot be opened.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise WarcError(f"{path} cannot be read: {error.strerror}") from None
    with stream:  # (the reader writes its doubts to standard error; what matters of them is told by us)
        number = 0
        bodies: dict[str, Record] = {}
        records = iter(ArchiveIterator(stream, arc2warc=True, check_digests=True))
        while True:
            try:
                with redirect_stderr(StringIO()):
                    record = next(records, None)
            except Exception as error:  # a stranger's file can make the reader raise anything
                yield Record(number=number + 1, fault=f"the file breaks off here: {_line(error)}")
                return
            if record is None:
                return
            number += 1
            try:
                page = _page(record, number, bodies, is_every=is_every)
            except _Bad as error:
                page = Record(number=number, fault=str(error))
            except Exception as error:
                page = Record(number=number, fault=f"cannot be read: {_line(error)}")
            if page is not None:
                yield page


def _line(error: BaseException) -> str:
    words = " ".join(str(error).split())
    if "non-chunked gzip" in words:
        return "one gzip over all records; unpack it with gunzip and name the result"
    return "".join(c for c in words if c.isprintable())[:160] or type(error).__name__


def _page(record: Any, number: int, bodies: dict[str, Record], *, is_every: bool) -> Record | None:
    kind, head = record.rec_type, record.rec_headers
    if kind not in ("response", "resource", "revisit"):
        return None
    url, moment = head.get_header("WARC-Target-URI") or "", _moment(head.get_header("WARC-Date") or "")
    url = url.strip("<>")
    if not url.startswith(("http://", "https://")):
        return None
    if kind == "revisit":
        return _revisit(head, number, url, moment, bodies)
    http = record.http_headers
    status = _status(http.get_statuscode()) if http else 200
    if kind == "response" and http is None:
        raise _Bad("a response without an HTTP head")
    raw = record.raw_stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise _Bad(f"more than {_LARGEST:,} bytes")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise _Bad("truncated: the file ends before the length that the record states")
    checker = getattr(record, "digest_checker", None)
    if checker is not None and checker.passed is False:
        raise _Bad("the bytes do not fit the digest that the record states")
    if status != 200 and not is_every:
        return None
    headers = {n.lower(): v for n, v in http.headers} if http else {}
    content_type = headers.get("content-type", "") if http else head.get_header("Content-Type") or ""
    body = _decoded(raw, headers)
    if not body and status == 200:
        raise _Bad("an empty page")
    kept = {name: headers[name][:300] for name in _KEPT_HEADERS if name in headers}
    page = Record(
        number=number,
        url=url,
        asked_url=head.get_header(ASKED) or "",
        observed_at=moment,
        body=body,
        status=status,
        content_type=content_type,
        headers=kept,
    )
    bodies[head.get_header("WARC-Record-ID") or ""] = page
    digest = head.get_header("WARC-Payload-Digest")
    if digest:
        bodies[f"{address_key(url)} {digest}"] = page
    return page


def _revisit(head: Any, number: int, url: str, moment: datetime, bodies: dict[str, Record]) -> Record:
    """The page seen again: its bytes are those of the record that it names."""
    named = head.get_header("WARC-Refers-To") or ""
    like = head.get_header("WARC-Refers-To-Target-URI") or url
    found = bodies.get(named) or bodies.get(f"{address_key(like)} {head.get_header('WARC-Payload-Digest')}")
    if found is None:
        raise _Bad("a revisit of a page that this file does not hold before it")
    asked = head.get_header(ASKED) or ""
    return Record(
        number=number, url=url, asked_url=asked, observed_at=moment, body=found.body, status=found.status,
        content_type=found.content_type, headers=found.headers,
    )  # fmt: skip


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _Bad(f"no moment that can be read: {text[:40]!r}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _status(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit():
        raise _Bad("an HTTP head without a status")
    return int(text)


def _decoded(raw: bytes, headers: dict[str, str]) -> bytes:
    """The page itself. Some tools keep the head as sent and the body already decoded: then it is taken as it is."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        raw = _unchunked(raw)
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and raw[:2] == b"\x1f\x8b":
        unpack = zlib.decompressobj(31)
        try:
            data = unpack.decompress(raw, _LARGEST + 1)
        except zlib.error as error:
            raise _Bad(f"its gzip is damaged ({error})") from None
        if len(data) > _LARGEST:
            raise _Bad(f"more than {_LARGEST:,} bytes")
        if not unpack.eof:
            raise _Bad("truncated: its gzip has no end")
        return data
    if coding == "zstd" and raw[:4] == b"\x28\xb5\x2f\xfd":
        return _unzstd(raw)
    if coding in ("", "identity", "gzip", "x-gzip", "zstd"):
        return raw
    known = {"br": "brotli"}.get(coding, repr(coding[:20]))
    raise _Bad(f"in the coding {known}, which is not read here: write the file anew without it, and name that one")


def _unzstd(raw: bytes) -> bytes:
    """One or more frames (RFC 8878), never decoded further than the limit, each proven to be whole."""
    unpack = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    try:
        data = unpack.stream_reader(raw, read_across_frames=True).read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise _Bad(f"more than {_LARGEST:,} bytes")
        while raw:  # a reader ends at a missing end without a word
            frame = unpack.decompressobj()
            frame.decompress(raw)
            if not frame.eof:
                raise _Bad("truncated: its zstd has no end")
            raw = frame.unused_data
    except zstandard.ZstdError as error:
        raise _Bad(f"its zstd is damaged ({error})") from None
    return data


def _unchunked(raw: bytes) -> bytes:
    out, at = bytearray(), 0
    while True:
        end = raw.find(b"\r\n", at)
        size = raw[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 8 or size.strip(b"0123456789abcdefABCDEF"):
            if at == 0:
                return raw
            raise _Bad("its chunks do not follow from each other")
        count = int(size, 16)
        if count == 0:
            return bytes(out)
        at = end + 2 + count
        if raw[at : at + 2] != b"\r\n":
            raise _Bad("its chunks do not follow from each other")
        out += raw[end + 2 : at]
        at += 2
