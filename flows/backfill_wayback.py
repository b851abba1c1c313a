"""Pages of the past from the Wayback Machine, for every declared address, those of historic sources too.

What is here already is not asked for again: a run that was stopped goes on where it was.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

from flows.backfill import OldPage, Skipped
from flows.capture.wayback import HOST, Wayback, WaybackStopped, WaybackTrouble
from flows.opening import Run
from warehouse.entries import Decision
from warehouse.entry_json import instant
from warehouse.store import rows, run


def wayback_pages(
    run_: Run, wayback: Wayback, from_on: str, only: set[str], told: Callable[[str], None]
) -> Iterator[OldPage | Skipped]:
    """Old pages, address by address; ends early, with a last :class:`Skipped`, when nothing more may be asked."""
    wanted = [
        (carrier.id, part.id, url)
        for carrier in sorted(run_.carriers.values(), key=lambda c: c.id)
        if not only or carrier.id in only
        for part in carrier.source.parts
        for url in part.urls
        if url.startswith(("https://", "http://"))
    ]
    connection, now = run_.warehouse.connection, run_.world.clock.now()
    (told_to_wait,) = rows(connection, "host_waits", host=HOST, since=now - timedelta(days=1))
    until = told_to_wait["until_at"]
    wayback.begin(until.astimezone(UTC) if until and until > now else None, told_to_wait["waits"])
    try:
        for number, (source_id, part, url) in enumerate(wanted, 1):
            told(f"{number} of {len(wanted)}: {url}")
            kept_here = run(run_.warehouse.connection, "backfill_known", source_id=source_id, part=part)
            known = {moment for address, moment, _ in kept_here if address == url}
            try:
                for kept in wayback.index(url, from_on):
                    if kept.observed_at in known:
                        continue
                    known.add(kept.observed_at)
                    told(f"{number} of {len(wanted)}: {url} of {kept.observed_at:%Y-%m-%d}")
                    try:
                        moment, answer = wayback.page(kept)
                    except WaybackTrouble as error:
                        yield Skipped(kept.url, str(error))
                        continue
                    yield OldPage(
                        url=kept.original, asked_url=url, observed_at=moment, body=answer.body,
                        content_type=answer.content_type, headers={"x-archive-src": kept.url}, where=kept.url,
                    )  # fmt: skip
            except WaybackTrouble as error:
                yield Skipped(url, str(error))
    except WaybackStopped as error:
        if error.until is not None:  # the next run, in another process, leaves it alone too
            run_.begin()
            run_.journal.append(
                Decision(
                    decision_id=f"wait:{HOST}@{now:%Y-%m-%dT%H:%M:%SZ}", what="wait", subject=HOST, decided_at=now,
                    who="backfill", why=str(error), value=instant(error.until),
                )
            )  # fmt: skip
        yield Skipped(HOST, str(error))
