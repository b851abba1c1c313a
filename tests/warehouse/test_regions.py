"""The EU, the EEA and the roam-like-at-home area, each member with its dates."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from transforms.places import is_place, place
from transforms.places.names import anywhere
from warehouse.reference import load_reference, region_rows, rule_rows

SCHEMA = Path(__file__).parents[2] / "warehouse" / "schema"


def members(region: str, on: date) -> set[str]:
    return {
        row["place"]
        for row in region_rows()
        if row["region"] == region and row["from_on"] <= on <= (row["to_on"] or date.max)
    }


def test_every_row_is_a_known_place_with_dates_in_order_and_a_source() -> None:
    rows = region_rows()
    assert {row["region"] for row in rows} == {"EU", "EEA", "RLAH", "RLAH-PART", "WB6"}
    for row in rows:
        assert is_place(row["place"]), row
        assert date(1958, 1, 1) <= row["from_on"] <= (row["to_on"] or date(2026, 12, 31)), row
        assert row["source_url"].startswith("https://"), row
        assert row["confidence"] in ("primary", "secondary", "unverified"), row


def test_no_membership_is_there_twice() -> None:
    assert Counter((row["region"], row["place"]) for row in region_rows()).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("region", "on", "count"),
    [
        ("EU", date(1957, 12, 31), 0), ("EU", date(1958, 1, 1), 6), ("EU", date(1973, 1, 1), 9),
        ("EU", date(1986, 1, 1), 12), ("EU", date(1995, 1, 1), 15), ("EU", date(2004, 5, 1), 25),
        ("EU", date(2007, 1, 1), 27), ("EU", date(2018, 6, 1), 28), ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27), ("EU", date(2022, 6, 1), 27), ("EU", date(2026, 11, 1), 27),
        ("EEA", date(1994, 1, 1), 17), ("EEA", date(1995, 5, 1), 18), ("EEA", date(2018, 6, 1), 31),
        ("EEA", date(2020, 12, 31), 31), ("EEA", date(2021, 1, 1), 30),
        ("WB6", date(2019, 6, 30), 0), ("WB6", date(2021, 7, 1), 6),
        ("RLAH", date(2017, 6, 14), 0), ("RLAH", date(2017, 6, 15), 31), ("RLAH", date(2020, 12, 31), 31),
        ("RLAH", date(2021, 1, 1), 30), ("RLAH", date(2025, 12, 31), 30), ("RLAH", date(2026, 1, 1), 32),
    ],
)  # fmt: skip
def test_a_region_has_its_members_on_each_day(region: str, on: date, count: int) -> None:
    assert len(members(region, on)) == count


def test_who_came_and_who_left() -> None:
    assert "HR" not in members("EU", date(2013, 6, 30))
    assert "HR" in members("EU", date(2013, 7, 1))
    assert members("RLAH", date(2020, 12, 31)) - members("RLAH", date(2021, 1, 1)) == {"GB"}
    assert members("RLAH", date(2026, 1, 1)) - members("RLAH", date(2025, 12, 31)) == {"UA", "MD"}
    assert members("EEA", date(2026, 1, 1)) - members("EU", date(2026, 1, 1)) == {"IS", "LI", "NO"}
    assert "CH" not in members("RLAH", date(2026, 1, 1))


def test_a_member_of_the_union_is_one_of_the_area_from_its_accession_or_later() -> None:
    joined: dict[str, dict[str, Any]] = {}
    for row in region_rows():
        joined.setdefault(row["place"], {})[row["region"]] = row["from_on"]
    for code, regions in joined.items():
        if "EU" in regions:
            assert regions["EU"] <= regions["EEA"] or regions["EEA"].year == 1994, code
            assert regions["EEA"] <= regions["RLAH"], code


def test_a_rule_of_a_region_holds_where_somebody_was_a_member_in_its_time() -> None:
    where: dict[str, set[str]] = {}
    for row in rule_rows():
        where.setdefault(row["rule_id"], set()).add(row["place"])
    assert where["eu-rlah"] == members("EEA", date(2022, 7, 1))
    assert "GB" not in where["eu-rlah"]
    assert where["gb-no-rlah"] == {"GB"}


def test_a_region_is_no_place() -> None:
    for name in ("EU", "EEA", "EU/EEA", "European Union"):
        with pytest.raises(Exception, match="not a place"):
            place(name, "*")
    assert "eea" not in anywhere()


def test_the_regions_are_in_the_warehouse() -> None:
    connection = duckdb.connect(":memory:")
    for file in sorted(SCHEMA.glob("*_ref*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
    load_reference(connection)
    asked = "select count(*) from ref.regions where region = 'RLAH' and $day between from_on and coalesce(to_on, $day)"
    assert connection.execute(asked, {"day": date(2018, 1, 1)}).fetchall() == [(31,)]
