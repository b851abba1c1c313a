"""``subscriptions.toml``: who is told what. The file is the truth; the ledger only remembers what was told, what is
muted and who left.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.alerts.addresses import AlertError, plain_address
from flows.alerts.model import CHANNEL, RULE_NAME, Rule, zone_of
from flows.alerts.rule_words import (
    REMIND,
    SIZE,
    STALE,
    USUAL,
    BeatWord,
    CarrierWord,
    FieldWord,
    HourWord,
    KindWord,
    PlaceWord,
    ReminderWord,
    SizeWord,
    TripNames,
)
from flows.alerts.schedule import EACH_RUN, Schedule, parse_schedule

SCHEMA = Path("docs/subscriptions.schema.json")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleEntry(_Section):
    """One ``[rule.NAME]``. Its name is its identity: rename it and it is another rule; delete it and it is paused."""

    to: str | list[str] = Field(description="Names from [people] or [channels], or addresses")
    carriers: list[CarrierWord] = Field(
        default=[], description="us_verizon, or type:network, type:mvno, type:esim_seller; left out: every carrier"
    )
    places: list[PlaceWord] = Field(
        default=[], description="ISO codes (TR) and regions (region:EU); left out: everywhere"
    )
    fields: list[FieldWord] = Field(default=[], description="left out: every field")
    effect: Literal["any", "worse", "better"] = Field(default="any", description="for the customer")
    at_least: SizeWord | None = Field(
        default=None, description='"3%" or "0.50 USD", measured since the value last told to this rule'
    )
    severity: Literal["traveller", "analyst"] = Field(default="traveller", description="whose table of severities")
    severity_at_least: Literal["critical", "high", "medium", "low", "info"] = "info"
    where: str = Field(default="", description="a condition over the columns of the view changes, as SQL; read-only")
    when: Literal["confirmed", "seen"] = Field(
        default="confirmed", description="seen: at once, marked as not yet confirmed"
    )
    send: HourWord = Field(default=EACH_RUN, description='or "daily 08:00", "Mondays 08:00"')
    attach: list[Literal["csv", "evidence"]] = Field(default=["csv", "evidence"])
    weights: Path | None = Field(default=None, description="usage.csv: offer_id or carrier+place, units_per_year")
    own: str = Field(default="", description="source id of your own price list: your rank before and after")
    trips: TripNames = Field(default=[], description="saved trips")
    kinds: list[KindWord] = Field(
        default=list(USUAL),
        description='also "stale > 3 days"; left out: moves, announced, correction, found late, first mail',
    )
    remind: list[ReminderWord] = Field(
        default=["when announced", "on the day"], description='of announced changes; also "14 days before"'
    )
    heartbeat: BeatWord | None = Field(
        default=None, description='"Mondays 08:00": a mail then, if none was sent since the last one'
    )
    lang: Literal["en", "zh"] = "en"

    @property
    def least(self) -> tuple[Decimal, str] | None:
        """How large a change must be, and in what: "%" or a currency."""
        found = SIZE.fullmatch(self.at_least or "")
        return (Decimal(found[1]), found[2]) if found else None

    @property
    def schedule(self) -> Schedule | None:
        return parse_schedule(self.send)

    @property
    def stale_days(self) -> int | None:
        """After how many days a source is told as stale; None: never."""
        found = next((f for kind in self.kinds if (f := STALE.fullmatch(kind))), None)
        return int(found[1] or 3) if found else None

    @property
    def days_before(self) -> tuple[int, ...]:
        """How many days before an announced change readers are reminded; 0 is the day itself."""
        found = [REMIND.fullmatch(words) for words in self.remind if words != "when announced"]
        return tuple(sorted({int(f[1] or 0) for f in found if f}, reverse=True))

    def tells(self, kind: str) -> bool:
        return kind in self.kinds


class Subscriptions(_Section):
    """The whole file."""

    timezone: str = Field(default="UTC", description="how times are shown, and when 08:00 is")
    people: dict[str, str | list[str]] = Field(default={}, description="names for addresses")
    channels: dict[str, str] = Field(
        default={}, description='names for apprise addresses; "env:NAME" takes it from there'
    )
    rule: dict[str, RuleEntry] = {}

    def recipients(self, name: str) -> tuple[str, ...]:
        """The addresses of a rule, each once; a channel as channel:NAME. Raises AlertError."""
        entry, found = self.rule[name], list[str]()
        for word in [entry.to] if isinstance(entry.to, str) else entry.to:
            if word in self.people:
                told = self.people[word]
                found += [told] if isinstance(told, str) else told
            elif word in self.channels:
                found.append(f"{CHANNEL}{word}")
            elif "@" in word:
                found.append(word)
            else:
                near = difflib.get_close_matches(word, [*self.people, *self.channels], 1)
                hint = f"did you mean {near[0]!r}?" if near else "write it there, or an address here"
                raise AlertError(f"[rule.{name}] to: {word!r} is not in [people] or [channels]; {hint}")
        if not found:
            raise AlertError(f"[rule.{name}] to: nobody is named")
        for address in found:
            if not address.startswith(CHANNEL):
                plain_address(address, f"[rule.{name}] to")
        return tuple(dict.fromkeys(found))

    def told_as(self, name: str, why: str, stop: str) -> Rule:
        """The rule as the mails know it."""
        entry = self.rule[name]
        return Rule(
            name=name, recipients=self.recipients(name), timezone=self.timezone, language=entry.lang,
            severity=entry.severity, why=why, stop=stop, attach=tuple(entry.attach),
        )  # fmt: skip


def load_subscriptions(file: Path) -> Subscriptions | None:
    """The file; None if there is none.

    Raises:
        AlertError: one line for each thing that is wrong: file, key, what to write.
    """
    if not file.is_file():
        return None
    try:
        text = file.read_text(encoding="utf-8")
        found = Subscriptions(**tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        raise AlertError(f"{file} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise AlertError(f"{file} is not TOML: {error}") from None
    except ValidationError as error:
        faults = sorted(error.errors(), key=lambda e: e["type"] != "extra_forbidden")  # a misspelt key is also missing
        raise AlertError("\n".join(f"{file}{_line(text, e['loc'])}: {_said(e)}" for e in faults)) from None
    wrong = _faults(found)
    if wrong:
        raise AlertError("\n".join(f"{file}: {fault}" for fault in wrong))
    return found


def _faults(found: Subscriptions) -> list[str]:
    faults = []
    for check in (lambda: zone_of(found.timezone, "timezone"), *(_checks(found, name) for name in found.rule)):
        try:
            check()
        except AlertError as error:
            faults.append(str(error))
    both = sorted(found.people.keys() & found.channels.keys())
    return faults + [f"{name!r} is in [people] and in [channels]; a name means one of them" for name in both]


def _checks(found: Subscriptions, name: str) -> Any:
    def check() -> None:
        if not RULE_NAME.fullmatch(name):
            raise AlertError(f"[rule.{name}]: a name is lower-case letters, digits, - and _, at most 62")
        found.recipients(name)

    return check


def _said(error: Mapping[str, Any]) -> str:
    *section, key = [str(step) for step in error["loc"] if not isinstance(step, int)] or [""]
    where = f"[{'.'.join(section)}] {key}" if section else key
    if error["type"] == "extra_forbidden":
        known = RuleEntry.model_fields if section[:1] == ["rule"] else Subscriptions.model_fields
        near = difflib.get_close_matches(key, list(known), 1)
        return f"{where}: unknown key" + (f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}")
    if error["type"] == "missing":
        return f'{where}: is missing; write whom to tell, {key} = "you@example.org"'
    return f"{where}: {str(error['msg']).removeprefix('Value error, ')}"


def _line(text: str, steps: tuple[int | str, ...]) -> str:
    """ ":12", the line that the fault is in, as near as a look at the text can tell."""
    names = [str(step) for step in steps if not isinstance(step, int)]
    section, key = (names[:2], names[2:3]) if names[:1] == ["rule"] else (names[:-1], names[-1:])
    at, inside = 0, not section
    for number, line in enumerate(text.splitlines(), 1):
        head = line.strip().replace('"', "").replace(" ", "")
        if head.startswith("["):
            inside = head.startswith(f"[{'.'.join(section)}]")
            at = number if inside else at
        elif inside and key and re.match(rf"\s*\"?{re.escape(key[0])}\"?\s*[=.]", line):
            return f":{number}"
    return f":{at}" if at else ""


def schema() -> str:
    """The JSON schema that editors check the file with."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Subscriptions.model_json_schema()}
    made["title"] = "Roamledger subscriptions"
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
