"""What all commands share: settings, output, exit codes, the words for faults."""

import csv
import getpass
import io
import json
import os
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from flows.settings import Settings, SettingsError, load_settings

EXIT_OK, EXIT_FAULT, EXIT_USAGE, EXIT_PERSON, EXIT_OFFLINE, EXIT_BUSY = 0, 1, 2, 3, 4, 75


@dataclass
class Context:
    """The options before the command."""

    ledger: Path | None
    config: Path | None
    no_color: bool

    def settings(self) -> Settings:
        """Raises SettingsError."""
        return load_settings(self.config, self.ledger)

    def console(self, *, err: bool = False) -> Console:
        """Colours only on a terminal, and only if wanted. Piped, lines are never wrapped or cut."""
        stream = sys.stderr if err else sys.stdout
        width = None if stream.isatty() else 200
        return Console(stderr=err, no_color=self.no_color, highlight=False, width=width, soft_wrap=not stream.isatty())

    def prefix(self) -> str:
        """How to type another command so that it speaks of the same ledger."""
        given = (("--config", self.config), ("--ledger", self.ledger))
        return " ".join([program(), *(f"{name} {shlex.quote(str(path))}" for name, path in given if path)])


class Usage(Exception):
    """Wrong use; the message says what to type instead."""


def who() -> str:
    """Who rules, for the journal."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        return "somebody"


def program() -> str:
    """The name under which people started us: ./roamledger from a clone, roamledger when installed."""
    return os.environ.get("ROAMLEDGER_PROG") or "roamledger"


def examples(*commands: str) -> str:
    """The end of a command's help: examples under the name by which people started us, so that they work as printed."""
    lines = "\n".join(f"  {program()} {command}" for command in commands)
    return f"\b\nExample{'s' if len(commands) > 1 else ''}:\n{lines}"


def exit_code_of(error: Exception) -> int | None:
    """The documented exit code of a fault that a person can mend; None for a fault of ours."""
    from flows.alerts.addresses import AlertError
    from flows.lock import AnotherRun, LedgerError
    from warehouse.archive import ArchiveError
    from warehouse.journal import JournalError
    from warehouse.store import WarehouseBusy, WarehouseError

    if isinstance(error, (AnotherRun, WarehouseBusy)):
        return EXIT_BUSY
    if isinstance(error, (SettingsError, AlertError, Usage, LedgerError, WarehouseError, JournalError, ArchiveError)):
        return EXIT_USAGE
    return None


def plain(value: Any) -> Any:
    """A value as JSON can hold it: decimals without trailing zeros, instants in ISO 8601 UTC."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value


def shown(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def emit_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """One object a line, keys as the columns."""
    for row in rows:
        click.echo(json.dumps({k: plain(v) for k, v in row.items()}, ensure_ascii=False, default=str))


def emit_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """CSV with a header; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    click.echo(out.getvalue(), nl=False)


def _cell(value: Any) -> str:
    text = "" if value is None else str(plain(value))
    return "'" + text if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
