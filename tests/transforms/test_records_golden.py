"""What the archive keeps of an offer, and what a person checks of it, both hold every fact."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offers_strategy import offers

from transforms.errors import Implausible
from transforms.golden import from_csv, golden_rows, to_csv
from transforms.models import Evidence, Offer, OfferNetwork, Speed
from transforms.records import canonical, facts_hash, from_record, rows_from_bytes, rows_to_bytes, to_record
from transforms.words import AfterCap, Kind, PriceState, Service

slow_to_draw = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@slow_to_draw
@given(st.lists(offers(), max_size=3))
def test_rows_come_back_from_the_archive_as_they_went_in(made: list[Offer]) -> None:
    back = rows_from_bytes(rows_to_bytes(made))
    assert back == made
    assert [offer.evidence for offer in back] == [offer.evidence for offer in made]
    assert rows_to_bytes(back) == rows_to_bytes(made)
    assert [facts_hash(offer) for offer in back] == [facts_hash(offer) for offer in made]


@slow_to_draw
@given(offers())
def test_receipts_change_no_fact(offer: Offer) -> None:
    reworded = replace(
        offer,
        evidence=(Evidence("label", "said otherwise"),),
        prices=tuple(replace(price, words="other words", where="elsewhere") for price in offer.prices),
        places=tuple(replace(place, words="other words") for place in offer.places),
    )
    assert facts_hash(reworded) == facts_hash(offer)
    assert golden_rows([reworded]) == golden_rows([offer])


@slow_to_draw
@given(offers())
def test_the_order_of_sets_is_no_fact(offer: Offer) -> None:
    turned = replace(
        offer, prices=offer.prices[::-1], places=offer.places[::-1], networks=offer.networks[::-1],
        allowances=offer.allowances[::-1], exclusions=offer.exclusions[::-1],
    )  # fmt: skip
    assert facts_hash(turned) == facts_hash(offer)


@slow_to_draw
@given(offers(), offers())
def test_different_facts_have_different_hashes_and_different_golden_lines(one: Offer, other: Offer) -> None:
    same_facts = to_record(one, facts_only=True) == to_record(other, facts_only=True)
    assert (golden_rows([one]) == golden_rows([other])) is same_facts
    if canonical(to_record(one, facts_only=True)) == canonical(to_record(other, facts_only=True)):
        assert facts_hash(one) == facts_hash(other)


FIELDS = [item.name for item in fields(Offer) if item.compare]


@slow_to_draw
@given(offers(), offers(), st.sampled_from(FIELDS))
def test_one_changed_fact_changes_the_golden_line(offer: Offer, other: Offer, name: str) -> None:
    try:
        changed = replace(offer, **{name: getattr(other, name)})
    except Implausible:
        return  # a combination that the model refuses says nothing about golden lines
    is_same = facts(changed) == facts(offer)
    assert (golden_rows([changed]) == golden_rows([offer])) is is_same
    if facts_hash(changed) != facts_hash(offer):
        assert not is_same


def test_words_that_look_like_the_golden_lines_own_signs_are_told_apart() -> None:
    base = Offer(label="a", kind=Kind.PACK, service=Service.DATA, price_state=PriceState.NOT_STATED)
    pairs = [
        (replace(base, exclusions=("a; b",)), replace(base, exclusions=("a", "b"))),
        (replace(base, exclusions=("",)), base),
        (network(base, "A bands=x"), network(base, "A", bands="x")),
        (network(base, "A; TR B"), replace(base, networks=(OfferNetwork("TR", "A"), OfferNetwork("TR", "B")))),
        (network(base, "A", handset_names="x bands=y"), network(base, "A", handset_names="x", bands="y")),
        (
            replace(base, after_cap=AfterCap.THROTTLE, throttle=Speed(5)),
            replace(base, after_cap=AfterCap.THROTTLE, throttle=Speed(None, "5 kbps")),
        ),
    ]
    for one, other in pairs:
        assert golden_rows([one]) != golden_rows([other])
        assert facts_hash(one) != facts_hash(other)


def test_a_reworded_speed_is_no_change_and_one_without_a_number_is() -> None:
    def slow(kbps: int | None, words: str) -> Offer:
        return Offer(
            label="a", kind=Kind.PACK, service=Service.DATA, price_state=PriceState.NOT_STATED,
            after_cap=AfterCap.THROTTLE, throttle=Speed(kbps, words),
        )  # fmt: skip

    assert facts_hash(slow(128, "128 kbps")) == facts_hash(slow(128, "128 kbit/s"))
    assert facts_hash(slow(None, "3G speeds")) != facts_hash(slow(None, "2G speeds"))


def network(offer: Offer, name: str, **given: str) -> Offer:
    return replace(offer, networks=(OfferNetwork("TR", name, **given),))  # type: ignore[arg-type]


def facts(offer: Offer) -> bytes:
    return canonical(to_record(offer, facts_only=True))


@slow_to_draw
@given(st.lists(offers(), min_size=1, max_size=3))
def test_golden_rows_come_back_from_their_file(made: list[Offer]) -> None:
    rows = golden_rows(made)
    text = to_csv(rows)
    assert from_csv(text) == rows
    assert to_csv(from_csv(text)) == text


@given(offers())
@slow_to_draw
def test_a_record_that_no_offer_could_be_is_refused(offer: Offer) -> None:
    record = to_record(offer) | {"label": " "}
    with pytest.raises(Implausible):
        from_record(record)
