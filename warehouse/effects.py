"""What a difference means: for the customer (worse, better, neutral), and how much it matters to whom."""

from decimal import Decimal

from warehouse.facts import UNLIMITED, Diff, Fact
from warehouse.sizes import nominal

WORSE, BETTER, NEUTRAL = "worse", "better", "neutral"

# How good it is for the customer when the volume is used up.
_AFTER_CAP = {"throttle": 2, "top_up": 1, "charge": 1, "block": 0}
_PRICE_STATES = {"free": 3, "included": 3, "as at home": 2, "not available": 0}
_PLACE = {"yes": 2, "conditional": 1, "no": 0}

# Severity by field and effect (domain.md C): for a traveller, for an analyst. "" is any effect.
_SEVERITY = {
    ("price", WORSE): ("high", "high"),
    ("price", BETTER): ("low", "high"),
    ("data", WORSE): ("high", "high"),
    ("data", BETTER): ("low", "high"),
    ("fair_use", WORSE): ("high", "high"),
    ("fair_use", BETTER): ("low", "high"),
    ("allowance", WORSE): ("high", "high"),
    ("allowance", BETTER): ("low", "high"),
    ("places", WORSE): ("high", "high"),
    ("places", BETTER): ("low", "high"),
    ("networks", WORSE): ("high", "high"),
    ("networks", BETTER): ("low", "high"),
    ("tethering", WORSE): ("high", "high"),
    ("after_cap", WORSE): ("critical", "high"),
    ("price_state", WORSE): ("high", "high"),
    ("throttle", ""): ("high", "medium"),
    ("day_rule", ""): ("high", "medium"),
    ("day_tz", ""): ("high", "medium"),
    ("validity", ""): ("high", "medium"),
    ("activate_within_days", ""): ("high", "medium"),
    ("max_charges", ""): ("high", "high"),
    ("label", ""): ("info", "medium"),
    ("plan", ""): ("info", "medium"),
    ("list_price", ""): ("info", "medium"),
    ("claimed_places", ""): ("info", "medium"),
    ("text", ""): ("info", "medium"),
}
_ELSE = ("low", "medium")


def effect_of(diff: Diff) -> str:
    """Worse, better or neutral for the customer. What proves nothing is neutral."""
    if diff.is_claim:
        return NEUTRAL
    head = diff.field.partition(".")[0]
    old, new = diff.old, diff.new
    if head in ("price", "max_charges"):
        return _by_number(old, new, up=WORSE)
    if head in ("data", "fair_use", "fair_use_days", "validity", "throttle", "activate_within_days"):
        return _by_number(old, new, up=BETTER)
    if head in ("allowance", "networks") and (old is None or new is None):
        return BETTER if old is None else WORSE
    if head == "allowance":
        return _by_number(old, new, up=BETTER)
    if head == "places":
        return _by_rank(_PLACE, _status(old), _status(new), absent=0)
    if head == "after_cap":
        return _by_rank(_AFTER_CAP, old.text if old else "", new.text if new else "")
    if head == "price_state":
        return _by_rank(_PRICE_STATES, old.text if old else "", new.text if new else "", absent=1)
    if head == "tethering" and old and new:
        return BETTER if new.text == "yes" else WORSE
    return NEUTRAL


def severity_of(field: str, effect: str) -> tuple[str, str]:
    """For a traveller and for an analyst: critical, high, medium, low, info."""
    head = field.partition(".")[0]
    return _SEVERITY.get((head, effect)) or _SEVERITY.get((head, "")) or _ELSE


def severity_of_offer(what: str) -> tuple[str, str]:
    """Severity of an offer that is withdrawn, new, or back."""
    return ("high", "high") if what == "withdrawn" else ("info", "medium")


def delta_of(diff: Diff) -> tuple[Decimal | None, float | None]:
    """New less old, and that in per cent; nothing where their units differ."""
    old, new = diff.old, diff.new
    if old is None or new is None or old.unit != new.unit or old.number is None or new.number is None:
        return None, None
    delta = new.number - old.number
    was, now = old.number, new.number
    if old.unit.startswith("bytes"):
        was, now = nominal(int(was)), nominal(int(now))
    return delta, round(float(now / was - 1) * 100, 4) if was else None


def _by_number(old: Fact | None, new: Fact | None, up: str) -> str:
    if old is None or new is None or old.unit != new.unit:
        return NEUTRAL
    was, now = _figure(old), _figure(new)
    if was is None or now is None or was == now:
        return NEUTRAL
    down = BETTER if up == WORSE else WORSE
    return up if now > was else down


def _figure(fact: Fact) -> Decimal | None:
    return Decimal("Infinity") if fact.text == UNLIMITED else fact.number


def _by_rank(ranks: dict[str, int], old: str, new: str, absent: int | None = None) -> str:
    was, now = ranks.get(old, absent), ranks.get(new, absent)
    if was is None or now is None or was == now:
        return NEUTRAL
    return BETTER if now > was else WORSE


def _status(fact: Fact | None) -> str:
    return fact.text.partition(":")[0] if fact else ""
