"""What of a page nobody read: tables with amounts that no parser asked for, and rows over a table's whole width.

A carrier that puts a second table of prices on its page changes nothing in the first; read by its columns alone, the
page would be complete for ever. Amounts are those of the source: its currency beside a number, or a data volume.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from transforms.shapes.element import Tree
from transforms.shapes.node import Node
from transforms.values.amounts import marks
from transforms.values.style import Style
from transforms.values.text import Cell
from transforms.values.volume_words import VOLUME


def unread(tree: Tree, style: Style, aside: Iterable[str] = ()) -> Iterator[Cell]:
    """The words of each table and note that hold an amount and were neither read nor passed over.

    ``aside`` is the CSS of tables, or of what they stand in, that hold amounts and no offers.
    """
    tables = Node(tree, tree.document, "").every_table()
    holders = {id(tree.above(node.element, "table")) for node in tables}  # of other tables: nothing but layout
    named = [element for css in aside for element in tree.select(tree.document, css)]
    known = {id(element) for element in tree.seen} | {id(tree.above(element, "table")) for element in tree.seen}
    known |= holders | {
        id(found) for one in named for found in (one, tree.above(one, "table"), *tree.select(one, "table"))
    }
    for node in tables:  # of one that is a table by its role, cells may have been read one by one
        if tree.name(node.element) != "table":
            known |= {id(node.element)} if known & set(map(id, tree.select(node.element, "*"))) else set()
        if id(node.element) not in known and _amount(style).search(style.plain(words := tree.words(node.element))):
            yield Cell(words, node.where)
    for notes, asked in tree.notes:
        yield from (note for note in notes if note.where not in asked and _amount(style).search(style.plain(note)))


@lru_cache(maxsize=256)
def _amount(style: Style) -> re.Pattern[str]:
    sizes = "|".join(re.escape(word) for word in sorted(VOLUME, key=len, reverse=True) if len(word) > 1)
    money = rf"(?:{marks(style)}) ?[0-9]|[0-9] ?(?:{marks(style)})(?![^\W\d_])"
    size = rf"(?<![/0-9.,])[0-9][0-9.,]* ?(?:{sizes})(?![^\W\d_])"  # "₹/10KB" is a unit
    return re.compile(rf"(?<![^\W\d_])(?:{money})|{size}", re.IGNORECASE)
