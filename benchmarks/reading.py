"""Reading pages, strictly, against the readers that one would write first: the same rows out of generated pages.

Four pages of the shapes that carriers have. Every way has to give the same rows, or there is nothing to compare. Then
the recorded pages through their own parsers, and the memory of a 10 MB page in a process of its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup
from lxml import html as lxml_html

from benchmarks.side_by_side import measure, show
from transforms.identify import identify
from transforms.page import Page
from transforms.read import read
from transforms.recorded import recorded
from transforms.shapes.data import records
from transforms.source import find_carriers
from transforms.values import Cell, Style, price, rate, volume

try:
    from selectolax.lexbor import LexborHTMLParser
except ImportError:  # a yardstick, no part of the product
    LexborHTMLParser = None

STYLE = Style(currency="USD")
Rows = list[tuple[str, Decimal, str]]
Way = Callable[[bytes], Rows]
ROOT = Path(__file__).parents[1]
NOISE = "<div class='x'><script>var a = {b: 'c'};</script><!-- c --><span><b>Words</b> and words</span></div>"
DEEP = "<div class='d'><section><div><div><ul><li><span><a href='#'><i><b><em>Menu</em></b></i></a></span></li></ul></div></div></section></div>"  # noqa: E501


def _cost(i: int) -> str:
    """No price stands twice, here or on a page: the readers of cells remember nothing, and would gain nothing by it."""
    return f"${i % 900 + 1},{i // 900 % 1000:03}.{i % 90 + 10}"


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Roaming</title></head><body>{body}</body></html>".encode()


def _table(rows: int) -> str:
    lines = "".join(
        f'<tr class="row"><td class="c"><a href="/c/{i}">Place {i}</a></td><td class="c">{_cost(i)}</td>'
        f'<td class="c">{i % 9 + 1} GB</td><td class="c"><span class="note">Network {i}</span><br>4G</td></tr>\n'
        for i in range(rows)
    )
    return f"<table id='rates'><tr><th>Place</th><th>Price</th><th>Data</th><th>Network</th></tr>\n{lines}</table>"


def table_page() -> bytes:
    return _page(NOISE * 700 + _table(220))


def cards_page() -> bytes:
    card = (
        '<div class="card item"><div class="head"><h3 class="name">Place {i}</h3><span class="badge">new</span></div>'
        '<div class="body"><p class="text">Words about it, <b>several</b> of them.</p><div class="row"><span class="k">'
        'Data</span><span class="size">{g} GB</span></div><div class="row"><span class="k">Price</span>'
        '<span class="price">{cost}</span></div></div><div class="foot"><a href="/buy/{i}">Buy</a></div></div>\n'
    )
    cards = "".join(card.format(i=i, g=i % 9 + 1, cost=_cost(i)) for i in range(300))
    return _page(DEEP * 900 + f'<div id="cards">{cards}</div>')


def embedded_page() -> bytes:
    nets = [{"name": "Network", "id": 7, "generations": ["3G", "4G"], "note": "words " * 6}] * 3
    # Some 900 bytes an option, as in the answers of travel-eSIM shops.
    plans = [
        {"name": f"Place {i}", "price": _cost(i), "size": f"{i % 9 + 1} GB", "text": "words " * 80, "networks": nets}
        for i in range(1_400)
    ]
    data = json.dumps({"props": {"pageProps": {"plans": plans}}})
    return _page(NOISE * 900 + f'<script id="__NEXT_DATA__" type="application/json">{data}</script>' + DEEP * 900)


def noisy_page(megabytes: float = 3) -> bytes:
    half = int(megabytes * 1_000_000 / 2 / (len(NOISE) + len(DEEP)))
    return _page((NOISE + DEEP) * half + _table(220) + (NOISE + DEEP) * half)


def _plain_row(name: str, cost: str, size: str) -> tuple[str, Decimal, str]:
    """What one would write first: strip the signs, hope for the best."""
    return name.strip(), Decimal(cost.strip().replace("$", "").replace(",", "")), size.strip()


def ours_table(body: bytes) -> Rows:
    page = Page(body)
    identify(page, ("Roaming",))
    found = []
    for row in page.table_of("Place", "Price").rows(only=("Place", "Price", "Data", "Network")):
        name, cost, size = row.take("Place"), row.take("Price"), row.take("Data")
        row.done(["Network"])
        if volume(size, STYLE).data_bytes:
            found.append((str(name), price(cost, STYLE).amount, str(size)))
    return found


def ours_cards(body: bytes) -> Rows:
    page = Page(body)
    identify(page, ("Roaming",))
    fields = {"name": ".name", "price": ".price", "size": ".size"}
    found = []
    for card in page.all("#cards > .card"):
        row = card.card(fields)
        name, cost, size = row.take("name"), row.take("price"), row.take("size")
        row.done()
        if volume(size, STYLE).data_bytes:
            found.append((str(name), price(cost, STYLE).amount, str(size)))
    return found


def ours_embedded(body: bytes) -> Rows:
    page = Page(body)
    identify(page, ("Roaming",))
    found = []
    for row in records(page.script(r'<script id="__NEXT_DATA__"[^>]*>'), "/props/pageProps/plans"):
        name, cost, size = row.take("name"), row.take("price"), row.take("size")
        row.done(["text", "networks"])
        if volume(size, STYLE).data_bytes:
            found.append((str(name), price(cost, STYLE).amount, str(size)))
    return found


def soup_table(body: bytes) -> Rows:
    rows = BeautifulSoup(body.decode(), "html.parser").find(id="rates").find_all("tr")[1:]  # type: ignore[union-attr]
    return [_plain_row(*[cell.get_text(" ", strip=True) for cell in row.find_all("td")][:3]) for row in rows]


def soup_cards(body: bytes) -> Rows:
    cards = BeautifulSoup(body.decode(), "html.parser").find_all("div", class_="card")
    return [_plain_row(*[card.find(class_=c).get_text() for c in ("name", "price", "size")]) for card in cards]


def soup_embedded(body: bytes) -> Rows:
    script = BeautifulSoup(body.decode(), "html.parser").find("script", id="__NEXT_DATA__")
    return _plain_plans(script.string)  # type: ignore[union-attr, arg-type]


def lxml_table(body: bytes) -> Rows:
    rows = lxml_html.fromstring(body.decode()).xpath("//table[@id='rates']//tr")[1:]
    return [_plain_row(*[cell.text_content() for cell in row.findall("td")][:3]) for row in rows]


def lxml_cards(body: bytes) -> Rows:
    cards = lxml_html.fromstring(body.decode()).xpath("//div[@id='cards']/div")
    return [_plain_row(*[card.xpath(f".//*[@class='{c}']")[0].text_content() for c in ("name", "price", "size")])
            for card in cards]  # fmt: skip


def lxml_embedded(body: bytes) -> Rows:
    return _plain_plans(lxml_html.fromstring(body.decode()).get_element_by_id("__NEXT_DATA__").text)


def lexbor_table(body: bytes) -> Rows:
    rows = LexborHTMLParser(body).css("table#rates tr")[1:]
    return [_plain_row(*[cell.text() for cell in row.css("td")][:3]) for row in rows]


def lexbor_cards(body: bytes) -> Rows:
    cards = LexborHTMLParser(body).css("#cards > .card")
    return [_plain_row(*[card.css_first(c).text() for c in (".name", ".price", ".size")]) for card in cards]


def lexbor_embedded(body: bytes) -> Rows:
    return _plain_plans(LexborHTMLParser(body).css_first("script#__NEXT_DATA__").text())


def _plain_plans(text: str) -> Rows:
    plans = json.loads(text)["props"]["pageProps"]["plans"]
    return [_plain_row(plan["name"], plan["price"], plan["size"]) for plan in plans]


PAGES: dict[str, tuple[Callable[[], bytes], tuple[Way, Way, Way, Way]]] = {
    "table of 220 countries": (table_page, (ours_table, lexbor_table, lxml_table, soup_table)),
    "300 cards": (cards_page, (ours_cards, lexbor_cards, lxml_cards, soup_cards)),
    "1.5 MB of embedded JSON": (embedded_page, (ours_embedded, lexbor_embedded, lxml_embedded, soup_embedded)),
    "3 MB of noise around a table": (noisy_page, (ours_table, lexbor_table, lxml_table, soup_table)),
}
NAMES = ("ours: strict, identified, with receipts", "selectolax, plain", "lxml, plain", "BeautifulSoup(html.parser)")


def compare_pages() -> None:
    for title, (make, readers) in PAGES.items():
        body = make()
        named = {n: r for n, r in zip(NAMES, readers, strict=True) if LexborHTMLParser or "selectolax" not in n}
        rows = [reader(body) for reader in named.values()]
        if any(found != rows[0] for found in rows):
            raise SystemExit(f"{title}: the readers do not read the same rows, so there is nothing to compare")
        medians = measure({name: partial(reader, body) for name, reader in named.items()})
        megabytes = len(body) / 1e6
        seconds = medians[NAMES[0]]
        show(
            f"{title}: {megabytes:.2f} MB, {len(rows[0])} rows; ours {1 / seconds:.1f} pages/s, "
            f"{megabytes / seconds:.1f} MB/s, {len(rows[0]) / seconds:,.0f} rows/s normalised",
            medians, f"{len(rows[0])} rows",
        )  # fmt: skip


def cells(count: int = 20_000) -> None:
    """The readers of cells alone, on cells that are cut out already, each other than all others."""
    work = {
        "price": [partial(price, Cell(_cost(i), "tr[1]/td[2]"), STYLE) for i in range(count)],
        "volume": [partial(volume, Cell(f"{i / 10} GB", "tr[1]/td[3]"), STYLE) for i in range(10, count + 10)],
        "rate": [partial(rate, Cell(f"{_cost(i)} per minute", "tr[1]/td[4]"), STYLE) for i in range(count)],
    }
    print("\nCells alone, all different")
    for name, asked in work.items():
        seconds = measure({name: lambda asked=asked: [ask() for ask in asked]}, repeats=5)[name]  # type: ignore[misc]
        print(f"  {name:<8} {len(asked) / seconds:10,.0f} a second")


def recorded_pages() -> None:
    folders = (ROOT / "tests" / "carriers", ROOT / "flows" / "demo" / "pages")
    found, _ = find_carriers()
    work = [(c, p) for c in found.values() for p in recorded(c.id, folders) if p.golden.is_file()]
    size = sum(file.stat().st_size for _, page in work for file in page.files)

    def every() -> int:
        return sum(len(read(carrier, page.pages(carrier)).offers) for carrier, page in work)

    offers = every()
    seconds = measure({"ours": every}, repeats=3)["ours"]
    print(f"\n{len(work)} recorded readings, {size / 1e6:.2f} MB: {len(work) / seconds:.0f} pages/s, "
          f"{size / 1e6 / seconds:.1f} MB/s, {offers / seconds:,.0f} offers/s")  # fmt: skip


def _peak(way: str, file: str) -> None:
    """In a process of its own: read a page from a file; the most memory that the whole process ever took."""
    body = Path(file).read_bytes()
    rows = {"ours": ours_table, "lxml": lxml_table, "soup": soup_table}[way](body)
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss counts the parent's memory too: it survives the exec
        peak = int(status.read_text().partition("VmHWM:")[2].split()[0])
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  {way:<6} {len(rows)} rows of {len(body) / 1e6:.1f} MB: peak {peak / 1024:.0f} MB")


def memory(ways: Iterable[str] = ("ours", "lxml", "soup")) -> None:
    print("\nPeak memory, each in a process of its own")
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        file.write(noisy_page(10))
        file.flush()
        for way in ways:
            code = f"from benchmarks.reading import _peak; _peak({way!r}, {file.name!r})"
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def main() -> None:
    compare_pages()
    cells()
    recorded_pages()
    memory()


if __name__ == "__main__":
    main()
