"""Which changes a rule wants: who, where, what, how bad, and how large since the value that it told last.

Pure. Ten steps of one per cent do not slip under a rule of five: each is measured from what readers were told last, and
the one that passes carries the others with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from flows.alerts.memory import Mute
from flows.alerts.model import ChangeNote
from flows.alerts.rule_words import FIELDS, SEVERITIES
from flows.alerts.subscriptions import RuleEntry


@dataclass(frozen=True, slots=True)
class Told:
    """The value of a fact that a rule told last."""

    value: str
    number: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that was not told yet. ``places``: those that its offer names; none: it names none."""

    note: ChangeNote
    carrier_type: str = ""
    told: Told | None = None
    places: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.note.offer_id, self.note.field, self.note.place

    @property
    def moment(self) -> datetime:
        return self.note.confirmed_at or self.note.seen_at


def wanted(
    entry: RuleEntry,
    candidates: Iterable[Candidate],
    regions: Mapping[str, Collection[str]],
    mutes: Sequence[Mute] = (),
    passing: Collection[str] | None = None,
) -> list[ChangeNote]:
    """The changes that the rule tells now, in the order given.

    ``passing``: the ids that fit the rule's SQL condition, if it has one. What takes back a change that this rule told
    is told always, unless muted. Candidates of one fact must stand in the order of time.
    """
    places = places_of(entry.places, regions)
    chains: dict[tuple[str, str, str], list[Candidate]] = {}
    for one in candidates:
        if any(mute.holds(one.note.carrier_id, one.moment) for mute in mutes):
            continue
        if one.note.state == "seen" and entry.when != "seen":
            continue
        if one.note.undoes or (_fits(entry, one, places) and (passing is None or one.note.change_id in passing)):
            chains.setdefault(one.key, []).append(one)
    return [note for chain in chains.values() for note in _large_enough(chain, entry)]


def places_of(names: Sequence[str], regions: Mapping[str, Collection[str]]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        kind, _, code = name.rpartition(":")
        found |= set(regions.get(code, ())) if kind else {code}
    return frozenset(found)


def is_of(entry: RuleEntry, carrier_type: str, carrier_id: str, source_id: str) -> bool:
    """Is it of one of the carriers that the rule names?"""
    return not entry.carriers or bool({f"type:{carrier_type}", carrier_id, source_id} & set(entry.carriers))


def _fits(entry: RuleEntry, one: Candidate, places: frozenset[str]) -> bool:
    note = one.note
    if not is_of(entry, one.carrier_type, note.carrier_id, note.source_id):
        return False
    if entry.fields and note.field.partition(".")[0] not in {f for name in entry.fields for f in FIELDS[name]}:
        return False
    if entry.effect != "any" and note.effect != entry.effect:
        return False
    if SEVERITIES.index(entry.severity_at_least) < _rank(note, entry):
        return False
    if not entry.places:
        return True
    # An offer that names no place may hold anywhere: to leave it out would be to know that it does not.
    return note.place in places if note.place else not one.places or bool(one.places & places)


def _rank(note: ChangeNote, entry: RuleEntry) -> int:
    found = note.severity_analyst if entry.severity == "analyst" else note.severity_traveller
    return SEVERITIES.index(found) if found in SEVERITIES else len(SEVERITIES) - 1


def _large_enough(chain: Sequence[Candidate], entry: RuleEntry) -> list[ChangeNote]:
    """Each change that is large enough by itself, or with the small ones before it."""
    least = entry.least
    if least is None:
        return [one.note for one in chain]
    found: list[ChangeNote] = []
    first = chain[0]
    base = first.told or _before(first.note)
    steps: list[ChangeNote] = []
    for one in chain:
        note = one.note
        steps.append(note)
        together = _together(steps, base)
        if note.undoes or (_passes(together, least) and entry.effect in ("any", together.effect)):
            found.append(note if note.undoes else together)
            base, steps = Told(note.new_value, note.new_number, note.unit), []
    return found


def _before(note: ChangeNote) -> Told:
    return Told(note.old_value, note.old_number, note.unit)


def _passes(note: ChangeNote, least: tuple[Decimal, str]) -> bool:
    """What is no number, or in another currency, has no size to fall short of."""
    old, new = note.old_number, note.new_number
    size, unit = least
    if old is None or new is None or not _has_size(note):
        return True
    if unit == "%":
        return abs(new - old) * 100 >= size * abs(old) if old else new != old
    return abs(new - old) >= size if note.unit.partition("/")[0] == unit else True


def _has_size(note: ChangeNote) -> bool:
    return note.field.partition(".")[0] not in ("offer", "places", "price_state")


def _together(steps: Sequence[ChangeNote], base: Told) -> ChangeNote:
    """Several small changes of one fact as the one that readers have not been told."""
    first, last = steps[0], steps[-1]
    if base == _before(last) or base.unit != last.unit:
        return last if len(steps) == 1 else replace(last, also=tuple(s.change_id for s in steps[:-1]))
    old, new = base.number, last.new_number
    delta = new - old if old is not None and new is not None else None
    return replace(
        last, old_value=base.value, old_number=old, delta=delta,
        delta_pct=delta / old * 100 if delta is not None and old else None, effect=_effect(last, delta),
        before_words=first.before_words, before_capture_id=first.before_capture_id, old_since_at=first.old_since_at,
        is_old_first=first.is_old_first, seen_at=first.seen_at, also=tuple(s.change_id for s in steps[:-1]),
    )  # fmt: skip


def _effect(last: ChangeNote, delta: Decimal | None) -> str:
    """A last step down after larger steps up is a rise all the same."""
    if delta is None or last.delta is None or not last.delta or not delta or (delta > 0) == (last.delta > 0):
        return last.effect
    return {"worse": "better", "better": "worse"}.get(last.effect, last.effect)
