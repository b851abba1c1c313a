"""Can this plan be used there, and at what cost? Facts in, an answer out: no warehouse, no clock, no page.

A claim is never coverage: only a place that a page lists, in a reading that is not stale, makes a YES. Only a place
that is missing from a *full* list, or listed as left out, makes a NO. Everything else is UNKNOWN, which is an answer.
"""

import re
from collections.abc import Sequence

from flows.alerts.wording import day
from flows.answer_facts import Answer, Facts, Judgement, Line, OfferFacts, PlaceFacts, Receipt, RuleFacts, Word
from flows.answer_words import (
    allowance_words,
    claim_words,
    day_words,
    gigabyte_words,
    is_per_unit_data,
    places_words,
    price_words,
    rules_words,
    who_or_where,
)

CARRIES_DATA = ("data", "bundle")
PSEUDO = {"X-CRUISE": "cruise", "X-INFLIGHT": "in-flight"}
LEFT_OUT = {
    "X-CRUISE": re.compile(r"cruise|ship|maritime", re.I),
    "X-INFLIGHT": re.compile(r"flight|airline|aircraft", re.I),
}
SHOWN_AT_MOST = 3

# One offer's word beats another's in this order.
ORDER = tuple(Word)


def judge(offer: OfferFacts, place: str, listed: PlaceFacts | None) -> Judgement:
    """The word for one offer. ``listed`` is what its page says of the place, None if nothing."""
    if offer.is_stale:
        was = "listed" if listed and listed.status in ("yes", "conditional") else "not proven"
        age = f", {offer.age_days} days ago" if offer.age_days is not None else ""
        return Judgement(offer, Word.UNKNOWN, "", f"{was} when last seen{age}: too old to rely on")
    if listed is None:
        return _unlisted(offer, place)
    where = f' (zone "{listed.zone}")' if listed.zone else ""
    if listed.status == "no" or (listed.status == "yes" and offer.price_state == "unavailable"):
        return Judgement(offer, Word.NO, "", f"the page lists it as not available{where}")
    if listed.status == "conditional":
        condition = "; ".join(filter(None, (listed.note, offer.eligibility))) or "the page names a condition"
        return Judgement(offer, Word.ONLY_IF, condition, f"listed with a condition{where}")
    if listed.status != "yes":
        return Judgement(offer, Word.UNKNOWN, "", f"the page names it and does not say whether it is covered{where}")
    note = f"; {listed.note}" if listed.note else ""
    if offer.eligibility:
        return Judgement(offer, Word.ONLY_IF, offer.eligibility, f"listed on the page{where}{note}")
    word = Word.YES_PER_MB if is_per_unit_data(offer) else Word.YES
    return Judgement(offer, word, "", f"listed on the page{where}{note}")


def _unlisted(offer: OfferFacts, place: str) -> Judgement:
    if offer.places_basis == "full_list" and offer.place_count:
        return Judgement(offer, Word.NO, "", f"absent from the page's full list of {places_words(offer.place_count)}")
    if offer.claimed_place_count:
        names = f"names {offer.place_count} of them, not this one" if offer.place_count else "names none"
        return Judgement(offer, Word.UNKNOWN, "", f"not proven. The page claims {claim_words(offer)} and {names}")
    if offer.places_basis == "examples":
        return Judgement(offer, Word.UNKNOWN, "", "not proven. The page names only examples, and not this place")
    home = ", and this is the seller's own country" if offer.home_country == place else ""
    return Judgement(offer, Word.UNKNOWN, "", f"the page names no places{home}")


