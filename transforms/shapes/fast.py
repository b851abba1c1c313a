"""Pages through lxml: 8 to 17 times as fast as Beautiful Soup (performance.md 3), and nothing lost on deep ones."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from bs4 import BeautifulSoup, Tag
from lxml import etree

from transforms.errors import MatchCount
from transforms.shapes import css as plain_css
from transforms.shapes.element import BREAKS, UNSEEN
from transforms.values.text import Cell

_TEXTS = etree.XPath("descendant-or-self::text()[not(parent::script or parent::style)]", smart_strings=False)
# Elements whose text counts as unseen however deep it stands below them, unlike a script's.
_DEEP = ("template", "rt", "rp")
_CELLS = frozenset({"td", "th"})
_IN_CELL = UNSEEN | {"table"}


class Fast:
    """See :class:`~transforms.shapes.element.Tree`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.seen: list[Any] = []
        self.notes: list[tuple[Sequence[Cell], set[str]]] = []
        self._root = _parse(text)
        self.document: Any = etree.ElementTree(self._root)
        self._is_odd = self._root is not None and next(self._root.iter(*_DEEP), None) is not None

    def select(self, element: Any, css: str) -> list[Any]:
        if self._root is None:
            return []
        parts = plain_css.parse(css)
        if parts is None or (self._is_odd and ":" in css):
            return self._by_soupsieve(element, css)
        is_whole = element is self.document
        found = list(plain_css.select(self._root if is_whole else element, parts, with_self=is_whole))
        if self._is_odd:  # what a template holds is no part of the page
            found = [one for one in found if next(one.iterancestors("template"), None) is None]
        return found

    def words(self, element: Any) -> str:
        if element is self.document:
            if self._root is None:
                return ""
            element = self._root
        tag = element.tag
        if self._is_unseen(element):
            return ""
        if not len(element):
            return element.text or ""
        if tag in _CELLS:
            return " ".join(_walk(element, _IN_CELL))
        if self._is_odd:
            return " ".join(_walk(element, UNSEEN))
        return " ".join(cast("list[str]", _TEXTS(element)))

    def lines(self, element: Any) -> list[str]:
        if element is self.document:
            return [] if self._root is None else self.lines(self._root)
        if self._is_unseen(element):
            return []
        lines = [element.text or ""]
        walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if node is element:
                continue
            if event == "start":
                if node.tag in BREAKS:
                    lines.append("")
                if node.tag not in UNSEEN:
                    lines[-1] += node.text or ""
                elif len(node):
                    walker.skip_subtree()
            else:
                lines[-1] += node.tail or ""
        return [line for line in (" ".join(x.split()) for x in lines) if line]

    def own(self, element: Any, names: Sequence[str], within: str) -> list[Any]:
        if element is self.document or element.tag != within:
            return []
        if next(element.iterdescendants(within), None) is None:
            return list(element.iterdescendants(*names))
        found, open_ = [], [iter(element)]  # not into the others: 5,000 tables in each other are no 25 million rows
        while open_:
            child = next(open_[-1], None)
            if child is None:
                open_.pop()
                continue
            if child.tag in names:
                found.append(child)
            if child.tag != within and len(child):
                open_.append(iter(child))
        return found

    def above(self, element: Any, name: str) -> Any | None:
        return None if element is self.document else next(element.iterancestors(name), None)

    def children(self, element: Any) -> list[Any]:
        if element is self.document:
            return [] if self._root is None else [self._root]
        return [one for one in element if isinstance(one.tag, str)]

    def name(self, element: Any) -> str:
        return "[document]" if element is self.document else str(element.tag)

    def attributes(self, element: Any) -> Mapping[str, str]:
        return {} if element is self.document else cast("Mapping[str, str]", element.attrib)

    def source(self, element: Any) -> str:
        return element.text or ""

    def _is_unseen(self, element: Any) -> bool:
        if element.tag in UNSEEN:
            return True
        return self._is_odd and next(element.iterancestors(*_DEEP), None) is not None

    def _by_soupsieve(self, element: Any, css: str) -> list[Any]:
        elements, tags = self._twin
        start = 0 if element is self.document else next(i for i, one in enumerate(elements) if one is element)
        places = {id(tag): i for i, tag in enumerate(tags)}
        return [elements[places[id(tag)]] for tag in tags[start].select(css)]

    @cached_property
    def _twin(self) -> tuple[list[Any], list[Tag]]:
        """Every element here and in Beautiful Soup, in one order, for selectors beyond css.py. Raises MatchCount."""
        soup = BeautifulSoup(self._text, "lxml")
        elements = [self.document, *self._root.iter(etree.Element)]
        tags = [soup, *soup.find_all(True)]
        if [one.tag for one in elements[1:]] != [tag.name for tag in tags[1:]]:
            raise MatchCount("the page's markup is too odd for this selector; try one without a colon")
        return elements, tags


def _parse(text: str) -> Any:
    """The root element, or None of an empty page.

    ``huge_tree`` takes texts over 10 MB and 2,048 levels; beyond that libxml2 stops (at 255 without, in silence:
    reliability.md P4). Its parser without a tree has no such limit, so that the tree is then built from its events.
    """
    body = text.encode("utf-8", "replace")
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:  # nothing but white space
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        events = etree.HTMLParser(huge_tree=True, encoding="utf-8", target=etree.TreeBuilder())
        events.feed(body)
        root = events.close()
    return root


def _walk(element: Any, unseen: frozenset[str]) -> Iterator[str]:
    """The pieces of text below an element in order, without recursion."""
    if element.text:
        yield element.text
    open_: list[tuple[Any, Iterator[Any]]] = [(element, iter(element))]
    while open_:
        above, children = open_[-1]
        for child in children:
            if isinstance(child.tag, str) and child.tag not in unseen:
                if child.text:
                    yield child.text
                if len(child):
                    open_.append((child, iter(child)))
                    break
            if child.tail:
                yield child.tail
        else:
            open_.pop()
            if open_ and above.tail:
                yield above.tail
