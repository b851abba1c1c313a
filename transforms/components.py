"""What an offer is made of: amounts, volumes, speeds, durations, allowances, places, networks, and their receipts.

Every class refuses nonsense when it is made (:class:`~transforms.errors.Implausible`). ``words`` and ``where`` are the
receipt: the words on the page and where they stood. They never take part in comparing two offers, so that a reworded
page with the same facts changes nothing.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from transforms.errors import Implausible
from transforms.words import AllowanceRole, CalledScope, Confidence, DataBasis, DataPer, PlaceStatus, PriceRole, Service

UNIT = re.compile(r"(?:[1-9]\d* )?(?:day|week|month|year|pack|session|minute|second|call|message|kb|mb|gb|line|bill)")
PLACE = re.compile(r"[A-Z]{2}|X-[A-Z]+")
MCC_MNC = re.compile(r"\d{3}-\d{2,3}")
CURRENCY = re.compile(r"[A-Z]{3}")

# Nothing sold to people costs more than this in any currency's main unit (Iranian rial has the largest figures).
AMOUNT_MAX = Decimal("1e9")
_NOTHING = Decimal(0)
_is_currency = lru_cache(maxsize=512)(CURRENCY.fullmatch)


def refuse(condition: bool, message: str, words: str = "", where: str = "") -> None:
    """Raises Implausible if so."""
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
            isinstance(self.amount, Decimal) and self.amount.is_finite() and _NOTHING <= self.amount <= AMOUNT_MAX
            and _is_currency(self.currency) and not self.unit and self.months is None
        ):  # fmt: skip
            return
        refuse(not isinstance(self.amount, Decimal) or not self.amount.is_finite(), "amount is no decimal", self.words)
        refuse(not 0 <= self.amount <= AMOUNT_MAX, f"amount {self.amount} is out of bounds", self.words, self.where)
        refuse(not _is_currency(self.currency), f"currency {self.currency!r} is not ISO 4217", self.words)
        refuse(bool(self.unit) and not UNIT.fullmatch(self.unit), f"unit {self.unit!r} is not one of ours", self.words)
        refuse(self.months is not None and self.months < 1, "a promotion of no months", self.words)


@dataclass(frozen=True, slots=True)
class Volume:
    """A data volume. ``data_bytes`` is None only when it is unlimited at full speed."""

    data_bytes: int | None
    basis: DataBasis = DataBasis.NOT_STATED
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        refuse(self.data_bytes is not None and not 0 < self.data_bytes < 10**15, "volume out of bounds", self.words)

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
        refuse(self.kbps is not None and not 0 < self.kbps <= 10**7, "speed out of bounds", self.words)
        refuse(self.kbps is None and not self.words, "a speed without a number needs its words")


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a thing lasts, in days (24 hours is 1, a week 7, a month without a day count 30)."""

    days: int
    words: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        refuse(not 0 < self.days <= 3660, f"{self.days} days is out of bounds", self.words, self.where)


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
        refuse(sum(given) != 1, "an allowance is exactly one of data, minutes, messages, unlimited", self.words)


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
        refuse(not PLACE.fullmatch(self.place), f"{self.place!r} is no place code", self.words, self.where)


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
        refuse(not PLACE.fullmatch(self.place), f"{self.place!r} is no place code", self.network)
        refuse(bool(self.mcc_mnc) and not MCC_MNC.fullmatch(self.mcc_mnc), f"{self.mcc_mnc!r} is no MCC-MNC")
        refuse(not self.network, "a network without a name")


@dataclass(frozen=True, slots=True)
class ByHand:
    """A person looked: ``who``, on which day, at what (``evidence``: an address, a leaflet, a bill). Part of what an
    offer states, so that a later look at the same price is known as one; but no change is ever told of it."""

    who: str
    on: date
    evidence: str
    confidence: Confidence = Confidence.SECONDARY

    def __post_init__(self) -> None:
        said = self.who or self.evidence
        refuse(not self.who or not self.evidence, "a fact kept by hand says who looked, and at what", said)

    @property
    def words(self) -> str:
        """ "Ana, 2026-11-20, secondary"."""
        return f"{self.who}, {self.on}, {self.confidence}"
