"""The demo: years of real tariff moves in a minute or two, through the very same flow as every day's runs.

Only three things are not the world's: the clock (set by hand, date by date), the delays between requests (they pass on
that clock), and the address of every page (this machine, see server.py).
"""

import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from flows.capture.door import Door
from flows.capture.guard import Loopback
from flows.clock import SetClock
from flows.demo.server import Answer, PastWeb
from flows.demo.timeline import Timeline, load_timeline, page_at
from flows.lock import LedgerError
from flows.reading import Readers
from flows.report import Summary
from flows.settings import Settings, load_settings
from flows.world import World
from transforms.source import Carrier, find_carriers
from transforms.words import Media

# When the day's run and the confirming look take place. Confirmation needs an hour between them.
FIRST_LOOK, SECOND_LOOK = time(5, 12), timedelta(minutes=67)

MARK = "# Made by `roamledger demo`: past pages, a clock that stands still. `roamledger demo` makes it anew."

Show = Callable[[date, str, Summary, Summary | None], None]
RunOnce = Callable[[World], Summary]

_CONTENT_TYPE = {Media.HTML: "text/html; charset=utf-8", Media.JSON: "application/json", Media.CSV: "text/csv"}


def play(settings: Settings, run_once: RunOnce, show: Show) -> None:
    """Live through the timeline in the demo's ledger; ``run_once`` is one run, ``show`` tells of each date."""
    timeline = load_timeline()
    carriers, _ = find_carriers()
    with PastWeb(_pages(timeline, carriers), timeline.moments[0].on) as web, Readers() as readers:
        clock = SetClock(_at(timeline.moments[0].on))
        rng = random.Random(2024)  # noqa: S311  (the demo is the same every time)
        door = Door(settings.fetch, clock=SetClock(clock.moment), rng=rng, policy=Loopback(), address_of=web.address_of)
        world = World(settings, clock, door, rng, readers=readers)
        for moment in timeline.moments:
            web.today = moment.on
            clock.moment = _at(moment.on)
            first = run_once(world)
            second = None
            if any(result.confirm_at for result in first.results):
                clock.moment += SECOND_LOOK
                second = run_once(world)
            show(moment.on, moment.caption, first, second)


def _at(day: date) -> datetime:
    return datetime.combine(day, FIRST_LOOK, UTC)


def fresh_ledger(folder: Path) -> Settings:
    """An empty ledger for the demo at ``folder``, in the place of one that an earlier demo made.

    Raises:
        LedgerError: the folder holds something that no demo has made, or cannot be written.
    """
    timeline = load_timeline()
    carriers, _ = find_carriers()
    file = folder / "roamledger.toml"
    if folder.exists() and any(folder.iterdir()):
        if not file.is_file() or not file.read_text(encoding="utf-8").startswith(MARK):
            raise LedgerError(f"{folder} is there already and no demo made it; name another folder: demo --folder NAME")
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        end = _at(timeline.moments[-1].on) + SECOND_LOOK + timedelta(minutes=10)
        off = sorted(id_ for id_ in carriers if id_ not in timeline.sources)
        on = sorted(timeline.sources)
        file.write_text(
            f'{MARK}\nledger = "."\nclock = "{end.isoformat()}"\n\n[sources]\n'
            f"on = {_toml(on)}\noff = {_toml(off)}\n\n[mail]\n"
            'to = ["you@example.org"]\n',
            encoding="utf-8",
        )
    except OSError as error:
        raise LedgerError(f"{folder} cannot be written: {error.strerror}; name another: demo --folder NAME") from None
    return load_settings(file)


def _toml(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _pages(timeline: Timeline, carriers: dict[str, Carrier]) -> Callable[[str, date], Answer | None]:
    known = {
        url: (source_id, part, index)
        for source_id in timeline.sources
        for part in carriers[source_id].source.parts
        for index, url in enumerate(part.urls)
    }

    def answer(url: str, on: date) -> Answer | None:
        if url not in known:
            return None
        source_id, part, index = known[url]
        return 200, _CONTENT_TYPE.get(part.media, "application/octet-stream"), page_at(source_id, part.id, index, on)

    return answer
