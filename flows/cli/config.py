"""``roamledger config``."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, SecretStr

from flows.cli.output import emit_machine, formats, say, show_table
from flows.cli.shared import Context, examples
from flows.settings import settings_file, variable

COLUMNS = ("name", "value", "from", "variable")
_PASSWORD = re.compile(r"(?<=//)([^/@:]*):[^/@]*@")


@click.command("config", epilog=examples("--ledger demo-ledger config"))
@formats
@click.pass_obj
def command(context: Context, as_json: bool, as_csv: bool) -> None:
    """The settings in force, and where each comes from: default, file, environment or the command line."""
    settings = context.settings()
    file = settings_file(context.config, context.ledger)
    written = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    rows = [
        {"name": name, "value": shown(value), "from": _origin(name, context, file, written), "variable": variable(name)}
        for name, value in leaves(settings)
    ]
    if emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
        return
    say(f"file: {file}" if file else f"no settings file; to write one: {context.prefix()} init")
    show_table(context, COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def leaves(model: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its dotted name, with its value."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from leaves(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def shown(value: Any) -> str:
    """A value without its secrets: a password is "set" or empty, one inside an address is starred."""
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else ""
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _PASSWORD.sub(r"\1:***@", "" if value is None else str(value))


def _origin(name: str, context: Context, file: Path | None, written: dict[str, Any]) -> str:
    if name == "ledger" and context.ledger is not None:
        return "command line"
    section = name.split(".")[0]
    names = {key.upper() for key, value in os.environ.items() if value}
    if variable(name) in names or ("." in name and variable(section) in names and _in_json(name)):
        return "environment"
    at: Any = written
    for step in name.split("."):
        if not isinstance(at, dict) or step not in at:
            return "default"
        at = at[step]
    return str(file)


def _in_json(name: str) -> bool:
    """Is a setting named in its section's variable (ROAMLEDGER_FETCH='{"proxy": ...}')?"""
    section, _, rest = name.partition(".")
    value = next((v for k, v in os.environ.items() if k.upper() == variable(section)), "")
    return f'"{rest}"' in value
