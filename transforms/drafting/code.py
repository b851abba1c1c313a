"""Python as a person would lay it out: quoted words, calls and tables folded at the width of a page."""

import ast
import json
from collections.abc import Iterable, Mapping, Sequence

_WIDTH = 118
_FROM = {
    "collections.abc": ("Iterator",),
    "transforms.models": ("Offer",),
    "transforms.page": ("Pages", "choose"),
    "transforms.places": ("full_list",),
    "transforms.shapes.data": ("records",),
    "transforms.shapes.networks": ("in_place",),
    "transforms.shapes.offers": ("bonus", "now_and_before", "pack", "per_unit"),
    "transforms.shapes.row": ("Row",),
    "transforms.shapes.said": ("sold_in", "stated"),
    "transforms.shapes.table": ("TableRow",),
    "transforms.source": ("Expect", "Part", "Source"),
    "transforms.values": ("Style", "messages", "minutes", "rate"),
    "transforms.values.inside": ("validity_in", "volumes_in"),
    "transforms.words": (
        "CalledScope", "CarrierType", "DataPer", "Kind", "Media", "PriceRole", "Service", "Sim", "SourceStatus",
        "Usage",
    ),
}  # fmt: skip


def quoted(words: str) -> str:
    """A string literal in double quotes."""
    return json.dumps(words, ensure_ascii=False)


def plain_tuple(words: Iterable[str]) -> str:
    """A tuple of string literals."""
    items = [quoted(word) for word in words]
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def call(begin: str, arguments: Sequence[str], indent: int = 4) -> list[str]:
    """A call over as many lines as it takes."""
    lines, line = [], f"{begin}("
    for number, argument in enumerate(arguments):
        piece = argument + (", " if number < len(arguments) - 1 else ")")
        if len(line) + len(piece.rstrip()) > _WIDTH - indent and line.strip() not in ("", f"{begin}("):
            lines.append(line.rstrip())
            line = " " * indent
        line += piece
    return [*lines, line]


def table(name: str, entries: Mapping[str, str]) -> list[str]:
    """A dict of names to code, on one line if it fits."""
    items = [f"{quoted(key)}: {value}" for key, value in entries.items()]
    whole = f"{name} = {{{', '.join(items)}}}"
    return [whole] if len(whole) <= _WIDTH else [f"{name} = {{", *(f"    {item}," for item in items), "}"]


def imports(code: str) -> list[str]:
    """The import lines for all names of ours that the code uses."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    lines = []
    for module, known in _FROM.items():
        wanted = [name for name in known if name in used]
        if wanted:
            lines.append(f"from {module} import {', '.join(wanted)}")
            lines += [""] if module == "collections.abc" else []
    return lines
