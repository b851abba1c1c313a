"""A trip's answer as people read it, and as programs do."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flows.alerts.wording import number
from flows.cli.output import aligned, pairs, say, text_of
from flows.trip.facts import Item, Option, TripAnswer
from flows.trip.words import gigabytes
from transforms.places import place_name

SHOWN_AT_MOST = 8
LEFT_OUT_AT_MOST = 6
RULES_AT_MOST = 4


def show(found: TripAnswer, today: str, budget: Decimal | None) -> None:
    trip = found.trip
    where = " and ".join(place_name(place) for place in trip.places)
    asked = [f"{trip.length} days", f"{trip.lines} line{'s' if trip.lines > 1 else ''}"]
    asked += [f"{gigabytes(trip.data_bytes)} each" if trip.data_bytes else "any data"]
    asked += [f"{trip.minutes_home} minutes home each"] if trip.minutes_home else []
    rates = f" at the rates of {found.rates_on:%-d %b %Y}" if found.rates_on else ""
    say(f"{where}, {', '.join(asked)}            prices of {today}, in {found.currency}{rates}")
    say()
    if not found.options:
        say("  No offer in the ledger is known to serve this trip.")
    shown = found.options[:SHOWN_AT_MOST]
    table = [("", "what", "total", "each line", "sure?")]
    proven = [option for option in shown if option.is_proven]
    for n, option in enumerate(shown, 1):
        if not option.is_proven and n == len(proven) + 1 and proven:
            table.append(("", "only if covered there:", "", "", ""))
        doubt = "; ".join(option.doubts) or "as its page says"
        over = " (over the budget)" if budget is not None and option.low > budget else ""
        table.append(
            (str(n), text_of(option.name), range_words(option) + over, each_words(option.items), text_of(doubt))
        )
    for line in aligned(table) if shown else ():
        say(f"  {line}")
    say()
    more = len(found.options) - len(shown)
    lines = [(f"How {n}", "\n".join(map(text_of, option.how))) for n, option in enumerate(shown, 1) if option.how]
    left = [text_of(reason) for reason in found.left_out[:LEFT_OUT_AT_MOST]]
    left += [f"{len(found.left_out) - LEFT_OUT_AT_MOST} more"] if len(found.left_out) > LEFT_OUT_AT_MOST else []
    left += [f"{found.stale} stale offers (not seen for too long): --include-stale shows them"] if found.stale else []
    left += [f"{more} dearer ways: --json shows all"] if more > 0 else []
    rules = [text_of(rule) for rule in found.rules[:RULES_AT_MOST]]
    rules += [f"{len(found.rules) - RULES_AT_MOST} more: can-i shows them"] if len(found.rules) > RULES_AT_MOST else []
    lines.append(("Law there", "\n".join(rules)))
    lines.append(("Left out", "\n".join(left)))
    lines.append(("Not known", "\n".join(map(text_of, found.not_known))))
    plans = f"{found.home_plans} home plan{'' if found.home_plans == 1 else 's'}"
    lines.append(
        (
            "How far this looks",
            f"{plans} and {found.sellers_fresh} of {found.sellers} eSIM sellers in the ledger for it",
        )
    )
    pairs(lines)


def range_words(option: Option) -> str:
    low, high = number(option.low, 2), number(option.high, 2)
    return low if option.low == option.high else f"{low} to {high}"


def each_words(items: Sequence[Item]) -> str:
    told = [f"{item.count} x {number(item.each, 2)} {item.currency}".strip() for item in items if item.each]
    return text_of(" and ".join(told) or "nothing extra")


def record(option: Option, found: TripAnswer) -> dict[str, Any]:
    return {
        "option": option.name, "total_low": option.low, "total_high": option.high, "currency": found.currency,
        "items": [
            {"offer_id": i.offer_id, "name": i.name, "count": i.count, "each": float(i.each), "currency": i.currency}
            for i in option.items
        ],
        "how": list(option.how), "doubts": list(option.doubts), "offer_ids": list(option.offer_ids),
    }  # fmt: skip
