"""Any bytes through decoding, the shapes, every carrier's parser and every reader of a cell: never an exception that
has no name, never a fault of a parser, never an amount that is none.

The first byte says where the others go. ``make fuzz`` lets libFuzzer (atheris) write the bytes, with the recorded pages
to start from; test_fuzz_reading.py lets Hypothesis, for a moment.
"""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from transforms.decode import decode
from transforms.errors import CellError, ReadError
from transforms.page import Node, Page, Pages
from transforms.places import place, places
from transforms.read import read
from transforms.recorded import Recorded, recorded
from transforms.source import Carrier, find_carriers
from transforms.values import (
    Style,
    after_cap,
    at_most,
    data,
    day,
    day_rule,
    increment,
    messages,
    minutes,
    number,
    price,
    rate,
    rates,
    read_amount,
    span,
    speed,
    start_rule,
    unglued,
    unit,
    validity,
    volume,
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "tests" / "carriers", ROOT / "flows" / "demo" / "pages")
CARRIERS, _ = find_carriers()
SEEDS: list[tuple[Carrier, Recorded]] = [
    (carrier, page) for carrier in CARRIERS.values() for page in recorded(carrier.id, FOLDERS) if page.golden.is_file()
]
STYLES = (
    Style(currency="USD"), Style(currency="EUR", language="de", decimal=",", grouping="."),
    Style(currency="EUR", language="fr", decimal=",", grouping=" "), Style(currency="JPY", language="ja"),
    Style(currency="KRW", language="ko", decimal=""), Style(currency="IRR", language="fa", decimal="٫", grouping="٬,"),
    Style(currency="CHF", language="de", grouping="'’"), Style(currency="INR", language="hi", unlimited=("0", "-1")),
    Style(currency="IDR", language="id", decimal=",", grouping="."), Style(currency="BDT", language="bn"),
)  # fmt: skip
READERS: tuple[Callable[[str, Style], object], ...] = (
    number, price, rate, rates, volume, data, validity, speed, minutes, messages, unit, after_cap, span, at_most,
    increment, day_rule, start_rule, day,
)  # fmt: skip
CELLS, PLACES, SHAPES = b"\xff", b"\xfe", b"\xfd"
_STEP = 100  # from here on the same pages, without a look at them as a whole; twice as far, the last page of each


def check(entry: bytes) -> None:
    """Raises AssertionError, or whatever should not have been raised."""
    first, rest = entry[:1], entry[1:]
    if first in (CELLS, PLACES):
        _cells(rest.decode("utf-8", "replace"), is_place=first == PLACES)
    elif first == SHAPES:
        _shapes(rest)
    elif first:
        way, number_ = divmod(first[0], _STEP)
        _page(*SEEDS[number_ % len(SEEDS)], rest, is_trusted=way > 0, is_last=way > 1)


def _page(carrier: Carrier, seed: Recorded, body: bytes, *, is_trusted: bool, is_last: bool) -> None:
    """``is_trusted``: straight to the parser, which hardly any torn page would reach. ``is_last``: in the last page's
    stead, if there are several."""
    whole = seed.pages(carrier)
    all_, at = list(whole.pages), -1 if is_last else 0
    all_[at] = Page(body, all_[at].url, all_[at].media)
    pages = Pages(whole.part, tuple(all_))
    if is_trusted:
        with suppress(ReadError):
            list(carrier.parse(pages))
        return
    found = read(carrier, pages)
    assert "parser_fault" not in [p.code for p in found.problems], (seed.name, found.problems)
    assert found.offers or found.problems or found.held, seed.name
    for offer in found.offers:
        assert all(isinstance(p.amount, Decimal) and p.amount >= 0 and p.words for p in offer.prices), offer


def _cells(words: str, *, is_place: bool) -> None:
    readers: list[Callable[[], object]] = [lambda: read_amount(words), lambda: unglued(words, "12*")]
    readers += [lambda r=r, s=s: r(words, s) for s in STYLES for r in READERS]  # type: ignore[misc]
    if is_place:
        readers = [lambda t=t: place(words, t) for t in ("en", "ja", "*")]  # type: ignore[misc]
        readers += [lambda: places(words, "de")]
    for reader in readers:
        try:
            reader()
        except CellError as error:
            assert str(error)


def _shapes(body: bytes) -> None:
    decode(body, "text/html; charset=shift_jis")
    page = Page(body)
    asked: list[Callable[[], object]] = [
        lambda: page.stream and page.flight, lambda: page.script(r"data = "), lambda: page.linked_data("Offer"),
        lambda: page.csv(";"), lambda: page.json, lambda: page.pdf.table_of("a"), lambda: page.words,
        lambda: page.table_of("a", "b", header_rows=2), lambda: page.find(r"\d+"),
    ]  # fmt: skip
    shapes: tuple[tuple[str, Callable[[Node], object]], ...] = (
        ("table", lambda node: [row.words for row in node.table().rows()]), ("dl", lambda node: node.definitions()),
        ("table", lambda node: node.table(is_turned=True)), ("select", lambda node: node.options()),
    )  # fmt: skip
    asked += [lambda n=n, ask=ask: ask(n) for css, ask in shapes for n in page.all(css, at_least=0)[:5]]  # type: ignore[misc]
    asked += [lambda: page.root.panels("a"), lambda: page.root.card({"a": "b", "c?": "i"})]
    for ask in asked:
        try:
            ask()
        except ReadError as error:
            assert str(error)


def corpus() -> list[bytes]:
    """What to start from: each recorded page, its shapes, and cells of many kinds."""
    pages = [bytes([i + _STEP]) + page.files[0].read_bytes() for i, (_, page) in enumerate(SEEDS)]
    last = [bytes([i + 2 * _STEP]) + p.files[-1].read_bytes() for i, (_, p) in enumerate(SEEDS) if len(p.files) > 1]
    cells = ("$1,299.50 per 10 KB", "ab 9,99 €/Mt.", "월 2,970원", "then 128 kbps", "1.5 GB/day", "60:60", "۵۶٬۰۰۰")
    named = ("St. Kitts & Nevis / Anguilla", "Korea (South)*", "Bosnia and Herzegovina")
    return [
        *pages, *last, *(bytes([entry[0] - _STEP]) + entry[1:] for entry in pages),
        *(SHAPES + entry[1:] for entry in pages),
        *(CELLS + cell.encode() for cell in cells), *(PLACES + name.encode() for name in named),
    ]  # fmt: skip
