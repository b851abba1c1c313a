"""Mails that are no list of moves: the first one, the one that says where we were wrong, the test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.alerts.clean import tame
from flows.alerts.content import Aside, Digest, Fact, Section
from flows.alerts.digest import ending, subject_line
from flows.alerts.health import source_lines
from flows.alerts.model import HealthNote, Rule
from flows.alerts.tongue import speaking, tr
from flows.alerts.wording import count, day, field_words, minute, place_name

MOST = 12
SECTIONS_MAX = 200
RIGHT = "right_after_all"
LACKS = {
    "has_price": "a price", "has_data": "data volume", "has_validity": "validity", "has_places": "its places",
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


def test_letter(rule: Rule, health: Sequence[HealthNote], frozen_at: datetime, days: int) -> Digest:
    """ "Mails arrive": the same layout, no news."""
    with speaking(rule.language):
        return Digest(
            rule=rule,
            frozen_at=frozen_at,
            subject=subject_line(tr("Roamledger: mails arrive"), 0),
            headline=tr("This is a test. If you read it, mails arrive; nothing moved."),
            summary=(),
            sections=(),
            asides=(),
            sources=source_lines(health, frozen_at, rule.tz, stale_after_days=days),
            attached=(),
            ending=tuple(ending(rule)),
            changes=(),
        )


def correction_letter(
    rule: Rule, wrong: Sequence[Mapping[str, Any]], health: Sequence[HealthNote], frozen_at: datetime, days: int
) -> Digest:
    """For the reader of one mail: what in it was not so. ``wrong``: rows of ``corrections_owed``, all of that mail."""
    with speaking(rule.language):
        first = wrong[0]
        named = f"{tame(first['carrier'], 40)} {tame(first['offer_name'], 60)}"
        on = day(first["told_at"], rule.tz)
        if first["kind"] == RIGHT:
            subject = tr("Correction of a correction: {what} did change, as we wrote on {day}", what=named, day=on)
        elif first["right_value"] is None or first["right_value"] == first["old_value"]:
            subject = tr("Correction: {what} did not change as we wrote on {day}", what=named, day=on)
        else:
            subject = tr("Correction: {what}, our mail of {day} was wrong", what=named, day=on)
        return Digest(
            rule=rule,
            frozen_at=frozen_at,
            subject=subject_line(subject, len(wrong) - 1),
            headline=tr('We were wrong. Rule "{name}", times in {zone}.', name=rule.name, zone=rule.timezone),
            summary=(),
            sections=tuple(_mended(number, row, rule) for number, row in enumerate(wrong[:SECTIONS_MAX], 1)),
            asides=(),
            sources=source_lines(health, frozen_at, rule.tz, stale_after_days=days),
            attached=(),
            ending=(*ending(rule), Fact(tr("The words behind it"), tr("roamledger why, with the id of the offer"))),
            changes=(),
        )


def _mended(number: int, row: Mapping[str, Any], rule: Rule) -> Section:
    where = f", {place_name(row['place'])}" if row["place"] else ""
    title = f"{tame(row['carrier'], 40).upper()}, {tame(row['offer_name'], 60)}{where}"
    told = tr(
        "on {day} ({digest}, no. {number}): {field} {change}. {verdict}", day=minute(row["told_at"], rule.tz),
        digest=tame(row["digest_id"], 40), number=row["told_position"], field=field_words(row["field"]).lower(),
        change=_step(row["old_value"], row["new_value"]),
        verdict=tr("It was so after all.") if row["kind"] == RIGHT else tr("That was ours, not the carrier's change."),
    )  # fmt: skip
    facts = [Fact(tr("We wrote"), told)]
    if row["kind"] != RIGHT:
        facts.append(Fact(tr("Right"), _right(row, rule)))
    facts.append(Fact(tr("Cause"), tame(row["why"], 300) or tr("not said")))
    cause = tame(row["cause"], 20)
    found = {"cause": tr(cause), "day": day(row["found_at"], rule.tz), "who": tame(row["who"], 80)}
    facts.append(Fact(tr("Found by"), tr("{cause}, {day}, {who}", **found)))
    mails, readers = count(row["mails"], "mail"), count(row["readers"], "reader")
    facts.append(Fact(tr("Affected"), tr("{mails}, {readers}", mails=mails, readers=readers)))
    return Section(number, title, "", (), tuple(facts))


def _right(row: Mapping[str, Any], rule: Rule) -> str:
    if row["right_value"] is None:
        return tr("not known")
    old = row["right_old_value"]
    value = _step(old, row["right_value"]) if old is not None else tame(row["right_value"])
    since = row["right_since_at"]
    return tr("{value} since at least {day}", value=value, day=day(since, rule.tz)) if since else value


def _step(old: str | None, new: str | None) -> str:
    return f"{tame(old or '') or tr('not stated')} -> {tame(new or '') or tr('not stated')}"


def _aside(title: str, lines: Sequence[str]) -> Aside:
    return Aside(title, tuple(lines))
