"""Which offer a row is: found by its key, paired, resumed, or minted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.identity import mint
from transforms.models import Offer
from warehouse.compare import Look
from warehouse.rows import key_text
from warehouse.store import rows, run


class Keys:
    """The keys of the rows at hand as they were met before, asked for at once. The looks are of different sources."""

    def __init__(self, connection: DuckDBPyConnection, looks: Sequence[Look]) -> None:
        self._connection = connection
        self._met: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
        wanted, arrived = [], []
        for look in looks:
            standing = {version["key"] for version in look.known.values()}
            new = [(key, offer) for key, offer in zip(look.keys, look.offers, strict=True) if key not in standing]
            wanted += [(*look.whose, key) for key, _ in new]
            arrived += [(look.s.source_id, key, offer) for key, offer in new]
        sources, parts, keys = ([item[i] for item in wanted] for i in range(3))
        for row in rows(connection, "known_keys", source_ids=sources, parts=parts, keys=keys) if wanted else ():
            self._met[row["source_id"], row["key"]].append(row)
        self._taken: dict[str, bool] = {}
        self._ask(
            offer_id
            for source_id, key, offer in arrived
            if (source_id, key) not in self._met
            for offer_id in _likely(source_id, offer)
        )

    def resolve(self, look: Look, known_as: Mapping[str, str] | None) -> tuple[list[str], list[dict[str, Any]]]:
        """The id of each offer, in order, and the rows for core.offer_keys that this adds.

        First come the pairings that the reading's journal entry holds, then keys that are open here, then ``known_as``
        (what this history called them when it was told before), then keys met before (unless that offer is open
        elsewhere, or here under a row that did not change), then new ids.
        """
        keys, known = look.keys, look.known
        ids: dict[int, str] = {}
        named = {key_text(pairing.new_key): pairing.offer_id for pairing in look.s.pairings}
        open_here = {version["key"]: offer_id for offer_id, version in known.items()}
        paired = {key: offer_id for key, offer_id in named.items() if offer_id in known and key not in open_here}
        claimed: set[str] = set()
        for found in (paired, open_here, {**named, **known_as} if known_as is not None else {}):
            for index, key in enumerate(keys):
                if index not in ids and key in found and found[key] not in claimed:
                    ids[index] = found[key]
                    claimed.add(found[key])
        met = {key: self._met.get((look.s.source_id, key), []) for key in keys}
        for index, key in enumerate(keys):
            for row in met[key] if index not in ids else ():
                offer_id = row["offer_id"]
                is_elsewhere = row["is_open_elsewhere"] or (row["is_open_here"] and offer_id not in known)
                if not is_elsewhere and offer_id not in claimed:
                    ids[index] = offer_id
                    claimed.add(offer_id)
                    break
        for index, offer in enumerate(look.offers):
            if index not in ids:
                ids[index] = self.new_id(look.s.source_id, offer)
        new_rows = []
        for index, key in enumerate(keys):
            if open_here.get(key) == ids[index] or any(row["offer_id"] == ids[index] for row in met[key]):
                continue
            how = "paired" if key in paired else "split" if met[key] else "minted"
            whose = {"source_id": look.s.source_id, "key": key, "offer_id": ids[index]}
            new_rows.append(whose | {"minted_at": look.s.recorded_at, "how": how})
        return [ids[index] for index in range(len(keys))], new_rows

    def new_id(self, source_id: str, offer: Offer) -> str:
        """An id that no offer has, and that none gets any more."""
        base = offer_id = mint(source_id, offer, self)
        count = 1
        while offer_id in self:
            count += 1
            offer_id = f"{base}-{count}"
        self._taken[offer_id] = True
        return offer_id

    def __contains__(self, offer_id: object) -> bool:
        """Is an offer id taken?"""
        name = str(offer_id)
        if name not in self._taken:
            self._ask([name])
        return self._taken[name]

    def _ask(self, offer_ids: Any) -> None:
        wanted = sorted(set(offer_ids))
        if wanted:
            self._taken |= dict.fromkeys(wanted, False)
            self._taken |= {row[0]: True for row in run(self._connection, "offer_ids", offer_ids=wanted)}


def _likely(source_id: str, offer: Offer) -> tuple[str, str]:
    """What a new offer may be called: by its words, and with the hash of its key behind them."""
    first = mint(source_id, offer, ())
    return first, mint(source_id, offer, (first,))
