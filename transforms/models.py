"""The contract of the whole project: what a page's tariff becomes. See docs/adding-a-carrier.md.

An :class:`Offer` is one thing with a price or an allowance: a day pass, a pack, an included allowance,
a per-unit rate, a plan (TM Forum: product offering). Every class here refuses nonsense when it is made
(:class:`~transforms.errors.Implausible`). ``words`` and ``where`` are the receipt: the words on the page
and where they stood. They never take part in comparing two offers, so that a reworded page with the same
facts changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from transforms.errors import Implausible
from transforms.words import (
    AfterCap,
    AllowanceRole,
    CalledScope,
    DataBasis,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PlaceStatus,
    PriceRole,
    PriceState,
    Segment,
    Service,
    Sim,
    StartRule,
    TaxBasis,
    Usage,
)

UNIT = re.compile(r"(?:[1-9]\d* )?(?:day|week|month|year|pack|session|minute|second|call|message|kb|mb|gb|line|bill)")
PLACE = re.compile(r"[A-Z]{2}|X-[A-Z]+")
MCC_MNC = re.compile(r"\d{3}-\d{2,3}")
CURRENCY = re.compile(r"[A-Z]{3}")

# Nothing sold to people costs more than this in any currency's main unit (Iranian rial has the largest figures).
AMOUNT_MAX = Decimal("1e9")


def _refuse(condition: bool, message: str, words: str = "", where: str = "") -> None:
    if condition:
        raise Implausible(message, words=words, where=where)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The page's words for one field of an offer, and where they stood (a path, a row, a JSON pointer)."""

    field: str
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """One amount of money. ``unit`` is given only where it differs from the offer's ``price_unit``
    (an overage per MB beside a pass per day); ``label`` tells two prices of one role apart ("pass", "app").

    A cap on the *number* of fees is ``Offer.max_charges``: it is no amount of money.
    """

    amount: Decimal
    currency: str
    role: PriceRole = PriceRole.BASE
    unit: str = ""
    months: int | None = None
    label: str = ""
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if (  # the messages below cost more than the checks, and a large page has thousands of prices
            isinstance(self.amount, Decimal) and self.amount.is_finite() and 0 <= self.amount <= AMOUNT_MAX
            and CURRENCY.fullmatch(self.currency) and not self.unit and self.months is None
        ):  # fmt: skip
            return
        _refuse(not isinstance(self.amount, Decimal) or not self.amount.is_finite(), "amount is no decimal", self.words)
        _refuse(not 0 <= self.amount <= AMOUNT_MAX, f"amount {self.amount} is out of bounds", self.words, self.where)
        _refuse(not CURRENCY.fullmatch(self.currency), f"currency {self.currency!r} is not ISO 4217", self.words)
        _refuse(bool(self.unit) and not UNIT.fullmatch(self.unit), f"unit {self.unit!r} is not one of ours", self.words)
        _refuse(self.months is not None and self.months < 1, "a promotion of no months", self.words)


@dataclass(frozen=True, slots=True)
class Volume:
    """A data volume. ``data_bytes`` is None only when it is unlimited at full speed."""

    data_bytes: int | None
    basis: DataBasis = DataBasis.NOT_STATED
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _refuse(self.data_bytes is not None and not 0 < self.data_bytes < 10**15, "volume out of bounds", self.words)

    @property
    def is_unlimited(self) -> bool:
        return self.data_bytes is None


