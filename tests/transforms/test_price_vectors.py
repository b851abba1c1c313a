"""624 prices that other people wrote. Ours may refuse what it was not told; it is never wrong in silence."""

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from transforms.errors import CellError
from transforms.values import Style, price
from transforms.values.currencies import SYMBOLS

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "price-parser" / "prices.json"
MARKS = ((".", ", '"), (",", ". '"), ("", ", ."))
CODES = {symbol: code for code, symbols in reversed(SYMBOLS.items()) for symbol in symbols}

pytestmark = pytest.mark.skipif(not VECTORS.is_file(), reason="../shared/vectors is not beside the repository")


def style_of(vector: dict[str, Any]) -> Style:
    """What a source's author would declare who has seen the price: its currency and its marks."""
    expected = vector["expected"]
    currency = CODES.get(expected.get("currency") or "", "EUR")
    written = re.sub(r"\s", " ", expected.get("amount_text") or vector["input"]["price"] or "")
    for decimal, grouping in MARKS:
        plain = written.translate(str.maketrans("", "", grouping)).replace(decimal or ".", ".")
        try:
            if Decimal(plain) == Decimal(expected["amount"]):
                return Style(currency=currency, decimal=decimal, grouping=grouping)
        except (InvalidOperation, TypeError):
            continue
    return Style(currency=currency)


def test_no_price_is_silently_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for vector in json.loads(VECTORS.read_text(encoding="utf-8")):
        words, amount = vector["input"]["price"], vector["expected"].get("amount")
        if words is None:
            counts["without words"] += 1
            continue
        try:
            read = price(words, style_of(vector)).amount
        except CellError:
            counts["refused" if amount is not None else "refused, rightly"] += 1
            continue
        if amount is not None and read == Decimal(amount):
            counts["right"] += 1
        else:
            wrong.append((words, str(read), amount))
    with capsys.disabled():
        print(f"\n{sum(counts.values()) + len(wrong)} prices: {dict(counts)}, {len(wrong)} wrong", end=" ")
    assert wrong == []
    assert counts["right"] >= 450
