"""Settings, read once and passed down: ``roamledger.toml``, environment variables over it, defaults under both."""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any, get_origin

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariable

PREFIX = "ROAMLEDGER_"

# Variables of ours that are no settings: how we were started, and whether a fault shows its traceback.
_NOT_SETTINGS = ("ROAMLEDGER_PROG", "ROAMLEDGER_DEBUG")


class SettingsError(Exception):
    """A setting is wrong; the message says which, where it was read and what to write."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sources(_Section):
    """``paths``: folders with sources of your own. ``off``/``on``: ids, over the shipped status."""

    paths: list[Path] = []
    on: list[str] = []
    off: list[str] = []


class Fetch(_Section):
    """Who we say we are, and how slowly we go. Delays are per host.

    ``run_minutes``: a run begins no request after so long; what is left is due in the next one.
    """

    contact_url: str = "https://roamledger.example/about"
    contact_mail: str = ""
    delay_seconds: float = Field(default=10.0, ge=0)
    run_minutes: float = Field(default=12.0, gt=0)
    vantage: str = ""
    proxy: str = ""
    ca_bundle: Path | None = None
    stop_hosts: list[str] = []


class Confirm(_Section):
    """A move is told only when an unconditional second look, at least this much later, shows it again."""

    after_minutes: int = Field(default=60, ge=60)


class Mail(_Section):
    """Without ``smtp_host`` each mail is written to ``<ledger>/outbox`` as an .eml file.

    ``smtp_secret_file`` holds the password, or with ``smtp_oauth`` the access token; only its owner may read it.
    ``unsubscribe_url`` goes into every mail, with a token that ``unsubscribe_secret`` signs.
    """

    to: list[str] = []
    sender: str = "roamledger@localhost"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_secret_file: Path | None = None
    smtp_oauth: bool = False
    starttls: bool = True
    unsubscribe_url: str = ""
    unsubscribe_secret: SecretStr = SecretStr("")
    timezone: str = "UTC"


class Rates(_Section):
    """``ecb``: fetch the European Central Bank's exchange rates, one small file a day."""

    ecb: bool = True


class Prefect(_Section):
    """``api_url`` of a running Prefect server; empty: runs are plain, or use an embedded server with --flow."""

    api_url: str = ""


