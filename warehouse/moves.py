"""Changes told together because they are one act of the carrier: one factor, one difference or one meaning."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from warehouse.changes import NEW, TEXT, Change
from warehouse.sizes import plain

# A list longer than this is cut in the sentence; the rows say the rest.
_NAMES = 6

_PLURAL = {"price": "prices", "list_price": "list prices", "data": "data volumes", "validity": "validities"}
_SHAPED = frozenset({"places", "networks", "zone"})  # told by what happened, whatever the place


@dataclass(frozen=True, slots=True)
class Group:
    """What the changes of one move share: ``label`` tells it from the other moves, ``factor`` is new over old."""

    label: str
    factor: Decimal | None = None


def with_moves(changes: Sequence[Change]) -> list[Change]:
    """The changes of one source by one look, each with its move. One run's parts of a source share their moves."""
    by_field = defaultdict(list)
    for change in changes:
        by_field[change.field, change.unit or "", change.cause, change.told_as].append(change)
    told = []
    for (field, unit, *how), members in by_field.items():
        for group, change in _grouped(members):
            act = (change.source_id, change.run_id or change.after_capture_id, field, unit, *how, group.label)
            move_id = "m-" + hashlib.sha256("\0".join(act).encode()).hexdigest()[:12]
            told.append(replace(change, move_id=move_id))
    return sorted(told, key=lambda c: (c.move_id, c.offer_id, c.place or ""))


def move_row(members: Sequence[Change], total: int | None) -> dict[str, Any]:
    """A row of core.moves from all changes of the move. ``total``: offers of the part that state the fact, if known."""
    alive = [change for change in members if change.state in ("seen", "confirmed")] or list(members)
    first = alive[0]
    groups = {group for group, _ in _grouped(alive)}
    factor = next(iter(groups)).factor if len(groups) == 1 else None
    labels = {change.offer_name for change in alive}
    effects = {change.effect for change in alive}
    confirmed = [change.confirmed_at for change in alive if change.confirmed_at]
    most = total is not None and len(alive) >= 3 and len(alive) * 2 > total
    return {
        "move_id": first.move_id,
        "source_id": first.source_id,
        "carrier_id": first.carrier_id,
        "field": first.field,
        "subject": first.offer_name if len(labels) == 1 else None,
        "what": _sentence(alive, factor),
        "factor": float(factor) if factor is not None else None,
        "row_count": sum(change.state in ("seen", "confirmed") for change in members),
        "exceptions": total - len(alive) if most and total is not None else None,
        "effect": effects.pop() if len(effects) == 1 else "neutral",
        "state": _state(members),
        "told_as": first.told_as,
        "cause": first.cause,
        "first_seen_at": min(change.seen_at for change in members),
        "confirmed_at": max(confirmed) if confirmed else None,
        "run_id": first.run_id,
    }


def _state(members: Iterable[Change]) -> str:
    states = Counter(change.state for change in members)
    if states["seen"]:
        return "seen"
    if states["confirmed"]:
        return "confirmed"
    return "undone" if states["undone"] else "retracted"


def _grouped(members: Sequence[Change]) -> list[tuple[Group, Change]]:
    if members[0].field == "offer":
        return [(Group(change.new_value or ""), change) for change in members]
    if members[0].field in _SHAPED:
        return [
            (Group(change.effect if change.old and change.new_value else _shape(change)), change) for change in members
        ]
    with_ratio = [change for change in members if _has_ratio(change)]
    rest = [(Group(f"{c.old_value} > {c.new_value}"), c) for c in members if not _has_ratio(c)]
    factors = _by_factor(with_ratio)
    steps = [(Group(f"{c.delta:+}"), c) for c in with_ratio]
    told_by_steps, told_by_factors = len({g for g, _ in steps}), len({g for g, _ in factors})
    # 10 to 12, 11 to 13, 12 to 14 is +2: x1.15 would do as well, but only by rounding each of them.
    is_rounded = any(
        c.old_number and group.factor and c.new_number != c.old_number * group.factor for group, c in factors
    )
    is_step = told_by_steps < told_by_factors or (told_by_steps == told_by_factors < len(steps) and is_rounded)
    return rest + (steps if is_step else factors)


def _has_ratio(change: Change) -> bool:
    return bool(change.old_number) and change.new_number is not None


