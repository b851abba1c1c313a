"""Today's parser over the kept captures of a source: rehearsed, shown, and adopted if a person says so."""

import hashlib
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from flows.judged import entry_of, not_rejected
from flows.opening import Run, open_run
from flows.reading import bodies_of
from flows.world import World
from transforms.read import Reading as PageReading
from transforms.source import Carrier, Part
from warehouse import entries
from warehouse.archive import ArchiveError
from warehouse.corrections import Finding
from warehouse.differing import Kept
from warehouse.entries import Cause, Verdict
from warehouse.gate import judge
from warehouse.load import catch_up
from warehouse.publish import publish
from warehouse.reread import Rehearsal, Standing, rehearse, to_read

# Pages read ahead of the telling, so that both of the readers' processes have work.
_AHEAD = 6

# Whoever looks on says whether what is shown is to be adopted.
Adopts = Callable[[Sequence[Rehearsal]], bool]


@dataclass
class Overlay:
    """The archive, and rows that are kept only if the reread is adopted."""

    under: Kept
    rows: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.rows[sha256] = data
        return sha256

    def get(self, sha256: str) -> bytes:
        return self.rows[sha256] if sha256 in self.rows else self.under.get(sha256)


def reread(world: World, carrier: Carrier, adopts: Adopts, *, who: str, why: str = "") -> list[Rehearsal]:
    """Read every kept capture of a source again that today's parser has not read, part by part; adopt what differs if
    ``adopts`` says so. Without that nothing is written.

    Raises:
        AnotherRun, LedgerError, JournalError, WarehouseError, ArchiveError: nothing was adopted.
    """
    with open_run(world, ()) as run_:
        finding = Finding(
            cause=Cause.PARSER.value, who=who, why=why or "today's parser read all kept pages again",
            found_at=world.clock.now(),
        )  # fmt: skip
        found: list[tuple[Rehearsal, Overlay]] = []
        for part in carrier.source.parts:
            if run_.warehouse.run("part", source_id=carrier.id, part=part.id):
                found.append(_rehearsed(run_, carrier, part, finding))
        rehearsals = [rehearsal for rehearsal, _ in found]
        if any(r.is_different for r in rehearsals) and adopts(rehearsals):
            for rehearsal, overlay in found:
                if rehearsal.is_different:
                    _adopt(run_, carrier, rehearsal, overlay, finding)
            settings = world.settings
            publish(
                run_.warehouse.connection, settings.published, as_of=world.clock.now(),
                stale_after_days=settings.stale_after_days,
            )  # fmt: skip
    return rehearsals


def _rehearsed(run_: Run, carrier: Carrier, part: Part, finding: Finding) -> tuple[Rehearsal, Overlay]:
    connection, overlay = run_.warehouse.connection, Overlay(run_.archive)
    reread_id = f"reread-{carrier.id}.{part.id}-{uuid.UUID(int=run_.world.rng.getrandbits(128)).hex[:6]}"
    captures = to_read(connection, carrier.id, part.id, carrier.fingerprint)
    with _ahead(run_, carrier, part, captures) as readings:

        def read(standing: Standing) -> entries.Reading | None:
            run_.world.say(f"reading {standing.capture_id}")
            reading = readings(standing.capture_id)
            if reading is None:
                return None
            past = None if standing.is_judged_alone else standing.past
            judgement = judge(reading, past, carrier.source.home_country)
            judgement = not_rejected(connection, carrier.id, part.id, judgement)
            is_complete = judgement.verdict is Verdict.COMPLETE
            # Without a run's id: what comes late is no move together with what was told in time.
            return entry_of(
                overlay, finding.found_at, carrier, part, run_.warehouse.capture(standing.capture_id), judgement,
                cause=Cause.PARSER, pairings=standing.pairings(judgement.offers) if is_complete else (),
                reread_id=reread_id,
            )  # fmt: skip

        rehearsal = rehearse(connection, carrier.id, part.id, overlay, read, reread_id, carrier.fingerprint, finding)
    return rehearsal, overlay


@contextmanager
def _ahead(
    run_: Run, carrier: Carrier, part: Part, captures: Sequence[str]
) -> Iterator[Callable[[str], PageReading | None]]:
    """Readings of captures, asked for in their order; None: the page is lost. A few are read ahead."""

    def one(capture_id: str) -> PageReading | None:
        try:
            bodies = bodies_of(run_.archive, part, captured[capture_id])
        except ArchiveError:  # `archive verify` names what is lost; the other captures are read without it
            return None
        return run_.readers.read(carrier, part.id, bodies)

    captured = {capture_id: run_.warehouse.capture(capture_id) for capture_id in captures}
    left = iter(captures)
    waiting: deque[tuple[str, Future[PageReading | None]]] = deque()
    with ThreadPoolExecutor(2) as pool:

        def next_of(capture_id: str) -> PageReading | None:
            waiting.extend((name, pool.submit(one, name)) for name in islice(left, _AHEAD - len(waiting)))
            name, future = waiting.popleft()
            if name != capture_id:
                raise RuntimeError(f"{capture_id} was asked for, {name} is next")
            reading = future.result()
            # A page that kills its process takes those read beside it with it: what else died is asked once more.
            died = reading is not None and any(p.code == "parser_killed" for p in reading.problems)
            return one(capture_id) if died else reading

        yield next_of


def _adopt(run_: Run, carrier: Carrier, rehearsal: Rehearsal, overlay: Overlay, finding: Finding) -> None:
    """The readings as they were rehearsed, then the adoption that makes history of them."""
    run_.begin()
    for entry in rehearsal.entries:
        for sha256 in (entry.rows_sha256, entry.held_rows_sha256):
            if sha256:
                run_.archive.put(overlay.get(sha256))
        run_.journal.append(entry)
    part = run_.warehouse.run("part_fingerprint", source_id=rehearsal.source_id, part=rehearsal.part)
    newest = rehearsal.compared[-1]
    run_.journal.append(
        entries.Adoption(
            source_id=rehearsal.source_id, part=rehearsal.part, adopted_at=finding.found_at, who=finding.who,
            why=finding.why, from_fingerprint=part[0][0] or "", to_fingerprint=carrier.fingerprint,
            reading_id=rehearsal.entries[-1].reading_id, differing_rows=newest.different + newest.gone + newest.new,
            reread_id=rehearsal.reread_id,
        )
    )  # fmt: skip
    catch_up(run_.warehouse.connection, run_.journal, run_.archive, batch=200)
