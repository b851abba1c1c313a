"""How numbers, units, times and fields are said in a mail. Pure: the same values give the same words anywhere."""

import re
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal

from babel.core import UnknownLocaleError
from babel.numbers import get_currency_precision

from flows.alerts.clean import tame
from flows.alerts.model import ChangeNote

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EFFECTS = {"worse": "WORSE", "better": "BETTER", "neutral": "NEUTRAL"}
NONE = "not stated"
FIELDS = {
    "price": "Price",
    "base": "Price",
    "list": "List price",
    "list_price": "List price",
    "promo": "Price on promotion",
    "member": "Price for members",
    "first_line": "Price, first line",
    "next_line": "Price, further lines",
    "extra_line_price": "Price, further lines",
    "overage": "Price when used up",
    "overage_price": "Price when used up",
    "top_up": "Top-up",
    "daily_cap": "Most per day",
    "daily_cap_price": "Most per day",
    "spend_cap": "Spending cap",
    "max_charges": "Most fees charged",
    "data": "Data",
    "data_bytes": "Data",
    "data_gb": "Data",
    "fair_use": "Fair use",
    "fair_use_bytes": "Fair use",
    "claimed_places": "Places claimed",
    "claimed_place_count": "Places claimed",
    "place": "Place",
    "places": "Place",
    "place_status": "Place",
    "after_cap": "When used up",
    "throttle": "Speed when used up",
    "throttle_kbps": "Speed when used up",
    "validity_days": "Valid for days",
    "day_rule": "A day is",
    "label": "Name",
    "offer": "Offer",
}
PRICES = {k for k, words in FIELDS.items() if words.startswith(("Price", "List", "Top-up", "Most per day"))}
CURRENCY = re.compile(r"[A-Z]{3}")
ISO_CODE = re.compile(r"[A-Z]{2}|X-[A-Z]+")


def field_words(name: str) -> str:
    """ "price.first_line" is "Price, first line"; a field without words of its own is said by its name."""
    last = name.rpartition(".")[2].rpartition(":")[2]
    if last in FIELDS:
        return FIELDS[last]
    return tame(name.replace("_", " ").replace(".", ", "), 40).capitalize()


def is_price(note: ChangeNote) -> bool:
    return note.field.split(".")[0].split(":")[0] in PRICES or bool(CURRENCY.fullmatch(_split(note.unit)[0]))


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
    return (
        f" per {words.upper() if words[:1].isdigit() and words[-1:] == 'b' else words}"
        if (words[0].isdigit() or words in ("mb", "gb", "kb"))
        else f" a {words}"
    )


def unit_words(unit: str) -> str:
    """ "USD/day" is "USD a day", "USD/10 kb" is "USD per 10 KB", "bytes/day" is "GB a day" (the figures go with it)."""
    base, per = _split(unit)
    return tame(base, 20) + _per(per)


def pair(note: ChangeNote, *, is_exact: bool) -> tuple[str, str, str]:
    """Old value, new value and their unit in words. ``is_exact``: amounts with all their decimals."""
    base, per = _split(note.unit)
    old, new = note.old_number, note.new_number
    if old is None and new is None:
        unit = "" if not note.unit else unit_words(note.unit)
        return tame(note.old_value) or NONE, tame(note.new_value) or NONE, unit
    if not base and note.old_value and note.new_value:
        return tame(note.old_value), tame(note.new_value), ""  # a count as the page says it: "210+"
    if base in ("bytes", "B", "byte"):
        old, new, base = _volumes(old, new)
    if CURRENCY.fullmatch(base) and is_exact:
        shown = [NONE if v is None else money(v, base) for v in (old, new)]
    elif CURRENCY.fullmatch(base):
        shown = [NONE if v is None else number(v, 2) for v in (old, new)]
    else:
        shown = [NONE if v is None else number(round(v, 3)) for v in (old, new)]
    # A figure that is missing may have words instead ("free", "unlimited"): they are said, not swallowed.
    shown[0] = (tame(note.old_value) or NONE) if old is None else shown[0]
    shown[1] = (tame(note.new_value) or NONE) if new is None else shown[1]
    return shown[0], shown[1], (tame(base, 20) + _per(per)).strip()


def _volumes(old: Decimal | None, new: Decimal | None) -> tuple[Decimal | None, Decimal | None, str]:
    """Bytes in the unit that both are said best in; 1000-based where only that gives round figures."""
    given = [v for v in (old, new) if v]
    base = 1000 if all(v % 10**6 == 0 and v % 2**20 for v in given) else 1024
    unit, size = ("GB", base**3) if any(v >= base**3 for v in given) else ("MB", base**2)
    old, new = (None if v is None else v / size for v in (old, new))
    return old, new, unit


def delta_words(note: ChangeNote) -> str:
    """ "+2.00 (+20 %)", or "" where there is nothing to subtract."""
    old, new = note.old_number, note.new_number
    if old is None or new is None:
        return ""
    base, _ = _split(note.unit)
    if base in ("bytes", "B", "byte"):
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
    named = [p for p in dict.fromkeys(places) if p]
    shown = " ".join(p if ISO_CODE.fullmatch(p) else tame(p, 30) for p in named[:most])
    return shown + (f" and {len(named) - most} more" if len(named) > most else "")


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """ "24 Nov 2026": no month is ever a number, and no locale of the machine takes part."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def minute(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def count(many: int, one: str, more: str = "") -> str:
    """ "1 move", "4 moves"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"
