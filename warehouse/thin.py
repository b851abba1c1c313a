"""The thin DuckDB file of the published copy: views and macros, each with its comment, each column with its meaning.

It is written anew only when the views have changed, for every run publishes and few change them.
"""

import csv
import hashlib
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.store import rows

FILE = "roamledger.duckdb"

_HERE = Path(__file__).parent
_MACRO = re.compile(r"-- (?P<said>[^\n]*)\.\ncreate macro (?P<name>\w+)\([^)]*\) as(?P<table> table)?")


def write_thin(connection: DuckDBPyConnection, published: Path) -> Path:
    """The thin file for a folder, made beside it and moved into place. ``connection`` is the warehouse's, whose tables
    say what their columns mean.

    Raises:
        OSError: the folder cannot be written.
    """
    thin, mark = published / FILE, published / ".views"
    where = str(published.resolve() / "current").replace("'", "''")
    wanted = hashlib.sha256((where + _source()).encode()).hexdigest()
    if _is_made_of(wanted, thin, mark):
        return thin
    fresh = published / (FILE + ".new")
    fresh.unlink(missing_ok=True)
    _make(fresh, where, meanings(connection))
    sync(fresh)
    fresh.replace(thin)
    mark.write_text(f"{wanted} {_sha256(thin)}\n", encoding="ascii")
    sync(published)
    return thin


def meanings(connection: DuckDBPyConnection) -> dict[str, str]:
    """What each column of a view means: as views/columns.csv says, else as the warehouse's column of that name."""
    said: dict[str, str] = {}
    for column in rows(connection, "dictionary_columns"):
        if column["comment"]:
            said.setdefault(column["column_name"], column["comment"])
    with (_HERE / "views" / "columns.csv").open(encoding="utf-8", newline="") as file:
        said |= {row["column"]: row["meaning"] for row in csv.DictReader(file)}
    return said


@lru_cache(maxsize=1)
def _source() -> str:
    """All that the file is made from, but where it lies: the views, and the comments on the tables."""
    files = sorted([*(_HERE / "views").iterdir(), *(_HERE / "schema").glob("*.sql")])
    return "\0".join(file.read_text(encoding="utf-8") for file in files) + duckdb.__version__


def _is_made_of(wanted: str, thin: Path, mark: Path) -> bool:
    try:
        return mark.read_text(encoding="ascii") == f"{wanted} {_sha256(thin)}\n"
    except (OSError, UnicodeDecodeError):
        return False


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _make(file: Path, where: str, said: dict[str, str]) -> None:
    with duckdb.connect() as maker:
        maker.execute("attach '" + str(file).replace("'", "''") + "' as thin (storage_version 'v1.2.0')")
        maker.execute("use thin")
        maker.begin()
        for view in sorted((_HERE / "views").glob("*.sql")):
            text = view.read_text(encoding="utf-8")
            maker.execute(text.replace("$published", where))
            for comment in _macro_comment(text):
                maker.execute(comment)
        for row in rows(maker, "comment_columns", names=list(said), meanings=list(said.values())):
            maker.execute(row["statement"])
        maker.commit()
        maker.execute("use memory")
        maker.execute("detach thin")


def _macro_comment(text: str) -> Iterator[str]:
    """A macro's first line is its comment in the database too (sqlfluff knows no "comment on macro")."""
    found = _MACRO.match(text)
    if found:
        said = found["said"].replace("'", "''")
        yield f"comment on macro {'table ' if found['table'] else ''}{found['name']} is '{said}'"


def sync(path: Path) -> None:
    """Have a file or a folder on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
