"""What an answer is made from, and what it is. Names, units and meanings are those of the public views."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Word(StrEnum):
    """The first word of every answer, in the order in which one offer's word beats another's."""

    YES = "YES"
    YES_PER_MB = "YES, PER MB"
    ONLY_IF = "ONLY IF"
    UNKNOWN = "UNKNOWN"
    NO = "NO"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """An offer as the view ``offers`` has it; the same names, units and meanings. None: the page does not say."""

    offer_id: str
    carrier: str
    offer_name: str
    kind: str
    service: str
    home_country: str | None = None
    scope: str | None = None
    variant: str | None = None
    price_state: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    price_unit: str | None = None
    extra_line_price: Decimal | None = None
    tax_basis: str | None = None
    max_charges: int | None = None
    max_charges_per: str | None = None
    overage_price: Decimal | None = None
    overage_unit: str | None = None
    data_bytes: int | None = None
    data_basis: str | None = None
    data_period: str | None = None
    is_unlimited: bool | None = None
    shares_home_allowance: bool | None = None
    after_cap: str | None = None
    throttle_kbps: int | None = None
    throttle_words: str | None = None
    validity_days: int | None = None
    day_rule: str | None = None
    day_tz: str | None = None
    start_rule: str | None = None
    tethering: bool | None = None
    eligibility: str | None = None
    exclusions: str | None = None
    place_count: int | None = None
    claimed_place_count: int | None = None
    claimed_is_minimum: bool | None = None
    places_basis: str | None = None
    last_seen_at: datetime | None = None
    age_days: int | None = None
    is_stale: bool | None = None
    looked_by: str | None = None
    confidence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """A place that an offer names, as the view ``coverage`` has it. ``status``: yes, no, conditional, unknown."""

    offer_id: str
    place: str
    status: str
    zone: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFacts:
    network: str
    generations: str | None = None
    is_preferred: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """A dated rule of the place visited. ``source_on`` is a day, a month or a year as text."""

    rule_id: str
    topic: str
    value: str
    source_url: str
    source_on: str | None = None
    confidence: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    review_by: date | None = None
    is_overdue: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the ledger holds on one plan and one place. ``offers`` are the plan's; ``unread`` the same carrier's
    sources that are off, as (source id, verified on or "")."""

    plan: str
    place: str
    place_name: str
    asked_at: datetime
    offers: tuple[OfferFacts, ...]
    places: tuple[PlaceFacts, ...] = ()
    networks: tuple[NetworkFacts, ...] = ()
    rules: tuple[RuleFacts, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    esim_sellers: int = 0
    esim_sellers_here: int = 0
    local_offers: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One offer's word, the condition of an ONLY IF, and why."""

    offer: OfferFacts
    word: Word
    condition: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a line rests on. ``offer_id`` is what ``why`` takes; empty for a rule."""

    number: int
    url: str
    dated: str
    offer_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    text: str
    receipts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``deciding`` are the offers that made the word; ``brief`` is the whole in one sentence."""

    word: Word
    condition: str
    plan: str
    place: str
    place_name: str
    reason: str
    brief: str
    deciding: tuple[str, ...]
    lines: tuple[Line, ...]
    receipts: tuple[Receipt, ...]

    @property
    def first_words(self) -> str:
        return f"{self.word} ({self.condition})" if self.word is Word.ONLY_IF else str(self.word)
