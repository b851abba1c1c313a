"""Bytes to text by one fixed rule, the WHATWG order, never by statistics.

Byte order mark, then the HTTP header, then a meta tag in the first 1,024 bytes, then UTF-8, then windows-1252.
Measured (reliability.md 0.3): left to itself, Beautiful Soup makes "£" a Hebrew letter, and what it makes depends on
which detector happens to be installed; ``requests`` makes every undeclared page Latin-1.
"""

import codecs
import re
from dataclasses import dataclass

_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# WHATWG label -> Python codec, for the encodings that carriers' pages are seen in. Anything else is not honoured:
# utf-7, utf-16 without a byte order mark and Python-only codecs destroy a page (reliability.md C7).
LABELS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-2", "latin2"), "iso-8859-2"),
    **dict.fromkeys(("iso-8859-9", "latin5", "windows-1254"), "cp1254"),
    **dict.fromkeys(("iso-8859-15", "latin9"), "iso-8859-15"),
    **dict.fromkeys(("windows-1250", "windows-1251", "windows-1253", "windows-1255", "windows-1256"), ""),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "cp949"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80"), "gb18030"),
    "euc-jp": "euc-jp", "big5": "big5hkscs", "koi8-r": "koi8-r", "tis-620": "cp874", "windows-874": "cp874",
}  # fmt: skip
_TWO_BYTES = frozenset({"cp949", "cp932", "gb18030", "euc-jp", "big5hkscs"})
for _number in range(1250, 1258):
    LABELS[f"windows-{_number}"] = LABELS.get(f"windows-{_number}") or f"cp{_number}"

# A page that is UTF-8 but for a stray byte or two stays UTF-8: decoding all of it as windows-1252 lost every € sign of
# a page of 200 (reliability.md C6).
_STRAY = 0.001


@dataclass(frozen=True, slots=True)
class Decoded:
    """``declared``: the label and where it stood ("header utf-8"); ``used``: the codec; ``replaced``: U+FFFD put in."""

    text: str
    declared: str
    used: str
    replaced: int


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page. Never raises; what could not be decoded is counted in ``replaced``."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _as(body[len(mark) :], f"byte order mark {codec}", codec)
    declared = ""
    header = _HEADER.search(content_type)
    meta = _META.search(body[:1024])
    for found, place in ((header and header[1], "header"), (meta and meta[1].decode("ascii"), "meta")):
        if found and found.lower() in LABELS:
            declared, codec = f"{place} {found.lower()}", LABELS[found.lower()]
            if codec != "utf-8" and not body.isascii() and _is_mislabelled_utf8(body, codec):
                return _as(body, declared, "utf-8")
            return _as(body, declared, codec)
    text = body.decode("utf-8", "replace")
    strays = text.count("�")
    if strays == 0 or (strays <= len(body) * _STRAY and not _mostly_single_byte(body, strays)):
        return Decoded(text, declared, "utf-8", strays)
    return _as(body, declared, "cp1252")


def _as(body: bytes, declared: str, codec: str) -> Decoded:
    text = body.decode(codec, "replace")
    return Decoded(text, declared, codec, text.count("�"))


def _is_mislabelled_utf8(body: bytes, codec: str) -> bool:
    """Text in a one-byte code is practically never valid UTF-8. A few characters of a two-byte code may be ("元" in
    GB 2312 is "Ԫ" in UTF-8), so that such a label stands unless it cannot be true."""
    return _decodes(body, "utf-8") and not (codec in _TWO_BYTES and _decodes(body, codec))


def _decodes(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_single_byte(body: bytes, strays: int) -> bool:
    """True where the bytes above ASCII hardly ever form UTF-8, as in a Latin-1 page with a few accents."""
    high = sum(1 for byte in body if byte >= 0x80)
    return strays * 2 > high
