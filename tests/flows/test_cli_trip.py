"""``trip`` and ``trips`` over a small published ledger: answers, refusals, files."""

import json
import zipfile
from pathlib import Path

import little_ledger
import pytest
from cli_tools import run

TRIPS = "trip_id,traveller_id,home_plan,place,from_on,to_on,data_gb,minutes_home\n"
CANADA = "CA:2026-12-03..2026-12-09"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory)


@pytest.fixture(autouse=True)
def home(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return built


def test_a_day_pass_is_paid_for_each_day_and_line_in_the_currency_asked_for(capsys) -> None:
    ran = run(capsys, "trip", "--visit", CANADA, "--data", "8GB", "--lines", "2", "--compare", "us_verizon/travelpass")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0].startswith("Canada, 7 days, 2 lines, 8 GB each            prices of 24 Nov 2026, in USD")
    assert "  1  Verizon TravelPass  84     7 x 6 USD  taxes and fees extra" in ran.lines
    assert "How 1               days 1 to 7: TravelPass, 7 x 6 USD" in ran.out
    assert "1 home plan" in ran.out


def test_what_no_page_lists_stands_only_if_it_is_covered(capsys) -> None:
    ran = run(capsys, "trip", "--visit", "TR:2026-12-03..2026-12-04", "--compare", "us_verizon")
    assert "coverage not proven: the page claims 210 places and does not name the place" in ran.out
    assert "TR: A foreign phone works with a local SIM for 120 days" in ran.out
    assert "Left out" in ran.out
    assert "stale offer" in ran.out


def test_stale_offers_are_counted_only_if_asked_for(capsys) -> None:
    asked = ("trip", "--visit", "TR:2026-12-03..2026-12-12", "--data", "4GB")
    assert "No offer in the ledger" in run(capsys, *asked).out
    ran = run(capsys, *asked, "--include-stale")
    assert "Seller X (travel eSIM)" in ran.out
    assert "last seen" in ran.out


def test_data_by_the_megabyte_is_counted_in_money(capsys) -> None:
    ran = run(capsys, "trip", "--visit", "BO:2026-12-03..2026-12-04", "--data", "1GB", "--compare", "fr_free",
              "--currency", "eur")  # fmt: skip
    assert "7680" in ran.out.replace(",", "")


def test_json_holds_every_option_with_its_offers(capsys) -> None:
    ran = run(capsys, "trip", "--visit", CANADA, "--compare", "us_verizon", "--json")
    found = [json.loads(line) for line in ran.lines]
    assert [(o["option"], o["total_low"], o["total_high"], o["currency"]) for o in found] == [
        ("Verizon", 42, 42, "USD")
    ]
    assert found[0]["offer_ids"] == ["us_verizon/travelpass/canada-and-mexico"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--visit", "Turky:2026-12-03..2026-12-04"), "did you mean TR Türkiye?"),
        (("--visit", "TR"), "write it as JP:2026-12-03..2026-12-09"),
        (("--visit", CANADA, "--data", "lots"), "write 8GB or 500MB"),
        (("--visit", CANADA, "--compare", "nobody"), "is in no offer's name"),
        (("--visit", CANADA, "--currency", "ZZZ"), "no exchange rate for ZZZ"),
        (("--visit", CANADA, "--contract", "acme"), "contracts.toml cannot be read"),
    ],
)
def test_a_question_that_is_not_understood_says_what_to_write(capsys, args: tuple[str, ...], told: str) -> None:
    ran = run(capsys, "trip", *args)
    assert ran.code == 2
    assert told in ran.err
    assert not ran.out


def test_a_contracts_price_stands_over_the_public_one_and_is_named(capsys, tmp_path: Path) -> None:
    file = tmp_path / "contracts.toml"
    file.write_text(
        '[[acme.price]]\noffer_id = "us_verizon/travelpass/canada-and-mexico"\nprice = "4.5"\ncurrency = "USD"\n'
    )
    args = ("trip", "--visit", CANADA, "--compare", "us_verizon/travelpass", "--contracts", file, "--contract")
    ran = run(capsys, *args, "acme")
    assert "7 x 4.50 USD" in ran.out
    assert "TravelPass (contract acme)" in ran.out
    assert "it has acme" in run(capsys, *args, "other").err


def test_many_trips_are_one_row_each_as_csv_and_as_a_workbook(capsys, tmp_path: Path) -> None:
    trips, lines, out = tmp_path / "trips.csv", tmp_path / "lines.csv", tmp_path / "plan.xlsx"
    trips.write_text(TRIPS + "t1,ann,,CA,2026-12-03,2026-12-05,2,0\nt1,ann,,MX,2026-12-06,2026-12-07,1,\n"
                     "t2,=bob,fr_free,BO,2026-12-03,2026-12-03,,\n")  # fmt: skip
    lines.write_text("traveller_id,home_plan,device,bill_day,contract\nann,us_verizon/travelpass,,17,\n")
    ran = run(capsys, "trips", trips, "--lines", lines)
    assert ran.code == 0, ran.err
    head, first, second = ran.lines
    assert head.startswith("trip_id,traveller_id,home_plan,places,from_on,to_on,data_gb,do,cost_low")
    assert first.startswith(
        't1,ann,us_verizon/travelpass,CA MX,2026-12-03,2026-12-07,3.0,"Verizon TravelPass: days 1 to 5'
    )
    assert ",30.0,30.0,USD," in first
    assert second.startswith("t2,'=bob,fr_free,BO")
    assert run(capsys, "trips", trips, "--lines", lines, "--out", out).out.strip() == f"2 trips written to {out}"
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "=bob" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("t1,ann,,Turky,2026-12-03,2026-12-05,2,0\n", "line 2"),
        ("t1,ann,,CA,2026-12-03,someday,2,0\n", "line 2"),
        ("t1,,,CA,2026-12-03,2026-12-05,2,0\n", "line 2: traveller_id is empty"),
        ("t1,ann,,CA,2026-12-05,2026-12-03,2,0\n", "ends before it begins"),
        ("t1,ann,,CA,2026-12-03,2026-12-05,2,0,more\n", "more cells than columns"),
    ],
)
def test_a_wrong_line_of_a_file_is_told_by_its_number(capsys, tmp_path: Path, rows: str, told: str) -> None:
    file = tmp_path / "trips.csv"
    file.write_text(TRIPS + rows)
    ran = run(capsys, "trips", file)
    assert ran.code == 2
    assert told in ran.err
