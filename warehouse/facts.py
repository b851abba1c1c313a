"""An offer as single facts that people can read and that two captures can be compared by.

A fact is found by ``(field, place)``; place is "" unless the fact is about one place. Numbers keep their unit
("USD/day", "bytes/day", "kbps", "days", "" for a count), so that only like is compared with like.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from transforms.models import Allowance, Offer, Price, Volume
from transforms.words import DataBasis, DataPer, PlacesBasis, PriceRole, PriceState
from warehouse.sizes import plain, size, unit_words

FactKey = tuple[str, str]

UNLIMITED = "unlimited"

# 1 GB as 1000 and as 1024 to a step: two sizes in these ratios are one size, written with another basis (domain.md B).
_BASIS_RATIOS = tuple(Decimal("1.024") ** n for n in (1, 2, 3))

_STATES = {
    PriceState.HOME_RATE: "as at home",
    PriceState.FROM: "from-price only",
    PriceState.UNAVAILABLE: "not available",
    PriceState.NOT_STATED: "not stated",
}
_PLAIN = (
    "plan", "code", "scope", "eligibility", "variant", "label", "time_window", "billing_increment", "day_tz",
)  # fmt: skip
_WORDS = (
    "kind",
    "service",
    "usage",
    "segment",
    "sim",
    "called_scope",
    "tax_basis",
    "after_cap",
    "day_rule",
    "start_rule",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: as people read it, and as a number with its unit where it is one."""

    text: str
    number: Decimal | None = None
    unit: str = ""

    def same(self, other: "Fact | None") -> bool:
        """Do both state the same? A gigabyte of 1000 and one of 1024 are one gigabyte."""
        if other is None:
            return False
        if self.text == other.text and self.unit == other.unit:
            return True
        if self.unit != other.unit or not self.unit.startswith("bytes") or not self.number or not other.number:
            return False
        small, large = sorted((self.number, other.number))
        return any(small * ratio == large for ratio in _BASIS_RATIOS)


@dataclass(frozen=True, slots=True)
class Diff:
    """One fact that differs. ``is_claim``: the page gives examples only, so the difference proves nothing."""

    field: str
    place: str
    old: Fact | None
    new: Fact | None
    is_claim: bool = False

    @property
    def key(self) -> FactKey:
        return (self.field, self.place)


def facts_of(offer: Offer) -> dict[FactKey, Fact]:
    """Every fact of an offer."""
    facts: dict[FactKey, Fact] = {("price_state", ""): _state(offer)}
    for name, price in price_fields(offer):
        facts[(name, "")] = _money(price, offer)
    if offer.data:
        facts[("data", "")] = _volume(offer.data, offer.data_per)
    if offer.data_per:
        facts[("data_period", "")] = Fact(_period(offer.data_per))
    if offer.fair_use_bytes:
        facts[("fair_use", "")] = Fact(
            size(offer.fair_use_bytes), Decimal(offer.fair_use_bytes), _per("bytes", offer.data_per)
        )
    for name, allowance in _allowance_fields(offer):
        facts[(name, "")] = _allowance(allowance)
    if offer.throttle:
        kbps = offer.throttle.kbps
        facts[("throttle", "")] = (
            Fact(offer.throttle.words) if kbps is None else Fact(f"{kbps} kbps", Decimal(kbps), "kbps")
        )
    if offer.max_charges is not None:
        per = offer.max_charges_per
        facts[("max_charges", "")] = Fact(
            f"{offer.max_charges} per {per}" if per else str(offer.max_charges), Decimal(offer.max_charges)
        )
    days = {
        "validity": offer.validity.days if offer.validity else None,
        "fair_use_days": offer.fair_use_days,
        "activate_within_days": offer.activate_within_days,
    }
    for name, value in days.items():
        if value is not None:
            facts[(name, "")] = Fact(f"{value} day{'s' if value != 1 else ''}", Decimal(value), "days")
    for name in ("tethering", "shares_home_allowance"):
        flag = getattr(offer, name)
        if flag is not None:
            facts[(name, "")] = Fact("yes" if flag else "no")
    for name in chain(_PLAIN, _WORDS):
        text = getattr(offer, name)
        if text:
            facts[(name, "")] = Fact(str(text.value if name in _WORDS else text))
    for name in ("stated_from_on", "stated_to_on"):
        day = getattr(offer, name)
        if day:
            facts[(name, "")] = Fact(day.isoformat())
    for name in ("exclusions", "conditions"):
        if getattr(offer, name):
            facts[(name, "")] = Fact("; ".join(sorted(getattr(offer, name))))
    facts |= _places(offer)
    return facts


def compare(old: Offer, new: Offer) -> list[Diff]:
    """What differs, one fact each, in the order of their names."""
    before, after = facts_of(old), facts_of(new)
    diffs = {}
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if not (was.same(now) if was else False):
            diffs[key] = Diff(*key, was, now)
    state, price = diffs.get(("price_state", "")), diffs.get(("price", ""))
    if (
        state and price and (price.old is None or price.new is None)
    ):  # "10 USD a day" became "not available": one change
        del diffs[("price", "")]
        diffs[("price_state", "")] = Diff("price_state", "", price.old or state.old, price.new or state.new)
    elif state and price:  # "free" became "2 GBP a day": the amounts say it
        del diffs[("price_state", "")]
    # A page that begins or ceases to name its places has not gained or lost 200 countries.
    if not old.places or not new.places:
        diffs = {k: d for k, d in diffs.items() if d.field not in ("places", "zone")}
    elif not old.places_basis is new.places_basis is PlacesBasis.FULL_LIST:
        diffs = {k: replace(d, is_claim=_is_listing(d)) for k, d in diffs.items()}
    return [diffs[key] for key in sorted(diffs)]


