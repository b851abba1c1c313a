"""A page as the lines of text that a person sees on it, for comparing; markup, scripts and hidden parts left out.

A row of a table is one line, so that a price stays beside its country. A short line with figures elsewhere ("5 USD" on
a card) carries the words above it, so that two cards that swap their prices differ.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from transforms.errors import MatchCount
from transforms.page import Page
from transforms.shapes.element import UNSEEN
from transforms.values.text import clean
from transforms.words import Media

_HIDDEN = UNSEEN | {"head", "noscript", "svg", "iframe", "object", "canvas", "video", "audio", "map"}
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "time", "tt", "u", "var",
    "wbr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What comes and goes with whoever looks, and says nothing of tariffs.
_BANNER = re.compile(r"cookie|consent|onetrust|gdpr|usercentrics", re.IGNORECASE)
_BANNER_MAX = 1500  # a page that calls all of itself "has-cookie-bar" is no banner
_ROW_MAX = 300
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)|(?<=[。！？])")
_LONG = 160
_SHORT = 40
_ABOVE_MAX = 60


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """``words`` of one line; ``above``: for a short line with figures, the words that it belongs to."""

    words: str
    above: str = ""

    def __str__(self) -> str:
        return f"{self.above}: {self.words}" if self.above else self.words


def lines_of(page: Page, region: str = "") -> list[Line]:
    """The lines of a page from top to bottom. ``region`` is the CSS of the only part that counts, of HTML.

    Raises:
        MatchCount: the region is not on the page.
        NotJson, NotPdf: the page is not what it says that it is.
    """
    if page.media is Media.HTML:
        said: Iterable[str] = _html(page, region)
    elif page.media is Media.JSON:
        said = _json(page.json, "")
    else:
        said = page.text.splitlines()
    return list(_under(piece for words in said for piece in _pieces(clean(words))))


def media_of(body: bytes, content_type: str, declared: Media) -> Media:
    """What a page is, where nobody has said so: by its first bytes, then by what its server calls it."""
    if declared is not Media.HTML:
        return declared
    if body.startswith(b"%PDF-"):
        return Media.PDF
    kind = content_type.partition(";")[0].strip().lower()
    if kind.endswith("json"):
        return Media.JSON
    return Media.TEXT if kind in ("text/plain", "text/csv") else Media.HTML


def _pieces(words: str) -> Iterator[str]:
    """A paragraph by its sentences, so that a word that changed does not show all of it."""
    pieces = _SENTENCE.split(words) if len(words) > _LONG else [words]
    yield from (piece.strip() for piece in pieces if any(character.isalnum() for character in piece))


def _under(said: Iterable[str]) -> Iterator[Line]:
    above = ""
    for words in said:
        has_figures = any(character.isdigit() for character in words)
        is_short = has_figures and len(words) < _SHORT and " | " not in words
        yield Line(words, above if is_short else "")
        if not has_figures:
            above = words[:_ABOVE_MAX]


def _json(value: Any, name: str) -> Iterator[str]:
    """A value by line, the names of what it stands in before it; places in lists are left out, since they shift."""
    if isinstance(value, dict):
        texts = {k: v for k, v in value.items() if isinstance(v, str) and not any(c.isdigit() for c in v)}
        for key, inner in (texts | value).items():  # what names the object comes first
            yield from _json(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _json(inner, name)
    else:
        shown = json.dumps(value) if value is None or isinstance(value, bool) else str(value)
        yield f"{name}: {shown}" if name else shown


def _html(page: Page, region: str) -> list[str]:
    root = page.tree.document.getroot()
    if root is None:
        return []
    if not region:
        return _walk(root)
    found = page.tree.select(page.tree.document, region)
    if not found:
        raise MatchCount(f"nothing on the page matches the region {region!r}", where=page.url)
    inner = set(found)
    outer = [one for one in found if not any(above in inner for above in one.iterancestors())]
    return [line for one in outer for line in _walk(one)]


def _walk(top: Any) -> list[str]:
    """The lines below an element, without recursion: hostile pages are deep."""
    rows = {row for row in top.iter("tr") if _is_row(row)}
    out = [""]
    in_row = 0
    walker = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if _is_hidden(element) and element is not top:
                walker.skip_subtree()
                continue
            in_row += element in rows
            _open(out, element.tag, is_in_row=in_row > 0)
            out[-1] += element.text or ""
            continue
        if event == "end" and not _is_hidden(element):
            _close(out, element.tag, is_in_row=in_row > 0, is_row=element in rows)
            in_row -= element in rows
        if element is not top:
            out[-1] += element.tail or ""
    return [line.removesuffix("|").strip() for line in (" ".join(words.split()) for words in out) if line]


def _open(out: list[str], tag: str, *, is_in_row: bool) -> None:
    if tag in _INLINE:
        return
    if is_in_row and tag != "tr":
        out[-1] += " | " if tag in _CELLS and out[-1].strip() else " "
    elif tag in ("sup", "sub"):
        out[-1] += " "
    else:
        out.append("")


def _close(out: list[str], tag: str, *, is_in_row: bool, is_row: bool) -> None:
    if tag in _INLINE:
        return
    if tag in ("sup", "sub") or (is_in_row and not is_row):
        out[-1] += " "
    else:
        out.append("")


def _is_row(row: Any) -> bool:
    """A row of a table that holds facts, not one that lays out the page."""
    return next(row.iterdescendants("table"), None) is None and _is_small(row, _ROW_MAX)


def _is_small(element: Any, most: int) -> bool:
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > most:
            return False
    return True


def _is_hidden(element: Any) -> bool:
    if element.tag in _HIDDEN:
        return True
    held = element.attrib
    if not held:
        return False
    if "hidden" in held or _STYLED_AWAY.search(held.get("style", "")):
        return True
    return bool(_BANNER.search(f"{held.get('id', '')} {held.get('class', '')}")) and _is_small(element, _BANNER_MAX)


def text_of(lines: Sequence[Line]) -> str:
    """All words in their order, without what markup may add or take away."""
    return "".join("".join(line.words.split()) for line in lines).replace("|", "")
