"""A ledger for tests of alerts: real journal entries, the real fold and the real way out, but no web.

Two sellers, us_one and us_two, each with a day pass for Turkey and one for Japan. ``moved`` shows other prices in two
looks that agree; ``send`` is the end of a run.
"""

import email
import email.policy
import random
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from flows.alerts.send import Sent, send_owed
from flows.alerts.smtp import Timeouts
from flows.clock import SetClock
from flows.opening import Run
from flows.settings import Mail, Settings
from flows.world import World

sys.path.insert(0, str(Path(__file__).parents[1] / "warehouse"))
from ledger_dsl import Ledger, Paper, Shelf, offer, open_ledger
from little_ledger import declared

from warehouse.declared import register_sources
from warehouse.entries import Entry, Purpose
from warehouse.store import Warehouse

SOURCES = [declared(name, name.title(), f"https://{name.replace('_', '-')}.example/") for name in ("us_one", "us_two")]
START = datetime.fromisoformat("2026-03-02T05:00:00+00:00")  # a Monday
MONDAY = START + timedelta(days=7)
PRICES = {"Turkey": "10", "Japan": "10"}
CODES = {"Turkey": "TR", "Japan": "JP"}


@dataclass
class AlertLedger:
    folder: Path
    mail: Mail = field(default_factory=Mail)
    clock: SetClock = field(default_factory=lambda: SetClock(START))
    journal: Any = field(default_factory=Paper)
    archive: Any = field(default_factory=Shelf)
    patience: float = 0.4  # seconds that a server on this machine may take for an answer

    def __post_init__(self) -> None:
        (self.folder / "ledger").mkdir()
        self.open()
        for name in self.of:
            self.look(name)

    def open(self) -> None:
        """A warehouse file of its own; the journal and the archive stay."""
        self.warehouse = open_ledger(self.folder / "ledger").warehouse
        register_sources(self.warehouse.connection, SOURCES, {source.id for source in SOURCES})
        common = {"warehouse": self.warehouse, "journal": self.journal, "archive": self.archive}
        self.of = {source.id: Ledger(source_id=source.id, **common) for source in SOURCES}

    @property
    def settings(self) -> Settings:
        return Settings(ledger=self.folder / "ledger", subscriptions=self.folder / "subscriptions.toml", mail=self.mail)

    @property
    def now(self) -> datetime:
        return self.clock.moment

    def subscribe(self, text: str) -> None:
        self.settings.subscriptions.write_text(text)

    def look(self, name: str = "us_one", **prices: str) -> None:
        """One look at a seller's page, which shows these prices (and 10 for the rest)."""
        offers = [
            offer("Day pass", price, scope=place, places=CODES[place], gb="1", currency="USD")
            for place, price in {**PRICES, **prices}.items()
        ]
        self.of[name].read(self.now, *offers, purpose=Purpose.DUE)

    def after(self, hours: float) -> "AlertLedger":
        self.clock.moment += timedelta(hours=hours)
        return self

    def moved(self, name: str = "us_one", **prices: str) -> Sent:
        """A day later the page shows other prices, and an hour after that again; then what is owed is sent."""
        self.after(24).look(name, **prices)
        self.after(1.2).look(name, **prices)
        return self.send()

    def send(self, hours: float = 0) -> Sent:
        self.after(hours)
        return send_owed(self.run, Timeouts(*[self.patience] * 5))

    def ruled(self, *entries: Entry) -> None:
        self.of["us_one"].add(*entries)

    @property
    def run(self) -> Run:
        rng = random.Random(1)
        world = World(self.settings, self.clock, cast(Any, None), rng)
        return Run(
            world, "run", self.now, self.journal, self.archive, self.warehouse, cast(Any, None), {}, [], [], 2,
            is_begun=True,
        )  # fmt: skip

    def mails(self, since: int = 0) -> list[EmailMessage]:
        """The mails written, in their order."""
        rows = self.warehouse.connection.execute(
            "select detail from ops.deliveries where state = 'written' order by rowid"
        ).fetchall()
        raw = [(self.settings.outbox / row[0]).read_bytes() for row in rows]
        return [email.message_from_bytes(each, policy=email.policy.default) for each in raw][since:]

    def told(self, since: int = 0) -> list[tuple[str, str]]:
        return [(str(m["To"]), str(m["Subject"])) for m in self.mails(since)]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def close(ledger: AlertLedger) -> None:
    warehouse: Warehouse = ledger.warehouse
    warehouse.close()
