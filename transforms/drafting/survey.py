"""A page looked at as a careful person would: what is on it that could be read, and what stands in the way."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from babel.core import Locale, UnknownLocaleError

from transforms.decode import decode
from transforms.drafting.module import Draft, Wanted, draft
from transforms.drafting.records import Records, find_records
from transforms.drafting.roles import Role, columns_of
from transforms.drafting.style import About, about
from transforms.errors import ReadError
from transforms.identify import SHELL_WORDS, count_of, wall
from transforms.page import Page
from transforms.read import Problem
from transforms.values.amounts import marks
from transforms.words import Media

_SISTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """``problem``: why it is not the page that was meant. ``found``: what is on it, each in a few words. ``draft``: a
    module for what of it has prices, if anything has."""

    about: About | None = None
    problem: Problem | None = None
    found: tuple[str, ...] = ()
    first_rows: tuple[str, ...] = ()
    language: str = ""
    encoding: str = ""
    draft: Draft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a person says of the page; "" where nothing is said."""

    country: str = ""
    currency: str = ""
    language: str = ""


def look_over(page: Page, wanted: Wanted, hints: Hints) -> Seen:
    """Never raises: what a page does becomes a named problem."""
    try:
        return _look_over(page, wanted, hints)
    except ReadError as error:
        return Seen(problem=Problem(error.code, str(error), error.words, error.where))
    except Exception as error:  # a page that breaks our looking is a finding about it
        return Seen(problem=Problem("parser_fault", f"it cannot be taken apart: {type(error).__name__}: {error}"))


def _look_over(page: Page, wanted: Wanted, hints: Hints) -> Seen:
    if not page.body.strip():
        return Seen(problem=Problem("empty", "the page has no content"))
    if page.media is Media.HTML:
        wall(page, is_strange=count_of(page.words) < SHELL_WORDS)
    known = about(page, wanted.url, country=hints.country, currency=hints.currency, language=hints.language)
    lists = [records for records in find_records(page, known.style) if records.rows]
    made = draft(page, known, wanted)
    read = made.lists if made else ()
    return Seen(
        about=known, found=(*_found(page, known, lists), *_sisters(page, wanted.url)),
        first_rows=tuple(" | ".join(f"{n}: {v}" for n, v in r.rows[0].items() if v)[:160] for r in read),
        language=_language_name(known.style.language), encoding=_encoding(page), draft=made,
    )  # fmt: skip


def _found(page: Page, known: About, lists: list[Records]) -> list[str]:
    told = []
    for records in lists:
        is_priced = any(column.role is Role.PRICE for column in columns_of(records, known.style))
        with_price = f" with a price ({known.style.currency})" if is_priced else ""
        told.append(f"{records.told}: {len(records.rows)} rows{with_price}")
    if page.media is Media.HTML and not any("with a price" in words for words in told):
        signs = marks(known.style)
        count = len(re.findall(rf"(?:{signs}) ?\d|\d ?(?:{signs})(?![^\W\d_])", page.words))
        if count:
            told.append(f"{count} amounts in prose or in single places, in no list")
    return told


def _sisters(page: Page, url: str) -> list[str]:
    """Other pages of one kind with this one: links to the same folder of the same host."""
    if page.media is not Media.HTML:
        return []
    here = urlsplit(url)
    folders: Counter[str] = Counter()
    linked = set()
    for link in page.tree.select(page.tree.document, "a[href]"):
        there = urlsplit(urljoin(url, page.tree.attributes(link)["href"].strip()))
        path = there.path.rstrip("/")
        if there.hostname == here.hostname and path and path != here.path.rstrip("/") and path not in linked:
            linked.add(path)
            folders[path.rpartition("/")[0]] += 1
    folder = here.path.rstrip("/").rpartition("/")[0]
    count = folders[folder]
    return [f"{count} sister pages linked, in {folder}/"] if folder and count >= _SISTERS else []


def _encoding(page: Page) -> str:
    if page.media is Media.PDF:
        return "PDF"
    read = decode(page.body, page.content_type)
    lost = f", {read.replaced} characters unreadable" if read.replaced else ""
    return f"{read.used} ({read.declared or 'not declared'}){lost}"


def _language_name(language: str) -> str:
    try:
        return Locale.parse(language).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
