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
from flows.sweeps import Sweeps, duration
from transforms.source import Carrier, find_carriers
from transforms.words import SourceStatus

COLUMNS = (
    "source_id", "carrier", "home_country", "status", "is_on", "is_own", "last_read_at", "last_changed_at", "rows",
    "age_days", "is_stale", "held_reason", "is_shut_out", "next_due_at", "verified_on", "terms_status", "url",
    "parts", "parts_read", "sweep_minutes",
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
    on = [carrier for carrier in carriers.values() if is_on(carrier, settings)]
    sweeps = Sweeps(on, settings.fetch.delay_seconds)
    rows = [_row(carrier, kept.pop(id_, {}), settings, sweeps) for id_, carrier in sorted(carriers.items())]
    rows += [{**row, "is_on": False, "is_own": None} for row in kept.values()]
    if emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
        return
    now = clock_of(settings).now()
    cells = [_cells(row, now) for row in rows]
    show_table(context, ("source", "carrier", "status", "last read", "rows", "next", ""), cells)
    for item in broken:
        say(f"{item.id} does not load: {item.reason} ({item.path})")
    never = sum(row["is_on"] and not row["last_read_at"] for row in rows)
    say()
    say(f"{count(len(rows), 'source')}, {len(on)} on" + (f", {never} of them never read" if never else ""))
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


def _row(carrier: Carrier, kept: Mapping[str, Any], settings: Settings, sweeps: Sweeps) -> dict[str, Any]:
    source = carrier.source
    declared: dict[str, Any] = {
        "source_id": carrier.id, "carrier": source.carrier, "home_country": source.home_country,
        "status": source.status.value, "is_on": is_on(carrier, settings), "is_own": carrier.is_own,
        "verified_on": source.verified_on or None, "terms_status": source.terms.value, "url": source.parts[0].urls[0],
    }  # fmt: skip
    if declared["is_on"]:
        apart = sweeps.seconds_apart(kept.get("seconds_apart"))
        declared |= {"parts": sweeps.parts(carrier), "sweep_minutes": round(sweeps.requests(carrier) * apart / 60, 1)}
        kept = {**kept, "seconds_apart": apart}
    return {**dict.fromkeys(COLUMNS), **kept, **declared}


def _cells(row: Mapping[str, Any], now: datetime) -> list[Any]:
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
        _trouble(row) or _sweep(row, now),
    ]


def _trouble(row: Mapping[str, Any]) -> str:
    if row["is_own"] is None:
        return "its file is gone"
    if row.get("is_shut_out"):
        return f"BLOCKED twice, not asked again until: sources resume {row['source_id']}"
    return f"HELD: {row['held_reason']}" if row["held_reason"] else ""


def _sweep(row: Mapping[str, Any], now: datetime) -> str:
    """How a source of many parts comes round: "200 parts, 10 s apart: a sweep takes 33 min; oldest 23 h"."""
    parts, read = row["parts"] or 0, row["parts_read"] or 0
    if not row["is_on"] or parts < 2 or not row["sweep_minutes"]:
        return ""
    told = f"{parts} parts, {row['seconds_apart']:.0f} s apart: a sweep takes {duration(60 * row['sweep_minutes'])}"
    if read < parts:
        return f"{told}; {parts - read} not read yet"
    return f"{told}; oldest {duration((now - row['last_read_at']).total_seconds())}"


def _due(due: datetime | None, is_fetched: bool) -> str:
    return f"{due:%Y-%m-%d %H:%M}" if due and is_fetched else ""
