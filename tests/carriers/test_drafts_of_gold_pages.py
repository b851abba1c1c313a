"""Drafts of ``roamledger add`` against the hand-made gold rows: what they read without an edit. `pytest -rA` counts.

A gold row counts as read where price, currency, unit, volume, validity, country and kind of an offer all agree. Names,
networks and throttles do not count: golds partly make up the first, and a draft asks a person for the others.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from goldshape import REAL, _cell_agrees, as_gold, gold_rows
from test_gold_captures import CAPTURES, Capture

from transforms.drafting.module import Wanted, draft
from transforms.drafting.style import about
from transforms.page import Page, Pages
from transforms.read import read
from transforms.source import find_carriers, load_carrier

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside the repository")

FACTS = ("offer_kind", "iso_country", "price", "currency", "unit", "data_allowance_mb", "validity_days")
ENOUGH = 0.8


def agreeing(gold: Sequence[dict[str, str]], ours: Sequence[dict[str, str]]) -> int:
    left, count = list(ours), 0
    for row in gold:
        twin = next((o for o in left if all(_cell_agrees(name, row[name], o[name]) for name in FACTS)), None)
        if twin is not None:
            left.remove(twin)
            count += 1
    return count


def share_read(capture: Capture, folder: Path) -> tuple[float, str]:
    """How much of the gold a draft of the page reads, as nobody has touched it."""
    carrier = find_carriers()[0][capture.source_id]
    part = carrier.part(capture.part)
    url, file = part.urls[-1], capture.files.split()[-1]
    body, gold = (REAL / file).read_bytes(), gold_rows(REAL / capture.gold)
    page = Page(body, url, part.media)
    made = draft(page, about(page, url), Wanted(id="zz_draft", carrier="Draft", url=url, today="2026-11-24"))
    if made is None:
        return 0.0, f"no draft, {len(gold)} gold rows"
    path = folder / "zz_draft.py"
    path.write_text(made.text, encoding="utf-8")
    drafted = load_carrier(path, is_own=True)
    reading = read(drafted, Pages("main", (Page(body, url, drafted.source.parts[0].media),)))
    count = agreeing(gold, [as_gold(offer, drafted.source) for offer in reading.offers])
    told = f"{count} of {len(gold)} gold rows, {len(reading.offers)} read, {len(reading.held)} held"
    return count / len(gold), told + "".join(f", {problem.code}" for problem in reading.problems)


def test_drafts_read_most_gold_rows_of_at_least_half_of_the_pages(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    shares = []
    for capture in CAPTURES:
        share, told = share_read(capture, tmp_path)
        counted(f"draft of {capture.files.split()[-1]}: {told}")
        shares.append(share)
    good = sum(share >= ENOUGH for share in shares)
    counted(f"drafts that read {ENOUGH:.0%} of the gold rows without an edit: {good} of {len(shares)} pages")
    assert good * 2 >= len(shares)
    assert good >= 9, "there were nine; say why there are fewer now"


def test_the_comparison_sees_a_wrong_price(tmp_path: Path) -> None:
    gold = gold_rows(REAL / "mtn-ng/data-plan.gold.csv")
    assert agreeing(gold, gold) == len(gold)
    assert agreeing(gold, [row | {"price": "7"} for row in gold]) == 0
