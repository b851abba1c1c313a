"""A PDF writer of thirty lines: words at places and lines, enough for price lists made in tests."""

from collections.abc import Sequence


def pdf(pages: Sequence[str], *, is_locked: bool = False) -> bytes:
    """A PDF of pages that are drawing operators (see :func:`words`, :func:`table`)."""
    count = len(pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{4 + 2 * i} 0 R' for i in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, drawn in enumerate(pages):
        box = "/MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    locked = " /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> /ID [<00> <00>]" if is_locked else ""
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R{locked} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def words(text: str, x: float, y: float) -> str:
    """One line of text with its lower left corner there."""
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 10 Tf {x} {y} Td ({safe}) Tj ET\n"


def table(lines: Sequence[Sequence[str]], top: float = 700, *, width: float = 120, is_ruled: bool = True) -> str:
    """A table at the left margin, with lines around every cell or without any."""
    drawn = ""
    for i, line in enumerate(lines):
        for j, cell in enumerate(line):
            x, y = 50 + j * width, top - 20 * (i + 1)
            drawn += words(cell, x + 4, y + 6) + (f"{x} {y} {width} 20 re S\n" if is_ruled else "")
    return drawn
