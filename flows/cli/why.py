"""``roamledger why``: the words on the page behind an offer, or what stands in the way of a source."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from flows.alerts.wording import day
from flows.capture.due import ADVICE
from flows.cli.changes import change_words, note_of, text_lines
from flows.cli.finding import any_offer
from flows.cli.output import emit_machine, formats, moment, pairs, say, text_of
from flows.cli.reader import Reader, reading
from flows.cli.shared import Context, Usage, examples
from transforms.addresses import is_file
from transforms.words import SourceStatus
from warehouse.entries import Outcome

# The receipt that says who looked, where no page was read.
BY_HAND = "by_hand"
RECEIPTS = ("offer_id", "field", "value", "words", "where_on_page", "capture_id", "fetched_at", "url", "sha256")
HELD = ("source_id", "part", "reading_id", "observed_at", "code", "reason", "words", "where_on_page")


@click.command("why", epilog=examples("why us_verizon/travelpass/other price", "why us_verizon"))
@click.argument("subject", metavar="OFFER_OR_SOURCE")
@click.argument("field", required=False)
@formats
@click.pass_obj
def command(context: Context, subject: str, field: str | None, as_json: bool, as_csv: bool) -> None:
    """The words on the page, where they stood, the capture and its date.

    For an offer: every fact, or one FIELD of it (price, data, places ...), and what it was before.
    For a source: its last reading, what was held and why, and what to do.
    """
    with reading(context) as reader:
        sources = {row["source_id"]: row for row in reader.rows("cli_sources")}
        if subject in sources:
            if field:
                raise Usage(f"{subject} is a source; a field goes with an offer: {context.prefix()} why {subject}/...")
            _source(context, reader, sources[subject], as_json=as_json, as_csv=as_csv)
        else:
            _offer(context, reader, subject, field, as_json=as_json, as_csv=as_csv)


def _offer(context: Context, reader: Reader, words: str, field: str | None, *, as_json: bool, as_csv: bool) -> None:
    offer_id, is_on_sale = any_offer(
        words, reader, context.prefix(), [row["source_id"] for row in reader.rows("cli_sources")]
    )
    receipts = reader.rows("cli_receipts", offer_id=offer_id, field=field)
    if emit_machine(RECEIPTS, receipts, as_json=as_json, as_csv=as_csv):
        return
    if field and is_on_sale and not receipts:
        fields = sorted({row["field"] for row in reader.rows("cli_receipts", offer_id=offer_id, field=None)})
        known = ", ".join(fields) or "nothing"
        raise Usage(f"no words are kept for {field!r} of {offer_id}; there are some for: {known}")
    if is_on_sale:
        facts = reader.rows("cli_offers_of", offer_ids=[offer_id])[0]
        say(f"{text_of(facts['carrier'])}, {text_of(facts['offer_name'])}   ({offer_id})")
        stale = "   NOT SEEN FOR TOO LONG" if facts["is_stale"] else ""
        if facts["looked_by"]:
            stale = f", kept by hand: {text_of(facts['looked_by'])}, {facts['confidence']}{stale}"
        say(f"  first seen {moment(facts['first_seen_at'])}, last seen {moment(facts['last_seen_at'])}{stale}")
    else:
        say(f"{offer_id}   (no longer on sale)")
    _words(receipts if field else [row for row in receipts if row["value"] is not None or row["field"] == BY_HAND])
    changed = reader.rows("cli_offer_changes", offer_id=offer_id, field=field)
    if changed:
        say("Before")
    for row in changed:
        said = f'   page said "{text_of(row["before_words"])}"' if row["before_words"] else ""
        proof = f"captures {row['before_capture_id']} and {row['after_capture_id']}"
        say(f"  {day(row['seen_at'])}  {change_words(note_of(row))}{said}   {proof}   ({row['state']})")
    say(f"All its prices: {context.prefix()} history {offer_id}")


def _words(receipts: Sequence[Mapping[str, Any]]) -> None:
    """What the page says, each sentence once with all that was read from it; then the captures that hold it."""
    together: dict[tuple[str, str], list[str]] = {}
    for row in receipts:
        value = f": {text_of(row['value'])}" if row["value"] is not None else ""
        sentence = (text_of(row["words"]), text_of(row["where_on_page"]))
        together.setdefault(sentence, []).append(f"{row['field']}{value}")
    for (words, where), facts in together.items():
        if facts == [BY_HAND]:
            say(f'  kept by hand   "{words}"   {where}')
            continue
        say(f'  {"; ".join(facts)}   page says "{words}"' + (f"   at {where}" if where else ""))
    for capture_id, row in {row["capture_id"]: row for row in receipts}.items():
        say(f"Capture {capture_id}")
        pairs([("fetched", moment(row["fetched_at"])), ("page", text_of(row["url"])), ("sha256", row["sha256"] or "")])


def _source(context: Context, reader: Reader, source: Mapping[str, Any], *, as_json: bool, as_csv: bool) -> None:
    source_id = source["source_id"]
    held = reader.rows("cli_held", source_id=source_id)
    if emit_machine(HELD, held, as_json=as_json, as_csv=as_csv):
        return
    captures = reader.rows("cli_latest_captures", source_id=source_id)
    say(f"{source_id}   {text_of(source['carrier'])}   {source['status']}   {text_of(source['url'])}")
    stale = ", STALE" if source["is_stale"] and source["last_read_at"] else ""
    last = captures[0] if captures else None
    attempt = "never"
    if last:
        status = f", HTTP {last['http_status']}" if last["http_status"] else ""
        attempt = f"{moment(last['fetched_at'])}: {last['outcome']}{status}   ({last['capture_id']})"
    pairs(
        [
            ("last read", moment(source["last_read_at"]) + stale),
            ("rows", str(source["rows"]) if source["rows"] is not None else ""),
            ("held", text_of(source["held_reason"])),
            ("last attempt", attempt),
            ("next due", moment(source["next_due_at"]) if source["next_due_at"] else ""),
        ]
    )
    _texts(reader, source_id)
    if held:
        say(f"Rows not understood ({len(held)}); their old facts stand")
        for row in held:
            say(f"  {row['part']}: {text_of(row['reason'])}")
            say(f'    page says "{text_of(row["words"])}"   at {text_of(row["where_on_page"])}')
    say("To do")
    for line in _to_do(source, last, bool(held), context.prefix()):
        say(f"  {line}")


def _texts(reader: Reader, source_id: str) -> None:
    """How the text of a watched page changed, newest first."""
    changes = reader.rows("cli_text_changes", source_id=source_id)
    lines = reader.rows("cli_text_lines", change_ids=[row["change_id"] for row in changes])
    for row in changes:
        say(
            f"Text changed {moment(row['seen_at'])}{_fate(row)}   captures {row['before_capture_id']} and "
            f"{row['after_capture_id']}"
        )
        for line in text_lines(lines, row):
            say(f"  {line}")


def _fate(row: Mapping[str, Any]) -> str:
    if row["confirmed_at"]:
        return f", seen again {moment(row['confirmed_at'])}"
    return ", to be confirmed" if row["state"] == "seen" else f", {row['state']}"


def _to_do(source: Mapping[str, Any], last: Mapping[str, Any] | None, is_held: bool, prefix: str) -> list[str]:
    check = f"{prefix} sources check {source['source_id']}"
    if last is None:
        return [f"it was never fetched; look without writing anything: {check}"]
    if source["held_reason"] and source["status"] == SourceStatus.WATCH.value:
        return [
            f"see what today's page gives, writing nothing: {check}",
            f"if the page really is so now: {prefix} watch {source['source_id']} --anew",
        ]
    if source["held_reason"] or is_held:
        return [
            f"see what today's page gives, writing nothing: {check}",
            "if the page changed its form: mend the source's parser; the next run reads the page again",
            f'if the page is right: {prefix} accept {source["source_id"]} --why "..."',
        ]
    outcome = Outcome(last["outcome"])
    if outcome in (Outcome.OK, Outcome.UNCHANGED) and source["status"] == SourceStatus.WATCH.value:
        return ["nothing: its text was looked at; what changes is told when a second look shows it too"]
    if outcome in (Outcome.OK, Outcome.UNCHANGED):
        return [f"nothing: it was read. See what it gives: {prefix} offers --carrier {source['source_id']}"]
    if is_file(source["url"]) and last["detail"]:
        return [str(last["detail"])]
    return [ADVICE.get(outcome, f"look without writing anything: {check}")]
