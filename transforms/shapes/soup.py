"""Pages through Beautiful Soup: slow and forgiving. What fast.py is measured against, row for row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from transforms.shapes.element import BREAKS
from transforms.values.text import Cell


class Soup:
    """See :class:`~transforms.shapes.element.Tree`."""

    def __init__(self, text: str) -> None:
        self.document: Any = BeautifulSoup(text, "lxml")
        self.seen: list[Any] = []
        self.notes: list[tuple[Sequence[Cell], set[str]]] = []

    def select(self, element: Any, css: str) -> list[Any]:
        return list(element.select(css))

    def words(self, element: Any) -> str:
        inner = {id(table) for table in element.find_all("table")} if element.name in ("td", "th") else set()
        texts = _texts(element)
        if inner:
            texts = (node for node in texts if id(node.find_parent("table")) not in inner)
        return " ".join(texts)

    def lines(self, element: Any) -> list[str]:
        lines = [""]
        for node in element.descendants:
            if isinstance(node, Tag):
                if node.name in BREAKS:
                    lines.append("")
            elif type(node) is NavigableString:
                lines[-1] += str(node)
        return [line for line in (" ".join(x.split()) for x in lines) if line]

    def own(self, element: Any, names: Sequence[str], within: str) -> list[Any]:
        return [one for one in element.find_all(list(names)) if one.find_parent(within) is element]

    def above(self, element: Any, name: str) -> Any | None:
        return element.find_parent(name)

    def children(self, element: Any) -> list[Any]:
        return [one for one in element.children if isinstance(one, Tag)]

    def name(self, element: Any) -> str:
        return str(element.name)

    def attributes(self, element: Any) -> Mapping[str, str]:
        return {k: v if isinstance(v, str) else " ".join(v) for k, v in element.attrs.items()}

    def source(self, element: Any) -> str:
        return str(element.string or "")


def _texts(element: Any) -> Iterator[NavigableString]:
    # Beautiful Soup gives the text of scripts, styles, templates, ruby and comments classes of their own.
    return (node for node in element.descendants if type(node) is NavigableString)
