"""The published copy: what people open, with any DuckDB and while runs go on."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ledger_dsl import Ledger, hours, offer, open_ledger

from transforms.models import Allowance, OfferNetwork, Price, Speed
from transforms.page import Held
from transforms.source import Carrier, Part, Source
from transforms.values.style import Style
from transforms.words import AfterCap, AllowanceRole, CalledScope, PriceRole, Service
from warehouse.declared import register_sources
from warehouse.entries import Delivery, Digest
from warehouse.publish import publish
from warehouse.store import WarehouseError

# The public names, in the order in which people read them. Further columns may follow.
COLUMNS = {
    "offers": "offer_id carrier_id carrier carrier_type home_country segment kind service sim offer_name price currency"
    " price_unit list_price is_promo price_usd price_eur fx_on tax_basis lowest_price_30d data_gb data_period"
    " data_bytes data_basis is_unlimited fair_use_gb shares_home_allowance after_cap throttle_kbps overage_price"
    " overage_unit daily_cap_price max_charges max_charges_per extra_line_price minutes minutes_scope messages"
    " validity_days day_rule day_tz start_rule activate_within_days tethering place_count claimed_place_count"
    " places_basis stated_from_on stated_to_on first_seen_at last_seen_at age_days is_stale confidence source_id"
    " capture_id url",
    "prices": "offer_id carrier price currency price_usd price_eur fx_on is_stale place place_name region zone status"
    " note gb_total price_per_gb_usd price_per_day_usd size_class days_class rank_in_class",
    "price_history": "offer_id place price list_price currency data_gb from_at to_at days from_capture_id"
    " to_capture_id",
    "coverage": "offer_id place place_name zone status places_basis networks best_generation last_seen_at",
    "changes": "change_id move_id seen_at confirmed_at effective_on told_at state carrier_id carrier offer_id"
    " offer_name place field old_value new_value old_number new_number unit delta delta_pct effect severity_traveller"
    " severity_analyst cause before_words after_words before_capture_id after_capture_id url",
    "moves": "move_id carrier what factor rows exceptions first_seen_at ends_on",
    "plans": "plan_id carrier_id plan_name segment home_price currency is_on_sale",
    "plan_offers": "plan_id offer_id relation condition",
    "sources": "source_id carrier url status last_read_at last_changed_at rows age_days is_stale held_reason"
    " next_due_at verified_on confidence terms_status parser_version",
    "captures": "capture_id source_id part fetched_at outcome http_status bytes sha256 vantage is_backfill",
    "readings": "reading_id capture_id source_id part fetched_at verdict reasons rows held_rows effect parser_version",
    "receipts": "offer_id field value words where_on_page capture_id fetched_at url sha256",
    "rules": "rule_id place topic value from_on to_on source_url source_on confidence review_by is_overdue",
    "networks": "carrier_id offer_id place network mcc_mnc generations bands is_preferred",
    "held": "source_id part position code reason words where_on_page",
    "network_codes": "network_id place mcc_mnc brand operator status generations bands source_url review_by is_overdue",
    "bands": "generation band mhz",
    "devices": "device_id device sold_in esim bands source_url review_by is_overdue",
    "regions": "region place from_on to_on source_url",
    "place_currencies": "place currency from_on to_on source_url",
    "fx_rates": "currency per_eur from_on to_on source",
    "currency_pegs": "currency anchor per_anchor from_on to_on source_url source_on confidence review_by is_overdue",
}
REFERENCE = {
    "rules", "places", "fx_rates", "currency_pegs", "network_codes", "bands", "devices", "regions", "place_currencies",
}  # fmt: skip

# Views of what a page says: each says when it was last seen to say so.
OF_PAGES = (
    "offers", "prices", "price_history", "coverage", "changes", "moves", "plans", "plan_offers", "receipts", "networks",
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    source = Source(
        carrier="Verizon",
        home_country="US",
        style=Style(currency="USD"),
        parts=(Part(urls=("https://example.org/p",)),),
    )
    register_sources(
        ledger.connection, [Carrier("us_verizon", source, lambda pages: iter(()), tmp_path)], {"us_verizon"}
    )
    yield ledger
    ledger.warehouse.close()


def put_out(ledger: Ledger, folder: Path, when: float = 30) -> Path:
    return publish(ledger.connection, folder / "published", as_of=hours(when), stale_after_days=3)


def ask(thin: Path, query: str, asked_at: str = "") -> list[tuple[Any, ...]]:
    with duckdb.connect(str(thin), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        if asked_at:
            connection.execute("set variable asked_at = $at_", {"at_": asked_at})
        return connection.execute(query).fetchall()


def test_the_views_have_the_names_and_columns_that_people_know(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer(gb="1", places="TR"))
    thin = put_out(ledger, tmp_path)
    for view, names in COLUMNS.items():
        described = ask(thin, f"describe {view}")
        assert [row[0] for row in described if row[0] in names.split()] == names.split(), view
        kinds = {row[1] for row in described}
        assert not any("[]" in kind or kind.startswith(("STRUCT", "MAP", "UNION")) for kind in kinds), view


def test_every_view_of_pages_says_when_it_was_last_seen(ledger: Ledger, tmp_path: Path) -> None:
    thin = put_out(ledger, tmp_path)
    with duckdb.connect(str(thin), read_only=True) as connection:
        for view in OF_PAGES:
            found = {row[0]: row[1] for row in connection.execute(f"describe {view}").fetchall()}
            ages = (found["last_seen_at"], found["age_days"], found["is_stale"])
            assert ages == ("TIMESTAMP WITH TIME ZONE", "INTEGER", "BOOLEAN"), view


def test_an_offer_is_shown_with_what_people_pay_and_get(ledger: Ledger, tmp_path: Path) -> None:
    prices = (
        Price(Decimal("12"), "USD"), Price(Decimal("9"), "USD", PriceRole.PROMO, words="now $9"),
        Price(Decimal("5"), "USD", PriceRole.NEXT_LINE), Price(Decimal("0.1"), "USD", PriceRole.OVERAGE, unit="mb"),
    )  # fmt: skip
    talk = Allowance(AllowanceRole.BASE, minutes=30, service=Service.VOICE, called_scope=CalledScope.HOME)
    row = offer(
        price=None, prices=prices, gb="5", places="TR GR", allowances=(talk,), after_cap=AfterCap.THROTTLE,
        throttle=Speed(128), networks=(OfferNetwork("TR", "Turkcell", generations="3G;4G;5G"),), claimed_places=210,
    )  # fmt: skip
    ledger.read(hours(0), row)
    thin = put_out(ledger, tmp_path)
    assert ask(
        thin,
        "select carrier, price, list_price, is_promo, currency, data_gb, extra_line_price, overage_price, overage_unit,"
        " minutes, minutes_scope, throttle_kbps, place_count, claimed_place_count from offers",
    ) == [("Verizon", 9, 12, True, "USD", 5, 5, Decimal("0.1"), "mb", 30, "home", 128, 2, 210)]
    assert ask(thin, "select place_name, networks, best_generation, status from coverage order by place") == [
        ("Greece", None, None, "yes"),
        ("Türkiye", "Turkcell", "5G", "yes"),
    ]
    assert ask(thin, "select words, value, sha256 from receipts where field = 'price'") == [
        ("now $9", "9 USD a day", f"{1:064d}")
    ]
    assert ask(thin, "select count(*) from prices where place = 'TR' and price = 9") == [(1,)]


def test_ages_are_counted_to_when_somebody_asks_and_never_read_the_clock(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer(places="TR"))
    thin = put_out(ledger, tmp_path, 30)
    for view in ("offers", "coverage", "prices", "sources"):
        query = f"select age_days, is_stale from {view}"
        assert ask(thin, query) == [(1, False)], view
        assert ask(thin, query, "2026-11-26T05:00:00Z") == [(2, False)], view
        assert ask(thin, query, "2026-11-26T07:00:00Z") == [(3, True)], view
    overdue = "select count(*) filter (where is_overdue), count(*) from rules"
    assert ask(thin, overdue)[0][0] == 0
    (late,) = ask(thin, overdue, "2030-01-01T00:00:00Z")
    assert late[0] == late[1] > 300


def test_price_history_is_one_row_a_price_and_tells_gaps(ledger: Ledger, tmp_path: Path) -> None:
    rest = [offer(f"Pass {n}", price=str(n + 40)) for n in range(5)]
    first = ledger.read(hours(0), offer(price="10"), *rest)
    ledger.read(hours(24), offer(price="10", tethering=True), *rest)
    ledger.read(hours(48), offer(price="12", tethering=True), *rest)
    gone = ledger.read(hours(72), *rest)
    ledger.read(hours(96), *rest)
    back = ledger.read(hours(240), offer(price="12"), *rest)
    thin = put_out(ledger, tmp_path, 264)
    found = ask(
        thin,
        "select price, from_at, to_at, days, from_capture_id, to_capture_id from price_history"
        " where offer_id = 'us_verizon/travelpass' order by from_at",
    )
    assert [row[:4] for row in found] == [
        (10, hours(0), hours(48), 2), (12, hours(48), hours(72), 1), (12, hours(240), None, 1),
    ]  # fmt: skip
    assert (found[0][4], found[1][5], found[2][4]) == (first.capture_id, gone.capture_id, back.capture_id)


def test_the_macros_give_the_offers_of_a_moment_and_what_differs_between_two(ledger: Ledger, tmp_path: Path) -> None:
    rest = [offer(f"Pass {n}", price=str(n + 40)) for n in range(5)]
    ledger.read(hours(0), offer(price="10", places="TR"), *rest)
    ledger.read(hours(24), offer(price="12", places="TR GR"), *rest)
    thin = put_out(ledger, tmp_path)
    then, now = "timestamptz '2026-11-23 12:00:00Z'", "timestamptz '2026-11-24 12:00:00Z'"
    assert ask(thin, f"select price from offers_as_of({then}) where offer_name = 'TravelPass'") == [(10,)]
    assert ask(thin, f"select place, price from prices_as_of({now}) order by place") == [("GR", 12), ("TR", 12)]
    assert ask(thin, f"select what, old_price, new_price from diff({then}, {now})") == [("changed", 10, 12)]
    assert ask(thin, "select count(*) from offers_as_of(timestamptz '2020-01-01 00:00:00Z')") == [(0,)]


def test_a_change_says_when_it_was_told_and_a_held_row_what_was_not_understood(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer(), offer("B"))
    ledger.read(hours(24), offer(price="12"), offer("B"))
    ledger.read(hours(26), offer(price="12"), held=[Held("not_a_number", "not a number", "B: ask", "row 2")])
    change_id = ledger.changes("change_id")[0][0]
    digest = Digest(
        digest_id="d1", rule="all", recipient="a@example.org", frozen_at=hours(27), change_ids=(change_id,),
        eml_sha256="0" * 64, subject="Dearer",
    )  # fmt: skip
    ledger.add(digest, Delivery(digest_id="d1", attempted_at=hours(28), state="sent"))
    thin = put_out(ledger, tmp_path)
    assert ask(thin, "select state, told_at, digest_id from changes") == [("confirmed", hours(28), "d1")]
    assert ask(thin, "select words, where_on_page from held") == [("B: ask", "row 2")]


def test_an_open_connection_sees_the_next_generation_and_two_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer())
    thin = put_out(ledger, tmp_path)
    with duckdb.connect(str(thin), read_only=True) as reader:
        assert reader.execute("select price from offers").fetchall() == [(10,)]
        for when, price in ((24, "12"), (48, "13"), (72, "14")):
            ledger.read(hours(when), offer(price=price))
            put_out(ledger, tmp_path, when + 1)
            assert reader.execute("select price from offers").fetchall() == [(int(price),)]
    folders = [path.name for path in (tmp_path / "published").iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(folders) == 2
    assert (tmp_path / "published" / "current").resolve().name == max(folders)
    put_out(ledger, tmp_path, 100)
    assert ask(thin, "select price from offers") == [(14,)]


def test_the_thin_file_is_of_the_oldest_storage_version_and_holds_no_data(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer())
    thin = put_out(ledger, tmp_path)
    with duckdb.connect() as reader:
        reader.execute("attach '" + str(thin) + "' as thin (read_only)")
        tags = reader.execute("select tags['storage_version'] from duckdb_databases() where database_name = 'thin'")
        assert str(tags.fetchall()).count("v1.2.0") == 1
    assert ask(thin, "select count(*) from duckdb_tables()") == [(0,)]
    for said in (
        "select view_name from duckdb_views() where not internal and comment is null",
        "select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''",
        "select function_name from duckdb_functions() where not internal and comment is null",
    ):
        assert ask(thin, said) == []


def test_the_thin_file_is_made_anew_only_when_views_change_or_somebody_wrote_to_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    thin = put_out(ledger, tmp_path)
    made = thin.stat().st_ino
    ledger.read(hours(0), offer())
    assert put_out(ledger, tmp_path, 31).stat().st_ino == made
    assert ask(thin, "select price from offers") == [(10,)]
    with duckdb.connect(str(thin)) as writer:
        writer.execute("drop view offers cascade")
    put_out(ledger, tmp_path, 32)
    assert thin.stat().st_ino != made
    assert ask(thin, "select price from offers") == [(10,)]


def test_a_folder_with_a_quote_in_its_name_is_no_trouble(ledger: Ledger, tmp_path: Path) -> None:
    ledger.read(hours(0), offer())
    thin = put_out(ledger, tmp_path / "it's here")
    assert ask(thin, "select price from offers") == [(10,)]


def test_a_folder_that_cannot_be_written_leaves_the_copy_before(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "published").write_text("")
    with pytest.raises(WarehouseError, match="cannot be written"):
        put_out(ledger, tmp_path)


def test_a_source_never_read_is_stale_and_an_empty_ledger_can_be_asked(ledger: Ledger, tmp_path: Path) -> None:
    thin = put_out(ledger, tmp_path)
    assert ask(thin, "select source_id, last_read_at, is_stale from sources") == [("us_verizon", None, True)]
    for view in COLUMNS:
        if view not in REFERENCE | {"sources"}:
            assert ask(thin, f"select count(*) from {view}") == [(0,)], view
    assert ask(thin, "select published_at, asked_at from published") == [(hours(30), hours(30))]
