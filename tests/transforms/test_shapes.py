"""Tables, cards, JSON and scripts as rows: nothing dropped in silence, everything unexpected an error by name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import CellLeftOver, ColumnLost, ColumnNew, MatchCount, NotJson, UnknownWords
from transforms.page import Node, Page
from transforms.shapes.node import cell_of
from transforms.shapes.row import Row
from transforms.shapes.script import next_stream, value_after
from transforms.shapes.table import Table
from transforms.values import Cell


def table(html: str, **given: object) -> Table:
    return Page(html.encode()).root.all("table")[0].table("", **given)  # type: ignore[arg-type]


def rows(html: str, **given: object) -> list[dict[str, str]]:
    made = table(html, **given)
    return [{column: str(row.take(column)) for column in made.columns} for row in made.rows()]


def test_a_merged_cell_stands_in_every_row_that_it_covers() -> None:
    html = """<table><tr><th>Country</th><th>Network</th><th>Price</th></tr>
      <tr><td rowspan=2>India</td><td>Airtel</td><td rowspan=3>Rp 49</td></tr><tr><td>Jio</td></tr>
      <tr><td>Oman</td><td>Nawras</td></tr></table>"""
    assert [tuple(row.values()) for row in rows(html)] == [
        ("India", "Airtel", "Rp 49"),
        ("India", "Jio", "Rp 49"),
        ("Oman", "Nawras", "Rp 49"),
    ]


def test_a_full_width_row_is_a_note_and_the_section_of_what_follows() -> None:
    made = table("""<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>Zone 1</td></tr><tr><td>x</td><td>1</td></tr>
      <tr><td colspan=2>Zone 2</td></tr><tr><td>y</td><td>2</td></tr></table>""")
    assert [(row.section, row.take("A")) for row in made.rows()] == [("Zone 1", "x"), ("Zone 2", "y")]
    assert made.note("zone 2") == "Zone 2"
    with pytest.raises(MatchCount):
        made.note("Zone")
    with pytest.raises(MatchCount):
        made.note("Zone 3")


def test_a_row_that_lost_its_cells_is_no_note() -> None:
    made = table("<table><tr><th>A</th><th>B</th></tr><tr><td>x</td></tr><tr><td>y</td><td>2</td></tr></table>")
    row = next(iter(made.rows()))
    assert row.take("A") == "x"
    for ask in (row.take, row.get):
        with pytest.raises(UnknownWords, match="1 cells under 2 headers"):
            ask("B")
    with pytest.raises(ColumnLost, match="no column 'C'"):
        row.take("C")


def test_a_row_of_too_many_cells_is_held_by_itself() -> None:
    html = "<table><tr><th>A</th><th>B</th></tr><tr><td>1<td>2<td>3</td></tr><tr><td>4<td>5</td></tr></table>"
    first, second = table(html).rows()
    for ask in (lambda: first.take("A"), lambda: first.get("B"), first.done):
        with pytest.raises(UnknownWords, match="3 cells under 2 headers") as error:
            ask()
        assert (error.value.words, error.value.where) == ("1 | 2 | 3", "table/tr[2]")
    assert first.words == "1 | 2 | 3"
    assert (second.take("A"), second.take("B")) == ("4", "5")


def test_a_header_that_is_said_again_is_no_row() -> None:
    html = "<table>{0}<tr><td>FR</td><td>1</td></tr>{0}<tr><td>Price</td><td>2</td></tr></table>"
    assert rows(html.format("<tr><th>Country</th><th>Price</th></tr>")) == [
        {"Country": "FR", "Price": "1"}, {"Country": "Price", "Price": "2"},
    ]  # fmt: skip


def test_a_table_by_its_role_is_a_table() -> None:
    html = """<div role=table><div role=rowgroup><div role=row><b role=columnheader>Country</b>
      <b role=columnheader>Price</b></div></div>
      <div role=row><span role=rowheader>Peru</span><span role=cell aria-label=x>$1</span></div></div>"""
    (row,) = page(html).table_of("Country", "Price").rows()
    assert (row.take("Country"), row.take("Price")) == ("Peru", "$1")
    assert row.where == "table/tr[2]"


def test_what_the_words_of_a_cell_do_not_say_is_asked_of_its_element() -> None:
    html = "<table><tr><th>Place</th><th>5G</th></tr><tr><td><img alt=Peru></td><td><i class=yes></i></td></tr></table>"
    (row,) = page(html).table_of("Place").rows()
    assert (row.take("Place"), row.take("5G")) == ("", "")
    assert cell_of(row, "Place").one("img").attr("alt") == "Peru"
    assert cell_of(row, "5G").maybe(".yes")
    assert cell_of(row, "5G").maybe(".no") is None


def test_two_header_rows_make_one_name_a_column() -> None:
    html = """<table><tr><th rowspan=2>Country</th><th colspan=2>Calls</th></tr><tr><th>home</th><th>there</th></tr>
      <tr><td>Peru</td><td>1</td><td>2</td></tr></table>"""
    assert rows(html, header_rows=2) == [{"Country": "Peru", "Calls / home": "1", "Calls / there": "2"}]


def test_tables_inside_a_table_are_not_its_rows() -> None:
    html = "<table><tr><th>A</th></tr><tr><td>x<table><tr><td>inner</td></tr></table></td></tr></table>"
    assert rows(html) == [{"A": "x"}]


def test_a_raised_digit_never_becomes_part_of_a_price() -> None:
    assert rows("<table><tr><th>Fee</th></tr><tr><td>$12<sup>1</sup></td></tr></table>") == [{"Fee": "$12 1"}]


def test_a_new_column_a_cell_without_a_header_and_two_columns_of_one_name_are_errors() -> None:
    html = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
    with pytest.raises(ColumnNew, match="'B'"):
        list(table(html).rows(only=["A"]))
    with pytest.raises(MatchCount, match="columns named twice"):
        table(html.replace("<th>B", "<th>A"))


def test_a_row_is_read_to_its_end() -> None:
    row = Row({"a": Cell("1"), "b": Cell("2"), "c": Cell(""), "d": None}, "row")
    assert row.take("a") == "1"
    with pytest.raises(CellLeftOver, match="'b'"):
        row.done()
    row.done(ignore=["b"])
    assert row.expect("b", "1", "2") == "2"
    with pytest.raises(UnknownWords):
        row.expect("b", "3")
    with pytest.raises(ColumnLost):
        row.take("z")
    assert row.get("z") is None


def test_records_inside_a_json_record_are_rows() -> None:
    row = Row({"price": {"amount": Decimal("1.5")}, "nets": [{"name": "A"}, {"name": "B"}], "word": "x"}, "/0")
    assert row.row("price").take("amount") == "1.5"
    assert [inner.take("name") for inner in row.rows("nets")] == ["A", "B"]
    assert row.rows("nets")[1].where == "/0/nets/1"
    with pytest.raises(UnknownWords):
        row.row("word")
    with pytest.raises(UnknownWords):
        row.rows("price")
    with pytest.raises(UnknownWords, match="structure"):
        row.take("nets")


def page(html: str) -> Page:
    return Page(html.encode(), "http://x/")


def test_one_is_one_none_or_two_are_an_error() -> None:
    twice = page("<p class=a>1</p><p class=a>2</p><p class=b>3</p>")
    assert twice.one(".b").text() == "3"
    assert [node.text() for node in twice.all(".a")] == ["1", "2"]
    for css in (".a", ".c"):
        with pytest.raises(MatchCount):
            twice.one(css)
    with pytest.raises(MatchCount):
        twice.root.maybe(".a")
    assert twice.root.maybe(".c") is None
    with pytest.raises(MatchCount):
        twice.all(".c")


def test_a_table_is_found_by_its_columns_and_must_be_the_only_one() -> None:
    one = "<table><tr><td>Plan</td><td>Price</td></tr><tr><td>x</td><td>1</td></tr></table>"
    other = one.replace("Plan", "Country")
    assert page(one + other).table_of("Country", "Price").columns == ["Country", "Price"]
    with pytest.raises(MatchCount, match="2 tables"):
        page(one + other).table_of("Price")
    with pytest.raises(MatchCount, match="0 tables"):
        page(one).table_of("Fee")


def test_a_card_has_each_field_once_and_an_optional_one_at_most_once() -> None:
    fields = {"name": ".n", "was?": ".w"}
    cards = page("""<div><b class=n>A</b><s class=w>9</s></div><div><b class=n>B</b></div>
      <div><b class=n>C</b><i class=n>D</i></div>""")
    first, second, third = cards.all("div")
    assert first.card(fields, plan=Cell("P")).words == "P | A | 9"
    assert second.card(fields).get("was") is None
    with pytest.raises(MatchCount):
        third.card(fields)


def test_prose_must_say_it_once() -> None:
    said = page("<body>It is $12 a day. Yes, $12 a day.</body>").find(r"(?P<price>\$\d+) a day")
    assert (said["price"], said[""]) == ("$12", "$12 a day")
    with pytest.raises(MatchCount):
        page("<body>It is $12 a day, or $6 a day.</body>").find(r"(?P<price>\$\d+) a day")


def test_what_a_script_states_is_read_and_what_it_computes_is_refused() -> None:
    source = r"""<script>var c = {uk: ['GB', 1.50, .5, 0x1F,],
      'fr-x': {on: !0, off: null, "n": 'L\u2019\x41'}, /* x */ 7: -2};</script>"""
    assert page(source).script(r"var c = ") == {
        "uk": ["GB", Decimal("1.50"), Decimal(".5"), 31],
        "fr-x": {"on": True, "off": None, "n": "L’A"},
        "7": -2,
    }
    for wrong in ("{a: f(1)}", "{a: 1, a: 2}", "{a: 1", "'open", "`${x}`", "[1 2]", "{a 1}", ""):
        with pytest.raises(NotJson):
            value_after(f"var c = {wrong}", "var c = ")
    with pytest.raises(MatchCount):
        value_after("a = 1; a = 2", "a = ")


def test_the_stream_of_a_next_page_is_one_text() -> None:
    pushes = r'self.__next_f.push([0]);self.__next_f.push([1,"{\"a\":"]);self.__next_f.push([1,"\"\uD55C\"}\n"])'
    assert next_stream(pushes) == '{"a":"한"}\n'
    with pytest.raises(MatchCount):
        next_stream("no pushes")


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_json_in_a_script_is_read_as_json(value: object) -> None:
    import json

    for is_ascii in (True, False):
        assert value_after("x=" + json.dumps(value, ensure_ascii=is_ascii), "^x=") == value


@given(st.text(max_size=60))
def test_any_script_is_data_or_a_named_error(text: str) -> None:
    try:
        value_after("var x = " + text, r"\Avar x = ")
    except NotJson as error:
        assert str(error)


COLUMNS = ("Country", "Network", "Price", "Unit")
LINES = [("Peru", "Claro", "$1", "MB"), ("Chile", "Entel", "$2", "MB"), ("Oman", "Nawras", "$3", "KB")]


@given(st.permutations(range(4)), st.permutations(LINES))
def test_columns_and_rows_in_another_order_are_the_same_facts(
    order: list[int], lines: list[tuple[str, str, str, str]]
) -> None:
    def line(tag: str, cells: tuple[str, ...]) -> str:
        return "<tr>" + "".join(f"<{tag}>{cells[i]}</{tag}>" for i in order) + "</tr>"

    html = "<table>" + line("th", COLUMNS) + "".join(line("td", cells) for cells in lines) + "</table>"
    assert sorted(tuple(row[c] for c in COLUMNS) for row in rows(html)) == sorted(LINES)


@given(st.integers(0, 3))
def test_a_lost_column_is_named(lost: int) -> None:
    kept = [i for i in range(4) if i != lost]
    html = "<table>" + "".join(
        "<tr>" + "".join(f"<td>{cells[i]}</td>" for i in kept) + "</tr>" for cells in (COLUMNS, *LINES)
    ) + "</table>"  # fmt: skip
    row = next(iter(table(html).rows()))
    with pytest.raises(ColumnLost, match=COLUMNS[lost]):
        for column in COLUMNS:
            row.take(column)


def test_where_a_cell_stood_leads_back_to_it() -> None:
    html = "<div id=x><table><tr><th>A</th></tr><tr><td>1</td></tr></table></div>"
    row = next(iter(page(html).table("#x table").rows()))
    assert row.take("A").where == "#x table/tr[2]/td[1]"
    assert isinstance(page(html).one("#x"), Node)
