"""Believed looks taken into history: versions opened and closed, absences, what changed.

Many looks go through each step at once, of which no two are of one source (its parts share keys and ids). A live run
has one at a time and a rebuild a hundred: the statements are the same, and so is what they leave behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from transforms.models import Offer
from transforms.records import key_of, rows_from_lines
from warehouse.compare import Look, compare_rows, sort_out
from warehouse.corrections import by_parser
from warehouse.desk import Desk
from warehouse.differing import Kept, Lines, differing
from warehouse.entries import Cause, Verdict
from warehouse.identities import Keys
from warehouse.rows import key_text
from warehouse.settle import CONFIRM, Unsettled, settle
from warehouse.sighting import BASELINE, LATE, TAKEN, Sighting
from warehouse.store import rows, run
from warehouse.written import write

Row = dict[str, Any]

# Rows that are decoded at a time: a kilobyte or ten of memory each until they are written.
_ROWS = 20_000


def take(desk: Desk, sighting: Sighting, archive: Kept, *, known_as: Mapping[str, str] | None = None) -> str:
    """Take a believed look into history and say what it did: baseline, taken or late.

    Late is what is older than the newest look at its part: it is left aside, and touches nothing, until history is told
    again with it (warehouse/retell.py). ``known_as``: the offers that keys stood for at that moment, as told before.
    """
    return take_all(desk, [sighting], archive, known_as=known_as)[0]


def take_all(
    desk: Desk, sightings: Sequence[Sighting], archive: Kept, *, known_as: Mapping[str, str] | None = None
) -> list[str]:
    """Take looks of different sources, and say of each what it did."""
    looks = [_begin(desk, sighting) for sighting in sightings]
    taken = [look for look in looks if look is not None]
    _fetch_absences(desk, [look for look in taken if look.part.has_absences])
    for group in _read(taken, archive, is_whole=known_as is not None):
        opened = [look for look in group if not look.is_quick]
        if opened:
            _compare(desk, opened, archive, known_as)
            write(desk.connection, opened)
        _settle(desk, [look for look in group if look.may_settle])
        for look in group:
            _end(desk, look)
            look.forget()
    return [LATE if look is None else BASELINE if look.is_baseline else TAKEN for look in looks]


def _begin(desk: Desk, s: Sighting) -> Look | None:
    """A look with how its part stood before it; None if it is late."""
    part = desk.alter(s.source_id, s.part)
    before: Row = dict(part.row or {})
    if any(moment and s.observed_at < moment for moment in (before["last_observed_at"], before["ruled_at"])):
        return None
    # The very rows of the last complete reading: nothing can differ.
    is_quick = (
        not part.has_absences
        and s.rows_sha256 == before["rows_sha256"]
        and not s.held_rows_sha256
        and before["last_verdict"] == s.verdict == Verdict.COMPLETE
    )
    return Look(s, part, before, is_quick=is_quick)


def _read(looks: Sequence[Look], archive: Kept, *, is_whole: bool) -> Iterator[list[Look]]:
    """The rows that are not those of the last accepted reading, decoded, and the keys of those that are gone; as many
    looks at a time as fit into memory."""
    group: list[Look] = []
    count = 0
    opened = [look for look in looks if not look.is_quick]
    wholes = [is_whole or bool(look.s.held_rows_sha256) for look in opened]
    pairs = [
        (look.s.rows_sha256, "" if whole else look.before["rows_sha256"] or "")
        for look, whole in zip(opened, wholes, strict=True)
    ]
    found = differing(archive, pairs)
    for look in looks:
        if not look.is_quick:
            _decode(look, next(found), archive)
        group.append(look)
        count += len(look.lines)
        if count >= _ROWS:
            yield group
            group, count = [], 0
    if group:
        yield group


def _decode(look: Look, lines: Lines, archive: Kept) -> None:
    held = archive.get(look.s.held_rows_sha256).splitlines() if look.s.held_rows_sha256 else []
    look.is_whole, look.count = lines.gone is None, lines.count + len(held)
    look.lines = [*lines.new, *held]
    look.offers = rows_from_lines(look.lines)
    look.keys = [key_text(offer.key) for offer in look.offers]
    look.gone_keys = [key_text(key_of(line)) for line in lines.gone or ()]


def _compare(desk: Desk, looks: Sequence[Look], archive: Kept, known_as: Mapping[str, str] | None) -> None:
    _fetch_standing(desk, looks)
    # A pairing of an offer whose row did not change is of no such page; then every row is looked at.
    odd = [look for look in looks if not look.is_whole and any(p.offer_id not in look.known for p in look.s.pairings)]
    for look in odd:
        _decode(look, next(differing(archive, [(look.s.rows_sha256, "")])), archive)
    if odd:
        _fetch_standing(desk, odd)
    keys = Keys(desk.connection, looks)
    for look in looks:
        look.ids, look.new_keys = keys.resolve(look, known_as)
        compare_rows(look)
    _fetch_returning(desk, looks)
    for look in looks:
        sort_out(look)
        look.part.has_absences = bool(look.missing)


def _fetch_absences(desk: Desk, looks: Sequence[Look]) -> None:
    by_part = {look.whose: look for look in looks}
    for row in rows(desk.connection, "absences", **_named(looks)) if looks else ():
        by_part[row["source_id"], row["part"]].absences[row["offer_id"]] = row


def _fetch_standing(desk: Desk, looks: Sequence[Look]) -> None:
    """The versions of the rows that differ, and those that the look before did not show."""
    by_part = {look.whose: look for look in looks}
    wanted = [(*look.whose, key) for look in looks if not look.is_whole for key in {*look.keys, *look.gone_keys}]
    sources, parts, keys = ([item[i] for item in wanted] for i in range(3))
    for look in looks:
        look.known = {}
    for version in rows(
        desk.connection, "standing_versions", **_named(looks), wholes=[look.is_whole for look in looks],
        key_source_ids=sources, key_parts=parts, keys=keys,
    ):  # fmt: skip
        look = by_part[version["source_id"], version["part"]]
        version["was_missing"] = version["last_seen_at"] is not None
        if not version["was_missing"]:
            version["last_capture_id"] = look.before["last_capture_id"]
        look.known[version["offer_id"]] = version


def _fetch_returning(desk: Desk, looks: Sequence[Look]) -> None:
    """Which arrivals are offers that were there before, and as what."""
    offer_ids = [arrival.offer_id for look in looks for arrival in look.arrivals]
    found = rows(desk.connection, "last_closed", offer_ids=offer_ids) if offer_ids else []
    last = {row["offer_id"]: row for row in found}
    for look in looks:
        look.returning = {a.offer_id: last[a.offer_id] for a in look.arrivals if a.offer_id in last}


def _settle(desk: Desk, looks: Sequence[Look]) -> None:
    if not looks:
        return
    items = []
    for look in looks:
        was_held = _held_words(desk, look.before)
        arrivals = [a for a in look.arrivals if a.is_back or not _was_held(a.offer, was_held)]
        items.append(
            Unsettled(
                look.s.context, look.differences, arrivals, look.withdrawals, brought_bytes=look.s.brought_bytes,
                last_capture_id=look.before["last_capture_id"],
            )
        )  # fmt: skip
    for look, settled in zip(looks, settle(desk.connection, items), strict=True):
        look.is_moved, look.is_waiting = settled.is_moved, settled.is_waiting
        if look.s.cause is not Cause.PAGE and settled.found:
            desk.flush()  # what was mailed a moment ago counts
            by_parser(desk.connection, look.s.context, settled.found)
    left = {(row[0], row[1]) for row in run(desk.connection, "unsettled", **_named(looks))}
    for look in looks:
        look.part.has_pending = look.whose in left


def _end(desk: Desk, look: Look) -> None:
    """How the part stands after the look."""
    s, before = look.s, look.before
    confirm_at = _look_again_at(s, before["confirm_at"]) if look.is_waiting else None
    if s.is_backfill:
        confirm_at = before["confirm_at"]
    has_changed = look.is_baseline or (look.is_moved and s.cause is Cause.PAGE)
    desk.alter(
        *look.whose, last_capture_id=s.capture_id, last_reading_id=s.reading_id, last_observed_at=s.observed_at,
        last_verdict=s.verdict.value, last_fingerprint=s.fingerprint, held_rows=s.held,
        row_count=before["row_count"] if look.is_quick else look.count,
        rows_sha256=None if s.held_rows_sha256 else s.rows_sha256,
        last_full_at=s.observed_at if s.brought_bytes else before["last_full_at"],
        last_changed_at=s.observed_at if has_changed else before["last_changed_at"], confirm_at=confirm_at,
        held_reason=None, held_since_at=None,
    )  # fmt: skip


def _look_again_at(s: Sighting, planned: datetime | None) -> datetime:
    if s.confirm_at:
        return s.confirm_at
    return planned if planned and planned > s.observed_at else s.observed_at + CONFIRM


def _held_words(desk: Desk, part: Mapping[str, Any]) -> list[str]:
    if not part["held_rows"]:
        return []
    desk.flush()
    return [row[0].casefold() for row in run(desk.connection, "held_words", reading_id=part["last_reading_id"])]


def _was_held(offer: Offer, words: Iterable[str]) -> bool:
    """A row that was held in the last reading and is understood now was there all the time: it is not new."""
    return any(offer.label.casefold() in held for held in words)


def _named(looks: Sequence[Look]) -> dict[str, list[str]]:
    return {"source_ids": [look.s.source_id for look in looks], "parts": [look.s.part for look in looks]}
