"""The verdict: what of a reading may touch history. Reasons are sentences that people read.

Nothing here is ever believed because it was seen twice: a refused reading needs a new parser or a recorded decision.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from transforms.models import Offer
from transforms.page import Held
from transforms.read import Problem, Reading
from transforms.values.states import FREE
from transforms.words import PriceState
from warehouse.entries import Verdict
from warehouse.match import pair
from warehouse.past import LEARNED
from warehouse.past import Past as Past

# A fifth, and one row in any case: what a page may lose or leave not understood and still be believed.
_SHARE = 5

# Standard VAT (GST) rates in per cent by the seller's own country: European Commission, "VAT rates applied in the
# Member States" (2025), and the tax offices of the others. The US has none: a price x 1.20 there is a rise.
VAT_PERCENT = {
    "AT": "20", "BE": "21", "BG": "20", "HR": "25", "CY": "19", "CZ": "21", "DK": "25", "EE": "24", "FI": "25.5",
    "FR": "20", "DE": "19", "GR": "24", "HU": "27", "IE": "23", "IT": "22", "LV": "21", "LT": "21", "LU": "17",
    "MT": "18", "NL": "21", "PL": "23", "PT": "23", "RO": "21", "SK": "23", "SI": "22", "ES": "21", "SE": "25",
    "GB": "20", "NO": "25", "IS": "24", "CH": "8.1", "TR": "20", "AU": "10", "NZ": "15", "JP": "10", "KR": "10",
    "SG": "9", "IN": "18", "ID": "11", "TH": "7", "ZA": "15", "NG": "7.5", "KE": "16", "RU": "20", "TW": "5",
    "CN": "6", "MX": "16", "AE": "5", "SA": "15", "PH": "12", "MY": "8", "VN": "10", "UA": "20",
}  # fmt: skip

_SAYS = {
    "consent_wall": "the site asks for consent before it shows anything",
    "block_page": "the site says that we are not let in",
    "needs_browser": "the page is an empty shell that only a browser would fill",
    "truncated": "the page ends in the middle",
    "empty": "the page is empty",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """``offers`` are the rows that may be taken (for a refused reading: what a person could accept). ``zeros`` were
    read and held: a price of zero without a word for free; a person could accept them too."""

    verdict: Verdict
    reasons: tuple[str, ...]
    held: tuple[Held, ...]
    offers: tuple[Offer, ...]
    zeros: tuple[Offer, ...] = ()


def judge(reading: Reading, past: Past | None, home_country: str) -> Judgement:
    """Settle the verdict of a reading against the part's last accepted offers (None: first reading, or back-fill)."""
    offers, zeros = _without_zeros(reading.offers, past)
    held = (*reading.held, *(_zero(offer) for offer in zeros))
    against = [problem_words(problem) for problem in reading.problems]
    against += _too_many_held(len(offers), held)
    if past is not None and not reading.problems:
        against += _lost(past, offers, held) or _lost_bit_by_bit(past, offers, held)
        against += _fields_lost(past, offers)
        against += _currency(past, offers)
        against += _factor(past, offers, home_country)
    if against:
        return Judgement(Verdict.REFUSED, tuple(against), held, offers, zeros)
    if held:
        return Judgement(Verdict.PARTIAL, _held_reasons(held), held, offers, zeros)
    return Judgement(Verdict.COMPLETE, (), (), offers)


def problem_words(problem: Problem) -> str:
    """Why a page is not believed, as people are told."""
    said = _SAYS.get(problem.code)
    if said is None:
        return problem.message if problem.words in problem.message else f'{problem.message}: "{problem.words}"'
    return f'{said}: "{problem.words}"' if problem.words else said


def _without_zeros(offers: Sequence[Offer], past: Past | None) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """Rows whose price is zero without a word for free are held: more often a fault of the page than a gift. Where the
    offer is known at zero, a word for free or a person has said so before."""
    known = {offer.key for offer in past.offers if _is_zero(offer)} if past else set()
    kept: list[Offer] = []
    zeros: list[Offer] = []
    for offer in offers:
        price = offer.price_now
        is_free = offer.price_state in (PriceState.FREE, PriceState.INCLUDED)
        is_said = price is None or is_free or _says_free(price.words) or offer.key in known
        (kept if is_said or not _is_zero(offer) else zeros).append(offer)
    return tuple(kept), tuple(zeros)


def _is_zero(offer: Offer) -> bool:
    return offer.price_now is not None and not offer.price_now.amount


def _zero(offer: Offer) -> Held:
    price = offer.price_now
    said, where = (price.words, price.where) if price else ("", "")
    words = " · ".join(filter(None, (offer.label, offer.scope, offer.variant, said)))
    return Held("zero_price", "a price of zero without a word for free", words, where)


def _says_free(words: str) -> bool:
    text = f" {words.casefold()} "
    return any(f" {word} " in text or (not word.isascii() and word in text) for said in FREE.values() for word in said)


def _too_many_held(count: int, held: Sequence[Held]) -> list[str]:
    total = count + len(held)
    if len(held) * _SHARE <= total or len(held) <= 1:
        return []
    return [f'{len(held)} of {total} rows are not understood, first: "{held[0].words[:80]}": {held[0].reason}']


