"""A drafted source: its module as text, put together from what was found on a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.drafting.address import NOWHERE
from transforms.drafting.code import imports, plain_tuple, quoted, table
from transforms.drafting.readers import Reader, Setting, reader_of
from transforms.drafting.records import Records, find_records
from transforms.drafting.roles import Column, Role, columns_of, place_share
from transforms.drafting.style import About
from transforms.page import Page
from transforms.words import Media

_ESIM = re.compile(r"\be-?sim\b", re.IGNORECASE)
_ABROAD = re.compile(
    r"roaming|abroad|\btravel|로밍|해외|ローミング|海外|漫游|漫遊|ausland|étranger|extranjero|estero|luar negeri"
    r"|yurt ?dışı|za granic|за границ|роуминг",
    re.IGNORECASE,
)
_SOME = 0.4


@dataclass(frozen=True, slots=True)
class Draft:
    """``text`` of the module; ``lists`` that it reads, ``others`` on the page; ``questions`` left to a person, each of
    which stands in the text."""

    text: str
    lists: tuple[Records, ...]
    others: tuple[Records, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the drafted source is to be called."""

    id: str
    carrier: str
    url: str
    today: str


Read = tuple[Records, Reader]


def draft(page: Page, about: About, wanted: Wanted) -> Draft | None:
    """A module for the lists with prices on a page, or None where there is none."""
    lists = [records for records in find_records(page, about.style) if records.rows]
    columns = {records.name: columns_of(records, about.style) for records in lists}
    setting = _setting(page, about, wanted, columns.values())
    found: list[Read] = []
    for records in lists:
        titled = replace(setting, title=records.heading or wanted.carrier)
        reader = reader_of(records, columns[records.name], titled)
        if reader is not None:
            found.append((records, reader))
    chosen = _chosen(found)
    if not chosen:
        return None
    code = "\n".join([*_source(page, setting, wanted, chosen), *_parse(chosen, lists), *_readers(chosen)])
    head = [
        f'"""{wanted.id}: drafted by `roamledger add` from its page of {wanted.today}.', "",
        'What is marked "to decide" needs a person, and so does every row of the golden file beside it.', '"""', "",
    ]  # fmt: skip
    return Draft(
        "\n".join([*head, *imports(code), "", code, ""]),
        tuple(records for records, _ in chosen),
        tuple(records for records in lists if records not in [known for known, _ in chosen]),
        tuple(question for _, reader in chosen for question in reader.questions),
    )


def _chosen(found: list[Read]) -> list[Read]:
    """All tables with prices; of cards and data, which mostly say the same twice, the longest list."""
    tables = [pair for pair in found if pair[0].kind == "table"]
    others = sorted((pair for pair in found if pair[0].kind != "table"), key=lambda pair: -len(pair[0].rows))
    in_tables = sum(len(records.rows) for records, _ in tables)
    return tables if tables and (not others or in_tables >= len(others[0][0].rows)) else others[:1]


def _setting(page: Page, about: About, wanted: Wanted, lists: Iterable[Sequence[Column]]) -> Setting:
    """At home or abroad: as the lists name places, and as title, headings and address speak of travelling."""
    columns = [column for known in lists for column in known]
    labels = [column for column in columns if column.role is Role.LABEL]
    said = f"{wanted.url} {wanted.carrier} {' '.join(_headings(page))}"
    is_esim = bool(_ESIM.search(said)) or any("esim" in column.name.casefold() for column in columns)
    by_place = any(column.role is Role.PLACE for column in columns)
    by_name = any(place_share(column.values, about.style) >= _SOME for column in labels)
    if by_name and not by_place:
        return Setting(about, "TRAVEL", is_esim=is_esim)
    is_abroad = by_place or bool(_ABROAD.search(said))
    return Setting(about, "ROAMING" if is_abroad else "HOME", is_esim=is_esim and is_abroad)


def _headings(page: Page) -> list[str]:
    if page.media is not Media.HTML:
        return []
    return [str(node.text()) for tag in ("title", "h1", "h2") for node in page.all(tag, at_least=0)][:20]


