"""``roamledger sources``: the list; ``check``, ``enable`` and ``disable`` are in modules of their own."""

import importlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from flows.alerts.wording import count
from flows.cli.output import emit_machine, formats, say, show_table
from flows.cli.reader import FILE, clock_of, open_published
from flows.cli.shared import Context, examples
from flows.settings import Settings
from transforms.source import Carrier, find_carriers
from transforms.words import SourceStatus

COLUMNS = (
    "source_id", "carrier", "home_country", "status", "is_on", "is_own", "last_read_at", "last_changed_at", "rows",
    "age_days", "is_stale", "held_reason", "is_shut_out", "next_due_at", "verified_on", "terms_status", "url",
)  # fmt: skip
SUBCOMMANDS = {
    "check": ("check", "fetch and read a source, write nothing"),
    "enable": ("switch", "have runs fetch a source"),
    "disable": ("switch", "have runs leave a source alone"),
    "resume": ("resume", "ask a site again that shut us out"),
}


class Sources(click.Group):
    """``sources`` alone lists; its other modules are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"flows.cli.{SUBCOMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.command(
    "sources", cls=Sources, invoke_without_command=True,
    epilog=examples("sources", "sources check us_att", "sources disable us_att"),
)  # fmt: skip
@formats
@click.pass_context
def command(ctx: click.Context, as_json: bool, as_csv: bool) -> None:
    """Which pages are watched, how fresh they are, what is wrong with them.

    on: fetched by runs. off: not, until enabled. historic: its address is gone; read from kept pages only.
    """
    if ctx.invoked_subcommand:
        return
    context: Context = ctx.obj
    settings = context.settings()
    carriers, broken = find_carriers(settings.sources.paths)
    kept = _kept(settings, context)
    rows = [_row(carrier, kept.pop(id_, {}), settings) for id_, carrier in sorted(carriers.items())]
    rows += [{**row, "is_on": False, "is_own": None} for row in kept.values()]
    if emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
        return
    show_table(context, ("source", "carrier", "status", "last read", "rows", "next", ""), [_cells(row) for row in rows])
    for item in broken:
        say(f"{item.id} does not load: {item.reason} ({item.path})")
    on = sum(row["is_on"] for row in rows)
    never = sum(row["is_on"] and not row["last_read_at"] for row in rows)
    say()
    say(f"{count(len(rows), 'source')}, {on} on" + (f", {never} of them never read" if never else ""))
    if never:
        say(f"Next    {context.prefix()} track")


def is_on(carrier: Carrier, settings: Settings) -> bool:
    """Fetched by runs: as shipped, or as the user's file says."""
    from flows.opening import enabled  # half a second to import, and a list is often wanted

    return enabled(carrier, settings)


def _kept(settings: Settings, context: Context) -> dict[str, dict[str, Any]]:
    """What the published copy knows of each source; nothing before the first run."""
    if not (settings.published / FILE).is_file():
        return {}
    with open_published(settings, clock_of(settings), context.prefix()) as reader:
        return {row["source_id"]: row for row in reader.rows("cli_sources")}


def _row(carrier: Carrier, kept: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    source = carrier.source
    declared = {
        "source_id": carrier.id, "carrier": source.carrier, "home_country": source.home_country,
        "status": source.status.value, "is_on": is_on(carrier, settings), "is_own": carrier.is_own,
        "verified_on": source.verified_on or None, "terms_status": source.terms.value, "url": source.parts[0].urls[0],
    }  # fmt: skip
    return {**dict.fromkeys(COLUMNS), **kept, **declared}


def _cells(row: Mapping[str, Any]) -> list[Any]:
    status = str(row["status"])
    if status != SourceStatus.HISTORIC.value:
        status = ("watch" if status == SourceStatus.WATCH.value else "on") if row["is_on"] else "off"
    read, due = row.get("last_read_at"), row.get("next_due_at")
    age = (
        "never read"
        if read is None
        else f"{row.get('age_days') or 0} days ago"
        if (row.get("age_days") or 0)
        else "today"
    )
    stale = " STALE" if row.get("is_stale") and read is not None and row["is_on"] else ""
    return [
        row["source_id"],
        row["carrier"],
        status,
        age + stale,
        row.get("rows"),
        _due(due, row["is_on"]),
        _trouble(row),
    ]


def _trouble(row: Mapping[str, Any]) -> str:
    if row["is_own"] is None:
        return "its file is gone"
    if row.get("is_shut_out"):
        return f"BLOCKED twice, not asked again until: sources resume {row['source_id']}"
    return f"HELD: {row['held_reason']}" if row["held_reason"] else ""


def _due(due: datetime | None, is_fetched: bool) -> str:
    return f"{due:%Y-%m-%d %H:%M}" if due and is_fetched else ""
