"""What a trip's cost is made from: offers as the public views have them, money in one currency, and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from flows.answer_facts import OfferFacts
from flows.trip.demand import Trip

# An amount and its currency, in the currency of the answer; None where no rate is known.
Convert = Callable[[Decimal, str], Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TripOffer(OfferFacts):
    """An offer as the view ``offers`` has it, with the status of each place of the trip (``coverage``).

    ``status``: yes, no or conditional by place; a place that is missing is not listed.
    """

    carrier_id: str
    carrier_type: str | None = None
    usage: str = "roaming"
    segment: str | None = None
    called_scope: str | None = None
    daily_cap_price: Decimal | None = None
    billing_increment: str | None = None
    minutes: int | None = None
    minutes_scope: str | None = None
    status: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """What is bought together: a home plan with its passes and packs, or one seller. ``is_asked``: named by --compare,
    so that it is answered even where its page lists no places."""

    name: str
    offers: tuple[TripOffer, ...]
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the bill: ``count`` times ``each`` for every one of ``lines``, in the seller's currency."""

    offer_id: str
    name: str
    count: int
    each: Decimal
    currency: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to make the trip. ``low`` and ``high`` are for all lines in the currency of the answer; they differ where
    something needed was not given. ``doubts`` is what keeps it from being sure; ``offer_ids`` are its receipts.
    ``is_proven``: every page behind it lists the places; else it stands only if it is covered there."""

    name: str
    low: Decimal
    high: Decimal
    items: tuple[Item, ...]
    how: tuple[str, ...]
    doubts: tuple[str, ...]
    offer_ids: tuple[str, ...]
    is_proven: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TripAnswer:
    """``left_out``: what was not counted, and why; ``stale``: how many offers were not seen for too long.
    ``not_known``: what no option answers. ``rules``: what the law of the places asks of a visitor."""

    trip: Trip
    currency: str
    options: tuple[Option, ...]
    left_out: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    stale: int = 0
    rates_on: date | None = None
    home_plans: int = 0
    sellers_fresh: int = 0
    sellers: int = 0
