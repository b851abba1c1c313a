"""One list of records as a function of the drafted module: what it yields, in the house's own shapes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.drafting.code import call, quoted
from transforms.drafting.records import Records
from transforms.drafting.roles import Column, Role, place_share, share_of
from transforms.drafting.services import called_of, service_of, service_of_unit, unit_of
from transforms.drafting.style import About
from transforms.values.inside import validity_in, volumes_in
from transforms.words import CalledScope, Service

_SOME = 0.5
_SPAN = re.compile(
    r"day|daily|month|total|tag|monat|jour|mois|día|mes|일|매|총|월|日|天|每|月|hari|bulan", re.IGNORECASE
)


@dataclass
class Reader:
    """``lines`` of the function's body; ``aside``: what its columns hold that are left aside, by name; ``services``:
    the closed table of its labels; ``questions`` for a person."""

    name: str
    lines: list[str] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list is read under: ``usage`` HOME, ROAMING or TRAVEL; ``title`` is for offers without a name."""

    about: About
    usage: str
    title: str = ""
    is_esim: bool = False


def reader_of(records: Records, columns: Sequence[Column], setting: Setting) -> Reader | None:
    """None where no column is a price."""
    prices = [c for c in columns if c.role is Role.PRICE]
    if not prices:
        return None
    is_rates = any(c.is_rate or service_of_unit(c.unit) for c in prices) and all(c.unit != "month" for c in prices)
    if is_rates and (any(c.role is Role.PLACE for c in columns) or _are_services(columns, prices)):
        return _Rates(records, columns, setting).write()
    return _Packs(records, columns, setting).write()


def _are_services(columns: Sequence[Column], prices: Sequence[Column]) -> bool:
    labels = next((c.values for c in columns if c.role is Role.LABEL), [])
    named = sum(service_of(label) is not None for label in labels)
    return named * 2 >= len(labels) > 0 or (bool(prices) and all(service_of_unit(c.unit) for c in prices))


class _Writer:
    def __init__(self, records: Records, columns: Sequence[Column], setting: Setting) -> None:
        self.records, self.columns, self.setting = records, columns, setting
        self.out = Reader(records.name)
        self.taken: set[str] = set()

    def of(self, role: Role) -> list[Column]:
        return [column for column in self.columns if column.role is role]

    def one(self, *roles: Role) -> Column | None:
        return next((column for role in roles for column in self.of(role)), None)

    def ask(self, question: str) -> None:
        self.out.questions.append(question)

    def take(self, column: Column) -> str:
        """Code for the column's cell; one that some rows lack is asked for."""
        self.taken.add(column.name)
        is_always = all(column.name in row for row in self.records.rows)
        return f"row.take({quoted(column.name)})" if is_always else f'(row.get({quoted(column.name)}) or "")'

    def leave_aside(self) -> None:
        """What no field takes: left aside by name, with the form of what it holds."""
        for column in self.columns:
            if column.name not in self.taken and column.values:
                self.out.aside[column.name] = _form(column.values)
                if column.role not in (Role.ASIDE, Role.GENERATION) or _says_much(column):
                    self.ask(f"the column {column.name!r} is left aside ({str(column.values[0][:40])!r} ...)")

    def where(self, label: Column | None) -> list[str]:
        """The place fields as keyword arguments in code."""
        style, place = self.setting.about.style, self.one(Role.PLACE)
        if place is not None:
            cell = self.take(place) + ('.rstrip(". ")' if any(v.endswith(".") for v in place.values) else "")
            return [f"scope={cell}", f"**full_list([{cell}], {quoted(style.language)})"]
        if self.setting.usage == "HOME":
            return []
        if label is not None and place_share(label.values, style) >= _SOME:
            return [f"**sold_in({self.take(label)}, STYLE)"]
        self.ask("no place is named: where does it hold?")
        return []


