"""lxml and Beautiful Soup behind one set of functions: the same elements, words, rows and readings, page by page."""

from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.errors import ReadError
from transforms.page import Node, Page, Pages
from transforms.read import read
from transforms.recorded import recorded
from transforms.shapes import css as plain_css
from transforms.shapes.element import Tree
from transforms.shapes.fast import Fast
from transforms.shapes.soup import Soup
from transforms.source import find_carriers
from transforms.words import Media

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
FOLDERS = (ROOT / "tests" / "carriers", ROOT / "flows" / "demo" / "pages")
CARRIERS, _ = find_carriers()
RECORDED = [(carrier, page) for carrier in CARRIERS.values() for page in recorded(carrier.id, FOLDERS)]
CAPTURES = sorted(chain(REAL.glob("*/*.html"), *(folder.glob("*/*.html") for folder in FOLDERS)))
SELECTORS = (
    "html", "body", "title", "*", "p", "div", "table", "tr", "td", "a[href]", "ul > li", "ul li", "h2 + *",
    "h3 + table", "div div", "option[value*='.']", "[class$='__title']", "[class*='__currency']",
    "select[name=optionNo_0] option",
    "th, td", "li a, p", ".data", "#content", "div#content > div", "a[rel=nofollow]", "[class~='btn']",
    "h3:-soup-contains('layanan')", "p:-soup-contains('the') + ul li", "ul:has(> .headers)", "li:first-child",
    "tr:nth-of-type(2n+1)", "a:not(.x)", "input[type='TEXT']", "p:empty",
)  # fmt: skip


class SoupPage(Page):
    @cached_property
    def tree(self) -> Tree:
        return Soup(self.text)


def seen(tree: Tree, elements: list[Any]) -> list[tuple[str, str, list[str], dict[str, str]]]:
    return [
        (
            tree.name(element),
            " ".join(tree.words(element).split()),
            tree.lines(element),
            {name: " ".join(value.split()) for name, value in tree.attributes(element).items()},
        )
        for element in elements
    ]


def tables(node: Node) -> list[Any]:
    found = []
    for table in node.all("table", at_least=0):
        try:
            made = table.table()
            found.append([(row.where, row.section, row.words, row.take(c).where) for row in made.rows()
                          for c in made.columns[:1]])  # fmt: skip
        except ReadError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("path", CAPTURES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_both_give_the_same_words_and_tables_of_every_page(path: Path) -> None:
    text = Page(path.read_bytes()).text
    fast, soup = Page(text.encode()), SoupPage(text.encode())
    assert fast.words == soup.words
    assert tables(fast.root) == tables(soup.root)
    for css in ("td", "li", "p", "a"):
        one, other = (page.tree.select(page.tree.document, css)[:300] for page in (fast, soup))
        assert seen(fast.tree, one) == seen(soup.tree, other)


@pytest.mark.parametrize("path", CAPTURES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_both_select_the_same_elements_of_every_page(path: Path) -> None:
    text = Page(path.read_bytes()).text
    if len(text) > 700_000:
        text = text[:300_000]  # the reference takes seconds a page
    fast, soup = Fast(text), Soup(text)
    for css in SELECTORS:
        one, other = fast.select(fast.document, css), soup.select(soup.document, css)
        assert [fast.name(e) for e in one] == [soup.name(e) for e in other], css
        assert [dict(fast.attributes(e)).get("id") for e in one] == [soup.attributes(e).get("id") for e in other], css


@pytest.mark.parametrize(("carrier", "page"), RECORDED, ids=[page.name for _, page in RECORDED])
def test_both_give_the_same_reading_of_every_recorded_page(carrier: Any, page: Any) -> None:
    pages = page.pages(carrier)
    slow = Pages(pages.part, tuple(SoupPage(p.body, p.url, p.media, p.content_type) for p in pages))
    assert read(carrier, pages) == read(carrier, slow)


TAGS = ("div", "p", "table", "tr", "td", "th", "ul", "li", "br", "b", "template", "ruby", "rt", "script", "style",
        "sup", "select", "option", "dl", "dt", "dd", "tbody", "a", "h2", "o:p", "svg", "!--", "textarea",
        "title")  # fmt: skip
PIECES = st.lists(
    st.one_of(
        st.builds(
            lambda tag, slash, attribute: f"<{slash}{tag}{attribute}>",
            st.sampled_from(TAGS), st.sampled_from(["", "", "/"]),
            st.sampled_from(["", "", ' class="a b"', " id=x", ' rowspan="2"', " colspan=3", ' rel="x  y"',
                             ' title="<b>"']),
        ),
        st.sampled_from(["words", " ", "\n", "&nbsp;", "&lt;", "1", "<!-- c -->", "-->", "é", "<", "\x00", "]]>"]),
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=300)
@given(PIECES)
def test_both_see_the_same_in_any_soup_of_tags(pieces: list[str]) -> None:
    text = "<html><body>" + "".join(pieces)
    fast, soup = Fast(text), Soup(text)
    assert fast.words(fast.document).split() == soup.words(soup.document).split()
    for css in ("*", "td", "div > p", ".a", "[rel]", "b + td", "td:-soup-contains('words')", "li:not(.a)"):
        one, other = fast.select(fast.document, css), soup.select(soup.document, css)
        assert seen(fast, one) == seen(soup, other), css
    assert seen(fast, fast.children(fast.document)) == seen(soup, soup.children(soup.document))
    assert seen(fast, [fast.document]) == seen(soup, [soup.document])
    for one, other in zip(fast.select(fast.document, "table"), soup.select(soup.document, "table"), strict=True):
        for names, within in ((("tr",), "table"), (("td", "th"), "tr")):
            mine, theirs = fast.own(one, names, within), soup.own(other, names, within)
            assert seen(fast, mine) == seen(soup, theirs)
    assert tables(Page(text.encode()).root) == tables(SoupPage(text.encode()).root)


@given(st.text(max_size=200))
def test_both_see_the_same_in_any_text(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    fast, soup = Fast(text), Soup(text)
    assert fast.words(fast.document).split() == soup.words(soup.document).split()


def test_nothing_is_lost_a_hundred_thousand_levels_down() -> None:
    depth = 100_000
    text = "<html><body>" + "<div>" * depth + "<p class=x>deep</p>" + "</div>" * depth + "<p>end</p></body></html>"
    page = Page(text.encode(), media=Media.HTML)
    assert page.words == "deep end"
    assert page.one("p.x").text() == "deep"
    assert page.all("div > p")[0].text() == "deep"


def test_plain_selectors_need_no_second_parse() -> None:
    plain = [css for css in SELECTORS if plain_css.parse(css) is not None]
    assert len(plain) == len(SELECTORS) - 6
    fast = Fast("<p>x</p>")
    for css in plain:
        fast.select(fast.document, css)
    assert "_twin" not in vars(fast)
