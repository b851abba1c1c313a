"""What each column of a list of records is, found out by reading all of its cells the way a parser would."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from transforms.drafting.records import PRICE_NAME, Records
from transforms.errors import CellError
from transforms.places import place
from transforms.shapes.networks import generations
from transforms.shapes.said import sold_in
from transforms.values import Style, clean, data, messages, minutes, rate, unit, validity
from transforms.values.currency_words import written
from transforms.values.inside import validity_in, volumes_in
from transforms.values.text import Cell
from transforms.words import PriceState


class Role(StrEnum):
    """What a column is. SIZE and LASTS are whole cells, SIZE_IN and LASTS_IN stand among other words."""

    PRICE = "price"
    LIST = "list"
    SIZE = "size"
    SIZE_IN = "size_in"
    LASTS = "lasts"
    LASTS_IN = "lasts_in"
    PLACE = "place"
    CALLS = "calls"
    TEXTS = "texts"
    NETWORK = "network"
    SEEN_AS = "seen_as"
    GENERATION = "generation"
    BONUS = "bonus"
    CODE = "code"
    LABEL = "label"
    ASIDE = "aside"


@dataclass
class Column:
    """``unit``: what a price buys, if its cells or its head say; ``share`` of the cells that are of the role."""

    name: str
    role: Role
    share: float = 1.0
    unit: str = ""
    is_rate: bool = False
    states: bool = False
    values: list[Cell] = field(default_factory=list)


_MOST, _SOME = 0.75, 0.4
_DAYS_MOST = 1000
_LIST_NAME = re.compile(
    r"\blist|regular|original|\bwas\b|before|old\b|through|strike|rrp|normal|정가|정상|기존|通常|原价|statt",
    re.IGNORECASE,
)
_MEMBER_NAME = re.compile(r"member|app|pass|benefit|coupon|vip|회원", re.IGNORECASE)
_LABEL_NAME = re.compile(
    r"name|title|plan|offer|product|package|paket|service|layanan|tariff|요금제|상품|heading|strong|label|プラン|套餐"
    r"|forfait|tarif|oferta|pakiet",
    re.IGNORECASE,
)
_CALLS_NAME = re.compile(r"voice|call|minute|talk|음성|통화|音声|通話|anruf|appel|llamad|nelpon|menit", re.IGNORECASE)
_TEXTS_NAME = re.compile(r"sms|text|message|letter|문자|메시지|短信", re.IGNORECASE)
_NETWORK_NAME = re.compile(r"operator|network|carrier|provider|netz|réseau|통신사|망|キャリア", re.IGNORECASE)
_SEEN_NAME = re.compile(r"handset|display|tampil", re.IGNORECASE)
_BONUS_NAME = re.compile(r"bonus|extra|gift|free|promo|on-campus|gratis|추가", re.IGNORECASE)
_DATA_NAME = re.compile(r"data|volume|size|quota|allowance|kuota|데이터|용량|gb\b", re.IGNORECASE)
_CODE_NAME = re.compile(r"(?:^|_|[a-z])(?:id|sku|code)$", re.IGNORECASE)
_DAYS_NAME = re.compile(r"period|days|validity|duration|gün|일수|기간", re.IGNORECASE)


def columns_of(records: Records, style: Style) -> list[Column]:
    """Every column with what it is; the one base price first decided, the others around it."""
    columns = [_column(records, name, style) for name in records.columns]
    _one_price(columns, records)
    _one(columns, Role.SIZE, Role.BONUS, _DATA_NAME)
    _one(columns, Role.LASTS, Role.ASIDE, _DAYS_NAME)
    _label(columns, records, style)
    return columns


def _column(records: Records, name: str, style: Style) -> Column:
    values = records.values(name)
    made = Column(name, Role.ASIDE, values=values)
    if not values or (len(set(values)) == 1 and len(values) > 2 and not any(c.isdigit() for c in values[0])):
        return made
    for find in (_price, _by_name, _size, _lasts, _place):
        if find(made, records, style):
            return made
    return made


def share_of(values: Sequence[Cell], read: Callable[[Cell], Any]) -> float:
    """How many of the cells are read as something."""
    good = 0
    for value in values:
        with suppress(CellError):
            good += bool(read(value))
    return good / len(values) if values else 0.0


def _price(column: Column, records: Records, style: Style) -> bool:
    signs = written(style.currency)
    is_named = bool(PRICE_NAME.search(column.name)) or any(_is_word(sign, column.name) for sign in signs)
    rates = []
    for value in column.values:
        with suppress(CellError):
            rates.append(rate(value, style))
    units = {r.unit for r in rates if r.unit}
    states = any(r.state is not PriceState.STATED for r in rates)
    least = _SOME if units and states else _MOST  # a column of rates may say in many words that there is none
    if len(rates) < len(column.values) * least or not any(r.price for r in rates):
        return False
    if not is_named and sum(_has_sign(value, signs) for value in column.values) * 2 < len(column.values):
        return False
    column.share = len(rates) / len(column.values)
    column.unit = next(iter(units)) if len(units) == 1 else ""
    column.is_rate, column.states = bool(units), states
    column.unit = column.unit or unit_of_head(column.name, style)
    column.role = Role.LIST if _LIST_NAME.search(column.name) else Role.PRICE
    return True


def _is_word(sign: str, words: str) -> bool:
    edge = r"(?![^\W\d_])" if sign[-1].isalpha() else ""
    return bool(re.search(rf"(?<![^\W\d_]){re.escape(sign)}{edge}", words))


def _has_sign(value: str, signs: Iterable[str]) -> bool:
    """Does a currency's sign stand beside a number? One Latin letter only right before it."""
    for sign in signs:
        is_letter = len(sign) == 1 and sign.isascii() and sign.isalpha()
        if re.search(rf"(?<![^\W\d_]){re.escape(sign)}{'' if is_letter else ' ?'}\d", value):
            return True
        if not is_letter and re.search(rf"\d ?{re.escape(sign)}", value):
            return True
    return "%" not in value and not any(c.isdigit() for c in value)


