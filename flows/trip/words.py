"""How a trip's cost is said. Pure: the same facts give the same words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from flows.alerts.wording import number
from flows.trip.chain import Chain, Step
from flows.trip.demand import Trip
from flows.trip.facts import TripOffer

GB = 1024**3
_DAYS = {
    "rolling_24h": "a day is 24 hours from first use",
    "home_tz": "a day ends at midnight at home: use on both sides of it takes one fee more",
    "fixed_offset": "a day ends at midnight elsewhere: use on both sides of it takes one fee more",
    "visited_capital": "a day ends at midnight in the place visited",
    "purchase_day": "a day ends at midnight of the day of purchase",
}


def gigabytes(data_bytes: int | None) -> str:
    """ "8 GB", "500 MB"."""
    if not data_bytes:
        return "no data"
    if data_bytes < GB:
        return f"{number(round(Decimal(data_bytes) / 1024**2, 1))} MB"
    return f"{number(round(Decimal(data_bytes) / GB, 2))} GB"


def what_of(offer: TripOffer) -> str:
    """What one fee buys: "a day, 5 GB", "7 days, 10 GB in total", "per MB"."""
    if offer.kind == "rate":
        return f"per {offer.price_unit}" if offer.price_unit else "by use"
    parts = []
    if offer.kind == "day_pass" or offer.price_unit == "day":
        parts.append("a day")
    elif offer.validity_days:
        parts.append(f"{offer.validity_days} days" if offer.validity_days != 1 else "1 day")
    if offer.is_unlimited:
        parts.append("unlimited")
    elif offer.data_bytes:
        period = {"day": " a day", "month": " a month"}.get(offer.data_period or "", "")
        parts.append(gigabytes(offer.data_bytes) + ("" if offer.kind == "day_pass" else period))
    return ", ".join(parts)


def chain_words(trip: Trip, cheap: Chain, dear: Chain, by_id: Mapping[str, TripOffer]) -> tuple[str, ...]:
    """How the cost is made up: a line for each run of one purchase, and the rules that were applied."""
    lines = [_run_words(trip, by_id[offer_id], list(steps)) for offer_id, steps in _runs(cheap.steps)]
    for offer_id in dict.fromkeys(s.piece.offer_id for s in cheap.steps):
        offer = by_id[offer_id]
        if offer.max_charges and offer.kind == "day_pass":
            taken = sum(1 for s in cheap.steps if s.piece.offer_id == offer_id)
            free = sum(1 for s in cheap.steps if s.piece.offer_id == offer_id and not s.fee and s.piece.cost)
            reached = f"reached, {free} of {taken} days are free" if free else "not reached"
            lines.append(f"cap of {offer.max_charges} fees a line and {offer.max_charges_per}: {reached}")
        if offer.kind == "day_pass" and offer.day_rule in _DAYS:
            lines.append(_DAYS[offer.day_rule])
    if cheap.cost != dear.cost:
        lines.append(f"{_money(cheap.cost)} if the bill turns well, {_money(dear.cost)} if it turns badly")
    return tuple(dict.fromkeys(lines))


def _runs(steps: Sequence[Step]) -> list[tuple[str, list[Step]]]:
    return [(offer_id, list(run)) for offer_id, run in groupby(steps, key=lambda s: s.piece.offer_id)]


def _run_words(trip: Trip, offer: TripOffer, steps: Sequence[Step]) -> str:
    begin, end = steps[0].from_day, steps[-1].to_day
    days = f"days {int(begin) + 1} to {_ceiling(end)}" if _ceiling(end) - int(begin) > 1 else f"day {int(begin) + 1}"
    paid = [s for s in steps if s.fee]
    parts = [f"{days}: {offer.offer_name}"]
    if offer.price and paid:
        parts.append(f"{len(paid)} x {number(offer.price, 2)} {offer.currency}")
        if trip.lines > 1 and offer.extra_line_price is not None and offer.extra_line_price != offer.price:
            parts.append(f"further lines {len(paid)} x {number(offer.extra_line_price, 2)} {offer.currency}")
    elif not any(s.cost for s in steps):
        parts.append("nothing extra")
    overage = sum((s.overage for s in steps), Decimal(0))
    if overage:
        parts.append(f"{_money(overage)} for use by volume")
    return ", ".join(parts)


def doubts_of(used: Sequence[TripOffer], not_listed: Sequence[TripOffer]) -> list[str]:
    """What keeps an option from being sure."""
    doubts = []
    for offer in not_listed:
        claim = f"claims {offer.claimed_place_count} places and " if offer.claimed_place_count else ""
        doubts.append(f"coverage not proven: the page {claim}does not name the place")
    for offer in used:
        if offer.is_stale and offer.last_seen_at:
            doubts.append(f"last seen {offer.last_seen_at:%Y-%m-%d}")
        if "conditional" in offer.status.values():
            doubts.append("the page names a condition for the place")
        if offer.data_bytes is None and not offer.is_unlimited and offer.kind != "rate":
            doubts.append(
                "data out of the allowance at home"
                if offer.shares_home_allowance
                else "the page states no amount of data"
            )
        if offer.eligibility:
            doubts.append(f"only for: {offer.eligibility}")
        if offer.tax_basis == "excluded":
            doubts.append("taxes and fees extra")
        if offer.day_rule in ("home_tz", "fixed_offset"):
            doubts.append("one fee more if used across midnight there")
    return list(dict.fromkeys(doubts))


def _ceiling(value: Fraction) -> int:
    return -int(-value // 1)


def _money(value: Decimal) -> str:
    return f"{value:.2f}"
