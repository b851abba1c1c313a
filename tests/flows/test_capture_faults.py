"""The fault table of fetching (reliability.md, rows 1 to 16 and H1 to H23), one server script each.

Whatever the server does: ``fetch`` raises nothing, ends in time, and says what happened with the right outcome.
"""

import gzip
import random
import resource
import time
import zlib
from dataclasses import replace

import pytest

from flows.capture.http import Limits, Validators, fetch
from warehouse.entries import Outcome

PAGE = b"<html><body>" + b"<p>EUR 5 a day in Switzerland</p>" * 40 + b"</body></html>"
ZIPPED = gzip.compress(PAGE, mtime=0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
IN_CHUNKS = b"Transfer-Encoding: chunked\r\n\r\n"
NOISE = random.Random(7).randbytes(400_000)


def deflate_bomb(size: int) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(squeeze.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + squeeze.flush()


BOMB = deflate_bomb(50_000_000)


def raw(data: bytes):
    return lambda talk: talk.send(data)


def with_length(body: bytes, extra: bytes = b"", length: int | None = None):
    size = len(body) if length is None else length
    return raw(HEAD + extra + f"Content-Length: {size}\r\n\r\n".encode() + body)


def chunked(body: bytes, end: bytes = b"0\r\n\r\n", extra: bytes = b""):
    return raw(HEAD + extra + IN_CHUNKS + f"{len(body):x}\r\n".encode() + body + b"\r\n" + end)


def then(data: bytes, what: str, *arguments):
    def script(talk) -> None:
        talk.send(data)
        getattr(talk, what)(*arguments)

    return script


def redirect(status: str, location: str, body: bytes = b""):
    return raw(f"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


GZIP = b"Content-Encoding: gzip\r\n"
O = Outcome  # noqa: E741  a table is read better with a short name

FAULTS = {
    # 1, 2: bodies cut short
    "shorter than its Content-Length": (with_length(PAGE, length=len(PAGE) + 100), O.TRUNCATED),
    "chunked and cut within a chunk": (
        raw(HEAD + IN_CHUNKS + b"ffff\r\n" + PAGE), O.TRUNCATED),
    "chunked without the last chunk": (chunked(PAGE, end=b""), O.TRUNCATED),
    "reset in the middle of the body": (
        then(HEAD + b"Content-Length: 99999\r\n\r\n" + PAGE, "reset"), (O.TRUNCATED, O.SERVER_ERROR)),
    "a chunk size that is no number": (
        raw(HEAD + IN_CHUNKS + b"zz\r\n" + PAGE), O.TRUNCATED),
    "a negative chunk size": (raw(HEAD + IN_CHUNKS + b"-5\r\n" + PAGE), O.TRUNCATED),
    "an endless chunk size": (
        lambda t: (t.send(HEAD + IN_CHUNKS), t.forever(b"1" * 60_000)),
        (O.TRUNCATED, O.TIMEOUT)),
    "endless trailers": (
        lambda t: (t.send(HEAD + IN_CHUNKS + b"0\r\n"), t.forever(b"X: y\r\n" * 1000)),
        (O.TIMEOUT, O.TRUNCATED)),
    # 3: gzip
    "gzip cut short": (with_length(ZIPPED[:-20], GZIP), O.TRUNCATED),
    "gzip without its last four bytes": (with_length(ZIPPED[:-4], GZIP), O.TRUNCATED),
    "gzip with a wrong checksum": (with_length(ZIPPED[:-8] + b"\0\0\0\0" + ZIPPED[-4:], GZIP), O.UNDECODABLE),
    "bytes after the gzip data": (with_length(ZIPPED + b"more", GZIP), O.UNDECODABLE),
    # 4: bombs
    "a gzip bomb": (with_length(BOMB, GZIP), O.TOO_LARGE),
    "a chunked gzip bomb": (chunked(BOMB, extra=GZIP), O.TOO_LARGE),
    "gzip twice": (with_length(gzip.compress(BOMB), b"Content-Encoding: gzip, gzip\r\n"), O.UNDECODABLE),
    "gzip twice in two headers": (with_length(gzip.compress(ZIPPED), GZIP + GZIP), O.UNDECODABLE),
    # 5: codings that were not asked for, or are not what they say
    "zstd unasked": (with_length(b"\x28\xb5\x2f\xfd" + NOISE[:500], b"Content-Encoding: zstd\r\n"), O.UNDECODABLE),
    "brotli unasked": (with_length(NOISE[:500], b"Content-Encoding: br\r\n"), O.UNDECODABLE),
    "deflate unasked": (with_length(zlib.compress(PAGE), b"Content-Encoding: deflate\r\n"), O.UNDECODABLE),
    "called gzip and plain": (with_length(PAGE, GZIP), O.UNDECODABLE),
    "a coding with an odd name": (with_length(PAGE, b"Content-Encoding: \x1b[31m<b>\r\n"), O.UNDECODABLE),
    # 6: endless and oversize
    "an endless body": (lambda t: (t.send(HEAD + b"\r\n"), t.forever(NOISE[:60_000])), O.TOO_LARGE),
    "an endless chunked body": (
        lambda t: (t.send(HEAD + IN_CHUNKS), t.forever(b"1000\r\n" + b"x" * 4096 + b"\r\n")),
        O.TOO_LARGE),
    "an endless gzip body": (
        lambda t: (t.send(HEAD + GZIP + b"\r\n" + ZIPPED[:10]), t.forever(NOISE[:60_000])),
        (O.TOO_LARGE, O.UNDECODABLE)),
    "too large with its length told": (with_length(NOISE), O.TOO_LARGE),
    # 7, 8: slowness
    "a body one byte at a time": (
        lambda t: (t.send(HEAD + b"Content-Length: 5000\r\n\r\n"), t.drip(PAGE, 0.1)), O.TIMEOUT),
    "a body without a length, one byte at a time": (lambda t: (t.send(HEAD + b"\r\n"), t.drip(PAGE, 0.1)), O.TIMEOUT),
    "headers one byte at a time": (lambda t: t.drip(HEAD * 10, 0.1), O.TIMEOUT),
    "endless 100 Continue": (lambda t: t.forever(b"HTTP/1.1 100 Continue\r\n\r\n"), (O.TIMEOUT, O.PROTOCOL_ERROR)),
    "slow 100 Continue": (lambda t: t.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 20, 0.05), O.TIMEOUT),
    "silence": (lambda t: t.silence(), O.TIMEOUT),
    "silence after the headers": (then(HEAD + b"Content-Length: 10\r\n\r\n", "silence"), O.TIMEOUT),
    "slow chunks": (
        lambda t: (t.send(HEAD + IN_CHUNKS), t.drip(b"1\r\nx\r\n" * 500, 0.02)), O.TIMEOUT),
    # 9 to 12: redirects
    "a redirect to itself": (redirect("302 Found", "/"), O.PROTOCOL_ERROR),
    "a redirect with a bomb": (
        raw(b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Encoding: gzip\r\nContent-Length: "
            + str(len(BOMB)).encode() + b"\r\n\r\n" + BOMB), O.OK),
    "a redirect with an endless body": (
        lambda t: (t.send(b"HTTP/1.1 302 Found\r\nLocation: /ok\r\n\r\n"), t.forever(NOISE[:60_000])), O.OK),
    "a redirect that never ends its body": (
        then(b"HTTP/1.1 301 Moved\r\nLocation: /ok\r\nContent-Length: 10\r\n\r\n", "silence"), O.OK),
    "a redirect to nowhere": (raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), O.PROTOCOL_ERROR),
    "a redirect to another site": (redirect("302 Found", "https://other.example/"), O.MOVED),
    "a permanent redirect to another site": (redirect("301 Moved", "//other.example/x"), O.MOVED),
    "a redirect to a file": (redirect("302 Found", "file:///etc/passwd"), O.REFUSED_ADDRESS),
    "a redirect to data": (redirect("302 Found", "data:text/html,hello"), O.REFUSED_ADDRESS),
    "a redirect to ftp": (redirect("302 Found", "ftp://evil.test/x"), O.REFUSED_ADDRESS),
    "a redirect with a user name": (redirect("302 Found", "http://a:b@evil.test/"), O.REFUSED_ADDRESS),
    "a redirect with a backslash": (redirect("302 Found", "http://evil.test\\@other.example/"), O.REFUSED_ADDRESS),
    "a redirect to a disguised address": (redirect("302 Found", "http://2130706433/"), O.REFUSED_ADDRESS),
    "a redirect to hexadecimal": (redirect("302 Found", "http://0x7f.0.0.1/"), O.REFUSED_ADDRESS),
    "a redirect with a tab in it": (redirect("302 Found", "ht\ttp://evil.test/"), O.REFUSED_ADDRESS),
    "a redirect to a broken port": (redirect("302 Found", "http://evil.test:99999/"), O.REFUSED_ADDRESS),
    "a redirect with broken brackets": (redirect("302 Found", "http://[::1/"), O.REFUSED_ADDRESS),
    "300 Multiple Choices": (raw(b"HTTP/1.1 300 Many\r\nContent-Length: 0\r\n\r\n"), O.PROTOCOL_ERROR),
    # 14, 15: answers that look like success
    "an unasked 206": (lambda t: t.answer("206 Partial Content", PAGE[:50]), O.PROTOCOL_ERROR),
    "an empty 200": (lambda t: t.answer("200 OK"), O.PROTOCOL_ERROR),
    "an empty gzip": (with_length(gzip.compress(b""), GZIP), O.PROTOCOL_ERROR),
    "gzip of nothing at all": (with_length(b"", GZIP), O.PROTOCOL_ERROR),
    "204": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), O.PROTOCOL_ERROR),
    "304 to a question that was not asked": (raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), O.PROTOCOL_ERROR),
    "status 999": (raw(b"HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n"), O.PROTOCOL_ERROR),
    "status 103 as the answer": (raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), O.PROTOCOL_ERROR),
    # 17, 18: refusals
    "401": (lambda t: t.answer("401 Unauthorized", b"who?"), O.BLOCKED),
    "403": (lambda t: t.answer("403 Forbidden", b"no"), O.BLOCKED),
    "451": (lambda t: t.answer("451 Unavailable For Legal Reasons"), O.BLOCKED),
    "403 with an endless page": (
        lambda t: (t.send(b"HTTP/1.1 403 Forbidden\r\n\r\n"), t.forever(NOISE[:60_000])), O.BLOCKED),
    "404": (lambda t: t.answer("404 Not Found", b"gone"), O.GONE),
    "410": (lambda t: t.answer("410 Gone"), O.GONE),
    "400": (lambda t: t.answer("400 Bad Request"), O.CLIENT_ERROR),
    "408": (lambda t: t.answer("408 Request Timeout"), O.TIMEOUT),
    "429": (lambda t: t.answer("429 Too Many Requests"), O.RATE_LIMITED),
    "500": (lambda t: t.answer("500 Internal Server Error", b"oops"), O.SERVER_ERROR),
    "500 that stalls": (then(b"HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\n", "silence"), O.SERVER_ERROR),
    "503": (lambda t: t.answer("503 Service Unavailable"), O.SERVER_ERROR),
    "503 with Retry-After": (lambda t: t.answer("503 Service Unavailable", Retry_After="60"), O.RATE_LIMITED),
    # H14, H15: headers
    "5,000 headers": (raw(HEAD + b"X: y\r\n" * 5000 + b"\r\n"), O.PROTOCOL_ERROR),
    "a header of 200 kB": (raw(HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n"), O.PROTOCOL_ERROR),
    "endless headers": (lambda t: (t.send(HEAD), t.forever(b"X: y\r\n" * 1000)), O.PROTOCOL_ERROR),
    "HTTP/0.9": (raw(PAGE), O.PROTOCOL_ERROR),
    "noise": (raw(NOISE[:5000]), O.PROTOCOL_ERROR),
    "two Content-Lengths": (
        raw(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "a Content-Length of bananas": (raw(HEAD + b"Content-Length: banana\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "a negative Content-Length": (raw(HEAD + b"Content-Length: -5\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "a Content-Length of a thousand digits": (
        raw(HEAD + b"Content-Length: " + b"9" * 1000 + b"\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "Content-Length and chunked": (
        raw(HEAD + b"Content-Length: 5\r\n" + IN_CHUNKS + b"5\r\nhello\r\n0\r\n\r\n"), O.PROTOCOL_ERROR),
    "an unknown Transfer-Encoding": (raw(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "a status that is no number": (raw(b"HTTP/1.1 OK fine\r\n\r\n" + PAGE), O.PROTOCOL_ERROR),
    "a header without a colon": (raw(HEAD + b"nonsense\r\n\r\n"), (O.PROTOCOL_ERROR, O.OK)),
    # 21: connections that end at once
    "closed without a word": (lambda t: None, O.SERVER_ERROR),
    "reset without a word": (lambda t: t.reset(), O.SERVER_ERROR),
    "closed within the headers": (raw(HEAD[:40]), (O.SERVER_ERROR, O.PROTOCOL_ERROR)),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_its_outcome(name, evil, way, hasty_way):
    script, expected = FAULTS[name]
    expected = expected if isinstance(expected, tuple) else (expected,)
    way = hasty_way if Outcome.TIMEOUT in expected or "stalls" in name else way
    evil.scripts = {"/": script, "/ok": lambda talk: talk.answer(body=PAGE)}
    began = time.monotonic()
    fetched = fetch(evil.url("/"), way)
    assert fetched.outcome in expected, fetched.detail
    assert time.monotonic() - began < way.limits.exchange_seconds + 5
    assert len(fetched.body) <= way.limits.decoded_bytes
    assert "\n" not in fetched.detail
    if fetched.outcome is Outcome.OK:
        assert fetched.body == PAGE or name == "a header without a colon"
    else:
        assert fetched.detail
    if fetched.outcome in (Outcome.TRUNCATED, Outcome.UNDECODABLE):
        assert fetched.wire_bytes == len(fetched.body), "what came is kept as it came"


@pytest.mark.parametrize(
    "name",
    ["shorter than its Content-Length", "gzip cut short", "silence", "HTTP/0.9", "404", "a redirect to another site",
     "two Content-Lengths", "closed without a word"],
)  # fmt: skip
def test_no_detail_holds_a_query_string(name, evil, hasty_way):
    evil.scripts = {"/?token=SECRET": FAULTS[name][0]}
    fetched = fetch(evil.url("/?token=SECRET"), hasty_way)
    assert "SECRET" not in fetched.detail
    assert evil.url("/?token=SECRET") in (fetched.url, fetched.final_url)


def test_a_gzip_page_cut_at_every_byte_is_never_taken_for_a_page(evil, way):
    small = gzip.compress(b"<table><tr><td>Switzerland<td>EUR 5</table>", mtime=0)
    evil.scripts = {f"/{n}": with_length(small[:n], GZIP) for n in range(1, len(small))}
    outcomes = {fetch(evil.url(f"/{n}"), way).outcome for n in range(1, len(small))}
    assert outcomes == {Outcome.TRUNCATED}


def test_a_page_without_a_length_is_taken_but_not_called_proven(evil, way):
    evil.scripts = {
        "/open": raw(HEAD + b"\r\n" + PAGE), "/told": with_length(PAGE), "/chunks": chunked(PAGE),
        "/zipped": raw(HEAD + GZIP + b"\r\n" + ZIPPED),
    }  # fmt: skip
    proven = {path: fetch(evil.url(path), way).is_length_proven for path in evil.scripts}
    assert proven == {"/open": False, "/told": True, "/zipped": True, "/chunks": True}


def test_what_is_longer_than_its_length_ends_at_its_length(evil, way):
    evil.scripts = {"/": with_length(PAGE + b"<p>smuggled</p>", length=len(PAGE))}
    assert fetch(evil.url("/"), way).body == PAGE


@pytest.mark.parametrize(
    ("body", "detail"),
    [(bytes(150_000), "decompresses to more than 100 times its size"),
     (" ".join(random.Random(3).choices(["data", "abroad", "EUR", "5 a day", "Switzerland"], k=60_000)).encode(),
      "more than 200,000 bytes when decompressed"),
     (NOISE, "more than 100,000 bytes")],
)  # fmt: skip
def test_each_limit_on_size_holds_by_itself(body, detail, evil, way):
    evil.scripts = {"/": with_length(gzip.compress(body), GZIP)}
    fetched = fetch(evil.url("/"), way)
    assert (fetched.outcome, fetched.detail) == (Outcome.TOO_LARGE, detail)
    assert body.startswith(fetched.body) or fetched.detail == "more than 100,000 bytes"


def test_five_redirects_are_followed_and_a_sixth_is_not(evil, way):
    evil.scripts = {f"/{n}": redirect("302 Found", f"/{n - 1}") for n in range(1, 7)} | {"/0": with_length(PAGE)}
    assert fetch(evil.url("/5"), way).outcome is Outcome.OK
    evil.log.clear()
    assert fetch(evil.url("/6"), way).outcome is Outcome.PROTOCOL_ERROR
    assert evil.paths() == ["/6", "/5", "/4", "/3", "/2", "/1"]


def test_at_full_limits_a_bomb_of_a_gigabyte_stays_within_memory(evil, way):
    def bomb(talk):
        talk.send(HEAD + GZIP + b"\r\n")
        squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
        zeros = bytes(4_000_000)
        for _ in range(250):
            talk.send(squeeze.compress(zeros))

    evil.scripts = {"/": bomb}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fetched = fetch(evil.url("/"), replace(way, limits=Limits()))
    assert fetched.outcome is Outcome.TOO_LARGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("120", 120), (" 120 ", 120), ("99999999999", 99_999_999_999), ("-5", None), ("1.5", None),
     ("banana", None), ("", None), ("1e3", None), ("٣", None), ("9" * 5000, None),
     ("Tue, 24 Nov 2026 05:20:00 GMT", 600), ("Tue, 24 Nov 2026 05:00:00 GMT", 0),
     ("Fri, 32 Dec 2099 99:99:99 GMT", None), ("Thu, 31 Dec 2099 23:59:59 GMT", 2_306_947_799),
     ("Tue, 24 Nov 99999 05:20:00 GMT", None)],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_or_nothing(value, seconds, evil, way):
    evil.scripts = {"/": raw(f"HTTP/1.1 429 Slow\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n".encode())}
    fetched = fetch(evil.url("/"), way)
    assert (fetched.outcome, fetched.retry_after_seconds) == (Outcome.RATE_LIMITED, seconds)


def test_304_to_our_own_validators_is_unchanged_and_they_are_sent_as_received(evil, way):
    evil.scripts = {"/": raw(b'HTTP/1.1 304 Not Modified\r\nETag: W/"a b"\r\n\r\n')}
    fetched = fetch(evil.url("/"), way, conditional=Validators('W/"a b"', "Tue, 24 Nov 2026 05:00:00 GMT"))
    assert fetched.outcome is Outcome.UNCHANGED
    sent = evil.log[0].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"a b"', "Tue, 24 Nov 2026 05:00:00 GMT")


def test_a_validator_that_could_not_be_sent_back_is_not_kept(evil, way):
    too_long = b"ETag: " + b"e" * 5000 + b"\r\n"
    evil.scripts = {"/": with_length(PAGE, b'ETag: "\xe9"\r\n'), "/long": with_length(PAGE, too_long)}
    assert [fetch(evil.url(path), way).etag for path in evil.scripts] == ["", ""]