def answer(facts: Facts) -> Answer:
    """The answer for the plan: the best word among its offers, those with data before those without."""
    listed = {(p.offer_id, p.place): p for p in facts.places}
    with_data = [o for o in facts.offers if o.service in CARRIES_DATA]
    judged = sorted(
        (judge(o, facts.place, listed.get((o.offer_id, facts.place))) for o in with_data or facts.offers),
        key=lambda j: (ORDER.index(j.word), -(j.offer.place_count or 0), j.offer.offer_id),
    )
    if not judged:
        return _nothing(facts)
    best = [j for j in judged if j.word is judged[0].word]
    others = [j for j in judged if j.word is not judged[0].word]
    first = best[0]
    receipts = _receipts(best, facts)
    lines = [Line("Covered?", _sentence(first.reason), _refs(receipts, first.offer))]
    if first.word is Word.UNKNOWN:
        lines += [Line("", _to_settle(*source)) for source in facts.unread]
    if first.word is not Word.NO:
        lines += _cost_lines(best, receipts, first.word)
        included = [j.offer for j in others if j.word is Word.NO and j.offer.kind == "included" and j.offer.place_count]
        lines += [Line("", f"Not in the {o.place_count} included places", _refs(receipts, o)) for o in included[:1]]
        lines += _use_lines(best, facts, receipts)
    lines += _around_lines(facts, receipts)
    condition = "; or ".join(dict.fromkeys(j.condition for j in best if j.condition))
    return Answer(
        first.word, condition, facts.plan, facts.place, facts.place_name, first.reason,
        _brief(best, facts), tuple(j.offer.offer_id for j in best), tuple(lines), tuple(receipts),
    )  # fmt: skip


def _nothing(facts: Facts) -> Answer:
    reason = "the ledger holds no offer of this plan"
    return Answer(
        Word.UNKNOWN, "", facts.plan, facts.place, facts.place_name, reason, reason, (),
        (Line("Covered?", reason), *_around_lines(facts, receipts := _receipts([], facts))), tuple(receipts),
    )  # fmt: skip


def _to_settle(source_id: str, verified_on: str) -> str:
    seen = f"verified {verified_on}" if verified_on else "never verified"
    return f"To settle it: source {source_id} is off ({seen}); {{prefix}} sources check {source_id} --live"


def _cost_lines(best: Sequence[Judgement], receipts: Sequence[Receipt], word: Word) -> list[Line]:
    label = "If covered" if word is Word.UNKNOWN else "Cost"
    lines: list[Line] = []
    for judged in best[:SHOWN_AT_MOST]:
        offer = judged.offer
        price = price_words(offer)
        if offer.is_stale and offer.last_seen_at:
            price += f" (as last seen, {day(offer.last_seen_at)})"
        if len(best) > 1:
            price = f"{who_or_where(offer)}: {price}"
        said = {line.text for line in lines}
        for text in (price, day_words(offer), allowance_words(offer), gigabyte_words(offer)):
            if text and text not in said:
                lines.append(Line(label, text, _refs(receipts, offer)))
                label = ""
    if len(best) > SHOWN_AT_MOST:
        lines.append(Line("", f"and {len(best) - SHOWN_AT_MOST} more offers of this plan"))
    return lines


def _use_lines(best: Sequence[Judgement], facts: Facts, receipts: Sequence[Receipt]) -> list[Line]:
    offer = best[0].offer
    refs = _refs(receipts, offer)
    named = [
        n.network + (f" ({n.generations.replace(';', ' ')})" if n.generations else "")
        + (", preferred" if n.is_preferred else "")
        for n in facts.networks
    ]  # fmt: skip
    lines = [Line("Networks", "; ".join(named), refs) if named else Line("Networks", "unknown (the page names none)")]
    sharing = {True: "allowed", False: "not allowed", None: "unknown"}[offer.tethering]
    lines.append(Line("Tethering", sharing, refs if offer.tethering is not None else ()))
    stated = {p.place: p.status for p in facts.places if p.place in PSEUDO and p.offer_id == offer.offer_id}
    told = [f"{PSEUDO[p]}: {'not valid' if s == 'no' else s}" for p, s in sorted(stated.items())]
    told += [offer.exclusions] if offer.exclusions else []
    excluded = offer.exclusions or ""
    unsaid = [name for code, name in PSEUDO.items() if code not in stated and not LEFT_OUT[code].search(excluded)]
    if unsaid:
        told.append(f"unknown for {' and '.join(unsaid)}")
    lines.append(Line("Not valid", "; ".join(told), refs if stated or offer.exclusions else ()))
    return lines


