"""A small published copy with the views of the house, for tests of the commands that read it.

Its rows are facts of shared/domain.md A1 (Verizon, Telstra, Free, Three) and one seller made up for the tests.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SEEN = datetime(2026, 11, 24, 5, 12, tzinfo=UTC)
GB = 1024**3

OFFER_COLUMNS = """
    offer_id varchar, carrier_id varchar, carrier varchar, carrier_type varchar, home_country varchar,
    segment varchar, kind varchar, service varchar, sim varchar, offer_name varchar, price decimal(18,6),
    currency varchar, price_unit varchar, price_state varchar, list_price decimal(18,6), is_promo boolean,
    price_usd double, price_eur double, fx_on date, tax_basis varchar, lowest_price_30d decimal(18,6), data_gb double,
    data_period varchar, data_bytes bigint, data_basis varchar, is_unlimited boolean, fair_use_gb double,
    shares_home_allowance boolean, after_cap varchar, throttle_kbps integer, throttle_words varchar,
    overage_price decimal(18,6), overage_unit varchar, daily_cap_price decimal(18,6), max_charges integer,
    max_charges_per varchar, extra_line_price decimal(18,6), minutes integer, minutes_scope varchar, messages integer,
    validity_days integer, day_rule varchar, day_tz varchar, start_rule varchar, activate_within_days integer,
    tethering boolean, eligibility varchar, exclusions varchar, place_count bigint, claimed_place_count integer,
    claimed_places_is_minimum boolean, places_basis varchar, stated_from_on date, stated_to_on date,
    first_seen_at timestamptz, last_seen_at timestamptz, age_days bigint, is_stale boolean, confidence varchar,
    source_id varchar, capture_id varchar, url varchar
"""
TABLES = {
    "offers": OFFER_COLUMNS,
    "prices": "offer_id varchar, carrier_id varchar, carrier_type varchar, place varchar, status varchar,"
    " is_stale boolean, kind varchar, price decimal(18,6)",
    "price_history": "offer_id varchar, place varchar, price decimal(18,6), list_price decimal(18,6), currency varchar,"
    " data_gb double, from_at timestamptz, to_at timestamptz, days bigint, from_capture_id varchar,"
    " to_capture_id varchar",
    "coverage": "offer_id varchar, place varchar, place_name varchar, zone varchar, status varchar, note varchar,"
    " places_basis varchar, networks varchar, best_generation varchar, last_seen_at timestamptz",
    "changes": "change_id varchar, move_id varchar, seen_at timestamptz, confirmed_at timestamptz, effective_on date,"
    " told_at timestamptz, state varchar, carrier_id varchar, carrier varchar, offer_id varchar, offer_name varchar,"
    " place varchar, field varchar, old_value varchar, new_value varchar, old_number decimal(38,6),"
    " new_number decimal(38,6), unit varchar, delta decimal(38,6), delta_pct double, effect varchar,"
    " severity_traveller varchar, severity_analyst varchar, cause varchar, before_words varchar, after_words varchar,"
    " before_capture_id varchar, after_capture_id varchar, url varchar",
    "moves": "move_id varchar, carrier varchar, what varchar, factor double, rows bigint, exceptions bigint,"
    " first_seen_at timestamptz, ends_on date",
    "sources": "source_id varchar, carrier varchar, url varchar, status varchar, last_read_at timestamptz,"
    " last_changed_at timestamptz, rows bigint, age_days bigint, is_stale boolean, held_reason varchar,"
    " next_due_at timestamptz, verified_on varchar, confidence varchar, terms_status varchar, parser_version varchar",
    "captures": "capture_id varchar, source_id varchar, part varchar, fetched_at timestamptz, outcome varchar,"
    " http_status integer, bytes bigint, sha256 varchar, vantage varchar, is_backfill boolean",
    "receipts": "offer_id varchar, field varchar, value varchar, words varchar, where_on_page varchar,"
    " capture_id varchar, fetched_at timestamptz, url varchar, sha256 varchar",
    "rules": "rule_id varchar, place varchar, topic varchar, value varchar, from_on date, to_on date,"
    " source_url varchar, source_on varchar, confidence varchar, review_by date, is_overdue boolean",
    "networks": "carrier_id varchar, offer_id varchar, place varchar, network varchar, mcc_mnc varchar,"
    " generations varchar, bands varchar, is_preferred boolean",
    "held": "source_id varchar, part varchar, reading_id varchar, capture_id varchar, position integer, code varchar,"
    " reason varchar, words varchar, where_on_page varchar",
}
VERIZON_URL = "https://www.verizon.com/support/travelpass-faqs/"


def build(ledger: Path) -> Path:
    """The published copy in ``<ledger>/published``; the file's path."""
    file = ledger / "published" / "roamledger.duckdb"
    file.parent.mkdir(parents=True)
    connection = duckdb.connect(str(file))
    for name, columns in TABLES.items():
        connection.execute(f"create table {name} ({columns})")
    for name, values in ROWS.items():
        insert(connection, name, values)
    connection.close()
    return file


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        names, marks = ", ".join(row), ", ".join(f"${name}" for name in row)
        connection.execute(f"insert into {table} ({names}) values ({marks})", dict(row))


