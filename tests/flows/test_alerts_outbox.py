"""Handing mails over, to a real SMTP server on this machine that accepts, refuses, delays, dies and lies."""

import logging
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from bs4 import BeautifulSoup
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr
from test_alerts_example import FROZEN, GOLDEN, HOLAFLY, RULE, example_changes, example_health, words_of_html

from flows.alerts import smtp
from flows.alerts.outbox import Step, deliver, freeze, step
from flows.alerts.post import Post
from flows.clock import SetClock
from flows.settings import Mail
from warehouse.entries import Delivery, Digest
from warehouse.entry_json import from_json, to_json

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on loopback, in two tests
CANARY = "Canary-9f31c0-secret"
TO = "pricing@example.org"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """What the server took, and what it answers. An answer is a line, or a callable that may cut the connection."""

    port: int = field(default_factory=free_port)
    got: list[tuple[list[str], bytes]] = field(default_factory=list)
    at_mail: list[str] = field(default_factory=list)
    at_rcpt: dict[str, list[str]] = field(default_factory=dict)
    at_data: list[str] = field(default_factory=list)
    dies_after_dot: int = 0
    envelopes: list[str] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.at_mail and (answer := self.at_mail.pop(0)):
            return answer
        envelope.mail_from = address
        self.envelopes.append(address)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answers = self.at_rcpt.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append((list(envelope.rcpt_tos), envelope.original_content))
        if self.dies_after_dot:
            self.dies_after_dot -= 1
            server.transport.abort()
            return "250 never heard"
        return self.at_data.pop(0) if self.at_data else "250 OK queued as 4711"

    def mail(self, **more: Any) -> Mail:
        values = {"to": [TO], "sender": "ledger@example.org", "smtp_host": "127.0.0.1", "smtp_port": self.port}
        return Mail(**{**values, "starttls": False, **more})


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    running: list[Controller] = []

    def begin(**more: Any) -> Server:
        server = Server()
        controller = Controller(server, hostname="127.0.0.1", port=server.port, **more)
        controller.start()
        running.append(controller)
        return server

    yield begin
    for controller in running:
        controller.stop()


def frozen(mail: Mail, to: str = TO, at: datetime = FROZEN) -> tuple[Digest, bytes]:
    return freeze(RULE, to, example_changes(), example_health(), mail=mail, frozen_at=at, uncertain=[HOLAFLY])


def clock() -> SetClock:
    return SetClock(FROZEN + timedelta(minutes=1))


