"""Mails frozen before the first attempt, and handed over at least once.

The order that keeps every alert (invariant 7): ``freeze``; the caller keeps the bytes in the archive and appends the
entry to the journal; only then ``deliver`` with those kept bytes, now and at each ``next_attempt_at``. A mail whose
reply was lost is sent again byte for byte, so that a reader's mail program can tell that it is the same one.
``step`` says what a digest needs next. While one of a recipient is WAITing, freeze no other for them: what is owed
in the meantime goes into one mail when the way is open again, and not into thousands.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from flows.alerts.beside import Beside
from flows.alerts.content import Digest as Content
from flows.alerts.content import Fact, Limits
from flows.alerts.digest import compose
from flows.alerts.mail import body_bytes, message
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, UncertainNote
from flows.alerts.news import News
from flows.alerts.post import Post
from flows.alerts.tongue import speaking, tr
from flows.alerts.unsubscribe import link
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
    news: Sequence[News] = (),
    stale_after_days: int = 3,
    replies: tuple[str, ...] = (),
    beside: Beside | None = None,
) -> tuple[Digest, bytes]:
    """One recipient's mail: its journal entry (``eml_sha256`` names the bytes) and the bytes. Nothing is sent.

    Raises:
        AlertError: the recipient or the sender cannot be used.
    """
    moves = tuple(moves)

    def composed(limits: Limits) -> Content:
        return compose(
            rule, changes, health, frozen_at, moves=moves, uncertain=uncertain, news=news,
            stale_after_days=stale_after_days, limits=limits, beside=beside,
        )  # fmt: skip

    ids = tuple(n.news_id for n in news)
    return seal(composed, recipient, health, mail=mail, news=ids, replies=replies)


def seal(
    composed: Callable[[Limits], Content],
    recipient: str,
    health: Sequence[HealthNote],
    *,
    mail: Mail,
    news: tuple[str, ...] = (),
    corrections: tuple[str, ...] = (),
    replies: tuple[str, ...] = (),
) -> tuple[Digest, bytes]:
    """Any content as one recipient's mail, shortened until it can be read. Raises AlertError as :func:`freeze`."""
    limits = Limits()
    while True:
        told = composed(limits)
        told = with_way_out(told, link(mail, told.rule.name, recipient))
        if body_bytes(told) <= BODY_MAX or limits.halved() == limits:
            break
        limits = limits.halved()
    ident, made = message(told, health, recipient, mail.sender, replies)
    eml = made.as_bytes()
    entry = Digest(
        digest_id=ident,
        rule=told.rule.name,
        recipient=recipient,
        frozen_at=told.frozen_at,
        change_ids=(*(i for c in told.changes for i in (*c.also, c.change_id)), *corrections),
        eml_sha256=sha256(eml).hexdigest(),
        subject=told.subject,
        news=news,
    )
    return entry, eml


def with_way_out(told: Content, url: str) -> Content:
    """The same mail with the configured link to stop it, in its text and in its head."""
    if not url:
        return told
    with speaking(told.rule.language):
        ending = (*told.ending, Fact(tr("Stop this mail"), url, url))
    return replace(told, ending=ending, unsubscribe=url)


def sending(digest: Digest, now: datetime) -> Delivery:
    """Written before an attempt: whoever finds it as the last word knows that the mail may have been taken."""
    return Delivery(digest_id=digest.digest_id, attempted_at=now, state="sending")


def step(attempts: Sequence[Delivery], now: datetime) -> Step:
    """What a digest needs, by the deliveries of it so far, in their order.

    An attempt that a crash cut off is made again at once; if that was cut off too, at the pace of any other.
    """
    if not attempts:
        return Step.ATTEMPT
    last = attempts[-1]
    if last.state == "sending":
        cut_off = _trailing(attempts)
        due = last.attempted_at + timedelta(minutes=_pause(cut_off - 2))
        return Step.ATTEMPT if cut_off == 1 or due <= now else Step.WAIT
    if last.state != "retry":
        return Step.DONE
    return Step.ATTEMPT if last.next_attempt_at is None or last.next_attempt_at <= now else Step.WAIT


def _trailing(attempts: Sequence[Delivery]) -> int:
    """How many attempts in a row were begun and never ended."""
    return next((n for n, d in enumerate(reversed(attempts)) if d.state != "sending"), len(attempts))


def _pause(failures: int) -> int:
    return RETRY_MINUTES[min(failures, len(RETRY_MINUTES) - 1)]


def deliver(
    digest: Digest,
    eml: bytes,
    post: Post,
    clock: Clock,
    outbox: Path,
    *,
    earlier: Sequence[Delivery] = (),
) -> Delivery:
    """One attempt to hand ``eml`` over; never raises for what a server or a disk does: the state says it.

    sent: the server took it. written: no SMTP is set, it lies in ``outbox``. retry: not taken, or nobody knows; again
    at ``next_attempt_at``. refused: for good. given_up: five days of retries.
    """
    if post.writes_files(digest):
        now = clock.now()
        try:
            return Delivery(
                digest_id=digest.digest_id, attempted_at=now, state="written", detail=write(digest, eml, outbox).name
            )
        except OSError as error:
            return _again(digest, now, earlier, f"{outbox} cannot be written: {error.strerror or error}")
    answer = post.hand_over(digest, eml)
    now = clock.now()
    if answer.state == "retry":
        return _again(digest, now, earlier, answer.detail)
    return Delivery(digest_id=digest.digest_id, attempted_at=now, state=answer.state, detail=answer.detail)


def _again(digest: Digest, now: datetime, earlier: Sequence[Delivery], detail: str) -> Delivery:
    first = min((d.attempted_at for d in earlier), default=now)
    failures = sum(d.state == "retry" for d in earlier)
    following = now + timedelta(minutes=_pause(failures))
    if following - first > GIVE_UP_AFTER:
        text = f"given up after 5 days: {detail}"
        return Delivery(digest_id=digest.digest_id, attempted_at=now, state="given_up", detail=text)
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
