"""A little world for runs: two sources of our own, a web on loopback whose pages the test sets, a clock set by hand."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows.capture.door import Door
from flows.capture.guard import Loopback
from flows.clock import SetClock
from flows.demo.server import Answer, PastWeb
from flows.reading import Readers
from flows.report import Summary
from flows.run import track
from flows.settings import Settings, load_settings
from flows.world import World

# One pool for all tests: starting a process costs more than all that it reads here.
READERS = Readers(1)

START = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)

SOURCE = '''
"""{carrier}: a table of day passes by place."""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages
from transforms.places import place
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, price, volume
from transforms.words import DataPer, Kind, PlacesBasis, Service

SOURCE = Source(
    carrier="{carrier}", home_country="US", style=(STYLE := Style(currency="USD")),
    parts=(Part(urls=("https://{host}/roaming",)),), expect=Expect(landmarks=("Day passes",)),
)


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.each(pages.only.table("table").rows(only=("Place", "Price", "Data")), read)


def read(row: Row) -> Iterator[Offer]:
    where = place(row.take("Place"))
    yield Offer(
        label="Day pass", scope=where, kind=Kind.DAY_PASS, service=Service.DATA, price_unit="day",
        prices=(price(row.take("Price"), STYLE),), data=volume(row.take("Data"), STYLE), data_per=DataPer.DAY,
        places=(OfferPlace(where),), places_basis=PlacesBasis.FULL_LIST,
    )
'''

WATCHED = '''
"""Watched as text."""

from transforms.source import Part, Source
from transforms.values import Style
from transforms.words import SourceStatus

SOURCE = Source(
    carrier="Watched", home_country="US", style=Style(currency="USD"), status=SourceStatus.WATCH,
    parts=(Part(urls=("https://{host}/roaming",), region="{region}"),),
)
'''

WALL = b"<html><head><title>Hello</title></head><body><p>We value your privacy. Accept cookies?</p></body></html>"


def page(rows: dict[str, tuple[str, str]], note: str = "") -> bytes:
    """A page of day passes: place -> (price, data)."""
    body = "".join(f"<tr><td>{p}</td><td>{price}</td><td>{data}</td></tr>" for p, (price, data) in rows.items())
    head = "<tr><th>Place</th><th>Price</th><th>Data</th></tr>"
    words = "Abroad you pay by the day, and only for days on which you use it. " * 12
    return f"<html><body><h1>Day passes</h1><p>{words}{note}</p><table>{head}{body}</table></body></html>".encode()


def watched(host: str, region: str = "") -> str:
    """A source without a parser."""
    return WATCHED.format(host=host, region=region)


class LittleWeb:
    """``pages[host]`` is what a site answers now; ``run()`` is one run of the real steps."""

    def __init__(self, folder: Path, carriers: dict[str, str], mail: str = "", *, has_etags: bool = False) -> None:
        self.folder = folder
        self.pages: dict[str, bytes | Answer] = {}
        self.clock = SetClock(START)
        self.sources = folder / "sources"
        self.sources.mkdir(parents=True)
        for source_id, host in carriers.items():
            (self.sources / f"{source_id}.py").write_text(SOURCE.format(carrier=source_id.title(), host=host))
        self.file = folder / "roamledger.toml"
        self.file.write_text(f'ledger = "ledger"\n[sources]\npaths = ["sources"]\n{mail}')
        self.only = tuple(carriers)
        self.web = PastWeb(self._answer, date(2026, 1, 1), has_etags=has_etags)

    def __enter__(self) -> "LittleWeb":
        self.web.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.web.__exit__(None, None, None)

    @property
    def settings(self) -> Settings:
        return load_settings(self.file)

    def world(self) -> World:
        rng = random.Random(1)
        door = Door(
            self.settings.fetch, clock=SetClock(self.clock.moment), rng=rng, policy=Loopback(),
            address_of=self.web.address_of, stop_file=self.settings.stop_file,
        )  # fmt: skip
        return World(self.settings, self.clock, door, rng, readers=READERS)

    def run(self, hours: float = 0, *, force: bool = False) -> Summary:
        """Let ``hours`` pass, then run."""
        self.clock.moment += timedelta(hours=hours)
        return track(self.world(), self.only, force=force)

    def _answer(self, url: str, on: date) -> Answer | None:
        found = self.pages.get(url.split("/")[2])
        if isinstance(found, bytes):
            return 200, "text/html; charset=utf-8", found
        return found
