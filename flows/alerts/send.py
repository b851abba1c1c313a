"""What is owed becomes mails: first those frozen earlier and not yet handed over, then new ones.

Frozen bytes go to the archive and the entry to the journal before the first attempt, and a mark before each attempt: a
crash in between loses nothing, and doubles nothing but a mail whose reply was lost, which is then byte-identical.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.alerts.addresses import AlertError
from flows.alerts.memory import Standing, mutes, settled, standings
from flows.alerts.model import everything, zone_of
from flows.alerts.outbox import Step, deliver, sending, step
from flows.alerts.owing import Asking, owed_to
from flows.alerts.post import Post
from flows.alerts.smtp import Timeouts
from flows.alerts.subscriptions import RuleEntry, Subscriptions, load_subscriptions
from flows.alerts.writing import corrections, health_notes, rule_of, written
from flows.opening import Run
from flows.settings import Mail, Settings
from warehouse.archive import ArchiveError
from warehouse.entries import Decision, Delivery, Digest
from warehouse.load import catch_up
from warehouse.store import rows

LANDED = ("sent", "written")
REFUSED = ("refused", "given_up")


@dataclass
class Sent:
    """``landed``: where each mail went, a file or the recipient. ``problems``: what a person must mend, a line each."""

    landed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def subscriptions_of(settings: Settings) -> Subscriptions:
    """The user's file, or the built-in rule.

    Raises:
        AlertError: the file or the mail settings cannot be used.
    """
    found = load_subscriptions(settings.subscriptions)
    return found if found is not None else built_in(settings.mail)


def built_in(mail: Mail) -> Subscriptions:
    """The rule "everything" as a file would have it."""
    rule = everything(mail)
    return Subscriptions(timezone=mail.timezone, rule={rule.name: RuleEntry(to=list(rule.recipients))})


def send_owed(run: Run, timeouts: Timeouts | None = None) -> Sent:
    """Hand over what is due. Never raises for what a server does or a file says: ``problems`` has it."""
    settings, sent = run.world.settings, Sent()
    found, whom = _file(settings, sent)
    post = Post(settings.mail, timeouts or Timeouts(), found.channels if found else {})
    waiting = _hand_over_open(run, post, sent)
    if found is None:
        return sent
    connection, now = run.warehouse.connection, run.world.clock.now()
    for decision in settled(standings(connection), [(n, r) for n, them in whom.items() for r in them], now):
        _append(run, decision)
    known, muted = standings(connection), mutes(connection)
    health = health_notes(connection)
    for name, recipients in whom.items():
        entry = found.rule[name]
        for recipient in recipients:
            standing = known.get((name, recipient), Standing("pause", now))
            if standing.what != "subscribe" or recipient in waiting:
                continue  # what is owed meanwhile goes into one mail when the way is open again
            asking = Asking(
                name=name, entry=entry, recipient=recipient, standing=standing, now=now, mutes=muted.get(name, ()),
                zone=zone_of(found.timezone, "timezone"),
            )  # fmt: skip
            try:
                rule = rule_of(found, asking, settings)
                for entry_eml in corrections(connection, settings, rule, asking, health):
                    _post(run, post, *entry_eml, sent)
                owed = owed_to(connection, asking, health)
                if owed.is_due:
                    _post(run, post, *written(connection, settings, rule, asking, owed, health), sent)
            except AlertError as error:
                sent.problems.append(str(error))
    return sent


def _file(settings: Settings, sent: Sent) -> tuple[Subscriptions | None, dict[str, tuple[str, ...]]]:
    """The rules and whom each tells; a file that cannot be used holds up no mail that is frozen already."""
    try:
        found = subscriptions_of(settings)
        return found, {name: found.recipients(name) for name in found.rule}
    except AlertError as error:
        sent.problems += str(error).splitlines()
        return None, {}


def _hand_over_open(run: Run, post: Post, sent: Sent) -> set[str]:
    """Mails frozen earlier. Returns whose mail still waits."""
    waiting = set()
    for digest, attempts in open_digests(run.warehouse.connection):
        doing = step(attempts, run.world.clock.now())
        if doing is Step.ATTEMPT and post.may_try(digest):
            try:
                eml = run.archive.get(digest.eml_sha256)
            except ArchiveError as error:  # one lost mail holds up nobody
                sent.problems.append(f"mail {digest.digest_id} to {digest.recipient}: {error}")
                continue
            if _hand_over(run, post, digest, eml, attempts, sent).state == "retry":
                waiting.add(digest.recipient)
        elif doing is not Step.DONE:
            waiting.add(digest.recipient)
    return waiting


def open_digests(connection: DuckDBPyConnection) -> list[tuple[Digest, list[Delivery]]]:
    """Mails that are neither handed over nor given up, each with its deliveries so far."""
    found = rows(connection, "alert_open_digests")
    digests = []
    for _, group in groupby(found, key=lambda row: row["digest_id"]):
        lines = list(group)
        first = lines[0]
        digest = Digest(
            digest_id=first["digest_id"], rule=first["rule"], recipient=first["recipient"],
            frozen_at=first["frozen_at"], change_ids=(), eml_sha256=first["eml_sha256"], subject=first["subject"],
        )  # fmt: skip
        attempts = [
            Delivery(
                digest_id=digest.digest_id, attempted_at=line["attempted_at"], state=line["state"],
                detail=line["detail"] or "", next_attempt_at=line["next_attempt_at"],
            )
            for line in lines if line["attempted_at"] is not None
        ]  # fmt: skip
        digests.append((digest, attempts))
    return digests


def _post(run: Run, post: Post, entry: Digest, eml: bytes, sent: Sent) -> None:
    """Keep the bytes, write the entry, and only then try."""
    run.archive.put(eml)
    _append(run, entry)
    if post.may_try(entry):
        _hand_over(run, post, entry, eml, (), sent)


def _hand_over(run: Run, post: Post, digest: Digest, eml: bytes, earlier: Sequence[Delivery], sent: Sent) -> Delivery:
    settings = run.world.settings
    if post.needs_mark(digest):
        _append(run, sending(digest, run.world.clock.now()))
    delivery = deliver(digest, eml, post, run.world.clock, settings.outbox, earlier=earlier)
    _append(run, delivery)
    if delivery.state in LANDED:
        is_file = delivery.state == "written"
        sent.landed.append(str(Path(settings.outbox) / delivery.detail) if is_file else digest.recipient)
    elif delivery.state in REFUSED:
        sent.problems.append(f"mail {digest.digest_id} to {digest.recipient}: {delivery.detail}")
    return delivery


def _append(run: Run, entry: Digest | Delivery | Decision) -> None:
    run.begin()
    run.journal.append(entry)
    catch_up(run.warehouse.connection, run.journal, run.archive)