def _around_lines(facts: Facts, receipts: Sequence[Receipt]) -> list[Line]:
    """The law there, and what else the ledger has for the place."""
    label, lines = f"Law in {facts.place}", []
    by_url = {(r.url, r.dated): r.number for r in receipts}
    for rule in _in_force(facts):
        told = [
            rule.value,
            *([f"from {rule.from_on}"] if rule.from_on and rule.from_on > facts.asked_at.date() else []),
        ]
        sure = [rule.confidence or "", f"review by {rule.review_by:%Y-%m}" if rule.review_by else ""]
        text = " ".join([", ".join(told), f"({', '.join(filter(None, sure))})"]).removesuffix(" ()")
        overdue = " REVIEW OVERDUE" if rule.is_overdue else ""
        lines.append(Line(label, text + overdue, (by_url[(rule.source_url, rule.source_on or "")],)))
        label = ""
    if not lines:
        lines.append(Line(label, "no rule in the ledger (which does not mean that there is none)"))
    lines.append(Line("Privacy", "where the traffic leaves to the internet: unknown for this plan"))
    fresh = f"{facts.esim_sellers_here} of {facts.esim_sellers} sellers with a fresh price"
    sellers = fresh if facts.esim_sellers else "no seller is tracked"
    instead = f"travel eSIM for {facts.place} in the ledger: {sellers}; local SIM: {facts.local_offers}"
    return [*lines, Line("Instead", instead)]


def _in_force(facts: Facts) -> list[RuleFacts]:
    today = facts.asked_at.date()
    return [rule for rule in facts.rules if rule.to_on is None or rule.to_on >= today]


def _receipts(best: Sequence[Judgement], facts: Facts) -> list[Receipt]:
    receipts: list[Receipt] = []
    for judged in best[:SHOWN_AT_MOST]:
        offer = judged.offer
        if all(r.url != (offer.url or "") for r in receipts):
            receipts.append(Receipt(len(receipts) + 1, offer.url or "", _looked(offer), offer.offer_id))
    for rule in _in_force(facts):
        key = (rule.source_url, rule.source_on or "")
        if all((r.url, r.dated) != key for r in receipts):
            receipts.append(Receipt(len(receipts) + 1, *key))
    return receipts


def _looked(offer: OfferFacts) -> str:
    if offer.last_seen_at is None:
        return "not dated"
    if offer.looked_by:
        return f"kept by hand: {offer.looked_by}, {day(offer.last_seen_at)}, {offer.confidence}"
    return f"read {day(offer.last_seen_at)} {offer.last_seen_at:%H:%M} UTC"


def _refs(receipts: Sequence[Receipt], offer: OfferFacts) -> tuple[int, ...]:
    return tuple(r.number for r in receipts if r.offer_id and r.url == (offer.url or ""))


def _brief(best: Sequence[Judgement], facts: Facts) -> str:
    judged = best[0]
    offer = judged.offer
    if judged.word is Word.NO:
        return f"{facts.plan} in {facts.place_name}: {judged.reason}"
    costs = [
        ", ".join(filter(None, (price_words(j.offer), allowance_words(j.offer), day_words(j.offer))))
        for j in best[:SHOWN_AT_MOST]
    ]
    if len(best) > 1:
        costs = [f"{who_or_where(j.offer)}: {cost}" for j, cost in zip(best, costs, strict=False)]
    cost = " / ".join(costs)
    dated = f" ({offer.last_seen_at:%Y-%m-%d})" if offer.last_seen_at else ""
    if judged.word is Word.UNKNOWN:
        claim = f"claimed {claim_words(offer)}, none named" if offer.claimed_place_count else judged.reason
        law = rules_words(len(_in_force(facts)))
        return f"{facts.plan} in {facts.place_name}: {claim} · {cost} if covered{dated} · {law}"
    gigabyte = gigabyte_words(offer)
    return f"{facts.plan} in {facts.place_name}: {cost}{dated}" + (f". {gigabyte}" if gigabyte else "")


def _sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."
