"""The published copy, opened for reading only: what every command that answers is handed.

The warehouse file itself is never opened here: one forgotten reader would keep the next run out (reliability.md D13).
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.cli.shared import Context, Usage
from flows.clock import Clock, SetClock, SystemClock
from flows.settings import Settings
from warehouse.store import WarehouseBusy, rows

MEMORY = "2GB"
THREADS = 2
FILE = "roamledger.duckdb"


class Reader:
    """Questions to the published views. ``asked_at`` is the moment that ages are measured against (aware UTC)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked_at: datetime, prefix: str) -> None:
        self.connection = connection
        self.asked_at = asked_at
        self.prefix = prefix

    def rows(self, query: str, /, **values: Any) -> list[dict[str, Any]]:
        """The rows of ``warehouse/queries/<query>.sql``, by column name. ``values`` fill its $parameters.

        Raises:
            Usage: the copy is damaged, moved or of another version.
        """
        try:
            return rows(self.connection, query, **values)
        except duckdb.Error as error:
            raise Usage(
                f"the published copy cannot be read ({str(error).splitlines()[0]}): was the ledger moved, or made by "
                f"another version? Type: {self.prefix} rebuild"
            ) from None

    def must_hold_offers(self) -> None:
        """An answer from a ledger without any page would be a guess. Raises Usage."""
        if not self.rows("cli_offer_names"):
            raise Usage(f"Nothing has been read yet: no page came so far. What became of them: {self.prefix} sources")


def clock_of(settings: Settings) -> Clock:
    """The system's clock, or the moment at which the settings hold a ledger still (the demo)."""
    return SetClock(settings.clock) if settings.clock else SystemClock()


@contextmanager
def reading(context: Context) -> Iterator[Reader]:
    """The published copy of the ledger that ``context`` names.

    Raises:
        Usage: nothing was read yet, or the copy cannot be opened.
        WarehouseBusy: another program holds it.
    """
    settings = context.settings()
    with open_published(settings, clock_of(settings), context.prefix()) as reader:
        yield reader


@contextmanager
def open_published(settings: Settings, clock: Clock, prefix: str = "roamledger") -> Iterator[Reader]:
    """The published copy, hardened: it reads its own folder and nothing else, and its settings are locked.

    ``prefix`` is how to type another command for this ledger. Raises as :func:`reading`.
    """
    file = settings.published / FILE
    if not file.is_file():
        raise Usage(
            f"Nothing has been read yet in {_shown(settings.ledger)}. Type: {prefix} track"
            f"   (or, to look around first: {_bare(prefix)} demo)"
        )
    with ExitStack() as stack:
        try:
            connection = _connect(file, stack, prefix)
        except duckdb.Error as error:
            cause = str(error).splitlines()[0]
            raise Usage(f"{file} cannot be opened ({cause}). Type: {prefix} rebuild") from None
        try:
            _harden(connection, settings.published)
            now = clock.now()
            connection.execute("set variable asked_at = $now", {"now": now})
            reader = Reader(connection, now, prefix)
            reader.rows("cli_ready")
            yield reader
        finally:
            connection.close()


def _connect(file: Path, stack: ExitStack, prefix: str) -> duckdb.DuckDBPyConnection:
    config: Mapping[str, Any] = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": ""}
    try:
        return duckdb.connect(str(file), read_only=True, config=dict(config))
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
    # Somebody has the file open for writing, most likely in a DuckDB shell. It holds only views: a copy serves as well.
    try:
        copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="roamledger-"))) / FILE
        shutil.copyfile(file, copy)
        return duckdb.connect(str(copy), read_only=True, config=dict(config))
    except (OSError, duckdb.Error):
        raise WarehouseBusy(
            f"{file} is held by another program; close it there (or open it there with: duckdb -readonly), "
            f"then type this again, or {prefix} rebuild"
        ) from None


def _harden(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    """A question typed or pasted by a person must not read /etc/passwd nor write anywhere (reliability.md D24)."""
    folders = sorted({str(published.absolute()), str(published.resolve())})
    connection.execute("set timezone = 'UTC'")
    connection.execute("set allowed_directories = $folders", {"folders": folders})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _shown(folder: Path) -> str:
    return str(folder) if folder.is_absolute() or str(folder).startswith(".") else f"./{folder}"


def _bare(prefix: str) -> str:
    """The program's name without the options that point it at a ledger."""
    return prefix.split(" --", 1)[0]
