"""Delivery to a real SMTP server in a process of its own that does all that servers do; and to one while we are killed.

What is counted: changes owed to each reader, those that reached them, copies of one mail, changes twice in a mail.
"""

import csv
import datetime
import email
import email.policy
import io
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import pytest
from alert_ledger import AlertLedger, close
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr
from test_alerts_outbox import free_port

from flows.settings import Mail
from warehouse.archive import Archive
from warehouse.journal import Journal

HERE = Path(__file__).parent
CONFIRMED = "select change_id from core.changes where state = 'confirmed'"
NEWEST = "select state, coalesce(detail, '') from ops.deliveries order by rowid desc limit 1"


@dataclass
class Mailbox:
    """What one reader got: by Message-ID, each copy; and the changes that it tells."""

    copies: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    changes: set[str] = field(default_factory=set)
    doubled: int = 0


@dataclass
class Office:
    folder: Path
    port: int
    process: "subprocess.Popen[str]"

    def mailboxes(self) -> dict[str, Mailbox]:
        found: dict[str, Mailbox] = defaultdict(Mailbox)
        for file in sorted(self.folder.glob("*.mail")):
            to, _, raw = file.read_bytes().partition(b"\n")
            message = email.message_from_bytes(raw, policy=email.policy.default)
            box = found[to.decode()]
            copies = box.copies[str(message["Message-ID"])]
            copies.append(raw)
            if len(copies) == 1:
                told = [line["change_id"] for line in _table(message)]
                box.doubled += len(told) - len(set(told)) + len(box.changes & set(told))
                box.changes |= set(told)
        return found


