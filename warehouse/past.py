"""What is known of a part before a new reading of it is judged and matched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from transforms.models import Offer


@dataclass(frozen=True, slots=True)
class Past:
    """The open offers of a part, as last accepted.

    offer_ids    by the key that each was found by       absent  keys that the last complete reading did not show
    returning    keys that the source used before for offers that are not open in this part
    """

    offers: tuple[Offer, ...]
    offer_ids: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    absent: frozenset[tuple[str, ...]] = frozenset()
    returning: frozenset[tuple[str, ...]] = frozenset()
    observed_at: datetime | None = None
    reading_id: str = ""
