"""One field of one offer that differs between two captures."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from transforms.models import Offer
from warehouse.effects import delta_of, effect_of, severity_of, severity_of_offer
from warehouse.entries import Cause
from warehouse.facts import Diff, Fact, FactKey, words_of
from warehouse.telling import NOTHING

# What the field "offer" may come to: its new_value.
NEW, WITHDRAWN, BACK = "new", "withdrawn", "back"
# The field of a watched page that nobody can read yet (warehouse/texts.py).
TEXT = "text"

_CENTS = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row of core.changes, whose column comments say what each field is."""

    change_id: str
    move_id: str = ""
    source_id: str
    part: str
    carrier_id: str
    offer_id: str
    offer_name: str
    field: str
    place: str | None = None
    old_value: str | None = None
    new_value: str | None = None
    old_number: Decimal | None = None
    new_number: Decimal | None = None
    unit: str | None = None
    delta: Decimal | None = None
    delta_pct: float | None = None
    effect: str
    severity_traveller: str
    severity_analyst: str
    cause: str
    state: str = "seen"
    told_as: str = NOTHING
    is_backfill: bool = False
    undoes: str | None = None
    seen_at: datetime
    confirmed_at: datetime | None = None
    undone_at: datetime | None = None
    recorded_at: datetime
    effective_on: date | None = None
    before_capture_id: str
    after_capture_id: str
    settled_capture_id: str | None = None
    reading_id: str
    before_words: str | None = None
    after_words: str | None = None
    run_id: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What changed: offer, field, place."""
        return (self.offer_id, self.field, self.place or "")

    @property
    def old(self) -> Fact | None:
        return None if self.old_value is None else Fact(self.old_value, self.old_number, self.unit or "")

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}  # flat, and asdict copies each value


@dataclass(frozen=True, slots=True)
class Context:
    """What all changes of one look at one part share."""

    source_id: str
    part: str
    cause: Cause
    seen_at: datetime
    recorded_at: datetime
    capture_id: str
    reading_id: str
    run_id: str
    is_backfill: bool
    is_statement: bool = False


def of_field(
    context: Context, offer_id: str, before: Offer, after: Offer, diff: Diff, before_capture_id: str
) -> Change:
    """The change of one fact of an offer that both captures show."""
    effect = effect_of(diff)
    traveller, analyst = severity_of(diff.field, effect)
    delta, percent = delta_of(diff)
    same_unit = diff.old is None or diff.new is None or diff.old.unit == diff.new.unit
    unit = (diff.new or diff.old or Fact("")).unit if same_unit else ""
    stated = after.stated_from_on if after.stated_from_on != before.stated_from_on else None
    return Change(
        **_common(context, offer_id, after.label, diff.key, before_capture_id),
        old_value=diff.old.text if diff.old else None,
        new_value=diff.new.text if diff.new else None,
        old_number=_number(diff.old) if same_unit else None,
        new_number=_number(diff.new) if same_unit else None,
        unit=unit or None,
        delta=_round(delta),
        delta_pct=percent,
        effect=effect,
        severity_traveller=traveller,
        severity_analyst=analyst,
        effective_on=stated,
        before_words=_words(before, diff.key),
        after_words=_words(after, diff.key),
    )


def of_offer(
    context: Context, offer_id: str, what: str, offer: Offer, before_capture_id: str, *, since: datetime | None = None
) -> Change:
    """An offer that is new, withdrawn (``since`` the first capture without it) or back."""
    traveller, analyst = severity_of_offer(what)
    common = _common(context, offer_id, offer.label, ("offer", ""), before_capture_id)
    if since is not None:
        common["seen_at"] = since
    return Change(
        **common,
        old_value="on sale" if what == WITHDRAWN else None if what == NEW else WITHDRAWN,
        new_value=what,
        effect={NEW: "neutral", WITHDRAWN: "worse", BACK: "better"}[what],
        severity_traveller=traveller,
        severity_analyst=analyst,
        before_words=offer.label if what == WITHDRAWN else None,
        after_words=None if what == WITHDRAWN else offer.label,
    )


def _common(context: Context, offer_id: str, name: str, key: FactKey, before_capture_id: str) -> dict[str, Any]:
    field, place = key
    proof = "\0".join((offer_id, field, place, before_capture_id, context.capture_id, context.reading_id))
    return {
        "change_id": "c-" + hashlib.sha256(proof.encode()).hexdigest()[:12],
        "source_id": context.source_id,
        "part": context.part,
        "carrier_id": carrier_of(context.source_id),
        "offer_id": offer_id,
        "offer_name": name,
        "field": field,
        "place": place or None,
        "cause": context.cause.value,
        "is_backfill": context.is_backfill,
        "seen_at": context.seen_at,
        "recorded_at": context.recorded_at,
        "before_capture_id": before_capture_id,
        "after_capture_id": context.capture_id,
        "reading_id": context.reading_id,
        "run_id": context.run_id or None,
    }


def carrier_of(source_id: str) -> str:
    """``us_verizon`` for the source ``us_verizon_places``."""
    return "_".join(source_id.split("_")[:2])


def _words(offer: Offer, key: FactKey) -> str | None:
    found = words_of(offer).get(key)
    return found[0] if found and found[0] else None


def _number(fact: Fact | None) -> Decimal | None:
    return _round(fact.number) if fact else None


def _round(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(_CENTS)
