"""Left-overs of a complete reading, paired one to one by likeness: a rename or a re-bundle is one offer, not two.

Rather no pair than a wrong one: a wrong pair would sell one product's history as another's.
"""

from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from transforms.models import Offer
from warehouse.entries import Pairing
from warehouse.past import Past

# Tried on seasonal renames, size variants and sister destinations: below 0.70 sisters begin to pair; with less than
# 0.10 between the best and the second best, the choice is a guess.
THRESHOLD = 0.70
MARGIN = 0.10

# Codes as short as a country's are either the same or about something else.
_SHORT = 4


def pair(past: Past, offers: Sequence[Offer]) -> tuple[Pairing, ...]:
    """Which vanished offer came back under which new key. Only for a complete reading.

    A key that was known before is no arrival: it resumes its own offer.
    """
    now = {offer.key for offer in offers}
    known = {offer.key for offer in past.offers}
    vanished = [offer for offer in past.offers if offer.key not in now]
    arrived = [offer for offer in offers if offer.key not in known and offer.key not in past.returning]
    scores = {(i, j): likeness(old, new) for i, old in enumerate(vanished) for j, new in enumerate(arrived)}
    pairings = []
    for i, old in enumerate(vanished):
        row = sorted(((scores[i, j], -j) for j in range(len(arrived))), reverse=True)
        if not row or not _stands_out([score for score, _ in row]):
            continue
        j = -row[0][1]
        column = sorted((scores[k, j] for k in range(len(vanished))), reverse=True)
        if scores[i, j] == column[0] and _stands_out(column) and old.key in past.offer_ids:
            pairings.append(Pairing(offer_id=past.offer_ids[old.key], new_key=arrived[j].key))
    return tuple(pairings)


def likeness(old: Offer, new: Offer) -> float:
    """From 0 to 1: half the words, half the facts. 0 where they cannot be one thing."""
    if (old.kind, old.service, old.usage, old.called_scope) != (new.kind, new.service, new.usage, new.called_scope):
        return 0.0
    if not _may_be_one(old.scope, new.scope) or not _may_be_one(old.eligibility, new.eligibility):
        return 0.0
    words = fuzz.token_sort_ratio(_words(old), _words(new)) / 100
    facts = _facts(old, new)
    return 0.5 * words + 0.5 * facts if words >= 0.4 and facts >= 0.5 else 0.0


def _stands_out(scores: Sequence[float]) -> bool:
    """``scores`` fall; is the first good, and well before the second?"""
    return scores[0] >= THRESHOLD and (len(scores) == 1 or scores[0] - scores[1] >= MARGIN)


def _may_be_one(old: str, new: str) -> bool:
    if old == new:
        return True
    if not old or not new or min(len(old), len(new)) <= _SHORT:
        return False
    return fuzz.ratio(old.casefold(), new.casefold()) >= 80


def _words(offer: Offer) -> str:
    return " ".join(filter(None, (offer.label, offer.variant))).casefold()


def _facts(old: Offer, new: Offer) -> float:
    """Mean nearness of what both state; a fact that only one states counts half."""
    now, before = new.price_now, old.price_now
    given: list[tuple[Decimal | None, Decimal | None]] = [
        (before.amount if before else None, now.amount if now else None),
        (_bytes(old), _bytes(new)),
        (_decimal(old.validity.days if old.validity else None), _decimal(new.validity.days if new.validity else None)),
    ]
    if before and now and before.currency != now.currency:
        return 0.0
    if old.price_unit != new.price_unit or old.data_per is not new.data_per:
        return 0.0
    scores = []
    for was, is_now in given:
        if was is not None and is_now is not None:
            scores.append(_near(was, is_now))
        elif was is not is_now:
            scores.append(0.5)
    places = {p.place for p in old.places}, {p.place for p in new.places}
    if places[0] and places[1]:
        scores.append(len(places[0] & places[1]) / len(places[0] | places[1]))
    return sum(scores) / len(scores) if scores else 0.5


def _near(old: Decimal, new: Decimal) -> float:
    """1 for equal, 0.5 for a quarter apart, 0 for half apart or more."""
    largest = max(abs(old), abs(new))
    return 1.0 if not largest else max(0.0, 1 - 2 * float(abs(old - new) / largest))


def _bytes(offer: Offer) -> Decimal | None:
    if offer.data is None:
        return None
    return Decimal("1e16") if offer.data.data_bytes is None else Decimal(offer.data.data_bytes)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
