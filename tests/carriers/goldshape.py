"""Offers as rows of the hand-made gold files (../shared/real/GOLD-CONVENTIONS.txt), by one rule for every source."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from transforms.models import Offer, OfferNetwork
from transforms.source import Source
from transforms.words import Kind, PriceRole, PriceState, Service, Usage

REAL = Path(__file__).parents[2].parent / "shared" / "real"
COLUMNS = (
    "plan_name", "offer_kind", "iso_country", "price", "currency", "unit",
    "data_allowance_mb", "validity_days", "throttle_kbps", "network_partner",
)  # fmt: skip
_RATE = {
    Service.VOICE: "payg_voice",
    Service.VOICEMAIL: "payg_voice",
    Service.SMS: "payg_sms",
    Service.DATA: "payg_data",
}
_KIND = {Kind.DAY_PASS: "day_pass", Kind.PACK: "data_pack", Kind.INCLUDED: "included_roaming", Kind.PLAN: "local_plan"}
_UNIT = {"minute": "min", "message": "sms", "kb": "KB", "mb": "MB", "gb": "GB"}


@dataclass(frozen=True)
class Compared:
    """``wrong``: rows with the right name and a wrong cell, as (gold, ours)."""

    expected: int
    right: int
    wrong: list[tuple[dict[str, str], dict[str, str]]]
    missing: list[dict[str, str]]
    extra: list[dict[str, str]]

    def __str__(self) -> str:
        counts = f"{len(self.wrong)} wrong, {len(self.missing)} missing, {len(self.extra)} extra"
        return f"{self.expected} expected, {self.right} right, {counts}"

    def told(self) -> str:
        lines = [f"wrong: {gold['plan_name']}: {_differences(gold, ours)}" for gold, ours in self.wrong]
        lines += [f"missing: {row}" for row in self.missing]
        return "\n".join(lines + [f"extra: {row}" for row in self.extra])


def gold_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: row[name] for name in (*COLUMNS, "notes")} for row in csv.DictReader(file)]


def as_gold(offer: Offer, source: Source) -> dict[str, str]:
    """One offer as its gold row."""
    kind = "local_plan" if offer.usage is Usage.HOME else "travel_esim" if offer.usage is Usage.TRAVEL else ""
    if not kind:
        kind = _RATE[offer.service] if offer.kind is Kind.RATE else _KIND[offer.kind]
        kind = "included_roaming" if offer.price_state is PriceState.INCLUDED else kind
    price = offer.price(PriceRole.FROM) if offer.price_state is PriceState.FROM else offer.price_now
    amount = format(price.amount, "f") if price else "0" if offer.price_state is PriceState.INCLUDED else ""
    count, _, unit = offer.price_unit.rpartition(" ")
    unit = " ".join(filter(None, ("per", count, _UNIT.get(unit, unit)))) if offer.price_unit else ""
    data = offer.data
    size = "" if not data else str(Decimal(data.data_bytes) / 1024**2) if data.data_bytes else "unlimited"
    places = {p.place for p in offer.places} or ({source.home_country} if offer.usage is Usage.HOME else set())
    return {
        "plan_name": offer.label + (f" ({offer.variant})" if offer.variant else ""),
        "offer_kind": kind,
        "iso_country": places.pop() if len(places) == 1 else "",
        "price": amount,
        "currency": price.currency if price else source.style.currency,
        "unit": "" if kind == "included_roaming" else unit,
        "data_allowance_mb": size,
        "validity_days": str(offer.validity.days) if offer.validity else "",
        "throttle_kbps": str(offer.throttle.kbps) if offer.throttle and offer.throttle.kbps else "",
        "network_partner": _networks(offer.networks),
    }


def compare(gold: Iterable[dict[str, str]], ours: Iterable[dict[str, str]]) -> Compared:
    """Both as multisets. Rows pair when every cell agrees; what is left pairs by name and country as wrong."""
    gold, left = list(gold), list(ours)
    unpaired, right = [], 0
    for row in gold:
        twin = next((i for i, other in enumerate(left) if _agree(row, other)), None)
        if twin is None:
            unpaired.append(row)
        else:
            left.pop(twin)
            right += 1
    wrong, missing = [], []
    for row in unpaired:
        same = [i for i, other in enumerate(left) if _named(row) == _named(other)]
        if same:
            wrong.append((row, left.pop(same[0])))
        else:
            missing.append(row)
    return Compared(len(gold), right, wrong, missing, left)


def _networks(networks: tuple[OfferNetwork, ...]) -> str:
    shown = [n.network + (f" [{n.handset_names}]" if n.handset_names else "") for n in networks]
    generations = {n.generations for n in networks if n.generations}
    return " ".join([",".join(shown), *(g.replace(";", ",") for g in sorted(generations))]).strip()


def _named(row: dict[str, str]) -> tuple[str, str]:
    return _plain(row["plan_name"]), row["iso_country"]


def _plain(words: str) -> str:
    words = re.sub(r"[®™]", "", words)
    return re.sub(r"\s+", " ", words).strip().casefold()


def _agree(gold: dict[str, str], ours: dict[str, str]) -> bool:
    return all(_cell_agrees(name, gold[name] or _noted(name, gold), ours[name]) for name in COLUMNS)


def _noted(name: str, gold: dict[str, str]) -> str:
    """A throttle that the gold gives only in its notes, which the conventions allow ("11GB+일2GB+3Mbps")."""
    found = re.findall(r"(\d+)([MK])bps", gold["notes"], re.IGNORECASE) if name == "throttle_kbps" else []
    return str(int(found[0][0]) * (1000 if found[0][1] in "Mm" else 1)) if len(found) == 1 else ""


def _cell_agrees(name: str, gold: str, ours: str) -> bool:
    if name in ("price", "validity_days", "throttle_kbps", "data_allowance_mb") and _number(gold) and _number(ours):
        tolerance = Decimal("0.025") * Decimal(gold) if name == "data_allowance_mb" else 0
        return abs(Decimal(gold) - Decimal(ours)) <= tolerance
    if name == "network_partner":  # the gold's LTE is our generation 4G; a plus in a name stays
        gold = re.sub(r"\bLTE\b", "4G", gold).replace(", ", ",")
    return _plain(gold) == _plain(ours)


def _number(words: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", words))


def _differences(gold: dict[str, str], ours: dict[str, str]) -> str:
    return "; ".join(
        f"{n}: gold {gold[n]!r}, ours {ours[n]!r}"
        for n in COLUMNS
        if not _cell_agrees(n, gold[n] or _noted(n, gold), ours[n])
    )
