"""Rows for people, for programs and for spreadsheets: one way out for every command that reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import click
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from flows.alerts.clean import clean
from flows.cli.shared import Context, emit_csv, emit_json, shown

Row = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

# Page words may be a whole paragraph; what is cut ends in "…" and is whole in --json and --csv.
CELL_MAX = 400


def formats(command: F) -> F:
    """The options ``--json`` and ``--csv`` (parameters ``as_json``, ``as_csv``)."""
    command = click.option("--csv", "as_csv", is_flag=True, help="CSV with a header.")(command)
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")(command)


def text_of(value: Any) -> str:
    """A cell as people read it: one line, nothing in it that could move the cursor or colour the screen."""
    return clean(shown(value), CELL_MAX)


def emit_machine(columns: Sequence[str], rows: Sequence[Row], *, as_json: bool, as_csv: bool) -> bool:
    """Write ``--json`` or ``--csv`` if either was asked for, and say whether it was."""
    if as_json:
        emit_json({name: row.get(name) for name in columns} for row in rows)
    elif as_csv:
        emit_csv(columns, [[row.get(name) for name in columns] for row in rows])
    return as_json or as_csv


def show_table(context: Context, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on a terminal; elsewhere aligned lines without tabs, never cut or wrapped."""
    texts = [[text_of(value) for value in row] for row in rows]
    console = context.console()
    if console.is_terminal:
        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for name in columns:
            grid.add_column(name, overflow="fold")
        for row in texts:
            grid.add_row(*(Text(cell) for cell in row))  # never as markup: a page may say [red]
        console.print(grid)
        return
    for line in aligned([list(columns), *texts]):
        click.echo(line)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns two spaces apart, by the width that a terminal gives each character (a Korean letter takes two)."""
    if not rows:
        return []
    widths = [max(cell_len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def say(text: str = "") -> None:
    """A line for people on standard output. Words of pages in it must have passed :func:`text_of`."""
    click.echo(text)


def pairs(lines: Iterable[tuple[str, str]], indent: str = "  ") -> None:
    """Names and values below each other; a value of several lines stays under its column."""
    known = [(name, value) for name, value in lines if value]
    width = max((cell_len(name) for name, _ in known), default=0)
    for name, value in known:
        first, *rest = value.split("\n")
        say(f"{indent}{name}{' ' * (width - cell_len(name))}  {first}")
        for line in rest:
            say(f"{indent}{' ' * width}  {line}")


def moment(value: datetime | None) -> str:
    """ "24 Nov 2026 05:12 UTC", or "never"."""
    return f"{value:%d %b %Y %H:%M} UTC".lstrip("0") if value else "never"
