"""``roamledger can-i``."""

from collections.abc import Sequence
from typing import Any

import click

from flows.answer_facts import Answer, Facts
from flows.answers import answer
from flows.cli.facts import network_facts, offer_facts, place_facts, rule_facts
from flows.cli.finding import LISTED_AT_MOST, NotClear, find_place, find_plans, near
from flows.cli.output import pairs, say, text_of
from flows.cli.reader import Reader, reading
from flows.cli.shared import EXIT_OK, EXIT_USAGE, Context, emit_json, examples
from transforms.places import place_name


@click.command(
    "can-i",
    epilog=examples("can-i us_verizon/travelpass Turkey", "can-i telstra NZ --brief"),
)
@click.argument("plan")
@click.argument("place")
@click.option("--brief", is_flag=True, help="One line.")
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
@click.pass_obj
def command(context: Context, plan: str, place: str, brief: bool, as_json: bool) -> int:
    """Can PLAN be used in PLACE, on which networks, under which conditions, at what cost?

    The first word is YES, "YES, PER MB", ONLY IF (a condition), NO (left out by a full list) or UNKNOWN: what a page
    claims without naming it is never coverage. PLAN is an offer's id, its beginning, or its name; PLACE a code or name.
    Exit 0 for any answer, 2 for a question that is not understood.
    """
    with reading(context) as reader:
        reader.must_hold_offers()
        names = reader.rows("cli_offer_names")
        unclear = []
        offer_ids, code = [], ""
        try:
            offer_ids = _which_plan(plan, names, context)
        except NotClear as error:
            unclear.append(str(error))
        try:
            code = find_place(place)
        except NotClear as error:
            unclear.append(str(error))
        if unclear:
            click.echo("\n".join(unclear), err=True)
            return EXIT_USAGE
        found = answer(_facts(reader, offer_ids, code))
    if as_json:
        emit_json([_record(found, context.prefix())])
    elif brief:
        say(f"{found.first_words}  {found.brief}")
    else:
        _show(found, context.prefix())
    return EXIT_OK


def _which_plan(words: str, names: Sequence[dict[str, Any]], context: Context) -> list[str]:
    """The offers of the one plan that is meant. Raises NotClear."""
    plans = find_plans(words, names)
    if len(plans) == 1:
        return next(iter(plans.values()))
    if plans:
        shown = "   ".join(list(plans)[:LISTED_AT_MOST])
        more = f"   and {len(plans) - LISTED_AT_MOST} more" if len(plans) > LISTED_AT_MOST else ""
        raise NotClear(f"Which plan?   {shown}{more}")
    known = sorted({"/".join(row["offer_id"].split("/")[:2]) for row in names})
    hint = near(words, [*known, *sorted({row["carrier_id"] for row in names})])
    raise NotClear(f'Which plan?   "{words}" is in no offer\'s name.{hint or f" {context.prefix()} offers lists them"}')


def _facts(reader: Reader, offer_ids: list[str], place: str) -> Facts:
    """All that the ledger holds on the plan and the place."""
    offers = reader.rows("cli_offers_of", offer_ids=offer_ids)
    carrier, name = text_of(offers[0]["carrier"]), text_of(offers[0]["offer_name"])
    wanted = {"offer_ids": offer_ids, "place": place}
    instead = reader.rows("cli_instead", place=place)[0]
    prefix, home = offers[0]["carrier_id"], offers[0]["home_country"]
    unread = [
        (row["source_id"], str(row["verified_on"] or ""))
        for row in reader.rows("cli_sources")
        if row["status"] == "off" and row["source_id"].startswith(prefix)
    ]
    return Facts(
        plan=name if name.casefold().startswith(carrier.casefold()) else f"{carrier} {name}",
        place=place,
        place_name=place_name(place),
        asked_at=reader.asked_at,
        offers=tuple(offer_facts(row) for row in offers),
        places=tuple(place_facts(row) for row in reader.rows("cli_coverage_of", **wanted)),
        networks=tuple(network_facts(row) for row in reader.rows("cli_networks_of", **wanted)),
        rules=tuple(rule_facts(row) for row in reader.rows("cli_rules_of", place=place, home_country=home)),
        unread=tuple(unread),
        **instead,
    )


def _show(found: Answer, prefix: str) -> None:
    say(f"{found.first_words}   {found.plan} in {found.place_name} ({found.place})")
    say()
    lines: list[tuple[str, str]] = []
    for line in found.lines:
        refs = "".join(f"[{number}]" for number in line.receipts)
        text = _commands(line.text, prefix) + (f"   {refs}" if refs else "")
        if line.label or not lines:
            lines.append((line.label, text))
        else:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}\n{text}")
    pairs(lines)
    say()
    for receipt in found.receipts:
        why = f"   {prefix} why {receipt.offer_id}" if receipt.offer_id else ""
        say(f"  [{receipt.number}] {text_of(receipt.url)}   {receipt.dated}{why}".rstrip())


def _commands(text: str, prefix: str) -> str:
    return text_of(text.replace("{prefix}", prefix))


def _record(found: Answer, prefix: str) -> dict[str, Any]:
    return {
        "word": str(found.word), "condition": found.condition or None, "plan": found.plan, "place": found.place,
        "place_name": found.place_name, "reason": found.reason, "brief": found.brief, "offer_ids": list(found.deciding),
        "lines": [
            {"label": n.label, "text": n.text.replace("{prefix}", prefix), "receipts": list(n.receipts)}
            for n in found.lines
        ],
        "receipts": [
            {"number": r.number, "url": r.url, "dated": r.dated, "offer_id": r.offer_id or None} for r in found.receipts
        ],
    }  # fmt: skip
