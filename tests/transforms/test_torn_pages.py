"""A page cut anywhere, or with an unclosed quote, comment or script put in, never reads as a complete shorter list."""

import random
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.identify import identify
from transforms.models import Offer
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.recorded import Recorded, recorded
from transforms.shapes.row import Row
from transforms.shapes.wounds import look_at
from transforms.source import Carrier, Expect, Part, Source, find_carriers
from transforms.values import Style, price
from transforms.words import Kind, Media, Service

ROOT = Path(__file__).parents[2]
USD = Style(currency="USD")
TEARS = (
    "<!--",
    "<script>",
    "<script src='x.js'>",
    '"',
    "'",
    ' title="',
    " title='",
    '<td class="',
    "<style>",
    "<textarea>",
)


def offer(row: Row) -> Iterator[Offer]:
    yield Offer(
        label=row.take("Name"), kind=Kind.PACK, service=Service.DATA, price_unit="pack",
        prices=(price(row.take("Price"), USD),),
    )  # fmt: skip


def by_table(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table_of("Name", "Price").rows(), offer)


def by_cards(pages: Pages) -> Iterator[Offer]:
    cards = [card.card({"Name": ".n", "Price": ".p"}) for card in pages.only.all("li.card")]
    yield from pages.only.each(cards, offer)


def reading(parse: object, html: str | bytes, expect: Expect = Expect(rows_min=1)) -> Reading:  # noqa: B008
    source = Source(carrier="X", home_country="US", style=USD, parts=(Part(urls=("http://x/",)),), expect=expect)
    carrier = Carrier("us_x", source, parse, Path("us_x.py"))  # type: ignore[arg-type]
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    return read(carrier, Pages("main", (Page(body, "http://x/"),)))


def is_complete(got: Reading) -> bool:
    return not got.problems and not got.held


