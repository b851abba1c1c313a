"""Money of many currencies in one, at the rates of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rates:
    """``per_euro``: units of a currency for one euro, as the ECB states them. ``on``: the day of the newest of them."""

    per_euro: Mapping[str, Decimal]
    on: date | None = None

    def convert(self, amount: Decimal, currency: str, to: str) -> Decimal | None:
        """The amount in another currency; None where either rate is not known."""
        if currency == to:
            return amount
        known = {"EUR": Decimal(1), **self.per_euro}
        if currency not in known or to not in known:
            return None
        return amount / known[currency] * known[to]
