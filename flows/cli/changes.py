"""``roamledger changes``."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import click

from flows.alerts.model import ChangeNote
from flows.alerts.wording import EFFECTS, count, day, field_words, pair, size_words
from flows.cli.finding import NotClear, find_carrier, find_place, find_since, near
from flows.cli.output import aligned, emit_machine, formats, say, text_of
from flows.cli.reader import Reader, reading
from flows.cli.shared import Context, examples
from transforms.places import place_name
from warehouse.changes import TEXT

COLUMNS = (
    "change_id", "move_id", "seen_at", "confirmed_at", "effective_on", "told_at", "state", "carrier_id", "carrier",
    "offer_id", "offer_name", "place", "field", "old_value", "new_value", "old_number", "new_number", "unit", "delta",
    "delta_pct", "effect", "severity_traveller", "severity_analyst", "cause", "before_words", "after_words",
    "before_capture_id", "after_capture_id", "url",
)  # fmt: skip

# A move of more changes than this is one line: 1,912 prices x 0.80 are one act of the seller.
TOGETHER = 4
# As many lines of a text that changed are shown here; `why` shows all that are kept.
TEXT_LINES = 6
_STATES = {"seen": "seen once, to be confirmed", "undone": "gone before it was confirmed", "retracted": "retracted"}
_CAUSES = {"parser": "our parser's doing", "reference": "our reference tables' doing", "hand": "put right by hand"}
_NAMES = {field.name for field in fields(ChangeNote)}


@click.command("changes", epilog=examples("changes --since 7d --carrier us_verizon"))
@click.option("--since", help="1d, 12h, 2w, or a day such as 2026-11-01 (UTC).")
@click.option("--carrier", help="One carrier: us_verizon, or its name.")
@click.option("--source", help="One source: us_verizon.")
@click.option("--place", help="One place: TR, Turkey, Türkiye.")
@click.option("--all", "is_all", is_flag=True, help="Also what is not yet confirmed, was undone, or a parser caused.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Lines at most; 0 is all.")
@formats
@click.pass_obj
def command(
    context: Context, since: str | None, carrier: str | None, source: str | None, place: str | None, is_all: bool,
    limit: int, as_json: bool, as_csv: bool,
) -> None:  # fmt: skip
    """What moved, newest first: confirmed by a second look, and the carrier's own doing."""
    code = find_place(place) if place else None
    with reading(context) as reader:
        wanted = {
            "since": find_since(since, reader.asked_at) if since else None,
            "carrier_id": find_carrier(carrier, reader) if carrier else None,
            "source_id": _source(source, reader) if source else None,
            "place": code,
        }
        rows = reader.rows("cli_changes", is_all=is_all, **wanted)
        if emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
            return
        rest = 0 if is_all else len(reader.rows("cli_changes", is_all=True, **wanted)) - len(rows)
        what = {row["move_id"]: row["what"] for row in reader.rows("cli_moves")}
        texts = reader.rows("cli_text_lines", change_ids=[r["change_id"] for r in rows if r["field"] == TEXT])
    lines = [(*line, text_lines(texts, row)[:TEXT_LINES]) for line, row in _lines(rows, what, context.prefix())]
    shown = lines[:limit] if limit else lines
    for date_words, on_day in groupby(shown, key=lambda line: line[0]):
        say(date_words)
        of_day = list(on_day)
        for text, (_, _, below) in zip(aligned([cells for _, cells, _ in of_day]), of_day, strict=True):
            say(f"  {text}")
            for differing in below:
                say(f"    {differing}")
    if not rows:
        say("Nothing moved" + (f" since {day(wanted['since'])}" if isinstance(wanted["since"], datetime) else "") + ".")
    if len(lines) > len(shown):
        say(f"and {count(len(lines) - len(shown), 'older line')}: --limit 0 shows all")
    if rest > 0:
        say(f"{count(rest, 'change')} not counted here (not yet confirmed, undone, or our parser's doing): --all")


