"""``roamledger reread``: today's parser over the pages that were kept."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from flows.alerts.wording import count
from flows.cli.finding import find_source
from flows.cli.output import say, text_of
from flows.cli.shared import Context, Usage, emit_json, examples
from flows.cli.shared import who as login
from flows.cli.track import Watcher
from flows.reread import reread
from flows.world import real_world
from transforms.source import find_carriers
from transforms.words import SourceStatus
from warehouse.reread import Compared, Rehearsal

# Captures that differ are listed up to here; --json has them all.
_LINES = 20


@click.command(
    "reread", epilog=examples("reread us_verizon --dry-run", 'reread us_verizon --why "data was read as days"')
)
@click.argument("source_id", metavar="SOURCE")
@click.option("--dry-run", is_flag=True, help="Show what differs; write nothing.")
@click.option("--yes", is_flag=True, help="Adopt without asking.")
@click.option("--why", default="", help="The reason, for the journal.")
@click.option("--who", default="", help="Your name for the journal (default: the setting `who`, else your login).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a capture, then the sum.")
@click.pass_obj
def command(context: Context, source_id: str, dry_run: bool, yes: bool, why: str, who: str, as_json: bool) -> None:
    """Read every kept page of a source with today's parser, show what differs, and adopt it.

    History is told again from what it reads. Nobody is alerted, but who was told something wrong gets a correction, and
    a change that the old parser missed is told as found late. Nothing is fetched.
    """
    settings = context.settings()
    carrier = find_source(source_id, *find_carriers(settings.sources.paths))
    if carrier.source.status is SourceStatus.WATCH:
        raise Usage(f"{source_id} has no parser yet; its pages are read from the beginning when it has one")
    if not settings.warehouse.is_file():
        raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
    is_asking = not (dry_run or yes)
    if is_asking and (as_json or not sys.stdin.isatty()):
        raise Usage("nobody can be asked here: say --dry-run to see what differs, or --yes to adopt it")
    answered: list[bool] = []

    def adopts(found: Sequence[Rehearsal]) -> bool:
        if not as_json:
            show(found)
        answered.append(yes or (is_asking and click.confirm("Adopt?", default=False)))
        return answered[-1]

    with Watcher(context, sys.stderr.isatty() and not as_json and not is_asking) as progress:
        world = real_world(settings, say=progress.say)
        found = reread(world, carrier, adopts, who=who or settings.who or login(), why=why)
    if as_json:
        emit_json([*_objects(found), _sum(found, any(answered))])
        return
    if not any(r.entries for r in found):
        say(f"{source_id}: today's parser has read every kept page already")
    elif not answered:
        read = sum(len(r.entries) for r in found)
        say(f"{source_id}: {count(read, 'page')} read again, every row the same; nothing to adopt")
    elif answered[0]:
        owed = sum(r.corrections for r in found), sum(len(r.late) for r in found)
        say(f"Adopted. {count(owed[0], 'correction')}, {count(owed[1], 'change')} found late: told by the next run")
    else:
        say("Nothing was written." if dry_run else "Not adopted; nothing was written.")


def show(found: Sequence[Rehearsal]) -> None:
    """What differs, capture by capture, and what becomes of history."""
    for rehearsal in found:
        name = rehearsal.source_id if len(found) == 1 else f"{rehearsal.source_id}.{rehearsal.part}"
        different = [c for c in rehearsal.compared if not c.is_same]
        say(f"{name}   {count(len(rehearsal.compared), 'page')} read again, {len(different)} otherwise")
        for compared in different[:_LINES]:
            say(f"  {compared.observed_at:%Y-%m-%d %H:%M}  {_line(compared)}")
        if len(different) > _LINES:
            say(f"  and {len(different) - _LINES} more (--json has them all)")
        fields = sum((c.fields for c in different), Counter[str]())
        if fields:
            say("  by field   " + ", ".join(f"{field} {number}" for field, number in fields.most_common()))
        for capture_id in rehearsal.lost:
            say(f"  {capture_id}: its page is lost; what was read of it stays")
        say(
            f"  history    {count(len(rehearsal.late), 'change')} found late, "
            f"{len(rehearsal.wrong)} told and none after all ({count(rehearsal.corrections, 'mail')} to correct)"
        )


def _line(compared: Compared) -> str:
    if compared.now is None:
        kept = f"; the {count(compared.before or 0, 'row')} read before stay" if compared.before is not None else ""
        return f"not believed: {text_of(compared.why)}{kept}"
    if compared.before is None:
        return f"was not believed, now {count(compared.now, 'row')}"
    parts = [(compared.different, "different"), (compared.new, "new"), (compared.gone, "gone")]
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    fields = ", ".join(f"{field} {number}" for field, number in compared.fields.most_common(4))
    return f"{count(compared.now, 'row')}, {told}" + (f" ({fields})" if fields else "")


def _objects(found: Sequence[Rehearsal]) -> Iterator[dict[str, object]]:
    for rehearsal in found:
        for c in rehearsal.compared:
            yield {
                "source_id": rehearsal.source_id, "part": rehearsal.part, "capture_id": c.capture_id,
                "observed_at": c.observed_at, "rows_before": c.before, "rows": c.now, "same": c.same,
                "different": c.different, "new": c.new, "gone": c.gone, "fields": dict(c.fields), "why": c.why or None,
            }  # fmt: skip


def _sum(found: Sequence[Rehearsal], is_adopted: bool) -> dict[str, object]:
    return {
        "pages": sum(len(r.compared) for r in found),
        "different": sum(not c.is_same for r in found for c in r.compared),
        "found_late": sum(len(r.late) for r in found), "wrong": sum(len(r.wrong) for r in found),
        "corrections": sum(r.corrections for r in found), "is_adopted": is_adopted,
    }  # fmt: skip
