"""Ways to a reader beside a plain password (tokens, secret files, chat channels), and ways to see what is wrong."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cli_tools import run as command
from pydantic import SecretStr
from test_alerts_example import example_changes, example_health
from test_alerts_outbox import CANARY, FROZEN, RULE, Server, free_port

from flows.alerts.doctor import examine
from flows.alerts.outbox import freeze
from flows.alerts.post import Post
from flows.alerts.smtp import Timeouts
from flows.alerts.smtp_login import explained
from flows.settings import Mail, Settings

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
TO = "pricing@example.org"
QUICK = Timeouts(5, 5, 5, 5, 5)


class OauthServer(Server):
    """Takes a bearer token; answers a wrong one as the large providers do."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token, self.heard = token, list[str]()

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        words = base64.b64decode(args[1]).decode()
        self.heard.append(words)
        if words == f"user=ledger@example.org\x01auth=Bearer {self.token}\x01\x01":
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"400"}')
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 {words} not accepted")


@pytest.fixture
def start() -> Iterator[Callable[[Server], Server]]:
    running: list[Controller] = []

    def begin(server: Server, **more: Any) -> Server:
        options = {"auth_require_tls": False, "auth_required": True, **more}
        controller = Controller(server, hostname="127.0.0.1", port=server.port, **options)
        controller.start()
        running.append(controller)
        return server

    yield begin
    for controller in running:
        controller.stop()


def answer(mail: Mail) -> tuple[str, str]:
    entry, eml = freeze(RULE, TO, example_changes(), example_health(), mail=mail, frozen_at=FROZEN)
    said = Post(mail, QUICK).hand_over(entry, eml)
    return said.state, said.detail


def oauth(server: Server, token: str, **more: Any) -> Mail:
    values = {"smtp_user": "ledger@example.org", "smtp_oauth": True, "smtp_password": SecretStr(token)}
    return server.mail(**{**values, **more})


def test_an_access_token_logs_in_and_a_wrong_one_is_explained_and_never_shown(
    start: Callable[[Server], Server],
) -> None:
    server = start(OauthServer("right-token"))
    assert answer(oauth(server, "right-token"))[0] == "sent"
    state, detail = answer(oauth(server, CANARY))
    assert state == "retry" and "user or secret is wrong" in detail
    assert CANARY not in detail and base64.b64encode(CANARY.encode()).decode() not in detail
    assert len(server.got) == 1


def test_a_secret_file_is_read_only_if_nobody_else_can(tmp_path: Path, start: Callable[[Server], Server]) -> None:
    server = start(OauthServer("right-token"))
    file = tmp_path / "smtp.secret"
    file.write_text("right-token\n")
    file.chmod(0o644)
    state, detail = answer(oauth(server, "", smtp_secret_file=file))
    assert state == "retry" and f"chmod 600 {file}" in detail and server.got == []
    file.chmod(0o600)
    assert answer(oauth(server, "", smtp_secret_file=file))[0] == "sent"
    assert answer(oauth(server, "", smtp_secret_file=tmp_path / "none"))[0] == "retry"


def test_the_secret_file_stands_beside_the_settings(tmp_path: Path) -> None:
    from flows.settings import load_settings

    (tmp_path / "roamledger.toml").write_text('[mail]\nsmtp_secret_file = "smtp.secret"\n')
    assert load_settings(tmp_path / "roamledger.toml").mail.smtp_secret_file == tmp_path / "smtp.secret"


