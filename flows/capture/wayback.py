"""The Wayback Machine's index (CDX) and its pages as archived, asked through the guarded door, at most 20 a minute.

The index answers with rows of an array, the names of the columns first; where more rows follow, an empty row and then
the key to go on with. It has been seen to answer with an HTML page of its own troubles, or to break off.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from flows.capture.answer import Fetched
from flows.capture.door import Door
from flows.capture.known import Known
from flows.clock import Clock
from warehouse.entries import Outcome

HOST = "web.archive.org"
SECONDS_BETWEEN = 3.0
# What the day's budget of a host is sized to (four looks each): about a request every four seconds.
PAGES_A_DAY = 5000
_ROWS = 1000
_COLUMNS = ("timestamp", "original", "statuscode", "digest")
_PAGE = re.compile(r"/web/([0-9]{14})id_/")
_UNTOLD_WAIT = timedelta(hours=1)
_LONGEST_WAIT = timedelta(hours=24)


class WaybackStopped(Exception):
    """It asked us to wait, or cannot be reached: nothing more is asked in this run. The message says when to go on.

    ``until``: the moment that it named or that its rules do, if it was it that asked us to wait just now.
    """

    def __init__(self, words: str, until: datetime | None = None) -> None:
        super().__init__(words)
        self.until = until


class WaybackTrouble(Exception):
    """One answer made no sense; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the index: a page that it holds."""

    observed_at: datetime
    original: str
    digest: str

    @property
    def url(self) -> str:
        """The page as archived: ``id_`` leaves out the banner and the changed links."""
        return f"https://{HOST}/web/{self.observed_at:%Y%m%d%H%M%S}id_/{self.original}"


class Wayback:
    """Asks through one door, one request after the other."""

    def __init__(self, door: Door, clock: Clock, *, rows: int = _ROWS) -> None:
        self._door, self._clock, self._rows = door, clock, rows
        self._next_at: float | None = None
        self._waits = 0

    def begin(self, until: datetime | None, waits: int) -> None:
        """What earlier runs were told: to wait until then, and how often within a day."""
        self._waits = waits
        self._door.begin(Known(pages={HOST: PAGES_A_DAY}, resting={HOST: until} if until else {}))

    def index(self, url: str, from_on: str) -> Iterator[Kept]:
        """What it holds of an address since a year or day (``2020``, ``20200131``), a page of rows at a time.

        Raises:
            WaybackStopped: nothing more may be asked now.
            WaybackTrouble: the index answered with something else, or (in the end) some lines of it make no sense; what
                was given until then holds.
        """
        query = {
            "url": url, "output": "json", "from": from_on, "matchType": "exact", "filter": "statuscode:200",
            "collapse": "digest", "fl": ",".join(_COLUMNS), "limit": str(self._rows), "showResumeKey": "true",
        }  # fmt: skip
        asked: set[str] = set()
        senseless: list[str] = []
        while True:
            answer = self._get(f"https://{HOST}/cdx/search/cdx?{urlencode(query)}")
            if answer.outcome is not Outcome.OK:
                raise WaybackTrouble(f"the index of {url}: {answer.detail or answer.outcome.value}")
            table, key = _table(answer.body, url)
            yield from _rows(table, url, senseless)
            if not key and senseless:
                raise WaybackTrouble(f"the index of {url}: {len(senseless)} lines skipped, first: {senseless[0][:80]}")
            if not key:
                return
            if key in asked:
                raise WaybackTrouble(f"the index of {url} goes round in a circle")
            asked.add(key)
            query["resumeKey"] = key

    def page(self, kept: Kept) -> tuple[datetime, Fetched]:
        """A page, and the moment at which it was archived: the nearest one where that of the index is gone.

        Raises WaybackStopped, WaybackTrouble.
        """
        answer = self._get(kept.url)
        if answer.outcome is not Outcome.OK:
            raise WaybackTrouble(answer.detail or answer.outcome.value)
        found = _PAGE.search(answer.final_url or kept.url)
        if found is None:
            raise WaybackTrouble("answered with something else than an archived page")
        return _moment(found[1]), answer

    def _get(self, url: str) -> Fetched:
        now = self._clock.monotonic()
        if self._next_at is not None and now < self._next_at:
            self._clock.sleep(self._next_at - now)
        was_resting = self._door.rests_until(HOST)
        answer = self._door.get(url)
        self._next_at = self._clock.monotonic() + SECONDS_BETWEEN
        if answer.outcome in (Outcome.RATE_LIMITED, Outcome.STOPPED, Outcome.ROBOTS, Outcome.BLOCKED, Outcome.OFFLINE):
            # Who goes on asking after a 429 is shut out for an hour, then two (domain.md E).
            seconds = answer.retry_after_seconds
            wait = timedelta(seconds=seconds) if seconds else min(_UNTOLD_WAIT * 2**self._waits, _LONGEST_WAIT)
            until = self._clock.now() + max(wait, timedelta(minutes=1))
            words = answer.detail or answer.outcome.value
            is_news = was_resting is None and self._door.rests_until(HOST) is not None
            raise WaybackStopped(
                f"{HOST}: {words}. Not asked again now; type the same again after {until:%Y-%m-%d %H:%M} UTC",
                until if is_news else None,
            )
        return answer


def _table(body: bytes, url: str) -> tuple[list[list[object]], str]:
    """The rows of one answer, and the key of the next ("" for the last). Raises WaybackTrouble."""
    try:
        table = json.loads(body)
    except (ValueError, RecursionError):
        said = "an HTML page" if body.lstrip()[:1] == b"<" else "what is no whole JSON"
        raise WaybackTrouble(f"the index of {url} answered with {said}; try again later") from None
    if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
        raise WaybackTrouble(f"the index of {url} answered with JSON of another shape")
    if not table:
        return [], ""
    key = ""
    if len(table) >= 2 and table[-2] == [] and len(table[-1]) == 1:
        key, table = str(table[-1][0]), table[:-2]
    return table, key


def _rows(table: list[list[object]], url: str, senseless: list[str]) -> Iterator[Kept]:
    """What the rows say; a row that says nothing is added to ``senseless``. Raises WaybackTrouble."""
    names = [str(name) for name in table[0]] if table else list(_COLUMNS)
    if not set(_COLUMNS[:2]) <= set(names):
        raise WaybackTrouble(f"the index of {url} names its columns otherwise: {str(names)[:80]}")
    for row in table[1:]:
        cells = {name: str(cell) for name, cell in zip(names, row, strict=False)}
        if cells.get("statuscode", "200") != "200":
            continue
        try:
            moment, original = _moment(cells["timestamp"]), cells["original"]
        except (KeyError, WaybackTrouble):
            senseless.append(str(row))
            continue
        yield Kept(moment, original, cells.get("digest", ""))


def _moment(text: str) -> datetime:
    """Raises WaybackTrouble."""
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise WaybackTrouble(f"no moment that can be read: {text[:20]!r}") from None
