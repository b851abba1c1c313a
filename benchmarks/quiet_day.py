"""What a day on which nothing moved leaves on disk: ``python -m benchmarks.quiet_day``.

Whole runs over HTTP from this machine, one source of one page, its robots.txt fetched anew each day as it is in use.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import flows.run
from flows.capture.answer import Fetched
from flows.opening import Task
from flows.steps import fetch_part
from flows.world import World
from warehouse.entries import Outcome

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "flows"))
DAYS = 5


def not_modified(world: World, task: Task) -> list[Fetched]:
    """As a server answers that knows its own tags."""
    pages = fetch_part(world, task)
    return [replace(page, outcome=Outcome.UNCHANGED, status=304, body=b"", etag='"1"') for page in pages]


def size(ledger: Path) -> int:
    """What is kept for good; the warehouse and the published copy are made from it and are replaced."""
    kept = (path for name in ("journal", "archive") for path in (ledger / name).rglob("*"))
    return sum(path.stat().st_size for path in kept if path.is_file())


def main() -> None:
    from little_web import READERS, LittleWeb, page

    print("\nkept for good on a day on which nothing moved: journal and archive, one page, its robots.txt and the run")
    with tempfile.TemporaryDirectory() as folder, LittleWeb(Path(folder), {"us_one": "one.example"}) as web:
        places = ("Turkey", "Japan", "Kosovo", "Spain", "France", "Italy")
        web.pages = {"one.example": page(dict.fromkeys(places, ("$10", "1 GB")))}
        web.run()
        for name, fetch in (("the same bytes came again", fetch_part), ("304 not modified", not_modified)):
            flows.run.fetch_part = fetch
            web.run(25)
            before = size(web.settings.ledger)
            for _ in range(DAYS):
                web.run(25)
            print(f"  {name:<44} {(size(web.settings.ledger) - before) / DAYS:9.0f} bytes")
    READERS.close()


if __name__ == "__main__":
    main()
