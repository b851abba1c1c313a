"""Verdicts: what of a reading may touch history, and the sentence that says why not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from ledger_dsl import offer

from transforms.models import Offer, Price
from transforms.page import Held
from transforms.read import Problem, Reading
from transforms.words import Kind, PriceRole, PriceState, Service
from warehouse.entries import Verdict
from warehouse.gate import Past, judge

SINCE = datetime(2026, 11, 22, 6, tzinfo=UTC)


def shelf(*prices: str, **given: object) -> list[Offer]:
    return [offer(f"Pass {n}", price=price, **given) for n, price in enumerate(prices)]


def past(*offers: Offer) -> Past:
    return Past(offers, {o.key: o.label for o in offers}, observed_at=SINCE)


def held(count: int) -> tuple[Held, ...]:
    return tuple(Held("not_a_number", "not a number", f"row {n}", "") for n in range(count))


def test_a_reading_that_meets_every_expectation_is_complete() -> None:
    judged = judge(Reading(tuple(shelf("1", "2"))), None, "US")
    assert (judged.verdict, judged.reasons, len(judged.offers)) == (Verdict.COMPLETE, (), 2)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("consent_wall", "the site asks for consent before it shows anything"),
        ("needs_browser", "the page is an empty shell that only a browser would fill"),
        ("column_lost", 'no column "Price": "Zone"'),
    ],
)
def test_any_problem_of_the_page_refuses_it_with_a_sentence(code: str, says: str) -> None:
    words = "Zone" if code == "column_lost" else ""
    judged = judge(Reading((), (), (Problem(code, 'no column "Price"', words),)), None, "US")
    assert (judged.verdict, judged.reasons) == (Verdict.REFUSED, (says,))


@pytest.mark.parametrize(
    ("taken", "count", "verdict"),
    [
        (9, 1, Verdict.PARTIAL),
        (1, 1, Verdict.PARTIAL),  # one row in any case
        (8, 2, Verdict.PARTIAL),  # a fifth, exactly
        (7, 2, Verdict.REFUSED),
        (0, 3, Verdict.REFUSED),
    ],
)
def test_more_than_one_row_and_a_fifth_held_refuses_the_reading(taken: int, count: int, verdict: Verdict) -> None:
    judged = judge(Reading(tuple(shelf(*["5"] * taken)), held(count)), None, "US")
    assert judged.verdict is verdict
    assert "row 0" in judged.reasons[0]


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [(10, 9, Verdict.COMPLETE), (10, 8, Verdict.COMPLETE), (10, 7, Verdict.REFUSED), (2, 1, Verdict.COMPLETE)],
)
def test_more_than_one_row_and_a_fifth_lost_refuses_the_reading(before: int, now: int, verdict: Verdict) -> None:
    rows = shelf(*[str(n + 3) for n in range(before)])
    judged = judge(Reading(tuple(rows[:now])), past(*rows), "US")
    assert judged.verdict is verdict


def test_the_reason_says_how_many_rows_and_since_when() -> None:
    rows = shelf("1", "2", "3", "4")
    judged = judge(Reading((rows[0],)), past(*rows), "GB")
    assert judged.reasons == ("3 of 4 rows missing since 22 Nov 2026",)


def test_a_column_that_is_lost_at_once_refuses_the_reading() -> None:
    rows = shelf("3", "4", "5", "6", "7", gb="1", places="TR GR")
    without = shelf("3", "4", "5", "6", "7", places="TR GR")
    assert judge(Reading(tuple(without)), past(*rows), "US").reasons == (
        "no data volume in 5 of 5 rows that had one",
    )  # fmt: skip
    one_less = (*rows[:4], without[4])
    assert judge(Reading(one_less), past(*rows), "US").verdict is Verdict.COMPLETE
    assert judge(Reading(tuple(rows)), past(*without), "US").verdict is Verdict.COMPLETE  # gained is not lost


def test_a_price_that_the_page_says_there_is_none_of_is_not_lost() -> None:
    rows = shelf("3", "4", "5")
    closed = [offer(o.label, price=None, price_state=PriceState.UNAVAILABLE) for o in rows]
    silent = [offer(o.label, price=None, price_state=PriceState.NOT_STATED) for o in rows]
    assert judge(Reading(tuple(closed)), past(*rows), "US").verdict is Verdict.COMPLETE
    assert judge(Reading(tuple(silent)), past(*rows), "US").reasons == ("no price in 3 of 3 rows that had one",)


def test_rows_that_are_lost_one_a_day_are_missed_in_the_end() -> None:
    rows = shelf("1", "2", "3", "4")
    week = Past(tuple(rows), {o.key: o.label for o in rows}, observed_at=SINCE, most_rows=7)
    judged = judge(Reading(tuple(rows)), week, "US")
    assert judged.reasons == ("only 4 rows; up to 7 within the last 7 days",)
    assert judge(Reading(tuple(rows), held(1)), week, "US").verdict is Verdict.PARTIAL


def test_held_rows_count_as_present() -> None:
    rows = shelf(*[str(n + 3) for n in range(10)])
    judged = judge(Reading(tuple(rows[:7]), held(1)), past(*rows), "US")
    assert judged.verdict is Verdict.PARTIAL


def test_as_many_rows_that_are_all_other_ones_are_another_page() -> None:
    rows = [offer(label, price=str(9 + n)) for n, label in enumerate(("Day Pass", "Week Pass", "Sea Pass"))]
    others = [offer(label, price=str(70 + n)) for n, label in enumerate(("Handytarif", "Festnetz", "Zubehör"))]
    judged = judge(Reading(tuple(others)), past(*rows), "US")
    assert judged.reasons == ("3 of 3 known rows are gone since 22 Nov 2026, and as many unlike them stand there",)


def test_a_price_of_zero_without_a_word_for_free_is_held_and_taken_out() -> None:
    rows = shelf("5", "5", "5", "5", "5")
    zero = offer("Gift?", price="0", words="0.00")
    judged = judge(Reading((*rows, zero)), None, "US")
    assert judged.verdict is Verdict.PARTIAL
    assert [o.label for o in judged.offers] == [o.label for o in rows]
    assert judged.held[0].code == "zero_price"
    assert "Gift?" in judged.held[0].words


@pytest.mark.parametrize("words", ["Free", "kostenlos", "음성 무료"])
def test_a_price_of_zero_with_a_word_for_free_is_believed(words: str) -> None:
    judged = judge(Reading((offer("Gift", price="0", words=words),)), None, "US")
    assert judged.verdict is Verdict.COMPLETE


def test_a_price_of_zero_is_believed_where_the_state_says_free() -> None:
    free = Offer(
        label="SMS in", kind=Kind.RATE, service=Service.SMS, price_state=PriceState.FREE,
        prices=(Price(Decimal(0), "USD"),),
    )  # fmt: skip
    assert judge(Reading((free,)), None, "US").verdict is Verdict.COMPLETE


def test_prices_that_are_all_in_another_currency_are_refused() -> None:
    now = shelf("5", "6", currency="EUR")
    judged = judge(Reading(tuple(now)), past(*shelf("5", "6")), "US")
    assert judged.reasons == ("every price is in EUR; before they were in USD",)


def test_three_prices_that_lose_their_decimal_mark_are_refused() -> None:
    judged = judge(Reading(tuple(shelf("970", "499", "1250", "7"))), past(*shelf("9.70", "4.99", "12.50", "7")), "FR")
    assert judged.verdict is Verdict.REFUSED
    assert judged.reasons == ("factor: 3 prices all moved x100, as a lost decimal mark would make them",)


def test_two_prices_times_ten_are_too_few_for_a_factor() -> None:
    judged = judge(Reading(tuple(shelf("50", "60", "7"))), past(*shelf("5", "6", "7")), "US")
    assert judged.verdict is Verdict.COMPLETE


@pytest.mark.parametrize(("home", "verdict"), [("GB", Verdict.REFUSED), ("US", Verdict.COMPLETE)])
def test_a_factor_of_the_sellers_own_vat_is_held_and_of_no_other_country(home: str, verdict: Verdict) -> None:
    before, now = past(*shelf("10", "5", "2.49")), shelf("12", "6", "2.99")
    assert judge(Reading(tuple(now)), before, home).verdict is verdict
    back = judge(Reading(before.offers), past(*now), home)
    assert back.verdict is verdict


def test_vat_needs_every_price_to_move() -> None:
    judged = judge(Reading(tuple(shelf("12", "6", "2.40", "8"))), past(*shelf("10", "5", "2", "8")), "GB")
    assert judged.verdict is Verdict.COMPLETE


def test_verizons_rise_of_a_fifth_passes() -> None:
    before = past(offer(price="10"), offer(price="5", scope="Canada and Mexico"))
    now = (offer(price="12"), offer(price="6", scope="Canada and Mexico"))
    assert judge(Reading(now), before, "US").verdict is Verdict.COMPLETE


def test_the_price_that_people_pay_counts_for_zero_not_the_others() -> None:
    row = offer("Pass", prices=(Price(Decimal(5), "USD"), Price(Decimal(0), "USD", PriceRole.NEXT_LINE)), price=None)
    assert judge(Reading((row,)), None, "US").verdict is Verdict.COMPLETE
