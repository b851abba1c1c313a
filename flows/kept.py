"""A watched page that got a parser: its kept pages are read from the beginning, and take their place in history.

The rules are those of filled-in history (flows/backfill.py): judged without a learned past, and told to nobody.
"""

from collections.abc import Iterator

from flows.backfill import place_late, reading_of_the_past
from flows.opening import KeptRead, Run, enabled
from transforms.source import Carrier, Part
from transforms.words import SourceStatus
from warehouse.archive import ArchiveError
from warehouse.entries import Verdict
from warehouse.load import catch_up
from warehouse.store import rows, run


def read_kept(run_: Run) -> None:
    """Read what was kept of every source that is watched no more. What a killed run has read by then stays read."""
    for carrier, part in _with_parser_now(run_):
        for row in rows(
            run_.warehouse.connection, "kept_unread", source_id=carrier.id, part=part.id,
            fingerprint=carrier.fingerprint,
        ):  # fmt: skip
            _read(run_, carrier, part, row["capture_id"])
    if run_.kept:
        place_late(run_, "read from the beginning by a parser that was written later")


def _with_parser_now(run_: Run) -> Iterator[tuple[Carrier, Part]]:
    for source_id, part_id in run(run_.warehouse.connection, "watched_parts"):
        carrier = run_.carriers.get(source_id)
        if carrier is None or carrier.source.status is SourceStatus.WATCH or not enabled(carrier, run_.world.settings):
            continue
        yield from ((carrier, part) for part in carrier.source.parts if part.id == part_id)


def _read(run_: Run, carrier: Carrier, part: Part, capture_id: str) -> None:
    capture = run_.warehouse.capture(capture_id)
    run_.world.say(f"reading {capture_id}")
    known = run_.kept.get(carrier.id, KeptRead(0, 0, None))
    try:
        entry = reading_of_the_past(run_, carrier, part, capture)
    except ArchiveError:  # `archive verify` names what is lost; the other pages are read without it
        run_.kept[carrier.id] = KeptRead(known.read, known.refused + 1, known.since)
        return
    run_.begin()
    run_.journal.append(entry)
    catch_up(run_.warehouse.connection, run_.journal, run_.archive)
    if entry.verdict is Verdict.REFUSED:
        run_.kept[carrier.id] = KeptRead(known.read, known.refused + 1, known.since)
    else:
        since = min(filter(None, (known.since, capture.observed_at)))
        run_.kept[carrier.id] = KeptRead(known.read + 1, known.refused, since)
