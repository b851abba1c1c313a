"""The contract of the whole project: what a page's tariff becomes. See docs/adding-a-carrier.md.

An :class:`Offer` is one thing with a price or an allowance: a day pass, a pack, an included allowance,
a per-unit rate, a plan (TM Forum: product offering). What it is made of is in transforms/components.py, and is
imported from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from transforms.components import (
    PLACE,
    UNIT,
    Allowance,
    ByHand,
    Evidence,
    OfferNetwork,
    OfferPlace,
    Price,
    Speed,
    Validity,
    Volume,
    refuse,
)
from transforms.words import (
    AfterCap,
    CalledScope,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PriceRole,
    PriceState,
    Segment,
    Service,
    Sim,
    StartRule,
    TaxBasis,
    Usage,
)

__all__ = [
    "PLACE",
    "UNIT",
    "Allowance",
    "Evidence",
    "Offer",
    "OfferNetwork",
    "OfferPlace",
    "Price",
    "Speed",
    "Validity",
    "Volume",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing with a price or an allowance, as a page states it.

    Identity (``key``) is the seller's own ``code`` if the page gives one; else the label as printed with kind,
    service, scope, eligibility and variant. Prices, allowances and members are never part of it.

    label        the name as printed                          plan         plan family that it belongs to, if stated
    scope        which places or networks, if the page sells one label at several: "Canada and Mexico", "TR"
    eligibility  who may have it, in the page's words          variant      size, validity, called destination ...
    price_unit   what one ``base`` (or ``first_line``) amount buys: "day", "pack", "10 kb", "minute"
    data         main volume; ``data_per`` says whether per day, per month or in total
    fair_use_*   a limit inside an "unlimited" or included use; None where none is stated
    conditions   what else it depends on, in the page's words; compared, so a reworded one is a (small) change
    max_charges  most fees taken per ``max_charges_per`` ("bill", "month")
    places       () unless the page names them: a claim ("210+ destinations") is ``claimed_places``, never coverage
    by_hand      who vouches for it, where a person looked and no page of the seller was read
    """

    label: str
    kind: Kind
    service: Service
    usage: Usage = Usage.ROAMING
    code: str = ""
    scope: str = ""
    eligibility: str = ""
    variant: str = ""
    plan: str = ""
    segment: Segment | None = None
    sim: Sim | None = None
    called_scope: CalledScope | None = None
    time_window: str = ""

    price_state: PriceState = PriceState.STATED
    prices: tuple[Price, ...] = ()
    price_unit: str = ""
    billing_increment: str = ""
    tax_basis: TaxBasis | None = None
    max_charges: int | None = None
    max_charges_per: str = ""

    data: Volume | None = None
    data_per: DataPer | None = None
    shares_home_allowance: bool | None = None
    fair_use_bytes: int | None = None
    fair_use_days: int | None = None
    allowances: tuple[Allowance, ...] = ()
    after_cap: AfterCap | None = None
    throttle: Speed | None = None

    validity: Validity | None = None
    day_rule: DayRule | None = None
    day_tz: str = ""
    start_rule: StartRule | None = None
    activate_within_days: int | None = None
    tethering: bool | None = None
    exclusions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    places: tuple[OfferPlace, ...] = ()
    places_basis: PlacesBasis | None = None
    claimed_places: int | None = None
    claimed_places_is_minimum: bool = False
    networks: tuple[OfferNetwork, ...] = ()

    stated_from_on: date | None = None
    stated_to_on: date | None = None
    by_hand: ByHand | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        refuse(not self.label.strip(), "an offer without a label")
        refuse(bool(self.price_unit) and not UNIT.fullmatch(self.price_unit), f"unit {self.price_unit!r} is unknown")
        priced = [p for p in self.prices if p.role is not PriceRole.SPEND_CAP]
        if self.price_state is PriceState.STATED:
            refuse(not priced, f'"{self.label}" has no price: say which PriceState', self.label)
            refuse(not self.price_unit, f'"{self.label}": a price needs its unit', self.label)
        if self.price_state in (PriceState.UNAVAILABLE, PriceState.NOT_STATED):
            refuse(bool(priced), f'"{self.label}" is {self.price_state} and has a price', self.label)
        roles = [(p.role, p.label, p.currency) for p in self.prices]
        refuse(len(roles) != len(set(roles)), f'"{self.label}" has two prices of one role', self.label)
        seen = [(p.place, p.zone) for p in self.places]
        refuse(len(seen) != len(set(seen)), f'"{self.label}" names a place twice', self.label)
        refuse(bool(self.places) and self.places_basis is None, f'"{self.label}": is the list of places full?')
        refuse(self.throttle is not None and self.after_cap is not AfterCap.THROTTLE, "a speed after no throttle")
        dates = self.stated_from_on and self.stated_to_on
        refuse(bool(dates) and str(self.stated_from_on) > str(self.stated_to_on), "ends before it begins", self.label)

    @property
    def key(self) -> tuple[str, ...]:
        """What the offer is found by from one capture to the next."""
        if self.code:
            return ("code", self.code)
        called = self.called_scope.value if self.called_scope else ""
        words = (self.label, self.kind.value, self.service.value, called)
        return ("label", *words, self.scope, self.eligibility, self.variant)

    def price(self, role: PriceRole, label: str = "") -> Price | None:
        """The price of that role, or None."""
        for price in self.prices:
            if price.role is role and price.label == label:
                return price
        return None

    @property
    def price_now(self) -> Price | None:
        """What somebody pays who takes it now: the promotion if there is one, else the base or first-line price."""
        found = {p.role: p for p in reversed(self.prices) if not p.label}
        return found.get(PriceRole.PROMO) or found.get(PriceRole.BASE) or found.get(PriceRole.FIRST_LINE)

    def receipts(self) -> Iterator[Evidence]:
        """Every field's words: those that its values carry, and those given by the parser."""
        yield Evidence("label", self.label)
        if self.by_hand:
            yield Evidence("by_hand", self.by_hand.evidence, self.by_hand.words)
        for price in self.prices:
            name = "price" if price is self.price_now else f"price.{price.role}"
            if price.words:
                yield Evidence(name + (f".{price.label}" if price.label else ""), price.words, price.where)
        for name, value in (("data", self.data), ("throttle", self.throttle), ("validity", self.validity)):
            if value is not None and value.words:
                yield Evidence(name, value.words, value.where)
        for allowance in self.allowances:
            if allowance.words:
                yield Evidence(f"allowance.{allowance.role}", allowance.words, allowance.where)
        for place in self.places:
            if place.words:
                yield Evidence(f"place.{place.place}", place.words, place.where)
        yield from self.evidence