def test_the_delivered_mail_says_the_same_in_text_and_html_and_carries_both_files(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    server = start()
    entry, eml = frozen(server.mail())
    delivery = deliver(entry, eml, Post(server.mail()), clock(), tmp_path)
    assert (delivery.state, delivery.detail, delivery.next_attempt_at) == ("sent", "250 OK queued as 4711", None)
    ((recipients, raw),) = server.got
    assert recipients == [TO]
    assert server.envelopes == ["ledger@example.org"]
    assert raw == eml and sha256(raw).hexdigest() == entry.eml_sha256
    mail = cast(EmailMessage, message_from_bytes(raw, policy=SMTP))
    assert mail["From"] == "Roamledger <ledger@example.org>"
    assert mail["To"] == TO
    assert mail["Subject"] == "Verizon TravelPass dearer: 12 USD a day, was 10 (+20 %); 3 more" == entry.subject
    assert mail["Date"].datetime == FROZEN
    assert mail["Message-ID"] == f"<{entry.digest_id}@example.org>"
    assert mail["List-Id"] == "<everything.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None and mail["Bcc"] is None and mail["Cc"] is None
    text, html = (cast(EmailMessage, mail.get_body((kind,))).get_content() for kind in ("plain", "html"))
    text = text.replace("\r\n", "\n")
    assert text == GOLDEN.read_text(encoding="utf-8").replace("d-9f31c0", entry.digest_id)
    assert words_of_html(html) == text.split()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["changes.csv", "evidence.html"]
    table, evidence = (part.get_content() for part in mail.iter_attachments())
    assert len(table.splitlines()) == 6
    opened = BeautifulSoup(evidence, "lxml")
    assert "$12/day, plus taxes and fees" in opened.get_text()
    assert "default-src 'none'" in str(opened.select_one("meta[http-equiv=Content-Security-Policy]"))
    assert set(entry.change_ids) == {c.change_id for c in example_changes()}


def test_freezing_the_same_content_again_gives_the_same_bytes_and_the_journal_keeps_the_entry() -> None:
    first, second = (frozen(Mail(sender="ledger@example.org")) for _ in range(2))
    assert first == second
    assert from_json(to_json(first[0])) == first[0]
    assert max(first[1]) < 128  # no relay has a reason to touch it


def test_another_recipient_moment_or_change_is_another_mail() -> None:
    mail = Mail()
    ids = {
        frozen(mail)[0].digest_id,
        frozen(mail, to="team@example.org")[0].digest_id,
        frozen(mail, at=FROZEN + timedelta(seconds=1))[0].digest_id,
        freeze(RULE, TO, example_changes()[1:], example_health(), mail=mail, frozen_at=FROZEN)[0].digest_id,
    }
    assert len(ids) == 4


def test_a_mail_about_another_mail_stands_in_its_thread() -> None:
    _, eml = freeze(RULE, TO, [], [], mail=Mail(), frozen_at=FROZEN, replies=("<d-9f31c0@example.org>",))
    mail = message_from_bytes(eml, policy=SMTP)
    assert mail["In-Reply-To"] == mail["References"] == "<d-9f31c0@example.org>"


def test_two_recipients_get_a_message_each_and_a_refused_one_holds_up_nobody(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    server = start()
    server.at_rcpt["gone@example.org"] = ["550 no such user"]
    states = {}
    for to in ("gone@example.org", TO):
        entry, eml = frozen(server.mail(), to=to)
        states[to] = deliver(entry, eml, Post(server.mail()), clock(), tmp_path)
    assert states["gone@example.org"].state == "refused"
    assert states["gone@example.org"].detail == "RCPT: 550 no such user"
    assert states[TO].state == "sent"
    ((recipients, raw),) = server.got
    assert recipients == [TO]
    assert b"gone@example.org" not in raw


def test_greylisting_is_waited_out_by_the_clock_and_the_mail_arrives_once(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    server, now, tried = start(), clock(), list[Delivery]()
    server.at_rcpt[TO] = ["451 try later", "450 try later still"]
    entry, eml = frozen(server.mail())
    waits = []
    while step(tried, now.now()) is not Step.DONE:
        if step(tried, now.now()) is Step.WAIT:
            due = tried[-1].next_attempt_at
            assert due is not None
            waits.append(due - now.moment)
            now.moment = due
        tried.append(deliver(entry, eml, Post(server.mail()), now, tmp_path, earlier=tuple(tried)))
    assert [d.state for d in tried] == ["retry", "retry", "sent"]
    assert waits == [timedelta(minutes=5), timedelta(minutes=30)]
    assert [raw for _, raw in server.got] == [eml]


def test_after_the_first_hour_it_is_tried_hourly_and_given_up_after_five_days(tmp_path: Path) -> None:
    nobody = Server()  # its port is free: the connection is refused
    now, tried = clock(), list[Delivery]()
    entry, eml = frozen(nobody.mail())
    while step(tried, now.now()) is not Step.DONE:
        if tried and tried[-1].next_attempt_at:
            now.moment = tried[-1].next_attempt_at
        tried.append(deliver(entry, eml, Post(nobody.mail()), now, tmp_path, earlier=tuple(tried)))
    gaps = [b.attempted_at - a.attempted_at for a, b in pairwise(tried)]
    assert gaps[:4] == [timedelta(minutes=m) for m in (5, 30, 60, 60)]
    assert set(gaps[3:]) == {timedelta(hours=1)}
    assert tried[-1].state == "given_up" and tried[-1].detail.startswith("given up after 5 days: 127.0.0.1:")
    last = tried[-1].attempted_at - tried[0].attempted_at
    assert timedelta(days=5) - timedelta(hours=1) < last <= timedelta(days=5)


def test_a_server_that_dies_after_the_dot_gets_the_same_bytes_twice(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    server, now = start(), clock()
    server.dies_after_dot = 1
    entry, eml = frozen(server.mail())
    first = deliver(entry, eml, Post(server.mail()), now, tmp_path)
    assert first.state == "retry" and first.detail.startswith("DATA: no answer")
    now.moment = cast(datetime, first.next_attempt_at)
    second = deliver(entry, eml, Post(server.mail()), now, tmp_path, earlier=(first,))
    assert second.state == "sent"
    assert len(server.got) == 2 and server.got[0][1] == server.got[1][1] == eml


@pytest.mark.parametrize(
    ("where", "answer", "state"),
    [
        ("at_mail", "450 busy", "retry"),
        ("at_mail", "553 sender refused", "refused"),
        ("at_data", "451 local trouble", "retry"),
        ("at_data", "452 disk full", "retry"),
        ("at_data", "552 too large", "refused"),
        ("at_data", "554 looks like spam", "refused"),
        ("at_data", "421 closing", "retry"),
    ],
)
def test_the_code_says_whether_to_try_again(
    start: Callable[..., Server], tmp_path: Path, where: str, answer: str, state: str
) -> None:
    server = start()
    getattr(server, where).append(answer)
    entry, eml = frozen(server.mail())
    delivery = deliver(entry, eml, Post(server.mail()), clock(), tmp_path)
    assert (delivery.state, delivery.detail.partition(": ")[2]) == (state, answer)
    assert (delivery.next_attempt_at is not None) == (state == "retry")


class Talker:
    """A server that says its lines, one for each line it hears (None: says nothing, hangs), then hangs up."""

    def __init__(self, lines: list[str | None]) -> None:
        import threading

        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lines = lines
        self.thread = threading.Thread(target=self.talk, daemon=True)
        self.thread.start()

    def talk(self) -> None:
        connection, _ = self.listener.accept()
        connection.settimeout(5)
        with connection, connection.makefile("rb") as heard:
            is_body = False
            for line in self.lines:
                if line is None:
                    heard.read()
                    return
                connection.sendall(line.encode() + b"\r\n")
                if line.startswith("354"):
                    is_body = True
                while is_body and heard.readline() not in (b".\r\n", b""):
                    pass
                if not is_body:
                    heard.readline()
                is_body = False

    def mail(self) -> Mail:
        return Mail(to=[TO], sender="ledger@example.org", smtp_host="127.0.0.1", smtp_port=self.port, starttls=False)


OK = "250 OK"


@pytest.mark.parametrize(
    ("lines", "state", "said"),
    [
        (["554 no service here"], "retry", "554"),  # says nothing about this mail
        ([None], "retry", "timed out"),
        (["220 hi", None], "retry", "timed out"),
        (["220 hi", OK, None], "retry", "MAIL: no answer"),
        (["220 hi", OK, OK, OK, "554 no data from you"], "refused", "DATA: 554"),
        (["220 hi", OK, OK, OK, "354 go on", None], "retry", "DATA: no answer"),
        (["220 hi", OK, OK, OK, "354 go on", OK], "sent", "250 OK"),  # drops the line at QUIT (reliability E6)
        (["220 hi", OK, OK, OK, "354 go on", "what?"], "retry", "DATA"),
    ],
)
def test_a_server_that_hangs_or_hangs_up(tmp_path: Path, lines: list[str | None], state: str, said: str) -> None:
    talker = Talker(lines)
    entry, eml = frozen(talker.mail())
    quick = smtp.Timeouts(0.3, 0.3, 0.3, 0.3, 0.3)
    delivery = deliver(entry, eml, Post(talker.mail(), quick), clock(), tmp_path)
    talker.listener.close()
    assert delivery.state == state
    assert said in delivery.detail


def test_a_wrong_password_keeps_the_mail_waiting_and_is_never_shown(
    start: Callable[..., Server], tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=False, handled=False, message=f"535 {data.password.decode()} is wrong")

    server = start(authenticator=refuse, auth_require_tls=False, auth_required=True)
    mail = server.mail(smtp_user="ledger", smtp_password=SecretStr(CANARY))
    entry, eml = frozen(mail)
    with caplog.at_level(logging.DEBUG):
        delivery = deliver(entry, eml, Post(mail), clock(), tmp_path)
    assert delivery.state == "retry"
    assert "535 *** is wrong" in delivery.detail
    logged = "".join(r.getMessage() for r in caplog.records if r.name != "mail.log")  # that one is the server's own
    shown = repr(delivery) + logged + "".join(capfd.readouterr()) + eml.decode() + repr(mail)
    assert CANARY not in shown
    assert server.got == []


def test_a_right_password_is_taken(start: Callable[..., Server], tmp_path: Path) -> None:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.login == b"ledger" and data.password == CANARY.encode())

    server = start(authenticator=check, auth_require_tls=False, auth_required=True)
    mail = server.mail(smtp_user="ledger", smtp_password=SecretStr(CANARY))
    entry, eml = frozen(mail)
    assert deliver(entry, eml, Post(mail), clock(), tmp_path).state == "sent"


def test_no_password_crosses_a_network_in_clear(
    start: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()
    monkeypatch.setattr(smtp, "_is_loopback", lambda host: False)
    mail = server.mail(smtp_user="ledger", smtp_password=SecretStr(CANARY))
    entry, eml = frozen(mail)
    delivery = deliver(entry, eml, Post(mail), clock(), tmp_path)
    assert delivery.state == "retry" and "starttls is off" in delivery.detail
    assert server.got == []


def test_without_starttls_on_the_server_nothing_is_sent_in_clear(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start()
    mail = server.mail(starttls=True)
    entry, eml = frozen(mail)
    delivery = deliver(entry, eml, Post(mail), clock(), tmp_path)
    assert delivery.state == "retry" and "STARTTLS" in delivery.detail
    assert server.got == []


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_mail_goes_over_tls_only_to_a_server_whose_certificate_is_trusted(
    start: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = start(tls_context=context, require_starttls=True)
    mail = server.mail(starttls=True, smtp_host="localhost")
    entry, eml = frozen(mail)
    stranger = deliver(entry, eml, Post(mail), clock(), tmp_path)
    assert stranger.state == "retry" and "certificate verify failed" in stranger.detail.lower()
    assert server.got == []
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert deliver(entry, eml, Post(mail), clock(), tmp_path).state == "sent"
    assert [raw for _, raw in server.got] == [eml]


def test_without_smtp_the_mail_is_a_file_that_opens_and_writing_twice_is_once(tmp_path: Path) -> None:
    outbox = tmp_path / "ledger" / "outbox"
    entry, eml = frozen(Mail())
    for _ in range(2):
        delivery = deliver(entry, eml, Post(Mail()), clock(), outbox)
        assert (delivery.state, delivery.detail) == ("written", "2026-11-24T0721-everything.eml")
        assert step([delivery], FROZEN) is Step.DONE
    assert [p.name for p in outbox.iterdir()] == [delivery.detail]
    assert (outbox / delivery.detail).read_bytes() == eml


def test_two_mails_of_one_minute_are_two_files(tmp_path: Path) -> None:
    names = []
    for to in (TO, "team@example.org"):
        entry, eml = frozen(Mail(), to=to)
        names.append(deliver(entry, eml, Post(Mail()), clock(), tmp_path).detail)
        assert (tmp_path / names[-1]).read_bytes() == eml
    assert names[0] == "2026-11-24T0721-everything.eml"
    assert names[1] == f"2026-11-24T0721-everything-{entry.digest_id}.eml"


def test_a_folder_that_cannot_be_written_keeps_the_mail_waiting(tmp_path: Path) -> None:
    blocked = tmp_path / "outbox"
    blocked.write_text("not a folder")
    entry, eml = frozen(Mail())
    delivery = deliver(entry, eml, Post(Mail()), clock(), blocked)
    assert delivery.state == "retry" and "cannot be written" in delivery.detail
    assert blocked.read_text() == "not a folder"


def test_a_disk_that_is_full_leaves_no_half_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.alerts.outbox.os.fsync", full)
    entry, eml = frozen(Mail())
    delivery = deliver(entry, eml, Post(Mail()), clock(), tmp_path)
    assert delivery.state == "retry" and "No space left" in delivery.detail
    assert list(tmp_path.iterdir()) == []


def test_no_smtp_conversation_is_ever_printed(
    start: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels = []
    monkeypatch.setattr(smtplib.SMTP, "set_debuglevel", lambda self, level: levels.append(level))
    server = start()
    entry, eml = frozen(server.mail())
    assert deliver(entry, eml, Post(server.mail()), clock(), tmp_path).state == "sent"
    assert levels == [] and smtplib.SMTP.debuglevel == 0
