"""From an offer to what can be bought for a trip, or to the reason why it cannot be counted."""

from dataclasses import dataclass
from decimal import Decimal

from flows.trip.chain import Piece
from flows.trip.demand import Trip
from flows.trip.facts import Convert, TripOffer

UNIT_BYTES = {"kb": 1024, "mb": 1024**2, "gb": 1024**3}
MONTH_DAYS = 30
_UNIT_DAYS = {"day": 1, "session": 1, "week": 7, "month": MONTH_DAYS, "year": 365}
_COVERED = ("yes", "conditional")
_FREE = ("free", "included", "home_rate")


@dataclass(frozen=True, slots=True)
class NotCounted(Exception):
    """Why an offer takes no part."""

    reason: str


def piece_of(trip: Trip, offer: TripOffer, convert: Convert, *, is_asked: bool = False) -> Piece:
    """The offer as something that can be bought for the trip.

    ``is_asked``: a claim without a list of places counts as "if covered"; the answer then says so.

    Raises:
        NotCounted: with the reason in words.
    """
    places = covered(trip, offer, is_asked=is_asked)
    if not places:
        raise NotCounted("lists none of the places")
    byte_cost = _per_byte(offer.overage_price, offer.overage_unit, offer, convert, trip)
    if offer.kind == "rate":
        return _rate(trip, offer, places, convert)
    if offer.price_state == "unavailable":
        raise NotCounted("not sold there")
    cost = Decimal(0) if offer.price_state in _FREE else _for_all_lines(trip, offer, convert)
    return Piece(
        offer_id=offer.offer_id, cost=cost, places=places, days=_days(offer),
        data_bytes=_allowed(offer, is_asked=is_asked), is_data_daily=offer.data_period == "day", byte_cost=byte_cost,
        is_calendar=offer.day_rule in ("home_tz", "visited_capital", "fixed_offset", "purchase_day"),
        max_fees=offer.max_charges if offer.max_charges_per in ("bill", "month") else None,
    )  # fmt: skip


def covered(trip: Trip, offer: TripOffer, *, is_asked: bool) -> frozenset[str]:
    """The places of the trip where the offer may be used: those that its page lists. An offer that a person asked for
    and that lists no place anywhere may be used wherever it is not excluded: if it is covered."""
    listed = frozenset(place for place in trip.places if offer.status.get(place) in _COVERED)
    if listed or not is_asked or offer.place_count or offer.places_basis == "full_list":
        return listed
    return frozenset(place for place in trip.places if offer.status.get(place) != "no")


def unproven(trip: Trip, offer: TripOffer) -> tuple[str, ...]:
    """The places that a piece counts as covered although the page does not list them."""
    return tuple(place for place in trip.places if place not in offer.status)


def _allowed(offer: TripOffer, *, is_asked: bool) -> int | None:
    """Bytes at full speed; None for unlimited. An allowance that is not stated is counted only where a person asked for
    the plan: it is then taken to be enough, and the answer says that it is not stated."""
    if offer.data_bytes is None and not offer.is_unlimited and not is_asked:
        raise NotCounted("does not say how much data it holds")
    return None if offer.is_unlimited else offer.data_bytes


def _days(offer: TripOffer) -> int | None:
    """How long one fee lasts."""
    if offer.kind == "day_pass" or offer.price_unit in ("day", "session"):
        return 1
    if offer.validity_days:
        return offer.validity_days
    count, _, unit = (offer.price_unit or "").rpartition(" ")
    if unit in _UNIT_DAYS:
        return _UNIT_DAYS[unit] * int(count or 1)
    if offer.kind == "included":
        return MONTH_DAYS if offer.data_period == "month" else None
    raise NotCounted("does not say how long it lasts")


def _rate(trip: Trip, offer: TripOffer, places: frozenset[str], convert: Convert) -> Piece:
    if offer.price_state in _FREE:
        return Piece(offer_id=offer.offer_id, cost=Decimal(0), places=places)
    per_byte = _per_byte(offer.price, offer.price_unit, offer, convert, trip)
    if per_byte is None:
        raise NotCounted("has no price per megabyte")
    if not trip.data_bytes:
        raise NotCounted("is paid by the megabyte: say --data")
    cap = offer.daily_cap_price
    return Piece(
        offer_id=offer.offer_id, cost=Decimal(0), places=places, data_bytes=0, byte_cost=per_byte,
        daily_cap=_money(cap, offer, convert) * trip.lines if cap is not None else None,
    )  # fmt: skip


def _per_byte(
    amount: Decimal | None, unit: str | None, offer: TripOffer, convert: Convert, trip: Trip
) -> Decimal | None:
    """What a byte costs all lines together; None where the page gives no price by volume."""
    count, _, name = (unit or "").rpartition(" ")
    if amount is None or name not in UNIT_BYTES:
        return None
    return _money(amount, offer, convert) * trip.lines / (UNIT_BYTES[name] * int(count or 1))


def _for_all_lines(trip: Trip, offer: TripOffer, convert: Convert) -> Decimal:
    if offer.price_state == "from":
        raise NotCounted("gives only a lowest price")
    if offer.price is None:
        raise NotCounted("gives no price")
    first = _money(offer.price, offer, convert)
    further = first if offer.extra_line_price is None else _money(offer.extra_line_price, offer, convert)
    return first + further * (trip.lines - 1)


def _money(amount: Decimal, offer: TripOffer, convert: Convert) -> Decimal:
    converted = convert(amount, offer.currency or "")
    if converted is None:
        raise NotCounted(f"is priced in {offer.currency or 'no currency'}, for which no exchange rate is known")
    return converted
