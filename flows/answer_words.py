"""What an offer costs and gives, in words. Pure: the same facts give the same words anywhere."""

from decimal import Decimal

from flows.alerts.wording import number
from flows.answer_facts import OfferFacts

UNIT_BYTES = {"kb": 1024, "mb": 1024**2, "gb": 1024**3}
GIGABYTE = 1024**3

_STATES = {
    "free": "free of charge",
    "included": "included in the plan",
    "home_rate": "charged as at home",
    "from": "only a lowest price is printed",
    "unavailable": "not available",
    "not_stated": "price not stated on the page",
}
_DAYS = {
    "home_tz": "a day ends at midnight at home",
    "visited_capital": "a day ends at midnight in the capital of the place visited",
    "purchase_day": "a day ends at midnight of the day of purchase",
}
_PERIODS = {"day": " a day", "month": " a month"}


def per(unit: str | None) -> str:
    """ "a day", "per MB", "per 10 KB", "once" for a pack."""
    if not unit:
        return ""
    if unit == "pack":
        return " once"
    last = unit.rsplit(" ", 1)[-1]
    if last in UNIT_BYTES:
        return f" per {unit.upper()}"
    return f" per {unit}" if unit[0].isdigit() else f" a {unit}"


def volume(data_bytes: int, basis: str | None = None) -> str:
    """Bytes as people say them: "5 GB", "500 MB"; 1000-based only where the page says so."""
    base = 1000 if basis == "decimal" else 1024
    for name, size in (("GB", base**3), ("MB", base**2), ("KB", base)):
        if data_bytes >= size:
            return f"{number(round(Decimal(data_bytes) / size, 2))} {name}"
    return f"{data_bytes} bytes"


def who_or_where(offer: OfferFacts) -> str:
    """What tells an offer from its sisters of the same plan."""
    told = ", ".join(filter(None, (offer.scope, offer.variant, offer.eligibility)))
    return told or offer.offer_id.split("/", 2)[-1]


def is_per_unit_data(offer: OfferFacts) -> bool:
    """Data paid by the kilobyte or megabyte, not out of an allowance."""
    return (
        offer.kind == "rate" and offer.service == "data" and offer.price_state not in ("free", "included", "home_rate")
    )


def claim_words(offer: OfferFacts) -> str:
    plus = "+" if offer.claimed_is_minimum else ""
    return f'"{offer.claimed_place_count}{plus} places"'


def places_words(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"


def rules_words(count: int) -> str:
    return f"{count} rule{'' if count == 1 else 's'} of law there" if count else "no rule of law known"


def price_words(offer: OfferFacts) -> str:
    """ "12 USD a day, plus taxes and fees (amount not stated); further lines 5 USD; at most 10 fees a bill"."""
    if not offer.price:  # a price of 0 is printed with a word for free, or it is none
        return _STATES.get(offer.price_state or "", "price not stated on the page")
    text = f"{number(offer.price, 2)} {offer.currency or ''}".rstrip() + per(offer.price_unit)
    if offer.validity_days and offer.price_unit == "pack":
        text += f", for {offer.validity_days} day{'s' if offer.validity_days > 1 else ''}"
    if offer.tax_basis == "excluded":
        text += ", plus taxes and fees (amount not stated)"
    elif offer.tax_basis == "included":
        text += ", taxes included"
    if offer.extra_line_price is not None:
        text += f"; further lines {number(offer.extra_line_price, 2)} {offer.currency or ''}".rstrip()
    if offer.max_charges:
        text += f"; at most {offer.max_charges} fees" + (f" a {offer.max_charges_per}" if offer.max_charges_per else "")
    return text


def day_words(offer: OfferFacts) -> str:
    if offer.day_rule == "rolling_24h":
        return "a day = 24 hours" + (" from first use" if offer.start_rule == "first_use" else "")
    if offer.day_rule == "fixed_offset":
        return f"a day ends at 00:00 {offer.day_tz or '(zone not stated)'}"
    text = _DAYS.get(offer.day_rule or "", "")
    return f"{text} ({offer.day_tz})" if text and offer.day_tz else text


def allowance_words(offer: OfferFacts) -> str:
    """ "5 GB a day, then "3G speeds" (no number given)", or "" where nothing is stated."""
    if offer.is_unlimited:
        text = "unlimited data"
    elif offer.data_bytes:
        text = volume(offer.data_bytes, offer.data_basis) + _PERIODS.get(offer.data_period or "", "")
    else:
        return ""
    if offer.shares_home_allowance:
        text += ", out of the allowance at home"
    return ", ".join(filter(None, (text, after_words(offer))))


def after_words(offer: OfferFacts) -> str:
    """What follows when the allowance is used up; "" if the page does not say."""
    if offer.after_cap == "throttle":
        if offer.throttle_kbps:
            return f"then up to {offer.throttle_kbps} kbit/s"
        return (
            f'then "{offer.throttle_words}" (no number given)'
            if offer.throttle_words
            else "then slower (no number given)"
        )
    if offer.after_cap == "charge" and offer.overage_price is not None:
        return f"then {number(offer.overage_price, 2)} {offer.currency or ''}{per(offer.overage_unit)}"
    return {"block": "then no data", "charge": "then charged by use", "top_up": "then an automatic top-up"}.get(
        offer.after_cap or "", ""
    )


def gigabyte_words(offer: OfferFacts) -> str:
    """ "1 GB would cost 7,680 EUR", for data by the unit."""
    if not is_per_unit_data(offer) or offer.price is None or not offer.price_unit:
        return ""
    count, _, unit = offer.price_unit.rpartition(" ")
    if unit not in UNIT_BYTES:
        return ""
    cost = offer.price * GIGABYTE / (UNIT_BYTES[unit] * int(count or 1))
    return f"1 GB would cost {number(round(cost, 2))} {offer.currency or ''}".rstrip()