def _table(message: email.message.EmailMessage) -> list[dict[str, str]]:
    for part in message.iter_attachments():
        if part.get_filename() == "changes.csv":
            return list(csv.DictReader(io.StringIO(str(part.get_content()).removeprefix("\ufeff"), newline="")))
    return []


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    running = []

    def begin(script: dict[str, object], *certificate: Path) -> Office:
        folder = tmp_path / f"office{len(running)}"
        folder.mkdir()
        (folder / "script.json").write_text(json.dumps(script))
        port = free_port()
        command = [sys.executable, str(HERE / "post_office.py"), str(port), str(folder), str(folder / "script.json")]
        process = subprocess.Popen([*command, *map(str, certificate)], stdout=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        return Office(folder, port, process)

    yield begin
    for process in running:
        process.kill()
        process.wait(timeout=10)


SCRIPT = {
    "greylisted@example.org": ["451", "451", "451 data"],
    "refused@example.org": ["ok", "550"],
    "cut@example.org": ["drop data", "drop data"],
    "unheard@example.org": ["ok", "drop dot", "drop dot"],
    "hanging@example.org": ["hang"],
    "full@example.org": ["ok", "452 data", "552 data"],
    "well@example.org": [],
}


def test_whatever_a_server_does_each_owed_change_arrives_and_none_twice_in_a_mail(
    tmp_path: Path, open_office: Callable[..., Office], counted: Callable[[str], None]
) -> None:
    office = open_office(SCRIPT)
    ledger = AlertLedger(tmp_path, mail=Mail(smtp_host="127.0.0.1", smtp_port=office.port, starttls=False))
    try:
        ledger.subscribe(f'[rule.all]\nto = {json.dumps(list(SCRIPT))}\nkinds = ["moves"]\n')
        ledger.send()
        problems = []
        for price in range(11, 15):
            problems += ledger.moved("us_one" if price % 2 else "us_two", Turkey=str(price)).problems
        for _ in range(6):
            problems += ledger.send(1.1).problems
        connection = ledger.warehouse.connection
        owed = {
            row[0]
            for row in connection.execute("select change_id from core.changes where state = 'confirmed'").fetchall()
        }
        refused = connection.execute(
            "select d.recipient, c.change_id from ops.digests d join ops.digest_changes c using (digest_id) "
            "join ops.deliveries e using (digest_id) where e.state = 'refused'"
        ).fetchall()
        waiting = connection.execute("select count(*) from ops.digests").fetchall()[0][0]
    finally:
        close(ledger)
    boxes = office.mailboxes()
    due = {(to, change) for to in SCRIPT for change in owed} - set(refused)
    arrived = {(to, change) for to, box in boxes.items() for change in box.changes}
    copies = [each for box in boxes.values() for each in box.copies.values()]
    repeats = sum(len(each) - 1 for each in copies)
    counted(
        f"post office: {len(due)} changes owed to {len(SCRIPT)} readers, {len(due & arrived)} arrived at least once, "
        f"{len(refused)} refused for good and told to the operator; {waiting} mails, {repeats} arrived twice, the same "
        f"byte for byte, {sum(box.doubled for box in boxes.values())} changes doubled"
    )
    assert len(owed) == 4 and due == arrived
    assert sorted({to for to, _ in refused}) == ["full@example.org", "refused@example.org"]
    assert len([p for p in problems if "550" in p or "552" in p]) == 2
    assert repeats == 2 and all(len(set(each)) == 1 for each in copies)
    assert all(box.doubled == 0 for box in boxes.values())


def certificate(folder: Path) -> Path:
    """One file with key and certificate for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post office")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "office.pem"
    file.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_a_server_that_wants_starttls_and_a_password_gets_both_and_nothing_before(
    tmp_path: Path, open_office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path)
    office = open_office({"password": "Canary-secret"}, file)
    mail = Mail(smtp_host="127.0.0.1", smtp_port=office.port, smtp_user="ledger", starttls=False)
    ledger = AlertLedger(tmp_path, mail=mail, patience=10)
    try:
        ledger.subscribe('[rule.all]\nto = "you@example.org"\n')
        states = []
        secret = mail.model_copy(update={"smtp_password": SecretStr("Canary-secret")})
        steps = (
            mail,  # no encryption: it wants STARTTLS first
            secret.model_copy(update={"starttls": True}),  # a certificate that nobody vouches for
            mail.model_copy(update={"starttls": True, "smtp_password": SecretStr("wrong")}),
            secret.model_copy(update={"starttls": True}),
        )
        for number, settings in enumerate(steps):
            if number == 2:
                monkeypatch.setenv("SSL_CERT_FILE", str(file))
            ledger.mail = settings
            ledger.send(1.1)
            states.append(ledger.warehouse.connection.execute(NEWEST).fetchall()[0])
    finally:
        close(ledger)
    assert [state for state, _ in states] == ["retry", "retry", "retry", "sent"]
    assert "certificate verify failed" in states[1][1].lower() and "535" in states[2][1]
    assert "Canary" not in repr(states)
    ((copy,),) = office.mailboxes()["you@example.org"].copies.values()
    assert b"What we know now" in copy


class Killer:
    """The process that forks deliveries; see killed_sender.py."""

    def __init__(self) -> None:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE), *sys.path])}
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "killed_sender.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=env,
        )  # fmt: skip

    def send(self, folder: Path, moment: datetime.datetime, port: int, kill_at: int = 0) -> str:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"SEND {folder} {moment.isoformat()} {port} {kill_at}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)


def owing(folder: Path) -> tuple[AlertLedger, set[str]]:
    """A ledger on disk that owes two changes to each of two readers."""
    (folder / "ledger").mkdir(parents=True)
    real = {"journal": Journal(folder / "ledger" / "journal"), "archive": Archive(folder / "ledger" / "archive")}
    shutil.rmtree(folder / "ledger")
    ledger = AlertLedger(folder, **real)
    ledger.subscribe('[rule.all]\nto = ["one@example.org", "two@example.org"]\nkinds = ["moves"]\n')
    ledger.send()
    for hours in (24, 1.2):
        ledger.after(hours).look(Turkey="12", Japan="9")
    rows = ledger.warehouse.connection.execute(
        "select change_id from core.changes where state = 'confirmed'"
    ).fetchall()
    close(ledger)
    ledger.journal.close()
    shutil.copy(folder / "subscriptions.toml", folder / "ledger")
    return ledger, {row[0] for row in rows}


def test_a_delivery_killed_at_any_step_loses_nothing_and_doubles_nothing_but_the_same_bytes(
    tmp_path: Path, open_office: Callable[..., Office], counted: Callable[[str], None]
) -> None:
    ledger, owed = owing(tmp_path / "first")
    now, step = ledger.now, int(os.environ.get("KILL_EVERY", "24"))
    due = {(to, change) for to in ("one@example.org", "two@example.org") for change in owed}
    killer, killed, repeats, doubled = Killer(), list[str](), 0, 0
    office = open_office({})
    try:
        for kill_at in range(1, 500, step):
            folder = tmp_path / "try"
            shutil.copytree(tmp_path / "first" / "ledger", folder)
            how = killer.send(folder, now, office.port, kill_at)
            if how.startswith("ended"):
                break
            assert how.startswith("killed"), how
            killed.append(how)
            again = killer.send(folder, now + datetime.timedelta(minutes=6), office.port)
            assert again.startswith("ended"), (how, again)
            assert killer.send(folder, now + datetime.timedelta(hours=2), office.port).startswith("ended")
            boxes = office.mailboxes()
            assert {(to, c) for to, box in boxes.items() for c in box.changes} == due, how
            copies = [each for box in boxes.values() for each in box.copies.values()]
            assert all(len(set(each)) == 1 for each in copies) and len(copies) == 2, how
            repeats += sum(len(each) - 1 for each in copies)
            doubled += sum(box.doubled for box in boxes.values())
            assert [e for _, e in Journal(folder / "journal").entries()]
            shutil.rmtree(folder)
            for file in office.folder.glob("*.mail"):
                file.unlink()
    finally:
        killer.close()
    counted(
        f"killed deliveries: at {len(killed)} steps, 4 changes owed each time and all 4 arrived; {repeats} mails came "
        f"twice, byte for byte the same; {doubled} changes doubled in a mail"
    )
    assert len(killed) > 100 // step and doubled == 0
