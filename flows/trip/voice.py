"""What calls home cost on a trip, beside the data: by the group's own rates, after the minutes that its passes hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.trip.demand import Trip
from flows.trip.facts import Convert, Item, TripOffer

_HOME = ("home", "any", None)
_FREE = ("free", "included", "home_rate")
# A call is taken to last three minutes where an increment matters: moneyland's and the OECD's baskets use two to four.
CALL_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Calls:
    """``cost`` is for all lines, in the currency of the answer."""

    cost: Decimal = Decimal(0)
    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()
    offer_ids: tuple[str, ...] = ()


def calls_home(trip: Trip, offers: Sequence[TripOffer], used: Sequence[TripOffer], convert: Convert) -> Calls:
    """The minutes spread evenly over the days, each place at its cheapest rate for calls home."""
    if not trip.minutes_home:
        return Calls()
    held = [o for o in used if o.minutes and o.minutes_scope in ("home", "any")]
    if sum(o.minutes or 0 for o in held) >= trip.minutes_home:
        return Calls(offer_ids=tuple(o.offer_id for o in held))
    cost, items, unknown, receipts = Decimal(0), [], [], []
    for place in trip.places:
        days = sum(where == place for _, where in trip.days)
        minutes = Decimal(trip.minutes_home) * days / trip.length
        rated = [(rate, offer) for offer in offers if (rate := _rate(offer, place, convert)) is not None]
        if not rated:
            unknown.append(place)
            continue
        rate, offer = min(rated, key=lambda pair: (pair[0], pair[1].offer_id))
        billed = minutes * _rounding(offer)
        cost += billed * rate * trip.lines
        count = int(billed.to_integral_value(rounding="ROUND_CEILING"))
        items.append(
            Item(
                offer.offer_id, offer.offer_name, count, offer.price or Decimal(0), offer.currency or "", "minutes home"
            )
        )
        receipts.append(offer.offer_id)
    doubts = (f"calls home from {', '.join(unknown)}: no price in the ledger, not counted",) if unknown else ()
    return Calls(cost, tuple(items), doubts, tuple(receipts))


def _rate(offer: TripOffer, place: str, convert: Convert) -> Decimal | None:
    """A minute's price there, in the currency of the answer."""
    if offer.service != "voice" or offer.kind != "rate" or offer.called_scope not in _HOME:
        return None
    if offer.status.get(place) not in ("yes", "conditional"):
        return None
    if offer.price_state in _FREE:
        return Decimal(0)
    if offer.price is None or offer.price_unit not in ("minute", "second"):
        return None
    rate = convert(offer.price, offer.currency or "")
    return rate * 60 if rate is not None and offer.price_unit == "second" else rate


def _rounding(offer: TripOffer) -> Decimal:
    """By how much an increment lengthens what is billed: "60:60" bills started minutes, half of one more on average."""
    found = re.fullmatch(r"(\d+):(\d+)", offer.billing_increment or "")
    if not found:
        return Decimal(1)
    first, step = int(found[1]), int(found[2])
    call = CALL_MINUTES * 60
    return Decimal(max(first, call) + Decimal(step - 1) / 2) / call
