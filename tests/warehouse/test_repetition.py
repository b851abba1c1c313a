"""What is never believed on repetition alone: each kind, sixty days long (DESIGN.md, Verdicts)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ledger_dsl import Ledger, hours, offer, open_ledger

from transforms.models import Offer
from transforms.page import Held
from warehouse.entries import Purpose, Verdict

pytestmark = pytest.mark.slow

DAYS = 60


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


def shelf(*prices: str, **given: Any) -> list[Offer]:
    return [offer(f"Pass {n}", price=price, gb="1", **given) for n, price in enumerate(prices)]


GOOD = shelf("5.50", "6.50", "7.50", "8.50", "9.50", "10.50")

PROBLEMS = ("empty", "consent_wall", "block_page", "needs_browser", "truncated", "torn", "landmark_lost", "column_lost",
            "claim_contradicted", "too_few_rows", "duplicate_key", "parser_fault", "parser_timeout")  # fmt: skip


def days_of(ledger: Ledger, look: Callable[[float], Any]) -> set[Verdict]:
    """Sixty days of the same, after a good first reading; what each was taken for.

    They are folded together, and one more is judged after that: had any been believed, it would show.
    """
    ledger.read(hours(0), *GOOD)
    ledger.is_waiting = True
    verdicts = {look(24 * day).verdict for day in range(1, DAYS + 1)}
    ledger.fold()
    verdicts.add(look(24 * (DAYS + 1)).verdict)
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(len(GOOD),)]
    assert ledger.ask("select count(*) from core.absences") == [(0,)]
    assert ledger.changes("field") == []
    assert ledger.part()["last_observed_at"] == hours(0) or verdicts == {Verdict.PARTIAL}
    return verdicts


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_page_that_cannot_be_right_is_refused_however_often_it_comes(ledger: Ledger, problem: str) -> None:
    assert days_of(ledger, lambda when: ledger.read(hours(when), problem=problem)) == {Verdict.REFUSED}
    assert ledger.part()["held_since_at"] == hours(24)


@pytest.mark.parametrize(
    "rows",
    [
        GOOD[:4],
        [offer(o.label, price="9", gb="1", currency="EUR") for o in GOOD],
        shelf("55", "65", "75", "85", "95", "105"),
        shelf("550", "650", "750", "850", "950", "1050"),
        [offer(o.label, price="5") for o in GOOD],
        [offer(f"Anderes {n} Ding", price=str(50 + n), gb="7") for n in range(6)],
    ],
    ids=["rows lost", "currency lost", "times ten", "times a hundred", "column lost", "another page"],
)
def test_rows_that_cannot_be_right_are_refused_however_often_they_come(ledger: Ledger, rows: list[Offer]) -> None:
    assert days_of(ledger, lambda when: ledger.read(hours(when), *rows)) == {Verdict.REFUSED}


def test_the_vat_of_the_sellers_own_country_is_refused_however_often_it_comes(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, home_country="GB")
    taxed = shelf("6.60", "7.80", "9.00", "10.20", "11.40", "12.60")
    assert days_of(ledger, lambda when: ledger.read(hours(when), *taxed)) == {Verdict.REFUSED}
    ledger.warehouse.close()


@pytest.mark.parametrize("count", [1, 3], ids=["one row", "half of the rows"])
def test_a_price_of_zero_without_a_word_for_free_is_held_however_often_it_comes(ledger: Ledger, count: int) -> None:
    rows = [*GOOD[count:], *(offer(o.label, price="0", gb="1", words="0.00") for o in GOOD[:count])]
    verdict = Verdict.PARTIAL if count == 1 else Verdict.REFUSED
    assert days_of(ledger, lambda when: ledger.read(hours(when), *rows)) == {verdict}


def test_a_number_against_words_is_held_however_often_it_comes(ledger: Ledger) -> None:
    held = [Held("not_understood", "a number against words", "Pass 0: 0, from 19.90", "tr[1]")]
    assert days_of(ledger, lambda when: ledger.read(hours(when), *GOOD[1:], held=held)) == {Verdict.PARTIAL}


def test_a_filled_in_past_alters_no_verdict_of_the_day_nor_of_the_next(ledger: Ledger) -> None:
    ledger.read(hours(1000), *GOOD)
    first = ledger.read(hours(1024), *GOOD[:5])
    many = [*GOOD, *(offer(f"Old {n}", price=str(n + 70), gb="1") for n in range(40))]
    ledger.read(hours(900), *many, purpose=Purpose.BACKFILL, learned=False)
    ledger.read(hours(1010), *many, purpose=Purpose.BACKFILL, learned=False)
    ledger.decide(hours(1030), "backfilled", ledger.source_id, "main")
    assert ledger.ask(f"select verdict from ops.readings where reading_id = '{first.reading_id}'") == [("complete",)]
    assert ledger.read(hours(1048), *GOOD[:5]).verdict is Verdict.COMPLETE
