"""Pairing of left-overs: renames and re-bundles are one offer; sisters never become each other."""

from decimal import Decimal

from ledger_dsl import offer

from transforms.models import Offer, Price, Validity
from transforms.words import CalledScope, Kind, Service
from warehouse.match import likeness, pair
from warehouse.past import Past


def pack(label: str, price: str, gb: str, days: int = 30, **given: object) -> Offer:
    return offer(
        label,
        price=price,
        gb=gb,
        kind=Kind.PACK,
        service=Service.DATA,
        price_unit="pack",
        validity=Validity(days),
        **given,
    )


def past(*offers: Offer, returning: frozenset[tuple[str, ...]] = frozenset()) -> Past:
    return Past(offers, {o.key: f"id of {o.label} {o.scope}".strip() for o in offers}, returning=returning)


def paired(before: Past, *now: Offer) -> dict[str, tuple[str, ...]]:
    return {p.offer_id: p.new_key for p in pair(before, now)}


def test_a_new_name_with_the_same_facts_is_the_same_offer() -> None:
    new = pack("Travel Pack Europe", "10", "5")
    assert paired(past(pack("Travel Pack EU", "10", "5"), pack("Roam Africa", "30", "2")), new) == {
        "id of Travel Pack EU": new.key
    }


def test_a_re_bundle_under_nearly_the_same_name_is_the_same_offer() -> None:
    new = pack("Europe Pack 6 GB", "10", "6")
    assert paired(past(pack("Europe Pack 5 GB", "10", "5")), new) == {"id of Europe Pack 5 GB": new.key}


def test_another_size_is_another_offer() -> None:
    assert paired(past(pack("Pack 1 GB", "5", "1")), pack("Pack 20 GB", "25", "20")) == {}


def test_another_name_with_other_facts_is_another_offer() -> None:
    assert paired(past(pack("Travel Pack", "10", "5")), pack("Cruise", "80", "1", days=7)) == {}


def test_another_place_kind_or_direction_is_never_the_same_offer() -> None:
    turkey = pack("1 GB", "5", "1", scope="TR")
    assert likeness(turkey, pack("1 GB", "5", "1", scope="GR")) == 0
    assert likeness(turkey, offer("1 GB", price="5", gb="1", scope="TR")) == 0
    home, local = (
        offer("Calls", price="1", price_unit="minute", kind=Kind.RATE, called_scope=scope)
        for scope in (CalledScope.HOME, CalledScope.LOCAL)
    )
    assert likeness(home, local) == 0


def test_two_that_are_as_like_are_not_guessed_between() -> None:
    before = past(pack("Europe Pack", "10", "5"))
    assert paired(before, pack("Europe Pack A", "10", "5"), pack("Europe Pack B", "10", "5")) == {}
    both = past(pack("Europe Pack A", "10", "5"), pack("Europe Pack B", "10", "5"))
    assert paired(both, pack("Europe Pack", "10", "5")) == {}


def test_each_is_paired_once_and_what_stayed_is_left_alone() -> None:
    stayed = pack("World Pack", "50", "10")
    new = pack("Europe Packs", "10", "5")
    assert paired(past(stayed, pack("Europe Pack", "10", "5")), stayed, new) == {"id of Europe Pack": new.key}


def test_a_key_that_was_known_before_resumes_its_own_offer() -> None:
    back = pack("Europe Packs", "10", "5")
    assert paired(past(pack("Europe Pack", "10", "5"), returning=frozenset({back.key})), back) == {}


def test_another_currency_is_another_offer() -> None:
    euro = pack("Europe Pack", "10", "5", currency="EUR", eligibility="")
    assert likeness(pack("Europe Packs", "10", "5"), euro) == 0
    assert likeness(pack("Europe Packs", "10", "5"), pack("Europe Pack", "10", "5")) > 0.9


def test_a_price_alone_says_nothing_without_a_name() -> None:
    old = offer("Black", prices=(Price(Decimal(10), "USD"),), price=None)
    assert likeness(old, offer("Spooooky", prices=(Price(Decimal(10), "USD"),), price=None)) == 0
