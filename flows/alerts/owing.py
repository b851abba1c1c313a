"""What is owed to one recipient of one rule, derived from what the ledger knows: nothing here writes or sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from duckdb import DuckDBPyConnection

from flows.alerts import news as newsroom
from flows.alerts.condition import passing
from flows.alerts.matching import Candidate, Told, is_of, places_of, wanted
from flows.alerts.memory import Mute, Standing
from flows.alerts.model import ChangeNote, HealthNote
from flows.alerts.news import News
from flows.alerts.schedule import is_due, parse_schedule
from flows.alerts.subscriptions import RuleEntry
from flows.alerts.tongue import speaking
from warehouse.entry_json import instant
from warehouse.store import rows, run

_OF_CANDIDATE = ("carrier_type", "told_value", "told_number", "told_unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whose due is asked for, and when."""

    name: str
    entry: RuleEntry
    recipient: str
    standing: Standing
    zone: tzinfo
    now: datetime
    mutes: Sequence[Mute] = ()

    @property
    def whose(self) -> dict[str, str]:
        return {"rule": self.name, "recipient": self.recipient}


@dataclass(frozen=True, slots=True)
class Owed:
    """``is_due``: now is the time to send it. ``is_first``: nothing was told yet, so all that is known is."""

    changes: list[ChangeNote] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    is_first: bool = False
    is_due: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.news or self.is_first)


def owed_to(connection: DuckDBPyConnection, asking: Asking, health: Sequence[HealthNote]) -> Owed:
    """Everything that this recipient is to be told and was not.

    Raises:
        AlertError: the rule's SQL condition cannot be used.
    """
    entry, now = asking.entry, asking.now
    told = {row["news_id"]: row["frozen_at"] for row in rows(connection, "alert_told_news", **asking.whose)}
    if entry.tells("first mail") and entry.tells("moves") and newsroom.FIRST not in told and _knows_offers(connection):
        return Owed(is_first=True, is_due=True)
    changes = owed_changes(connection, asking) if entry.tells("moves") else []
    with speaking(entry.lang):
        news = newsroom.untold(_news(connection, asking, health), told, _muted(asking))
        beat = _heartbeat(asking, told)
    moments = [c.confirmed_at or c.seen_at for c in changes] + [n.since_at for n in news]
    due = is_due(entry.schedule, min(moments, default=None), now, asking.zone)
    if beat:
        return Owed(changes if due else [], [*(news if due else []), beat], is_due=True)
    return Owed(changes, news, is_due=due)


def owed_changes(connection: DuckDBPyConnection, asking: Asking) -> list[ChangeNote]:
    """Confirmed changes (and seen ones, if the rule wants them) that fit the rule and that it has not told."""
    found = rows(connection, "alert_owed", since=asking.standing.since_at, **asking.whose)
    return matching(connection, asking, found)


def matching(connection: DuckDBPyConnection, asking: Asking, found: Sequence[Mapping[str, Any]]) -> list[ChangeNote]:
    """Those of the rows of ``alert_owed`` or ``alert_history`` that the rule tells."""
    entry = asking.entry
    named = _places(connection, {row["offer_id"] for row in found}) if entry.places else {}
    fits = None
    if entry.where:
        fits = passing(entry.where, asking.name, connection, [row["change_id"] for row in found])
    candidates = [_candidate(row, named.get(row["offer_id"], frozenset())) for row in found]
    return wanted(entry, candidates, regions(connection, asking), asking.mutes, fits)


def matching_offers(connection: DuckDBPyConnection, asking: Asking) -> int:
    """How many offers on sale the rule speaks of, by their carriers and places."""
    entry, places = asking.entry, places_of(asking.entry.places, regions(connection, asking))
    found = rows(connection, "alert_offers")
    named = _places(connection, {row["offer_id"] for row in found}) if places else {}
    return sum(
        is_of(entry, row["carrier_type"], row["carrier_id"], row["source_id"])
        and (not places or not named.get(row["offer_id"]) or bool(named[row["offer_id"]] & places))
        for row in found
    )


def regions(connection: DuckDBPyConnection, asking: Asking) -> dict[str, set[str]]:
    """The members of each region today."""
    members: dict[str, set[str]] = {}
    for region, place in run(connection, "alert_regions", on_day=asking.now.astimezone(asking.zone).date()):
        members.setdefault(region, set()).add(place)
    return members


def _candidate(row: Mapping[str, Any], places: frozenset[str]) -> Candidate:
    told = Told(row["told_value"], row["told_number"], row["told_unit"]) if row["told_value"] is not None else None
    note = ChangeNote(**{name: value for name, value in row.items() if name not in _OF_CANDIDATE})
    return Candidate(note, row["carrier_type"], told, places)


def _places(connection: DuckDBPyConnection, offer_ids: set[str]) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = {}
    for offer_id, place in run(connection, "alert_places", offer_ids=sorted(offer_ids)):
        named.setdefault(offer_id, set()).add(place)
    return {offer_id: frozenset(found) for offer_id, found in named.items()}


def _knows_offers(connection: DuckDBPyConnection) -> bool:
    return bool(run(connection, "alert_knows_offers")[0][0])


def _muted(asking: Asking) -> set[str]:
    return {mute.carrier for mute in asking.mutes if mute.from_at <= asking.now < mute.until_at}


def _news(connection: DuckDBPyConnection, asking: Asking, health: Sequence[HealthNote]) -> list[News]:
    entry, now, zone = asking.entry, asking.now, asking.zone
    today = now.astimezone(zone).date()
    found = newsroom.of_sources(entry, health, now, zone)
    if entry.tells("mail refused"):
        found += newsroom.of_refusals(rows(connection, "alert_refused", since=asking.standing.since_at))
    if {"rule_begins", "rule_ends", "rule_overdue"} & set(entry.kinds):
        places = places_of(entry.places, regions(connection, asking))
        found += newsroom.of_rules(entry, rows(connection, "alert_rules"), today, zone, places)
    if entry.tells("announced"):
        told = rows(connection, "alert_announced", on_day=today, **asking.whose)
        found += newsroom.of_announced(entry, told, today, zone)
    if entry.when == "seen":
        found += newsroom.of_undone(rows(connection, "alert_undone", **asking.whose))
    return found


def _heartbeat(asking: Asking, told: Mapping[str, datetime]) -> News | None:
    """A mail at its hour whether anything moved or not: who hears nothing knows that something is wrong."""
    schedule = parse_schedule(asking.entry.heartbeat) if asking.entry.heartbeat else None
    if schedule is None:
        return None
    slot = schedule.last_before(asking.now, asking.zone)
    news_id = f"{newsroom.HEARTBEAT}@{instant(slot)}"
    if slot <= asking.standing.since_at or news_id in told:
        return None
    return News(news_id, newsroom.HEARTBEAT, slot, "")
