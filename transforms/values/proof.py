"""A number whose own marks prove its format, where the page's format is not declared. What proves nothing is an error.

Proofs: two kinds of mark ("1.234,50"), a mark that comes back ("1.144.000"), other than three digits behind a mark
("12,5"), a nought before it ("0,181"), a mark that only groups (space, apostrophe), or a currency in whose country no
locale has that mark for decimals ("£1,299"). "1.234" alone is one and a bit or a thousand, and stays unread.
"""

import re
from collections.abc import Collection
from decimal import Decimal

from transforms.errors import Ambiguous, NotANumber
from transforms.values.currencies import COMMA_GROUPS, THREE_DECIMALS

ONLY_GROUPS = " '’٬"
ONLY_DECIMAL = "٫"
# Any run that could be one number; spaces only before three digits, so that "12 99" is two of them.
RUN = re.compile(r"(?<![0-9])[.,]?[0-9]+(?:[.,'’٫٬]+[0-9]+| [0-9]{3}(?![0-9]))*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:#[0-9]{3})+|[1-9][0-9]?(?:#[0-9]{2})+#[0-9]{3}")


def proven(run: str, currencies: Collection[str] = (), decimal: str = "", where: str = "") -> Decimal:
    """The one number that ``run`` (ASCII digits and marks) can be.

    ``currencies`` are those that stand beside it (ISO 4217); ``decimal`` the page's decimal mark, if that is known.

    Raises:
        Ambiguous: it can be two numbers. NotANumber: it can be none.
    """
    marks = re.findall(r"[^0-9]", run)
    if not marks:
        return Decimal(run)
    last, head, tail = marks[-1], *_split(run, marks[-1])
    if decimal:
        return _joined(head, tail, run, where) if last == decimal else _joined(run, "", run, where)
    if last in ONLY_GROUPS:
        return _joined(run, "", run, where)
    if last == ONLY_DECIMAL or len(set(marks)) > 1:
        return _joined(head, tail, run, where)
    if len(marks) > 1:
        return _joined(run, "", run, where)
    if len(tail) != 3 or head.startswith("0") or len(head) > 3 or not head:
        return _joined(head, tail, run, where)
    if last == "," and currencies and all(c in COMMA_GROUPS and c not in THREE_DECIMALS for c in currencies):
        return _joined(run, "", run, where)
    raise Ambiguous(f"{head}{tail} or {head} and {tail} thousandths: declare the number format", words=run, where=where)


def _split(run: str, mark: str) -> tuple[str, str]:
    head, _, tail = run.rpartition(mark)
    return head, tail


def _joined(whole: str, fraction: str, run: str, where: str) -> Decimal:
    """The digits, when the marks left in ``whole`` are all one kind and stand where groups end."""
    kinds = set(re.findall(r"[^0-9]", whole))
    if len(kinds) > 1 or (kinds and not _GROUPED.fullmatch(re.sub("[^0-9]", "#", whole))):
        raise NotANumber("marks stand where no number format has them", words=run, where=where)
    digits = re.sub("[^0-9]", "", whole)
    return Decimal(f"{digits or '0'}.{fraction}" if fraction else digits)
