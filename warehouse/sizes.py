"""Volumes, units and amounts as people say them."""

from decimal import Decimal


def size(data_bytes: int, *, is_decimal: bool = False) -> str:
    """ "5 GB", "0.5 GB", "500 MB": the largest unit that says it with at most two decimals."""
    value, power = _said(data_bytes, 1000 if is_decimal else 1024)
    return f"{plain(value)} {('KB', 'MB', 'GB', 'TB')[power - 1]}"


def nominal(data_bytes: int) -> Decimal:
    """What a size is called, in thousands: 500 MB to 1 GB is a doubling, whatever bytes they count."""
    value, power = _said(data_bytes, 1000 if data_bytes % 10**6 == 0 and data_bytes % 2**20 else 1024)
    return value * Decimal(1000) ** power


def _said(data_bytes: int, base: int) -> tuple[Decimal, int]:
    for power in (4, 3, 2, 1):
        value = Decimal(data_bytes) / base**power
        if value >= Decimal("0.1") and value == round(value, 2):
            return value, power
    power = 3 if data_bytes >= base**3 else 2
    return round(Decimal(data_bytes) / base**power, 2), power


def plain(value: Decimal) -> str:
    """A decimal without trailing zeros or an exponent."""
    return format(value.normalize(), "f")


def unit_words(unit: str) -> str:
    """ "day" is "a day", "10 kb" is "per 10 KB", "pack" needs no word."""
    count, _, name = unit.rpartition(" ")
    if name in ("kb", "mb", "gb"):
        return f"per {count} {name.upper()}" if count else f"per {name.upper()}"
    if name in ("", "pack"):
        return f"per {count} packs" if count else ""
    return f"per {count} {name}s" if count else f"a {name}"
