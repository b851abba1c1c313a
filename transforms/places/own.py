"""The names that a person adds: ``names.csv`` beside the sources of their own folder, for those sources alone."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from babel import Locale, UnknownLocaleError

from transforms.places.folding import squash
from transforms.places.names import NO_NAMES, Own, codes

FILE_NAME = "names.csv"
_COLUMNS = {"name", "place", "language", "note"}

_NAMES: ContextVar[Own] = ContextVar("own_names", default=NO_NAMES)


class NamesError(ValueError):
    """A row of a person's ``names.csv`` is wrong; the message says which, and what to write."""


def own_names() -> Own:
    """The names of the source that is being read."""
    return _NAMES.get()


@contextmanager
def speaking(names: Own) -> Iterator[None]:
    """Within it, :func:`transforms.places.place` knows these names too, and before all others."""
    token = _NAMES.set(names)
    try:
        yield
    finally:
        _NAMES.reset(token)


def read_names(path: Path) -> Own:
    """The rows of a file with the columns ``name``, ``place`` and, if wanted, ``language`` and ``note``.

    Raises:
        NamesError: the first row that is wrong.
    """
    found: dict[str, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            heads = set(reader.fieldnames or ())
            if not {"name", "place"} <= heads <= _COLUMNS:
                raise NamesError(f"{path}: its first line must be name,place,language,note; found {sorted(heads)}")
            for row in reader:
                _take(row, f"{path} line {reader.line_num}", found)
    except (UnicodeDecodeError, csv.Error) as error:
        raise NamesError(f"{path} is not a CSV file in UTF-8: {error}") from error
    return Own(found)


def _take(row: dict[str, str], where: str, found: dict[str, dict[str, str]]) -> None:
    name, code, language = (row.get(column) or "" for column in ("name", "place", "language"))
    if None in row or not squash(name):
        raise NamesError(f"{where}: wants a name and a place; put a name with a comma in double quotes")
    if code not in codes():
        raise NamesError(f'{where}: "{code}" is no place; write an ISO code such as FR, XK or X-CRUISE')
    if language and not _is_language(language):
        raise NamesError(f'{where}: "{language}" is no language; write a tag such as fr or pt-BR, or nothing for any')
    known = found.setdefault(language, {})
    if known.setdefault(squash(name), code) != code:
        raise NamesError(f'{where}: "{name}" is {known[squash(name)]} in an earlier line')


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
