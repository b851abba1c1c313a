"""What the ledger knows of the hosts we ask: how much of today's share is taken, and which of them shut us out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from duckdb import DuckDBPyConnection

from flows.capture.door import Door
from flows.capture.guard import host_of
from transforms.addresses import is_file
from transforms.source import Carrier
from warehouse.store import rows, run


@dataclass(frozen=True, slots=True)
class Shut:
    """A host that refused all pages in two runs in a row. It is not asked again until a person resumes it."""

    source_id: str
    host: str
    since_at: datetime

    @property
    def words(self) -> str:
        return f"{self.host} refused every page in two runs in a row; not asked since {self.since_at:%Y-%m-%d}"


def begin_day(door: Door, connection: DuckDBPyConnection, on: Iterable[Carrier], now: datetime) -> None:
    """Tell the door what earlier runs of this UTC day took of each host, and how many pages each host declares.

    The day is UTC's, as the budget's own is: a rolling one would still be full when the budget says "tomorrow".
    """
    urls = (url for c in on for part in c.source.parts if not part.is_historic for url in part.urls)
    pages = Counter(host_of(url) for url in urls if not is_file(url))
    requests: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for url, count, taken in run(connection, "asked_since", since=datetime.combine(now.date(), time(), UTC)):
        requests[host_of(url)] += count
        size[host_of(url)] += taken
    door.budget.begin(pages, {host: (requests[host], size[host]) for host in requests})


def shut_hosts(connection: DuckDBPyConnection) -> list[Shut]:
    """The hosts that shut us out, once for each source that asked them."""
    return [
        Shut(row["source_id"], row["host"], row["since_at"].astimezone(UTC)) for row in rows(connection, "shut_hosts")
    ]
