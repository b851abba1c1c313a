"""Where the reader's own price list stands among sellers, before a move and after it: by place, size and length."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.alerts.model import ChangeNote
from flows.alerts.tongue import ENGLISH, spoken, tr

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Pack:
    """One offer in one class. ``per_eur``: how much of its currency a euro bought that day."""

    source_id: str
    offer_id: str
    place: str
    size: str
    days: int
    amount: Decimal
    per_eur: Decimal


def ranks(packs: Iterable[Pack], own: str, changes: Sequence[ChangeNote]) -> dict[str, list[str]]:
    """For each source that moved prices, the reader's rank where it moved: "TR 5 GB / 30 days: 2nd -> 4th".

    A seller counts once in a class, with its cheapest offer. Classes in which the rank stays are said last.
    """
    before = {c.offer_id: c.old_number for c in changes if c.field == "price" and c.old_number is not None}
    classes: dict[tuple[str, str, int], list[Pack]] = defaultdict(list)
    for pack in packs:
        classes[pack.place, pack.size, pack.days].append(pack)
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for (place, size, days), within in sorted(classes.items()):
        moved = sorted({pack.source_id for pack in within if pack.offer_id in before})
        if not moved or all(pack.source_id != own for pack in within):
            continue
        was, now = _rank(within, own, before), _rank(within, own, {})
        words = tr("{place} {size} / {days} days: {before} -> {after}", place=place, size=size, days=days,
                   before=ordinal(was), after=ordinal(now))  # fmt: skip
        for source_id in moved:
            found[source_id].append((was == now, words))
    return {source_id: _shown(lines) for source_id, lines in found.items()}


def _shown(lines: Sequence[tuple[bool, str]]) -> list[str]:
    ordered = [words for _, words in sorted(lines, key=lambda line: line[0])]
    rest = len(ordered) - SHOWN
    return [*ordered[:SHOWN], tr("and {count} more", count=f"{rest:,}")] if rest > 0 else ordered


def _rank(within: Sequence[Pack], own: str, instead: Mapping[str, Decimal | None]) -> int:
    cheapest: dict[str, Decimal] = {}
    for pack in within:
        price = (instead.get(pack.offer_id) or pack.amount) / pack.per_eur
        cheapest[pack.source_id] = min(price, cheapest.get(pack.source_id, price))
    return 1 + sum(price < cheapest[own] for source, price in cheapest.items() if source != own)


def ordinal(number: int) -> str:
    """ "2nd", "11th"; the bare number in other languages."""
    if spoken() != ENGLISH:
        return tr("no. {number}", number=number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
