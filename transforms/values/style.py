"""How one source writes numbers, money and volumes. Declared once, never guessed."""

from dataclasses import dataclass

from transforms.words import DataBasis


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
