"""A judged reading as the journal's entry, its rows in the archive: the same for a run, the past and a reread."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from duckdb import DuckDBPyConnection

from transforms.records import rows_to_bytes
from transforms.source import Carrier, Part
from warehouse import entries
from warehouse.entries import Cause, Pairing, Verdict
from warehouse.gate import Judgement
from warehouse.store import run


def not_rejected(connection: DuckDBPyConnection, source_id: str, part: str, judgement: Judgement) -> Judgement:
    """The judgement, or a refusal where a person rejected these very rows: seeing them again makes them no truer."""
    if judgement.verdict is Verdict.REFUSED:
        return judgement
    sha256 = hashlib.sha256(rows_to_bytes(judgement.offers)).hexdigest()
    if (sha256,) not in run(connection, "rejected_rows", source_id=source_id, part=part):
        return judgement
    reason = "a person rejected these very rows; if they are right after all: roamledger accept"
    return replace(judgement, verdict=Verdict.REFUSED, reasons=(reason,))


class Shelf(Protocol):
    """Where rows are put (warehouse/archive.py)."""

    def put(self, data: bytes) -> str: ...


def entry_of(
    archive: Shelf,
    now: datetime,
    carrier: Carrier,
    part: Part,
    capture: entries.Capture,
    judgement: Judgement,
    *,
    cause: Cause = Cause.PAGE,
    pairings: tuple[Pairing, ...] = (),
    confirm_at: datetime | None = None,
    run_id: str = "",
    reread_id: str = "",
) -> entries.Reading:
    """The entry. The rows of a refused reading are kept too, if a person could accept them."""
    offers, zeros = judgement.offers, judgement.zeros
    is_kept = judgement.verdict is not Verdict.REFUSED or (bool(offers) and not _has_twins(judgement))
    mark = f"-{reread_id[-6:]}" if reread_id else ""
    return entries.Reading(
        reading_id=f"{capture.capture_id}#{carrier.fingerprint[:8]}{mark}", capture_id=capture.capture_id,
        source_id=carrier.id, part=part.id, observed_at=capture.observed_at, recorded_at=now,
        fingerprint=carrier.fingerprint, cause=cause, verdict=judgement.verdict, reasons=judgement.reasons,
        rows_sha256=archive.put(rows_to_bytes(offers)) if is_kept else "", rows=len(offers), pairings=pairings,
        held=tuple(entries.HeldRow(code=h.code, reason=h.reason, words=h.words, where=h.where) for h in judgement.held),
        held_rows_sha256=archive.put(rows_to_bytes(zeros)) if zeros else "",
        confirm_at=confirm_at, run_id=run_id, reread_id=reread_id,
    )  # fmt: skip


def _has_twins(judgement: Judgement) -> bool:
    return any(count > 1 for count in Counter(offer.key for offer in judgement.offers).values())
