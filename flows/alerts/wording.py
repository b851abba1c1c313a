"""How numbers, units, times and fields are said in a mail, in the language spoken (flows/alerts/tongue.py). The same
values give the same words on any machine."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision

from flows.alerts.clean import tame
from flows.alerts.model import ChangeNote
from flows.alerts.tongue import ENGLISH, spoken, tr

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EFFECTS = {"worse": "WORSE", "better": "BETTER", "neutral": "NEUTRAL"}
NONE = "not stated"
BYTES = "bytes"
FIELDS = {
    "price": "Price",
    "base": "Price",
    "list": "List price",
    "list_price": "List price",
    "price_state": "Price",
    "promo": "Price on promotion",
    "member": "Price for members",
    "from": "Price from",
    "first_line": "Price, first line",
    "next_line": "Price, further lines",
    "overage": "Price when used up",
    "top_up": "Top-up price",
    "daily_cap": "Most per day",
    "spend_cap": "Spending cap",
    "max_charges": "Most fees charged",
    "data": "Data",
    "fair_use": "Fair use",
    "claimed_places": "Places claimed",
    "places": "Place",
    "after_cap": "When used up",
    "throttle": "Speed when used up",
    "validity": "Valid for",
    "day_rule": "A day is",
    "label": "Name",
}
ALLOWANCES = {"base": "Included", "bonus": "Bonus", "tether": "Tethering", "top_up": "Top-up"}
STATES = {"stated": "a stated price", "included": "included", "free": "free"}
# Words of ours that reach tr() as values: what the facts of an offer, states and outcomes are called.
SAID = (
    "worse", "better", "neutral", "yes", "no", "unlimited", "conditional", "free", "as at home", "not available",
    "new", "withdrawn", "back", "on sale", "day", "week", "month", "minute", "message", "pack", "cruise", "in-flight",
    "satellite", "page", "parser", "reference", "hand", "decision", "seen", "confirmed", "undone", "retracted",
    "price", "value", "blocked", "gone", "robots", "moved", "offline", "timeout", "server error", "client error",
    "rate limited", "dns error", "tls error", "truncated", "undecodable", "too large", "refused address",
    "protocol error", "stopped",
)  # fmt: skip
CURRENCY = re.compile(r"[A-Z]{3}")


def effect_words(effect: str) -> str:
    """ "worse", "better", "neutral", in small letters."""
    return tr(effect if effect in EFFECTS else "neutral")


def field_words(name: str) -> str:
    """ "price.first_line" is "Price, first line", "allowance.top_up.data" is "Top-up, data"; a field without words of
    its own is said by its name."""
    head, *rest = name.split(".")
    if head == "price" and rest:
        known = tr(FIELDS[rest[0]]) if rest[0] in FIELDS else f"{tr('Price')}, {_plain(rest[0])}"
        return ", ".join([known, *(_plain(label) for label in rest[1:])])
    if head == "allowance" and rest:
        known = tr(ALLOWANCES[rest[0]]) if rest[0] in ALLOWANCES else _plain(rest[0])
        return ", ".join([known, *(_plain(label) for label in rest[1:])])
    return tr(FIELDS[name]) if name in FIELDS else _plain(name.replace(".", ", ")).capitalize()


def _plain(name: str) -> str:
    return tame(name.replace("_", " ").rstrip("+"), 40)


def is_price(note: ChangeNote) -> bool:
    return note.field.split(".")[0] in ("price", "list_price") or bool(CURRENCY.fullmatch(_split(note.unit)[0]))


def number(value: Decimal, least: int = 0) -> str:
    """Plain figures with thousands commas; ``least`` decimals if there are any at all."""
    text = format(value.quantize(Decimal("1.000000")) if value.adjusted() < 20 else value, ",f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part.ljust(least, '0')}" if part else whole


def money(value: Decimal, currency: str) -> str:
    """With the currency's own decimals ("12.00" USD, "3,300" KRW), and more only if the page has more."""
    try:
        places = get_currency_precision(currency)
    except (UnknownLocaleError, KeyError):
        places = 2
    text = number(value, places)
    return text if "." in text or not places else f"{text}.{'0' * places}"


def _split(unit: str) -> tuple[str, str]:
    base, _, per = re.sub(r"\s+per\s+", "/", unit.strip()).partition("/")
    return base.strip(), per.strip()


def _per(per: str) -> str:
    if not per or per == "total":
        return ""
    words = tame(per, 30)
    if words[:1].isdigit() or words in ("mb", "gb", "kb"):
        return " " + tr("per {unit}", unit=words.upper() if words[:1].isdigit() and words[-1:] == "b" else words)
    return " " + tr("a {unit}", unit=tr(words))


