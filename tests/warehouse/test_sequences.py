"""Sequences that must come out right, each walked day by day: what stands in the end, and what people are told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_dsl import Ledger, dump, empty_warehouse, hours, offer, open_ledger

from transforms.models import Offer, OfferPlace, Validity
from transforms.page import Held
from transforms.values import Style, price
from transforms.words import Kind, PlacesBasis, Service
from warehouse.entries import Verdict
from warehouse.load import catch_up
from warehouse.store import Warehouse

pytestmark = pytest.mark.slow


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    (tmp_path / "again.duckdb").write_bytes(empty_warehouse())
    with Warehouse.open_for_writing(tmp_path / "again.duckdb") as again:
        catch_up(again.connection, ledger.journal, ledger.archive, batch=50)
        assert dump(again.connection) == dump(ledger.connection)
    ledger.warehouse.close()


def plan(label: str, price: str, gb: str, **given: Any) -> Offer:
    given = {"kind": Kind.PACK, "service": Service.DATA, "price_unit": "pack", "validity": Validity(30), **given}
    return offer(label, price=price, gb=gb, **given)


def daily(ledger: Ledger, first: int, last: int, *offers: Offer, **given: Any) -> set[Verdict]:
    """The same page each day, from one day to another."""
    return {ledger.read(hours(24 * day), *offers, **given).verdict for day in range(first, last + 1)}


def spans(ledger: Ledger, offer_id: str) -> list[tuple[Any, ...]]:
    """The versions of an offer: day from, day to."""
    found = ledger.ask(
        f"select observed_from, observed_to from core.offers where offer_id = 'us_verizon/{offer_id}' "
        "and recorded_to is null order by observed_from"
    )
    return [tuple(None if m is None else (m - hours(0)).total_seconds() / 86400 for m in span) for span in found]


def count_offers(ledger: Ledger) -> int:
    return int(ledger.ask("select count(distinct offer_id) from core.offers")[0][0])


def test_four_of_seven_plans_renamed_and_re_bundled_overnight_and_back_a_month_later(ledger: Ledger) -> None:
    stay = [plan("Cruise Pack", "80", "1"), plan("Day Pass", "5", "0.5"), plan("World Unlimited", "99", "40")]
    before = [plan("Europe Small", "10", "3"), plan("Europe Large", "20", "10"), plan("Asia Basic", "15", "5"),
              plan("Americas", "30", "8")]  # fmt: skip
    after = [plan("Europe Small Plus", "11", "4"), plan("Europe Large Plus", "21", "12"),
             plan("Asia Basic Plus", "16", "6"), plan("Americas Plus", "31", "9")]  # fmt: skip
    assert daily(ledger, 0, 2, *stay, *before) == {Verdict.COMPLETE}
    assert daily(ledger, 3, 32, *stay, *after) == {Verdict.COMPLETE}
    assert count_offers(ledger) == 7
    told = ledger.owed("offer_id", "field", "new_value", "told_as")
    assert {offer_id for offer_id, *_ in told} == {
        f"us_verizon/{name}" for name in ("europe-small", "europe-large", "asia-basic", "americas")
    }
    assert sorted({field for _, field, *_ in told}) == ["data", "label", "price"]
    assert ("us_verizon/americas", "label", "Americas Plus", "news") in told
    ledger.mail(hours(24 * 32))
    assert daily(ledger, 33, 36, *stay, *before) == {Verdict.COMPLETE}
    assert count_offers(ledger) == 7
    back = ledger.owed("offer_id", "field", "new_value", "told_as")
    assert len(back) == 12
    assert {told_as for *_, told_as in back} == {"back_again"}
    assert ("us_verizon/americas", "label", "Americas", "back_again") in back
    assert spans(ledger, "americas") == [(0, 3), (3, 33), (33, None)]
    assert ledger.ask("select count(*) from core.changes where field = 'offer'") == [(0,)]


def test_a_page_that_is_empty_for_sixty_days_is_back_with_two_prices_changed(ledger: Ledger) -> None:
    rows = [plan(f"Pack {n}", str(10 + n), "1") for n in range(6)]
    daily(ledger, 0, 1, *rows)
    proof = ledger.part()["last_capture_id"]
    ledger.is_waiting = True
    assert daily(ledger, 2, 61, problem="empty") == {Verdict.REFUSED}
    ledger.fold()
    assert ledger.part()["held_since_at"] == hours(48)
    back = [plan("Pack 0", "12", "1"), plan("Pack 1", "13", "1"), *rows[2:]]
    assert daily(ledger, 62, 63, *back) == {Verdict.COMPLETE}
    assert ledger.part()["held_reason"] is None
    assert ledger.owed("offer_id", "old_value", "new_value", "seen_at", "before_capture_id") == [
        ("us_verizon/pack-0", "10 USD", "12 USD", hours(24 * 62), proof),
        ("us_verizon/pack-1", "11 USD", "13 USD", hours(24 * 62), proof),
    ]
    assert spans(ledger, "pack-0") == [(0, 62), (62, None)]
    assert spans(ledger, "pack-5") == [(0, None)]


def test_a_price_field_of_zero_beside_words_that_say_19_90_while_other_plans_change(ledger: Ledger) -> None:
    def others(day: int) -> list[Offer]:
        return [plan(f"Pack {n}", str(10 + n + (day // 14 if n == 1 else 0)), "1") for n in range(1, 6)]

    daily(ledger, 0, 1, plan("Pack 0", "19.90", "1"), *others(0))
    zero = plan("Pack 0", "0", "1", words="0.00 (19.90 a month)")
    for day in range(2, 44):
        assert ledger.read(hours(24 * day), zero, *others(day)).verdict is Verdict.PARTIAL
    assert ledger.owed("offer_id", "new_value") == [("us_verizon/pack-1", f"{price} USD") for price in (12, 13, 14)]
    assert spans(ledger, "pack-0") == [(0, None)]
    assert ledger.ask("select last_seen_at from core.offers where offer_id = 'us_verizon/pack-0'") == [(hours(24),)]
    daily(ledger, 44, 45, plan("Pack 0", "19.90", "1"), *others(44))
    assert spans(ledger, "pack-0") == [(0, None)]
    assert len(ledger.owed("field")) == 3


def test_rows_that_are_reordered_and_reformatted_daily_are_never_news(ledger: Ledger) -> None:
    rows = [plan(f"Pack {n}", str(10 + n), "1", places="TR GR ES") for n in range(8)]
    for day in range(30):
        turned = rows[day % 8 :] + rows[: day % 8]
        shown = [
            replace(
                row, prices=(replace(row.prices[0], words=f"{'now ' * (day % 3)}${row.prices[0].amount}"),),
                places=row.places[day % 3 :] + row.places[: day % 3],
            )
            for row in turned
        ]  # fmt: skip
        assert ledger.read(hours(24 * day), *shown).verdict is Verdict.COMPLETE
    assert ledger.changes("field") == []
    assert ledger.ask("select count(*), min(last_seen_at) from core.offers") == [(8, hours(24 * 29))]


@pytest.mark.parametrize("marks", ["’\u00a0", "\u00a0’", "'\u202f", "’ "])
def test_a_thousands_separator_that_changes_is_no_change(ledger: Ledger, marks: str) -> None:
    style = Style(currency="CHF", grouping="’'\u00a0\u202f ")
    for day, mark in enumerate((*marks, *marks)):
        rows = [
            Offer(label=f"Pack {n}", kind=Kind.PACK, service=Service.DATA, price_unit="pack",
                  prices=(price(f"CHF 1{mark}{n}00.50", style),))
            for n in range(1, 5)
        ]  # fmt: skip
        assert ledger.read(hours(24 * day), *rows).verdict is Verdict.COMPLETE
    assert ledger.changes("field") == []
    assert ledger.ask("select min(amount)::varchar from core.offer_prices") == [("1100.500000",)]


def test_a_one_day_flip_is_told_and_told_back_and_what_no_second_look_shows_is_not(ledger: Ledger) -> None:
    daily(ledger, 0, 1, offer())
    ledger.read(hours(48), offer(price="12"))
    ledger.read(hours(50), offer(price="12"))
    assert ledger.owed("new_value", "told_as") == [("12 USD a day", "news")]
    ledger.mail(hours(51))
    ledger.read(hours(72), offer())
    ledger.read(hours(74), offer())
    ((first,), (second,)) = ledger.changes("change_id")
    assert ledger.owed("change_id", "told_as", "undoes") == [(second, "back_again", first)]
    ledger.mail(hours(75))
    ledger.read(hours(96), offer(price="12"))
    ledger.read(hours(96.6), offer())
    assert ledger.owed("field") == []
    assert ledger.changes("state")[-1] == ("undone",)


def test_a_sale_on_1912_of_1926_prices_is_one_move_and_so_is_its_end(ledger: Ledger) -> None:
    def shop(on_sale: bool) -> list[Offer]:
        # Prices in whole tens of cents: x 0.80 is exact to the cent.
        return [
            offer(f"eSIM {n}", price=f"{(10 + n) * (0.8 if on_sale and n >= 14 else 1):.2f}", price_unit="pack",
                  kind=Kind.PACK, service=Service.DATA)
            for n in range(1926)
        ]  # fmt: skip

    for hour, on_sale in ((0, False), (24, True), (26, True)):
        assert ledger.read(hours(hour), *shop(on_sale)).verdict is Verdict.COMPLETE
    moves = "select what, row_count, exceptions, state, told_as from core.moves order by first_seen_at"
    assert ledger.ask(moves) == [("1,912 prices x0.80 (-20 %)", 1912, 14, "confirmed", "news")]
    ledger.mail(hours(27))
    for hour in (240, 242):
        assert ledger.read(hours(hour), *shop(False)).verdict is Verdict.COMPLETE
    assert ledger.ask(moves)[1:] == [("1,912 prices x1.25 (+25 %)", 1912, 14, "confirmed", "back_again")]
    assert len(ledger.owed("field")) == 1912
    assert ledger.ask("select count(*) from core.offers") == [(1926 + 2 * 1912,)]


def test_a_page_that_loses_a_tab_closes_nothing_and_is_not_news_when_it_is_back(ledger: Ledger) -> None:
    tabs = {name: [plan(f"{name} {n}", str(10 + n), "1") for n in range(4)] for name in ("Europe", "Asia", "World")}
    everything = [row for rows in tabs.values() for row in rows]
    daily(ledger, 0, 1, *everything)
    assert daily(ledger, 2, 12, *tabs["Europe"], *tabs["Asia"]) == {Verdict.REFUSED}
    assert "4 of 12 rows missing" in ledger.part()["held_reason"]
    assert daily(ledger, 13, 14, *everything) == {Verdict.COMPLETE}
    assert ledger.changes("field") == []
    assert spans(ledger, "world-3") == [(0, None)]


def test_a_consent_wall_answered_200_and_then_304_leaves_the_last_good_facts(ledger: Ledger) -> None:
    good = ledger.read(hours(0), *[plan(f"Pack {n}", str(10 + n), "1") for n in range(4)])
    ledger.read(hours(24), problem="consent_wall")
    assert ledger.ask("select etag from ops.validators") == [('"1"',)]  # not those of the wall
    ledger.not_modified(hours(48), good.capture_id)
    assert ledger.part()["held_reason"] is None
    assert ledger.ask("select distinct last_seen_at from core.offers") == [(hours(48),)]
    assert ledger.changes("field") == []
    # A server that stands by its wall: the 304 equals a capture that was never believed, and says nothing.
    wall = ledger.read(hours(72), problem="consent_wall")
    ledger.not_modified(hours(96), wall.capture_id)
    assert ledger.ask("select distinct last_seen_at from core.offers") == [(hours(48),)]


def test_two_addresses_with_one_content_are_two_lists_that_keep_their_ids_and_one_move(ledger: Ledger) -> None:
    rows = [plan(f"Pack {n}", str(10 + n), "1") for n in range(4)]
    now = [plan(f"Pack {n}", str(12 + n), "1") for n in range(4)]
    for day, shown in ((0, rows), (1, rows), (2, now), (3, now)):
        for number, part in enumerate(("www", "shop")):
            ledger.read(hours(24 * day + number / 10), *shown, part=part, run_id=f"r{day}")
    assert count_offers(ledger) == 8
    assert ledger.ask("select part, count(distinct offer_id) from core.offers group by 1 order by 1") == [
        ("shop", 4), ("www", 4),
    ]  # fmt: skip
    assert ledger.ask("select what, row_count, state from core.moves") == [("8 prices +2 USD", 8, "confirmed")]


def test_of_a_list_one_country_is_renamed_one_moved_between_zones_one_dropped(ledger: Ledger) -> None:
    def world(**zones: str) -> Offer:
        places = tuple(OfferPlace(code, zone=zone) for code, zone in zones.items())
        return replace(offer("Roam"), places=places, places_basis=PlacesBasis.FULL_LIST)

    daily(ledger, 0, 1, world(TR="Zone 1", GR="Zone 1", ES="Zone 2", SZ="Zone 3"))
    # Swaziland is Eswatini, Turkey is Türkiye: the code is the same.
    daily(ledger, 2, 3, world(TR="Zone 1", ES="Zone 1", SZ="Zone 3"))
    assert ledger.owed("field", "place", "old_value", "new_value", "effect") == [
        ("places", "GR", "yes", None, "worse"),
        ("zone", "ES", "Zone 2", "Zone 1", "neutral"),
        ("zone", "GR", "Zone 1", None, "neutral"),
    ]
    assert sorted(ledger.ask("select what from core.moves where field = 'places'")) == [("1 place dropped: GR",)]
    assert spans(ledger, "roam") == [(0, 2), (2, None)]


def test_a_pack_that_keeps_its_name_and_changes_its_size_is_one_offer(ledger: Ledger) -> None:
    rest = [plan(f"Pack {n}", str(10 + n), "1") for n in range(5)]
    daily(ledger, 0, 1, *rest, plan("Europe", "20", "5"))
    daily(ledger, 2, 3, *rest, plan("Europe", "20", "8"))
    assert ledger.owed("offer_id", "field", "old_value", "new_value", "effect") == [
        ("us_verizon/europe", "data", "5 GB", "8 GB", "better")
    ]
    assert spans(ledger, "europe") == [(0, 2), (2, None)]


def test_a_pack_whose_size_is_its_variant_is_one_offer_if_it_is_near_and_another_if_it_is_far(ledger: Ledger) -> None:
    rest = [plan(f"Pack {n}", str(10 + n), "1") for n in range(5)]
    daily(ledger, 0, 1, *rest, plan("Europe", "20", "5", variant="5 GB"))
    daily(ledger, 2, 3, *rest, plan("Europe", "20", "6", variant="6 GB"))
    assert sorted(ledger.owed("offer_id", "field", "new_value")) == [
        ("us_verizon/europe/5-gb", "data", "6 GB"),
        ("us_verizon/europe/5-gb", "variant", "6 GB"),
    ]
    ledger.mail(hours(80))
    daily(ledger, 4, 6, *rest, plan("Europe", "90", "60", variant="60 GB"))
    assert sorted(ledger.owed("offer_id", "new_value")) == [
        ("us_verizon/europe/5-gb", "withdrawn"),
        ("us_verizon/europe/60-gb", "new"),
    ]


def test_a_seller_that_renumbers_all_its_codes_sells_the_same_offers(ledger: Ledger) -> None:
    def shop(series: str) -> list[Offer]:
        return [
            plan(f"{place} {gb} GB", str(gb * 3), str(gb), code=f"{series}-{index:04d}", scope=place)
            for index, (place, gb) in enumerate(
                (p, g) for p in ("TR", "JP", "ES", "FR", "IT") for g in (1, 3, 5, 10, 20)
            )
        ]

    daily(ledger, 0, 1, *shop("A"))
    assert daily(ledger, 2, 4, *shop("B")) == {Verdict.COMPLETE}
    assert count_offers(ledger) == 25
    assert {field for (field,) in ledger.changes("field")} == {"code"}
    assert {effect for (effect,) in ledger.changes("effect")} == {"neutral"}
    assert ledger.ask("select count(*) from core.offers where observed_to is null") == [(25,)]


def test_a_row_that_is_not_understood_for_a_while_keeps_its_facts_and_is_not_new_after(ledger: Ledger) -> None:
    rows = [plan(f"Pack {n}", str(10 + n), "1") for n in range(6)]
    held = [Held("unknown_words", "unknown words", "Pack 5 | ask in the shop", "tr[6]")]
    daily(ledger, 0, 1, *rows)
    assert daily(ledger, 2, 20, *rows[:5], held=held) == {Verdict.PARTIAL}
    daily(ledger, 21, 22, *rows)
    assert ledger.changes("field") == []
    assert spans(ledger, "pack-5") == [(0, None)]