@dataclass(frozen=True, slots=True)
class Speed:
    """A throttled speed in kbit/s, or None with the page's words ("3G speeds") where it gives no number."""

    kbps: int | None
    words: str = ""
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _refuse(self.kbps is not None and not 0 < self.kbps <= 10**7, "speed out of bounds", self.words)
        _refuse(self.kbps is None and not self.words, "a speed without a number needs its words")


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a thing lasts, in days (24 hours is 1, a week 7, a month without a day count 30)."""

    days: int
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _refuse(not 0 < self.days <= 3660, f"{self.days} days is out of bounds", self.words, self.where)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is in the offer beside its main data volume: a bonus, a tether quota, minutes, messages;
    or the main volume where it differs by ``zone`` (then ``Offer.data`` is None)."""

    role: AllowanceRole = AllowanceRole.BASE
    data: Volume | None = None
    minutes: int | None = None
    messages: int | None = None
    is_unlimited: bool = False
    service: Service = Service.DATA
    called_scope: CalledScope | None = None
    per: DataPer | None = None
    zone: str = ""
    validity_days: int | None = None
    label: str = ""
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        given = [self.data is not None, self.minutes is not None, self.messages is not None, self.is_unlimited]
        _refuse(sum(given) != 1, "an allowance is exactly one of data, minutes, messages, unlimited", self.words)


@dataclass(frozen=True, slots=True)
class OfferPlace:
    """A place that the offer names. ``place``: ISO 3166-1 alpha-2, XK, or a pseudo-place such as X-CRUISE.
    ``zone`` is the carrier's own name for the set that it puts the place in."""

    place: str
    status: PlaceStatus = PlaceStatus.YES
    zone: str = ""
    note: str = ""
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _refuse(not PLACE.fullmatch(self.place), f"{self.place!r} is no place code", self.words, self.where)


@dataclass(frozen=True, slots=True)
class OfferNetwork:
    """A visited network that the offer names. ``generations`` is "3G;4G;5G", ascending; ``handset_names`` what a
    phone shows. ``mcc_mnc`` is text, with its leading zeros."""

    place: str
    network: str
    mcc_mnc: str = ""
    generations: str = ""
    bands: str = ""
    is_preferred: bool | None = None
    handset_names: str = ""

    def __post_init__(self) -> None:
        _refuse(not PLACE.fullmatch(self.place), f"{self.place!r} is no place code", self.network)
        _refuse(bool(self.mcc_mnc) and not MCC_MNC.fullmatch(self.mcc_mnc), f"{self.mcc_mnc!r} is no MCC-MNC")
        _refuse(not self.network, "a network without a name")


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
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        _refuse(not self.label.strip(), "an offer without a label")
        _refuse(bool(self.price_unit) and not UNIT.fullmatch(self.price_unit), f"unit {self.price_unit!r} is unknown")
        priced = [p for p in self.prices if p.role is not PriceRole.SPEND_CAP]
        if self.price_state is PriceState.STATED:
            _refuse(not priced, f'"{self.label}" has no price: say which PriceState', self.label)
            _refuse(not self.price_unit, f'"{self.label}": a price needs its unit', self.label)
        if self.price_state in (PriceState.UNAVAILABLE, PriceState.NOT_STATED):
            _refuse(bool(priced), f'"{self.label}" is {self.price_state} and has a price', self.label)
        roles = [(p.role, p.label, p.currency) for p in self.prices]
        _refuse(len(roles) != len(set(roles)), f'"{self.label}" has two prices of one role', self.label)
        seen = [(p.place, p.zone) for p in self.places]
        _refuse(len(seen) != len(set(seen)), f'"{self.label}" names a place twice', self.label)
        _refuse(bool(self.places) and self.places_basis is None, f'"{self.label}": is the list of places full?')
        _refuse(self.throttle is not None and self.after_cap is not AfterCap.THROTTLE, "a speed after no throttle")
        dates = self.stated_from_on and self.stated_to_on
        _refuse(bool(dates) and str(self.stated_from_on) > str(self.stated_to_on), "ends before it begins", self.label)

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
        return next((p for p in self.prices if p.role is role and p.label == label), None)

    @property
    def price_now(self) -> Price | None:
        """What somebody pays who takes it now: the promotion if there is one, else the base or first-line price."""
        roles = (PriceRole.PROMO, PriceRole.BASE, PriceRole.FIRST_LINE)
        return next((p for role in roles if (p := self.price(role))), None)

    def receipts(self) -> Iterator[Evidence]:
        """Every field's words: those that its values carry, and those given by the parser."""
        yield Evidence("label", self.label)
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
