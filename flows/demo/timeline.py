"""The demo's dates, what happened on them, and the pages of seven carriers as they stood.

Pages lie in ``pages/<source_id>/<YYYY-MM-DD>[.<part>].html``; a source that is not changed on a date has no page of
that date. Every page is written by us from dated public facts: timeline.toml says which.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class DemoChange:
    """What really changed: ``told`` in words for people, ``fact`` where it is known from.

    ``is_day_known`` is False where only the change is known, not its day. ``fields`` are the columns of the golden
    rows that differ from the date before, "rows" standing for offers that arrived or left.
    """

    source_id: str
    told: str
    fact: str
    is_day_known: bool
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Moment:
    on: date
    caption: str
    changes: tuple[DemoChange, ...]


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """The one page that cannot be read on one date. ``problem`` is the code of transforms/errors.py."""

    source_id: str
    on: date
    problem: str
    told: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """``moments`` by date, ascending; ``sources``: the ids of those that have pages, in alphabetical order."""

    moments: tuple[Moment, ...]
    broken: BrokenPage
    sources: tuple[str, ...]


def load_timeline() -> Timeline:
    """timeline.toml as it is shipped."""
    with (PAGES.parent / "timeline.toml").open("rb") as file:
        told = tomllib.load(file)
    moments = tuple(
        Moment(
            on=item["on"],
            caption=item["caption"],
            changes=tuple(
                DemoChange(c["source"], c["told"], c["fact"], c["is_day_known"], frozenset(c["fields"]))
                for c in item.get("change", ())
            ),
        )
        for item in told["date"]
    )
    wall = told["broken"]
    return Timeline(
        moments=moments,
        broken=BrokenPage(wall["source"], wall["on"], wall["problem"], wall["told"]),
        sources=tuple(sorted(path.name for path in PAGES.iterdir() if path.is_dir())),
    )


def page_at(source_id: str, part: str, index: int, on: date) -> bytes:
    """The page of a part's address number ``index`` (from 0) that was in force on a date: the newest not after it.

    Raises:
        FileNotFoundError: the demo has no such page, or none so early.
    """
    wanted = _suffix(part, index)
    found = {}
    for path in sorted((PAGES / source_id).glob("*.html")):
        day, _, rest = path.name.removesuffix(".html").partition(".")
        if rest == wanted and date.fromisoformat(day) <= on:
            found[day] = path
    if not found:
        name = f"{source_id}/<date>{'.' if wanted else ''}{wanted}.html"
        raise FileNotFoundError(f"the demo has no page {name} on or before {on}")
    return found[max(found)].read_bytes()


def _suffix(part: str, index: int) -> str:
    """What stands between the date and ".html": nothing for the first address of a source's only part."""
    first = "" if part == "main" else part
    return first if index == 0 else f"{part}.{index + 1}"