def _source(page: Page, setting: Setting, wanted: Wanted, chosen: Sequence[Read]) -> list[str]:
    about, rows = setting.about, sum(len(records.rows) for records, _ in chosen)
    country = about.country if about.country != NOWHERE else wanted.id[:2].upper()
    media = "" if page.media is Media.HTML else f", media=Media.{page.media.name}"
    kind = ", carrier_type=CarrierType.ESIM_SELLER" if setting.is_esim else ""
    marks = "".join(
        f", {name}={quoted(getattr(about.style, name))}"
        for name, usual in (("language", "en"), ("decimal", "."), ("grouping", ","))
        if getattr(about.style, name) != usual
    )
    return [
        "SOURCE = Source(",
        f"    carrier={quoted(wanted.carrier)}, home_country={quoted(country)}{kind}, status=SourceStatus.OFF,",
        f"    style=(STYLE := Style(currency={quoted(about.style.currency)}{marks})),",
        f"    parts=(Part(urls=({quoted(wanted.url)},){media}),),",
        f"    expect=Expect(rows_min={max(1, rows // 2)}, rows_max={rows * 4 + 20},",
        f"                  landmarks={plain_tuple(_landmarks(page, chosen[0][0]))}))",
    ]


def _landmarks(page: Page, records: Records) -> tuple[str, ...]:
    """Words that stood on the page and that no tariff changes: heads of columns, names of data, the first heading."""
    if page.media is Media.HTML and records.kind != "table":
        headings = [words for words in _headings(page) if 3 < len(words) < 60 and not any(map(str.isdigit, words))]
        return tuple(words for words in headings if words.casefold() in page.words.casefold())[:1]
    told = [name for name in records.selects if len(name) > 3] if records.kind == "table" else list(records.columns)
    text = page.words if page.media is Media.HTML else page.text
    return tuple(name for name in told if name.casefold() in text.casefold() and not name.startswith("#"))[:2]


def _parse(chosen: Sequence[Read], lists: Sequence[Records]) -> list[str]:
    lines: list[str] = []
    is_tables = chosen[0][0].kind == "table"
    for records, reader in chosen:
        lines += table(reader.name.upper(), reader.services) if reader.services else []
        lines += table("CARD", {n: quoted(css) for n, css in records.cards.fields.items()}) if records.cards else []
    if not is_tables:
        records, reader = chosen[0]
        lines += table("ASIDE", {name: quoted(form) for name, form in reader.aside.items()}) if reader.aside else []
        aside = ", ASIDE" if reader.aside else ""
        return [
            *lines, "", "", "def parse(pages: Pages) -> Iterator[Offer]:", *_rows(records),
            f"    yield from pages.only.each(rows, {reader.name}{aside})",
        ]  # fmt: skip
    names = {reader.name for _, reader in chosen}
    kinds = {reader.name: plain_tuple(records.selects) for records, reader in chosen}
    others = [records for records in lists if records.kind == "table" and records.name not in names]
    kinds |= {f"-{other.name}": plain_tuple(other.selects) for other in others}
    ignored = {
        reader.name: "{" + ", ".join(f"{quoted(n)}: {quoted(f)}" for n, f in reader.aside.items()) + "}"
        for _, reader in chosen
    }  # fmt: skip
    return [
        *lines, *table("TABLES", kinds), *table("ASIDE", ignored), "", "",
        "def parse(pages: Pages) -> Iterator[Offer]:",
        f"    read = {{{', '.join(f'{quoted(reader.name)}: {reader.name}' for _, reader in chosen)}}}",
        "    for kind, table in pages.only.tables(TABLES):",
        "        yield from pages.only.each(table.rows(), read[kind], ASIDE[kind])",
    ]  # fmt: skip


def _rows(records: Records) -> list[str]:
    cards = records.cards
    if cards and cards.group:
        return [
            f"    rows = [card.card(CARD, heading=group.text({quoted(cards.heading)}))",
            f"            for group in pages.only.all({quoted(cards.group)})",
            f"            for card in group.all({quoted(cards.css)}, at_least=0)]",
        ]
    if cards:
        return [f"    rows = [card.card(CARD) for card in pages.only.all({quoted(cards.css)})]"]
    if records.kind == "csv":
        return [f"    rows = pages.only.csv({quoted(records.selects[0])})"]
    said, pointer = records.selects
    if said == "page.json":
        return [f"    rows = pages.only.records({quoted(pointer)})"]
    return [f"    rows = records({said.replace('page.', 'pages.only.', 1)}, {quoted(pointer)})"]


def _readers(chosen: Sequence[Read]) -> list[str]:
    lines = []
    for records, reader in chosen:
        lines += ["", "", f"def {reader.name}(row: {'TableRow' if records.struck else 'Row'}) -> Iterator[Offer]:"]
        lines += [f"    # to decide: {' '.join(question.split())}" for question in reader.questions]
        lines += [f"    {line}" for line in reader.lines]
    return lines
