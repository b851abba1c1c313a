"""Rows of the public views as groups to plan a trip with: the home plans asked for, and who sells for the place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flows.trip.facts import Group, TripOffer

ESIM = "esim_seller"
_OURS = {f.name for f in fields(TripOffer)} - {"status"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A home plan named by a person: how they will find it in the answer, and the offers that it is."""

    name: str
    offer_ids: frozenset[str]


def trip_offers(rows: Iterable[Mapping[str, Any]], coverage: Iterable[Mapping[str, Any]]) -> list[TripOffer]:
    """Rows of ``offers`` with what ``coverage`` says of the trip's places."""
    status: dict[str, dict[str, str]] = defaultdict(dict)
    for row in coverage:
        status[row["offer_id"]][row["place"]] = row["status"]
    return [TripOffer(**{n: row[n] for n in _OURS if n in row}, status=status.get(row["offer_id"], {})) for row in rows]


def groups_of(offers: Sequence[TripOffer], asked: Sequence[Asked], places: Sequence[str]) -> list[Group]:
    """The plans asked for, then every seller of travel eSIMs and every local offer there. What is of the same carrier
    as a plan, and speaks of calls, belongs to it: it prices the calls."""
    groups = []
    for plan in asked:
        carriers = {o.carrier_id for o in offers if o.offer_id in plan.offer_ids}
        mine = [
            o for o in offers if o.offer_id in plan.offer_ids or (o.carrier_id in carriers and o.service == "voice")
        ]
        groups += _by_eligibility(plan.name, mine)
    sellers: dict[str, list[TripOffer]] = defaultdict(list)
    for offer in offers:
        if offer.carrier_type == ESIM:
            sellers[f"{offer.carrier} (travel eSIM)"].append(offer)
        elif offer.usage == "home" and offer.home_country in places and offer.segment == "prepaid":
            sellers[f"{offer.carrier} (local SIM)"].append(_at_home(offer))
    everything = [offer for offers_ in sellers.values() for offer in offers_]
    groups += [Group(name, tuple(found)) for name, found in sorted(sellers.items())]
    if len(sellers) > 1 and len(places) > 1:
        groups.append(Group("several sellers", tuple(everything)))
    return groups


def _by_eligibility(name: str, offers: Sequence[TripOffer]) -> list[Group]:
    """One group for each kind of customer that the pages tell apart: nobody is of two, and we do not know which."""
    kinds = sorted({offer.eligibility for offer in offers if offer.eligibility})
    if len(kinds) < 2:
        return [Group(name, tuple(offers), is_asked=True)]
    return [
        Group(f"{name} ({kind})", tuple(o for o in offers if o.eligibility in (None, "", kind)), is_asked=True)
        for kind in kinds
    ]


def _at_home(offer: TripOffer) -> TripOffer:
    """A local SIM is good in its own country, whether its page says so or not."""
    row = {f.name: getattr(offer, f.name) for f in fields(TripOffer)}
    return TripOffer(**row | {"status": {**offer.status, offer.home_country or "": "yes"}})
