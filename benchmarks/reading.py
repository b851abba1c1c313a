"""Reading pages: our strict reader against the plain Beautiful Soup loop that one would write first."""

from decimal import Decimal

from bs4 import BeautifulSoup

from benchmarks.side_by_side import measure, show
from transforms.page import Page
from transforms.values import Style, price

STYLE = Style(currency="USD")
ROWS = 220
NOISE = "<div class='x'><script>var a = 1;</script><!-- c --><span><b>Words</b> and words</span></div>" * 900


def table_page() -> bytes:
    """A page of 220 places with a price each, in some 100 kB of other markup."""
    rows = "".join(f"<tr><td>Place {i}</td><td>${i + 1},{i % 10}00.50</td></tr>" for i in range(ROWS))
    return f"<html><body>{NOISE}<table><tr><th>Place</th><th>Price</th></tr>{rows}</table></body></html>".encode()


def strict(body: bytes) -> list[tuple[str, Decimal]]:
    found = []
    for row in Page(body).table("table").rows(only=("Place", "Price")):
        found.append((str(row.take("Place")), price(row.take("Price"), STYLE).amount))
        row.done()
    return found


def plain(body: bytes) -> list[tuple[str, Decimal]]:
    found = []
    for row in BeautifulSoup(body.decode(), "html.parser").find_all("tr")[1:]:
        name, cost = (cell.get_text(" ", strip=True) for cell in row.find_all("td"))
        found.append((name, Decimal(cost.replace("$", "").replace(",", ""))))
    return found


def main() -> None:
    body = table_page()
    if strict(body) != plain(body):
        raise SystemExit("the two readers do not read the same rows: nothing to compare")
    ways = {"Page.table + price, strict": lambda: strict(body), "BeautifulSoup(html.parser)": lambda: plain(body)}
    show(f"A table of {ROWS} places in {len(body) // 1024} kB", measure(ways), f"{ROWS} rows")
