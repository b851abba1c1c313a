"""What the file cannot know, kept in the journal: who is subscribed since when, what is muted until when, who left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.entries import Decision
from warehouse.entry_json import instant
from warehouse.store import rows

ALL = "*"


@dataclass(frozen=True, slots=True)
class Standing:
    """``what``: subscribe, pause (not in the file) or unsubscribe (asked to be left alone), since when."""

    what: str
    since_at: datetime


@dataclass(frozen=True, slots=True)
class Mute:
    """What of ``carrier`` (or all) was confirmed in this span is not told, not later either."""

    carrier: str
    from_at: datetime
    until_at: datetime

    def holds(self, carrier_id: str, at: datetime) -> bool:
        return self.carrier in (ALL, carrier_id) and self.from_at <= at < self.until_at


Standings = dict[tuple[str, str], Standing]


def standings(connection: DuckDBPyConnection) -> Standings:
    """By rule and recipient."""
    found: Standings = {}
    for row in rows(connection, "alert_standings"):
        rule, _, recipient = row["subject"].partition(" ")
        found[rule, recipient] = Standing(row["what"], row["since_at"])
    return found


def mutes(connection: DuckDBPyConnection) -> dict[str, list[Mute]]:
    """By rule. A later ruling on the same carrier ends the one before it."""
    latest: dict[tuple[str, str], Mute] = {}
    found: dict[str, list[Mute]] = defaultdict(list)
    for row in rows(connection, "alert_mutes"):
        carrier, _, until = row["value"].partition(" ")
        before = latest.get((row["rule"], carrier))
        if before is not None and before.until_at > row["decided_at"]:
            found[row["rule"]].remove(before)
            found[row["rule"]].append(Mute(carrier, before.from_at, row["decided_at"]))
        mute = Mute(carrier, row["decided_at"], datetime.fromisoformat(until))
        latest[row["rule"], carrier] = mute
        found[row["rule"]].append(mute)
    return found


def settled(known: Standings, wanted: Iterable[tuple[str, str]], now: datetime) -> list[Decision]:
    """What a run writes down when the file names somebody new, or names somebody no more."""
    wanted = list(dict.fromkeys(wanted))
    made = [
        ruling("subscribe", rule, recipient, now, "run", "named in the file")
        for rule, recipient in wanted
        if known.get((rule, recipient), Standing("pause", now)).what == "pause"
    ]
    return made + [
        ruling("pause", rule, recipient, now, "run", "not in the file any more")
        for (rule, recipient), standing in sorted(known.items())
        if standing.what == "subscribe" and (rule, recipient) not in wanted
    ]


def ruling(what: str, rule: str, recipient: str, now: datetime, who: str, why: str) -> Decision:
    """subscribe, pause or unsubscribe."""
    subject = f"{rule} {recipient}"
    return Decision(
        decision_id=f"{what}:{subject}@{instant(now)}", what=what, subject=subject, decided_at=now, who=who, why=why
    )


def muting(rule: str, carrier: str, until: datetime, now: datetime, who: str, why: str) -> Decision:
    return Decision(
        decision_id=f"mute:{rule}:{carrier}@{instant(now)}", what="mute", subject=rule, decided_at=now, who=who,
        why=why, value=f"{carrier} {instant(until)}",
    )  # fmt: skip