def unit_of_head(head: str, style: Style) -> str:
    """The unit that a head names: "... (per menit)", "monthly cost(N)"."""
    signs = "|".join(re.escape(sign) for sign in sorted(written(style.currency), key=len, reverse=True))
    for piece in [*re.findall(r"\(([^)]*)\)", head), head, re.sub(rf"^(?:{signs})\.?\s*", "", head)]:
        with suppress(CellError):
            return unit(Cell(piece), style)
    return "month" if re.search(r"month|월|bulanan|monat|mois|mensual", head, re.IGNORECASE) else ""


def _by_name(column: Column, records: Records, style: Style) -> bool:
    """Columns whose names say what their cells alone do not."""
    name, values = column.name, column.values
    found: Role | None = None
    if _CALLS_NAME.search(name) and share_of(values, lambda v: minutes(v, style)) >= _MOST:
        found = Role.CALLS
    elif (
        _TEXTS_NAME.search(name) and share_of(values, lambda v: messages(v, style)) >= _MOST and not _is_serial(values)
    ):
        found = Role.TEXTS
    elif _SEEN_NAME.search(name):
        found = Role.SEEN_AS
    elif _NETWORK_NAME.search(name) and not any(value[:1] in "[{" or len(value) < 2 for value in values):
        found = Role.NETWORK
    elif share_of(values, generations) == 1:
        found = Role.GENERATION
    elif records.kind == "data" and _CODE_NAME.search(name) and len(set(values)) == len(records.rows):
        found = Role.CODE
    elif _DAYS_NAME.search(name) and all(v.isdigit() and int(v) < _DAYS_MOST for v in values):
        found = Role.LASTS
        column.unit = "days"
    column.role = found or column.role
    return found is not None


def _is_serial(values: Iterable[str]) -> bool:
    """Codes to send rather than numbers of messages: bare numbers that hardly repeat."""
    found = list(values)
    return all(v.isdigit() for v in found) and len(set(found)) * 2 > len(found)