class Settings(BaseSettings):
    """All settings. ``clock`` holds a ledger at one moment (the demo); empty, it is now. ``subscriptions``: who is told
    what; a file that is not there leaves the built-in rule. ``who`` signs rulings; empty: the login."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    ledger: Path = Path("ledger")
    subscriptions: Path = Path("subscriptions.toml")
    trips: Path = Path("trips.toml")
    clock: AwareDatetime | None = None
    stale_after_days: int = Field(default=3, ge=1)
    who: str = ""
    sources: Sources = Sources()
    fetch: Fetch = Fetch()
    confirm: Confirm = Confirm()
    mail: Mail = Mail()
    rates: Rates = Rates()
    prefect: Prefect = Prefect()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings  # what the file says is handed in; the environment goes over it

    @property
    def warehouse(self) -> Path:
        return self.ledger / "warehouse.duckdb"

    @property
    def journal(self) -> Path:
        return self.ledger / "journal"

    @property
    def archive(self) -> Path:
        return self.ledger / "archive"

    @property
    def published(self) -> Path:
        return self.ledger / "published"

    @property
    def stop_file(self) -> Path:
        """While it is there, nothing is fetched."""
        return self.ledger / "STOP"

    @property
    def outbox(self) -> Path:
        return self.ledger / "outbox"


def load_settings(file: Path | None = None, ledger: Path | None = None) -> Settings:
    """Settings from ``file``; else from ``<ledger>/roamledger.toml``; else from ``./roamledger.toml``; else defaults.

    Relative paths in the file are taken from the file's folder. ``ledger`` (from the command line) goes over all.

    Raises:
        SettingsError: an unreadable file, an unknown name (with the nearest known one), a wrong value.
    """
    values: dict[str, Any] = {}
    found = settings_file(file, ledger)
    if found is not None:
        try:
            values = tomllib.loads(found.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{found} cannot be read: {error}") from None
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{found} is not TOML: {error}") from None
        _from_folder(values, found.parent)
    _refuse_unknown_variables()
    try:
        settings = Settings(**values)
    except UnreadableVariable:
        raise SettingsError(_explain_variables()) from None
    except ValidationError as error:
        raise SettingsError(_explain(error, found)) from None
    if ledger is not None:
        settings = settings.model_copy(update={"ledger": ledger})
    return settings


def settings_file(file: Path | None = None, ledger: Path | None = None) -> Path | None:
    """The file that :func:`load_settings` takes, or None. Raises SettingsError: ``file`` is named and not there."""
    if file is not None:
        if not file.is_file():
            raise SettingsError(f"there is no settings file {file}")
        return file
    here = Path("roamledger.toml")
    for candidate in [*([ledger / here.name] if ledger else []), here]:
        if candidate.is_file():
            return candidate
    return None


def _from_folder(values: dict[str, Any], folder: Path) -> None:
    if isinstance(values.get("ledger"), str):
        values["ledger"] = folder / values["ledger"]
    for name in ("subscriptions", "trips"):
        if isinstance(values.get(name, ""), str):
            values[name] = folder / values.get(name, f"{name}.toml")
    mail = values.get("mail")
    if isinstance(mail, dict) and isinstance(mail.get("smtp_secret_file"), str):
        mail["smtp_secret_file"] = folder / mail["smtp_secret_file"]
    sources = values.get("sources")
    if isinstance(sources, dict) and isinstance(sources.get("paths"), list):
        sources["paths"] = [folder / str(path) for path in sources["paths"]]


def _explain(error: ValidationError, file: Path | None) -> str:
    lines = []
    for item in error.errors(include_url=False):
        name = ".".join(str(step) for step in item["loc"])
        where = _variable_of(name) or (str(file) if file else "the environment (ROAMLEDGER_...)")
        if item["type"] == "extra_forbidden":
            near = difflib.get_close_matches(name, _names(Settings), 1)
            lines.append(f"{where}: unknown setting {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        else:
            found = "" if "password" in name else f" (found {item['input']!r})"
            lines.append(f"{where}: {name}: {item['msg']}{found}")
    return "\n".join(lines)


def variable(name: str) -> str:
    """The environment variable that goes over a setting: fetch.delay_seconds is ROAMLEDGER_FETCH__DELAY_SECONDS."""
    return PREFIX + name.upper().replace(".", "__")


def _ours() -> list[str]:
    return [key for key, value in os.environ.items() if key.upper().startswith(PREFIX) and value]


def _variable_of(name: str) -> str:
    """The variable at fault, if it was one: of the setting itself, not of its section."""
    return next((key for key in _ours() if name == _setting_of(key) or name.startswith(_setting_of(key) + ".")), "")


def _setting_of(key: str) -> str:
    return key.upper().removeprefix(PREFIX).lower().replace("__", ".")


def _refuse_unknown_variables() -> None:
    """A misspelt variable would otherwise be passed over in silence. Raises SettingsError."""
    known = _names(Settings)
    for key in _ours():
        if _setting_of(key).split(".")[0] not in known and key.upper() not in _NOT_SETTINGS:
            near = difflib.get_close_matches(_setting_of(key), known, 1)
            hint = f"; did you mean {variable(near[0])}?" if near else ""
            raise SettingsError(f"the environment: unknown setting {key}{hint}")


def _explain_variables() -> str:
    written_as_json = {variable(name) for name in _names(Settings, kinds=(list, BaseModel))}
    named = " or ".join(key for key in _ours() if key.upper() in written_as_json) or "a variable of ours"
    return f"the environment: {named} cannot be read; a list is written as ROAMLEDGER_MAIL__TO='[\"you@example.org\"]'"


def _names(model: type[BaseModel], prefix: str = "", kinds: tuple[type, ...] = (object,)) -> list[str]:
    """The dotted names of all settings and sections, or of those of some kinds."""
    names = []
    for name, info in model.model_fields.items():
        origin: Any = get_origin(info.annotation) or info.annotation
        kind: type = origin if isinstance(origin, type) else object
        if issubclass(kind, kinds):
            names.append(prefix + name)
        if issubclass(kind, BaseModel):
            names += _names(kind, f"{prefix}{name}.", kinds)
    return names
