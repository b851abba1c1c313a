"""Mails that are no list of moves: the first one, which says what is known on that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.alerts.clean import tame
from flows.alerts.content import Aside, Digest, Fact
from flows.alerts.digest import ending, subject_line
from flows.alerts.health import source_lines
from flows.alerts.model import HealthNote, Rule
from flows.alerts.tongue import speaking, tr
from flows.alerts.wording import count

MOST = 12
LACKS = {
    "has_price": "price", "has_data": "data volume", "has_validity": "validity", "has_places": "places",
    "has_after_cap": "what follows when it is used up", "has_tax_basis": "whether tax is included",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What a first mail tells: rows of ``alert_first``, and what the rule would have sent in a year."""

    sources: Sequence[Mapping[str, Any]]
    matching_offers: int | None = None
    past_mails: int = 0
    next_words: str = ""


def first_letter(
    rule: Rule, known: Known, health: Sequence[HealthNote], frozen_at: datetime, stale_after_days: int
) -> Digest:
    """ "This is what we know now": sources, offers, places, gaps, and what this rule will bring."""
    with speaking(rule.language):
        offers = sum(row["offers"] for row in known.sources)
        places = max((row["places"] for row in known.sources), default=0)
        what = tr("{offers}, {places}", offers=count(offers, "offer"), places=count(places, "place"))
        return Digest(
            rule=rule,
            frozen_at=frozen_at,
            subject=subject_line(tr("What we know now: {what}", what=what), 0),
            headline=tr(
                'This is what we know now: {what}. Rule "{name}", times in {zone}.', what=what, name=rule.name,
                zone=rule.timezone,
            ),
            summary=(),
            sections=(),
            asides=(
                _aside(tr("YOUR RULE"), _promise(known)),
                _aside(tr("WHAT WE COULD NOT FIND"), _gaps(known)),
            ),
            sources=source_lines(health, frozen_at, rule.tz, stale_after_days=stale_after_days),
            attached=(),
            ending=(*ending(rule), Fact(tr("Look around"), "roamledger offers")),
            changes=(),
        )  # fmt: skip


def _promise(known: Known) -> list[str]:
    lines = []
    if known.matching_offers is not None:
        lines.append(tr("Your rule matches {offers}.", offers=count(known.matching_offers, "offer")))
    if known.past_mails:
        mails = count(known.past_mails, "mail")
        lines.append(tr("In the last 12 months (back-filled) it would have sent {mails}.", mails=mails))
    return [*lines, tr("Next mail: {when}", when=known.next_words)]


def _gaps(known: Known) -> list[str]:
    lines = []
    for row in known.sources:
        lacks = [tr(words) for name, words in LACKS.items() if not row[name]]
        if lacks:
            lines.append(f"{tame(row['source_id'], 60)}: {', '.join(lacks)}")
    if len(lines) > MOST:
        rest = len(lines) - MOST
        lines = [*lines[:MOST], tr("and {count} more", count=f"{rest:,}")]
    return lines


def _aside(title: str, lines: Sequence[str]) -> Aside:
    return Aside(title, tuple(lines))
