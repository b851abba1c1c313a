"""The warehouse made anew from the journal: into a new file, which takes the old one's place when it is whole."""

from pathlib import Path

from warehouse.declared import copy_sources
from warehouse.differing import Kept
from warehouse.load import Entries, catch_up
from warehouse.store import Warehouse, WarehouseError

# Nobody reads the file while it is made, so entries share transactions.
_BATCH = 5_000


def rebuild(journal: Entries, archive: Kept, path: Path) -> int:
    """Replay every entry; returns how many. The old file serves until the new one is whole; on any fault it stays.

    Raises:
        WarehouseBusy: another program has the old file open.
        WarehouseError: the folder cannot be written.
        JournalError, ArchiveError: the journal or what it names is damaged.
    """
    fresh = path.with_name(path.name + ".new")
    _remove(fresh)
    try:
        with Warehouse.open_for_writing(fresh) as warehouse:
            count = catch_up(warehouse.connection, journal, archive, batch=_BATCH)
            copy_sources(warehouse.connection, path)
            warehouse.connection.execute("checkpoint")
        # The old file's log goes first: a new file with an old log does not open, and an old file without its log only
        # lacks what the journal still has.
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        fresh.replace(path)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be replaced: {error.strerror}; the old warehouse stays") from None
    finally:
        _remove(fresh)
    return count


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.with_name(file.name + ".wal").unlink(missing_ok=True)
