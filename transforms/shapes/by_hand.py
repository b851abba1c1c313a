"""A table that people keep by hand: what they saw, and in each row who saw it, on which day, and where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from transforms.components import ByHand, OfferNetwork
from transforms.errors import UnknownWords
from transforms.models import Offer
from transforms.places import full_list, place
from transforms.shapes.row import Row
from transforms.values.dates import day
from transforms.values.money import price, rate
from transforms.values.style import Style
from transforms.values.text import Cell
from transforms.values.volume import speed, validity, volume
from transforms.words import (
    AfterCap,
    CalledScope,
    Confidence,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PriceRole,
    Segment,
    Service,
    Sim,
    StartRule,
    TaxBasis,
    Usage,
)

_CHOSEN: Mapping[str, type[StrEnum]] = {
    "usage": Usage, "segment": Segment, "sim": Sim, "called_scope": CalledScope,
    "tax_basis": TaxBasis, "data_per": DataPer, "after_cap": AfterCap, "day_rule": DayRule, "start_rule": StartRule,
}  # fmt: skip
_PLAIN = ("code", "scope", "eligibility", "variant", "plan", "time_window", "day_tz")
_READ: Mapping[str, Callable[[str, Style], Any]] = {"data": volume, "throttle": speed, "validity": validity}
Chosen = TypeVar("Chosen", bound=StrEnum)


def offer_of(row: Row, style: Style) -> Iterator[Offer]:
    """The offer of one line. Needed: label, kind, service, price, who, on, evidence; see docs/adding-a-carrier.md for
    the columns that may be there. Cells are read as a page's are: in the source's style, and never guessed.

    Raises:
        ColumnLost: a column that every such table has is not there. CellError: a cell that is not understood.
    """
    given: dict[str, Any] = {name: _one_of(kind, cell) for name, kind in _CHOSEN.items() if (cell := row.get(name))}
    given |= {name: cell for name in _PLAIN if (cell := row.get(name))}
    if currency := row.get("currency"):
        style = replace(style, currency=str(currency))
    given |= _prices(row, style) | _data(row, style) | _where(row, style)
    confidence = row.get("confidence")
    given["by_hand"] = ByHand(
        str(row.take("who")), day(row.take("on"), style), str(row.take("evidence")),
        _one_of(Confidence, confidence) if confidence else Confidence.SECONDARY,
    )  # fmt: skip
    kind, service = _one_of(Kind, row.take("kind")), _one_of(Service, row.take("service"))
    yield Offer(label=row.take("label"), kind=kind, service=service, **given)


def _prices(row: Row, style: Style) -> dict[str, Any]:
    unit = row.get("price_unit")
    fields = rate(row.take("price"), style).fields(str(unit or ""))
    if listed := row.get("list_price"):
        fields["prices"] = (*fields["prices"], price(listed, style, PriceRole.LIST))
    return fields


def _data(row: Row, style: Style) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, read in _READ.items():
        if cell := row.get(name):
            given[name] = read(cell, style)
    if cell := row.get("tethering"):
        given["tethering"] = _one_of(_YesNo, cell) is _YesNo.YES
    if cell := row.get("conditions"):
        given["conditions"] = tuple(_pieces(cell))
    return given


def _where(row: Row, style: Style) -> dict[str, Any]:
    """Places by name or code, with a semicolon between; networks as "TR Turkcell; JP NTT"."""
    given: dict[str, Any] = {}
    basis = row.get("places_basis")
    if cell := row.get("places"):
        given = full_list(_pieces(cell), style.language)
    if basis:
        given["places_basis"] = _one_of(PlacesBasis, basis)
    if cell := row.get("networks"):
        named = [piece.partition(" ") for piece in _pieces(cell)]
        given["networks"] = tuple(OfferNetwork(place(code, style.language), name.strip()) for code, _, name in named)
    return given


class _YesNo(StrEnum):
    YES = "yes"
    NO = "no"


def _pieces(cell: Cell) -> list[Cell]:
    return [Cell(piece.strip(), cell.where) for piece in cell.split(";") if piece.strip()]


def _one_of(kind: type[Chosen], cell: Cell) -> Chosen:
    """Raises UnknownWords, with the words that may stand there."""
    try:
        return kind(cell)
    except ValueError:
        known = ", ".join(kind)
        raise UnknownWords(f"not one of {known}", words=cell, where=cell.where) from None