def _lines(
    rows: Sequence[Mapping[str, Any]], what: Mapping[str, str], prefix: str
) -> list[tuple[tuple[str, list[str]], Mapping[str, Any]]]:
    """A day's heading and the cells of each line, and its (first) row; changes of one large move are one line."""
    lines = []
    for _, of_move in groupby(rows, key=lambda row: (_when(row), row["move_id"] or row["change_id"])):
        changes = list(of_move)
        if len(changes) > TOGETHER and changes[0]["move_id"] in what:
            told = _together(changes, what[changes[0]["move_id"]], prefix)
            lines.append(((_heading(changes[0]), told), changes[0]))
        else:
            lines += [((_heading(row), _cells(row, prefix)), row) for row in changes]
    return lines


def text_lines(lines: Sequence[Mapping[str, Any]], change: Mapping[str, Any]) -> list[str]:
    """The differing lines of one change of text: "- Turkey | $10", "+ Turkey | $12"."""
    mine = [row for row in lines if row["change_id"] == change["change_id"]]
    return [f"{'-' if row['what'] == 'removed' else '+'} {text_of(row['line'])}" for row in mine]


def _source(words: str, reader: Reader) -> str:
    """Raises NotClear for a source that the ledger does not know."""
    known = [row["source_id"] for row in reader.rows("cli_sources")]
    if words not in known:
        raise NotClear(f"there is no source {words!r} in the ledger.{near(words, known)}")
    return words


def _together(changes: Sequence[Mapping[str, Any]], what: str, prefix: str) -> list[str]:
    row = changes[0]
    cells = [EFFECTS.get(row["effect"], row["effect"]), text_of(row["carrier"]), text_of(what)]
    return [*cells, count(len(changes), "change"), _why(row, prefix)]


def _cells(row: Mapping[str, Any], prefix: str) -> list[str]:
    note = note_of(row)
    name, carrier = text_of(row["offer_name"]), text_of(row["carrier"])
    said = name if name.casefold().startswith(carrier.casefold()) else f"{carrier} {name}"
    return [EFFECTS.get(note.effect, note.effect), said, change_words(note), size_words(note), _why(row, prefix)]


def change_words(note: ChangeNote) -> str:
    """ "10 -> 12 USD a day", "Price when used up: 2 -> 3 USD per MB", "Place: no -> yes (Türkiye)"."""
    if note.field == TEXT:
        lines = max(len(words.splitlines()) for words in (note.before_words, note.after_words))
        return f"text changed: {count(lines, 'line')}"
    old, new, unit = pair(note, is_exact=False)
    plain = note.field in ("price", "price.first_line", "data", "data_bytes")
    field = "" if plain else f"{field_words(note.field)}: "
    return f"{field}{old} -> {new} {unit}".rstrip() + (f" ({place_name(note.place)})" if note.place else "")


def note_of(row: Mapping[str, Any]) -> ChangeNote:
    """A row of the view ``changes`` as the mails' own value, so that both say it in the same words."""
    known = {name: _exact(value) for name, value in row.items() if name in _NAMES and value is not None}
    return ChangeNote(**{"source_id": row["carrier_id"], "home_country": "", "old_value": "", "new_value": "", **known})


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


def _why(row: Mapping[str, Any], prefix: str) -> str:
    told = [_STATES.get(row["state"], ""), _CAUSES.get(row["cause"], "")]
    remark = "; ".join(filter(None, told))
    return f"why: {prefix} why {row['offer_id']}" + (f"   [{remark}]" if remark else "")


def _when(row: Mapping[str, Any]) -> datetime:
    moment: datetime = row["confirmed_at"] or row["seen_at"]
    return moment


def _heading(row: Mapping[str, Any]) -> str:
    return f"{day(_when(row))}, {'confirmed' if row['confirmed_at'] else 'seen'}"
