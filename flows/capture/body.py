"""The bytes of an answer, taken raw, decoded by us, and proven whole. No limit is checked after the fact.

Measured (reliability.md 0.2): left to itself the transport hands over half a page for a truncated gzip, 2 GB for a
bomb of 1 MB, and compressed bytes as the page for a coding that it does not know.
"""

import hashlib
import re
import zlib
from dataclasses import dataclass, field

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from warehouse.entries import Outcome

_PIECE = 65_536
_LENGTH = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one exchange may take, over all its hops. ``ratio`` counts once ``ratio_from_bytes`` are decoded."""

    exchange_seconds: float = 60.0
    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    wire_bytes: int = 5_000_000
    decoded_bytes: int = 10_000_000
    ratio: int = 100
    ratio_from_bytes: int = 1_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """``data`` is decoded, unless ``outcome`` says why it could not be: then it is the bytes of the wire.

    ``is_length_proven``: the server said how long it would be, and it was. ``error``: what broke the reading off.
    """

    data: bytes = b""
    wire_bytes: int = 0
    wire_sha256: str = ""
    is_length_proven: bool = False
    outcome: Outcome = Outcome.OK
    detail: str = ""
    error: Exception | None = field(default=None, compare=False)


class _TooLarge(Exception):
    """The message says which limit."""


class _Gunzip:
    """One gzip member, decoded as it comes, never further than the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._inflater = zlib.decompressobj(31)
        self._wire = 0
        self.data = bytearray()
        self.fault = ""

    def feed(self, piece: bytes) -> None:
        """Raises _TooLarge. What is not gzip sets ``fault`` and is not looked at any more."""
        if self.fault:
            return
        self._wire += len(piece)
        while piece and not self.fault:
            if self._inflater.eof:
                self.fault = "bytes after the end of the gzip data"
                return
            try:
                self.data += self._inflater.decompress(piece, _PIECE * 4)
            except zlib.error:
                self.fault = "it is called gzip and is not"
                return
            self._check()
            piece = self._inflater.unconsumed_tail
        if self._inflater.unused_data:
            self.fault = "bytes after the end of the gzip data"

    def _check(self) -> None:
        size, limits = len(self.data), self._limits
        if size > limits.decoded_bytes:
            raise _TooLarge(f"more than {limits.decoded_bytes:,} bytes when decompressed")
        if size > limits.ratio_from_bytes and size > limits.ratio * self._wire:
            raise _TooLarge(f"decompresses to more than {limits.ratio} times its size")

    @property
    def is_whole(self) -> bool:
        return self._inflater.eof


def framing_fault(response: BaseHTTPResponse) -> str:
    """What contradicts itself in how the server says how long the body is; "" if nothing does (H15)."""
    lengths = {value.strip() for value in ",".join(response.headers.getlist("content-length")).split(",")} - {""}
    transfer = ",".join(response.headers.getlist("transfer-encoding")).strip().lower()
    if len(lengths) > 1:
        return "two different Content-Lengths"
    if lengths and not _LENGTH.fullmatch(next(iter(lengths))):
        return "a Content-Length that is not a number"
    if transfer not in ("", "chunked"):
        return "an unknown Transfer-Encoding"
    return "both Content-Length and Transfer-Encoding" if lengths and transfer else ""


def read_body(response: BaseHTTPResponse, limits: Limits) -> Body:
    """Read an answer to its end or to a limit, whichever is first. Raises nothing that the network can cause."""
    codings = [c.strip().lower() for c in ",".join(response.headers.getlist("content-encoding")).split(",")]
    codings = [c for c in codings if c not in ("", "identity")]
    gunzip = _Gunzip(limits) if codings in (["gzip"], ["x-gzip"]) else None
    wire, outcome, detail, error = bytearray(), Outcome.OK, "", None
    try:
        while piece := response.read1(_PIECE, decode_content=False):
            wire += piece
            if len(wire) > limits.wire_bytes:
                raise _TooLarge(f"more than {limits.wire_bytes:,} bytes")
            if gunzip:
                gunzip.feed(piece)
    except _TooLarge as large:
        outcome, detail = Outcome.TOO_LARGE, str(large)
    except (HTTPError, OSError, ValueError) as broken:
        outcome, detail, error = Outcome.TRUNCATED, f"cut off after {len(wire):,} bytes", broken
    data = bytes(wire)
    if outcome is Outcome.OK and codings and not gunzip:
        outcome, detail = Outcome.UNDECODABLE, f"sent as {_name(codings)}, which was not asked for"
    elif outcome is Outcome.OK and gunzip and gunzip.fault:
        outcome, detail = Outcome.UNDECODABLE, gunzip.fault
    elif outcome is Outcome.OK and gunzip and wire and not gunzip.is_whole:
        outcome, detail = Outcome.TRUNCATED, f"the gzip data ends early, after {len(wire):,} bytes"
    elif gunzip and outcome in (Outcome.OK, Outcome.TOO_LARGE):
        data = bytes(gunzip.data)
    limit = limits.decoded_bytes if gunzip else limits.wire_bytes
    declared = "content-length" in response.headers or "transfer-encoding" in response.headers
    return Body(
        data=data[:limit], wire_bytes=len(wire), wire_sha256=hashlib.sha256(wire).hexdigest() if wire else "",
        is_length_proven=outcome is Outcome.OK and (declared or gunzip is not None),
        outcome=outcome, detail=detail, error=error,
    )  # fmt: skip


def _name(codings: list[str]) -> str:
    return re.sub(r"[^a-z0-9, -]", "", ", ".join(codings))[:40] or "an unknown coding"
