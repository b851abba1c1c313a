"""Pages of the past become captures at the moment that they say, and take their place in history. Nobody is alerted.

Whatever brings them (a web archive's file, the Wayback Machine) hands over :class:`OldPage`; twice is once.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flows.judged import entry_of, not_rejected
from flows.opening import Run, open_run
from flows.reading import bodies_of
from flows.world import World
from transforms.source import Carrier, Part
from transforms.words import SourceStatus
from warehouse import entries
from warehouse.entries import Outcome, Purpose, Verdict
from warehouse.gate import judge
from warehouse.late import BACKFILLED, waiting
from warehouse.load import catch_up
from warehouse.match import pair
from warehouse.publish import publish
from warehouse.renames import renames
from warehouse.state import past_of
from warehouse.store import rows, run
from warehouse.warc import address_key

# Pages of one part that must be read together may be this far apart.
TOGETHER = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPage:
    """A page as somebody kept it. ``asked_url``: what led to it, where that differs;
    ``headers`` as sent then; ``where`` names the file and record, for people."""

    url: str
    asked_url: str = ""
    observed_at: datetime
    body: bytes
    status: int = 200
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be used, and why, in one sentence."""

    where: str
    why: str


@dataclass
class Filled:
    """What became of it. ``kept`` captures were new, ``known`` pages were here before."""

    pages: int = 0
    elsewhere: int = 0
    known: int = 0
    kept: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    by_part: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page of ours to be, its bytes in the archive."""

    page: entries.PageCapture
    observed_at: datetime
    where: str


# What brings old pages: as they come, or to be made once the ledger is open.
Found = Iterable["OldPage | Skipped"] | Callable[[Run], Iterable["OldPage | Skipped"]]
Told = Callable[[str], None]
Whose = tuple[str, str]


def fill_in(world: World, found: Found, *, why: str, only: Iterable[str] = (), told: Told = lambda _: None) -> Filled:
    """Keep, read and place what is found. ``told`` hears what is being done, for people who look on.

    Raises:
        AnotherRun, LedgerError, JournalError, WarehouseError, ArchiveError: what was kept by then stays, and the same
            command goes on from there.
    """
    result = Filled()
    with open_run(world, ()) as run_:
        parts = _addresses(run_, set(only))
        by_part: dict[Whose, list[_Kept]] = defaultdict(list)
        for item in found(run_) if callable(found) else found:
            if isinstance(item, Skipped):
                result.skipped.append(item)
                continue
            result.pages += 1
            if item.observed_at > world.clock.now():  # it would put the whole ledger ahead of the clock
                result.skipped.append(Skipped(item.where, f"its moment, {item.observed_at:%Y-%m-%d}, is yet to come"))
                continue
            told(item.where or item.url)
            holders = parts.get(address_key(item.asked_url or item.url), [])
            result.elsewhere += not holders
            for carrier, part, url in holders:
                like = by_part[carrier.id, part.id][-1].page.sha256 if by_part[carrier.id, part.id] else ""
                kept = _kept(run_, item, url, like)
                by_part[carrier.id, part.id].append(kept)
                if len(part.urls) == 1:  # at once, so that a run that is stopped loses nothing
                    _captures(run_, carrier, part, [kept], result)
        for (source_id, part_id), pages in sorted(by_part.items()):
            told(f"reading {source_id}")
            part = run_.carriers[source_id].part(part_id)
            if len(part.urls) > 1:
                _captures(run_, run_.carriers[source_id], part, pages, result)
        _read_unread(run_, result, told)
        place_late(run_, why)
        settings = world.settings
        publish(
            run_.warehouse.connection, settings.published, as_of=world.clock.now(),
            stale_after_days=settings.stale_after_days,
        )  # fmt: skip
    return result


def _addresses(run_: Run, only: set[str]) -> dict[str, list[tuple[Carrier, Part, str]]]:
    """Every declared address and whose it is, historic ones too."""
    found: dict[str, list[tuple[Carrier, Part, str]]] = defaultdict(list)
    for carrier in run_.carriers.values():
        if not only or carrier.id in only:
            for part in carrier.source.parts:
                for url in part.urls:
                    found[address_key(url)].append((carrier, part, url))
    return found


def _kept(run_: Run, item: OldPage, url: str, like: str) -> _Kept:
    sha256 = run_.archive.put(item.body, like=like)
    page = entries.PageCapture(
        url=url, final_url=item.url if item.url != url else "", status=item.status, content_type=item.content_type,
        sha256=sha256, bytes=len(item.body), headers=item.headers,
    )  # fmt: skip
    return _Kept(page, item.observed_at.replace(microsecond=0), item.where)


def _captures(run_: Run, carrier: Carrier, part: Part, pages: list[_Kept], result: Filled) -> None:
    """The captures of one part, oldest first: whole sets of its addresses, at the moment of the newest of a set."""
    connection = run_.warehouse.connection
    known = {(u, at, sha) for u, at, sha in run(connection, "backfill_known", source_id=carrier.id, part=part.id)}
    latest: dict[str, _Kept] = {}
    seen: set[str] = set()
    for kept in sorted(pages, key=lambda k: (k.observed_at, k.page.url, k.page.sha256)):
        latest[kept.page.url] = kept
        if (kept.page.url, kept.observed_at, kept.page.sha256) in known:
            result.known += 1
            continue
        whole = [latest[url] for url in part.urls if url in latest]
        if len(whole) < len(part.urls) or kept.observed_at - min(k.observed_at for k in whole) > TOGETHER:
            missing = next((u for u in part.urls if u not in latest), "one of its pages")
            result.skipped.append(Skipped(kept.where, f"{carrier.id} needs {missing} of the same week beside it"))
            continue
        capture = _capture(run_, carrier, part, tuple(k.page for k in whole), kept.observed_at)
        if capture.capture_id in seen:
            result.known += 1
            continue
        seen.add(capture.capture_id)
        run_.begin()
        run_.journal.append(capture)
        result.kept += 1
        result.by_part[f"{carrier.id}.{part.id}"] += 1
    catch_up(connection, run_.journal, run_.archive)


def _capture(
    run_: Run, carrier: Carrier, part: Part, pages: tuple[entries.PageCapture, ...], at: datetime
) -> entries.Capture:
    """The id says which page at which moment it is, so that the same page is the same capture whoever brings it."""
    name = carrier.id if len(carrier.source.parts) == 1 else f"{carrier.id}.{part.id}"
    mark = hashlib.sha256("\0".join(page.sha256 for page in pages).encode()).hexdigest()[:8]
    return entries.Capture(
        capture_id=f"{name}@{at:%Y-%m-%dT%H:%M:%SZ}-{mark}", source_id=carrier.id, part=part.id, observed_at=at,
        purpose=Purpose.BACKFILL, outcome=Outcome.OK, pages=pages, run_id=run_.run_id,
    )  # fmt: skip


def _read_unread(run_: Run, result: Filled, told: Told) -> None:
    """Read every filled-in capture that has no reading yet, also what a run that was killed left."""
    connection = run_.warehouse.connection
    for row in rows(connection, "backfill_unread"):
        carrier = run_.carriers.get(row["source_id"])
        if carrier is None or carrier.source.status is SourceStatus.WATCH:
            continue
        part = next((p for p in carrier.source.parts if p.id == row["part"]), None)
        if part is None:
            continue
        capture = run_.warehouse.capture(row["capture_id"])
        told(f"reading {capture.capture_id}")
        entry = reading_of_the_past(run_, carrier, part, capture)
        run_.begin()
        run_.journal.append(entry)
        catch_up(connection, run_.journal, run_.archive)
        result.verdicts[entry.verdict.value] += 1
        if entry.verdict is Verdict.REFUSED:
            result.skipped.append(Skipped(capture.capture_id, f"not believed: {'; '.join(entry.reasons)}"))


def reading_of_the_past(run_: Run, carrier: Carrier, part: Part, capture: entries.Capture) -> entries.Reading:
    """An old page as today's parser reads it. Raises ArchiveError: the page is lost."""
    reading = run_.readers.read(carrier, part.id, bodies_of(run_.archive, part, capture))
    judgement = judge(reading, None, carrier.source.home_country)  # without a learned past: it was another time
    judgement = not_rejected(run_.warehouse.connection, carrier.id, part.id, judgement)
    past = past_of(run_.warehouse.connection, carrier.id, part.id)
    is_next = past is not None and past.observed_at is not None and past.observed_at <= capture.observed_at
    is_paired = past is not None and is_next and judgement.verdict is Verdict.COMPLETE
    pairings = pair(past, judgement.offers) if past and is_paired else ()
    # Without a run's id: each page of the past is an act of its own, not one move with all that was filled in with it.
    return entry_of(run_.archive, run_.world.clock.now(), carrier, part, capture, judgement, pairings=pairings)


def place_late(run_: Run, why: str) -> None:
    """What is older than what was known takes its place, part by part."""
    connection, now = run_.warehouse.connection, run_.world.clock.now()
    for source_id, part in waiting(connection):
        run_.begin()
        run_.journal.append(
            entries.Decision(
                decision_id=f"{run_.run_id}-{source_id}.{part}", what=BACKFILLED, subject=source_id, decided_at=now,
                who="backfill", why=why, value=part, pairings=renames(connection, source_id, part, run_.archive),
            )
        )  # fmt: skip
        catch_up(connection, run_.journal, run_.archive)


def pages_of(items: Iterable[Any], where: str) -> Iterator[OldPage | Skipped]:
    """What a web archive's file holds (warehouse/warc.py), as old pages."""
    for item in items:
        place = f"{where}, record {item.number}"
        if item.fault:
            yield Skipped(place, item.fault)
        else:
            yield OldPage(
                url=item.url, asked_url=item.asked_url, observed_at=item.observed_at, body=item.body,
                status=item.status, content_type=item.content_type, headers=item.headers, where=place,
            )  # fmt: skip