def _is_listing(diff: Diff) -> bool:
    """Did a place merely come into, or drop out of, a list of examples? ("No" that became "yes" is a stated fact.)"""
    return diff.field in ("places", "zone") and (diff.old is None or diff.new is None)


def price_fields(offer: Offer) -> list[tuple[str, Price]]:
    """Every price by its field: "price" is what people pay now, "list_price" what they would without the promotion."""
    now = offer.price_now
    has_list = offer.price(PriceRole.LIST) is not None
    fields: list[tuple[str, Price]] = []
    taken = set()
    for price in offer.prices:
        if price is now:
            name = "price"
        elif price.role is (PriceRole.LIST if has_list else PriceRole.BASE) and not price.label:
            name = "list_price"
        else:
            name = f"price.{price.role.value}" + (f".{price.label}" if price.label else "")
        if name in taken:  # one role in two currencies
            name += f".{price.currency}"
        taken.add(name)
        fields.append((name, price))
    return fields


def words_of(offer: Offer) -> dict[FactKey, tuple[str, str]]:
    """The page's words and their place on the page, by fact."""
    words: dict[FactKey, tuple[str, str]] = {}
    for evidence in offer.receipts():
        head, _, rest = evidence.field.partition(".")
        key = ("places", rest) if head == "place" else (evidence.field, "")
        words.setdefault(key, (evidence.words, evidence.where))
    for name, price in price_fields(offer):
        if price.words:
            words[(name, "")] = (price.words, price.where)
    for name, allowance in _allowance_fields(offer):
        if allowance.words:
            words[(name, "")] = (allowance.words, allowance.where)
    for name, stands_in in (("data_period", "data"), ("fair_use", "data"), ("price_state", "price")):
        if (stands_in, "") in words:
            words.setdefault((name, ""), words[(stands_in, "")])
    return words


def _money(price: Price, offer: Offer) -> Fact:
    unit = price.unit or offer.price_unit
    if price.role in (PriceRole.DAILY_CAP, PriceRole.SPEND_CAP, PriceRole.TOP_UP) and not price.unit:
        unit = ""
    text = f"{plain(price.amount)} {price.currency} {unit_words(unit)}".strip()
    if not price.amount and offer.price_state is PriceState.FREE:
        text = "free"
    if price.months:
        text += f" for {price.months} month{'s' if price.months != 1 else ''}"
    return Fact(text, price.amount, f"{price.currency}/{unit}" if unit else price.currency)


def _state(offer: Offer) -> Fact:
    return Fact(_STATES.get(offer.price_state, offer.price_state.value))


def _period(per: DataPer) -> str:
    return "in total" if per is DataPer.TOTAL else f"a {per.value}"


def _per(unit: str, per: DataPer | None) -> str:
    return f"{unit}/{per.value}" if per else unit


def _volume(volume: Volume, per: DataPer | None) -> Fact:
    if volume.data_bytes is None:
        return Fact(UNLIMITED, None, _per("bytes", per))
    text = size(volume.data_bytes, is_decimal=volume.basis is DataBasis.DECIMAL)
    return Fact(text, Decimal(volume.data_bytes), _per("bytes", per))


def _allowance_fields(offer: Offer) -> list[tuple[str, Allowance]]:
    fields: list[tuple[str, Allowance]] = []
    taken = set()
    for item in offer.allowances:
        scope = item.called_scope.value if item.called_scope else ""
        name = ".".join(filter(None, ("allowance", item.role.value, item.service.value, scope, item.zone, item.label)))
        while name in taken:  # the page tells them apart by nothing but their size
            name += "+"
        taken.add(name)
        fields.append((name, item))
    return fields


def _allowance(item: Allowance) -> Fact:
    if item.data:
        return _volume(item.data, item.per)
    if item.is_unlimited:
        return Fact(UNLIMITED, None, _per("", item.per))
    count = item.minutes if item.minutes is not None else item.messages
    name = "minutes" if item.minutes is not None else "messages"
    return Fact(f"{count} {name}", Decimal(count or 0), _per(name, item.per))


def _places(offer: Offer) -> dict[FactKey, Fact]:
    facts: dict[FactKey, Fact] = {}
    if offer.places_basis:
        facts[("places_basis", "")] = Fact(offer.places_basis.value)
    if offer.claimed_places is not None:
        more = "+" if offer.claimed_places_is_minimum else ""
        facts[("claimed_places", "")] = Fact(f"{offer.claimed_places}{more}", Decimal(offer.claimed_places))
    status, zones = defaultdict(set), defaultdict(set)
    for place in offer.places:
        status[place.place].add(place.status.value + (f": {place.note}" if place.note else ""))
        if place.zone:
            zones[place.place].add(place.zone)
    facts |= {("places", code): Fact("; ".join(sorted(texts))) for code, texts in status.items()}
    facts |= {("zone", code): Fact("; ".join(sorted(names))) for code, names in zones.items()}
    networks = defaultdict(set)
    for network in offer.networks:
        networks[network.place].add(f"{network.network} {network.generations}".strip())
    return facts | {("networks", code): Fact(", ".join(sorted(names))) for code, names in networks.items()}
