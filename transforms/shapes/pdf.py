"""Tariffs in PDF: its words, and its tables as rows, through pdfplumber.

A PDF has no words and no tables, only letters and lines at places: a table is what ruled lines enclose, unless the
source says that it has none. Letters without a meaning ("(cid:12)") and pages without letters are errors.
"""

import io
import logging
from collections.abc import Callable, Sequence
from typing import Any

from transforms.errors import ColumnNew, MatchCount, NotPdf
from transforms.shapes.row import Row
from transforms.values.text import Cell

# Tariff brochures have a few dozen pages; each takes about 50 ms.
_PAGES_MAX = 300
_BY_WORDS = {"vertical_strategy": "text", "horizontal_strategy": "text"}


class Pdf:
    """A PDF, read to its end when it is made.

    Raises:
        NotPdf: no PDF, cut off, locked, too long, or without text.
    """

    def __init__(self, body: bytes, where: str = "") -> None:
        self.where = where
        if b"%PDF-" not in body[:1024]:
            raise NotPdf("not a PDF", words=body[:60].decode("ascii", "replace"), where=where)
        if b"%%EOF" not in body[-1024:]:
            raise NotPdf("the PDF is cut off: it has no %%EOF", where=where)
        self._body = body
        self.pages = self._read()

    @property
    def text(self) -> str:
        """The words of all pages, line by line."""
        return "\n".join(self.pages)

    def table_of(self, *columns: str, has_lines: bool = True) -> list[Row]:
        """The rows of the one table with all of these columns. It may go on over several pages, with or without its
        header there. ``has_lines`` False finds columns by the gaps between words.

        Raises:
            MatchCount: no such table, or two different ones.
            ColumnNew: a row has cells without a header.
        """
        rows: list[Row] = []
        header: list[str] = []
        last_page = 0
        for page, number, lines in self._tables(has_lines):
            place = f"page {page}, table {number}"
            first = [str(Cell(cell or "")) for cell in lines[0]]
            if all(column in first for column in columns):
                if header and first != header:
                    raise MatchCount(f"two tables with the columns {list(columns)}", where=place)
                if len(set(first)) != len(first):
                    raise MatchCount(f"columns named twice: {first}", where=place)
                header, body, begun = first, lines[1:], 2
            elif header and len(first) == len(header) and page == last_page + 1 and number == 1:
                body, begun = lines, 1
            else:
                continue
            last_page = page
            rows += [_row(header, line, f"{place}, row {i}") for i, line in enumerate(body, begun)]
        if not header:
            raise MatchCount(f"no table with the columns {list(columns)}", where=self.where)
        return rows

    def _read(self) -> list[str]:
        pages: list[str] = self._of_pages(lambda page: page.extract_text() or "")
        if not any(page.strip() for page in pages):
            raise NotPdf("no text in it: a picture of a page", where=self.where)
        for number, page in enumerate(pages, 1):
            if "(cid:" in page:
                raise NotPdf("letters without a meaning", words=page[:80], where=f"{self.where} page {number}".strip())
        return pages

    def _tables(self, has_lines: bool) -> list[tuple[int, int, list[list[str | None]]]]:
        found = self._of_pages(lambda page: page.extract_tables({} if has_lines else _BY_WORDS))
        return [
            (page, number, lines)
            for page, tables in enumerate(found, 1)
            for number, lines in enumerate(tables, 1)
            if lines
        ]

    def _of_pages(self, read: Callable[[Any], Any]) -> list[Any]:
        import pdfplumber  # takes 0.3 s, and few sources need it

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # else a line on stderr for every font without a box
        try:
            with pdfplumber.open(io.BytesIO(self._body)) as pdf:
                count = len(pdf.pages)
                return [read(page) for page in pdf.pages] if count <= _PAGES_MAX else self._too_long(count)
        except NotPdf:
            raise
        except Exception as error:  # pdfminer raises its own errors and whatever else a broken file leads to
            raise NotPdf(f"the PDF cannot be read: {type(error).__name__}", where=self.where) from None

    def _too_long(self, count: int) -> list[Any]:
        raise NotPdf(f"{count} pages, at most {_PAGES_MAX} are read", where=self.where)


def _row(header: Sequence[str], line: Sequence[str | None], where: str) -> Row:
    if len(line) != len(header):
        words = " | ".join(cell or "" for cell in line)
        raise ColumnNew(f"{len(line)} cells under {len(header)} headers", words=words, where=where)
    cells = enumerate(zip(header, line, strict=True), 1)
    return Row({name: Cell(cell or "", f"{where}, cell {i}") for i, (name, cell) in cells}, where)