def _held_reasons(held: Sequence[Held]) -> tuple[str, ...]:
    return tuple(f'row not understood: "{row.words[:80]}": {row.reason}' for row in held)


def _lost(past: Past, offers: Sequence[Offer], held: Sequence[Held]) -> list[str]:
    known = {offer.key for offer in past.offers} - past.absent
    now = {offer.key for offer in offers}
    lost = len(known) - len(now) - len(held)
    since = f" since {_day(past.observed_at)}" if past.observed_at else ""
    if lost > 1 and lost * _SHARE > len(known):
        return [f"{lost} of {len(known)} rows missing{since}"]
    gone = len(known - now) - len(held)
    # As many rows, but other ones: another language or another list, not this page. Likeness may pair some; not most.
    if len(known) >= 3 and gone > 1 and gone * 2 > len(known) and not _are_alike(past, offers, gone - len(known) // 2):
        return [f"{gone} of {len(known)} known rows are gone{since}, and as many unlike them stand there"]
    return []


def _lost_bit_by_bit(past: Past, offers: Sequence[Offer], held: Sequence[Held]) -> list[str]:
    """What no single look loses may be lost all the same, a row or two a day."""
    lost = past.most_rows - len(offers) - len(held)
    if lost > 2 and lost * _SHARE > past.most_rows * 2:
        return [f"only {len(offers) + len(held)} rows; up to {past.most_rows} within the last {LEARNED.days} days"]
    return []


def _fields_lost(past: Past, offers: Sequence[Offer]) -> list[str]:
    """What the offers had before and have no more, all at once: a column that the page or the parser lost."""
    before = {offer.key: offer for offer in past.offers}
    pairs = [(before[offer.key], offer) for offer in offers if offer.key in before]
    lost = []
    for name, has in _FIELDS.items():
        had = [new for old, new in pairs if has(old)]
        gone = sum(not has(new) for new in had)
        if gone > 1 and gone * _SHARE > len(had):
            lost.append(f"no {name} in {gone} of {len(had)} rows that had one")
    return lost


# What an offer may state, by the word for it. A price is not lost where the page says that there is none.
_FIELDS: dict[str, Callable[[Offer], bool]] = {
    "price": lambda o: o.price_now is not None or o.price_state not in (PriceState.STATED, PriceState.NOT_STATED),
    "data volume": lambda o: o.data is not None,
    "validity": lambda o: o.validity is not None,
    "list of places": lambda o: bool(o.places),
    "allowance": lambda o: bool(o.allowances),
    "network": lambda o: bool(o.networks),
}


def _are_alike(past: Past, offers: Sequence[Offer], needed: int) -> bool:
    """Of arrivals: those that pair with what vanished, and those that the page had before under these very keys."""
    back = sum(offer.key in past.returning for offer in offers)
    return back + len(pair(past, offers)) >= needed


def _currency(past: Past, offers: Sequence[Offer]) -> list[str]:
    before = {price.currency for offer in past.offers for price in offer.prices}
    now = {price.currency for offer in offers for price in offer.prices}
    if before and now and not before & now:
        return [f"every price is in {_and(now)}; before they were in {_and(before)}"]
    return []


def _factor(past: Past, offers: Sequence[Offer], home_country: str) -> list[str]:
    """Prices that all move by a power of ten (a lost decimal mark), or all by the VAT of the seller's own country."""
    before = _amounts(past.offers)
    now = _amounts(offers)
    pairs = [(before[key], now[key]) for key in before.keys() & now.keys() if before[key] and now[key]]
    moved = [(old, new) for old, new in pairs if old != new]
    if len(moved) < 3:
        return []
    old, new = moved[0]
    ratio = new / old
    if _power_of_ten(ratio) and all(new == old * ratio for old, new in moved):
        return [f"factor: {len(moved)} prices all moved x{ratio.normalize():f}, as a lost decimal mark would make them"]
    percent = VAT_PERCENT.get(home_country)
    if percent and len(moved) == len(pairs):
        vat = 1 + Decimal(percent) / 100
        added = all(_is_times(old, new, vat) for old, new in moved)
        if added or all(_is_times(new, old, vat) for old, new in moved):
            how = "more" if added else "less"
            return [f"factor: all {len(moved)} prices are {how} by exactly {percent} %, the VAT of {home_country}"]
    return []


def _amounts(offers: Sequence[Offer]) -> dict[tuple[object, ...], Decimal]:
    return {
        (offer.key, price.role, price.label, price.currency): price.amount for offer in offers for price in offer.prices
    }


def _power_of_ten(ratio: Decimal) -> bool:
    return ratio != 1 and ratio.normalize().as_tuple().digits == (1,)


def _is_times(old: Decimal, new: Decimal, factor: Decimal) -> bool:
    """Is ``new`` the old amount times the factor, to the last decimal that it is given with?"""
    exponent = new.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return abs(old * factor - new) <= step / 2


def _and(names: set[str]) -> str:
    return " and ".join(sorted(names))


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"
