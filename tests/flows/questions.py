"""docs/questions.md: its statements, and its answers as they are written there."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "docs" / "questions.md"
SHOWN = 10

_QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>.*?)\n(?P<between>.*?)^```sql\n(?P<sql>.*?)^```\n\n^```text\n(?P<answer>.*?)^```",
    re.DOTALL | re.MULTILINE,
)

Ask = Callable[[str], tuple[list[str], list[tuple[Any, ...]]]]


def questions() -> Iterator[tuple[int, str, str]]:
    """Number, statement and written answer of each."""
    for found in _QUESTION.finditer(FILE.read_text(encoding="utf-8")):
        yield int(found["number"]), found["sql"].strip().removesuffix(";"), found["answer"]


def table(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """Rows as the document shows them: columns side by side, the first ten rows, and how many there are."""
    shown = [[_text(value) for value in row] for row in rows[:SHOWN]]
    widths = [max(len(line[i]) for line in [names, *shown]) for i in range(len(names))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in [names, *shown]
    ]
    count = "no rows" if not rows else f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
    more = f", {SHOWN} shown" if len(rows) > SHOWN else ""
    return "\n".join([*(lines if rows else []), f"({count}{more})"]) + "\n"


def rewrite(ask: Ask) -> None:
    """Write the answers anew."""
    text = FILE.read_text(encoding="utf-8")

    def again(found: re.Match[str]) -> str:
        answer = table(*ask(found["sql"].strip().removesuffix(";")))
        return found[0].removesuffix(f"```text\n{found['answer']}```") + f"```text\n{answer}```"

    FILE.write_text(_QUESTION.sub(again, text), encoding="utf-8")


def _text(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        plain = f"{value:.6f}".rstrip("0").rstrip(".")
        return plain if plain not in ("", "-0") else "0"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