def test_the_reply_that_passwords_are_switched_off_is_explained_and_the_mail_waits(
    start: Callable[..., Server],
) -> None:
    def refuse(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        words = "550 5.7.30 Basic authentication is not supported for Client Submission."
        return AuthResult(success=False, handled=False, message=words)

    server = start(Server(), authenticator=refuse)
    state, detail = answer(server.mail(smtp_user="ledger", smtp_password=SecretStr(CANARY)))
    assert state == "retry" and "set smtp_oauth = true and give an access token" in detail
    assert explained("550 no such user") == "550 no such user"


class Chat:
    """A chat service's web hook."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.status = 200
        chat = self

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                chat.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(chat.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Hook)
        self.address = f"json://127.0.0.1:{self.server.server_port}/{CANARY}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def chat() -> Iterator[Chat]:
    chat = Chat()
    yield chat
    chat.server.shutdown()
    chat.server.server_close()


def test_a_channel_gets_the_text_with_nothing_in_it_that_a_chat_would_act_on(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from dataclasses import replace

    monkeypatch.setenv("TEAMS_ADDRESS", chat.address)
    nasty = replace(
        example_changes()[0], offer_name="@everyone <!channel> <@U1> `x`", before_words="<https://evil.example|x>"
    )
    entry, eml = freeze(RULE, "channel:teams", [nasty], [], mail=Mail(), frozen_at=FROZEN)
    post = Post(Mail(), channels={"teams": "env:TEAMS_ADDRESS"})
    assert post.hand_over(entry, eml).state == "sent"
    (said,) = chat.got
    assert said["title"].startswith("Verizon") and "10.00 -" in said["message"]
    assert not set("@<>`|") & set(said["title"] + said["message"].replace(" -> ", ""))
    chat.status = 500
    failed = post.hand_over(entry, eml)
    assert failed.state == "retry" and CANARY not in failed.detail + "".join(capfd.readouterr())
    monkeypatch.delenv("TEAMS_ADDRESS")
    assert "the environment has no TEAMS_ADDRESS" in post.hand_over(entry, eml).detail
    assert "is no address" in Post(Mail(), channels={"teams": "nonsense"}).hand_over(entry, eml).detail


def settings(folder: Path, **mail: Any) -> Settings:
    return Settings(ledger=folder / "ledger", subscriptions=folder / "none.toml", mail=Mail(to=[TO], **mail))


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ({}, ["settings", "secret", "server", "encryption", "log-in"]),
        ({"smtp_password": SecretStr("wrong")}, ["settings", "secret", "server", "encryption", "!session"]),
        ({"smtp_password": SecretStr("")}, ["settings", "!secret"]),
        ({"sender": "a@b.org, c@d.org"}, ["!settings"]),
        ({"starttls": True}, ["settings", "secret", "server", "!session"]),
        ({"smtp_port": 1}, ["settings", "secret", "!server"]),
        ({"smtp_host": "", "smtp_user": ""}, ["settings", "server"]),
        ({"unsubscribe_url": "https://you.example/u"}, ["!settings"]),
    ],
)
def test_the_doctor_tells_the_first_step_that_fails(
    tmp_path: Path, start: Callable[..., Server], more: dict[str, Any], steps: list[str]
) -> None:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == CANARY.encode(), handled=False, message="535 5.7.8 no")

    server = start(Server(), authenticator=check)
    given = {
        "smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_user": "ledger", "starttls": False,
        "smtp_password": SecretStr(CANARY), **more,
    }  # fmt: skip
    found = examine(settings(tmp_path, **given), QUICK)
    assert [("" if f.is_well else "!") + f.name for f in found] == steps
    assert CANARY not in repr(found) and server.got == []


def test_the_commands_doctor_mail_and_alerts_test(
    tmp_path: Path, start: Callable[..., Server], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Server(), auth_required=False)
    monkeypatch.chdir(tmp_path)
    text = f'[mail]\nto = ["{TO}"]\nsmtp_host = "127.0.0.1"\nsmtp_port = {server.port}\nstarttls = false\n'
    (tmp_path / "roamledger.toml").write_text(text)
    well = command(capsys, "doctor", "mail")
    assert well.code == 0 and "well   server" in well.out
    sent = command(capsys, "alerts", "test", TO, "--lang", "zh")
    assert sent.code == 0 and "Taken: 250 OK" in sent.out
    ((recipients, raw),) = server.got
    assert recipients == [TO] and b"List-Id: <test." in raw
    server.at_rcpt[TO] = ["550 5.7.26 no"]
    refused = command(capsys, "alerts", "test", TO)
    assert refused.code == 3 and "SPF, DKIM, DMARC" in refused.out and "doctor mail" in refused.out
    (tmp_path / "roamledger.toml").write_text(text.replace(str(server.port), str(free_port())))
    assert command(capsys, "doctor", "mail").code == 4
    (tmp_path / "roamledger.toml").write_text("")
    assert "no SMTP set" in command(capsys, "alerts", "test", TO).out
    assert not (tmp_path / "ledger" / "warehouse.duckdb").exists()
