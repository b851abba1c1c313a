"""Captures as they could look on another day: every change is read right or named, and no row is lost in silence.

Each page is edited in memory in one place. What is expected is a row (its golden cells), a held row by its code, or a
refused page by its code; all other rows must come out as they did.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest
from goldshape import REAL

from transforms.golden import golden_rows
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.source import Carrier, find_carriers

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside the repository")


class On(NamedTuple):
    """A capture; the last of ``files`` is edited."""

    source_id: str
    part: str
    files: str


class Row(NamedTuple):
    """The row of that label, or code, with at least these golden cells."""

    name: str
    cells: Mapping[str, str]


GLO = On("ng_glo", "main", "glo-ng/data-plans.html")
MOBILE9 = On("ng_9mobile", "main", "9mobile-ng/data-plans.html")
MTN = On("ng_mtn", "main", "mtn-ng/data-plan.html")
THREE = On("gb_three", "destinations", "three-uk/roaming-destinations@2020-12-15.csv")
AXIS = On("id_axis", "roaming", "axis-id/promo-roaming.html")
HAJI = On("id_axis", "haji", "axis-id/promo-haji.html")
MONA = On("kr_mona", "main", "mona-kr/plans.html")
KTM = On("kr_ktm", "main", "ktm-kr/plan-list.html")
PINDIRECT = On("kr_pindirect", "api", "pindirect-kr/japan.api.json")
MTS = On("ru_mts", "altai", "mts-ru/tariffs-altai.json")
GOODS = On("kr_maaltalk", "japan", "maaltalk-kr/japan.html")
OPTIONS = On("kr_maaltalk", "japan_rd328", "maaltalk-kr/japan.html maaltalk-kr/japan.option-select-step1.json")
FIRST, TARIFF = "/productOptions/list/0", "/actualTariffs/0"
EUROPE = json.dumps([
    {"name": "프랑스", "networkProvider": "Orange, SFR", "networkType": "4G,5G"},
    {"name": "독일 (현지망)", "networkProvider": "Telekom", "networkType": "LTE/5G"},
])  # fmt: skip

VARIANTS: dict[str, tuple[On, str, Any, Row | str]] = {
    "a price struck through beside the new one": (
        GLO, "<td>1,000</td>", "<td><strike>1,000</strike> 900</td>",
        Row("N1,000 DATA PLAN", {"prices": "base 900 NGN; list 1000 NGN"})),
    "a table of a new kind": (
        GLO, "<h3>Flexi Plans</h3>",
        "<table><tr><th>Bundle</th><th>Cost</th></tr><tr><td>A</td><td>N5</td></tr></table>", "held table_new"),
    "a third price in a sentence of two": (GLO, "just N500 OR", "just N500, 2GB at N900 OR", "held unknown_words"),
    "a price in another currency": (GLO, "<td>200</td>", "<td>$200</td>", "held unknown_currency"),
    "an unlimited plan": (GLO, "<td>35MB", "<td>Unlimited", Row("N100 DATAPLAN", {"data_bytes": "unlimited"})),
    "a bonus in the column of codes": (
        MOBILE9, "100MB whatsapp (24/7)", "250MB youtube (24/7)",
        Row("5GB evening & weekend plan (7PM – 7AM) and the whole of weekend",
            {"allowances": "bonus data=262144000 bytes label=youtube (24/7)"})),
    "a heading of another currency sign": (MOBILE9, ">price(N)<", ">price($)<", "refused match_count"),
    "a size that could be a generation": (MOBILE9, ">4GB<", ">4G<", "held unknown_words"),
    "a new line on a card": (MTN, "N100</li>", "N100</li> <li>+ 1GB night bonus</li>", "held cell_left_over"),
    "thousands with the other mark": (MTN, "N5,000", "N5.000", "held ambiguous"),
    "two cards of one name": (MTN, ">22GB<", ">10GB<", "refused duplicate_key"),
    "pence in pounds, a slash for per": (
        THREE, "2p per text,2p per text", "2p/text,£0.03 per text",
        Row("Texting a Brazilian number (outside allowance)", {"prices": "base 0.03 GBP", "price_unit": "message"})),
    "a limit in front of a rate": (THREE, "minute,£1.40", "minute,Up to £1.40", "held unknown_currency"),
    "a row of empty cells": (THREE, "data.,,,Not available.", "data.,,,", "held cell_left_over"),
    "two places under one name": (THREE, "Brazil.,0", "Channel Islands.,0", "held unknown_place"),
    "a column that was renamed": (THREE, "With allowance", "Within allowance", "refused column_lost"),
    "a country with a mark, by another unit": (
        AXIS, "<td>Bahrain</td>", "<td>Jepang*</td>", Row("Roaming internet", {"places": "JP", "price_unit": "kb"})),
    "a region among the countries": (AXIS, "<td>Bahrain</td>", "<td>Eropa</td>", "held unknown_place"),
    "a length of several months": (
        HAJI, "/bulan", "/3 bulan",
        Row("Unlimited BlackBerry® Roaming (3 bulan)", {"validity_days": "90", "kind": "pack"})),
    "a promotion inside a price": (HAJI, "/minggu", "/minggu (promo Rp 39.999)", "held unknown_unit"),
    "a size in megabytes": (MONA, " 4.5GB ", " 500MB+3Mbps ", Row("모나500분4.5G", {"throttle": "3000 kbps"})),
    "a price for card holders": (
        MONA, '<div class="pb-is-large event-period"', '<div>제휴카드 300원</div><div class="pb-is-large event-period"',
        "held cell_left_over"),
    "one plan more than the page counts": (MONA, '"totalCnt">115', '"totalCnt">114', "refused claim_contradicted"),
    "a tax that is not included": (KTM, "(VAT 포함)", "(VAT 별도)", "held unknown_words"),
    "a second price on a card": (
        KTM, '<p class="rate-price__info">', '<p>카드 할인 <b>7,500</b> 원</p><p class="rate-price__info">',
        "held cell_left_over"),
    "number against words": (PINDIRECT, f"{FIRST}/quota", 100, "held implausible"),
    "a discount": (PINDIRECT, f"{FIRST}/discount", 500, "held unknown_words"),
    "a note that says something": (PINDIRECT, f"{FIRST}/note", '["핫스팟 불가"]', "held cell_left_over"),
    "other countries and networks": (
        PINDIRECT, f"{FIRST}/availableCountryCarrier", EUROPE,
        Row("33279a2f-2a40-4165-947b-75104104ca0f", {
            "places": "FR; DE",
            "networks": "FR Orange generations=4G;5G; FR SFR generations=4G;5G; DE Telekom generations=4G;5G",
        })),
    "fewer countries than the name counts": (
        PINDIRECT, f"{FIRST}/optionName", "유럽 33개국 1일 무제한",
        Row("33279a2f-2a40-4165-947b-75104104ca0f", {"claimed_places": "33", "places_basis": "examples"})),
    "an answer that was cut short": (PINDIRECT, "/productOptions/total", 121, "refused claim_contradicted"),
    "a fee by the day": (MTS, f"{TARIFF}/subscriptionFee", {"title": "", "value": "63,5 ₽/сутки", "numValue": 63.5},
                         Row("Membrana", {"prices": "base 63.5 RUB", "price_unit": "day"})),
    "a fee that is another in words": (MTS, f"{TARIFF}/subscriptionFee/numValue", 190, "held implausible"),
    "a further fee": (MTS, f"{TARIFF}/connectionPrice", {"value": "100 ₽"}, "held cell_left_over"),
    "another discount": (MTS, f"{TARIFF}/discounts", [{"discountSizeNote": "Скидка 50% на год"}], "held unknown_words"),
    "the goods page of a zone": (
        GOODS, "<h3>[일본/esim]", "<h3>[유럽 33개국/esim]",
        Row("[유럽 33개국/esim]", {"claimed_places": "33", "places_basis": "count_only"})),
    "an option that is sold out": (
        OPTIONS, "/optionSellFl/0", "n", Row("RD328.일본Softbank 매일 1GB 1일", {"price_state": "unavailable"})),
    "an option without its price": (OPTIONS, "/optionPrice/0", "", "held not_a_number"),
}  # fmt: skip


@cache
def carriers() -> dict[str, Carrier]:
    return find_carriers()[0]


def read_with(on: On, edit: tuple[str, Any] | None = None) -> Reading:
    part = carriers()[on.source_id].part(on.part)
    bodies = [(REAL / file).read_bytes() for file in on.files.split()]
    if edit and on.files.endswith(".json"):
        data = json.loads(bodies[-1])
        *way, last = edit[0].strip("/").split("/")
        inner = data
        for step in way:
            inner = inner[int(step) if isinstance(inner, list) else step]
        inner[int(last) if isinstance(inner, list) else last] = edit[1]
        bodies[-1] = json.dumps(data, ensure_ascii=False).encode()
    elif edit:
        text = bodies[-1].decode()
        assert edit[0] in text
        bodies[-1] = text.replace(edit[0], edit[1], 1).encode()
    pages = (Page(body, url, part.media) for body, url in zip(bodies, part.urls, strict=True))
    return read(carriers()[on.source_id], Pages(on.part, tuple(pages)))


@cache
def plain(on: On) -> list[dict[str, str]]:
    return golden_rows(read_with(on).offers)


def named(rows: list[dict[str, str]], name: str) -> list[dict[str, str]]:
    """Rows by code, label, or label with the variant in brackets."""
    return [r for r in rows if name in (r.get("code"), r["label"], f"{r['label']} ({r.get('variant')})")]


@pytest.mark.parametrize("what", VARIANTS)
def test_a_page_that_changed_is_read_right_or_says_what_changed(what: str) -> None:
    on, old, new, expected = VARIANTS[what]
    reading = read_with(on, (old, new))
    rows, before = golden_rows(reading.offers), plain(on)
    if isinstance(expected, Row):
        assert (reading.held, reading.problems) == ((), ())
        changed = [row for row in named(rows, expected.name) if row not in before]
        assert [{name: row.get(name) for name in expected.cells} for row in changed] == [expected.cells]
        assert len(rows) == len(before)
        return
    how, code = expected.split()
    found = {held.code for held in reading.held} if how == "held" else {p.code for p in reading.problems}
    assert found == {code}
    if how == "held":
        assert reading.problems == ()
        assert all(row in before for row in rows), "other rows changed"
        assert len(before) - 3 <= len(rows) <= len(before)
