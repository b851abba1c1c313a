"""What is owed becomes mails: first those frozen earlier and not yet handed over, then new ones.

Frozen bytes go to the archive and the entry to the journal before the first attempt; a crash in between loses nothing
and doubles nothing but a mail whose reply was lost, which is then byte-identical.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from flows.alerts.model import ChangeNote, HealthNote, MoveNote, everything
from flows.alerts.outbox import Step, deliver, freeze, step
from flows.opening import Run
from warehouse.entries import Delivery, Digest
from warehouse.load import catch_up
from warehouse.store import rows

LANDED = ("sent", "written")


def send_owed(run: Run) -> list[str]:
    """Hand over what is due; where each mail went: a file, or the recipient. Never raises for what a server does.

    Raises:
        AlertError: the mail settings cannot be used; nothing was frozen.
    """
    settings, now = run.world.settings, run.world.clock.now()
    rule = everything(settings.mail)
    landed: list[str] = []
    waiting = set()
    for digest, attempts in _open(run):
        doing = step(attempts, now)
        if doing is Step.ATTEMPT:
            delivery = _hand_over(run, digest, run.archive.get(digest.eml_sha256), attempts)
            landed += _where(run, digest, delivery)
            if delivery.state == "retry":
                waiting.add(digest.recipient)
        elif doing is Step.WAIT:
            waiting.add(digest.recipient)
    health = [_health(row) for row in rows(run.warehouse.connection, "alert_health")]
    for recipient in rule.recipients:
        owed = rows(run.warehouse.connection, "alert_owed", rule=rule.name, recipient=recipient)
        if not owed or recipient in waiting:  # what is owed meanwhile goes into one mail when the way is open again
            continue
        changes = [ChangeNote(**row) for row in owed]
        entry, eml = freeze(
            rule, recipient, changes, health, mail=settings.mail, frozen_at=now, moves=_moves(run, changes),
            stale_after_days=settings.stale_after_days,
        )  # fmt: skip
        run.archive.put(eml)
        _append(run, entry)
        landed += _where(run, entry, _hand_over(run, entry, eml, ()))
    return landed


def _open(run: Run) -> list[tuple[Digest, list[Delivery]]]:
    found = rows(run.warehouse.connection, "alert_open_digests")
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


def _hand_over(run: Run, digest: Digest, eml: bytes, earlier: Sequence[Delivery]) -> Delivery:
    settings = run.world.settings
    delivery = deliver(digest, eml, settings.mail, run.world.clock, settings.outbox, earlier=earlier)
    _append(run, delivery)
    return delivery


def _append(run: Run, entry: Digest | Delivery) -> None:
    run.begin()
    run.journal.append(entry)
    catch_up(run.warehouse.connection, run.journal, run.archive)


def _where(run: Run, digest: Digest, delivery: Delivery) -> list[str]:
    if delivery.state not in LANDED:
        return []
    return [str(Path(run.world.settings.outbox) / delivery.detail) if delivery.state == "written" else digest.recipient]


def _moves(run: Run, changes: Sequence[ChangeNote]) -> list[MoveNote]:
    found = rows(run.warehouse.connection, "alert_moves", move_ids=sorted({c.move_id for c in changes}))
    return [
        MoveNote(
            move_id=row["move_id"], what=row["what"], factor=row["factor"], rows=row["rows"], ends_on=row["ends_on"],
            exceptions=f"{row['exceptions']:,} did not move so" if row["exceptions"] else "",
        )
        for row in found
    ]  # fmt: skip


def _health(row: dict[str, object]) -> HealthNote:
    url = str(row.pop("url"))
    return HealthNote(**row, urls=(url,))  # type: ignore[arg-type]