SEPARATORS = ("", "\n", "<!-- next -->", "<script>var a = '<b>';</script>", "<style>td {color: red}</style>")
ATTRIBUTES = (
    "",
    ' class="row"',
    " id=x1",
    ' title="a > b"',
    " data-x='{\"a\": 1}'",
    ' href="?a=b"',
    " title='Côte d`Or'",
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[object, str, int]:
    count = draw(st.integers(2, 7))
    any_attribute, between = st.sampled_from(ATTRIBUTES), st.sampled_from(SEPARATORS)
    head = draw(
        st.sampled_from(["", "<p>It's a tariff.</p>", '<script>if (a < b) { c = "</p>" }</script>', "<!-- x -->"])
    )
    names = [
        draw(st.sampled_from(["Peru", "Côte d'Ivoire", 'The "Gambia"', "St. Kitts"])) + f" {i}" for i in range(count)
    ]
    if draw(st.booleans()):
        rows = "".join(
            f"<tr{draw(any_attribute)}><td{draw(any_attribute)}>{name}</td><td{draw(any_attribute)}>${i}</td></tr>"
            f"{draw(between)}" for i, name in enumerate(names, 1)
        )  # fmt: skip
        body, parse = f"<table><tr><th>Name</th><th>Price</th></tr>{rows}</table>", by_table
    else:
        rows = "".join(
            f'<li class="card"{draw(any_attribute)}><b class="n">{name}</b><i class=p>${i}</i></li>{draw(between)}'
            for i, name in enumerate(names, 1)
        )
        body, parse = f"<ul>{rows}</ul>", by_cards
    foot = draw(st.sampled_from(["", "<script>end()</script>", "<!-- end -->", '<a title="x">y</a>', "<p>it's</p>"]))
    return parse, f"<html><head><title>T</title></head><body>{head}{body}{foot}</body></html>\n", count


@settings(max_examples=150)
@given(pages(), st.data())
def test_a_page_cut_anywhere_is_never_a_complete_shorter_list(
    page: tuple[object, str, int], data: st.DataObject
) -> None:
    parse, html, count = page
    whole = reading(parse, html)
    assert is_complete(whole), (html, whole.problems, whole.held)
    assert len(whole.offers) == count
    cut = reading(parse, html[: data.draw(st.integers(0, len(html) - 1))])
    assert not is_complete(cut) or len(cut.offers) == count


@settings(max_examples=400)
@given(pages(), st.sampled_from(TEARS), st.data())
def test_an_unclosed_quote_comment_or_script_is_never_a_complete_shorter_list(
    page: tuple[object, str, int], tear: str, data: st.DataObject
) -> None:
    parse, html, count = page
    at = data.draw(st.integers(0, len(html)))
    got = reading(parse, torn := html[:at] + tear + html[at:])
    assert not is_complete(got) or len(got.offers) == count, torn


CARRIERS, _ = find_carriers()
RECORDED = [
    (carrier, page)
    for carrier in CARRIERS.values()
    for page in recorded(carrier.id, [ROOT / "tests" / "carriers"])
    if page.golden.is_file() and carrier.part(page.part or carrier.source.parts[0].id).media is Media.HTML
]


@pytest.mark.parametrize(("carrier", "page"), RECORDED, ids=[page.name for _, page in RECORDED])
def test_no_tear_in_a_recorded_page_goes_unseen(carrier: Carrier, page: Recorded) -> None:
    sound = page.pages(carrier)
    count = len(read(carrier, sound).offers)
    text, lucky = sound[0].text, random.Random(page.name)
    in_tags = [i for found in re.finditer("<[^>]*>", text) for i in range(found.start() + 1, found.end())]
    for tear in ("cut", "cut", *TEARS):  # between tags a quote is one more letter of a sentence
        for at in lucky.sample(range(len(text)) if tear[0] in "c<" else in_tags, 3):
            torn = text[:at] if tear == "cut" else text[:at] + tear + text[at:]
            first = Page(torn.encode(), sound[0].url, sound[0].media)
            got = read(carrier, Pages(sound.part, (first, *sound.pages[1:])))
            assert not is_complete(got) or len(got.offers) == count, (tear, text[at - 40 : at + 40])


@pytest.mark.parametrize(
    ("html", "wound"),
    [
        ("<p>a <!-- b</p>", "a comment without its end"),
        ("<p>a <!-- b</p><p>c <!-- d --></p>", "a comment that swallows another"),
        ("<p>a<script>b</p>", "a <script> without its end"),
        ("<p>a<SCRIPT>b</p><script>c</script>", "a <script> that swallows another"),
        ("<title>a<p>b</p>", "a <title> without its end"),
        ('<td class="x>a</td>', "a quote without its end"),
        ('<td class="x"">a</td>', "a quote that belongs to nothing"),
        ('<td class="ca\'rd">a</td>', "a quote that belongs to nothing"),
        ('<t"d>a</td>', "a tag whose name is no name"),
        ('< title="td>a</td>', "a tag whose name is no name"),
        ('<p>a</"p>', "a tag whose name is no name"),
        ("<style>a</p><style>b</style>", "a <style> that swallows another"),
        ("<style>a<<style>/style><p>b</p><style>c</style>", "a <style> that swallows another"),
        ("<!-- a <!-- b -- ><p>c</p><!-- d -->", "a comment that swallows another"),
        ('<td class="x>a</td><td class="y">b</td>', "a quote or bracket that swallows tags"),
        ("<td class='x>a</td><td>d'Or</td>", "a quote or bracket that swallows tags"),
        ('<td class="x>a</td><td title="a > b">c</td>', "a quote or bracket that swallows tags"),
        ("<td <td>b</td>", "a quote or bracket that swallows tags"),
        ("<p>a</p", "a tag or quote without its end"),
        ("<p>a</p><", "a tag without its end"),
        ("<p>a</p><!", "a tag without its end"),
    ],
)
def test_what_swallows_is_told(html: str, wound: str) -> None:
    seen = look_at("<html>" + html)
    assert seen.wound == wound
    assert not seen.is_closed


@pytest.mark.parametrize(
    "html",
    [
        "<p title='<b>x</b>'>a</p>", '<p title="a > b">a</p>', '<a href="x"y="z">a</a>', "a < b",
        "<!-->a<!--->b<!-- -- -->", "<!--[if IE]><p>x</p><![endif]-->", "<!--[if !IE]><!--><p>x</p><!--<![endif]-->",
        "<script>document.write('<script src=\"x\"><\\/script>')</script>", "<p>it's</p><p>it's</p>", "<br/><hr />",
        "<script>var t = '<tr><td>' + \"<script>\";</script>", "<?php x ?><![CDATA[x]]></ p>",
        "<p title=\"it's\">x</p>",
        "<!-- <p>a</p> <!-- b -- -->".replace("<p>a</p> ", ""), "<title>a < b</title><textarea><p></textarea>",
    ],
)  # fmt: skip
def test_what_swallows_nothing_is_no_wound(html: str) -> None:
    seen = look_at(f"<html>{html}</html>")
    assert (seen.wound, seen.is_closed) == ("", True)


def test_an_end_inside_a_comment_or_script_is_no_end() -> None:
    for html in ("<html><!-- </html> -->", "<html><script>a = '</html>'</script>", "<html><b a='</html>'>"):
        assert not look_at(html).is_closed


def test_a_flaw_that_a_page_always_has_can_be_declared() -> None:
    html = "<html><table><tr><th>Name</th><th>Price</th></tr><tr><td>A</td><td>$1</td></tr></table>" \
           "<!-- <p>old</p> <!-- older --> --></html>"  # fmt: skip
    (problem,) = reading(by_table, html).problems
    assert (problem.code, problem.where) == ("torn", "http://x/ line 1")
    assert problem.message.startswith("a comment that swallows another: what follows it may be lost")
    known = reading(by_table, html, Expect(flaws=("a comment that swallows another",)))
    assert is_complete(known)


def test_a_fragment_that_ends_inside_its_table_is_cut_off() -> None:
    html = "<table><tr><th>Name</th><th>Price</th></tr><tr><td>A</td><td>$1</td></tr>"
    assert [p.code for p in reading(by_table, html).problems] == ["truncated"]
    assert is_complete(reading(by_table, html + "</table>"))
    assert is_complete(reading(by_table, html, Expect(end="</tr>")))


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """One table in some order of rows and columns, with any white space, wrappers and neighbours around it."""
    facts = draw(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.integers(1, 99)), min_size=1, max_size=6,
                          unique_by=lambda fact: fact[0]))  # fmt: skip
    space = st.sampled_from(["", " ", "\n  ", "&nbsp;", "<!-- c -->", "\u200b", "\t\t"])
    wrapper = st.sampled_from(["", "b", "span class='x'", "font color=red", "div", "p", "a href='#'"])
    order = draw(st.permutations([0, 1, 2]))

    def cell(words: str, tag: str) -> str:
        inner = draw(wrapper)
        closed = f"</{inner.split(' ')[0]}>" if inner else ""
        return f"<{tag}>{draw(space)}{'<' + inner + '>' if inner else ''}{words}{closed}{draw(space)}</{tag}>"

    def line(cells: tuple[str, str, str], tag: str) -> str:
        return "<tr>" + draw(space) + "".join(cell(cells[i], tag) for i in order) + "</tr>" + draw(space)

    head = line(("Name", "Price", "Note"), draw(st.sampled_from(["th", "td"])))
    body = "".join(line((name, f"${amount}", "-"), "td") for name, amount in facts)
    inner = draw(st.sampled_from(["{}", "<thead>{}</thead>"])).format(head)
    inner += draw(st.sampled_from(["{}", "<tbody>{}</tbody>"])).format(body)
    around = draw(
        st.sampled_from(["{}", "<div>{}</div>", "<section><p>Hi</p>{}</section>", "<center>{}</center><table></table>"])
    )
    html = (
        "<html><body>" + around.format(f"<table{draw(st.sampled_from(ATTRIBUTES))}>{inner}</table>") + "</body></html>"
    )
    return html, [(name, f"{amount}") for name, amount in facts]


