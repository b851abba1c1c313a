"""What sources share: records taken apart without remainder, tables by kind, the commonest offers and networks."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from transforms.errors import CellLeftOver, ColumnLost, Implausible, MatchCount, UnknownUnit, UnknownWords
from transforms.models import Offer
from transforms.page import Page
from transforms.shapes.networks import generations, in_place
from transforms.shapes.offers import bonus, now_and_before, pack, per_unit
from transforms.shapes.row import Row
from transforms.shapes.said import agreed, stated, without_tags
from transforms.source import load_carrier
from transforms.values import Style, matches, unit
from transforms.words import CalledScope, DataPer, Kind, PriceRole, PriceState, Service, Usage

USD = Style(currency="USD")


def page(body: str) -> Page:
    return Page(f"<html><body>{body}</body></html>".encode(), "https://example.com/")


def test_of_two_names_for_one_column_a_record_has_exactly_one() -> None:
    assert Row({"Plan Name": "A"}, "r").either("Plan", "Plan Name") == "A"
    with pytest.raises(ColumnLost, match="Plan or Plan Name"):
        Row({"Price": "1"}, "r").either("Plan", "Plan Name")
    with pytest.raises(UnknownWords, match="two columns of one meaning"):
        Row({"Plan": "A", "Plan Name": "A"}, "r").either("Plan", "Plan Name")


def test_an_ignored_column_may_say_what_it_holds_and_more_than_that_holds_the_row() -> None:
    codes = {"USSD": r"\*[\d*]+#"}
    Row({"USSD": "*229*3#"}, "r").done(codes)
    Row({"USSD": "anything"}, "r").done(["USSD"])
    with pytest.raises(CellLeftOver, match="holds more than it did"):
        Row({"USSD": "*229*3# 100MB whatsapp"}, "r").done(codes)


def test_columns_that_nobody_took_are_known_in_their_order() -> None:
    row = Row({"Country": "X", "Basic": "1", "Plus": "2"}, "r")
    row.take("Country")
    assert row.left == ["Basic", "Plus"]


def test_an_optional_object_of_a_record_is_empty_and_a_required_one_is_an_error() -> None:
    row = Row({"fee": None, "list": [{"a": 1}]}, "r")
    assert row.row("fee", is_optional=True).left == []
    assert row.rows("absent", is_optional=True) == []
    assert [one.take("a") for one in row.rows("list", is_optional=True)] == ["1"]
    with pytest.raises(UnknownWords):
        Row({"fee": None}, "r").row("fee")
    with pytest.raises(ColumnLost):
        row.row("absent")


KINDS = {"packs": ("Plan", "Price"), "-contact": ("Phone", "Fax")}
PACKS = "<table><tr><th>Plan</th><th>Price</th></tr><tr><td>A</td><td>$1</td></tr></table>"
PHONES = "<table><tr><td>Phone</td><td>Fax</td></tr><tr><td>1</td><td>2</td></tr></table>"
NEW = "<table><tr><th>Bundle</th><th>Cost</th></tr><tr><td>B</td><td>$2</td></tr></table>"


def test_every_table_of_a_page_is_of_a_known_kind_or_held() -> None:
    known = page(f"{PHONES}<table><tr><td>{PACKS}</td></tr></table>")
    assert [kind for kind, _ in known.tables(KINDS)] == ["packs"]
    assert known.held == []
    more = page(PACKS + NEW)
    assert [[row.take("Plan") for row in table.rows()] for _, table in more.tables(KINDS)] == [["A"]]
    assert [(held.code, held.words) for held in more.held] == [("table_new", "Bundle | Cost")]


def test_a_kind_of_table_that_is_gone_or_a_table_of_two_kinds_refuses_the_page() -> None:
    with pytest.raises(MatchCount, match="no table of"):
        list(page(NEW).tables(KINDS))
    with pytest.raises(MatchCount, match="two kinds"):
        list(page(PACKS).tables({"a": ("Plan",), "b": ("Price",)}))


def test_what_a_card_says_beside_its_fields_is_a_cell_of_its_own() -> None:
    html = "<ul><li class='n'>1GB</li><li><b class='p'>$5</b></li><li>Text 104</li><li>was $9</li></ul>"
    card = page(html).one("ul").card({"name": ".n", "price": ".p"}, "li")
    assert (card.take("name"), card.take("price"), card.take("rest")) == ("1GB", "$5", "Text 104 | was $9")


def test_a_row_without_an_offer_is_held() -> None:
    def nothing(row: Row) -> Iterator[Offer]:
        row.take("a")
        return iter(())

    one = page("")
    assert list(one.each([Row({"a": "x"}, "r")], nothing)) == []
    assert [held.reason for held in one.held] == ['a row without an offer: "x" (r)']


def test_a_price_that_stands_in_no_match_is_noticed() -> None:
    words = "1GB for N500 OR 300MB for N200 and 2GB at N900"
    form = r"(?P<size>\S+) for N(?P<cost>\d+)"
    assert len(matches(words, form)) == 2
    with pytest.raises(UnknownWords, match="3 of"):
        matches(words, form, each_has=r"\bN\d")


def test_a_pack_is_its_price_its_size_and_its_days_and_what_is_given_wins() -> None:
    offer = pack("Day", "$5", USD, "500 MB/day", "24 hours", usage=Usage.TRAVEL, kind=Kind.DAY_PASS, price_unit="day")
    assert (offer.prices[0].amount, offer.data_per, offer.kind) == (Decimal(5), DataPer.DAY, Kind.DAY_PASS)
    assert offer.validity is not None
    assert offer.validity.days == 1
    bare = pack("B", "$5", USD)
    assert (bare.data, bare.validity, bare.price_unit) == (None, None, "pack")


def test_a_rate_keeps_the_states_of_its_price_and_the_caps_beside_it() -> None:
    cap = now_and_before("$5", None, USD)
    calls = per_unit("Calls", "$2 per minute", USD, Service.VOICE, CalledScope.HOME, caps=())
    assert (calls.price_unit, calls.called_scope, calls.kind) == ("minute", CalledScope.HOME, Kind.RATE)
    none = per_unit("Data", "Not available", USD, Service.DATA, unit="mb")
    assert none.price_state is PriceState.UNAVAILABLE
    assert cap[0].role is PriceRole.BASE


def test_a_price_struck_through_is_the_list_price_beside_the_one_to_pay() -> None:
    assert [(p.role, p.amount) for p in now_and_before("$5", "$9", USD)] == [(PriceRole.BASE, 5), (PriceRole.LIST, 9)]
    assert len(now_and_before("$5", "", USD)) == 1
    assert bonus(None, USD) == ()
    assert bonus("1GB", USD, "night")[0].label == "night"


@pytest.mark.parametrize(
    ("words", "read"),
    [("3G,4G,5G", "3G;4G;5G"), ("5G/LTE/3G", "3G;4G;5G"), ("LTE", "4G"), ("4G LTE and 5G", "4G;5G"), ("", "")],
)
def test_generations_of_networks_come_in_one_order(words: str, read: str) -> None:
    assert generations(words) == read


def test_what_is_no_generation_is_an_error() -> None:
    with pytest.raises(UnknownWords):
        generations("5G/Starlink")


def test_a_country_and_its_network_are_scope_place_and_network() -> None:
    there = in_place("Belanda", "id", "KPN", on="3G/LTE", seen_as="NL KPN")
    assert (there["scope"], there["places"][0].place) == ("Belanda, KPN", "NL")
    assert (there["networks"][0].generations, there["networks"][0].handset_names) == ("3G;4G", "NL KPN")


def test_a_fact_stated_twice_has_to_agree() -> None:
    assert agreed("the size", 5, 5, 5) == 5
    with pytest.raises(Implausible, match="the size is stated in two ways"):
        agreed("the size", 5, 6)


def test_words_of_html_inside_json_and_words_that_are_there() -> None:
    assert without_tags("до&nbsp;35&nbsp;<b>ГБ</b>") == "до 35 ГБ"
    assert stated("a", "", None, "b", "a") == ("a", "b")


@pytest.mark.parametrize(("words", "read"), [("/ 10KB", "10 kb"), ("/ 10 KB", "10 kb"), ("per 1MB", "mb")])
def test_a_count_of_units_may_be_glued_to_its_unit(words: str, read: str) -> None:
    assert unit(words, USD) == read
    with pytest.raises(UnknownUnit):
        unit("/ 10XB", USD)


def test_the_notes_of_a_source_are_its_docstring_after_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "zz_noted.py"
    file.write_text(
        '"""Summary.\n\nRead from a copy of 2020;\nnobody saw it live.\n"""\n'
        "from transforms.source import Part, Source\nfrom transforms.values import Style\n"
        'SOURCE = Source(carrier="X", home_country="IE", style=Style(currency="EUR"), '
        'parts=(Part(urls=("https://example.com/",)),))\n'
        "def parse(pages):\n    return iter(())\n",
        encoding="utf-8",
    )
    assert load_carrier(file, is_own=True).source.notes == "Read from a copy of 2020; nobody saw it live."
