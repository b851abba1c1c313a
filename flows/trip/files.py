"""The files that trips come from: ``trips.csv``, ``lines.csv``, ``contracts.toml``. Wrong lines are told by number."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from flows.trip.demand import Trip, TripError, Visit
from flows.trip.facts import TripOffer

TRIP_COLUMNS = ("trip_id", "traveller_id", "home_plan", "place", "from_on", "to_on", "data_gb", "minutes_home")
LINE_COLUMNS = ("traveller_id", "home_plan", "device", "bill_day", "contract")
GB = 1024**3


@dataclass(frozen=True, slots=True)
class Traveller:
    """A row of lines.csv. ``contract`` names the section of contracts.toml whose prices hold for the line."""

    traveller_id: str
    home_plan: str
    device: str = ""
    bill_day: int | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True)
class NamedTrip:
    trip_id: str
    traveller: Traveller
    trip: Trip


@dataclass(frozen=True, slots=True)
class Contract:
    """A price that a company negotiated: it stands over the public one, and is shown as such."""

    name: str
    offer_id: str
    price: Decimal
    currency: str
    extra_line_price: Decimal | None = None
    until_on: date | None = None


def read_travellers(file: Path) -> dict[str, Traveller]:
    """lines.csv, by traveller. Raises TripError with the line."""
    found: dict[str, Traveller] = {}
    for number, row in _rows(file, LINE_COLUMNS, ("traveller_id", "home_plan")):
        if row["traveller_id"] in found:
            raise TripError(f"{file}, line {number}: traveller {row['traveller_id']} is there twice")
        day = row.get("bill_day", "")
        if day and not (day.isdecimal() and 1 <= int(day) <= 31):
            raise TripError(f'{file}, line {number}: bill_day "{day}" is no day of the month')
        found[row["traveller_id"]] = Traveller(
            row["traveller_id"], row["home_plan"], row.get("device", ""), int(day) if day else None,
            row.get("contract", ""),
        )  # fmt: skip
    return found


def read_trips(file: Path, travellers: dict[str, Traveller], place_of: Callable[[str], str]) -> list[NamedTrip]:
    """trips.csv: the rows of one trip_id and traveller are the visits of one trip. Raises TripError with the line."""
    visits: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    needs: dict[tuple[str, str], tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    plans: dict[tuple[str, str], str] = {}
    for number, row in _rows(file, TRIP_COLUMNS, ("trip_id", "traveller_id", "place", "from_on", "to_on")):
        key = (row["trip_id"], row["traveller_id"])
        where = f"{file}, line {number}"
        try:
            place = place_of(row["place"])
            visits[key].append(Visit(place, date.fromisoformat(row["from_on"]), date.fromisoformat(row["to_on"])))
            data, minutes = needs[key]
            needs[key] = (data + Decimal(row.get("data_gb") or 0), minutes + int(row.get("minutes_home") or 0))
        except (ValueError, InvalidOperation, ArithmeticError) as error:
            raise TripError(f"{where}: {error}") from None
        plans[key] = row.get("home_plan") or plans.get(key, "")
    found = []
    for (trip_id, traveller_id), stays in visits.items():
        traveller = travellers.get(traveller_id, Traveller(traveller_id, ""))
        traveller = replace(traveller, home_plan=plans[trip_id, traveller_id] or traveller.home_plan)
        data, minutes = needs[trip_id, traveller_id]
        try:
            trip = Trip(
                visits=tuple(sorted(stays, key=lambda v: v.from_on)), data_bytes=int(data * GB) or None,
                minutes_home=minutes, bill_day=traveller.bill_day,
            )  # fmt: skip
        except TripError as error:
            raise TripError(f"{file}, trip {trip_id} of {traveller_id}: {error}") from None
        found.append(NamedTrip(trip_id, traveller, trip))
    return found


def read_contracts(file: Path) -> list[Contract]:
    """contracts.toml: ``[name]`` with a ``[[name.price]]`` for each negotiated price. Raises TripError."""
    try:
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TripError(f"{file} cannot be read: {error}") from None
    found = []
    for name, section in sections.items():
        prices = section.get("price") if isinstance(section, dict) else None
        if not isinstance(prices, list):
            raise TripError(f"{file}: [{name}] needs [[{name}.price]] with offer_id, price and currency")
        for price in prices:
            try:
                further = price.get("extra_line_price")
                contract = Contract(
                    name, price["offer_id"], Decimal(str(price["price"])), price["currency"],
                    Decimal(str(further)) if further is not None else None, price.get("until_on"),
                )  # fmt: skip
            except (KeyError, InvalidOperation) as error:
                raise TripError(f"{file}: a price of [{name}] is not understood: {error}") from None
            found.append(contract)
    return found


def under_contract(offers: Sequence[TripOffer], contracts: Sequence[Contract], name: str, on: date) -> list[TripOffer]:
    """The offers with the prices of one contract laid over them, each marked as such in its name."""
    mine = {c.offer_id: c for c in contracts if c.name == name and (c.until_on is None or c.until_on >= on)}
    return [_laid_over(offer, mine[offer.offer_id]) if offer.offer_id in mine else offer for offer in offers]


def _laid_over(offer: TripOffer, contract: Contract) -> TripOffer:
    return replace(
        offer, price=contract.price, currency=contract.currency, extra_line_price=contract.extra_line_price,
        price_state="stated", offer_name=f"{offer.offer_name} (contract {contract.name})",
    )  # fmt: skip


def _rows(file: Path, known: Sequence[str], needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers. Raises TripError."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = [(reader.line_num, row) for row in reader]
            columns = [name.strip() for name in reader.fieldnames or []]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TripError(f"{file} cannot be read: {error}") from None
    lost, odd = set(needed) - set(columns), set(columns) - set(known)
    if lost or odd:
        wrong = f"has no column {sorted(lost)[0]}" if lost else f"has an unknown column {sorted(odd)[0]!r}"
        raise TripError(f"{file} {wrong}; its columns are {', '.join(known)}")
    cleaned = []
    for number, row in rows:
        if None in row:
            raise TripError(f"{file}, line {number}: more cells than columns")
        values = {name.strip(): (value or "").strip() for name, value in row.items()}
        empty = [name for name in needed if not values[name]]
        if empty:
            raise TripError(f"{file}, line {number}: {empty[0]} is empty")
        cleaned.append((number, values))
    return cleaned
