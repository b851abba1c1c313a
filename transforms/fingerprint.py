"""What a reading is a function of, besides the page: the parser with all that it uses, and the names of places.

24 hexadecimal digits: eight of everything, eight of the parser, eight of the reference tables. Two fingerprints that
share their middle read with one parser; what differs then is the reference tables' doing.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_EIGHT = 8

# What pages are taken apart by, and where the names of places come from: another version may read otherwise.
_PARSING = ("beautifulsoup4", "lxml", "pdfplumber", "rapidfuzz")
_REFERENCE = ("babel",)


def fingerprint(path: Path, names: Path | None = None) -> str:
    """Of a source module, with the ``names.csv`` beside it if that is used."""
    code, tables = library()
    own = names.read_bytes() if names else b""
    parser, reference = _digest(path.read_bytes(), code), _digest(own, tables)
    return _digest(parser.encode(), reference)[:_EIGHT] + parser[:_EIGHT] + reference[:_EIGHT]


def is_by_reference(before: str, now: str) -> bool:
    """Did only the reference tables change between two fingerprints?"""
    middle = slice(_EIGHT, 2 * _EIGHT)
    return before != now and len(before) == len(now) == 3 * _EIGHT and before[middle] == now[middle]


@lru_cache(maxsize=1)
def library() -> tuple[str, str]:
    """Digests of all code in ``transforms`` but the carriers, and of its tables, with what each rests on."""
    root = Path(__file__).parent
    files = sorted(p for p in root.rglob("*") if p.suffix in (".py", ".csv") and "carriers" not in p.parts)
    code, tables = hashlib.sha256(_versions(_PARSING)), hashlib.sha256(_versions(_REFERENCE))
    for path in files:
        kind = code if path.suffix == ".py" else tables
        kind.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return code.hexdigest(), tables.hexdigest()


def _versions(packages: tuple[str, ...]) -> bytes:
    return " ".join(f"{name} {_version(name)}" for name in packages).encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _digest(data: bytes, more: str) -> str:
    return hashlib.sha256(data + b"\0" + more.encode()).hexdigest()
