"""The cheapest row of purchases that covers a trip, one after the other: exact, by labels (Dijkstra with dominance).

The need is spread evenly over the days, so a purchase lasts until its validity ends, its data is used up, or the trip
leaves its places. Buying later from a moment further on can never cost more, which is why a label that is neither
cheaper nor further than another is dropped; the test does without that and tries everything.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

from flows.trip.demand import Trip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What can be bought. Amounts are for all lines, in the currency of the answer.

    days        how long it lasts from its first use; None for as long as one stays
    data_bytes  at full speed, per day if ``is_data_daily``; None for unlimited
    byte_cost   what a byte beyond that costs (for a rate: every byte); None where it is throttled, blocked or unknown
    daily_cap   the most that bytes cost on one day
    is_calendar its days end at midnight, wherever that is, and not 24 hours after the first use
    max_fees    most fees in one bill; further ones are free
    """

    offer_id: str
    cost: Decimal
    places: frozenset[str]
    days: int | None = None
    data_bytes: int | None = None
    is_data_daily: bool = False
    byte_cost: Decimal | None = None
    daily_cap: Decimal | None = None
    is_calendar: bool = False
    max_fees: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One purchase: for which days of the trip (counted from 0), its fee, and what bytes beyond it cost."""

    piece: Piece
    from_day: Fraction
    to_day: Fraction
    fee: Decimal
    overage: Decimal = Decimal(0)

    @property
    def cost(self) -> Decimal:
        return self.fee + self.overage


@dataclass(frozen=True, slots=True)
class Chain:
    cost: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    moment: Fraction
    cost: Decimal
    fees: tuple[tuple[str, int, int], ...]  # offer, bill, fees taken in it: only of offers with a cap
    steps: tuple[Step, ...]


def cheapest(trip: Trip, pieces: Sequence[Piece], bill_day: int = 1) -> Chain | None:
    """The cheapest chain, or None where none covers the trip at full speed. ``bill_day`` is for capped fees."""
    start = _Label(Fraction(0), Decimal(0), (), ())
    ticket = count()
    waiting = [(start.cost, -start.moment, next(ticket), start)]
    best: dict[tuple[tuple[str, int, int], ...], list[_Label]] = {}
    while waiting:
        label = heapq.heappop(waiting)[3]
        if label.moment == trip.length:
            return Chain(label.cost, label.steps)
        # Labels come in order of cost: one that was further along, with the same fees behind it, has won.
        passed = best.setdefault(label.fees, [])
        if any(other.moment >= label.moment for other in passed):
            continue
        passed.append(label)
        for after in steps_from(trip, pieces, label.moment):
            step, fees = charged(trip, after, label.fees, bill_day)
            new = _Label(step.to_day, label.cost + step.cost, fees, (*label.steps, step))
            heapq.heappush(waiting, (new.cost, -new.moment, next(ticket), new))
    return None


def steps_from(trip: Trip, pieces: Sequence[Piece], moment: Fraction) -> Iterator[Step]:
    """Every purchase that helps from a moment on, with its full fee."""
    place = trip.place_at(moment)
    for piece in pieces:
        if place in piece.places:
            yield from _uses(trip, piece, moment)


def _uses(trip: Trip, piece: Piece, moment: Fraction) -> Iterator[Step]:
    need = trip.bytes_per_day
    end = Fraction(trip.run_until(moment, piece.places))
    if piece.days is not None:
        begin = Fraction(int(moment)) if piece.is_calendar else moment
        end = min(end, trip.after_calendar_days(begin, piece.days))
    if end <= moment:
        return
    if piece.data_bytes is None or not need:
        yield Step(piece, moment, end, piece.cost)
        return
    given = Fraction(piece.data_bytes)
    if piece.is_data_daily:
        if given >= need:
            yield Step(piece, moment, end, piece.cost)
        elif piece.byte_cost is not None:
            yield _with_overage(piece, moment, end, (need - given) * (end - moment))
        return
    used_up = moment + given / need
    if used_up >= end:
        yield Step(piece, moment, end, piece.cost)
        return
    if used_up > moment:
        yield Step(piece, moment, used_up, piece.cost)
    if piece.byte_cost is not None:
        yield _with_overage(piece, moment, end, need * (end - moment) - given)


def _with_overage(piece: Piece, begin: Fraction, end: Fraction, beyond: Fraction) -> Step:
    price = Fraction(piece.byte_cost or 0)
    cost = beyond * price
    if piece.daily_cap is not None:
        cost = min(cost, Fraction(piece.daily_cap) * (end - begin))
    return Step(piece, begin, end, piece.cost, _decimal(cost))


def charged(
    trip: Trip, step: Step, fees: tuple[tuple[str, int, int], ...], bill_day: int
) -> tuple[Step, tuple[tuple[str, int, int], ...]]:
    """The step as it is billed after those fees, and the fees after it."""
    piece = step.piece
    if piece.max_fees is None:
        return step, fees
    bill = trip.bill_of(int(step.from_day), bill_day)
    others = tuple(f for f in fees if f[0] != piece.offer_id)
    taken = next((n for offer_id, b, n in fees if (offer_id, b) == (piece.offer_id, bill)), 0)
    if taken >= piece.max_fees:
        return Step(piece, step.from_day, step.to_day, Decimal(0), step.overage), fees
    return step, tuple(sorted((*others, (piece.offer_id, bill, taken + 1))))


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"))