class _Packs(_Writer):
    """A price, what is in it, how long it lasts."""

    def write(self) -> Reader:
        label, size = self.one(Role.LABEL), self.one(Role.SIZE, Role.SIZE_IN)
        given = [f"usage=Usage.{self.setting.usage}", *(["sim=Sim.ESIM"] if self.setting.is_esim else [])]
        size_code, more = self.size(size, label)
        lasts_code = self.lasts(label, given)
        cost_code = self.cost(given)
        given += self.allowances(more)
        name = self.name(label, size, given)
        given += self.where(label)
        code = self.one(Role.CODE)
        given += [f"code={self.take(code)}"] if code else []
        values = [cost_code, "STYLE", size_code, lasts_code]
        while values[-1] == '""':
            values.pop()
        self.out.lines += call("yield pack", [name, *values, *given])
        self.leave_aside()
        return self.out

    def size(self, column: Column | None, label: Column | None) -> tuple[str, str]:
        """Code for the volume, and for those after the first if some cell holds several."""
        style = self.setting.about.style
        if column is None and label and share_of(label.values, lambda v: volumes_in(v, style)) >= _SOME:
            column = label
        if column is None:
            return '""', ""
        silent = sum(not _SPAN.search(value) for value in column.values)
        if silent and self.setting.usage != "HOME":
            self.ask(f'is "GB" a day or in total? {silent} of {len(column.values)} do not say')
        if column.role is Role.SIZE:
            return self.take(column), ""
        self.out.lines.append(f"sizes = volumes_in({self.take(column)}, STYLE)")
        several = [value for value in column.values if len(volumes_in(value, style)) > 1]
        if several:
            self.ask(f"{str(several[0])!r} holds a second volume: it is read as a bonus")
        return 'sizes[0] if sizes else ""', "sizes[1:]" if several else ""

    def lasts(self, label: Column | None, given: list[str]) -> str:
        style, column = self.setting.about.style, self.one(Role.LASTS, Role.LASTS_IN)
        if column is None:
            is_named = label is not None and share_of(label.values, lambda v: validity_in(v, style)) >= _SOME
            return f"validity_in({self.take(label)}, STYLE)" if label and is_named else '""'
        if column.unit == "days":
            return f'{self.take(column)} + " days"'
        if column.role is Role.LASTS:
            return self.take(column)
        given.append(f"conditions=stated({self.take(column)})")
        return f"validity_in({self.take(column)}, STYLE)"

    def cost(self, given: list[str]) -> str:
        """Code for the price; where more than one amount is meant, "" and the prices among the fields."""
        base, listed = self.of(Role.PRICE)[0], self.one(Role.LIST)
        if base.unit == "month":
            given += ["kind=Kind.PLAN", "data_per=DataPer.MONTH"]
        if base.unit == "day":
            given.append("kind=Kind.DAY_PASS")
        if base.unit:
            given.append(f"price_unit={quoted(base.unit)}")
        if base.name in self.records.struck:
            self.taken.add(base.name)
            given.append(f"prices=now_and_before(*row.struck({quoted(base.name)}), STYLE)")
        elif base.is_rate or base.states:
            self.out.lines.append(f"now = rate({self.take(base)}, STYLE)")
            before = ""
            if listed is not None:
                self.out.lines.append(f"before = {self.take(listed)}")
                before = " + (rate(before, STYLE, PriceRole.LIST).prices if before else ())"
            given += ["price_state=now.state", f"prices=now.prices{before}"]
        elif listed is not None:
            given.append(f"prices=now_and_before({self.take(base)}, {self.take(listed)}, STYLE)")
        else:
            return self.take(base)
        return '""'

    def allowances(self, sizes: str) -> list[str]:
        """What comes beside the main volume."""
        found = [f"*(more for size in {sizes} for more in bonus(size, STYLE))"] if sizes else []
        for column in self.of(Role.BONUS):
            found.append(f"*bonus(row.get({quoted(column.name)}), STYLE, {quoted(column.name)})")
            self.taken.add(column.name)
        for role, name in ((Role.CALLS, "minutes"), (Role.TEXTS, "messages")):
            counted = self.one(role)
            if counted is not None and all(row.get(counted.name) for row in self.records.rows):
                found.append(f"{name}({self.take(counted)}, STYLE)")
        return [f"allowances=({', '.join(found)},)"] if found else []

    def name(self, label: Column | None, size: Column | None, given: list[str]) -> str:
        """Code for the label, and a variant if names alone do not tell the offers apart."""
        heading = next((c for c in self.columns if c.name == "heading" and c is not label), None)
        named = [column for column in (heading, label) if column]
        code = _joined([*(self.take(column) for column in named), *([] if label else [quoted(self.setting.title)])])
        if self.one(Role.CODE) or self.are_apart(named):
            return code
        telling = [c for c in (size, self.one(Role.LASTS, Role.LASTS_IN), *self.of(Role.ASIDE)) if c and c.values]
        for chosen in (*([column] for column in telling), telling[:2]):
            if chosen and self.are_apart([*named, *chosen]):
                given.append(f"variant={_joined([self.take(column) for column in chosen])}")
                return code
        self.ask("two rows have one name: what tells them apart?")
        return code

    def are_apart(self, columns: Sequence[Column]) -> bool:
        words = [tuple(str(row.get(column.name, "")) for column in columns) for row in self.records.rows]
        return len(set(words)) == len(words)


