"""The European Central Bank's exchange rates: one small file a day, kept and journaled like every page.

Without it (``[rates] ecb = false``, or no way out) those that came with the program serve on, and their day is shown.
"""

from datetime import UTC, date, timedelta

from flows.capture.due import next_due
from flows.opening import PartResult, Run
from transforms.rates import Rate, RatesError, check_steps, read_rates
from warehouse import entries
from warehouse.entries import Outcome, Purpose, Verdict
from warehouse.load import catch_up
from warehouse.rates import known_rates, rates_to_bytes
from warehouse.state import part_states

SOURCE_ID, PART = "eu_ecb", "rates"

_BASE = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref"
CADENCE_HOURS = 24

# How far each feed looks back, in days of the calendar: one day's rates, the last 90 days, all since 1999.
_FEEDS = ((4, f"{_BASE}-daily.xml"), (85, f"{_BASE}-hist-90d.xml"))
_ALL = f"{_BASE}-hist.xml"


def refresh(run: Run) -> list[PartResult]:
    """Fetch the rates if they are wanted and due, and say what came of it."""
    world = run.world
    now = world.clock.now()
    state = part_states(run.warehouse.connection).get((SOURCE_ID, PART))
    is_due = state is None or state.next_due_at is None or state.next_due_at <= now
    if not (world.wants_rates and is_due) or run.only or world.door.stopped():
        return []
    newest: date = run.warehouse.run("newest_rate")[0][0]
    today = now.astimezone(UTC).date()
    url = next((url for days, url in _FEEDS if (today - newest).days <= days), _ALL)
    page = world.door.get(url, None)
    failures = 0 if page.outcome is Outcome.OK else (state.failures if state else 0) + 1
    kept = [
        entries.PageCapture(
            url=got.url, final_url=got.final_url, status=got.status, content_type=got.content_type,
            sha256=run.archive.put(got.body) if got.body else "", bytes=len(got.body), etag=got.etag,
            last_modified=got.last_modified, headers=dict(got.headers),
        )
        for got in (page, page.robots) if got
    ]  # fmt: skip
    capture = entries.Capture(
        capture_id=f"{SOURCE_ID}.{PART}@{now:%Y-%m-%dT%H:%M:%SZ}", source_id=SOURCE_ID, part=PART, observed_at=now,
        purpose=Purpose.DUE, outcome=page.outcome, pages=tuple(kept), detail=page.detail,
        next_due_at=next_due(
            page.outcome, CADENCE_HOURS, now, failures=failures, retry_after_seconds=page.retry_after_seconds,
            rng=world.rng, host="www.ecb.europa.eu",
        ),
        vantage=world.settings.fetch.vantage, run_id=run.run_id,
    )  # fmt: skip
    run.begin()
    run.journal.append(capture)
    result = PartResult(
        SOURCE_ID, PART, page.outcome, capture.capture_id, detail=page.detail, next_due_at=capture.next_due_at
    )
    if page.outcome is Outcome.OK:
        entry = _reading(run, capture, page.body, today)
        run.journal.append(entry)
        result = PartResult(
            SOURCE_ID, PART, page.outcome, capture.capture_id, rows=entry.rows, verdict=entry.verdict,
            reasons=entry.reasons, next_due_at=capture.next_due_at,
        )  # fmt: skip
    catch_up(run.warehouse.connection, run.journal, run.archive)
    return [result]


def _reading(run: Run, capture: entries.Capture, body: bytes, today: date) -> entries.Rates:
    """What of the feed is new: all or nothing is believed."""
    new: list[Rate] = []
    reasons: tuple[str, ...] = ()
    try:
        rates = read_rates(body, today)
        first = rates[0].rate_on
        known = known_rates(run.warehouse.connection, first - timedelta(days=31))
        before = {currency: rate for (day, currency), rate in known.items() if day < first}
        check_steps(rates, before)
        new = [rate for rate in rates if known.get((rate.rate_on, rate.currency)) != rate]
    except RatesError as error:
        reasons = (str(error),)
    return entries.Rates(
        capture_id=capture.capture_id, source_id=SOURCE_ID, part=PART, observed_at=capture.observed_at,
        recorded_at=run.world.clock.now(), verdict=Verdict.REFUSED if reasons else Verdict.COMPLETE, reasons=reasons,
        rows_sha256=run.archive.put(rates_to_bytes(new)) if new else "", rows=len(new), run_id=run.run_id,
    )  # fmt: skip
