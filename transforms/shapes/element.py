"""What a shape needs from a parsed page. Two readers give it: lxml (fast.py), and Beautiful Soup (soup.py).

Elements are opaque here. That both readers give the same rows is tested on every page that we have.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from transforms.values.text import Cell

# What a browser does not draw, and what stands small above a Japanese word to say how it is read.
UNSEEN = frozenset({"script", "style", "template", "rt", "rp"})
BREAKS = frozenset({"br", "p", "li", "div"})


class Tree(Protocol):
    """One parsed page. ``document`` stands above ``html``."""

    document: Any
    # What a parser asked for: elements whose words it took, and notes of tables that it read with those it left.
    seen: list[Any]
    notes: list[tuple[Sequence[Cell], set[str]]]

    def select(self, element: Any, css: str) -> list[Any]:
        """Every match below the element, in the page's order. Raises soupsieve.SelectorSyntaxError."""
        ...

    def words(self, element: Any) -> str:
        """The words of an element, what is UNSEEN left out; of a table's cell also the tables inside it.

        Pieces are joined by a space, unlike in a browser: "$12<sup>1</sup>" is "$12 1" and an error, never 121 dollars.
        """
        ...

    def lines(self, element: Any) -> list[str]:
        """The words of an element line by line, as <br>, <p>, <li> and <div> break them."""
        ...

    def own(self, element: Any, names: Sequence[str], within: str) -> list[Any]:
        """Elements of those names below this one and not below another ``within`` inside it (a table's own rows)."""
        ...

    def above(self, element: Any, name: str) -> Any | None:
        """The nearest element of that name above this one."""
        ...

    def children(self, element: Any) -> list[Any]: ...

    def name(self, element: Any) -> str: ...

    def attributes(self, element: Any) -> Mapping[str, str]: ...

    def source(self, element: Any) -> str:
        """What a script holds, as it stands."""
        ...