def _shape(change: Change) -> str:
    if change.old_value is None:
        return f"added: {change.new_value}" if change.field == "places" else "added"
    return "dropped"


def _by_factor(members: Sequence[Change]) -> list[tuple[Group, Change]]:
    """Groups by new over old, rounding apart: 9.99 x 0.80 is 7.99."""
    ratios = {c.change_id: round(_ratio(c), 2) for c in members}
    common = [ratio for ratio, _ in sorted(Counter(ratios.values()).items(), key=lambda item: (-item[1], item[0]))]
    grouped = []
    for change in members:
        own = ratios[change.change_id]
        factor = next((f for f in common if f == own or _is_rounding(change, f)), own)
        grouped.append((Group(f"x{factor}", factor), change))
    return grouped


def _ratio(change: Change) -> Decimal:
    if change.delta_pct is not None and (change.unit or "").startswith("bytes"):  # as sizes are called, not counted
        return Decimal(str(change.delta_pct)) / 100 + 1
    return (change.new_number or Decimal(0)) / (change.old_number or Decimal(1))


def _is_rounding(change: Change, factor: Decimal) -> bool:
    new = (change.new_number or Decimal(0)).normalize()
    exponent = new.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    return abs((change.old_number or Decimal(0)) * factor - new) <= step / 2


def _sentence(members: Sequence[Change], factor: Decimal | None) -> str:
    first, count = members[0], len(members)
    name = first.field.replace("_", " ").replace(".", ", ")
    if first.field == "offer":
        noun = "offer" if count == 1 else "offers"
        what = f"new {noun}" if first.new_value == NEW else f"{noun} {first.new_value}"
        return f"{count} {what}: {_names(c.offer_name for c in members)}"
    if first.field == TEXT:
        lines = max(len((words or "").splitlines()) for words in (first.before_words, first.after_words))
        return f"text changed: {lines} line{'s' if lines != 1 else ''}"
    if first.field in _SHAPED:
        places = sorted({change.place or "" for change in members})
        noun = {"places": "place", "networks": "networks in", "zone": "zone of"}[first.field]
        what = {"better": "added", "worse": "dropped"}.get(first.effect, "changed")
        if first.old_value is None or first.new_value is None:
            what = "added" if first.old_value is None else "dropped"
        noun += "s" if first.field == "places" and len(places) > 1 else ""
        return (
            f"{len(places)} {noun} {what}: {_names(places)}"
            if noun[:5] == "place"
            else f"{noun} {_names(places)} {what}"
        )
    if len({(change.old_value, change.new_value) for change in members}) == 1:
        return f"{name} {_arrow(first)}{_percent(first)}" + (f", {count} offers" if count > 1 else "")
    nouns = _PLURAL.get(first.field, f"times {name}")
    if factor is not None:
        return f"{count:,} {nouns} x{_times(factor)} ({_signed((factor - 1) * 100)} %)"
    if first.delta is not None:
        return f"{count:,} {nouns} {_signed(first.delta)} {(first.unit or '').partition('/')[0]}".rstrip()
    return f"{count:,} {nouns} changed"


def _arrow(change: Change) -> str:
    """ "10 -> 12 USD a day": what both values end with is said once."""
    old, new = change.old_value or "not stated", change.new_value or "not stated"
    per = (change.unit or "").partition("/")[2] if (change.unit or "").startswith("bytes/") else ""
    tail = {"day": " a day", "month": " a month"}.get(per, "")
    (was, _, old_rest), (now, _, new_rest) = old.partition(" "), new.partition(" ")
    if change.old_number is not None and change.new_number is not None and old_rest == new_rest and old_rest:
        return f"{was} -> {now} {new_rest}{tail}"
    return f"{old} -> {new}{tail}"


def _percent(change: Change) -> str:
    if change.delta_pct is None:
        return ""
    if change.delta_pct >= 300:
        return f" (x{round(change.delta_pct / 100 + 1, 1):g})"
    return f" ({_signed(Decimal(str(round(change.delta_pct, 1))))} %)"


def _times(factor: Decimal) -> str:
    return plain(factor) if factor == factor.to_integral_value() else f"{factor:.2f}"


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{plain(round(value, 2))}"


def _names(names: Iterable[str]) -> str:
    found = sorted(set(names))
    more = f" and {len(found) - _NAMES} more" if len(found) > _NAMES else ""
    return ", ".join(found[:_NAMES]) + more