def offer(offer_id: str, carrier: str, offer_name: str, **facts: Any) -> dict[str, Any]:
    """A row of ``offers`` with what most have in common."""
    source_id = offer_id.split("/")[0]
    return {
        "offer_id": offer_id, "carrier": carrier, "offer_name": offer_name, "carrier_id": source_id,
        "carrier_type": "network", "home_country": source_id[:2].upper(), "segment": "consumer", "kind": "day_pass",
        "service": "bundle", "price_state": "stated", "price_unit": "day", "place_count": 0,
        "first_seen_at": SEEN - timedelta(days=200), "last_seen_at": SEEN, "age_days": 0, "is_stale": False,
        "source_id": source_id, "capture_id": f"{source_id}@2026-11-24T05:12:00Z", **facts,
    }  # fmt: skip


def change(change_id: str, offer_id: str, **facts: Any) -> dict[str, Any]:
    source_id = offer_id.split("/")[0]
    return {
        "change_id": change_id, "move_id": f"m-{change_id}", "offer_id": offer_id, "carrier_id": source_id,
        "seen_at": SEEN - timedelta(hours=2), "confirmed_at": SEEN, "state": "confirmed", "cause": "page",
        "field": "price", "effect": "worse", "before_capture_id": f"{source_id}@2026-11-23T05:58:00Z",
        "after_capture_id": f"{source_id}@2026-11-24T05:12:00Z", **facts,
    }  # fmt: skip


