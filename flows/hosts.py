"""What the ledger knows of the hosts we ask: how much of today's share is taken, and which of them shut us out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from duckdb import DuckDBPyConnection

from flows.capture.guard import host_of
from flows.capture.known import Known, KnownRobots
from flows.capture.robots import MAX_BYTES, Rules, parse
from transforms.addresses import is_file
from transforms.source import Carrier
from warehouse.archive import ArchiveError
from warehouse.differing import Kept
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


def known_of(connection: DuckDBPyConnection, archive: Kept, on: Iterable[Carrier], now: datetime) -> Known:
    """What earlier runs asked of each host, took and were told.

    What was taken is counted by the UTC day, as the budget's own is: a rolling one would still be full when the budget
    says "tomorrow". A page that is read several times a day counts as several.
    """
    pages: Counter[str] = Counter()
    for part in (part for carrier in on for part in carrier.source.parts if not part.is_historic):
        for url in part.urls:
            if not is_file(url):
                pages[host_of(url)] += -(-12 // part.cadence_hours)
    requests: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for url, count, taken in run(connection, "asked_since", since=datetime.combine(now.date(), time(), UTC)):
        requests[host_of(url)] += count
        size[host_of(url)] += taken
    yesterday = now - timedelta(days=1)
    return Known(
        pages=pages, taken={host: (requests[host], size[host]) for host in requests},
        asked_at={host: at.astimezone(UTC) for host, at in run(connection, "last_asked", since=yesterday)},
        resting={host: until.astimezone(UTC) for host, until in run(connection, "resting_hosts", asked_at=now)},
        robots=tuple(_robots(connection, archive, yesterday)),
    )  # fmt: skip


def _robots(connection: DuckDBPyConnection, archive: Kept, since: datetime) -> Iterator[KnownRobots]:
    for row in rows(connection, "known_robots", since=since):
        rules = Rules()
        if row["http_status"] == 200 and row["sha256"]:
            try:
                rules = Rules(parse(archive.get(row["sha256"])[:MAX_BYTES]))
            except ArchiveError:  # `archive verify` names what is lost; the rules are fetched anew
                continue
        yield KnownRobots(row["url"], rules, row["observed_at"].astimezone(UTC), row["until_at"].astimezone(UTC))


def shut_hosts(connection: DuckDBPyConnection) -> list[Shut]:
    """The hosts that shut us out, once for each source that asked them."""
    return [
        Shut(row["source_id"], row["host"], row["since_at"].astimezone(UTC)) for row in rows(connection, "shut_hosts")
    ]
