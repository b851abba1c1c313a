"""The rows of reference/rules.csv: dated, sourced, and each due to be looked at again."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import warehouse.reference
from transforms.places import is_place
from warehouse.reference import rule_rows

FILE = Path(warehouse.reference.__file__).parent / "rules.csv"
ROWS = list(csv.DictReader(FILE.open(encoding="utf-8", newline="")))
TOPICS = {
    "roaming", "wholesale_cap", "fair_use", "spend_cap", "quality", "alerts", "billing", "esim_sale", "esim", "device",
    "sim_registration", "voice_apps", "market_data", "privacy",
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row["rule_id"] for row in ROWS])
def test_each_rule_is_dated_sourced_and_due_for_review(row: dict[str, str]) -> None:
    assert row["topic"] in TOPICS
    assert row["confidence"] in {"primary", "secondary", "unverified"}
    assert len(row["value"]) > 40 and row["value"].endswith(".")
    assert urlsplit(row["source_url"]).scheme == "https" and urlsplit(row["source_url"]).hostname
    assert date.fromisoformat(row["review_by"]) > date(2026, 11, 23)
    begins, ends = (date.fromisoformat(row[name]) if row[name] else None for name in ("from_on", "to_on"))
    assert begins is None or ends is None or begins < ends
    if row["source_on"]:
        assert row["source_on"][:4].isdigit() and 2009 <= int(row["source_on"][:4]) <= 2026
    for place in row["place"].split():
        assert place in {"EEA", "WB6", "WORLD"} or is_place(place)


def test_there_is_a_row_for_each_rule_of_the_brief_and_ids_are_unique() -> None:
    ids = [row["rule_id"] for row in ROWS]
    assert len(ids) == len(set(ids)) == 42


def test_a_rule_of_an_area_stands_for_each_of_its_places() -> None:
    at_home = {row["place"] for row in rule_rows() if row["rule_id"] == "eu-rlah"}
    assert len(at_home) == 30
    assert {"FR", "IS", "NO"} <= at_home and not {"GB", "CH"} & at_home


def test_the_wholesale_caps_of_the_years_follow_each_other_without_a_gap() -> None:
    caps = sorted((row["from_on"], row["to_on"]) for row in ROWS if row["rule_id"].startswith("eu-data-cap"))
    assert len(caps) == 6
    for (_, ends), (begins, _) in pairwise(caps):
        assert (date.fromisoformat(begins) - date.fromisoformat(ends)).days == 1


def test_where_two_sources_say_otherwise_both_are_kept() -> None:
    said = {row["rule_id"]: row["value"] for row in ROWS if row["rule_id"].startswith("wb-phase-one")}
    assert "by 27 % (another" in said["wb-phase-one-27"] and "by over 80 % (another" in said["wb-phase-one-80"]
    assert {row["place"] for row in rule_rows() if row["rule_id"] == "wb-rlah"} == {"AL", "BA", "ME", "MK", "RS", "XK"}
