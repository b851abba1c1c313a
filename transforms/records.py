"""Offers to plain JSON and back, and the hash of what an offer states.

The canonical form (sorted keys, defaults left out, decimals as text) is what the archive keeps and what is hashed,
so equal facts give equal bytes on every machine.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from transforms.models import Offer

_RECEIPTS = frozenset({"words", "where", "evidence"})
_AS_IT_IS = frozenset({str, int, bool, NoneType})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_record(value: Any, *, facts_only: bool = False) -> Any:
    """A dataclass as JSON-ready dict. ``facts_only`` leaves out the receipts (words, where, evidence)."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return [to_record(item, facts_only=facts_only) for item in value]
    if kind is Decimal:
        return format(value.normalize(), "f")
    if isinstance(value, StrEnum):
        return value._value_
    if is_dataclass(kind):
        names, defaults, parts_of = _fields(kind, facts_only)
        record = {
            name: part if type(part) in _AS_IT_IS else to_record(part, facts_only=facts_only)
            for name, default, part in zip(names, defaults, parts_of(value), strict=True)
            if part is not default and part != default
        }
        if facts_only and record.get("words") and record.get("kbps"):
            del record["words"]  # the words of a speed are a fact only where it has no number ("3G speeds")
        return record
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def _fields(kind: Any, facts_only: bool) -> tuple[list[str], list[Any], Callable[[Any], tuple[Any, ...]]]:
    """What is written of a kind: names, the defaults that are left out, and all values of one object at once. Asking
    the class each time took most of the time of writing and hashing a record."""
    kept = [f for f in fields(kind) if not facts_only or f.compare or f.name not in _RECEIPTS]
    names = [f.name for f in kept]
    get = attrgetter(*names)
    return names, [f.default for f in kept], get if len(names) > 1 else lambda value: (get(value),)


def from_record(record: Mapping[str, Any]) -> Offer:
    """The offer that :func:`to_record` wrote. Raises Implausible or TypeError for what no offer could be."""
    offer: Offer = _build(Offer, record)
    return offer


def canonical(record: Any) -> bytes:
    """The one spelling of a record."""
    return _ENCODER.encode(record).encode()


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
    return rows_from_lines(data.splitlines())


def rows_from_lines(lines: Iterable[bytes]) -> list[Offer]:
    """Offers of single lines of :func:`rows_to_bytes`."""
    return [from_record(json.loads(line)) for line in lines if line]


def key_of(line: bytes) -> tuple[str, ...]:
    """The key of the offer on a line (``Offer.key``), without making the offer, which costs ten times as much."""
    record = json.loads(line)
    if record.get("code"):
        return ("code", record["code"])
    names = ("label", "kind", "service", "called_scope", "scope", "eligibility", "variant")
    return ("label", *(record.get(name) or "" for name in names))


def _build(kind: Any, record: Mapping[str, Any]) -> Any:
    makers = _makers(kind)
    return kind(
        **{
            name: part if part is None or (make := makers.get(name)) is None else make(part)
            for name, part in record.items()
        }
    )


@lru_cache(maxsize=64)
def _makers(kind: Any) -> dict[str, Callable[[Any], Any] | None]:
    """How each field of a kind is made from JSON; None where it is what it was."""
    return {name: _maker(hint) for name, hint in get_type_hints(kind).items()}


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    if get_origin(hint) is UnionType:
        hint = next(kind for kind in get_args(hint) if kind is not NoneType)
    if get_origin(hint) is tuple:
        one = _maker(get_args(hint)[0])
        return tuple if one is None else lambda items: tuple([one(item) for item in items])
    if is_dataclass(hint):
        return partial(_build, hint)
    if hint is date:
        return date.fromisoformat
    if hint is Decimal or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    return None
