"""What the alerts are made from: plain values, so that a mail can be built and tested without a warehouse.

Field names are those of the public views ``changes``, ``moves`` and ``sources``. Instants are aware UTC datetimes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.alerts.addresses import AlertError, plain_address
from flows.settings import Mail

RULE_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,60}[a-z0-9])?")
LANGUAGES = ("en", "zh")
CHANNEL = "channel:"  # a recipient that is no mailbox: channel:teams, by its name in [channels]
NOBODY = "you@localhost"  # whom a mail that is only ever a file is addressed to


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who is told, and how. ``name`` is its identity; ``why`` is printed in the mail as the reason for getting it,
    ``stop`` as the way to get no more; ``attach``: csv, evidence.

    Raises:
        AlertError: a name, recipient, time zone or language that cannot be used.
    """

    name: str
    recipients: tuple[str, ...]
    timezone: str = "UTC"
    language: str = "en"
    severity: str = "traveller"
    why: str = ""
    stop: str = ""
    attach: tuple[str, ...] = ("csv", "evidence")

    def __post_init__(self) -> None:
        if not RULE_NAME.fullmatch(self.name):
            raise AlertError(f"rule {self.name!r}: a name is lower-case letters, digits, - and _, at most 62")
        for recipient in self.recipients:
            if not recipient.startswith(CHANNEL):
                plain_address(recipient, f"rule {self.name}")
        if self.language not in LANGUAGES:
            raise AlertError(f"rule {self.name}: mails are written in {', '.join(LANGUAGES)}, not {self.language!r}")
        _ = self.tz

    @property
    def tz(self) -> tzinfo:
        """The zone of every time in the mail. UTC needs no zone database, which bare machines may lack."""
        return zone_of(self.timezone, f"rule {self.name}")


def zone_of(name: str, where: str) -> tzinfo:
    """The time zone of that name.

    Raises:
        AlertError: there is none.
    """
    if name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise AlertError(f"{where}: {name!r} is no time zone of this machine; write one like Europe/Madrid") from None


def everything(mail: Mail) -> Rule:
    """The built-in rule: every confirmed change, to ``[mail] to``. Without SMTP nobody need be named.

    Raises:
        AlertError: SMTP is set and nobody is named, or an address or the time zone cannot be used.
    """
    if mail.smtp_host and not mail.to:
        raise AlertError('[mail] smtp_host is set and [mail] to is empty: write whom to tell, to = ["you@example.org"]')
    return Rule(
        name="everything",
        recipients=tuple(dict.fromkeys(mail.to)) or (NOBODY,),
        timezone=mail.timezone,
        why='the built-in rule "everything": each confirmed change of each source, to the addresses in [mail] to',
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNote:
    """One field of one offer that differs between two captures.

    ``unit`` is that of the numbers: "USD/day", "USD/10 kb", "bytes/day", "" for a count. ``delta_pct`` is in per cent.
    ``confirmed_at`` None: seen once. ``effective_on``: as the page states it. ``old_since_at``: since when the old
    value stood; ``is_old_first`` says that this is only when we first looked. ``undoes``: the digest that told of the
    change which this one undoes, told at ``undoes_told_at``. ``told_as``: as in core.changes.
    ``also``: the ids of smaller changes that are told in it.
    """

    change_id: str
    move_id: str
    source_id: str
    carrier: str
    home_country: str
    offer_id: str
    offer_name: str
    field: str
    old_value: str
    new_value: str
    effect: str
    seen_at: datetime
    scope: str = ""
    place: str = ""
    old_number: Decimal | None = None
    new_number: Decimal | None = None
    unit: str = ""
    delta: Decimal | None = None
    delta_pct: Decimal | None = None
    severity_traveller: str = ""
    severity_analyst: str = ""
    state: str = "confirmed"
    cause: str = "page"
    told_as: str = "news"
    confirmed_at: datetime | None = None
    effective_on: date | None = None
    before_words: str = ""
    after_words: str = ""
    before_capture_id: str = ""
    after_capture_id: str = ""
    url: str = ""
    old_since_at: datetime | None = None
    is_old_first: bool = False
    undoes: str = ""
    undoes_told_at: datetime | None = None
    also: tuple[str, ...] = ()

    @property
    def carrier_id(self) -> str:
        return "_".join(self.source_id.split("_")[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveNote:
    """What is known of a move as a whole: its one factor, how many rows it took, and which did not follow."""

    move_id: str
    what: str = ""
    factor: Decimal | None = None
    rows: int = 0
    exceptions: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthNote:
    """How a source stands. ``last_read_at``: the last accepted reading; ``outcome``: of the last attempt.

    ``urls`` are the addresses configured for it: the only ones that a mail ever links to.
    """

    source_id: str
    carrier: str = ""
    status: str = "live"
    last_read_at: datetime | None = None
    outcome: str = ""
    held_reason: str = ""
    held_since_at: datetime | None = None
    next_due_at: datetime | None = None
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainNote:
    """Something seen that is not settled, and is never counted as a move."""

    source_id: str
    carrier: str
    subject: str
    words: str