class _Rates(_Writer):
    """What a call, a message or a volume costs, one or more to a row."""

    def write(self) -> Reader:
        label, place, network = self.one(Role.LABEL), self.one(Role.PLACE), self.one(Role.NETWORK)
        there = []
        if place is not None and network is not None:
            seen, language = self.one(Role.SEEN_AS), quoted(self.setting.about.style.language)
            handset = [f"seen_as={self.take(seen)}"] if seen else []
            there = ["**there"]
            self.out.lines += call("there = in_place", [self.take(place), language, self.take(network), *handset])
        else:
            there = self.where(label)
        for column in self.of(Role.PRICE):
            self.price(column, label, there)
        self.leave_aside()
        return self.out

    def price(self, column: Column, label: Column | None, there: list[str]) -> None:
        about, given = self.setting.about, [f"usage=Usage.{self.setting.usage}", *there]
        if label is not None and _are_services([label], []):
            self.services(label, column)
            name, what = self.take(label), ["service", "called", "unit"]
        else:
            service = service_of_unit(column.unit) or service_of(column.name)
            if service is None:
                service = Service.VOICE
                self.ask(f"{column.name!r}: is it for calls, messages or data?")
            called = called_of(column.name, service, about.country, about.style.language)
            name = self.take(label) if label else quoted(re.sub(r"\s*\([^)]*\)\s*$", "", column.name))
            what = [f"Service.{service.name}", _code_of(called), quoted(column.unit or unit_of(service))]
        if label is not None and len(self.of(Role.PRICE)) > 1:
            given.append(f"variant={quoted(column.name)}")
        lines = call("yield per_unit", [name, self.take(column), "STYLE", *what, *given], 8)
        if all(row.get(column.name) for row in self.records.rows):
            self.out.lines += lines
        else:
            self.out.lines += [f"if {self.take(column)}:", *(f"    {line}" for line in lines)]

    def services(self, label: Column, column: Column) -> None:
        """A closed table of the labels: a new one is held, not guessed."""
        if self.out.services:
            return
        about = self.setting.about
        table = self.records.name.upper()
        self.out.lines.insert(0, f'service, called, unit = choose({self.take(label)}, {table}, "the service")')
        for words in dict.fromkeys(map(str, label.values)):
            service = service_of(words)
            if service is None:
                service = Service.DATA
                self.ask(f"{words!r}: is it for calls, messages or data?")
            called = called_of(words, service, about.country, about.style.language)
            unit = column.unit if service_of_unit(column.unit) is service else unit_of(service)
            self.out.services[words] = f"(Service.{service.name}, {_code_of(called)}, {quoted(unit)})"


def _code_of(scope: CalledScope | None) -> str:
    return f"CalledScope.{scope.name}" if scope else "None"


def _form(values: Sequence[str]) -> str:
    """A regular expression for what an ignored column holds, where that is codes; "" for words of any kind."""
    if all(re.fullmatch(r"[*#\d]+", v) for v in values):
        return r"[*#\d]+"
    if all(re.fullmatch(r"\w+", v) for v in values):
        return r"\w+"
    return re.escape(values[0]) if len(set(values)) == 1 else ""


def _says_much(column: Column) -> bool:
    """Does it hold numbers that may be a price, a volume or a time?"""
    told = [v for v in column.values if re.search(r"\d", v) and not re.fullmatch(r"[*#\d]+|[\w/-]{8,}", v)]
    return len(set(told)) > 1


def _joined(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else f'" ".join([{", ".join(codes)}])'