@settings(max_examples=150)
@given(layouts())
def test_order_white_space_and_wrappers_never_change_what_is_read(layout: tuple[str, list[tuple[str, str]]]) -> None:
    def parse(pages: Pages) -> Iterator[Offer]:
        yield from pages.only.each(pages.only.table_of("Name", "Price").rows(), offer, ["Note"])

    html, facts = layout
    got = reading(parse, html)
    assert is_complete(got), (html, got)
    assert sorted((o.label, str(o.prices[0].amount)) for o in got.offers) == sorted(facts)


CODES = {"parser_fault"}


@settings(max_examples=400)
@given(
    st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(
        [b"<table>", b"<tr>", b"<td>", b"<th>Name", b"<th>Price", b"$1", b"</td>", b"</tr>", b"</table>",
         b"<html>", b"</html>",
         b"<td rowspan=3>", b"<td colspan=99999999999>", b"\xff", b"\x00", b"<!--", b"-->", b"&#xD800;",
         b"&#99999999999;",
         b"<script>", b"</script>", b"<template>", b"\xe2\x82", b"<li class=card>", b"<b class=n>",
         b"<i class=p>", b"{", b"]"]
    ), max_size=40).map(b"".join)),
    st.sampled_from([by_table, by_cards]),
)  # fmt: skip
def test_any_bytes_are_a_reading_or_a_named_problem(body: bytes, parse: object) -> None:
    got = reading(parse, body)
    assert not CODES & {problem.code for problem in got.problems}, got.problems
    assert all(isinstance(held.code, str) and held.code for held in got.held)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([Media.JSON, Media.CSV, Media.TEXT, Media.PDF]))
