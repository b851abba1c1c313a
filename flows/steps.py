"""The steps of a run, as plain functions. ``flows/run.py`` runs them; ``flows/track.py`` does so under Prefect.

Per part: fetch (side by side), then settle (one after the other): archive and journal first, then history.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.capture.answer import Fetched, Validators
from flows.capture.due import next_due
from flows.capture.files import read_file
from flows.judged import entry_of, not_rejected
from flows.looking import look_at
from flows.opening import PartResult, Run, Task
from flows.reading import bodies_of
from flows.world import World
from transforms.addresses import is_file
from transforms.models import Offer
from transforms.read import Reading as PageReading
from transforms.records import facts_hash
from transforms.words import SourceStatus
from warehouse import entries
from warehouse.archive import Archive, ArchiveError
from warehouse.entries import Cause, Outcome, Purpose, Verdict
from warehouse.gate import Past, judge
from warehouse.load import came, catch_up
from warehouse.looks import cause_between, is_first_of_our_own
from warehouse.match import pair
from warehouse.state import part_states, past_of

# A server that answers 304 for ever would hide every change (reliability.md row 16).
FULL_FETCH_EVERY = timedelta(days=7)


def fetch_part(world: World, task: Task) -> list[Fetched]:
    """Every page of a part, in order; stops at the first that did not come. Safe to call from several threads."""
    fetched: list[Fetched] = []
    for url in task.part.urls:
        if is_file(url):
            page = read_file(task.carrier.path.parent, url)
        else:
            page = world.door.get(url, _validators(task, url, world.clock.now()))
        fetched.append(page)
        if page.outcome not in (Outcome.OK, Outcome.UNCHANGED):
            break
    return fetched


def _validators(task: Task, url: str, now: datetime) -> Validators | None:
    """What lets a server answer "not changed"; none for a confirming look, nor when the last full one is a week old."""
    state = task.state
    if state is None or task.purpose is Purpose.CONFIRM:
        return None
    if state.last_full_at is None or now - state.last_full_at >= FULL_FETCH_EVERY:
        return None
    kept = state.validators.get(url)
    return Validators(kept.etag, kept.last_modified) if kept and (kept.etag or kept.last_modified) else None


def settle(run: Run, task: Task, fetched: Sequence[Fetched]) -> PartResult:
    """Keep what came, then read and judge it, then let it into history as far as its verdict allows."""
    capture = _keep(run, task, fetched)
    catch_up(run.warehouse.connection, run.journal, run.archive)
    result = _result(task, capture)
    has_come = capture.outcome is Outcome.OK or (
        capture.outcome is Outcome.UNCHANGED and any(came(p) for p in capture.pages)
    )
    if has_come:
        result = _understand(run, _as_is_now(run, task), capture, result)
    run.results.append(result)
    return result


def settle_pending(run: Run, task: Task, capture_id: str) -> PartResult:
    """Read what a killed run kept and did not come to read: it is not fetched again until it is due."""
    run.begin()
    capture = run.warehouse.capture(capture_id)
    result = _understand(run, task, capture, _result(task, capture))
    run.results.append(result)
    return result


def _as_is_now(run: Run, task: Task) -> Task:
    """The task as the part stands now: kept pages may have been read since the run was opened (flows/kept.py)."""
    if task.carrier.id not in run.kept:
        return task
    return replace(task, state=part_states(run.warehouse.connection)[task.carrier.id, task.part.id])


def _understand(run: Run, task: Task, capture: entries.Capture, result: PartResult) -> PartResult:
    is_watched = task.carrier.source.status is SourceStatus.WATCH
    return look_at(run, task, capture, result) if is_watched else _read(run, task, capture, result)


def _result(task: Task, capture: entries.Capture) -> PartResult:
    return PartResult(
        task.carrier.id, task.part.id, capture.outcome, capture.capture_id, detail=capture.detail,
        next_due_at=capture.next_due_at, confirm_at=task.state.confirm_at if task.state else None,
        unchanged_since=task.state.last_changed_at if task.state else None,
    )  # fmt: skip


def _keep(run: Run, task: Task, fetched: Sequence[Fetched]) -> entries.Capture:
    """Bytes to the archive, then the capture to the journal: kept before any row speaks of them."""
    world, state = run.world, task.state
    now = world.clock.now()
    pages, equal = [], bool(fetched)
    for page in fetched:
        kept = state.validators.get(page.url) if state else None
        if page.outcome is Outcome.UNCHANGED and kept:
            sha, size = kept.sha256, 0
        else:
            sha = run.archive.put(page.body, like=kept.sha256 if kept else "") if page.body else ""
            size = len(page.body)
            equal = equal and kept is not None and kept.sha256 == sha
        pages.append(
            entries.PageCapture(
                url=page.url, final_url=page.final_url, status=page.status, content_type=page.content_type,
                sha256=sha, bytes=size, etag=page.etag, last_modified=page.last_modified, headers=dict(page.headers),
                until_at=page.until_at,
            )
        )  # fmt: skip
    pages += [_robots(run.archive, page.robots) for page in fetched if page.robots]
    last = fetched[-1]
    outcome = last.outcome
    if outcome in (Outcome.OK, Outcome.UNCHANGED):
        outcome = Outcome.UNCHANGED if equal and len(fetched) == len(task.part.urls) else Outcome.OK
    failures = 0 if outcome in (Outcome.OK, Outcome.UNCHANGED) else (state.failures if state else 0) + 1
    capture = entries.Capture(
        capture_id=_capture_id(run, task, now), source_id=task.carrier.id, part=task.part.id, observed_at=now,
        purpose=task.purpose, outcome=outcome, pages=tuple(pages),
        same_as=(state.last_capture_id or "") if state and outcome is Outcome.UNCHANGED else "",
        detail=last.detail,
        next_due_at=next_due(
            outcome, task.part.cadence_hours, now, failures=failures,
            retry_after_seconds=last.retry_after_seconds, rng=world.rng, host=urlsplit(last.url).hostname or "",
        ),
        vantage=world.settings.fetch.vantage, run_id=run.run_id,
    )  # fmt: skip
    run.begin()
    run.journal.append(capture)
    return capture


def _robots(archive: Archive, robots: Fetched) -> entries.PageCapture:
    """The rules by which we fetched, kept beside what we fetched."""
    return entries.PageCapture(
        url=robots.url, final_url=robots.final_url, status=robots.status, content_type=robots.content_type,
        sha256=archive.put(robots.body) if robots.body else "", bytes=len(robots.body), until_at=robots.until_at,
    )  # fmt: skip


def _capture_id(run: Run, task: Task, now: datetime) -> str:
    base = f"{task.name}@{now:%Y-%m-%dT%H:%M:%SZ}"
    count = sum(r.capture_id.startswith(base) for r in run.results)
    return base if not count else f"{base}-{count + 1}"


def _read(run: Run, task: Task, capture: entries.Capture, result: PartResult) -> PartResult:
    cause = _reread_if_parser_changed(run, task)
    reading = run.readers.read(task.carrier, task.part.id, bodies_of(run.archive, task.part, capture))
    entry, moved = _judged(run, task, capture, reading, cause)
    run.journal.append(entry)
    catch_up(run.warehouse.connection, run.journal, run.archive)
    return replace(
        result, rows=entry.rows, verdict=entry.verdict, reasons=entry.reasons, reading_id=entry.reading_id,
        is_baseline=task.state is None or not task.state.last_reading_id, confirm_at=entry.confirm_at,
        unchanged_since=None if moved else result.unchanged_since,
    )  # fmt: skip


def _reread_if_parser_changed(run: Run, task: Task) -> Cause:
    """After a change of the parser, today's parser reads the last accepted capture first, so that what the parser sees
    otherwise is never sold as the carrier's change. If it cannot, the next difference may not be the page's either.
    """
    state = task.state
    if state is None or not state.last_reading_id or state.last_fingerprint == task.carrier.fingerprint:
        return Cause.PAGE
    cause = cause_between(state.last_fingerprint or "", task.carrier.fingerprint)
    old = run.warehouse.capture(state.last_capture_id or "")
    try:
        kept = bodies_of(run.archive, task.part, old)
    except ArchiveError:  # `archive verify` names what is lost; without it nobody can say whose the difference is
        return cause
    reading = run.readers.read(task.carrier, task.part.id, kept)
    past = past_of(run.warehouse.connection, task.carrier.id, task.part.id)
    entry, _ = _judged(run, task, old, reading, cause)
    run.journal.append(entry)
    if entry.verdict is not Verdict.REFUSED:
        run.journal.append(
            entries.Adoption(
                source_id=task.carrier.id, part=task.part.id, adopted_at=run.world.clock.now(), who="run",
                from_fingerprint=state.last_fingerprint or "", to_fingerprint=task.carrier.fingerprint,
                reading_id=entry.reading_id, differing_rows=_differing(past, reading.offers) if past else 0,
            )
        )  # fmt: skip
    catch_up(run.warehouse.connection, run.journal, run.archive)
    return cause if entry.verdict is Verdict.REFUSED else Cause.PAGE


def _judged(
    run: Run, task: Task, capture: entries.Capture, reading: PageReading, cause: Cause
) -> tuple[entries.Reading, bool]:
    past = past_of(run.warehouse.connection, task.carrier.id, task.part.id)
    # A past that was filled in may be years old: our first look is judged as a baseline is.
    is_first = is_first_of_our_own(run.warehouse.connection, task.carrier.id, task.part.id)
    judgement = judge(reading, None if is_first else past, task.carrier.source.home_country)
    judgement = not_rejected(run.warehouse.connection, task.carrier.id, task.part.id, judgement)
    offers, now = judgement.offers, run.world.clock.now()
    accepted = judgement.verdict is not Verdict.REFUSED
    moved = accepted and past is not None and _differs(past, offers)
    after = timedelta(minutes=run.world.settings.confirm.after_minutes)
    second_look = now + after if moved and not task.part.is_file else None
    entry = entry_of(
        run.archive, now, task.carrier, task.part, capture, judgement, cause=cause, run_id=run.run_id,
        pairings=pair(past, offers) if past and judgement.verdict is Verdict.COMPLETE else (),
        confirm_at=_confirm_at(task, capture, cause, accepted, second_look),
    )  # fmt: skip
    return entry, moved


def _confirm_at(
    task: Task, capture: entries.Capture, cause: Cause, accepted: bool, wanted: datetime | None
) -> datetime | None:
    """When an unconditional look is due. A broken page keeps waiting moves waiting, until the part is due again:
    looking every hour at a page that is down would be rude, and a conditional look might be answered 304 for ever."""
    waiting = task.state is not None and task.state.confirm_at is not None
    if cause is not Cause.PAGE or not accepted:
        return capture.next_due_at if waiting else None
    return wanted


def _differs(past: Past, offers: Sequence[Offer]) -> bool:
    """Is anything new, gone or other than in the last accepted reading?"""
    return _differing(past, offers) > 0


def _differing(past: Past, offers: Sequence[Offer]) -> int:
    """In how many offers, by their identity, two readings differ."""
    before = {offer.key: facts_hash(offer) for offer in past.offers}
    after = {offer.key: facts_hash(offer) for offer in offers}
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