def _size(column: Column, records: Records, style: Style) -> bool:
    values = column.values
    whole = share_of(values, lambda v: data(v, style))
    inside = share_of(values, lambda v: volumes_in(v, style))
    if max(whole, inside) < _MOST or all(v.isdigit() for v in values) or not _is_short(values):
        return False
    if whole < _SOME and not _DATA_NAME.search(column.name):
        return False
    column.role = Role.SIZE if whole >= inside else Role.SIZE_IN
    column.share = max(whole, inside)
    if _BONUS_NAME.search(column.name) and whole == 1:
        column.role = Role.BONUS
    return True


def _lasts(column: Column, records: Records, style: Style) -> bool:
    values = column.values
    share = share_of(values, lambda v: validity(v, style))
    if share >= _MOST:
        column.role = Role.LASTS if share == 1 else Role.LASTS_IN
        return True
    if share_of(values, lambda v: validity_in(v, style)) >= 0.5 and share_of(values, len) and _is_short(values):
        column.role = Role.LASTS_IN
        return True
    return False


def _is_short(values: Sequence[str]) -> bool:
    return sum(map(len, values)) < 60 * len(values)


def _place(column: Column, records: Records, style: Style) -> bool:
    share = share_of(column.values, lambda v: place(v.rstrip(". "), style.language))
    column.share = share if share >= _MOST else column.share
    column.role = Role.PLACE if share >= _MOST else column.role
    return share >= _MOST


def _one_price(columns: Sequence[Column], records: Records) -> None:
    """Of several prices that are no rates side by side, the one that everybody pays; the rest are left to a person."""
    prices = [column for column in columns if column.role is Role.PRICE]
    if any(c.role is Role.PLACE for c in columns) or sum(c.is_rate or c.states for c in prices) > 1:
        return
    plain = [c for c in prices if not _MEMBER_NAME.search(c.name)] or prices
    base = next((c for c in plain if clean(c.name).casefold() in ("price", "amount", "cost")), next(iter(plain), None))
    for column in prices:
        if column is not base:
            column.role = Role.ASIDE


def _one(columns: Sequence[Column], role: Role, otherwise: Role, named: re.Pattern[str]) -> None:
    found = [column for column in columns if column.role is role]
    best = next((c for c in found if c.name.casefold() in ("data", "size", "validity", "days")), None)
    best = best or next((c for c in found if named.search(c.name)), next(iter(found), None))
    for column in found:
        if column is not best:
            column.role = otherwise


def _label(columns: Sequence[Column], records: Records, style: Style) -> None:
    """The column that names the offer: by its name, else the first of words that differ from row to row."""
    free = [c for c in columns if c.role in (Role.ASIDE, Role.SIZE_IN, Role.LASTS_IN) and c.values]
    telling = [c for c in free if len(c.values) * 4 >= len(records.rows) * 3 and _is_worded(c) and not _is_key(c)]
    named = [c for c in telling if _LABEL_NAME.search(c.name) and c.role is not Role.SIZE and _varies(c)]
    worded = [c for c in telling if c.role is Role.ASIDE and _varies(c) and _is_short(c.values)]
    chosen = next(iter([*sorted(named, key=_likely), *worded]), None)
    if chosen is not None:
        chosen.role = Role.LABEL


def _is_worded(column: Column) -> bool:
    """Words, not numbers with a sign: two letters a cell at least."""
    return sum(map(str.isalpha, "".join(column.values))) >= 2 * len(column.values)


def _is_key(column: Column) -> bool:
    """What is sent or pressed to buy."""
    named = re.search(r"code|ussd|keyword|activat|sms to|button|link|url|image|buy", column.name, re.IGNORECASE)
    return bool(named) or all(" " not in v and re.search(r"[*#<>:/]", v) for v in column.values)


def _likely(column: Column) -> tuple[bool, float]:
    """A name rather than a description, and never a code or a link."""
    return bool(re.search(r"desc|note|link|url|image|button", column.name, re.IGNORECASE)), -len(set(column.values))


def _varies(column: Column) -> bool:
    return len(set(column.values)) > 1


def place_share(values: Sequence[Cell], style: Style) -> float:
    """How many of the labels say where they hold: by a place among other words, or by a count of places."""
    return share_of(values, lambda v: sold_in(v, style))
