"""Golden rows: every fact of an offer as one CSV line that a person can check against the page.

One line an offer. A column that no row uses is left out. Composite columns read like sentences and hold every fact, so
two different offers never give one line (tested as a property).
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from transforms.models import Allowance, Offer, OfferNetwork, OfferPlace, Price
from transforms.records import to_record

_FIRST = ("code", "label", "plan", "kind", "service", "usage", "scope", "eligibility", "variant", "called_scope")
_SIGNS = re.compile(r"""; |;$|[="\r\n]|^\s|\s$""")
_LISTS = {"prices", "allowances", "places", "networks", "exclusions", "conditions"}


def golden_rows(offers: Iterable[Offer]) -> list[dict[str, str]]:
    """The offers as flat rows of text, in the page's order."""
    return [_row(offer) for offer in offers]


def to_csv(rows: Sequence[dict[str, str]]) -> str:
    """CSV with a header of the columns in use; identity first, then the rest by name."""
    used = {name for row in rows for name, value in row.items() if value}
    columns = [*[c for c in _FIRST if c in used], *sorted(used - set(_FIRST))]
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(",".join(_cell(value) for value in line) + "\n" for line in lines)


def _cell(value: str) -> str:
    """csv.writer leaves a lone carriage return without quotes, which csv.reader then refuses."""
    return '"' + value.replace('"', '""') + '"' if any(sign in value for sign in ',"\r\n') else value


def from_csv(text: str) -> list[dict[str, str]]:
    """Rows as :func:`to_csv` wrote them, empty cells left out."""
    return [{k: v for k, v in row.items() if v} for row in csv.DictReader(io.StringIO(text, newline=""))]


def _row(offer: Offer) -> dict[str, str]:
    record = to_record(offer, facts_only=True)
    row = {"usage": offer.usage.value, "price_state": offer.price_state.value}
    for name, value in record.items():
        if name not in _LISTS and not isinstance(value, dict):
            row[name] = "yes" if value is True else "no" if value is False else "" if value is None else str(value)
    row["prices"] = "; ".join(_price(p) for p in offer.prices)
    row["allowances"] = "; ".join(_allowance(a) for a in offer.allowances)
    row["places"] = "; ".join(_place(p) for p in offer.places)
    row["networks"] = "; ".join(_network(n) for n in offer.networks)
    row["exclusions"] = "; ".join(_quoted(words) for words in offer.exclusions)
    row["conditions"] = "; ".join(_quoted(words) for words in offer.conditions)
    if offer.data:
        row["data_bytes"] = "unlimited" if offer.data.is_unlimited else str(offer.data.data_bytes)
        row["data_basis"] = offer.data.basis.value
    if offer.throttle:
        row["throttle"] = f"{offer.throttle.kbps} kbps" if offer.throttle.kbps else f'"{offer.throttle.words}"'
    if offer.validity:
        row["validity_days"] = str(offer.validity.days)
    if offer.by_hand:
        row |= to_record(offer.by_hand) | {"confidence": offer.by_hand.confidence.value}
    return {name: value for name, value in row.items() if value}


def _words(start: str, record: dict[str, Any], shown: Iterable[str]) -> str:
    rest = [f"{k}={_quoted(str(v))}" for k, v in sorted(record.items()) if k not in shown]
    return " ".join([start, *rest]).strip()


def _quoted(words: str) -> str:
    """Words as they are, or in quotes where they could be mistaken for the line's own signs."""
    return json.dumps(words, ensure_ascii=False) if _SIGNS.search(words) or not words else words


def _price(price: Price) -> str:
    record = to_record(price, facts_only=True)
    return _words(f"{price.role} {record['amount']} {price.currency}", record, ("amount", "currency", "role"))


def _allowance(allowance: Allowance) -> str:
    record = to_record(allowance, facts_only=True)
    if allowance.data:
        record["data"] = "unlimited" if allowance.data.is_unlimited else f"{allowance.data.data_bytes} bytes"
    return _words(allowance.role.value, record, ("role",))


def _place(place: OfferPlace) -> str:
    return _words(place.place, to_record(place, facts_only=True), ("place",))


def _network(network: OfferNetwork) -> str:
    return _words(
        f"{network.place} {_quoted(network.network)}", to_record(network, facts_only=True), ("place", "network")
    )
