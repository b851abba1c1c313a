"""A trip asked of the published views: the same way for the command, for many trips and for those that are saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from flows.trip.demand import Trip, TripError
from flows.trip.facts import TripAnswer
from flows.trip.files import Contract, under_contract
from flows.trip.groups import Asked, groups_of, trip_offers
from flows.trip.money import Rates
from flows.trip.options import plan_trip


class Rows(Protocol):
    """Who answers a named query (flows/cli/reader.py), and the moment at which it is asked."""

    asked_at: datetime

    def rows(self, query: str, /, **values: Any) -> list[dict[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Question:
    """``contract``: the section of contracts.toml that holds for these lines."""

    trip: Trip
    plans: tuple[Asked, ...] = ()
    currency: str = "USD"
    include_stale: bool = False
    contract: str = ""


def answer_trip(rows: Rows, question: Question, contracts: Sequence[Contract] = ()) -> TripAnswer:
    """Raises TripError: no exchange rate is known for the currency of the answer."""
    trip, places = question.trip, list(question.trip.places)
    offer_ids = sorted(offer_id for plan in question.plans for offer_id in plan.offer_ids)
    found = rows.rows("trip_offers", places=places, offer_ids=offer_ids)
    offers = trip_offers(found, rows.rows("trip_coverage", places=places))
    if question.contract:
        offers = under_contract(offers, contracts, question.contract, trip.days[0][0])
    fresh = [offer for offer in offers if question.include_stale or not offer.is_stale]
    newest = rows.rows("trip_rates", on_day=rows.asked_at.date())
    rates = Rates(
        {row["currency"]: row["per_euro"] for row in newest}, max((r["rate_on"] for r in newest), default=None)
    )
    to = question.currency
    if to != "EUR" and to not in rates.per_euro:
        raise TripError(f"no exchange rate for {to} is known; --currency EUR needs none")
    answer = plan_trip(
        trip, groups_of(fresh, question.plans, places), lambda amount, currency: rates.convert(amount, currency, to), to
    )
    homes = {o.home_country for o in offers if o.offer_id in offer_ids and o.home_country}
    return replace(
        answer, stale=len(offers) - len(fresh), rates_on=rates.on, rules=_rules(rows, places, sorted(homes)),
        not_known=tuple(_not_known(rows, places, answer)),
    )  # fmt: skip


def _rules(rows: Rows, places: Sequence[str], homes: Sequence[str]) -> tuple[str, ...]:
    """What the law of each place asks of a visitor, one line each."""
    told = []
    for place in places:
        for rule in rows.rows("cli_rules_of", place=place, home_country=homes[0] if homes else ""):
            sure = f" ({rule['confidence']})" if rule["confidence"] else ""
            told.append(f"{place}: {rule['value']}{sure}")
    return tuple(dict.fromkeys(told))


def _not_known(rows: Rows, places: Sequence[str], answer: TripAnswer) -> list[str]:
    told = []
    for place in places:
        topics = {rule["topic"] for rule in rows.rows("cli_rules_of", place=place, home_country="")}
        if "sim_registration" not in topics:
            told.append(f"identity demands in {place} (no rule in the ledger)")
    if any("eSIM" in option.name for option in answer.options):
        told.append("where the traffic of a travel eSIM leaves to the internet")
    return told
