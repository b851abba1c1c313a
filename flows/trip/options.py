"""The ways to make a trip, cheapest first: each group's own cheapest chain, what it costs, and what is not sure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from flows.trip.chain import Chain, Piece, Step, cheapest
from flows.trip.demand import Trip
from flows.trip.facts import Convert, Group, Item, Option, TripAnswer, TripOffer
from flows.trip.pieces import NotCounted, piece_of, unproven
from flows.trip.voice import calls_home
from flows.trip.words import chain_words, doubts_of, gigabytes, what_of

CARRIES_DATA = ("data", "bundle")
_CENT = Decimal("0.01")


def plan_trip(trip: Trip, groups: Sequence[Group], convert: Convert, currency: str) -> TripAnswer:
    """Every group's cheapest way in order of cost, those whose coverage is proven first; a group without one is left
    out with the reason."""
    options, left_out = [], []
    for group in groups:
        option, reasons = _option(trip, group, convert)
        if option:
            options.append(option)
        left_out += [f"{group.name}: {reason}" for reason in reasons]
    options.sort(key=lambda o: (not o.is_proven, o.low, o.high, o.name))
    sellers = {o.carrier_id for g in groups for o in g.offers if o.carrier_type == "esim_seller"}
    fresh = {o.carrier_id for g in groups for o in g.offers if o.carrier_type == "esim_seller" and not o.is_stale}
    return TripAnswer(
        trip=trip, currency=currency, options=tuple(options), left_out=tuple(left_out),
        home_plans=len({g.name.partition(" (")[0] for g in groups if g.is_asked}),
        sellers=len(sellers), sellers_fresh=len(fresh),
    )  # fmt: skip


def _option(trip: Trip, group: Group, convert: Convert) -> tuple[Option | None, list[str]]:
    pieces, reasons = _pieces(trip, group, convert)
    if not pieces:
        return None, reasons or ["no offer with data there"]
    chains = _chains(trip, pieces)
    if not chains:
        need = f"{gigabytes(trip.data_bytes)} at full speed" if trip.data_bytes else "every day of the trip"
        return None, [*reasons, f"nothing of it gives {need}"]
    cheap, dear = min(chains, key=lambda c: c.cost), max(chains, key=lambda c: c.cost)
    by_id = {offer.offer_id: offer for offer in group.offers}
    used = [by_id[offer_id] for offer_id in dict.fromkeys(s.piece.offer_id for s in (*cheap.steps, *dear.steps))]
    calls = calls_home(trip, group.offers, used, convert)
    not_listed = [offer for offer in used if unproven(trip, offer)]
    doubts = [*doubts_of(used, not_listed), *calls.doubts]
    if cheap.cost != dear.cost:
        doubts.append("depends on when the bill turns: say --bill-day")
    option = Option(
        name=group.name, low=(cheap.cost + calls.cost).quantize(_CENT), high=(dear.cost + calls.cost).quantize(_CENT),
        items=(*_items(trip, cheap, by_id), *calls.items), how=chain_words(trip, cheap, dear, by_id),
        doubts=tuple(dict.fromkeys(doubts)), is_proven=not not_listed,
        offer_ids=tuple(dict.fromkeys([*(o.offer_id for o in used), *calls.offer_ids])),
    )  # fmt: skip
    return option, []


def _pieces(trip: Trip, group: Group, convert: Convert) -> tuple[list[Piece], list[str]]:
    pieces, reasons = [], Counter[str]()
    for offer in group.offers:
        if offer.service not in CARRIES_DATA:
            continue
        try:
            pieces.append(piece_of(trip, offer, convert, is_asked=group.is_asked))
        except NotCounted as error:
            reasons[error.reason] += 1
    many = [f"{n} offers: {reason}" if n > 1 else reason for reason, n in reasons.items()]
    return pieces, many


def _chains(trip: Trip, pieces: Sequence[Piece]) -> list[Chain]:
    """One chain, or one for each way in which the bill may turn within the trip where fees are capped by bill."""
    capped = any(p.max_fees is not None and p.max_fees < trip.length for p in pieces)
    days = [trip.bill_day] if trip.bill_day else range(1, 29) if capped else [1]
    return [chain for day in days if (chain := cheapest(trip, pieces, day))]


def _items(trip: Trip, chain: Chain, by_id: dict[str, TripOffer]) -> tuple[Item, ...]:
    """The purchases of one line and of the further ones, in the seller's own money."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in chain.steps:
        steps[step.piece.offer_id].append(step)
    items: list[Item] = []
    for offer_id, bought in steps.items():
        offer = by_id[offer_id]
        paid = [s for s in bought if s.fee or not s.piece.cost]
        price = offer.price or Decimal(0)
        first = Item(offer_id, offer.offer_name, len(paid), price, offer.currency or "", what_of(offer))
        further = offer.extra_line_price
        if trip.lines > 1 and further is not None and further != price:
            items += [first, Item(offer_id, offer.offer_name, len(paid), further, offer.currency or "", "further line")]
        else:
            items.append(first)
    return tuple(items)
