"""What can be wrong with a page, each by its own name and with the words that were not understood.

A ``CellError`` holds back one row; a ``PageError`` refuses the whole reading, because after it
nothing that was read can be trusted to be complete.
"""


class ReadError(Exception):
    """A page says something that was not understood.

    ``words`` are the page's own (shortened to 200 characters), ``where`` is where they stood.
    """

    code = "not_understood"

    def __init__(self, message: str, *, words: str = "", where: str = "") -> None:
        super().__init__(message)
        self.words = words[:200]
        self.where = where

    def __str__(self) -> str:
        text = str(self.args[0])
        if self.words and self.words not in text:
            text += f': "{self.words}"'
        return text + (f" ({self.where})" if self.where else "")


class CellError(ReadError):
    """One row is not understood: it is held with its words, the rest is taken."""


class NotANumber(CellError):
    code = "not_a_number"


class Ambiguous(CellError):
    """Words that can be read in two ways: "1.234" where no number format is declared, a digit glued to a number."""

    code = "ambiguous"


class UnknownCurrency(CellError):
    code = "unknown_currency"


class UnknownUnit(CellError):
    code = "unknown_unit"


class UnknownPlace(CellError):
    """``suggestion`` is a likely meant place, for people to read; it is never used."""

    code = "unknown_place"

    def __init__(self, message: str, *, words: str = "", where: str = "", suggestion: str = "") -> None:
        super().__init__(message, words=words, where=where)
        self.suggestion = suggestion


class UnknownWords(CellError):
    code = "unknown_words"


class CellLeftOver(CellError):
    """A row holds a cell that was neither taken nor ignored by name."""

    code = "cell_left_over"


class Implausible(CellError):
    """A value outside what any tariff could be, or facts that contradict each other."""

    code = "implausible"


class PageError(ReadError):
    """The page is not the page that the parser was written for: nothing is taken."""


class MatchCount(PageError):
    """Zero or two matches where one was meant."""

    code = "match_count"


class ColumnLost(PageError):
    code = "column_lost"


class ColumnNew(PageError):
    code = "column_new"


class LandmarkLost(PageError):
    code = "landmark_lost"


class ClaimContradicted(PageError):
    """The page's own count ("115 plans") is not what was read."""

    code = "claim_contradicted"


class NeedsBrowser(PageError):
    """The page is an empty shell that a script would fill."""

    code = "needs_browser"


class ConsentWall(PageError):
    code = "consent_wall"


class BlockPage(PageError):
    """A page that says we are not let in, served as if it were the page."""

    code = "block_page"


class Truncated(PageError):
    code = "truncated"


class Torn(PageError):
    """A quote, comment or script without its end swallows what follows it."""

    code = "torn"


class EmptyPage(PageError):
    code = "empty"


class NotJson(PageError):
    code = "not_json"


class NotPdf(PageError):
    """No PDF, one that is cut off or locked, or one without text (a picture of a page)."""

    code = "not_pdf"
