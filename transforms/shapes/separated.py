"""CSV price lists as rows, by the separator that the source declares."""

import csv
import io

from transforms.errors import MatchCount
from transforms.shapes.row import Row
from transforms.values.text import Cell, clean


def rows_of(text: str, delimiter: str = ",", header_line: int = 1, where: str = "") -> list[Row]:
    """The rows below the header line; columns without a name are called "#1", "#2" ...

    ``delimiter`` is never guessed; a first line "sep=;" (Excel) has to agree with it and is no header. Lines above the
    header and empty lines hold no facts.

    Raises:
        MatchCount: no CSV, a quote without its end (it would swallow the rows after it), columns named twice, a row
            of another length.
    """
    name, _, rest = text.partition("\n")
    skipped = 0
    if name.strip().lower().startswith("sep=") and len(name.strip()) == 5:
        if name.strip()[4] != delimiter:
            raise MatchCount(f"the file is separated by {name.strip()[4]!r}, not by {delimiter!r}", where=where)
        text, skipped = rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num + skipped, line) for line in reader)
    except csv.Error as error:
        at = reader.line_num + skipped
        raise MatchCount(f"not a CSV file: line {at}: {error}", words=text[:80], where=where) from None
    lines = [(number, line) for number, line in lines if line and number >= header_line]
    if not lines:
        raise MatchCount("an empty CSV file", where=where)
    header = [clean(name) or f"#{i}" for i, name in enumerate(lines[0][1], 1)]
    if len(set(header)) != len(header):
        raise MatchCount(f"columns named twice: {header}", where=where)
    rows = []
    for number, line in lines[1:]:
        at_line = f"line {number}"
        if len(line) != len(header):
            raise MatchCount(
                f"{len(line)} cells under {len(header)} headers", words=delimiter.join(line), where=at_line
            )
        cells = {column: Cell(value, f"{at_line}/{column}") for column, value in zip(header, line, strict=True)}
        rows.append(Row(cells, at_line))
    return rows
