"""One part's pages to a reading: the offers, what was held, and what is wrong with the page as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.errors import PageError, ReadError
from transforms.identify import identify
from transforms.models import Offer
from transforms.page import Held, Pages
from transforms.source import Carrier


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a page as a whole is not to be believed. ``code`` is from transforms/errors.py, or one of
    too_few_rows, too_many_rows, duplicate_key, parser_fault."""

    code: str
    message: str
    words: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one parser made of one capture. With any problem, ``offers`` is never to be used as facts."""

    offers: tuple[Offer, ...]
    held: tuple[Held, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read(carrier: Carrier, pages: Pages) -> Reading:
    """Read a part. Never raises: whatever a page or a parser does becomes a named problem."""
    part = carrier.part(pages.part)
    expect = carrier.source.expect_of(part)
    try:
        for page in pages:
            identify(page, expect.landmarks, expect.end, expect.flaws)
        offers = tuple(carrier.parse(pages))
        for page in pages:
            page.hold_unread(carrier.source.style, expect.aside)
    except PageError as error:
        return Reading((), tuple(pages.held), (_problem(error),))
    except ReadError as error:  # a cell outside any row: nothing says how far it reaches
        return Reading((), tuple(pages.held), (_problem(error),))
    except Exception as error:  # a fault of the parser is a finding about one source, never the end of a run
        problem = Problem("parser_fault", f"the parser failed: {type(error).__name__}: {error}")
        return Reading((), tuple(pages.held), (problem,))
    count = len(offers) + len(pages.held)
    problems = [*_duplicates(offers)]
    if count < expect.rows_min:
        problems.append(Problem("too_few_rows", f"{count} rows, at least {expect.rows_min} are expected"))
    if count > expect.rows_max:
        problems.append(Problem("too_many_rows", f"{count} rows, at most {expect.rows_max} are expected"))
    return Reading(offers, tuple(pages.held), tuple(problems))


def _problem(error: ReadError) -> Problem:
    return Problem(error.code, str(error), error.words, error.where)


def _duplicates(offers: Iterable[Offer]) -> list[Problem]:
    twice = [key for key, count in Counter(offer.key for offer in offers).items() if count > 1]
    return [
        Problem("duplicate_key", "two rows have one identity", words=" · ".join(filter(None, key))) for key in twice
    ]