def unit_words(unit: str) -> str:
    """ "USD/day" is "USD a day", "USD/10 kb" is "USD per 10 KB"; that of bytes goes with the figures."""
    base, per = _split(unit)
    return (("" if base == BYTES else tame(base, 20)) + _per(per)).strip()


def pair(note: ChangeNote, *, is_exact: bool) -> tuple[str, str, str]:
    """Old value, new value and their unit in words. ``is_exact``: amounts with all their decimals."""
    base, _ = _split(note.unit)
    old, new, unit = note.old_number, note.new_number, unit_words(note.unit)
    words = [tame(note.old_value), tame(note.new_value)]
    if note.field == "price_state":
        words = [tr(STATES[word]) if word in STATES else word for word in words]
    says_no_number = any(word and not any(c.isdigit() for c in word) for word in words)
    if old is None or new is None or says_no_number or (not base and all(words)):
        # Not two numbers ("free", "unlimited"), or counts as the page has them ("210+"): the words say it all.
        return _value(words[0]), _value(words[1]), ""
    if base == BYTES:
        (was, old_unit), (now, new_unit) = _volume(old), _volume(new)
        if old_unit == new_unit:
            return was, now, f"{new_unit} {unit}".rstrip()
        return f"{was} {old_unit}", f"{now} {new_unit}", unit
    if CURRENCY.fullmatch(base):
        shown = [money(v, base) if is_exact else number(v, 2) for v in (old, new)]
    else:
        shown = [number(round(v, 3)) for v in (old, new)]
    return shown[0], shown[1], unit


def _value(words: str) -> str:
    """A page's value, or what we say in the place of one ("yes", "unlimited")."""
    return tr(words) if words else tr(NONE)


def _volume(data_bytes: Decimal) -> tuple[str, str]:
    """ "0.5", "GB" or "500", "MB": the largest unit that says it with two decimals; 1000-based where only that does."""
    for unit, power in (("GB", 3), ("MB", 2), ("KB", 1)):
        for base in (1024, 1000):
            value = data_bytes / base**power
            if value >= Decimal("0.1") and value == round(value, 2):
                return number(value), unit
    return number(round(data_bytes / 2**30, 2)), "GB"


def delta_words(note: ChangeNote) -> str:
    """ "+2.00 (+20 %)", or "" where there is nothing to subtract."""
    old, new = note.old_number, note.new_number
    if old is None or new is None:
        return ""
    base, _ = _split(note.unit)
    if base == BYTES:
        return size_words(note)
    delta = new - old
    text = money(abs(delta), base) if CURRENCY.fullmatch(base) else number(abs(delta))
    size = size_words(note)
    return f"{'+' if delta >= 0 else '-'}{text}" + (f" ({size})" if size else "")


def size_words(note: ChangeNote) -> str:
    """How large: "+20 %", "-33.3 %", "x10"; "" without two numbers."""
    old, new = note.old_number, note.new_number
    if not old or new is None:
        return ""
    if new / old >= 5:
        return f"x{number(round(new / old, 1))}"
    percent = round(note.delta_pct if note.delta_pct is not None else (new - old) / old * 100, 1)
    return f"{'+' if percent >= 0 else '-'}{number(abs(percent))} %"


def magnitude(note: ChangeNote) -> Decimal:
    """For putting the largest first; a change without numbers counts as none."""
    old, new = note.old_number, note.new_number
    return abs((new - old) / old) if old and new is not None else Decimal(0)


def places_words(places: Iterable[str], most: int = 12) -> str:
    """ "Bolivia, Monaco and 5 more"."""
    named = [place_name(p) for p in dict.fromkeys(places) if p]
    more = " " + tr("and {count} more", count=f"{len(named) - most:,}") if len(named) > most else ""
    return ", ".join(named[:most]) + more


def place_name(place: str) -> str:
    """CLDR's name of a country code in the language spoken; "X-CRUISE" is "cruise"."""
    if place.startswith("X-"):
        return tr(tame(place[2:], 30).lower())
    return str(_territories(spoken()).get(place, tame(place, 30)))


@cache
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """ "24 Nov 2026": no month is ever a number, and no locale of the machine takes part."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone)
    if spoken() != ENGLISH:
        return tr("{year}-{month}-{day}", year=moment.year, month=moment.month, day=moment.day)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def minute(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    if spoken() != ENGLISH:
        return tr("{month}-{day} {time}", month=local.month, day=local.day, time=f"{local:%H:%M}")
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def count(many: int, one: str, more: str = "") -> str:
    """ "1 move", "4 moves"."""
    if spoken() != ENGLISH:
        return tr("{count} {noun}", count=f"{many:,}", noun=tr(one))
    return f"{many:,} {one if many == 1 else more or one + 's'}"
