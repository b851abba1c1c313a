"""What was called otherwise in pages of the past that came late: likeness settles it once, the journal keeps it.

A page that comes late has its neighbours on both sides at hand, so a name that stands on none of the pages after it and
one that stands on none before are compared, and the offer that people know keeps its id.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from duckdb import DuckDBPyConnection

from transforms.models import Offer
from transforms.records import rows_from_bytes
from warehouse.desk import Desk
from warehouse.differing import Kept
from warehouse.entries import Pairing, Verdict
from warehouse.identities import Keys
from warehouse.looks import looks_of
from warehouse.match import pair
from warehouse.past import Past
from warehouse.rows import key_text
from warehouse.sighting import LATE
from warehouse.store import rows


@dataclass
class _Page:
    """One look: its offers by key. ``is_late``: it has no place in history yet; ``is_whole``: absences count."""

    offers: dict[str, Offer]
    is_late: bool
    is_whole: bool


@dataclass
class _Names:
    """Which offer each key stands for: as history has it, and what is found out here."""

    known: dict[str, str]
    found: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        return self.known.get(key) or self.found.get(key, "")


def renames(connection: DuckDBPyConnection, source_id: str, part: str, archive: Kept) -> tuple[Pairing, ...]:
    """The keys that no page but those that came late has, and the offers that they stand for.

    A pairing between two pages that history holds already stands as it was decided. Two offers that history knows stay
    two, however alike they are: people were told of both.

    Raises:
        ArchiveError: the rows of a reading are lost.
    """
    pages = _pages(connection, source_id, part, archive)
    pairs = _alike(pages)
    versions = rows(connection, "late_versions", source_id=source_id, part=part)
    names = _Names({row["key"]: row["offer_id"] for row in versions if row["recorded_to"] is None})
    for old, new in pairs:  # an offer that is known goes on under a new name ...
        if names.of(old) and not names.of(new):
            names.found[new] = names.of(old)
    for old, new in reversed(pairs):  # ... or had another one before
        if names.of(new) and not names.of(old):
            names.found[old] = names.of(new)
    keys, offers = Keys(connection, ()), {key: offer for page in pages for key, offer in page.offers.items()}
    for old, new in pairs:
        if not names.of(old) and not names.of(new):
            names.found[old] = keys.new_id(source_id, offers[old])
        if names.of(old) and not names.of(new):
            names.found[new] = names.of(old)
    return tuple(Pairing(offer_id=offer_id, new_key=tuple(json.loads(key))) for key, offer_id in names.found.items())


def _pages(connection: DuckDBPyConnection, source_id: str, part: str, archive: Kept) -> list[_Page]:
    whose = {"source_id": source_id, "part": part}
    late = {row["reading_id"] for row in rows(connection, "late_looks", **whose) if row["effect"] == LATE}
    decoded: dict[str, dict[str, Offer]] = {}
    pages = []
    for reading_id, look in looks_of(Desk(connection), source_id, part):
        if look.rows_sha256 not in decoded:
            offers = rows_from_bytes(archive.get(look.rows_sha256))
            decoded[look.rows_sha256] = {key_text(offer.key): offer for offer in offers}
        pages.append(_Page(decoded[look.rows_sha256], reading_id in late, look.verdict is Verdict.COMPLETE))
    return pages


def _alike(pages: Sequence[_Page]) -> list[tuple[str, str]]:
    """Old key and new key, in the order of the pages: gone for good on one, there for the first time on the next."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for key in page.offers:
            first.setdefault(key, number)
            last[key] = number
    pairs: list[tuple[str, str]] = []
    whole = [number for number, page in enumerate(pages) if page.is_whole]
    for before, now in pairwise(whole):
        if not (pages[before].is_late or pages[now].is_late):
            continue
        gone = {key: offer for key, offer in pages[before].offers.items() if last[key] == before}
        new = [offer for key, offer in pages[now].offers.items() if first[key] == now]
        past = Past(tuple(gone.values()), {offer.key: key for key, offer in gone.items()})
        pairs += [(pairing.offer_id, key_text(pairing.new_key)) for pairing in pair(past, tuple(new))]
    return pairs
