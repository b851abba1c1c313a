"""Which offer a row is: found by its key, paired, resumed, or minted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.identity import mint
from transforms.models import Offer
from warehouse.entries import Pairing
from warehouse.rows import key_text
from warehouse.store import rows, run


def resolve(
    connection: DuckDBPyConnection,
    source_id: str,
    part: str,
    offers: Sequence[Offer],
    pairings: Sequence[Pairing],
    known: Mapping[str, Mapping[str, Any]],
    recorded_at: datetime,
    known_as: Mapping[str, str] | None = None,
) -> tuple[list[str], list[dict[str, Any]]]:
    """The id of each offer, in order, and the rows for core.offer_keys that this adds.

    ``known`` are the part's open versions by offer id. First come the pairings that the reading's journal entry holds,
    then keys that are open here, then ``known_as`` (what this history called them when it was told before), then keys
    met before (unless that offer is open elsewhere), then new ids.
    """
    keys = [key_text(offer.key) for offer in offers]
    ids: dict[int, str] = {}
    named = {key_text(pairing.new_key): pairing.offer_id for pairing in pairings}
    open_here = {version["key"]: offer_id for offer_id, version in known.items()}
    paired = {key: offer_id for key, offer_id in named.items() if offer_id in known and key not in open_here}
    claimed: set[str] = set()
    for found in (paired, open_here, {**named, **(known_as or {})} if known_as is not None else {}):
        for index, key in enumerate(keys):
            if index not in ids and key in found and found[key] not in claimed:
                ids[index] = found[key]
                claimed.add(found[key])
    met = defaultdict(list)
    for row in rows(connection, "known_keys", source_id=source_id, part=part, keys=keys):
        met[row["key"]].append(row)
    for index, key in enumerate(keys):
        for row in met[key] if index not in ids else ():
            if not row["is_open_elsewhere"] and row["offer_id"] not in claimed:
                ids[index] = row["offer_id"]
                claimed.add(row["offer_id"])
                break
    missing = [index for index in range(len(offers)) if index not in ids]
    if missing:
        taken = {row[0] for row in run(connection, "offer_ids", source_id=source_id)}
        for index in missing:
            ids[index] = _mint(source_id, offers[index], taken)
            taken.add(ids[index])
    new_rows = []
    for index, key in enumerate(keys):
        if any(row["offer_id"] == ids[index] for row in met[key]):
            continue
        how = "paired" if key in paired else "split" if met[key] else "minted"
        new_rows.append(
            {"source_id": source_id, "key": key, "offer_id": ids[index], "minted_at": recorded_at, "how": how}
        )
    return [ids[index] for index in range(len(offers))], new_rows


def _mint(source_id: str, offer: Offer, taken: set[str]) -> str:
    base = offer_id = mint(source_id, offer, taken)
    count = 1
    while offer_id in taken:
        count += 1
        offer_id = f"{base}-{count}"
    return offer_id
