"""One request and its answer, over one guarded line. Nothing that a server does raises from here."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime

import requests
from urllib3 import BaseHTTPResponse
from urllib3.util import parse_url

from flows.capture.answer import Fetched, Validators, Way
from flows.capture.body import Body, Limits, framing_fault, read_body
from flows.capture.faults import Fault, fault_of
from flows.capture.guard import check_url
from flows.capture.line import Line, LineAdapter, NameFailed
from flows.clock import Clock
from warehouse.entries import Outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BY_STATUS = {
    401: Outcome.BLOCKED, 403: Outcome.BLOCKED, 451: Outcome.BLOCKED, 404: Outcome.GONE, 410: Outcome.GONE,
    408: Outcome.TIMEOUT, 429: Outcome.RATE_LIMITED,
}  # fmt: skip
_KEPT = (
    "date", "age", "vary", "content-type", "content-encoding", "content-length", "etag", "last-modified",
    "retry-after", "cache-control", "content-language", "x-robots-tag",
)  # fmt: skip
# Enough of a wall or an error page to see what it says.
_ERROR_PAGE = Limits(wire_bytes=256_000, decoded_bytes=512_000)
# With no network, many systems say "no such name" to every name; this one always exists (RFC 2606).
_KNOWN_NAME = "example.com"
_PORTS = {"http": 80, "https": 443}


def exchange(
    url: str,
    wire_url: str,
    way: Way,
    conditional: Validators | None,
    seconds: float,
    *,
    is_empty_fine: bool = False,
) -> Fetched:
    """Ask once. ``url`` is what the answer is recorded under, ``wire_url`` (checked) where it is fetched.

    A redirect comes back as MOVED with its Location among the headers and without a body.
    """
    line = Line(way.policy, way.resolver, way.connector, seconds=seconds, connect_seconds=way.limits.connect_seconds)
    adapter = LineAdapter(line)
    with line.watchdog:
        try:
            request = requests.Request("GET", wire_url, headers=_headers(way, conditional)).prepare()
            _check(line, request, way)
            response = adapter.send(
                request, stream=True, timeout=(way.limits.connect_seconds, way.limits.read_seconds),
                verify=str(way.ca_bundle) if way.ca_bundle else True,
                proxies={"http": way.proxy, "https": way.proxy} if way.proxy else None,
            )  # fmt: skip
            with response:
                result = _answer(url, response.raw, way, conditional, is_empty_fine)
        except Exception as error:  # whatever a server can make the transport raise becomes an outcome
            outcome, detail = fault_of(error, is_proxied=bool(way.proxy))
            result = Fetched(url=url, outcome=outcome, detail=detail)
        finally:
            adapter.close()
        fired = line.watchdog.has_fired
    if fired and result.status in (None, 200):  # a shut socket looks like the end of a page that told no length
        result = replace(
            result, outcome=Outcome.TIMEOUT, detail=f"no whole answer within {way.limits.exchange_seconds:g} s"
        )
    if result.outcome is Outcome.DNS_ERROR and not way.proxy and not knows_a_name(way):
        result = replace(result, outcome=Outcome.OFFLINE, detail="no name can be resolved: is this machine online?")
    return replace(result, peer=line.peer)


def _headers(way: Way, conditional: Validators | None) -> dict[str, str]:
    headers = way.identity.headers
    if conditional and conditional.etag:
        headers["If-None-Match"] = conditional.etag
    if conditional and conditional.last_modified:
        headers["If-Modified-Since"] = conditional.last_modified
    return headers


def _check(line: Line, request: requests.PreparedRequest, way: Way) -> None:
    """What is checked is what requests made of the address, so that no second reading of it can differ.

    Behind a proxy the proxy resolves the name; what we can resolve ourselves is refused all the same.
    """
    parsed = check_url(request.url or "", allow_http=way.policy.permits_http)
    host, port = (parsed.host or "").strip("[]"), parsed.port or _PORTS[parsed.scheme or "https"]
    if not way.proxy:
        line.check(host, port)
        return
    with suppress(NameFailed):
        line.check(host, port)
    proxy = parse_url(way.proxy)
    line.check_proxy((proxy.host or "").strip("[]"), proxy.port or _PORTS.get(proxy.scheme or "http", 80))


def _answer(url: str, raw: BaseHTTPResponse, way: Way, conditional: Validators | None, is_empty_fine: bool) -> Fetched:
    status = raw.status
    headers = {name: _clean(raw.headers[name]) for name in _KEPT if name in raw.headers}
    result = Fetched(
        url=url, outcome=Outcome.OK, status=status, headers=headers, content_type=headers.get("content-type", ""),
        etag=_exact(raw.headers.get("etag", "")), last_modified=_exact(raw.headers.get("last-modified", "")),
        retry_after_seconds=retry_after(raw.headers.get("retry-after", ""), way.clock),
    )  # fmt: skip
    if status in REDIRECTS:
        location = raw.headers.get("location", "")
        return replace(result, outcome=Outcome.MOVED, headers={**headers, "location": location})
    if status == 304:
        if conditional is not None:
            return replace(result, outcome=Outcome.UNCHANGED)
        return replace(result, outcome=Outcome.PROTOCOL_ERROR, detail='"not modified" to a question that was not asked')
    outcome, detail = _of_status(status, result.retry_after_seconds)
    if fault := framing_fault(raw):
        contradicted = outcome is Outcome.OK
        return replace(result, outcome=Outcome.PROTOCOL_ERROR if contradicted else outcome, detail=detail or fault)
    if outcome is not Outcome.OK:
        has_page = status >= 400
        page = read_body(raw, _ERROR_PAGE) if has_page else Body()
        kept = page.data if page.outcome is Outcome.OK else b""
        return _with_body(replace(result, outcome=outcome, detail=detail), page, kept)
    body = read_body(raw, way.limits)
    outcome, detail = body.outcome, body.detail
    if body.error is not None and fault_of(body.error)[0] is Outcome.TIMEOUT:
        outcome, detail = Outcome.TIMEOUT, f"stalled after {body.wire_bytes:,} bytes"
    elif outcome is Outcome.OK and not body.data and not is_empty_fine:
        outcome, detail = Outcome.PROTOCOL_ERROR, "an empty page"
    return _with_body(replace(result, outcome=outcome, detail=detail), body, body.data)


def _with_body(result: Fetched, body: Body, kept: bytes) -> Fetched:
    return replace(
        result, body=kept, wire_bytes=body.wire_bytes, wire_sha256=body.wire_sha256,
        is_length_proven=body.is_length_proven,
    )  # fmt: skip


def _of_status(status: int, retry_after_seconds: int | None) -> Fault:
    """What a status means, redirects and 304 aside. Only 200 brings a page (row 14)."""
    if status == 200:
        return Outcome.OK, ""
    if status in _BY_STATUS:
        return _BY_STATUS[status], f"answered {status}"
    if status == 503 and retry_after_seconds is not None:
        return Outcome.RATE_LIMITED, f"answered {status}"
    if 400 <= status < 500:
        return Outcome.CLIENT_ERROR, f"answered {status}"
    if 500 <= status < 600:
        return Outcome.SERVER_ERROR, f"answered {status}"
    return Outcome.PROTOCOL_ERROR, f"answered {status}, which was not asked for"


def retry_after(value: str, clock: Clock) -> int | None:
    """Seconds that a Retry-After asks for; None for what is neither whole seconds nor an HTTP date (H18)."""
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        return int(text)
    if not re.match(r"[A-Za-z]{3,9},? ", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, round((moment - clock.now()).total_seconds()))


def _clean(value: str) -> str:
    """A header as kept: printable, at most 300 characters. It is a stranger's text and ends in files and tables."""
    return "".join(c for c in value if c.isprintable())[:300]


def _exact(value: str) -> str:
    """A validator exactly as received, or "" where it could not be sent back unharmed."""
    return value if len(value) <= 300 and value.isascii() and value.isprintable() else ""


def knows_a_name(way: Way) -> bool:
    """Whether any name of the internet can be resolved, asked of one that always exists."""
    line = Line(way.policy, way.resolver, way.connector, seconds=1, connect_seconds=way.limits.connect_seconds)
    try:
        line.resolve(_KNOWN_NAME, 443, way.limits.connect_seconds)
    except NameFailed:
        return False
    return True
