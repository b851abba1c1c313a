"""The words that a rule of subscriptions.toml may use, and what is said of one that it may not."""

import difflib
import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from flows.alerts.schedule import parse_schedule
from transforms.places import is_place
from warehouse.reference import region_rows

# A name in ``fields`` and the beginnings of the fields of changes that it stands for.
FIELDS = {
    "price": ("price", "price_state", "max_charges"),
    "list_price": ("list_price",),
    "data": ("data", "data_period", "fair_use", "fair_use_days", "allowance"),
    "after_cap": ("after_cap", "throttle"),
    "places": ("places", "claimed_places", "places_basis", "zone"),
    "networks": ("networks",),
    "conditions": ("conditions", "exclusions", "eligibility", "time_window", "tethering", "shares_home_allowance"),
    "validity": ("validity", "activate_within_days", "start_rule", "day_rule", "day_tz"),
    "offer": ("offer", "label", "plan"),
    "dates": ("stated_from_on", "stated_to_on"),
    "text": ("text",),
}
KINDS = (
    "moves", "announced", "correction", "found late", "first mail", "held", "stale", "blocked", "gone",
    "parser needed", "mail refused", "rule_begins", "rule_ends", "rule_overdue",
)  # fmt: skip
USUAL = ("moves", "announced", "correction", "found late", "first mail")
SEVERITIES = ("critical", "high", "medium", "low", "info")
SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(%|[A-Z]{3})")
STALE = re.compile(r"stale(?: > (\d{1,3}) days?)?")
REMIND = re.compile(r"when announced|on the day|(\d{1,3}) days? before")
CARRIER = re.compile(r"type:(?:network|mvno|esim_seller)|[a-z]{2}_[a-z0-9_]+")


def _one_of(known: tuple[str, ...], what: str, words: str) -> ValueError:
    near = difflib.get_close_matches(words, known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; one of: {', '.join(known)}"
    return ValueError(f"{words!r} is no {what}{hint}")


def _carrier(words: str) -> str:
    if not CARRIER.fullmatch(words):
        raise ValueError(f"{words!r} is no carrier; write an id (us_verizon) or a kind (type:esim_seller)")
    return words


@cache
def regions() -> tuple[str, ...]:
    return tuple(sorted({str(row["region"]) for row in region_rows()}))


def _place(words: str) -> str:
    kind, _, name = words.rpartition(":")
    if kind == "region" and name not in regions():
        raise _one_of(regions(), "region", name)
    if kind not in ("", "region") or (not kind and not is_place(name)):
        raise ValueError(f"{words!r} is no place; write a code (TR) or a region (region:EU)")
    return words


def _field(words: str) -> str:
    if words not in FIELDS:
        raise _one_of(tuple(FIELDS), "field", words)
    return words


def _size(words: str) -> str:
    if not SIZE.fullmatch(words):
        raise ValueError(f'{words!r} is no size; write "3%" or "0.50 USD"')
    return words


def _when(words: str) -> str:
    parse_schedule(words)
    return words


def _beat(words: str) -> str:
    if parse_schedule(words) is None:
        raise ValueError(f'{words!r} is no hour; write "daily 08:00" or "Mondays 08:00"')
    return words


def _kind(words: str) -> str:
    if words not in KINDS and not STALE.fullmatch(words):
        raise _one_of(KINDS, "kind", words)
    return words


def _remind(words: str) -> str:
    if not REMIND.fullmatch(words):
        raise ValueError(f'{words!r} is no reminder; write "when announced", "14 days before" or "on the day"')
    return words


def _trips(names: list[str]) -> list[str]:
    if names:
        raise ValueError("this version keeps no trips yet, so nothing can be told of them; leave trips out")
    return names


CarrierWord = Annotated[str, AfterValidator(_carrier)]
PlaceWord = Annotated[str, AfterValidator(_place)]
FieldWord = Annotated[str, AfterValidator(_field)]
SizeWord = Annotated[str, AfterValidator(_size)]
HourWord = Annotated[str, AfterValidator(_when)]
BeatWord = Annotated[str, AfterValidator(_beat)]
KindWord = Annotated[str, AfterValidator(_kind)]
ReminderWord = Annotated[str, AfterValidator(_remind)]
TripNames = Annotated[list[str], AfterValidator(_trips)]
