"""From what people type to what the ledger calls it: carriers, offers, sources, places, days. Nothing is guessed:
several that fit are listed, none that fits gets a suggestion."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.cli.reader import Reader
from flows.cli.shared import Usage
from transforms.errors import UnknownPlace
from transforms.places import fold, is_place, place, place_name
from transforms.source import Broken, Carrier

LISTED_AT_MOST = 12
_SPAN = re.compile(r"(\d{1,5}) ?(h|d|w)")
_SPANS = {"h": "hours", "d": "days", "w": "weeks"}

# Tried after English, in case somebody types the name in a tongue of their own. One code must come out of all.
_TONGUES = (
    "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "nb", "fi", "hu", "ro", "el", "tr", "ru", "uk",
    "ar", "he", "hi", "id", "vi", "th", "zh", "zh_Hant", "ja", "ko",
)  # fmt: skip


class NotClear(Usage):
    """Several things fit, or none; the message is ready to be shown as it is."""


def find_source(words: str, carriers: Mapping[str, Carrier], broken: Iterable[Broken] = ()) -> Carrier:
    """The source of that id.

    Raises:
        Usage: there is none (with the nearest), or its module does not load (with why).
    """
    found = carriers.get(words)
    if found is not None:
        return found
    for item in broken:
        if item.id == words:
            raise Usage(f"{words} does not load: {item.reason} ({item.path})")
    raise Usage(f"there is no source {words!r}.{near(words, carriers)}")


def find_carrier(words: str, reader: Reader) -> str:
    """The carrier id (``us_verizon``) for an id, the id of one of its sources, or a name.

    Raises:
        NotClear: none fits, or several do.
    """
    known: dict[str, str] = {}
    for row in reader.rows("cli_sources"):
        known[_carrier_of(row["source_id"])] = row["carrier"]
    for row in reader.rows("cli_offer_names"):
        known.setdefault(row["carrier_id"], row["carrier"])
    if _carrier_of(words.lower()) in known:
        return _carrier_of(words.lower())
    wanted = fold(words)
    found = [id_ for id_, name in known.items() if fold(name) == wanted]
    found = found or [id_ for id_, name in known.items() if wanted and wanted in f"{fold(name)} {fold(id_)}"]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotClear("Which carrier?   " + "   ".join(sorted(found)))
    raise NotClear(f"there is no carrier {words!r} in the ledger.{near(words, [*known, *known.values()])}")


def _carrier_of(source_id: str) -> str:
    return "_".join(source_id.split("/")[0].split("_")[:2])


def find_offers(words: str, offers: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of the offers that ``words`` name: an id, the beginning of some, or words of their names. In order."""
    ids = [str(row["offer_id"]) for row in offers]
    wanted = _folded(words.strip("/"))
    below = [id_ for id_ in ids if f"{_folded(id_)}/".startswith(f"{wanted}/")]
    found = below or [id_ for id_ in ids if _folded(id_).startswith(wanted)]
    if wanted and found:
        return found
    parts = fold(words.replace("/", " ").replace("-", " ").replace("_", " ")).split()
    return [str(row["offer_id"]) for row in offers if parts and all(part in _spoken(row) for part in parts)]


def one_offer(words: str, offers: Sequence[Mapping[str, Any]], prefix: str, also: Iterable[str] = ()) -> str:
    """The one offer that is meant. ``also``: what else may have been meant, for the suggestion.

    Raises:
        NotClear: "Which offer?" with those that fit, or that none does.
    """
    found = find_offers(words, offers)
    exact = [id_ for id_ in found if _folded(id_) == _folded(words)]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if found:
        more = f"\n  and {len(found) - LISTED_AT_MOST} more" if len(found) > LISTED_AT_MOST else ""
        raise NotClear("Which offer?\n" + "\n".join(f"  {id_}" for id_ in found[:LISTED_AT_MOST]) + more)
    hint = near(words, [*also, *(str(row["offer_id"]) for row in offers)])
    raise NotClear(f"there is no offer {words!r}.{hint or f' {prefix} offers lists them.'}")


def any_offer(words: str, reader: Reader, prefix: str, also: Iterable[str] = ()) -> tuple[str, bool]:
    """The one offer that is meant, on sale now or not, and whether it is. Raises NotClear as :func:`one_offer`."""
    names = reader.rows("cli_offer_names")
    on_sale = {row["offer_id"] for row in names}
    blank = {"carrier": "", "offer_name": "", "carrier_id": ""}
    past = [{**blank, **row} for row in reader.rows("cli_past_offer_ids") if row["offer_id"] not in on_sale]
    offer_id = one_offer(words, [*names, *past], prefix, also)
    return offer_id, offer_id in on_sale


def find_plans(words: str, offers: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The plans that ``words`` name, as id (``us_verizon/travelpass``) to the ids of its offers.

    Offers are of one plan if their pages give them one plan name, else if they have one label.
    """
    family = {str(row["offer_id"]): row.get("plan_name") for row in offers}
    found = find_offers(words, offers)
    named = {family[offer_id] for offer_id in found}
    if len(named) == 1 and None not in named:
        return {found[0]: found}
    plans: dict[str, list[str]] = {}
    for offer_id in found:
        plans.setdefault("/".join(offer_id.split("/")[:2]), []).append(offer_id)
    return plans


def find_place(words: str) -> str:
    """The code of a place by its code or its name, in English or another tongue.

    Raises:
        NotClear: it is no place that we know, or several.
    """
    code = words.strip().upper()
    if is_place(code):
        return code
    try:
        return place(words)
    except UnknownPlace as error:
        guess = error.suggestion
    found = set()
    for tongue in _TONGUES:
        try:
            found.add(place(words, tongue))
        except UnknownPlace:
            continue
    if len(found) == 1:
        return found.pop()
    if found:
        raise NotClear("Which place?   " + "   ".join(f"{c} {place_name(c)}" for c in sorted(found)))
    raise NotClear(f'Which place?   "{words}" is not a place' + (f"; did you mean {guess}?" if guess else ""))


def find_since(words: str, now: datetime) -> datetime:
    """The moment that "1d", "12h", "2w", "2026-11-01" or an ISO 8601 moment means (without a zone: UTC).

    Raises:
        Usage: it is none of these.
    """
    span = _SPAN.fullmatch(words.strip().lower())
    try:
        if span:
            return now - timedelta(**{_SPANS[span[2]]: int(span[1])})
        moment = datetime.fromisoformat(words.strip())
    except (ValueError, OverflowError):
        raise Usage(f"--since {words!r} is no span or day; write 1d, 12h, 2w or 2026-11-01") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _folded(words: str) -> str:
    return words.strip().casefold().replace("_", "-")


def _spoken(row: Mapping[str, Any]) -> str:
    names = (row["carrier"], row["offer_name"], row["carrier_id"], row["offer_id"], row.get("plan_name") or "")
    return fold(" ".join(names).replace("_", " "))


def near(words: str, known: Iterable[str]) -> str:
    """ " Did you mean us_verizon or us_visible?", or ""."""
    found = difflib.get_close_matches(words, list(known), 3, 0.5)
    return f" Did you mean {' or '.join(found)}?" if found else ""
