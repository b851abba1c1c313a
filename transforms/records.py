"""Offers to plain JSON and back, and the hash of what an offer states.

The canonical form (sorted keys, defaults left out, decimals as text) is what the archive keeps and what is hashed,
so equal facts give equal bytes on every machine.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from transforms.models import Offer

_RECEIPTS = frozenset({"words", "where", "evidence"})


def to_record(value: Any, *, facts_only: bool = False) -> Any:
    """A dataclass as JSON-ready dict. ``facts_only`` leaves out the receipts (words, where, evidence)."""
    if is_dataclass(value):
        record = {}
        for item in fields(value):
            part = getattr(value, item.name)
            # The words of a speed are a fact only where it has no number ("3G speeds").
            if facts_only and item.name in _RECEIPTS and (not item.compare or getattr(value, "kbps", None)):
                continue
            if item.default is not MISSING and part == item.default:
                continue
            record[item.name] = to_record(part, facts_only=facts_only)
        return record
    if isinstance(value, tuple):
        return [to_record(item, facts_only=facts_only) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def from_record(record: Mapping[str, Any]) -> Offer:
    """The offer that :func:`to_record` wrote. Raises Implausible or TypeError for what no offer could be."""
    offer: Offer = _build(Offer, record)
    return offer


def canonical(record: Any) -> bytes:
    """The one spelling of a record."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def facts_hash(offer: Offer) -> str:
    """SHA-256 of what the offer states: equal if and only if nothing but receipts or the order of sets differs."""
    record = to_record(offer, facts_only=True)
    for name in ("prices", "allowances", "places", "networks"):
        if name in record:
            record[name] = sorted(record[name], key=canonical)
    for name in ("exclusions", "conditions"):
        if name in record:
            record[name] = sorted(record[name])
    return hashlib.sha256(canonical(record)).hexdigest()


def rows_to_bytes(offers: Iterable[Offer]) -> bytes:
    """A reading's rows as JSON lines, for the archive."""
    return b"".join(canonical(to_record(offer)) + b"\n" for offer in offers)


def rows_from_bytes(data: bytes) -> list[Offer]:
    return [from_record(json.loads(line)) for line in data.splitlines() if line]


def _build(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is UnionType:
        kind = next(k for k in get_args(kind) if k is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _build(hints[name], part) for name, part in value.items()})  # type: ignore[operator]
    if kind is date:
        return date.fromisoformat(value)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind(value)
    return value


@lru_cache(maxsize=32)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
