"""``can-i`` as people type it: five first words, receipts that work, questions that are not understood."""

import json
from pathlib import Path

import little_ledger
import pytest
from cli_tools import run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_ledger.shared(tmp_path_factory)


@pytest.fixture(autouse=True)
def home(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    monkeypatch.delenv("ROAMLEDGER_PROG", raising=False)
    return built


@pytest.mark.parametrize(
    ("plan", "place", "first"),
    [
        ("us_verizon/travelpass", "Canada", "YES   Verizon TravelPass in Canada (CA)"),
        ("us_verizon/travelpass", "Turkey", "UNKNOWN   Verizon TravelPass in Türkiye (TR)"),
        ("us_verizon/travelpass", "Türkiye", "UNKNOWN   Verizon TravelPass in Türkiye (TR)"),
        ("verizon travelpass", "tr", "UNKNOWN   Verizon TravelPass in Türkiye (TR)"),
        ("us_verizon/travelpass/canada-and-mexico", "JP", "NO   Verizon TravelPass in Japan (JP)"),
        ("fr_free/hors_forfait", "Bolivia", "YES, PER MB   Free Hors forfait in Bolivia (BO)"),
        ("free", "Bolivien", "YES, PER MB   Free Hors forfait in Bolivia (BO)"),
        (
            "gb_three/go-roam",
            "Spain",
            "ONLY IF (joined or upgraded on or after 1 Oct 2021)   Three Go Roam in Spain (ES)",
        ),
        ("three go roam", "Madagascar", "NO   Three Go Roam in Madagascar (MG)"),
        ("telstra", "ニュージーランド", "YES   Telstra International Day Pass in New Zealand (NZ)"),
        ("xx_seller/world-5-gb", "TR", "UNKNOWN   Seller X World 5 GB in Türkiye (TR)"),
    ],
)
def test_the_first_line_is_the_answer(capsys, plan: str, place: str, first: str) -> None:
    ran = run(capsys, "can-i", plan, place)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0] == first


def test_the_answer_that_the_readme_promises(capsys) -> None:
    ran = run(capsys, "can-i", "us_verizon/travelpass", "Turkey")
    assert '  Covered?    not proven. The page claims "210+ places" and names none.   [1]' in ran.lines
    assert "  If covered  12 USD a day, plus taxes and fees (amount not stated)   [1]" in ran.lines
    assert "a day = 24 hours from first use" in ran.out
    assert '5 GB a day, then "3G speeds" (no number given)' in ran.out
    assert "roamledger sources check us_verizon_places --live" in ran.out
    assert "A foreign phone works with a local SIM for 120 days" in ran.out
    assert "(secondary, review by 2027-01)   [2]" in ran.out
    assert "0 of 1 sellers with a fresh price" in ran.out
    assert "[1] https://www.verizon.com/support/travelpass-faqs/   read 24 Nov 2026 05:12 UTC" in ran.out
    assert "[2] https://en.haberler.com   2026-07-02" in ran.out


def test_the_command_in_a_receipt_works_as_printed(capsys) -> None:
    line = next(line for line in run(capsys, "can-i", "us_verizon/travelpass", "Turkey").lines if "[1] http" in line)
    printed = line.split("roamledger ", 1)[1].split()
    ran = run(capsys, *printed)
    assert ran.code == 0
    assert "$12/day, plus taxes" in ran.out


def test_networks_zone_exclusions_and_tethering_are_told(capsys) -> None:
    ran = run(capsys, "can-i", "telstra", "NZ")
    assert 'listed on the page (zone "Zone 1").' in ran.out
    assert "Spark (4G 5G), preferred" in ran.out
    assert "cruise: not valid; unknown for in-flight" in ran.out
    assert any(line.split()[:2] == ["Tethering", "allowed"] for line in ran.lines)


def test_rules_for_operators_are_told_only_where_they_bind_the_seller(capsys) -> None:
    assert "Roam like at home" in run(capsys, "can-i", "free", "Italy").out
    assert "Roam like at home" not in run(capsys, "can-i", "gb_three/go-roam", "Spain").out
    assert "at most 1.10 EUR" not in run(capsys, "can-i", "free", "Italy").out


def test_brief_is_one_line(capsys) -> None:
    ran = run(capsys, "can-i", "fr_free/hors-forfait", "BO", "--brief")
    assert ran.lines == [
        "YES, PER MB  Free Hors forfait in Bolivia: 7.50 EUR per MB (2026-11-24). 1 GB would cost 7,680 EUR"
    ]
    assert (
        run(capsys, "can-i", "us_verizon/travelpass", "TR", "--brief")
        .lines[0]
        .startswith('UNKNOWN  Verizon TravelPass in Türkiye: claimed "210+ places", none named · 12 USD a day')
    )


def test_json_is_one_object_with_the_word_and_its_receipts(capsys) -> None:
    found = json.loads(run(capsys, "can-i", "verizon", "TR", "--json").out)
    assert found["word"] == "UNKNOWN"
    assert found["offer_ids"] == ["us_verizon/travelpass/other"]
    assert [r["number"] for r in found["receipts"]] == [1, 2, 3, 4]
    assert "{prefix}" not in json.dumps(found)


def test_what_is_not_understood_is_asked_back_with_exit_2(capsys) -> None:
    ran = run(capsys, "can-i", "e", "Turky")
    assert (ran.code, ran.out) == (2, "")
    plan, place = ran.err.splitlines()
    assert plan.startswith("Which plan?   ")
    assert "us_verizon/travelpass" in plan
    assert place == 'Which place?   "Turky" is not a place; did you mean TR Türkiye?'


def test_a_plan_that_nobody_sells_gets_a_suggestion_or_the_list(capsys) -> None:
    ran = run(capsys, "can-i", "us_verizom/travelpas", "TR")
    assert ran.code == 2
    assert "Did you mean us_verizon/travelpass" in ran.err
    assert "roamledger offers lists them" in run(capsys, "can-i", "qqqqq", "TR").err


def test_a_misspelt_place_is_never_guessed(capsys) -> None:
    ran = run(capsys, "can-i", "us_verizon/travelpass", "Turkeyy")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean TR Türkiye?" in ran.err