def test_any_bytes_as_data_are_a_reading_or_a_named_problem(body: bytes, media: Media) -> None:
    def parse(pages: Pages) -> Iterator[Offer]:
        page = pages.only
        rows = {
            Media.JSON: lambda: page.records("/a"), Media.CSV: page.csv, Media.TEXT: lambda: page.find("x") and [],
            Media.PDF: lambda: page.pdf.table_of("Name", "Price"),
        }[media]()  # fmt: skip
        yield from page.each(rows, offer)

    source = Source(carrier="X", home_country="US", style=USD, parts=(Part(urls=("http://x/",), media=media),))
    carrier = Carrier("us_x", source, parse, Path("us_x.py"))
    got = read(carrier, Pages("main", (Page(body, "http://x/", media),)))
    assert not CODES & {problem.code for problem in got.problems}, got.problems


ONE_ROW = "<table><tr><th>Name</th><th>Price</th></tr><tr><td>A</td><td>$1</td></tr></table>"
DEEP = "<html><body>" + "<div>" * 100_000 + ONE_ROW + "</div>" * 100_000 + "</body></html>"


def test_a_table_a_hundred_thousand_levels_down_is_read() -> None:
    got = reading(by_table, DEEP)
    assert is_complete(got)
    assert [o.label for o in got.offers] == ["A"]


@pytest.mark.parametrize(
    "junk",
    ["<" * 300_000, "<a b=" * 60_000, "<!--" * 75_000, '<a title="' * 30_000, "<script>" * 37_000, "<td" * 100_000,
     "<a " + "b=c " * 70_000 + ">", "<table>" * 20_000, "<table><tr><td>" * 5_000, "&" * 300_000,
     "<td colspan=500>" * 9_000],
    ids=lambda junk: junk[:12],
)  # fmt: skip
def test_hostile_markup_ends_soon(junk: str) -> None:
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    reading(by_table, f"<html>{junk}<table><tr><th>Name</th><th>Price</th></tr></table></html>")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun < 20


def test_ten_megabytes_are_read_in_less_than_300(tmp_path: Path) -> None:
    """In a process of its own, where the most memory that it ever had is its own."""
    code = (
        "from pathlib import Path\n"
        "import sys\n"
        "from transforms.identify import identify\n"
        "from transforms.page import Page\n"
        "page = Page(Path(sys.argv[1]).read_bytes())\n"
        "identify(page, ('Words',))\n"
        "assert len(list(page.table_of('Name', 'Price').rows())) == 220\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux says how much memory one process had")
    file = tmp_path / "page.html"
    noise = (
        "<div class='x'><script>var a = {b: 'c'};</script><!-- c --><ul><li><b>Words</b> and <i>words</i></ul></div>"
    )
    rows = "<tr><th>Name</th><th>Price</th></tr>" + "<tr><td>A</td><td>$1</td></tr>" * 220
    half = noise * 45_000
    file.write_text(f"<html><body>{half}<table>{rows}</table>{half}</body></html>")
    assert file.stat().st_size > 9_500_000
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout) / 1024 < 300


def test_an_empty_fragment_is_no_page() -> None:
    identify(Page(b"<p>words</p>"))
