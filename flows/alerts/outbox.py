"""Mails frozen before the first attempt, and handed over at least once.

The order that keeps every alert (invariant 7): ``freeze``; the caller keeps the bytes in the archive and appends the
entry to the journal; only then ``deliver`` with those kept bytes, now and at each ``next_attempt_at``. A mail whose
reply was lost is sent again byte for byte, so that a reader's mail program can tell that it is the same one.
``step`` says what a digest needs next. While one of a recipient is WAITing, freeze no other for them: what is owed
in the meantime goes into one mail when the way is open again, and not into thousands.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from flows.alerts import smtp
from flows.alerts.content import Limits
from flows.alerts.digest import compose
from flows.alerts.mail import body_bytes, message
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, UncertainNote
from flows.clock import Clock
from flows.settings import Mail
from warehouse.entries import Delivery, Digest

BODY_MAX = 200_000  # bytes of the two parts that people read; attachments come on top
RETRY_MINUTES = (5, 30, 60)  # then hourly
GIVE_UP_AFTER = timedelta(days=5)


class Step(StrEnum):
    """ATTEMPT: hand it over now. WAIT: its next attempt is not due. DONE: sent, written, or given up."""

    ATTEMPT = "attempt"
    WAIT = "wait"
    DONE = "done"


def freeze(
    rule: Rule,
    recipient: str,
    changes: Sequence[ChangeNote],
    health: Sequence[HealthNote],
    *,
    mail: Mail,
    frozen_at: datetime,
    moves: Iterable[MoveNote] = (),
    uncertain: Sequence[UncertainNote] = (),
    stale_after_days: int = 3,
    in_reply_to: str = "",
) -> tuple[Digest, bytes]:
    """One recipient's mail: its journal entry (``eml_sha256`` names the bytes) and the bytes. Nothing is sent.

    Raises:
        AlertError: the recipient or the sender cannot be used.
    """
    limits, moves = Limits(), tuple(moves)
    while True:
        told = compose(
            rule,
            changes,
            health,
            frozen_at,
            moves=moves,
            uncertain=uncertain,
            stale_after_days=stale_after_days,
            limits=limits,
        )
        if body_bytes(told) <= BODY_MAX or limits.halved() == limits:
            break
        limits = limits.halved()
    ident, made = message(told, health, recipient, mail.sender, in_reply_to)
    eml = made.as_bytes()
    entry = Digest(
        digest_id=ident,
        rule=rule.name,
        recipient=recipient,
        frozen_at=frozen_at,
        change_ids=tuple(c.change_id for c in told.changes),
        eml_sha256=sha256(eml).hexdigest(),
        subject=told.subject,
    )
    return entry, eml


def step(attempts: Sequence[Delivery], now: datetime) -> Step:
    """What a digest needs, by the deliveries of it so far, in their order."""
    if not attempts:
        return Step.ATTEMPT
    last = attempts[-1]
    if last.state != "retry":
        return Step.DONE
    return Step.ATTEMPT if last.next_attempt_at is None or last.next_attempt_at <= now else Step.WAIT


def deliver(
    digest: Digest,
    eml: bytes,
    mail: Mail,
    clock: Clock,
    outbox: Path,
    *,
    earlier: Sequence[Delivery] = (),
    timeouts: smtp.Timeouts | None = None,
) -> Delivery:
    """One attempt to hand ``eml`` over; never raises for what a server or a disk does: the state says it.

    sent: the server took it. written: no SMTP is set, it lies in ``outbox``. retry: not taken, or nobody knows; again
    at ``next_attempt_at``. failed: refused for good, or five days of retries.
    """
    now = clock.now()
    if not mail.smtp_host:
        try:
            return Delivery(
                digest_id=digest.digest_id, attempted_at=now, state="written", detail=write(digest, eml, outbox).name
            )
        except OSError as error:
            return _again(digest, now, earlier, f"{outbox} cannot be written: {error.strerror or error}")
    answer = smtp.send(eml, digest.recipient, mail, timeouts or smtp.Timeouts())
    if answer.state == "retry":
        return _again(digest, now, earlier, answer.detail)
    return Delivery(digest_id=digest.digest_id, attempted_at=now, state=answer.state, detail=answer.detail)


def _again(digest: Digest, now: datetime, earlier: Sequence[Delivery], detail: str) -> Delivery:
    first = min((d.attempted_at for d in earlier), default=now)
    minutes = RETRY_MINUTES[min(len(earlier), len(RETRY_MINUTES) - 1)]
    following = now + timedelta(minutes=minutes)
    if following - first > GIVE_UP_AFTER:
        text = f"given up after 5 days: {detail}"
        return Delivery(digest_id=digest.digest_id, attempted_at=now, state="failed", detail=text)
    return Delivery(
        digest_id=digest.digest_id, attempted_at=now, state="retry", detail=detail, next_attempt_at=following
    )


def write(digest: Digest, eml: bytes, outbox: Path) -> Path:
    """``<outbox>/<stamp>-<rule>.eml``, whole or not at all. Another mail of that name stays; writing twice is once."""
    outbox.mkdir(parents=True, exist_ok=True)
    stem = f"{digest.frozen_at.astimezone(UTC):%Y-%m-%dT%H%M}-{digest.rule}"
    path = outbox / f"{stem}.eml"
    if path.exists() and path.read_bytes() != eml:
        path = outbox / f"{stem}-{digest.digest_id}.eml"
    if path.exists() and path.read_bytes() == eml:
        return path
    part = outbox / f".{digest.digest_id}.part"
    try:
        with part.open("wb") as file:
            file.write(eml)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(outbox, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
