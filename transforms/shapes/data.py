"""JSON as a page's data: read strictly, asked by pointer, its lists of objects as rows."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from transforms.errors import MatchCount, NotJson, UnknownWords
from transforms.shapes.reference import followed
from transforms.shapes.row import Row
from transforms.values.text import Cell


def parse_json(text: str, where: str = "") -> Any:
    """JSON with fractions as Decimal, without NaN and without a name that stands twice. Raises NotJson."""
    try:
        return DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise NotJson(f"not JSON: {error}", words=text[:80], where=where) from None


def at(value: Any, pointer: str, where: str = "") -> Any:
    """What stands at a JSON pointer (RFC 6901) such as "/productOptions/list". Raises MatchCount."""
    for step in pointer.strip("/").split("/") if pointer.strip("/") else ():
        name, value = step.replace("~1", "/").replace("~0", "~"), followed(value)
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isascii() and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            raise MatchCount(f"nothing at {pointer!r} in the JSON", words=step, where=where)
    return followed(value)


def record(value: Any, pointer: str = "", where: str = "") -> Row:
    """The object at ``pointer``, as a row. Raises MatchCount."""
    found = at(value, pointer, where)
    if not isinstance(found, dict):
        raise MatchCount(f"no object at {pointer!r}", words=str(found), where=where)
    return Row(found, where + pointer)


def records(value: Any, pointer: str = "", where: str = "") -> list[Row]:
    """The objects of the list at ``pointer``, as rows that know their pointer (after ``where``). Raises MatchCount."""
    found = at(value, pointer, where)
    items: list[Any] = [followed(item) for item in found] if isinstance(found, list) else [None]
    if not all(isinstance(item, dict) for item in items):
        raise MatchCount(f"no list of objects at {pointer!r}", where=where)
    return [Row(item, f"{where}{pointer}/{i}") for i, item in enumerate(items)]


def objects_with(value: Any, *names: str, where: str = "", at_least: int = 1) -> list[Row]:
    """Every object that has all of these names, however deep, in order (a table_of for data).

    Raises:
        MatchCount: fewer than ``at_least``.
    """
    found = [Row(item, pointer) for pointer, item in walk(value, where) if all(name in item for name in names)]
    if len(found) < at_least:
        raise MatchCount(f"{len(found)} objects with {list(names)}, at least {at_least} expected", where=where)
    return found


def records_in(words: Cell) -> list[Row]:
    """The objects of a list that a cell holds as JSON text (a row of a JSON answer may). Raises UnknownWords."""
    try:
        return records(parse_json(words), "", words.where)
    except (NotJson, MatchCount) as error:
        raise UnknownWords(str(error.args[0]), words=words, where=words.where) from None


def walk(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with its pointer, those above before those inside."""
    left: list[tuple[str, Any]] = [(where, value)]
    while left:
        pointer, one = left.pop()
        if isinstance(one, dict):
            yield pointer, one
            inner = [(f"{pointer}/{k.replace('~', '~0').replace('/', '~1')}", v) for k, v in one.items()]
        elif isinstance(one, list):
            inner = [(f"{pointer}/{i}", v) for i, v in enumerate(one)]
        else:
            continue
        left += [(p, v) for p, v in reversed(inner) if isinstance(v, (dict, list))]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice has two values, and one of them would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)!r} stands there twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once)
