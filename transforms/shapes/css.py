"""The plain part of CSS over lxml: types, ids, classes, attributes, descendants, children, neighbours, words.

Whatever else a selector holds is left to soupsieve (:func:`parse` gives None), so there is one meaning of a selector.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bs4.builder import HTMLTreeBuilder
from lxml import etree

_COMPOUND = re.compile(
    r"""(?P<tag>[A-Za-z][A-Za-z0-9]*|\*)(?![\w|\\-])|\#(?P<id>[A-Za-z_][\w-]*)(?!\\)|\.(?P<class>[A-Za-z_][\w-]*)(?!\\)
    |\[\ *(?P<name>[A-Za-z][A-Za-z0-9-]*)\ *(?:(?P<sign>[~^$*]?=)\ *
    (?:"(?P<double>[^"\\]+)"|'(?P<single>[^'\\]+)'|(?P<bare>[A-Za-z_][\w-]*))\ *)?\]
    |:-soup-contains\(\ *(?:"(?P<words>[^"\\]+)"|'(?P<words1>[^'\\]+)')\ *\)""",
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*([>+,])\s*|\s+|$")
_LISTS = {(tag, name) for tag, names in HTMLTreeBuilder.DEFAULT_CDATA_LIST_ATTRIBUTES.items() for name in names}
_SIGNS: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__, "^=": str.startswith, "$=": str.endswith, "*=": str.__contains__,
    "~=": lambda value, word: word in re.split("[ \t\r\n\f]", value),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compound:
    """``relation`` is how ``left`` stands to it: " ", ">" or "+"."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    words: tuple[str, ...]
    relation: str = ""
    left: "Compound | None" = None


@lru_cache(maxsize=1024)
def parse(css: str) -> tuple[Compound, ...] | None:
    """A selector's parts between commas, or None where soupsieve has to read it."""
    parts: list[Compound] = []
    left, relation, at = None, "", 0
    css = css.strip()
    while at < len(css):
        compound, at = _compound(css, at)
        joint = _NEXT.match(css, at) if compound else None
        if compound is None or joint is None:
            return None
        ids, classes, attributes, words, tag = compound
        left = Compound(tag, ids, classes, attributes, words, relation, left)
        at = joint.end()
        relation = joint[1] or " "
        if relation == "," or at == len(css):
            parts.append(left)
            left = None
            relation = "" if relation == "," else relation
            if at == len(css) and joint[1]:
                return None  # ends in a sign: soupsieve says what is wrong
    return tuple(parts) or None


_Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str, str], ...], tuple[str, ...], str]


def _compound(css: str, at: int) -> tuple[_Parts | None, int]:
    tag, ids, classes, attributes, words, begun = "", [], [], [], [], at
    while found := _COMPOUND.match(css, at):
        if found["tag"]:
            if at != begun:
                return None, at
            tag = found["tag"].lower()
        elif found["id"]:
            ids.append(found["id"])
        elif found["class"]:
            classes.append(found["class"])
        elif found["name"]:
            sign, value = found["sign"] or "", found["double"] or found["single"] or found["bare"] or ""
            name = found["name"].lower()
            if (sign and name == "type") or (sign == "~=" and re.search(r"\s", value)):
                return None, at  # compared without regard to case; never true
            attributes.append((name, sign, value))
        else:
            words.append(found["words"] or found["words1"])
        at = found.end()
    if at == begun:
        return None, at
    return (tuple(ids), tuple(classes), tuple(attributes), tuple(words), tag if tag != "*" else ""), at


def select(element: etree._Element, parts: tuple[Compound, ...], *, with_self: bool) -> Iterator[etree._Element]:
    """The matches below the element in order. lxml finds those that could be; each is then looked at."""
    if len(parts) == 1:
        last = parts[0]
        for candidate in _candidates(element, last, with_self):
            if _is(candidate, last):
                yield candidate
        return
    tags = {part.tag for part in parts}
    names = (etree.Element,) if "" in tags else tuple(sorted(tags))
    for candidate in element.iter(*names):
        if (with_self or candidate is not element) and any(_is(candidate, part) for part in parts):
            yield candidate


def _candidates(element: etree._Element, part: Compound, with_self: bool) -> Iterator[etree._Element]:
    if part.ids or part.classes or part.attributes:
        found: list[etree._Element] = _xpath(part, with_self)(element)  # type: ignore[assignment]
        return iter(found)
    names = (part.tag,) if part.tag else (etree.Element,)
    return element.iter(*names) if with_self else element.iterdescendants(*names)


@lru_cache(maxsize=1024)
def _xpath(part: Compound, with_self: bool) -> etree.XPath:
    """Finds every match, and perhaps others."""
    wanted = [f"@id='{name}'" for name in part.ids]  # names hold no quotes
    wanted += [f"contains(@class,'{name}')" for name in part.classes]
    wanted += [f"@{name}" for name, _, _ in part.attributes]
    axis = "descendant-or-self" if with_self else "descendant"
    return etree.XPath(f"{axis}::{part.tag or '*'}" + "".join(f"[{test}]" for test in wanted))


def _is(element: etree._Element, part: Compound) -> bool:
    if part.tag and element.tag != part.tag:
        return False
    get = element.get
    if part.ids and any(get("id") != name for name in part.ids):
        return False
    if part.classes:
        classes = (get("class") or "").split()
        if any(name not in classes for name in part.classes):
            return False
    for name, sign, wanted in part.attributes:
        value = get(name)
        if value is None:
            return False
        if ("*", name) in _LISTS or (element.tag, name) in _LISTS:
            value = " ".join(value.split())
        if sign and not _SIGNS[sign](value, wanted):
            return False
    if part.words:
        content = str(_ALL(element))
        if any(words not in content for words in part.words):
            return False
    return part.left is None or _is_placed(element, part.left, part.relation)


def _is_placed(element: etree._Element, left: Compound, relation: str) -> bool:
    if relation == "+":
        before = next(element.itersiblings(etree.Element, preceding=True), None)
        return before is not None and _is(before, left)
    parent = element.getparent()
    if relation == ">":
        return parent is not None and _is(parent, left)
    while parent is not None:
        if _is(parent, left):
            return True
        parent = parent.getparent()
    return False


# Comments are no part of an element's string; scripts are, as in soupsieve.
_ALL = etree.XPath("string(.)", smart_strings=False)
