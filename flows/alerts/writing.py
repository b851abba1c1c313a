"""What is owed, with all that the mail says beside it, as a frozen mail."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from flows.alerts import news as newsroom
from flows.alerts.beside import Beside, Weights, load_weights
from flows.alerts.content import Digest as Content
from flows.alerts.content import Limits
from flows.alerts.letters import Known, correction_letter, first_letter
from flows.alerts.mail import message_id
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, everything
from flows.alerts.outbox import freeze, seal
from flows.alerts.owing import Asking, Owed, matching_offers
from flows.alerts.picture import Step
from flows.alerts.rank import Pack, ranks
from flows.alerts.rehearse import YEAR, rehearse
from flows.alerts.schedule import EACH_RUN
from flows.alerts.subscriptions import Subscriptions
from flows.alerts.tongue import speaking, tr
from flows.settings import Settings
from warehouse.entries import Digest
from warehouse.store import rows, run

REFERENCES_MAX = 20
HISTORIES_MAX = 500
STOP = (
    'take your address out of rule "{name}" in {file}, or: roamledger alerts unsubscribe {name} {address}; '
    "replies are not read"
)


def rule_of(found: Subscriptions, asking: Asking, settings: Settings) -> Rule:
    """The rule as its mails show it: why you got this, and how to stop it."""
    name = settings.subscriptions.name
    if not settings.subscriptions.is_file():
        return found.told_as(asking.name, everything(settings.mail).why, "")
    entry = asking.entry
    with speaking(entry.lang):
        why = tr('rule "{name}" in {file}', name=asking.name, file=name)
        what = [entry.at_least or "", ", ".join(entry.fields), ", ".join([*entry.carriers, *entry.places][:6])]
        told = "; ".join(word for word in what if word)
        stop = tr(STOP, name=asking.name, file=name, address=asking.recipient)
    return found.told_as(asking.name, f"{why} ({told})" if told else why, stop)


def written(
    connection: DuckDBPyConnection,
    settings: Settings,
    rule: Rule,
    asking: Asking,
    owed: Owed,
    health: Sequence[HealthNote],
) -> tuple[Digest, bytes]:
    """One recipient's mail: its journal entry and its bytes.

    Raises:
        AlertError: the recipient, the sender or the rule's condition cannot be used.
    """
    days = settings.stale_after_days
    with speaking(rule.language):
        moves = _moves(connection, owed.changes)
    if owed.is_first:
        known = _known(connection, asking)

        def first(_: Limits) -> Content:
            return first_letter(rule, known, health, asking.now, days)

        return seal(first, asking.recipient, health, mail=settings.mail, news=(newsroom.FIRST,))
    return freeze(
        rule, asking.recipient, owed.changes, health, mail=settings.mail, frozen_at=asking.now,
        moves=moves, news=owed.news, stale_after_days=days,
        replies=_replies(owed, settings.mail.sender), beside=_beside(connection, settings, asking, owed.changes),
    )  # fmt: skip


def _beside(
    connection: DuckDBPyConnection, settings: Settings, asking: Asking, changes: Sequence[ChangeNote]
) -> Beside:
    offer_ids = sorted({c.offer_id for c in changes if c.field == "price"})[:HISTORIES_MAX]
    histories: dict[str, list[Step]] = {}
    for offer_id, *step in run(connection, "alert_price_history", offer_ids=offer_ids):
        histories.setdefault(offer_id, []).append(Step(*step))
    weights, own = asking.entry.weights, asking.entry.own
    standing: dict[str, list[str]] = {}
    if own and changes:
        on_day = asking.now.astimezone(asking.zone).date()
        packs = [Pack(*row) for row in run(connection, "alert_rank_classes", own=own, on_day=on_day)]
        with speaking(asking.entry.lang):
            standing = ranks(packs, own, changes)
    usage = load_weights(settings.subscriptions.parent / weights) if weights else Weights()
    return Beside(asking.now, usage, histories, standing)


def _replies(owed: Owed, sender: str) -> tuple[str, ...]:
    """The mails whose news this one takes back: it stands in their threads, in that of the first where it has two."""
    taken_back = [c.undoes for c in owed.changes if c.undoes] + [n.undoes for n in owed.news if n.undoes]
    return tuple(message_id(ident, sender) for ident in list(dict.fromkeys(taken_back))[:REFERENCES_MAX])


def corrections(
    connection: DuckDBPyConnection, settings: Settings, rule: Rule, asking: Asking, health: Sequence[HealthNote]
) -> Iterator[tuple[Digest, bytes]]:
    """A mail for each earlier one that told this recipient something that was not so, in its thread."""
    owed = rows(connection, "corrections_owed", **asking.whose)
    owed.sort(key=lambda row: (row["told_at"], row["digest_id"], row["told_position"]))
    for digest_id, group in groupby(owed, key=lambda row: row["digest_id"]):
        wrong = list(group)

        def letter(_: Limits, wrong: list[dict[str, Any]] = wrong) -> Content:
            return correction_letter(rule, wrong, health, asking.now, settings.stale_after_days)

        yield seal(
            letter, asking.recipient, health, mail=settings.mail,
            corrections=tuple(row["correction_id"] for row in wrong),
            replies=(message_id(digest_id, settings.mail.sender),),
        )  # fmt: skip


def _known(connection: DuckDBPyConnection, asking: Asking) -> Known:
    past = rehearse(connection, asking, asking.now - YEAR)
    entry = asking.entry
    with speaking(entry.lang):
        when = (
            tr("when something moves")
            if entry.send == EACH_RUN
            else tr("when something moved, {send}", send=entry.send)
        )
        if entry.heartbeat:
            when += "; " + tr("a sign of life {send}", send=entry.heartbeat)
    return Known(rows(connection, "alert_first"), matching_offers(connection, asking), past.mails, when)


def health_notes(connection: DuckDBPyConnection) -> list[HealthNote]:
    """How every watched source stands."""
    return [
        HealthNote(**{name: value for name, value in row.items() if name != "url"}, urls=(row["url"],))
        for row in rows(connection, "alert_health")
    ]


def _moves(connection: DuckDBPyConnection, changes: Sequence[ChangeNote]) -> list[MoveNote]:
    found = rows(connection, "alert_moves", move_ids=sorted({c.move_id for c in changes}))
    return [
        MoveNote(
            move_id=row["move_id"], what=row["what"], factor=row["factor"], rows=row["rows"], ends_on=row["ends_on"],
            exceptions=tr("{count} did not move so", count=f"{row['exceptions']:,}") if row["exceptions"] else "",
        )
        for row in found
    ]  # fmt: skip
