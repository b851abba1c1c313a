"""Hostile pages through capture and reading: no uncaught exception, a named outcome or problem, memory that stays."""

import gzip
import os
import resource
from pathlib import Path

import pytest
from evil_server import HASTY, EvilServer, to_loopback
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from little_web import SOURCE, page

from flows.capture.guard import Loopback
from flows.capture.http import Identity, Way, fetch
from flows.clock import SystemClock
from transforms.page import Page, Pages
from transforms.read import read
from transforms.source import load_carrier
from transforms.words import Media
from warehouse.entries import Outcome

MANY = int(os.environ.get("HOSTILE_PAGES", "10000"))
GROWTH_BYTES = 300 * 1024**2
GOOD = page({"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB")})

PIECE = st.one_of(
    st.sampled_from(
        [b"<table>", b"</table>", b"<tr>", b"<td colspan=99999999 rowspan=99999999>", b"<th>Place", b"<th>Price</th>",
         b"<!--", b"<![CDATA[", b"<script>", b"</script", b"<div a='", b"<div>" * 2_000, b"&#x110000;", b"&" * 300,
         b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<meta charset=utf-7>", b"<meta charset=utf-16>", b"$" + b"9" * 400,
         b"$1e400", b"$-5", b"NaN GB", b"1 GB 1 GB", b"'); drop table core.offers; --", b"{{7*7}}", b"=cmd|'/c'!A1",
         "\u202e€١٢".encode(), b"Day passes", b"</html>", b"<html><body>"]
    ),
    st.binary(max_size=60),
    st.text(max_size=30).map(lambda words: words.encode("utf-8", "surrogatepass")),
)  # fmt: skip
CUT = st.builds(lambda at, piece: GOOD[:at] + piece + GOOD[at:], st.integers(0, len(GOOD)), PIECE)
BODY = st.one_of(
    st.lists(PIECE, max_size=25).map(b"".join), CUT, st.builds(lambda body, at: body[:at], CUT, st.integers(0, 1200))
)
TYPE = st.sampled_from(["text/html", "text/html; charset=utf-8", "text/html; charset=x", "application/pdf", "", "\x7f"])


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "us_one.py").write_text(SOURCE.format(carrier="One", host="one.example"))
    way = Way(policy=Loopback(), identity=Identity("9.9", "https://roamledger.example"), clock=SystemClock(),
              resolver=to_loopback, limits=HASTY)  # fmt: skip
    with EvilServer() as evil:
        yield evil, way, load_carrier(folder / "us_one.py", is_own=True)


def hold(world, count: int) -> None:
    evil, way, carrier = world
    outcomes: dict[Outcome, int] = {}
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(body=BODY, content_type=TYPE, is_gzip=st.booleans(), media=st.sampled_from(list(Media)))
    def each(body: bytes, content_type: str, is_gzip: bool, media: Media) -> None:
        sent = gzip.compress(body) if is_gzip else body
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(sent)}\r\n"
        head += "Content-Encoding: gzip\r\n" if is_gzip else ""
        evil.scripts = {"/": lambda talk: talk.send(head.encode() + b"\r\n" + sent)}
        fetched = fetch(evil.url("/"), way)
        outcomes[fetched.outcome] = outcomes.get(fetched.outcome, 0) + 1
        if fetched.outcome is not Outcome.OK:
            return
        assert fetched.body == body
        found = read(carrier, Pages("main", (Page(fetched.body, fetched.url, media, fetched.content_type),)))
        assert found.offers or found.problems or found.held
        assert all(price.amount >= 0 for offer in found.offers for price in offer.prices)

    each()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - begun
    assert grown < GROWTH_BYTES, f"{grown / 1024**2:.0f} MB"
    assert outcomes.get(Outcome.OK, 0) > count // 4, "most pages reach the reader"


def test_three_hundred_hostile_pages_end_in_a_named_outcome(world) -> None:
    hold(world, 300)


@pytest.mark.slow
def test_ten_thousand_hostile_pages_end_in_a_named_outcome(world) -> None:
    hold(world, MANY)
