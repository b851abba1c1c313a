"""Saved trips: ``trips.toml``, one section a trip. What each was found to cost is in the ledger."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.trip.demand import Trip, TripError, data_need, parse_visit

_KEYS = ("visits", "data", "minutes_home", "lines", "compare", "bill_day", "contract")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    visits: list[str] = Field(min_length=1)
    data: str = ""
    minutes_home: int = 0
    lines: int = 1
    compare: list[str] = []
    bill_day: int | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True)
class SavedTrip:
    """``compare``: plans and carriers as a person typed them."""

    trip_id: str
    trip: Trip
    compare: tuple[str, ...] = ()
    contract: str = ""


def read_saved(file: Path, place_of: Callable[[str], str]) -> list[SavedTrip]:
    """The trips of the file; none where there is no file. Raises TripError: which section and what is wrong with it."""
    if not file.is_file():
        return []
    try:
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TripError(f"{file} cannot be read: {error}") from None
    return [_saved(file, name, section, place_of) for name, section in sections.items()]


def _saved(file: Path, name: str, section: Any, place_of: Callable[[str], str]) -> SavedTrip:
    try:
        asked = _Section.model_validate(section)
        trip = Trip(
            visits=tuple(parse_visit(words, place_of) for words in asked.visits), data_bytes=data_need(asked.data),
            minutes_home=asked.minutes_home, lines=asked.lines, bill_day=asked.bill_day,
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        wrong = ".".join(str(step) for step in first["loc"])
        raise TripError(f"{file}, [{name}]: {wrong}: {first['msg']}; it may have {', '.join(_KEYS)}") from None
    except TripError as error:
        raise TripError(f"{file}, [{name}]: {error}") from None
    return SavedTrip(name, trip, tuple(asked.compare), asked.contract)


def with_trip(text: str, name: str, given: dict[str, Any]) -> str:
    """The file's text with a trip put in, or in the place of one of that name; comments stay. Raises TripError."""
    try:
        document = tomlkit.parse(text)
    except tomlkit.exceptions.TOMLKitError as error:
        raise TripError(f"the file of trips is not TOML: {error}") from None
    section = tomlkit.table()
    for key in _KEYS:
        if given.get(key):
            section[key] = given[key]
    document[name] = section
    return tomlkit.dumps(document)


def differs(old: Sequence[dict[str, Any]], new: Sequence[tuple[str, Decimal, Decimal, bool]]) -> bool:
    """Is what a trip costs other than it was? By option, amounts and whether coverage is proven."""
    return [(row["option"], row["total_usd"], row["total_usd_high"], row["is_proven"]) for row in old] != list(new)
