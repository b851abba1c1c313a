"""Every capture with a hand-made gold file, read as a run would read it. `pytest -s` or -rA prints the counts."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest
from goldshape import COLUMNS, REAL, Compared, as_gold, compare, gold_rows

from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.source import Carrier, find_carriers

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside the repository")


class Capture(NamedTuple):
    source_id: str
    part: str
    files: str
    gold: str
    # Names that the gold's author made up where the page has none -> the page's own words, as we label the offer.
    names: Mapping[str, str] = MappingProxyType({})


CAPTURES = (
    Capture(
        "ng_glo", "main", "glo-ng/data-plans.html", "glo-ng/data-plans.gold.csv",
        {f"Campus N{n}": f"Glo Campus Data Booster N{n}" for n in (100, 200, 500, 1000, 2000, 5000)},
    ),
    Capture("ng_9mobile", "main", "9mobile-ng/data-plans.html", "9mobile-ng/data-plans.gold.csv"),
    Capture("ng_mtn", "main", "mtn-ng/data-plan.html", "mtn-ng/data-plan.gold.csv"),
    Capture(
        "gb_three", "destinations", "three-uk/roaming-destinations@2020-12-15.csv",
        "three-uk/roaming-destinations@2020-12-15.gold.csv",
    ),
    Capture("id_axis", "roaming", "axis-id/promo-roaming.html", "axis-id/promo-roaming.gold.csv"),
    Capture(
        "id_axis", "haji", "axis-id/promo-haji.html", "axis-id/promo-haji.gold.csv",
        {
            "Unlimited BlackBerry Roaming (harian)": "Unlimited BlackBerry Roaming (hari)",
            "Unlimited BlackBerry Roaming (mingguan)": "Unlimited BlackBerry Roaming (minggu)",
            "Unlimited BlackBerry Roaming (bulanan)": "Unlimited BlackBerry Roaming (bulan)",
            "BlackBerry data without BlackBerry roaming pack": "BlackBerry",
            "BlackBerry data with BlackBerry roaming pack": "BlackBerry",
            "Regular data with BlackBerry roaming pack": "Data Regular",
        },
    ),
    Capture("kr_mona", "main", "mona-kr/plans.html", "mona-kr/plans.gold.csv"),
    Capture("kr_rokebi", "japan", "rokebi-kr/japan-roaming.html", "rokebi-kr/japan-roaming.gold.csv"),
    Capture("kr_rokebi", "japan", "rokebi-kr/japan-local.html", "rokebi-kr/japan-roaming.gold.csv"),
    Capture(
        "kr_maaltalk", "japan", "maaltalk-kr/japan.html", "maaltalk-kr/japan.gold.csv",
        {"[일본/esim] base price": "[일본/esim]"},
    ),
    Capture(
        "kr_maaltalk", "japan_rd328", "maaltalk-kr/japan.html maaltalk-kr/japan.option-select-step1.json",
        "maaltalk-kr/japan.option-select-step1.gold.csv",
    ),
    Capture("kr_pindirect", "api", "pindirect-kr/japan.api.json", "pindirect-kr/japan.api.gold.csv"),
)  # fmt: skip


@pytest.fixture(scope="module")
def carriers() -> dict[str, Carrier]:
    found, broken = find_carriers()
    assert not broken, broken
    return found


def read_file(carrier: Carrier, part: str, *files: str) -> Reading:
    declared = carrier.part(part)
    pages = [
        Page((REAL / file).read_bytes(), url, declared.media) for file, url in zip(files, declared.urls, strict=True)
    ]
    return read(carrier, Pages(part, tuple(pages)))


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda c: c.files.split()[-1])
def test_every_row_of_the_gold_file_comes_out_right(
    capture: Capture, carriers: dict[str, Carrier], counted: Callable[[str], None]
) -> None:
    carrier = carriers[capture.source_id]
    reading = read_file(carrier, capture.part, *capture.files.split())
    assert reading.held == ()
    assert reading.problems == ()
    gold = gold_rows(REAL / capture.gold)
    gold = [row | {"plan_name": capture.names.get(row["plan_name"], row["plan_name"])} for row in gold]
    compared: Compared = compare(gold, [as_gold(offer, carrier.source) for offer in reading.offers])
    counted(f"gold {capture.source_id} {capture.files.split()[-1]}: {compared}")
    assert not (compared.wrong or compared.missing or compared.extra), compared.told()
    assert compared.right == len(gold) > 0


def test_a_shell_without_prices_needs_a_browser_and_is_not_no_offers(carriers: dict[str, Carrier]) -> None:
    reading = read_file(carriers["kr_pindirect"], "api", "pindirect-kr/japan.html")
    assert reading.offers == ()
    assert [problem.code for problem in reading.problems] == ["needs_browser"]
    assert gold_rows(REAL / "pindirect-kr" / "japan.gold.csv") == []


def test_an_empty_file_is_an_empty_page_and_not_no_offers(carriers: dict[str, Carrier]) -> None:
    reading = read_file(carriers["ng_9mobile"], "main", "9mobile-ng/data-plans@2017-11-04-empty.html")
    assert reading.offers == ()
    assert [problem.code for problem in reading.problems] == ["empty"]


@pytest.mark.parametrize("column", COLUMNS)
def test_the_comparison_sees_one_wrong_cell_one_missing_and_one_extra_row(
    column: str, carriers: dict[str, Carrier]
) -> None:
    carrier = carriers["id_axis"]
    gold = gold_rows(REAL / "axis-id/promo-roaming.gold.csv")
    ours = [
        as_gold(offer, carrier.source) for offer in read_file(carrier, "roaming", "axis-id/promo-roaming.html").offers
    ]
    assert compare(gold, ours).right == len(gold)
    spoilt = [ours[0] | {column: "7"}, *ours[1:]]
    seen = compare(gold, spoilt)
    is_other_row = column in ("plan_name", "iso_country")
    assert (seen.right, len(seen.wrong), len(seen.missing)) == (len(gold) - 1, not is_other_row, is_other_row)
    assert "7" in seen.told()
    assert len(compare(gold, ours[1:]).missing) == 1
    assert compare(gold, [*ours, ours[0]]).extra == [ours[0]]
