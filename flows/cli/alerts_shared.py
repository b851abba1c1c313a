"""What the commands under ``alerts`` share: a look into the ledger, and rulings written into its journal."""

import getpass
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from flows.alerts.addresses import AlertError
from flows.alerts.condition import must_be_condition
from flows.alerts.memory import Standing
from flows.alerts.model import CHANNEL, zone_of
from flows.alerts.owing import Asking
from flows.alerts.post import channel_address
from flows.alerts.subscriptions import Subscriptions
from flows.cli.finding import near
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage
from flows.lock import run_lock
from flows.settings import Settings
from transforms.source import Carrier
from warehouse.archive import Archive
from warehouse.entries import Decision
from warehouse.journal import Journal
from warehouse.load import catch_up
from warehouse.store import Warehouse, rows


@dataclass(frozen=True)
class Look:
    """The warehouse, open for reading and only for as long as the look takes: a run would have to wait."""

    connection: DuckDBPyConnection
    beginning: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def rows(self, query: str, /, **values: Any) -> list[dict[str, Any]]:
        return rows(self.connection, query, **values)


@contextmanager
def looking(settings: Settings) -> Iterator[Look | None]:
    """The ledger's warehouse; None if nothing has been read yet.

    Raises:
        WarehouseBusy: a run is at work.
    """
    if not settings.warehouse.is_file():
        yield None
        return
    with Warehouse.open_read_only(settings.warehouse) as warehouse:
        yield Look(warehouse.connection)


def asking(found: Subscriptions, rule: str, settings: Settings, recipient: str = "") -> Asking:
    """A question in the name of a rule, as if it had just been written.

    Raises:
        Usage: there is no such rule.
    """
    if rule not in found.rule:
        hint = near(rule, found.rule) or f" There are: {', '.join(found.rule)}."
        raise Usage(f"there is no rule {rule!r} in {settings.subscriptions}.{hint}")
    now = clock_of(settings).now()
    return Asking(
        name=rule, entry=found.rule[rule], recipient=recipient or found.recipients(rule)[0],
        standing=Standing("subscribe", now), zone=zone_of(found.timezone, "timezone"), now=now,
    )  # fmt: skip


def rules_known(
    found: Subscriptions, settings: Settings, carriers: Mapping[str, Carrier], ledger: Look | None
) -> list[str]:
    """What the file alone cannot tell to be wrong: carriers, conditions, files and channels that it names."""
    faults = []
    ids = {*carriers, *(carrier.carrier_id for carrier in carriers.values())}
    for name, entry in found.rule.items():
        for word in entry.carriers:
            if not word.startswith("type:") and word not in ids:
                faults.append(f"[rule.{name}] carriers: there is no carrier {word!r}.{near(word, ids)}")
        if entry.own and entry.own not in carriers:
            faults.append(f"[rule.{name}] own: there is no source {entry.own!r}.{near(entry.own, carriers)}")
        try:
            if entry.where and ledger:
                must_be_condition(entry.where, name, ledger.connection)
            for recipient in found.recipients(name):
                if recipient.startswith(CHANNEL):
                    channel_address(found.channels, recipient)
        except AlertError as error:
            faults.append(str(error))
    return faults


def record(context: Context, settings: Settings, decisions: Sequence[Decision]) -> None:
    """Write rulings into the journal, and into the tables.

    Raises:
        Usage: nothing has been read yet.
        AnotherRun: a run is at work.
    """
    if not settings.warehouse.is_file():
        raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
    with (
        run_lock(settings.ledger, "alerts"),
        Journal(settings.journal) as journal,
        Warehouse.open_for_writing(settings.warehouse) as warehouse,
    ):
        archive = Archive(settings.archive)
        catch_up(warehouse.connection, journal, archive)
        journal.start_segment(f"{decisions[0].decided_at:%Y-%m-%dT%H%M%S}Z-alerts")
        for decision in decisions:
            journal.append(decision)
        catch_up(warehouse.connection, journal, archive)


def who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        return "somebody"
