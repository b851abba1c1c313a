"""What the journal holds. The warehouse is a fold over these entries, in their order: nothing else reaches it.

Every entry is a frozen dataclass with a ``type``; instants are aware UTC datetimes. An entry says what happened and
what was decided on the day (verdict, pairings, next due time), so that a replay never has to decide again.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Outcome(StrEnum):
    """How an attempt to fetch ended. ``ok`` and ``unchanged`` are the only ones with a page to believe."""

    OK = "ok"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    GONE = "gone"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TRUNCATED = "truncated"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    TLS_ERROR = "tls_error"
    DNS_ERROR = "dns_error"
    OFFLINE = "offline"
    REFUSED_ADDRESS = "refused_address"
    PROTOCOL_ERROR = "protocol_error"
    STOPPED = "stopped"


class Purpose(StrEnum):
    """Why a capture was made. A CONFIRM capture is unconditional: a 304 confirms nothing."""

    DUE = "due"
    CONFIRM = "confirm"
    BACKFILL = "backfill"


class Verdict(StrEnum):
    """What of a reading may touch history: all of it (and absences count), the rows but no absences, nothing."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"


class Cause(StrEnum):
    """Whose doing a difference is. Only PAGE is the carrier's."""

    PAGE = "page"
    PARSER = "parser"
    REFERENCE = "reference"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCapture:
    """One address of a capture. ``sha256`` names the kept body ("" if none came); headers are those worth keeping.

    ``until_at``: until then the rules of this robots.txt hold, or this host wants to be left alone (429, 503).
    """

    url: str
    final_url: str = ""
    status: int | None = None
    content_type: str = ""
    sha256: str = ""
    bytes: int = 0
    etag: str = ""
    last_modified: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    type: ClassVar[str] = "run"
    run_id: str
    started_at: datetime
    version: str
    vantage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One attempt to fetch a part. ``same_as`` names the earlier capture whose bytes these equal (or a 304 stands for).

    ``next_due_at`` is when the part is due again, settled here so that a replay knows it too.
    """

    type: ClassVar[str] = "capture"
    capture_id: str
    source_id: str
    part: str
    observed_at: datetime
    purpose: Purpose
    outcome: Outcome
    pages: tuple[PageCapture, ...] = ()
    same_as: str = ""
    detail: str = ""
    next_due_at: datetime | None = None
    vantage: str = ""
    run_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    code: str
    reason: str
    words: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """An offer that vanished under one key and came back under another: one offer, renamed or re-bundled."""

    offer_id: str
    new_key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one parser made of one capture, and what of it is believed.

    ``rows_sha256`` names the kept rows (transforms/records.py). ``observed_at`` is the capture's, ``recorded_at`` ours.
    ``confirm_at`` is when an unconditional second look is due, if the reading moved anything. ``held_rows_sha256``:
    held rows that a person could accept (a price of zero without a word for free). ``reread_id``: a kept capture read
    by a later parser; it says nothing until the adoption of that name.
    """

    type: ClassVar[str] = "reading"
    reading_id: str
    capture_id: str
    source_id: str
    part: str
    observed_at: datetime
    recorded_at: datetime
    fingerprint: str
    cause: Cause
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    rows_sha256: str = ""
    rows: int = 0
    held: tuple[HeldRow, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    confirm_at: datetime | None = None
    run_id: str = ""
    held_rows_sha256: str = ""
    reread_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of text that are gone and new, the first of each as people are shown them; the counts are of all."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed_count: int = 0
    added_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page that nobody can read yet says as text, against what it said before (transforms/watched).

    ``memory_sha256`` names what is known of it from now on. ``pending`` is what became of the change that waited for a
    second look ("", waits, confirmed, undone), ``confirmed`` its lines as both looks have them; ``seen`` is a change
    that waits from now on. ``confirm_at`` is when an unconditional second look is due.
    """

    type: ClassVar[str] = "look"
    look_id: str
    capture_id: str
    source_id: str
    part: str
    observed_at: datetime
    recorded_at: datetime
    fingerprint: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    memory_sha256: str = ""
    lines: int = 0
    left_out: int = 0
    is_first: bool = False
    pending: str = ""
    confirmed: Lines | None = None
    seen: Lines | None = None
    confirm_at: datetime | None = None
    run_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What a capture of the European Central Bank's feed added to the exchange rates, or why it was not believed.

    ``rows_sha256`` names the new rates (warehouse/rates.py): those that were not known before, or were otherwise.
    """

    type: ClassVar[str] = "rates"
    capture_id: str
    source_id: str
    part: str
    observed_at: datetime
    recorded_at: datetime
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    rows_sha256: str = ""
    rows: int = 0
    run_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A new parser takes over a part: its reading of the last accepted capture (``reading_id``) is believed from then.

    ``differing_rows`` is in how many offers it differs from what the old parser made of the same page. What differs
    has cause parser and is never told as the carrier's doing. ``who`` is "run" where a run noticed it by itself.
    ``reread_id``: every kept capture was read again under that name, and history is told from those readings;
    ``reading_id`` is then that of the newest.
    """

    type: ClassVar[str] = "adoption"
    source_id: str
    part: str
    adopted_at: datetime
    from_fingerprint: str
    to_fingerprint: str
    reading_id: str
    differing_rows: int
    who: str
    why: str = ""
    reread_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person ruled, ``subject``: on what, ``value``: how.

    accept, reject (a reading), retract (a change), link (an offer; value: the newer one that it is), withdraw (an
    offer; value: its part), undo (a decision), enable, disable, resume; of alerts: subscribe, pause, unsubscribe, mute.
    ``pairings``: with "backfilled", what was called otherwise in the pages that came late.
    """

    type: ClassVar[str] = "decision"
    decision_id: str
    what: str
    subject: str
    decided_at: datetime
    who: str
    why: str
    value: str = ""
    pairings: tuple[Pairing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A mail as it was frozen before the first attempt to send: what it tells, to whom, and its bytes by hash.

    ``news``: what it tells beside changes, each by an id of its own (flows/alerts/news.py).
    """

    type: ClassVar[str] = "digest"
    digest_id: str
    rule: str
    recipient: str
    frozen_at: datetime
    change_ids: tuple[str, ...]
    eml_sha256: str
    subject: str
    news: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A step in handing a digest over. ``state``: sending (before the attempt), sent, written (to a file), retry,
    refused, given_up."""

    type: ClassVar[str] = "delivery"
    digest_id: str
    attempted_at: datetime
    state: str
    detail: str = ""
    next_attempt_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TripOption:
    """One way to make a trip, for all lines. Amounts are decimals as text; ``is_proven``: every place is listed."""

    option: str
    total_usd: str
    total_usd_high: str
    is_proven: bool
    offer_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TripCost:
    """A saved trip, computed anew after a run and other than before. ``options`` come cheapest first, proven first."""

    type: ClassVar[str] = "trip_cost"
    trip_id: str
    computed_at: datetime
    options: tuple[TripOption, ...] = ()
    run_id: str = ""


Entry = RunStarted | Capture | Reading | Look | Rates | Adoption | Decision | Digest | Delivery | TripCost
TYPES: dict[str, type[Entry]] = {
    kind.type: kind
    for kind in (RunStarted, Capture, Reading, Look, Rates, Adoption, Decision, Digest, Delivery, TripCost)
}
