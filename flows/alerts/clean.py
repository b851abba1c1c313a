"""Words from pages are hostile until cleaned: nothing of them may become a header, a tag, a link or a formula.

Every value that a page had a hand in passes :func:`clean` (headers, CSV) or :func:`tame` (what people read) once,
before a template sees it.
"""

import re

VALUE_MAX = 120
SCHEME = re.compile(r"(?i)(javascript|vbscript|mailto|tel|sms|file|ftps?):(?=\S)")
HTTP = re.compile(r"(?i)http")
SLASHES = re.compile(r":(?=\s*[/\\]{2})")
# Mail clients make a link of "verizon.com", not of "10.00". Full-width dots count; ideographic ones in Latin words.
HOST = re.compile(r"(?<=[\w\]-])[.\u2024\uff0e\uff61](?=[^\W\d_]{2})|(?<=[0-9A-Za-z-])\u3002(?=[A-Za-z]{2})")
IPV4 = re.compile(r"\d+(?:\.\d+){3,}")
FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
LINK = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~!$&()*+,;=:@%/?-]*)?")


def clean(text: str, limit: int = VALUE_MAX) -> str:
    """One line of visible characters, at most ``limit`` of them: blanks of any kind made one, and what is not seen gone
    (controls, bidi marks, zero widths, surrogates, private use)."""
    text = text[: limit * 8]
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char if char.isprintable() else "" for char in text)
    return cut(" ".join(text.split()), limit)


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def defang(text: str) -> str:
    """The same words with nothing in them that a mail client would turn into a link."""
    text = HTTP.sub("hxxp", text)
    text = SCHEME.sub(r"\1[:]", text)
    text = SLASHES.sub("[:]", text)
    text = IPV4.sub(lambda numbers: numbers[0].replace(".", "[.]"), text)
    return HOST.sub("[.]", text)


def tame(text: str, limit: int = VALUE_MAX) -> str:
    """Page words for people: cleaned, defanged, at most ``limit`` characters."""
    return cut(defang(clean(text, limit)), limit)


def csv_text(text: str, limit: int = 400) -> str:
    """A text cell that no spreadsheet takes for a formula (also after a ";", where that parts the cells)."""
    return FORMULA.sub(r"\1\2'", clean(text, limit))


def own_link(url: str, configured: tuple[str, ...]) -> str:
    """``url`` if it is one of the addresses configured for its source and plain https; else ""."""
    return url if url in configured and LINK.fullmatch(url) else ""
