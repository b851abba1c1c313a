"""What a fetch is told and what it answers: plain data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flows.capture.body import Limits
from flows.capture.guard import AddressPolicy, Resolver
from flows.capture.line import Connector, system_connector, system_resolver
from flows.clock import Clock
from warehouse.entries import Outcome


@dataclass(frozen=True, slots=True)
class Validators:
    """What lets a server answer "not changed". Only those of an accepted capture are sent, exactly as received."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we say we are: always the same, and true."""

    version: str
    contact_url: str
    contact_mail: str = ""

    @property
    def headers(self) -> dict[str, str]:
        who = f"+{self.contact_url}" + (f"; {self.contact_mail}" if self.contact_mail else "")
        return {
            "User-Agent": f"Roamledger/{self.version} ({who})",
            **({"From": self.contact_mail} if self.contact_mail else {}),
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",  # one page per host and delay: a kept connection would only go stale
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How we go out. ``address_of`` maps a public address to where it is really fetched (tests, demo: loopback)."""

    policy: AddressPolicy
    identity: Identity
    clock: Clock
    resolver: Resolver = system_resolver
    connector: Connector = system_connector
    limits: Limits = field(default_factory=Limits)
    proxy: str = ""
    ca_bundle: Path | None = None
    address_of: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One attempt to fetch. ``body`` is the decoded page; where it could not be decoded, the bytes of the wire.

    ``seconds`` is what the server took; ``hops`` the addresses that it sent us on to; ``peer`` the IP address.
    ``robots``: the robots.txt that had to be fetched first, for keeping. ``until_at``: until then its rules hold; of a
    page, until then its host wants to be left alone.
    """

    url: str
    outcome: Outcome
    final_url: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    retry_after_seconds: int | None = None
    detail: str = ""
    seconds: float = 0.0
    peer: str = ""
    hops: tuple[str, ...] = ()
    wire_bytes: int = 0
    wire_sha256: str = ""
    is_length_proven: bool = False
    until_at: datetime | None = None
    robots: "Fetched | None" = None


class Halt(Exception):
    """Raised by ``around``: this address is not asked. ``retry_after_seconds`` where the host named a time."""

    def __init__(self, outcome: Outcome, detail: str, retry_after_seconds: int | None = None) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.retry_after_seconds = outcome, detail, retry_after_seconds
