"""Rates, pegs, places and currencies: each row dated, sourced and due to be looked at again."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from transforms.places import is_place, known_places
from warehouse.reference import bundled_rates, reference_rows

DATED = (
    "places.csv", "place_currencies.csv", "currency_pegs.csv", "network_codes.csv", "bands.csv", "devices.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", DATED)
def test_each_row_says_who_says_so_how_sure_that_is_and_when_to_look_again(name: str) -> None:
    for row in reference_rows(name):
        for url in row["source_url"].split():
            assert urlsplit(url).scheme == "https" and urlsplit(url).hostname, row
        assert row["confidence"] in {"primary", "secondary", "unverified"}, row
        assert row["review_by"] > date(2026, 11, 23), row
        assert (row.get("from_on") or date.min) < (row.get("to_on") or date.max), row


def test_every_country_has_its_part_of_the_world_and_a_clock_that_python_knows() -> None:
    rows = {row["place"]: row for row in reference_rows("places.csv")}
    assert rows.keys() == {code for code in known_places() if not code.startswith("X-")}
    assert Counter(row["region"] for row in rows.values()) == {
        "Africa": 60, "Asia": 51, "Europe": 52, "Latin America and the Caribbean": 52, "Oceania": 29,
        "Northern America": 5, "Antarctica": 1,
    }  # fmt: skip
    without = {code for code, row in rows.items() if row["capital_time_zone"] is None}
    assert without == {"AQ", "BV", "HM", "UM"}
    for code in rows.keys() - without:
        assert ZoneInfo(rows[code]["capital_time_zone"]).key
    assert rows["US"]["capital_time_zone"] == "America/New_York"


def test_every_country_has_a_currency_today_and_the_euro_came_when_it_came() -> None:
    rows = reference_rows("place_currencies.csv")
    today = {row["place"] for row in rows if row["to_on"] is None}
    assert {code for code in known_places() if not code.startswith("X-")} - today == {"AQ"}
    assert all(is_place(row["place"]) and len(row["currency"]) == 3 for row in rows)
    euro = {row["place"]: row["from_on"] for row in rows if row["currency"] == "EUR"}
    assert (euro["HR"], euro["BG"]) == (date(2023, 1, 1), date(2026, 1, 1))


def test_the_bundled_rates_are_the_banks_own_and_have_no_hole() -> None:
    rates: dict[str, dict[date, float]] = {}
    for row in bundled_rates().to_pylist():
        assert row["source"] == "ECB" and row["per_eur"] > 0 and row["rate_on"].weekday() < 5, row
        assert row["rate_on"] not in rates.setdefault(row["currency"], {}), row
        rates[row["currency"]][row["rate_on"]] = float(row["per_eur"])
    # Figures that were in the news: the euro below the dollar, the crash of the rouble, the last day of the lev.
    assert rates["USD"][date(2022, 9, 28)] < 0.96
    assert rates["RUB"][date(2022, 3, 1)] > 110
    assert max(rates["BGN"]) == date(2025, 12, 31) and rates["BGN"][date(2025, 12, 31)] == 1.9558
    days = sorted(rates["USD"])
    assert (days[0], days[-1], len(days)) == (date(2012, 1, 6), date(2026, 10, 30), 1758)
    for before, after in pairwise(days):
        assert (after - before).days <= (11 if after.year < 2022 else 5), after
    # No rate moves by a third from one quote to the next: a digit lost in copying would.
    for currency, quotes in rates.items():
        for (_, old), (day, new) in pairwise(sorted(quotes.items())):
            assert 0.66 < new / old < 1.5, (currency, day)


def test_a_peg_is_to_a_quoted_currency_and_of_one_that_is_not() -> None:
    quoted = set(bundled_rates()["currency"].to_pylist())
    pegs = reference_rows("currency_pegs.csv")
    assert {row["anchor"] for row in pegs} <= quoted | {"EUR"}
    assert not {row["currency"] for row in pegs} & quoted
    assert max(Counter(row["currency"] for row in pegs).values()) == 1


def test_networks_have_their_codes_as_text_and_a_code_may_stand_for_several() -> None:
    rows = reference_rows("network_codes.csv")
    assert len({row["network_id"] for row in rows}) == len(rows) == 3173
    by_code: dict[str, set[str]] = {}
    for row in rows:
        assert is_place(row["place"]) and re.fullmatch(r"\d{3}-\d{2,3}", row["mcc_mnc"]), row
        assert row["status"] in {"operational", "not_operational", "unknown", "other"}, row
        assert set((row["generations"] or "2G").split(";")) <= {"2G", "3G", "4G", "5G"}, row
        by_code.setdefault(row["mcc_mnc"], set()).add(row["place"])
    assert by_code["234-03"] == {"GB", "GG", "JE"}
    assert {row["brand"] for row in rows if row["mcc_mnc"] == "286-01"} == {"Turkcell"}
    operating = {row["place"] for row in rows if row["status"] == "operational"}
    assert len(operating) > 220
    assert "XK" in operating


def test_bands_are_known_by_their_number_once_in_each_generation_and_devices_use_only_these() -> None:
    bands = reference_rows("bands.csv")
    names = [row["band"] for row in bands]
    assert len(names) == len(set(names))
    assert all(row["band"][0] == {"4G": "B", "5G": "n"}[row["generation"]] for row in bands)
    assert {row["mhz"] for row in bands if row["band"] in ("B20", "n20")} == {800}
    devices = reference_rows("devices.csv")
    assert len({row["device_id"] for row in devices}) == len(devices) >= 10
    for row in devices:
        assert row["esim"] in {"yes", "only", "no", "unknown"}, row
        assert set(filter(None, (row["bands"] or "").split(";"))) <= set(names), row
        assert all(map(is_place, (row["sold_in"] or "").split())), row
