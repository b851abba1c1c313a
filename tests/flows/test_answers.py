"""What ``can-i`` may say, and what it may never say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answer_facts import Answer, Facts, NetworkFacts, OfferFacts, PlaceFacts, RuleFacts, Word
from flows.answer_words import allowance_words, day_words, gigabyte_words, price_words
from flows.answers import answer

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GB = 1024**3
PASS = OfferFacts(
    offer_id="us_verizon/travelpass/other", carrier="Verizon", offer_name="TravelPass", kind="day_pass",
    service="bundle", home_country="US", price_state="stated", price=Decimal(12), currency="USD", price_unit="day",
    tax_basis="excluded", data_bytes=5 * GB, data_period="day", after_cap="throttle", throttle_words="3G speeds",
    day_rule="rolling_24h", start_rule="first_use", place_count=0, age_days=0, is_stale=False,
    last_seen_at=datetime(2026, 11, 24, 5, 12, tzinfo=UTC), url="https://verizon.example/faq",
)  # fmt: skip
CLAIM = replace(PASS, places_basis="count_only", claimed_place_count=210, claimed_is_minimum=True)
LIST = replace(PASS, offer_id="us_verizon/travelpass/ca-mx", places_basis="full_list", place_count=2)
RATE = replace(
    LIST, offer_id="fr_free/rate/bo", kind="rate", service="data", price=Decimal("7.5"), currency="EUR",
    price_unit="mb", data_bytes=None, tax_basis=None,
)  # fmt: skip


def ask(*offers: OfferFacts, place: str = "TR", places: tuple[PlaceFacts, ...] = (), **more: object) -> Answer:
    return answer(
        Facts(plan="Verizon TravelPass", place=place, place_name="Türkiye", asked_at=NOW, offers=offers, places=places,
              **more)  # type: ignore[arg-type]
    )  # fmt: skip


def here(offer: OfferFacts, status: str = "yes", **more: str) -> PlaceFacts:
    return PlaceFacts(offer_id=offer.offer_id, place="TR", status=status, **more)


def text(found: Answer) -> str:
    return "\n".join(f"{line.label} {line.text}" for line in found.lines)


def test_a_listed_place_is_a_yes_with_its_price_and_its_receipt() -> None:
    found = ask(LIST, places=(here(LIST),))
    assert found.first_words == "YES"
    assert found.deciding == (LIST.offer_id,)
    assert "12 USD a day, plus taxes and fees (amount not stated)" in text(found)
    assert found.receipts[0].url == LIST.url
    assert found.receipts[0].dated == "read 24 Nov 2026 05:12 UTC"
    assert found.receipts[0].offer_id == LIST.offer_id
    assert all(line.receipts for line in found.lines if line.label in ("Covered?", "Cost"))


def test_a_claim_is_never_coverage() -> None:
    found = ask(CLAIM)
    assert found.word is Word.UNKNOWN
    assert 'not proven. The page claims "210+ places" and names none' in found.reason
    assert "If covered 12 USD a day" in text(found)


def test_a_place_missing_from_a_full_list_is_a_no_and_from_examples_unknown() -> None:
    assert ask(LIST).word is Word.NO
    assert "absent from the page's full list of 2 places" in ask(LIST).reason
    assert ask(replace(LIST, places_basis="examples")).word is Word.UNKNOWN
    assert ask(replace(LIST, places_basis=None)).word is Word.UNKNOWN


def test_a_full_list_of_nothing_proves_nothing() -> None:
    assert ask(replace(LIST, place_count=0)).word is Word.UNKNOWN


def test_an_included_offer_with_a_claim_and_some_names_says_so() -> None:
    found = ask(replace(CLAIM, place_count=3, places_basis="examples"))
    assert found.word is Word.UNKNOWN
    assert "names 3 of them, not this one" in found.reason


def test_what_is_listed_as_not_available_is_a_no() -> None:
    assert ask(LIST, places=(here(LIST, "no"),)).word is Word.NO
    unavailable = replace(LIST, price_state="unavailable", price=None)
    assert ask(unavailable, places=(here(unavailable),)).word is Word.NO


def test_what_was_not_seen_for_too_long_is_unknown_and_says_how_old_it_is() -> None:
    old = replace(LIST, is_stale=True, age_days=40)
    for places in ((here(old),), (here(old, "no"),), ()):
        found = ask(old, places=places)
        assert found.word is Word.UNKNOWN
        assert "40 days ago: too old to rely on" in found.reason


def test_a_condition_or_who_may_have_it_makes_an_only_if() -> None:
    found = ask(LIST, places=(here(LIST, "conditional", note="not on prepaid"),))
    assert found.first_words == "ONLY IF (not on prepaid)"
    new = replace(LIST, eligibility="joined after 2021-10-01")
    assert ask(new, places=(here(new),)).first_words == "ONLY IF (joined after 2021-10-01)"
    assert ask(new).word is Word.NO


def test_an_only_if_of_several_offers_names_every_condition_and_what_each_costs() -> None:
    early = replace(
        LIST, offer_id="gb/pass/early", eligibility="joined before 2021-10-01", price_state="free", price=None
    )
    late = replace(LIST, offer_id="gb/pass/late", eligibility="joined after")
    found = ask(early, late, places=(here(early), here(late)))
    assert found.first_words == "ONLY IF (joined before 2021-10-01; or joined after)"
    assert "joined before 2021-10-01: free of charge" in text(found)
    assert "joined before 2021-10-01: free of charge, 5 GB a day" in found.brief
    assert "/ joined after: 12 USD a day" in found.brief
    assert "joined after: 12 USD a day" in text(found)
    assert text(found).count("a day = 24 hours") == 1


def test_a_listed_place_of_unknown_status_is_unknown() -> None:
    assert ask(LIST, places=(here(LIST, "unknown"),)).word is Word.UNKNOWN


def test_data_by_the_megabyte_is_its_own_word_and_says_what_a_gigabyte_costs() -> None:
    found = ask(RATE, places=(here(RATE),))
    assert found.first_words == "YES, PER MB"
    assert "1 GB would cost 7,680 EUR" in found.brief
    as_at_home = replace(RATE, price_state="home_rate", price=None)
    assert ask(as_at_home, places=(here(as_at_home),)).first_words == "YES"


def test_the_best_of_a_plan_answers_and_what_does_not_include_the_place_is_said() -> None:
    included = replace(
        RATE, offer_id="fr_free/incl", kind="included", price=None, price_state="included", place_count=107
    )
    found = ask(RATE, included, places=(here(RATE),))
    assert found.word is Word.YES_PER_MB
    assert "Not in the 107 included places" in text(found)


def test_data_decides_where_a_plan_has_any() -> None:
    voice = replace(LIST, offer_id="us_verizon/travelpass/voice", service="voice")
    assert ask(LIST, voice, places=(here(voice),)).word is Word.NO
    assert ask(voice, places=(here(voice),)).word is Word.YES


def test_no_offer_at_all_is_unknown() -> None:
    found = ask(rules=(RuleFacts(rule_id="r", topic="t", value="a rule", source_url="https://law.example"),))
    assert found.word is Word.UNKNOWN
    assert found.receipts[0].url == "https://law.example"


def test_ships_and_aeroplanes_are_said_or_unknown() -> None:
    cruise = PlaceFacts(offer_id=LIST.offer_id, place="X-CRUISE", status="no")
    assert "cruise: not valid; unknown for in-flight" in text(ask(LIST, places=(here(LIST), cruise)))
    assert "Not valid unknown for cruise and in-flight" in text(ask(LIST, places=(here(LIST),)))
    told = text(ask(replace(LIST, exclusions="Cruise ship; airline"), places=(here(LIST),)))
    assert "Not valid Cruise ship; airline\n" in told


def test_networks_and_tethering_are_named_or_unknown() -> None:
    networks = (NetworkFacts(network="Turkcell", generations="4G;5G", is_preferred=True),)
    told = text(ask(replace(LIST, tethering=False), places=(here(LIST),), networks=networks))
    assert "Networks Turkcell (4G 5G), preferred" in told
    assert "Tethering not allowed" in told
    assert "Networks unknown (the page names none)" in text(ask(LIST, places=(here(LIST),)))


def test_law_is_told_with_its_source_and_date_and_ended_rules_are_not() -> None:
    law = RuleFacts(
        rule_id="a", topic="device", value="120 days", source_url="https://law.example/x", source_on="2026-07-02",
        confidence="secondary", review_by=date(2027, 1, 31),
    )  # fmt: skip
    ended = replace(law, rule_id="b", value="ended long ago", to_on=date(2020, 1, 1))
    coming = replace(law, rule_id="c", value="from next year", from_on=date(2027, 1, 1), is_overdue=True)
    found = ask(CLAIM, rules=(law, ended, coming))
    assert "Law in TR 120 days (secondary, review by 2027-01)" in text(found)
    assert "from next year, from 2027-01-01 (secondary, review by 2027-01) REVIEW OVERDUE" in text(found)
    assert "ended long ago" not in text(found)
    assert [(r.url, r.dated) for r in found.receipts][1:] == [("https://law.example/x", "2026-07-02")]


def test_an_unknown_says_which_source_would_settle_it() -> None:
    told = text(ask(CLAIM, unread=(("us_verizon_places", ""),)))
    assert "source us_verizon_places is off (never verified); {prefix} sources check us_verizon_places --live" in told


def test_words_for_prices_days_and_allowances() -> None:
    lines = replace(PASS, extra_line_price=Decimal(5), max_charges=10, max_charges_per="bill", tax_basis=None)
    assert price_words(lines) == "12 USD a day; further lines 5 USD; at most 10 fees a bill"
    assert price_words(replace(PASS, price=Decimal(0), price_state="free")) == "free of charge"
    assert price_words(replace(PASS, price=None, price_state="not_stated")) == "price not stated on the page"
    assert price_words(replace(PASS, price=Decimal("13200"), currency="KRW", tax_basis="included")) == (
        "13,200 KRW a day, taxes included"
    )
    assert price_words(replace(RATE, price=Decimal("0.00181"))) == "0.00181 EUR per MB"
    assert day_words(replace(PASS, day_rule="home_tz", day_tz="AEST")) == "a day ends at midnight at home (AEST)"
    assert allowance_words(PASS) == '5 GB a day, then "3G speeds" (no number given)'
    assert allowance_words(replace(PASS, throttle_words=None, throttle_kbps=256)) == "5 GB a day, then up to 256 kbit/s"
    assert allowance_words(replace(PASS, data_bytes=500 * 10**6, data_basis="decimal", after_cap="block")) == (
        "500 MB a day, then no data"
    )
    assert gigabyte_words(replace(RATE, price=Decimal("0.81"), price_unit="10 kb")) == "1 GB would cost 84,934.66 EUR"
    assert gigabyte_words(PASS) == ""


offers = st.builds(
    replace,
    st.sampled_from([PASS, RATE, LIST, CLAIM]),
    offer_id=st.sampled_from(["a/1", "a/2", "a/3"]),
    kind=st.sampled_from(["day_pass", "pack", "included", "rate", "plan"]),
    service=st.sampled_from(["data", "voice", "sms", "bundle"]),
    price_state=st.sampled_from(["stated", "free", "included", "home_rate", "from", "unavailable", "not_stated", None]),
    price=st.none() | st.decimals(0, 10**6, places=6),
    price_unit=st.sampled_from(["day", "pack", "mb", "10 kb", "minute", None]),
    places_basis=st.sampled_from(["full_list", "examples", "count_only", None]),
    place_count=st.none() | st.integers(0, 250),
    claimed_place_count=st.none() | st.integers(1, 250),
    eligibility=st.none() | st.text(max_size=20),
    is_stale=st.none() | st.booleans(),
    last_seen_at=st.none() | st.just(NOW),
    url=st.none() | st.sampled_from(["https://a.example", "https://b.example"]),
)
listings = st.builds(
    PlaceFacts,
    offer_id=st.sampled_from(["a/1", "a/2", "a/3"]),
    place=st.sampled_from(["TR", "JP", "X-CRUISE"]),
    status=st.sampled_from(["yes", "no", "conditional", "unknown"]),
    note=st.none() | st.text(max_size=10),
)
plans = st.lists(offers, max_size=4, unique_by=lambda o: o.offer_id)
places = st.lists(listings, max_size=6, unique_by=lambda p: (p.offer_id, p.place))


@given(plans, places)
def test_never_a_yes_without_a_listed_place_seen_lately(plan: list[OfferFacts], named: list[PlaceFacts]) -> None:
    found = ask(*plan, places=tuple(named))
    by_id = {offer.offer_id: offer for offer in plan}
    listed = {p.offer_id: p.status for p in named if p.place == "TR"}
    for offer_id in found.deciding:
        status, offer = listed.get(offer_id), by_id[offer_id]
        if found.word in (Word.YES, Word.YES_PER_MB, Word.ONLY_IF):
            assert status in ("yes", "conditional")
            assert not offer.is_stale
            assert (found.word is Word.ONLY_IF) == bool(status == "conditional" or offer.eligibility)
        if found.word is Word.NO:
            assert not offer.is_stale
            is_left_out = status is None and offer.places_basis == "full_list" and offer.place_count
            assert is_left_out or status == "no" or offer.price_state == "unavailable"
    if not plan:
        assert found.word is Word.UNKNOWN


@given(plans, places, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_changes_nothing(plan: list[OfferFacts], named: list[PlaceFacts], chance) -> None:
    first = ask(*plan, places=tuple(named))
    chance.shuffle(plan), chance.shuffle(named)
    assert ask(*plan, places=tuple(named)) == first


@given(plans, places)
def test_every_line_points_at_receipts_that_are_there(plan: list[OfferFacts], named: list[PlaceFacts]) -> None:
    found = ask(*plan, places=tuple(named))
    numbers = [receipt.number for receipt in found.receipts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for line in found.lines for n in line.receipts} <= set(numbers)
    assert found.brief
    assert found.first_words.startswith(str(found.word))


@pytest.mark.parametrize("word", list(Word))
def test_the_five_words_are_those_that_are_promised(word: Word) -> None:
    assert word in {"YES", "YES, PER MB", "ONLY IF", "NO", "UNKNOWN"}
