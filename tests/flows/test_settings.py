"""Settings: defaults, the file over them, the environment over both; what is wrong is named with what to write."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from flows.cli.config import leaves, shown
from flows.cli.init import TEMPLATE
from flows.settings import Settings, SettingsError, load_settings, settings_file, variable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("ROAMLEDGER_"):
            monkeypatch.delenv(name)
    return tmp_path


def written(home: Path, text: str) -> Path:
    file = home / "roamledger.toml"
    file.write_text(text)
    return file


def test_without_a_file_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.ledger == Path("ledger")
    assert settings.fetch.delay_seconds == 10
    assert settings.mail.smtp_host == ""
    assert settings.clock is None


def test_the_file_goes_over_the_defaults_and_the_environment_over_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(home, "stale_after_days = 5\n[fetch]\ndelay_seconds = 20\nvantage = 'ES'\n")
    assert load_settings().fetch.delay_seconds == 20
    monkeypatch.setenv("ROAMLEDGER_FETCH__DELAY_SECONDS", "30")
    settings = load_settings()
    assert (settings.fetch.delay_seconds, settings.fetch.vantage, settings.stale_after_days) == (30, "ES", 5)


def test_an_empty_variable_is_as_if_it_were_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(home, "stale_after_days = 5\n")
    monkeypatch.setenv("ROAMLEDGER_STALE_AFTER_DAYS", "")
    assert load_settings().stale_after_days == 5


def test_the_ledger_of_the_command_line_goes_over_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(home, "ledger = 'mine'\n")
    monkeypatch.setenv("ROAMLEDGER_LEDGER", "theirs")
    assert load_settings(ledger=Path("other")).ledger == Path("other")


def test_a_ledgers_own_file_is_taken_before_that_of_the_folder(home: Path) -> None:
    written(home, "stale_after_days = 5\n")
    (home / "demo").mkdir()
    (home / "demo" / "roamledger.toml").write_text("clock = 2026-11-24T08:00:00Z\n")
    assert load_settings(ledger=Path("demo")).clock == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert settings_file(ledger=Path("demo")) == Path("demo/roamledger.toml")
    assert load_settings(ledger=Path("elsewhere")).stale_after_days == 5


def test_paths_in_a_file_are_taken_from_its_folder(home: Path) -> None:
    folder = home / "conf"
    folder.mkdir()
    file = folder / "mine.toml"
    file.write_text("ledger = 'data'\n[sources]\npaths = ['sources']\n")
    settings = load_settings(file)
    assert settings.ledger == folder / "data"
    assert settings.sources.paths == [folder / "sources"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("legder = 'x'\n", "roamledger.toml: unknown setting 'legder'; did you mean 'ledger'?"),
        ("[fetch]\ndelay = 3\n", "unknown setting 'fetch.delay'; did you mean 'fetch.delay_seconds'?"),
        ("[male]\nto = ['a@b.org']\n", "unknown setting 'male'; did you mean 'mail'?"),
        ("[fetch]\ndelay_seconds = -1\n", "fetch.delay_seconds: "),
        ("[fetch]\ndelay_seconds = 'soon'\n", "(found 'soon')"),
        ("[confirm]\nafter_minutes = 5\n", "confirm.after_minutes: "),
        ("stale_after_days = 0\n", "stale_after_days: "),
        ("[fetch\n", "roamledger.toml is not TOML: "),
        ("mail = 'a@b.org'\n", "mail: "),
        ("[mail]\nto = 'a@b.org'\n", "mail.to: "),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_what_to_write(home: Path, text: str, told: str) -> None:
    written(home, text)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert told in str(error.value)
    assert "roamledger.toml" in str(error.value)


def test_a_file_that_is_named_and_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match=r"there is no settings file nowhere\.toml"):
        load_settings(Path("nowhere.toml"))


def test_a_file_that_is_no_text_is_told(home: Path) -> None:
    (home / "roamledger.toml").write_bytes(b"\xff\xfe\x00ledger")
    with pytest.raises(SettingsError, match=r"roamledger\.toml cannot be read: "):
        load_settings()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_is_told(home: Path) -> None:
    written(home, "").chmod(0)
    with pytest.raises(SettingsError, match=r"roamledger\.toml cannot be read: "):
        load_settings()


def test_a_password_of_the_wrong_kind_is_not_shown(home: Path) -> None:
    written(home, "[mail]\nsmtp_password = 12345\n")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert "mail.smtp_password: " in str(error.value)
    assert "12345" not in str(error.value)


@pytest.mark.parametrize("value", ["{", "not json"])
def test_a_variable_that_is_no_json_where_a_list_is_meant_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ROAMLEDGER_SOURCES__ON", value)
    with pytest.raises(SettingsError, match="ROAMLEDGER_SOURCES__ON cannot be read; a list is written as"):
        load_settings()


def test_a_wrong_variable_is_told_and_not_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(home, "[fetch]\ndelay_seconds = 3\n")
    monkeypatch.setenv("ROAMLEDGER_FETCH__DELAY_SECONDS", "soon")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value).startswith("ROAMLEDGER_FETCH__DELAY_SECONDS: fetch.delay_seconds: ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ROAMLEDGER_LEGDER", "unknown setting ROAMLEDGER_LEGDER; did you mean ROAMLEDGER_LEDGER?"),
        ("ROAMLEDGER_FETCH__DELAY", "unknown setting 'fetch.delay'; did you mean 'fetch.delay_seconds'?"),
        ("ROAMLEDGER_QQQ", "unknown setting ROAMLEDGER_QQQ"),
    ],
)
def test_a_misspelt_variable_is_never_passed_over(monkeypatch: pytest.MonkeyPatch, name: str, told: str) -> None:
    monkeypatch.setenv(name, "3")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert told in str(error.value)


def test_a_clock_needs_its_zone(home: Path) -> None:
    written(home, "clock = 2026-11-24T08:00:00\n")
    with pytest.raises(SettingsError, match="clock: "):
        load_settings()


def test_the_template_of_init_is_all_defaults_and_names_every_setting(home: Path) -> None:
    written(home, TEMPLATE)
    assert load_settings(home / "roamledger.toml") == Settings(
        subscriptions=home / "subscriptions.toml", trips=home / "trips.toml"
    )
    names = {name.rpartition(".")[2] for name, _ in leaves(Settings())} - {"clock"}
    assert {name for name in names if f"# {name} = " not in TEMPLATE} == set()


def test_the_template_with_every_line_switched_on_is_valid(home: Path) -> None:
    lines = [line.removeprefix("# ") if " = " in line else line for line in TEMPLATE.splitlines()]
    settings = load_settings(written(home, "\n".join(lines)))
    assert settings.mail.to == ["you@example.org"]
    assert settings.sources.paths == [home / "sources"]


def test_every_setting_has_a_variable_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "int": "77",
        "float": "77.5",
        "str": "words",
        "bool": "false",
        "list": '["x"]',
        "Path": "x",
        "SecretStr": "x",
    }
    for name, value in leaves(Settings()):
        special = {
            "clock": "2026-11-24T08:00:00Z",
            "ledger": "x",
            "subscriptions": "x",
            "trips": "x",
            "fetch.ca_bundle": "x",
            "mail.smtp_secret_file": "x",
            "mail.smtp_oauth": "true",
        }
        with monkeypatch.context() as patch:
            patch.setenv(variable(name), special.get(name) or given[type(value).__name__])
            at: object = load_settings()
            for step in name.split("."):
                at = getattr(at, step)
            assert at != value, name


def test_secrets_are_never_shown() -> None:
    settings = Settings.model_validate(
        {"mail": {"smtp_password": "hunter2"}, "fetch": {"proxy": "http://me:pw@host:1"}}
    )
    assert isinstance(settings, BaseModel)
    told = {name: shown(value) for name, value in leaves(settings)}
    assert told["mail.smtp_password"] == "(set)"
    assert told["fetch.proxy"] == "http://me:***@host:1"
    assert "hunter2" not in repr(settings)
