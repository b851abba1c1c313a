"""Two-row headers, turned and copied tables, definition lists, tabs, pickers, embedded data, CSV: strictly or not."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import ClaimContradicted, ColumnLost, MatchCount, NotJson, UnknownWords
from transforms.page import Page
from transforms.shapes.data import at, objects_with, parse_json, record, records
from transforms.shapes.script import flight, value_after
from transforms.words import Media


def page(html: str) -> Page:
    return Page(html.encode(), "http://x/")


TWO_ROWS = """<table><tr><th rowspan=2>Country</th><th colspan=2>Calls</th></tr><tr><th>home</th><th>there</th></tr>
  <tr><td>Peru</td><td>1</td><td>2</td></tr></table>"""
TURNED = """<table><tr><th>Plan</th><td>S</td><td>L</td></tr><tr><th>Data</th><td>1 GB</td><td>9 GB</td></tr>
  <tr><th>Price</th><td colspan=2>$5</td></tr></table>"""


def test_a_table_with_a_header_of_two_rows_is_found_by_its_full_names() -> None:
    table = page("<table><tr><td>x</td></tr></table>" + TWO_ROWS).table_of("Country", "Calls / there", header_rows=2)
    (row,) = table.rows()
    assert (row.take("Country"), row.take("Calls / home"), row.take("Calls / there")) == ("Peru", "1", "2")
    with pytest.raises(MatchCount, match="0 tables"):
        page(TWO_ROWS).table_of("there", header_rows=2)


def test_a_turned_table_has_its_header_in_the_first_column() -> None:
    table = page(TURNED).table_of("Plan", "Price", is_turned=True)
    assert table.columns == ["Plan", "Data", "Price"]
    rows = list(table.rows())
    assert [[row.take(c) for c in table.columns] for row in rows] == [["S", "1 GB", "$5"], ["L", "9 GB", "$5"]]
    assert rows[1].take("Data").where == "table[1]/tr[2]/td[3]".replace("[1]", "", 1)
    assert rows[1].where == "table/column[3]"
    with pytest.raises(MatchCount, match="one length"):
        page(TURNED.replace("<td>9 GB</td>", "")).table("table", is_turned=True)
    with pytest.raises(MatchCount, match="0 tables"):
        page(TURNED.replace("<td>9 GB</td>", "")).table_of("Plan", is_turned=True)


def test_copies_of_a_table_are_one_table_only_while_they_say_the_same() -> None:
    one = "<table class=wide><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>1</td></tr></table>"
    copy = one.replace("wide", "narrow").replace("<td>x", "<td><b> x</b>")
    assert [row.take("A") for row in page(one + copy).table_of("A", has_copies=True).rows()] == ["x"]
    assert [row.take("A") for row in page(one).table_of("A", has_copies=True).rows()] == ["x"]
    with pytest.raises(MatchCount, match="2 tables"):
        page(one + copy).table_of("A")
    for other in (copy.replace("1", "2"), copy.replace("B", "C"), copy.replace("</table>", "<tr><td>y<td>2</table>")):
        with pytest.raises(MatchCount, match="that differ"):
            page(one + other).table_of("A", has_copies=True)
    with pytest.raises(MatchCount, match="0 tables"):
        page("").table_of("A", has_copies=True)


def test_what_is_shown_twice_must_say_the_same() -> None:
    twice = page("<b class=p>$5</b><div><i class=p> $5 </i></div><b class=q>$5</b><b class=q>$6</b>").root
    assert twice.same(".p").text() == "$5"
    with pytest.raises(MatchCount, match="differ"):
        twice.same(".q")
    with pytest.raises(MatchCount):
        twice.same(".r")


def test_a_definition_list_is_one_row() -> None:
    html = """<dl><dt>Price</dt><dd>$5</dd><div><dt>Data</dt><dt>Volume</dt><dd>1 <b>GB</b></dd></div>
      <dt>More</dt><dd><dl><dt>Price</dt><dd>$9</dd></dl></dd></dl>"""
    row = page(html).root.all("dl")[0].definitions()
    assert (row.take("Price"), row.take("Data"), row.take("Volume")) == ("$5", "1 GB", "1 GB")
    assert row.take("Price").where == "dl[1]/dd[2]"
    row.take("More")
    row.done()


@pytest.mark.parametrize(
    "items",
    [
        "<dt>A</dt><dd>1</dd><dd>2</dd>", "<dt>A</dt>", "<dd>1</dd>", "", "<dt>A</dt><dd>1</dd><dt>A</dt><dd>2</dd>",
        "<dt>A</dt><dd>1</dd><dt>B</dt>",
    ],
)  # fmt: skip
def test_a_definition_list_that_is_not_one_to_one_is_an_error(items: str) -> None:
    with pytest.raises(MatchCount):
        page(f"<dl>{items}</dl>").root.definitions("dl")


PICKER = """<select id=c><option value="">Choose a country</option><optgroup label="Zone 1">
  <option value=FR data-price="€1.50">France</option><option value=DE data-price='€2'>Germany</option></optgroup>
  <option data-price="€3">Japan</option></select>"""


def test_a_country_picker_is_rows() -> None:
    rows = page(PICKER).root.options("#c", ignore=["Choose a country"])
    assert [[str(row.take(c)) for c in ("label", "value", "group", "data-price")] for row in rows] == [
        ["France", "FR", "Zone 1", "€1.50"], ["Germany", "DE", "Zone 1", "€2"], ["Japan", "Japan", "", "€3"],
    ]  # fmt: skip
    assert rows[0].take("data-price").where == "#c/option[2]@data-price"
    with pytest.raises(MatchCount, match="without a value"):
        page(PICKER).root.options("#c")
    with pytest.raises(MatchCount, match="without options"):
        page("<select id=c></select>").root.options("#c")


def test_tabs_and_accordions_lead_from_a_control_to_what_it_opens() -> None:
    html = """<a class=t href="#one">Zone 1</a><button class=t aria-controls=two>Zone 2</button>
      <b class=t data-bs-target="#three">Zone 3</b><i class=t id=four-tab>Zone 4</i>
      <div id=one><p>France</p></div><div id=two><p>Japan</p></div><div id=three><p>Peru</p></div>
      <div aria-labelledby=four-tab><p>Oman</p></div><details><summary class=t>Zone 5</summary><p>Fiji</p></details>"""
    found = page(html).root.panels(".t")
    assert [(label, panel.text("p")) for label, panel in found] == [
        ("Zone 1", "France"), ("Zone 2", "Japan"), ("Zone 3", "Peru"), ("Zone 4", "Oman"), ("Zone 5", "Fiji"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<a class=t href='#x'>1</a>", "<a class=t href='/page'>1</a>", "<a class=t>1</a>", "",
        "<a class=t href='#x'>1</a><a class=t href='#x'>2</a><p id=x></p>",
        "<a class=t href='#x'>1</a><p id=x></p><p id=x></p>", "<a class=t href='#a\"b'>1</a>",
    ],
)  # fmt: skip
def test_a_control_without_its_one_panel_is_an_error(html: str) -> None:
    with pytest.raises(MatchCount):
        page(html).root.panels(".t")


def test_linked_data_is_found_by_its_type_wherever_it_hangs() -> None:
    product = {"@type": "Product", "name": "eSIM", "offers": [{"@type": ["Offer", "Thing"], "price": 4.5},
                                                            {"@type": "Offer", "price": "5"}]}  # fmt: skip
    html = (
        f"<script type='application/ld+json'>{json.dumps({'@graph': [product, {'@type': 'Brand'}]})}</script>"
        '<script type="application/ld+json">\n{"@type": "Offer", "price": 6}\n</script>'
    )
    rows = page(html).linked_data("Offer")
    assert [row.take("price") for row in rows] == ["4.5", "5", "6"]
    assert rows[0].take("price").where == "script[1]/@graph/0/offers/0/price"
    with pytest.raises(MatchCount, match="no AggregateOffer"):
        page(html).linked_data("AggregateOffer")
    with pytest.raises(NotJson):
        page("<script type='application/ld+json'>{a: 1}</script>").linked_data("Offer")


def test_a_value_that_goes_on_as_a_program_is_refused() -> None:
    assert value_after("window.__STATE__ = {a: 'b'}\nvar next = 1", "__STATE__ = ") == {"a": "b"}
    assert value_after("f({a: 1}, 2)", r"f\(") == {"a": 1}
    assert value_after('x = JSON.parse("{\\"a\\": 1.50}");', "x = ") == {"a": Decimal("1.50")}
    assert value_after("x = JSON.parse('[\\u0031]')</script>", "x = ") == [1]
    for wrong in (
        "5 * rate", "{a: 1}.a", "[1].map(f)", "{a: 1} || {}", "'a' + b", "1 2", "JSON.parse(y)", "JSON.parse('[1')",
        "JSON.parse('[1]', f)", "JSON.parse('[1]').a", "12px", "{'a': 1, 'a': 2}", '{"a": 1, "a": 2}', "1.2.3",
        "{}\n.a",
        "1" * 41,
    ):  # fmt: skip
        with pytest.raises(NotJson):
            value_after(f"x = {wrong}", "^x = ")


def test_json_that_says_something_twice_is_refused() -> None:
    with pytest.raises(NotJson, match="'price' stands there twice"):
        parse_json('{"plans": [{"price": 1, "price": 2}]}')


def test_data_is_asked_by_pointer_or_by_the_names_that_its_objects_have() -> None:
    data = {"a/b": {"~": [{"id": 1, "price": 2}, {"id": 2, "inner": {"id": 3, "price": 4}}]}}
    assert at(data, "/a~1b/~0/0/price") == 2
    assert at(data, "") is data
    assert [row.where for row in records(data, "/a~1b/~0")] == ["/a~1b/~0/0", "/a~1b/~0/1"]
    assert [row.take("price").where for row in objects_with(data, "id", "price")] == [
        "/a~1b/~0/0/price", "/a~1b/~0/1/inner/price",
    ]  # fmt: skip
    for pointer in ("/x", "/a~1b/~0/2", "/a~1b/~0/-1", "/a~1b/~0/0/price/x"):
        with pytest.raises(MatchCount):
            at(data, pointer)
    with pytest.raises(MatchCount):
        objects_with(data, "cost")
    with pytest.raises(MatchCount):
        records(data, "/a~1b")


def test_data_of_another_kind_than_was_meant_is_named() -> None:
    """Found by fuzzing, as faults of the parsers that asked."""
    record = Page(b'{"a": [1, 2], "b": 3}', "http://x/", Media.JSON).record()
    assert record.values("a") == [1, 2]
    with pytest.raises(UnknownWords, match="b is no list"):
        record.values("b")
    for body in (b"2", b"[]", b'"x"', b"null"):
        with pytest.raises(MatchCount, match="no object"):
            Page(body, "http://x/", Media.JSON).record()
    for body in (b"2", b"{}", b"[1]", b"[[]]"):
        with pytest.raises(MatchCount, match="no list of objects"):
            Page(body, "http://x/", Media.JSON).records("")


def test_the_pieces_of_a_next_stream_are_data_and_texts() -> None:
    stream = '0:{"a":"$1"}\n1:T7,한 글\n2:I["x",["y"]]\nb:["$","div",null,{"price":1.50}]\n:HL["/s.css","style"]\n'
    found = flight(stream)
    assert record(found, "/0").take("a") == found["1"]
    assert found["1"] == "한 글"
    assert found["b"][3]["price"] == Decimal("1.50")
    assert "2" not in found
    for torn in ('0:{"a":', "1:Tff,short", "no piece", "1:Tx,"):
        with pytest.raises(NotJson):
            flight(torn)
    pushed = page(f"<script>self.__next_f.push([1,{json.dumps(stream)}])</script>")
    assert str(pushed.flight) == str(found)


NEXT_PAGE = r"""<script>self.__next_f.push([1,"1:\"$Sreact.fragment\"\n2:I[7,[],\"Plans\"]\n"])</script><script>
self.__next_f.push([1,"5:{\"name\":\"Japan\",\"price\":\"$$5.99\",\"note\":\"$8\",\"nets\":[\"$9\",{\"name\":\"KDDI\"}]}\n"])
self.__next_f.push([1,"6:{\"plans\":[\"$5\",{\"name\":\"Peru\",\"price\":\"$5\"}],\"same\":\"$5:nets\",\"none\":\"$undefined\"}\n"])
self.__next_f.push([1,"8:Te,$5 off, really"]);self.__next_f.push([1,"9:{\"name\":\"Docomo\"}\n"])
self.__next_f.push([1,"a:[\"$\",\"$L2\",null,{\"data\":\"$6\",\"at\":\"$D2026-01-02T00:00:00.000Z\"}]\n"])
self.__next_f.push([1,"b:\"$c\"\nc:\"$b\"\nd:{\"plans\":\"$a:props:data:plans\",\"lost\":\"$ff\",\"round\":\"$b\",\"count\":\"$n12\"}\n"])</script>"""


def test_references_of_a_next_stream_are_followed_where_they_are_asked_for() -> None:
    flight = page(NEXT_PAGE).flight
    plans = record(flight, "/d").rows("plans")
    first, second = plans
    assert [first.take(name) for name in ("name", "price", "note")] == ["Japan", "$5.99", "$5 off, really"]
    assert [row.take("name") for row in first.rows("nets")] == ["Docomo", "KDDI"]
    with pytest.raises(UnknownWords, match="structure"):
        second.take("price")  # "$5" is piece 5 and no five dollars
    assert [row.take("name") for row in records(flight, "/6/same")] == ["Docomo", "KDDI"]
    assert at(flight, "/a/3/data/plans/0/nets/0/name") == "Docomo"
    assert record(flight, "/6").take("none") == ""
    assert record(flight, "/a/3").take("at") == "2026-01-02T00:00:00.000Z"
    assert record(flight, "/d").raw("count") == 12
    for name in ("lost", "round"):
        with pytest.raises(MatchCount):
            record(flight, "/d").take(name)
    assert [row.take("name") for row in objects_with(flight, "name", "price")] == ["Japan", "Peru"]  # each once


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=8,
))  # fmt: skip
def test_every_object_in_any_data_is_found_at_its_pointer(value: object) -> None:
    data = {"top": value}
    for row in objects_with(data):
        assert isinstance(at(data, row.where), dict)


def csv(text: str) -> Page:
    return Page(text.encode(), "http://x/", Media.CSV)


def test_a_price_list_is_read_by_the_separator_that_is_declared() -> None:
    text = 'sep=;\nLand;Preis;\nTürkei;"1;5";x\n\n"Elfen\nbein";2,5;y\n'
    rows = csv(text).csv(";")
    assert [[row.take(c) for c in ("Land", "Preis", "#3")] for row in rows] == [
        ["Türkei", "1;5", "x"], ["Elfen bein", "2,5", "y"],
    ]  # fmt: skip
    assert rows[0].take("Preis").where == "line 3/Preis"
    assert csv("A\tB\n1\t2\n").csv("\t")[0].take("B") == "2"
    assert csv("Price list\nof May\nA|B\n1|2\n").csv("|", header_line=3)[0].take("A") == "1"
    with pytest.raises(ColumnLost):
        csv("A;B\n1;2\n").csv()[0].take("A")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('A,B\n1,"2\n3,4\n5,6\n', "unexpected end of data"), ('A,B\n1,"2"3\n', "expected after"),
        ("sep=;\nA,B\n", "separated by ';'"),
        ("A,B\n1,2,3\n", "3 cells under 2"), ("A,B\n1\n", "1 cells under 2"), ("A,A\n1,2\n", "named twice"),
        ("", "empty"),
    ],
)  # fmt: skip
def test_a_broken_price_list_is_an_error(text: str, told: str) -> None:
    with pytest.raises(MatchCount, match=told):
        csv(text).csv()


def test_a_receipt_says_at_which_characters_words_of_prose_stand() -> None:
    said = page("<body><p>It costs</p> $12 a day.</body>").find(r"(?P<price>\$\d+) a day")
    words = page("<body><p>It costs</p> $12 a day.</body>").root.text("body")
    assert said["price"].where == "body, characters 10-12"
    assert words[9:12] == said["price"] == "$12"
    assert said[""].where == "body, characters 10-18"
    again = page("<body>$12 a day. Yes: $12 a day.</body>").find(r"(?P<price>\$\d+) a day")
    assert again["price"].where == "body, characters 1-3"  # said twice: where it stands first
    text = Page(b"It costs $12 a day.", "", Media.TEXT).find(r"(?P<price>\$\d+)")
    assert text["price"].where == "characters 10-12"


def test_one_match_that_can_be_taken_apart_in_two_ways_is_two() -> None:
    with pytest.raises(MatchCount):
        page("<body>a1 x a2</body>").find(r"a(?=(?P<n>\d))")


def test_a_page_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ClaimContradicted):
        page("").claim(215, 214, "destinations")
