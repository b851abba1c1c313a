"""What holds for every source, whatever its page: layout says nothing, and a wall is a wall. And how many there are."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from transforms.golden import golden_rows
from transforms.page import Page, Pages
from transforms.read import Reading, read
from transforms.recorded import Recorded, recorded
from transforms.source import Carrier, find_carriers
from transforms.words import Media, SourceStatus

CARRIERS, _ = find_carriers()
GOLDEN = [
    (carrier, page)
    for carrier in CARRIERS.values()
    for page in recorded(carrier.id, (Path(__file__).parent,))
    if carrier.source.status is not SourceStatus.WATCH and page.golden.is_file()
]
MARKUP = [(c, p) for c, p in GOLDEN if all(x.media is Media.HTML and x.body[:1] == b"<" for x in p.pages(c).pages)]
NOT_VISIBLE = re.compile(r"(<script.*?</script>|<style.*?</style>|<!--.*?-->)", re.DOTALL)
BLOCKS = re.compile(r"(</?(?:table|tbody|thead|tr|td|th|ul|li|div|section|article|main|p|h[1-6]|dl|dt|dd)\b[^>]*>)")
WALLS = {
    "consent_wall": "<html><head></head><body>We use cookies. <button>Accept all</button></body></html>",
    "block_page": "<html><head><title>Access Denied</title></head><body>Reference 18.2f</body></html>",
    "needs_browser": '<html><head></head><body><div id="root"></div><script src="/app.js"></script></body></html>',
    "empty": " \n",
}


def with_space(text: str) -> str:
    """White space around every block tag."""
    parts = NOT_VISIBLE.split(text)
    return "".join(part if i % 2 else BLOCKS.sub(r"\n\t\1\n ", part) for i, part in enumerate(parts))


def with_wrappers(text: str) -> str:
    """Two boxes more around everything."""
    return re.sub(r"(<body[^>]*>)(.*)</body>", r'\1<div class="zz"><div>\2</div></div></body>', text, flags=re.DOTALL)


def with_rows_turned(text: str) -> str:
    """The rows of every plain table from the last to the first; where rows stand under headings, the order speaks."""
    root = html.document_fromstring(text)
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if row.find("td") is not None]
        is_headed = any(row.find("th") is not None for row in table.iter("tr"))
        if is_headed and is_plain(table) and len({len(row) for row in rows}) == 1:
            around = rows[0].getparent()
            for row in reversed(rows):
                around.append(row)
    return written(root)


def with_columns_turned(text: str) -> str:
    """The columns of every plain table whose header is one row, from the last to the first."""
    root = html.document_fromstring(text)
    for table in root.iter("table"):
        rows = list(table.iter("tr"))
        marks = ["".join(sorted({str(cell.tag) for cell in row})) for row in rows]
        if is_plain(table) and len({len(row) for row in rows}) == 1 and marks == ["th", *["td"] * (len(rows) - 1)]:
            for row in rows:
                for cell in reversed(list(row)):
                    row.append(cell)
    return written(root)


def is_plain(table: HtmlElement) -> bool:
    return not table.xpath(".//*[@rowspan>1 or @colspan>1] | .//table")


def written(root: HtmlElement) -> str:
    return "<!DOCTYPE html>" + str(html.tostring(root, encoding="unicode"))


@pytest.mark.parametrize("change", [with_space, with_wrappers, with_rows_turned, with_columns_turned])
@pytest.mark.parametrize(("carrier", "recorded_page"), MARKUP, ids=[page.name for _, page in MARKUP])
def test_layout_says_nothing(carrier: Carrier, recorded_page: Recorded, change: Callable[[str], str]) -> None:
    whole = recorded_page.pages(carrier)
    turned = Pages(whole.part, tuple(Page(change(p.text).encode(), p.url, p.media) for p in whole.pages))
    assert told(read(carrier, turned)) == told(read(carrier, whole))


def told(reading: Reading) -> tuple[Counter[str], int, list[str]]:
    """The golden rows with the order of rows, places and networks left out; how many are held; what was refused."""
    rows = [{name: sorted(cell.split("; ")) for name, cell in row.items()} for row in golden_rows(reading.offers)]
    return Counter(map(repr, rows)), len(reading.held), [problem.code for problem in reading.problems]


@pytest.mark.parametrize("code", WALLS)
@pytest.mark.parametrize(("carrier", "recorded_page"), GOLDEN, ids=[page.name for _, page in GOLDEN])
def test_a_wall_in_its_place_is_told_as_such(carrier: Carrier, recorded_page: Recorded, code: str) -> None:
    whole = recorded_page.pages(carrier)
    walls = tuple(Page(WALLS[code].encode(), page.url, page.media) for page in whole.pages)
    reading = read(carrier, Pages(whole.part, walls))
    assert not reading.offers
    assert [problem.code for problem in reading.problems][:1] == [code]


def test_how_many_sources_there_are(counted: Callable[[str], None]) -> None:
    sources = [carrier.source for carrier in CARRIERS.values()]
    countries, languages = {s.home_country for s in sources}, {s.style.language.partition("-")[0] for s in sources}
    media = Counter(part.media.value for source in sources for part in source.parts)
    many = sum(len(source.parts) > 1 for source in sources)
    rows = sum(len(read(carrier, page.pages(carrier)).offers) for carrier, page in GOLDEN)
    states = Counter(source.status.value for source in sources)
    counted(f"sources {len(sources)} ({told_as(states)}), countries {len(countries)}, languages {len(languages)}")
    counted(f"parts of sources by delivery: {told_as(media)}; {many} sources of several parts; golden rows {rows}")
    assert len(sources) >= 40
    assert len(countries) >= 25
    assert len(languages) >= 12
    assert {"html", "json", "csv", "pdf"} <= set(media)


def told_as(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())