VERIZON_DAY = {
    "currency": "USD", "tax_basis": "excluded", "data_bytes": 5 * GB, "data_gb": 5.0, "data_period": "day",
    "after_cap": "throttle", "throttle_words": "3G speeds", "day_rule": "rolling_24h", "start_rule": "first_use",
    "url": VERIZON_URL,
}  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "offers": [
        offer("us_verizon/travelpass/other", "Verizon", "TravelPass", price=Decimal(12), places_basis="count_only",
              claimed_place_count=210, claimed_places_is_minimum=True, **VERIZON_DAY),
        offer("us_verizon/travelpass/canada-and-mexico", "Verizon", "TravelPass", price=Decimal(6),
              places_basis="full_list", **{**VERIZON_DAY, "place_count": 2}),
        offer("au_telstra/international-day-pass/zone-2", "Telstra", "International Day Pass", price=Decimal(10),
              currency="AUD", data_bytes=2 * GB, data_gb=2.0, data_period="day", day_rule="fixed_offset",
              day_tz="UTC+10:00", places_basis="full_list", place_count=2, tethering=True,
              url="https://www.telstra.com.au/international-day-pass"),
        offer("fr_free/hors-forfait/bo", "Free", "Hors forfait", kind="rate", service="data", price=Decimal("7.5"),
              currency="EUR", price_unit="mb", places_basis="full_list", place_count=1,
              url="https://mobile.free.fr/tarifs"),
        offer("fr_free/hors-forfait/inclus", "Free", "Hors forfait", kind="included", service="data", price=None,
              price_state="included", places_basis="full_list", place_count=107, url="https://mobile.free.fr/tarifs"),
        offer("gb_three/go-roam", "Three", "Go Roam", price=Decimal(2), currency="GBP", places_basis="full_list",
              place_count=3, eligibility="joined or upgraded on or after 1 Oct 2021", url="https://three.co.uk/roam"),
        offer("xx_seller/world-5-gb", "Seller X", "World 5 GB", carrier_type="esim_seller", kind="pack",
              service="data", price=Decimal(9), currency="USD", price_unit="pack", validity_days=30,
              data_bytes=5 * GB, data_gb=5.0, data_period="total", places_basis="full_list", place_count=1,
              last_seen_at=SEEN - timedelta(days=40), age_days=40, is_stale=True, url="https://shop.example/world"),
    ],
    "prices": [
        {"offer_id": "xx_seller/world-5-gb", "carrier_id": "xx_seller", "carrier_type": "esim_seller", "place": "TR",
         "status": "yes", "is_stale": True, "kind": "pack", "price": Decimal(9)},
    ],
    "price_history": [
        {"offer_id": "us_verizon/travelpass/other", "price": Decimal(10), "currency": "USD", "data_gb": 0.5,
         "days": 267, "from_at": SEEN - timedelta(days=267), "to_at": SEEN,
         "from_capture_id": "us_verizon@2026-03-02T05:00:00Z", "to_capture_id": "us_verizon@2026-11-24T05:12:00Z"},
        {"offer_id": "us_verizon/travelpass/other", "price": Decimal(12), "currency": "USD", "data_gb": 5.0,
         "days": 0, "from_at": SEEN, "to_at": None,
         "from_capture_id": "us_verizon@2026-11-24T05:12:00Z", "to_capture_id": None},
        {"offer_id": "us_old/pass", "price": Decimal(5), "currency": "USD", "days": 9,
         "from_at": SEEN - timedelta(days=99),
         "to_at": SEEN - timedelta(days=90), "from_capture_id": "us_old@2026-08-17T05:12:00Z", "to_capture_id": None},
    ],
    "coverage": [
        {"offer_id": "us_verizon/travelpass/canada-and-mexico", "place": "CA", "status": "yes"},
        {"offer_id": "us_verizon/travelpass/canada-and-mexico", "place": "MX", "status": "yes"},
        {"offer_id": "au_telstra/international-day-pass/zone-2", "place": "NZ", "status": "yes", "zone": "Zone 1"},
        {"offer_id": "au_telstra/international-day-pass/zone-2", "place": "X-CRUISE", "status": "no"},
        {"offer_id": "fr_free/hors-forfait/bo", "place": "BO", "status": "yes"},
        {"offer_id": "gb_three/go-roam", "place": "ES", "status": "yes"},
        {"offer_id": "gb_three/go-roam", "place": "MG", "status": "no"},
        {"offer_id": "gb_three/go-roam", "place": "US", "status": "conditional", "note": "not on prepaid"},
        {"offer_id": "xx_seller/world-5-gb", "place": "TR", "status": "yes"},
    ],
    "changes": [
        change("c1", "us_verizon/travelpass/other", carrier="Verizon", offer_name="TravelPass",
               old_value="10 USD a day", new_value="12 USD a day", old_number=Decimal(10), new_number=Decimal(12),
               unit="USD/day", delta=Decimal(2), delta_pct=20.0, before_words="$10/day",
               after_words="$12/day, plus taxes and fees", url=VERIZON_URL),
        change("c2", "us_verizon/travelpass/other", carrier="Verizon", offer_name="TravelPass", field="data",
               old_number=Decimal(512 * 1024**2), new_number=Decimal(5 * GB), unit="bytes/day", effect="better",
               old_value="512 MB a day", new_value="5 GB a day", url=VERIZON_URL),
        change("c3", "au_telstra/international-day-pass/zone-2", carrier="Telstra", offer_name="International Day Pass",
               state="seen", confirmed_at=None, old_number=Decimal(10), new_number=Decimal(11), unit="AUD/day",
               old_value="10", new_value="11"),
        *(change(f"s{i}", f"xx_seller/world-{i}-gb", carrier="Seller X", offer_name=f"World {i} GB", move_id="m-sale",
                 effect="better", old_number=Decimal(10), new_number=Decimal(8), unit="USD/pack", old_value="10",
                 new_value="8", confirmed_at=SEEN - timedelta(days=9)) for i in range(6)),
    ],
    "moves": [{"move_id": "m-sale", "carrier": "Seller X", "what": "all 6 prices -20 %", "factor": 0.8, "rows": 6}],
    "sources": [
        {"source_id": "us_verizon", "carrier": "Verizon", "url": VERIZON_URL, "status": "live", "last_read_at": SEEN,
         "rows": 2, "age_days": 0, "is_stale": False, "next_due_at": SEEN + timedelta(days=1),
         "terms_status": "unchecked"},
        {"source_id": "us_verizon_places", "carrier": "Verizon", "url": "https://www.verizon.com/places",
         "status": "off", "is_stale": True, "terms_status": "unchecked"},
        {"source_id": "gb_three", "carrier": "Three", "url": "https://three.co.uk/roam", "status": "live",
         "last_read_at": SEEN - timedelta(days=2), "rows": 3, "age_days": 2, "is_stale": False,
         "held_reason": "3 of 4 tables missing", "next_due_at": SEEN + timedelta(hours=6), "terms_status": "unchecked"},
        {"source_id": "au_telstra", "carrier": "Telstra", "url": "https://www.telstra.com.au/international-day-pass",
         "status": "live", "last_read_at": SEEN, "rows": 1, "age_days": 0, "is_stale": False,
         "terms_status": "unchecked"},
    ],
    "captures": [
        {"capture_id": "us_verizon@2026-11-24T05:12:00Z", "source_id": "us_verizon", "part": "main", "fetched_at": SEEN,
         "outcome": "ok", "http_status": 200, "bytes": 52_000, "sha256": "ab" * 32, "is_backfill": False},
        {"capture_id": "au_telstra@2026-11-24T05:12:00Z", "source_id": "au_telstra", "part": "main", "fetched_at": SEEN,
         "outcome": "blocked", "http_status": 403, "is_backfill": False},
    ],
    "receipts": [
        {"offer_id": "us_verizon/travelpass/other", "field": "price", "value": "12 USD a day",
         "words": "$12/day, plus taxes\x1b[31m and fees", "where_on_page": "body p[3]", "fetched_at": SEEN,
         "capture_id": "us_verizon@2026-11-24T05:12:00Z", "url": VERIZON_URL, "sha256": "ab" * 32},
        {"offer_id": "us_verizon/travelpass/other", "field": "data", "value": "5 GB a day",
         "words": "5 GB of high speed", "where_on_page": "body p[4]", "fetched_at": SEEN,
         "capture_id": "us_verizon@2026-11-24T05:12:00Z",
         "url": VERIZON_URL, "sha256": "ab" * 32},
    ],
    "rules": [
        {"rule_id": "tr-imei", "place": "TR", "topic": "device", "value": "Foreign phone with a local SIM: 120 days",
         "source_url": "https://haberler.com/x", "source_on": "2026-07-02", "confidence": "secondary",
         "review_by": date(2027, 1, 31), "is_overdue": False},
        {"rule_id": "tr-old", "place": "TR", "topic": "device", "value": "A rule that has ended",
         "to_on": date(2026, 1, 1), "source_url": "https://old.example", "source_on": "2019", "confidence": "secondary",
         "review_by": date(2027, 1, 31), "is_overdue": False},
    ],
    "networks": [
        {"carrier_id": "au_telstra", "offer_id": "au_telstra/international-day-pass/zone-2", "place": "NZ",
         "network": "Spark", "generations": "4G;5G", "is_preferred": True},
    ],
    "held": [
        {"source_id": "gb_three", "part": "main", "reading_id": "r", "capture_id": "gb_three@2026-11-24T05:12:00Z",
         "position": 1, "code": "not_a_number", "reason": "no number", "words": "Spain | tbc",
         "where_on_page": "tr[7]"},
    ],
}  # fmt: skip
