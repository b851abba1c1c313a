"""What the public views work out: amounts in dollars and euros, sizes, ranks, plans, the answer to "can I"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dsl import GB, Ledger, hours, offer, open_ledger

import warehouse.thin
from transforms.models import OfferPlace, Price, Validity, Volume
from transforms.page import Held
from transforms.source import Carrier, Part, Source
from transforms.values.style import Style
from transforms.words import (
    CarrierType,
    DataPer,
    Kind,
    PlacesBasis,
    PlaceStatus,
    PriceRole,
    PriceState,
    Service,
    Usage,
)
from warehouse.declared import register_sources
from warehouse.publish import publish


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.warehouse.close()


VIEWS = Path(warehouse.thin.__file__).parent / "views"


@pytest.fixture(scope="module")
def shelf() -> Iterator[duckdb.DuckDBPyConnection]:
    """The macro ``cheapest`` over a table of packs in the place of the view ``prices``."""
    with duckdb.connect() as connection:
        connection.execute("create table on_shelf(offer_id varchar, price integer, size integer, lasts integer)")
        connection.execute(
            "create view prices as select offer_id, 'X' as carrier, offer_id as offer_name, 'pack' as kind,"
            " 'travel' as usage, null as eligibility, price, 'USD' as currency, 'pack' as price_unit,"
            " price::decimal(18, 4) as price_usd, null::date as fx_on, null::timestamptz as last_seen_at,"
            " 0 as age_days, 'medium' as confidence, '' as url, false as is_stale, lasts as validity_days,"
            " size as gb_total, size as data_gb, 'total' as data_period, size is null as is_unlimited, 'TR' as place,"
            " 'yes' as status, 'data' as service, 'stated' as price_state from on_shelf"
        )
        for name in ("052_bought_gb", "053_bought_days", "240_cheapest"):
            connection.execute((VIEWS / f"{name}.sql").read_text())
        yield connection


def declare(ledger: Ledger, verified_on: str = "") -> None:
    source = Source(
        carrier="Verizon", home_country="US", style=Style(currency="USD"), carrier_type=CarrierType.ESIM_SELLER,
        parts=(Part(urls=("https://example.org/p",)),), verified_on=verified_on,
    )  # fmt: skip
    carrier = Carrier("us_verizon", source, lambda pages: iter(()), Path("us_verizon.py"))
    register_sources(ledger.connection, [carrier], {"us_verizon"})


def ask(ledger: Ledger, query: str, when: float = 1, *, stale_after_days: int = 3) -> list[tuple[Any, ...]]:
    folder = ledger.warehouse.path.parent / "published"
    thin = publish(ledger.connection, folder, as_of=hours(when), stale_after_days=stale_after_days)
    with duckdb.connect(str(thin), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return connection.execute(query).fetchall()


def pack(label: str, price: str, gb: int | None, days: int, **given: Any) -> Any:
    data = Volume(gb * GB if gb else None)
    given = {"places": "TR", "data": data, "data_per": DataPer.TOTAL, **given}
    return offer(label, price, kind=Kind.PACK, price_unit="pack", validity=Validity(days), **given)


def test_amounts_are_in_dollars_and_euros_at_the_newest_rate_of_the_bank(ledger: Ledger) -> None:
    ledger.read(
        hours(0), offer("in dollars", "10"), offer("in euros", "10", currency="EUR"),
        offer("in dirham", "36.725", currency="AED"), offer("in naira", "1000", currency="NGN"),
    )  # fmt: skip
    # The bundled rates end on 30 October 2026: 1.1172 dollars for a euro. Nobody quotes the naira: no amount.
    assert ask(ledger, "select offer_name, price_usd, price_eur, fx_on from offers order by offer_name") == [
        ("in dirham", 10, Decimal("8.9509"), date(2026, 10, 30)),
        ("in dollars", 10, Decimal("8.9509"), date(2026, 10, 30)),
        ("in euros", Decimal("11.1720"), 10, date(2026, 10, 30)),
        ("in naira", None, None, None),
    ]


def test_the_rate_is_that_of_the_day_asked_about_and_a_currency_that_is_quoted_no_more_has_none(
    ledger: Ledger,
) -> None:
    rates = "select round(1 / in_eur, 4), fx_on from fx_on(date '{}') where currency = '{}'"
    assert ask(ledger, rates.format("2024-06-30", "USD")) == [(1.0705, date(2024, 6, 28))]  # a Sunday
    assert ask(ledger, rates.format("2022-03-20", "RUB")) == [(117.201, date(2022, 3, 1))]
    assert ask(ledger, rates.format("2022-04-02", "RUB")) == []
    assert ask(ledger, rates.format("2026-01-15", "BGN")) == [(1.9558, date(2025, 12, 31))]
    assert ask(ledger, rates.format("2026-02-15", "BGN")) == []
    assert ask(ledger, rates.format("2030-01-01", "USD")) == [(1.1172, date(2026, 10, 30))]  # old, and says so


def test_offers_of_one_size_and_length_are_ranked_by_their_price_in_dollars(ledger: Ledger) -> None:
    ledger.read(
        hours(0), pack("five", "20", 5, 30), pack("cheap", "15", 5, 30, currency="EUR"), pack("six", "18", 6, 31),
        pack("tiny", "1", None, 30, data=Volume(GB // 2)), pack("decimal", "19", None, 30, data=Volume(5 * 10**9)),
        pack("endless", "50", None, 30), pack("week", "9", 5, 7), pack("no", "1", 5, 30, places="GR"),
        offer("daily", "2", gb="0.5", places="TR"), offer("yearly", "300", gb="1", places="TR", price_unit="year"),
        offer("rate", "0.1", kind=Kind.RATE, price_unit="mb", places="TR", service=Service.DATA),
    )  # fmt: skip
    found = ask(
        ledger,
        "select offer_name, size_class, days_class, rank_in_class, gb_total, price_per_gb_usd, price_per_day_usd"
        " from prices where place = 'TR'",
    )
    by_name = {row[0]: row[1:] for row in found}
    assert [by_name[n][:3] for n in ("cheap", "six", "decimal", "five")] == [
        ("5", 30, 1), ("5", 30, 2), ("5", 30, 3), ("5", 30, 4),
    ]  # fmt: skip
    assert by_name["week"][:3] == ("5", 7, 1)
    assert by_name["endless"][:4] == ("unlimited", 30, 1, None)
    assert by_name["tiny"][:3] == (None, 30, None)
    assert by_name["daily"] == (None, 1, None, 0.5, 4, 2)
    assert by_name["yearly"][:4] == ("20", 30, 1, 365.0)
    assert by_name["rate"] == (None, None, None, None, Decimal("102.4"), None)
    assert by_name["five"][3:] == (5, 4, Decimal("0.6667"))


def test_stale_offers_are_not_ranked_and_are_counted(ledger: Ledger) -> None:
    ledger.read(hours(0), pack("old", "1", 5, 30), part="one")
    ledger.read(hours(96), pack("new", "9", 5, 30), part="two")
    query = "select offer_name, is_stale, rank_in_class, ranked_in_class, stale_in_class from prices order by 1"
    assert ask(ledger, query, 97) == [("new", False, 1, 1, 1), ("old", True, None, 1, 1)]
    assert ask(ledger, query, 97, stale_after_days=30) == [("new", False, 2, 2, 0), ("old", False, 1, 2, 0)]
    wanted = "select offer_name, total_usd, stale_left_out from cheapest('TR', 4, 20)"
    assert ask(ledger, wanted, 97) == [("new", 9, 1)]
    assert ask(ledger, wanted, 400) == [(None, None, 2)]  # nothing fresh: that there was something is not kept back
    assert ask(ledger, "from cheapest('FR', 4, 20)", 97) == []


def test_what_has_no_price_no_data_or_is_not_sold_there_is_not_ranked(ledger: Ledger) -> None:
    not_there = pack("not there", "1", 5, 30, places=None)
    only_from = (Price(Decimal(1), "USD", PriceRole.FROM),)
    ledger.read(
        hours(0), pack("sold", "9", 5, 30), pack("calls", "1", 5, 30, service=Service.VOICE),
        replace(not_there, places=(OfferPlace("TR", PlaceStatus.NO),), places_basis=PlacesBasis.FULL_LIST),
        pack("from", None, 5, 30, price_state=PriceState.FROM, prices=only_from),
        pack("part of it", None, 5, 30, price_state=PriceState.INCLUDED, prices=()),
    )  # fmt: skip
    found = ask(ledger, "select offer_name, rank_in_class from prices order by 2 nulls last, 1")
    assert found == [("sold", 1), ("calls", None), ("from", None), ("not there", None), ("part of it", None)]


def test_confidence_falls_while_a_page_or_a_row_of_it_is_not_understood(ledger: Ledger) -> None:
    rows = [offer("kept"), *(offer(f"Pass {n}") for n in range(6))]
    ledger.read(hours(0), *rows)
    told = "select distinct confidence from offers"
    declare(ledger, verified_on="2026-11-01")
    assert ask(ledger, told) == [("primary",)]
    assert ask(ledger, "select confidence, verified_on from sources") == [("primary", "2026-11-01")]
    ledger.read(hours(24), *rows[1:], held=[Held("not_a_number", "no number", "kept | tbc", "row 1")])
    assert ask(ledger, "select offer_name from offers where confidence = 'unverified'") == [("kept",)]
    ledger.read(hours(48), problem="empty")
    assert ask(ledger, told) == [("unverified",)]
    assert ask(ledger, "select confidence from sources") == [("unverified",)]


def test_plans_are_those_with_a_page_and_those_that_offers_name(ledger: Ledger) -> None:
    ledger.read(
        hours(0), offer("Plan A", "40", kind=Kind.PLAN, usage=Usage.HOME, price_unit="month"),
        offer("Abroad", None, kind=Kind.INCLUDED, price_state=PriceState.INCLUDED, plan="Forfait 5G+ Été", places="TR",
              price_unit=""),
        offer("Pass", "5", plan="Forfait 5G+ Été", eligibility="after a month"),
    )  # fmt: skip
    assert ask(ledger, "select plan_id, plan_name, home_price, currency, is_on_sale from plans order by 1") == [
        ("us_verizon/plan-a", "Plan A", 40, "USD", True),
        ("us_verizon/plan/forfait-5g-été", "Forfait 5G+ Été", None, None, None),
    ]
    assert ask(ledger, "select plan_id, offer_id, relation, condition from plan_offers order by 2") == [
        ("us_verizon/plan/forfait-5g-été", "us_verizon/abroad", "included", None),
        ("us_verizon/plan/forfait-5g-été", "us_verizon/pass/after-a-month", "add_on", "after a month"),
    ]
    answers = ask(ledger, "select answer, offer_id from can_use('us_verizon/plan/forfait-5g-été', 'TR')")
    assert answers == [("YES", "us_verizon/abroad"), ("UNKNOWN", "us_verizon/pass/after-a-month")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.sampled_from([1, 2, 5, None]), st.sampled_from([1, 7, 30])),
        min_size=1, max_size=5, unique=True,
    ),
    st.integers(1, 20), st.integers(1, 40),
)  # fmt: skip
def test_the_cheapest_is_what_counting_by_hand_finds(
    shelf: duckdb.DuckDBPyConnection, packs: list[Any], gb: int, days: int
) -> None:
    """``cheapest`` over packs, against buying one more until both the data and the days suffice."""
    shelf.execute("delete from on_shelf")
    for number, (price, size, lasts) in enumerate(packs):
        shelf.execute("insert into on_shelf values (?, ?, ?, ?)", [f"p{number}", price, size, lasts])
    expected = []
    for number, (price, size, lasts) in enumerate(packs):
        units = 1
        while units * lasts < days or (size is not None and units * size * 1.0738 < gb):
            units += 1
        expected.append((Decimal(units * price), f"p{number}", units))
    found = shelf.execute(f"select total_usd, offer_id, units from cheapest('TR', {gb}, {days})").fetchall()
    assert found == sorted(expected)
