"""What stands beside a move: what it is worth to the reader, what the offer has cost so far."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation
from pathlib import Path

from flows.alerts.addresses import AlertError
from flows.alerts.clean import clean, tame
from flows.alerts.content import Fact
from flows.alerts.model import ChangeNote
from flows.alerts.picture import Picture, Step, price_picture
from flows.alerts.tongue import tr
from flows.alerts.wording import money, number

WEIGHT_COLUMNS = ("offer_id", "carrier", "place", "units_per_year")


@dataclass(frozen=True, slots=True)
class Weight:
    """How many units a reader buys in a year: of an offer, or of a carrier's in a place ("" is any)."""

    offer_id: str
    carrier_id: str
    place: str
    units: Decimal


@dataclass(frozen=True)
class Weights:
    """``name`` is the file's, for the words of the mail."""

    name: str = ""
    rows: tuple[Weight, ...] = ()

    def units(self, change: ChangeNote) -> Decimal | None:
        """By the offer's id if the file names it, else by carrier and place."""
        named = [w.units for w in self.rows if w.offer_id and w.offer_id == change.offer_id]
        wide = [
            w.units
            for w in self.rows
            if not w.offer_id and w.carrier_id == change.carrier_id and w.place in ("", change.place, change.scope)
        ]
        found = named or wide
        return sum(found, Decimal(0)) if found else None


def load_weights(file: Path) -> Weights:
    """``usage.csv``: offer_id, or carrier and place, and units_per_year.

    Raises:
        AlertError: it cannot be read, or a line of it; with the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            lacks = {"units_per_year"} - set(reader.fieldnames or ())
            if lacks:
                raise AlertError(f"{file}: has no column units_per_year; its columns are {', '.join(WEIGHT_COLUMNS)}")
            return Weights(file.name, tuple(_weight(row, f"{file}:{reader.line_num}") for row in reader))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AlertError(f"{file} cannot be read: {error}") from None


def _weight(row: Mapping[str, str | None], where: str) -> Weight:
    text = (row.get("units_per_year") or "").strip().replace(",", "")
    try:
        units = Decimal(text)
    except InvalidOperation:
        units = Decimal("NaN")
    if not units.is_finite() or units < 0:
        raise AlertError(f"{where}: units_per_year {text!r} is no number")
    offer_id, carrier, place = ((row.get(name) or "").strip() for name in WEIGHT_COLUMNS[:3])
    if not offer_id and not carrier:
        raise AlertError(f"{where}: names neither offer_id nor carrier")
    return Weight(offer_id, carrier, place, units)


@dataclass(frozen=True)
class Beside:
    """``histories``: prices by offer."""

    now: datetime
    weights: Weights = field(default_factory=Weights)
    histories: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    ranks: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def picture(self, change: ChangeNote, zone: tzinfo) -> Picture | None:
        return price_picture(self.histories.get(change.offer_id, ()), self.now, zone)

    def facts(self, changes: Iterable[ChangeNote]) -> list[Fact]:
        """ "Worth to you: +6,240 USD a year (3,120 units in usage.csv x 2.00)", and the reader's own rank."""
        changes = list(changes)
        total: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        for change in changes:
            units = self.weights.units(change) if change.field == "price" else None
            if units and change.old_number is not None and change.new_number is not None:
                total[change.unit.partition("/")[0]].append((units, change.new_number - change.old_number))
        facts = [Fact(tr("Worth to you"), self._worth(parts, currency)) for currency, parts in sorted(total.items())]
        ranks = [line for source in sorted({c.source_id for c in changes}) for line in self.ranks.get(source, ())]
        return facts + ([Fact(tr("Your rank"), "; ".join(ranks))] if ranks else [])

    def _worth(self, parts: Sequence[tuple[Decimal, Decimal]], currency: str) -> str:
        amount = sum((units * delta for units, delta in parts), Decimal(0))
        sign = "+" if amount >= 0 else "-"
        units = sum((units for units, _ in parts), Decimal(0))
        said = {
            "amount": f"{sign}{number(abs(amount).quantize(Decimal(1)))}", "currency": tame(currency, 10),
            "units": number(units), "file": clean(self.weights.name, 60),
        }  # fmt: skip
        if len(parts) == 1:
            step = money(abs(parts[0][1]), currency)
            return tr("{amount} {currency} a year ({units} units in {file} x {step})", step=step, **said)
        return tr("{amount} {currency} a year ({units} units in {file})", **said)
