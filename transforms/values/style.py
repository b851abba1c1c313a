"""How one source writes numbers, money and volumes. Declared once, never guessed."""

from dataclasses import dataclass

from transforms.values.text import clean
from transforms.words import DataBasis

# Digits that pages in a language may write besides 0-9. Full-width digits are nobody's.
_DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "ur": "۰۱۲۳۴۵۶۷۸۹", "bn": "০১২৩৪৫৬৭৮৯", "hi": "०१२३४५६७८९",
    "mr": "०१२३४५६७८९", "ne": "०१२३४५६७८९", "th": "๐๑๒๓๔๕๖๗๘๙", "my": "၀၁၂၃၄၅၆၇၈၉", "km": "០១២៣៤៥៦៧៨៩",
    "lo": "໐໑໒໓໔໕໖໗໘໙",
}  # fmt: skip
_TO_ASCII = {language: str.maketrans(digits, "0123456789") for language, digits in _DIGITS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """``decimal`` and ``grouping`` are the marks that the page uses ("" for none); ``grouping`` may hold several.

    ``currency`` ISO 4217, what a bare symbol such as $ or kr means here; ``language`` BCP 47, whose words for
    free, minute, day ... are read; ``data_basis`` what the page's gigabyte is.
    """

    currency: str
    language: str = "en"
    decimal: str = "."
    grouping: str = ","
    data_basis: DataBasis = DataBasis.NOT_STATED

    def plain(self, words: str) -> str:
        """Cleaned words, with the digits of the source's own script as 0-9."""
        text = clean(words)
        own = None if text.isascii() else _TO_ASCII.get(self.tongue)
        return text.translate(own) if own else text

    @property
    def tongue(self) -> str:
        """``language`` without region or script: "pt" for "pt-BR"."""
        return self.language.partition("-")[0]
