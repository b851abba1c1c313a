"""``roamledger sources enable`` and ``disable``: edits to the user's own settings file, comments and order kept."""

import os
from pathlib import Path
from typing import Any

import click
import tomlkit
from tomlkit.exceptions import TOMLKitError

from flows.cli.finding import find_source
from flows.cli.output import say
from flows.cli.shared import Context, Usage, examples
from flows.cli.sources import is_on
from flows.settings import SettingsError, settings_file
from transforms.source import Carrier, find_carriers
from transforms.words import SourceStatus

SHIPPED_ON = (SourceStatus.LIVE, SourceStatus.WATCH)
VARIABLES = ("ROAMLEDGER_SOURCES__ON", "ROAMLEDGER_SOURCES__OFF", "ROAMLEDGER_SOURCES")


@click.command("enable", epilog=examples("sources enable us_att"))
@click.argument("source_id", metavar="ID")
@click.pass_obj
def enable(context: Context, source_id: str) -> None:
    """Have runs fetch a source. Writes its id to [sources] in your roamledger.toml."""
    _switch(context, source_id, on=True)


@click.command("disable", epilog=examples("sources disable us_att"))
@click.argument("source_id", metavar="ID")
@click.pass_obj
def disable(context: Context, source_id: str) -> None:
    """Have runs leave a source alone. What is known of it stays. Writes its id to [sources] in your roamledger.toml."""
    _switch(context, source_id, on=False)


def _switch(context: Context, source_id: str, *, on: bool) -> None:
    settings = context.settings()
    carrier = find_source(source_id, *find_carriers(settings.sources.paths))
    if on and carrier.source.status is SourceStatus.HISTORIC:
        raise Usage(f"{source_id} is historic: its address is gone, so there is nothing to fetch")
    word = "on" if on else "off"
    if is_on(carrier, settings) is on:
        say(f"{source_id} is {word} already; nothing was written")
        return
    file = settings_file(context.config, context.ledger) or new_file(context)
    _edit(file, carrier, on=on)
    say(f"{file}: {source_id} is {word}")
    if is_on(carrier, context.settings()) is not on:
        raise Usage(f"{file} is written, but the environment goes over it: mend {' or '.join(VARIABLES)}")
    say(
        f"Next    {context.prefix()} " + (f"track {source_id}" if on else f"sources enable {source_id}   takes it back")
    )


def new_file(context: Context) -> Path:
    folder = context.ledger if context.ledger and context.ledger.is_dir() else Path()
    return folder / "roamledger.toml"


def _edit(file: Path, carrier: Carrier, *, on: bool) -> None:
    """Put the id into one list and take it out of the other; all or nothing."""
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        sources: Any = document.setdefault("sources", tomlkit.table())
        _take_out(sources, "off" if on else "on", carrier.id)
        if on is not (carrier.source.status in SHIPPED_ON):
            listed = sources.setdefault("on" if on else "off", tomlkit.array())
            if carrier.id not in listed:
                listed.append(carrier.id)
        text = tomlkit.dumps(document)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from None
    write_whole(file, text)


def _take_out(sources: Any, name: str, source_id: str) -> None:
    listed = sources.get(name)
    if listed is not None and source_id in listed:
        listed.remove(source_id)


def write_whole(file: Path, text: str) -> None:
    """The file as a whole or not at all; a link stays a link.

    Raises:
        SettingsError: it cannot be written.
    """
    target = file.resolve()
    spare = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        spare.write_text(text, encoding="utf-8")
        if target.exists():
            spare.chmod(target.stat().st_mode & 0o777)
        spare.replace(target)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise SettingsError(f"{file} cannot be written ({error.strerror}); nothing was changed") from None
