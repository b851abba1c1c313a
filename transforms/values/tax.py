"""What stands beside a price about tax: "1,980円(税込)", "₹649 + GST", "9,70 € TTC"."""

import re
from functools import lru_cache

from transforms.errors import UnknownWords
from transforms.values.text import Cell, clean, where_of
from transforms.words import TaxBasis

RUNS_ON = "\u3040"  # scripts from here on have no spaces between words
# Lower case, without brackets. All of them are said of consumption taxes and of nothing else.
TAX: dict[str, TaxBasis] = {
    **dict.fromkeys(
        ("ttc", "inc gst", "incl gst", "incl. gst", "inc. gst", "including gst", "inc vat", "incl vat", "incl. vat",
         "inc. vat", "including vat", "vat inc", "vat incl", "vat incl.", "iva inclusa", "iva incl.", "iva incluido",
         "iva inc.", "c/iva", "con iva", "com iva", "inkl. mwst.", "inkl. mwst", "inkl mwst", "inkl. ust.",
         "tax included", "vat included", "gst included", "taxes included", "tax incl.", "incl. tax", "incl. taxes",
         "inclusive of tax", "incl. btw", "inclusief btw", "inkl. moms", "z vat", "brutto", "vč. dph", "s dph",
         "с ндс", "kdv dahil", "부가세 포함", "vat 포함", "부가세포함", "税込", "税込み", "消費税込", "含税", "含稅",
         "termasuk ppn", "sudah termasuk ppn", "đã gồm vat", "รวม vat"), TaxBasis.INCLUDED),
    **dict.fromkeys(
        ("ht", "ex gst", "excl gst", "excl. gst", "ex vat", "excl vat", "excl. vat", "ex. vat", "excluding vat",
         "excluding tax", "+ iva", "+iva", "sin iva", "s/iva", "senza iva", "iva esclusa", "+ vat", "+vat", "+ tax",
         "+tax", "+ taxes", "+ gst", "+gst", "plus gst", "plus tax", "plus taxes", "plus taxes and fees", "plus vat",
         "zzgl. mwst.", "zzgl. mwst", "exkl. mwst.", "excl. btw", "exkl. moms", "ekskl. moms", "netto", "bez dph",
         "без ндс", "kdv hariç", "vat 별도", "부가세 별도", "부가세별도", "税別", "税抜", "税抜き", "不含税", "未稅",
         "belum termasuk ppn", "chưa gồm vat"), TaxBasis.EXCLUDED),
    **dict.fromkeys(("不課税", "非課税", "免税", "tax free", "no tax", "hors tva"), TaxBasis.NONE),
}  # fmt: skip


def taxed(words: str) -> tuple[Cell, TaxBasis | None]:
    """A cell without what it says of tax, and what that is: ("1,980円(税込)") -> ("1,980円", INCLUDED).

    Raises:
        UnknownWords: two things are said of it ("9,90 € HT / 11,90 € TTC" are two prices).
    """
    text, where = clean(words), where_of(words)
    found = list(_said().finditer(text))
    if not found:
        return Cell(text, where), None
    if len(found) > 1:
        raise UnknownWords("tax is spoken of twice", words=words, where=where)
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    return Cell(rest.strip(" ,:"), where), TAX[(found[0]["inner"] or found[0]["bare"]).casefold()]


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    words = sorted(TAX, key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in words if word[0] < RUNS_ON)
    running = "|".join(re.escape(word) for word in words if word[0] >= RUNS_ON)
    bare = rf"(?<![^\W\d_])(?:{spaced})(?![^\W\d_])|{running}"
    return re.compile(rf"[(\[（【]\s*(?P<inner>{spaced}|{running})\s*[)\]）】]|(?P<bare>{bare})", re.IGNORECASE)
