"""Entries as JSON, and back: what a line of the journal holds."""

from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from warehouse.entries import (
    TYPES,
    Capture,
    Cause,
    Decision,
    Digest,
    Entry,
    HeldRow,
    Lines,
    Look,
    Outcome,
    PageCapture,
    Pairing,
    Purpose,
    Rates,
    Reading,
    TripCost,
    TripOption,
    Verdict,
)


def instant(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds only where there are any, as the journal writes it."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def to_json(value: Any) -> Any:
    """An entry, or a part of one, as JSON-ready values."""
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, StrEnum):
        return value.value
    if hasattr(value, "__dataclass_fields__"):
        body = {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
        return {"type": value.type, **body} if hasattr(value, "type") else body
    return value


def from_json(record: dict[str, Any]) -> Entry:
    """The entry of a journal record. Unknown types and fields raise KeyError or TypeError."""
    body = dict(record)
    kind = TYPES[body.pop("type")]
    for name in [n for n in body if n.endswith("_at")]:
        body[name] = datetime.fromisoformat(body[name]) if body[name] else None
    if kind is Capture:
        body["purpose"], body["outcome"] = Purpose(body["purpose"]), Outcome(body["outcome"])
        body["pages"] = tuple(_page(page) for page in body["pages"])
    if kind is Reading:
        body["cause"], body["verdict"] = Cause(body["cause"]), Verdict(body["verdict"])
        body["reasons"] = tuple(body["reasons"])
        body["held"] = tuple(HeldRow(**row) for row in body["held"])
        body["pairings"] = _pairings(body["pairings"])
    if kind is Rates:
        body["verdict"], body["reasons"] = Verdict(body["verdict"]), tuple(body["reasons"])
    if kind is Look:
        body["verdict"], body["reasons"] = Verdict(body["verdict"]), tuple(body["reasons"])
        for name in ("confirmed", "seen"):
            body[name] = _lines(body[name]) if body[name] else None
    if kind is TripCost:
        body["options"] = tuple(TripOption(**{**o, "offer_ids": tuple(o["offer_ids"])}) for o in body["options"])
    if kind is Decision:
        body["pairings"] = _pairings(body.get("pairings", ()))
    if kind is Digest:
        body["change_ids"], body["news"] = tuple(body["change_ids"]), tuple(body.get("news", ()))
    return kind(**body)


def _lines(record: dict[str, Any]) -> Lines:
    return Lines(**{**record, "removed": tuple(record["removed"]), "added": tuple(record["added"])})


def _page(record: dict[str, Any]) -> PageCapture:
    until = record.get("until_at")
    return PageCapture(**record | {"until_at": datetime.fromisoformat(until) if until else None})


def _pairings(records: Any) -> tuple[Pairing, ...]:
    return tuple(Pairing(offer_id=record["offer_id"], new_key=tuple(record["new_key"])) for record in records)
