"""How one source writes numbers, money and volumes. Declared once, never guessed."""

from dataclasses import dataclass, field
from zlib import crc32

from transforms.values.text import clean
from transforms.words import DataBasis

# Scripts of digits by their CLDR names.
_SCRIPTS = {
    "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹", "beng": "০১২৩৪৫৬৭৮৯", "deva": "०१२३४५६७८९", "thai": "๐๑๒๓๔๕๖๗๘๙",
    "mymr": "၀၁၂၃၄၅၆၇၈၉", "khmr": "០១២៣៤៥៦៧៨៩", "laoo": "໐໑໒໓໔໕໖໗໘໙", "tamldec": "௦௧௨௩௪௫௬௭௮௯",
    "telu": "౦౧౨౩౪౫౬౭౮౯", "gujr": "૦૧૨૩૪૫૬૭૮૯", "fullwide": "０１２３４５６７８９",
}  # fmt: skip
# Those that pages in a language may write besides 0-9. Full-width digits are nobody's unless declared.
_DIGITS = {
    "ar": "arab", "fa": "arabext", "ur": "arabext", "ps": "arabext", "ckb": "arab", "bn": "beng", "as": "beng",
    "hi": "deva", "mr": "deva", "ne": "deva", "th": "thai", "my": "mymr", "km": "khmr", "lo": "laoo",
}  # fmt: skip
# Without digits and their marks: those are nobody's unless declared, and "，" is a declared mark of some pages.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "０１２３４５６７８９，．～"}
# The raised digits among them are no ASCII digits.
FOOTNOTE = " *†‡¹²³⁴⁵⁶⁷⁸⁹⁰"
_TO_ASCII = {name: str.maketrans(digits, "0123456789") for name, digits in _SCRIPTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """``decimal`` and ``grouping`` are the marks that the page uses ("" for none); ``grouping`` may hold several.

    ``currency`` ISO 4217, what a bare symbol such as $ or kr means here; ``language`` BCP 47, whose words for
    free, minute, day ... are read; ``data_basis`` what the page's gigabyte is. ``digits`` names a script of digits
    (CLDR: "fullwide", "arab", "arabext", "beng" ...) where that is not the language's own. ``unlimited`` are what the
    source writes for no limit instead of a number ("0", "-1", "1001"); nothing stands for it unless declared.
    """

    currency: str
    language: str = "en"
    decimal: str = "."
    grouping: str = ","
    data_basis: DataBasis = DataBasis.NOT_STATED
    digits: str = ""
    unlimited: tuple[str, ...] = ()
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        if self.digits and self.digits not in _SCRIPTS:
            raise ValueError(f"digits {self.digits!r} are none of {', '.join(_SCRIPTS)}")
        facts = (self.currency, self.language, self.decimal, self.grouping, self.digits, *self.unlimited)
        object.__setattr__(self, "_hash", crc32("|".join(facts).encode()))

    def __hash__(self) -> int:
        """Counted once, since every cell asks for what was compiled for its style; the same in every process."""
        return self._hash

    def plain(self, words: str) -> str:
        """Cleaned words, with the digits of the source's own script as 0-9, and full-width letters and signs as plain
        ones ("２０ＧＢ／月")."""
        text = clean(words)
        if text.isascii():
            return text
        own = _TO_ASCII.get(self.digits or _DIGITS.get(self.tongue, ""))
        return (text.translate(own) if own else text).translate(_FULL_WIDTH)

    def bare(self, words: str) -> str:
        """:meth:`plain` without the signs of footnotes at its end ("5 GB*", "30 days¹"). A digit is no such sign."""
        text = self.plain(words)
        return text.rstrip(FOOTNOTE) if text[-1:] in FOOTNOTE else text

    @property
    def tongue(self) -> str:
        """``language`` without region or script: "pt" for "pt-BR"."""
        return self.language.partition("-")[0]
