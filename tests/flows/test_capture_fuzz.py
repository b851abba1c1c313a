"""Whatever bytes a server sends: one outcome, no exception, no limit broken, no stranger's text in a header we keep."""

import gzip
import os

import pytest
from evil_server import HASTY, EvilServer, to_loopback
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.capture.due import ADVICE
from flows.capture.guard import Loopback, RefusedUrl, check_url, host_of
from flows.capture.http import Identity, Way, fetch
from flows.clock import SystemClock
from warehouse.entries import Outcome

EXAMPLES = int(os.environ.get("CAPTURE_FUZZ_EXAMPLES", "400"))

STATUS = st.sampled_from(
    ["HTTP/1.1 200 OK", "HTTP/1.0 200", "HTTP/1.1 301 M", "HTTP/1.1 304 N", "HTTP/1.1 206 P", "HTTP/1.1 503 X",
     "HTTP/1.1 403 F", "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK", "HTTP/2 200", "HTTP/1.1 20 0", "ICY 200 OK", ""]
)  # fmt: skip
VALUE = st.one_of(
    st.sampled_from(["chunked", "gzip", "gzip, gzip", "br", "5", "-1", "0", "99999", "/", "//", "https://", "\\",
                     "\x00", "text/html; charset=utf-7", "W/\"1\"", "Thu, 01 Jan 1970 00:00:00 GMT", "max-age=1e9"]),
    st.text(alphabet=st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=30),
)  # fmt: skip
NAME = st.sampled_from(
    ["Content-Length", "Transfer-Encoding", "Content-Encoding", "Location", "Retry-After", "ETag", "Last-Modified",
     "Content-Type", "Cache-Control", "Set-Cookie", "X", "", " ", "Content-Length ", "Connection"]
)  # fmt: skip
PAGE = b"<html>EUR 5</html>"
BODY = st.one_of(
    st.binary(max_size=300),
    st.sampled_from([PAGE, gzip.compress(PAGE), gzip.compress(PAGE)[:-3], b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhel"]),
)
ANSWER = st.one_of(
    st.binary(max_size=400),
    st.builds(
        lambda status, headers, gap, body: (
            "\r\n".join([status, *(f"{n}: {v}" for n, v in headers)]).encode("latin-1") + gap + body
        ),
        STATUS, st.lists(st.tuples(NAME, VALUE), max_size=5), st.sampled_from([b"\r\n\r\n", b"\n\n", b"\r\n"]), BODY,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with EvilServer() as evil:
        yield evil


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer=ANSWER)
def test_no_answer_raises_or_breaks_a_limit(server, answer):
    server.scripts = {"/": lambda talk: talk.send(answer)}
    way = Way(policy=Loopback(), identity=Identity("9.9", "https://roamledger.example"), clock=SystemClock(),
              resolver=to_loopback, limits=HASTY)  # fmt: skip
    fetched = fetch(server.url("/"), way)
    assert fetched.outcome in ADVICE
    assert len(fetched.body) <= HASTY.decoded_bytes
    assert fetched.detail.isprintable()
    assert all(value.isprintable() and len(value) <= 300 for value in fetched.headers.values())
    assert fetched.etag.isascii() and fetched.etag.isprintable()
    if fetched.outcome is Outcome.OK:
        assert fetched.status == 200 and fetched.body
    assert fetched.outcome is not Outcome.UNCHANGED


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.builds(
            lambda *parts: "".join(parts),
            st.sampled_from(["https://", "http://", "https:/", "HTTPS://", "//", ""]),
            st.text(alphabet="ab.@:\\/[]%#?0x17 -_\t", max_size=25),
            st.sampled_from(["", "/", "/a?b#c", "\\@127.0.0.1/", "@127.0.0.1", ":443/", "#@127.0.0.1"]),
        ),
    )
)
def test_what_passes_for_an_address_is_read_alike_by_all_who_read_it(url):
    """urllib3 (who checks), requests (who asks) and urlsplit (who is used within requests) see one host."""
    from urllib.parse import urlsplit

    import requests

    try:
        checked = check_url(url, allow_http=False)
    except RefusedUrl:
        return
    prepared = requests.Request("GET", checked.url).prepare()
    assert check_url(prepared.url, allow_http=False).host == checked.host
    assert (urlsplit(prepared.url).hostname or "").rstrip(".") == host_of(checked.url)
    assert checked.auth is None and checked.scheme == "https" and checked.port in (None, 443)
