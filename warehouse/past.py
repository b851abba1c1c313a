"""What is known of a part before a new reading of it is judged and matched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from transforms.models import Offer

# How long a part's own past counts for how many rows it has.
LEARNED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Past:
    """The open offers of a part, as last accepted.

    offer_ids    by the key that each was found by       absent  keys that the last complete reading did not show
    returning    keys that the source used before for offers that are not open in this part
    most_rows    the most that a look of the last LEARNED days found, 0 if nothing is learned
    """

    offers: tuple[Offer, ...]
    offer_ids: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    absent: frozenset[tuple[str, ...]] = frozenset()
    returning: frozenset[tuple[str, ...]] = frozenset()
    observed_at: datetime | None = None
    reading_id: str = ""
    most_rows: int = 0
