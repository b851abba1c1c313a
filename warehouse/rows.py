"""An offer as rows of the tables: one version with its prices, allowances, places, networks and receipts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from transforms.models import Offer
from transforms.records import canonical
from warehouse.facts import facts_of, price_fields, words_of

_CENTS = Decimal("0.000001")

_AS_THEY_ARE = (
    "label", "code", "scope", "eligibility", "variant", "plan", "time_window", "price_unit", "billing_increment",
    "max_charges", "max_charges_per", "shares_home_allowance", "fair_use_bytes", "fair_use_days", "day_tz",
    "activate_within_days", "tethering", "claimed_places", "claimed_places_is_minimum", "stated_from_on",
    "stated_to_on",
)  # fmt: skip
_WORDS = (
    "kind", "service", "usage", "segment", "sim", "called_scope", "price_state", "tax_basis", "data_per", "after_cap",
    "day_rule", "start_rule", "places_basis",
)  # fmt: skip


@dataclass
class Rows:
    """Rows to be appended, by table."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, row: dict[str, Any]) -> None:
        self.tables.setdefault(table, []).append(row)


def key_text(key: tuple[str, ...]) -> str:
    """A key as the tables hold it: a JSON array."""
    return canonical(list(key)).decode()


def add_version(rows: Rows, offer: Offer, version: Mapping[str, Any], capture_id: str) -> None:
    """The rows of one version. ``version`` holds its ids, times, hash and record; ``capture_id`` the page's words."""
    ids = {"version_id": version["version_id"], "offer_id": version["offer_id"]}
    row: dict[str, Any] = {name: _known(getattr(offer, name)) for name in _AS_THEY_ARE}
    row |= {name: str(value) if (value := getattr(offer, name)) else None for name in _WORDS}
    if offer.data:
        row |= {
            "data_bytes": offer.data.data_bytes,
            "data_basis": offer.data.basis.value,
            "is_unlimited": offer.data.is_unlimited,
        }
    if offer.throttle:
        row |= {"throttle_kbps": offer.throttle.kbps, "throttle_words": offer.throttle.words or None}
    if offer.by_hand:
        told = offer.by_hand
        row |= {"looked_by": told.who, "looked_on": told.on, "confidence": told.confidence.value}
    row |= {
        "key": key_text(offer.key),
        "validity_days": offer.validity.days if offer.validity else None,
        "exclusions": "; ".join(offer.exclusions) or None,
        "conditions": "; ".join(offer.conditions) or None,
    }
    rows.add("core.versions", row | dict(version))
    _add_children(rows, offer, ids, version["carrier_id"])
    texts = {key: fact.text for key, fact in facts_of(offer).items()}
    for (name, place), (words, where) in sorted(words_of(offer).items()):
        if words:
            receipt = {"field": f"{name}.{place}" if place else name, "value": texts.get((name, place)), "words": words}
            rows.add("core.receipts", ids | receipt | {"where_on_page": where or None, "capture_id": capture_id})


def _add_children(rows: Rows, offer: Offer, ids: dict[str, Any], carrier_id: str) -> None:
    for _, price in price_fields(offer):
        amount = {"amount": price.amount.quantize(_CENTS), "currency": price.currency, "months": price.months}
        names = {"role": price.role.value, "label": price.label or None, "unit": price.unit or None}
        rows.add("core.offer_prices", ids | amount | names)
    for item in offer.allowances:
        rows.add(
            "core.offer_allowances",
            ids
            | {
                "role": item.role.value,
                "service": item.service.value,
                "called_scope": str(item.called_scope) if item.called_scope else None,
                "data_bytes": item.data.data_bytes if item.data else None,
                "data_basis": item.data.basis.value if item.data else None,
                "is_unlimited": item.is_unlimited or bool(item.data and item.data.is_unlimited),
                "minutes": item.minutes,
                "messages": item.messages,
                "per": str(item.per) if item.per else None,
                "zone": item.zone or None,
                "validity_days": item.validity_days,
                "label": item.label or None,
            },
        )
    for place in offer.places:
        named = {"zone": place.zone or None, "note": place.note or None}
        rows.add("core.offer_places", ids | {"place": place.place, "status": place.status.value} | named)
    for network in offer.networks:
        rows.add(
            "core.networks",
            ids
            | {
                "carrier_id": carrier_id,
                "place": network.place,
                "network": network.network,
                "mcc_mnc": network.mcc_mnc or None,
                "generations": network.generations or None,
                "bands": network.bands or None,
                "is_preferred": network.is_preferred,
                "handset_names": network.handset_names or None,
            },
        )


def _known(value: Any) -> Any:
    return None if value == "" else value
