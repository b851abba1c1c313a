"""``roamledger alerts``: check, pending, deliver, mute, rehearse, preview; and the page behind "stop this mail"."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from alert_ledger import AlertLedger, close
from cli_tools import Ran
from cli_tools import run as command
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from test_alerts_outbox import free_port

from flows.alerts.addresses import AlertError
from flows.alerts.memory import standings
from flows.alerts.unsubscribe import application, link, reader_of, token
from flows.settings import Mail
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.store import Warehouse

RULES = '[people]\npricing = "pricing@example.org"\n[rule.all]\nto = "pricing"\n'


class Home:
    """A ledger on disk with one told move and a standing clock, and the commands over it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        (folder / "made").mkdir()
        real = {"journal": Journal(folder / "made" / "ledger" / "journal")}
        self.ledger = AlertLedger(folder / "made", archive=Archive(folder / "made" / "ledger" / "archive"), **real)
        self.ledger.subscribe(RULES)
        self.ledger.send()
        self.ledger.moved(Turkey="12")
        self.write()
        close(self.ledger)
        self.ledger.journal.close()

    def write(self, **mail: Any) -> None:
        lines = "".join(
            f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}\n" for key, value in mail.items()
        )
        text = 'ledger = "made/ledger"\nsubscriptions = "made/subscriptions.toml"\n'
        text += f"clock = {self.ledger.now:%Y-%m-%dT%H:%M:%SZ}\n"
        (self.folder / "roamledger.toml").write_text(f"{text}[mail]\n{lines}")

    def __call__(self, *args: str) -> Ran:
        return command(self.capsys, "--config", str(self.folder / "roamledger.toml"), "alerts", *args)

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        with Warehouse.open_read_only(self.folder / "made" / "ledger" / "warehouse.duckdb") as warehouse:
            return warehouse.connection.execute(question).fetchall()


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


def test_check_says_what_each_rule_does_or_what_is_wrong_with_it(home: Home) -> None:
    well = home("check")
    assert (well.code, well.lines[0]) == (0, f"{home.folder / 'made' / 'subscriptions.toml'}: 1 rule, all well")
    assert "all              each run                 to pricing@example.org" in well.lines[1]
    home.ledger.subscribe(RULES + 'carriers = ["us_verizn"]\nwhere = "nonsense > 1"\n')
    wrong = home("check")
    assert wrong.code == 2
    assert "[rule.all] carriers: there is no carrier 'us_verizn'. Did you mean us_verizon" in wrong.err
    assert "[rule.all] where: Binder Error" in wrong.err
    home.ledger.subscribe(RULES + 'at_lest = "3%"\n')
    assert home("check").code == 2


def test_rehearse_says_what_a_rule_would_have_sent(home: Home) -> None:
    said = home("rehearse", "all", "--since", "2026-01-01")
    assert said.code == 0
    assert said.lines[0] == "Since 2026-01-01 this rule would have sent 1 mail, 1 move; the loudest: us_one (1)"
    assert home("rehearse", "al").code == 2


def test_preview_writes_the_mail_and_sends_nothing(home: Home) -> None:
    before = home.asked("select count(*) from ops.digests")
    said = home("preview", "--since", "30d")
    page = home.folder / "made" / "ledger" / "preview" / "all.html"
    assert said.lines == [f"all: {page}"] and "data:image/png;base64," in page.read_text()
    assert home("preview", "all", "--first").code == 0 and "What we know now" in page.read_text()
    assert "nothing to tell since 2026-04-01" in home("preview", "--since", "2026-04-01").out
    assert home.asked("select count(*) from ops.digests") == before


def test_mails_that_wait_are_listed_delivered_and_tried_again(home: Home) -> None:
    assert home("pending").out == "No mail waits.\n"
    home.ledger.subscribe(RULES.replace("pricing@", "other@"))
    home.write(smtp_host="127.0.0.1", smtp_port=free_port(), starttls=False)
    assert home("deliver").code == 0
    waits = home("pending", "--csv")
    assert waits.code == 0 and "other@example.org" in waits.out and "Connection refused" in waits.out
    digest_id = waits.lines[1].split(",")[0]
    assert home("deliver", "--again", digest_id).code == 2
    with Journal(home.folder / "made" / "ledger" / "journal") as journal:
        from warehouse.entries import Delivery

        journal.start_segment("by-hand")
        journal.append(Delivery(digest_id=digest_id, attempted_at=home.ledger.now, state="refused", detail="550 gone"))
    home.write()
    assert home("deliver").lines == ["Nothing is owed."]
    listed = home("pending")
    assert listed.code == 3 and "550 gone" in listed.out and "alerts deliver --again ID" in listed.out
    again = home("deliver", "--again", digest_id)
    assert again.code == 0 and again.out.startswith("1 mail written to")
    assert home("pending").code == 0


def test_mute_unsubscribe_and_subscribe_are_kept_in_the_journal(home: Home) -> None:
    assert (
        "is not told until 2 Apr 2026 06:12 UTC" in home("mute", "all", "--carrier", "us_verizon", "--days", "30").out
    )
    assert "is told again from now on" in home("mute", "all", "--days", "0").out
    assert home("mute", "all", "--carrier", "us_verizn", "--days", "3").code == 2
    assert home("unsubscribe", "all", "pricing@example.org").code == 0
    assert home("unsubscribe", "all", "nobody@example.org").code == 2
    assert home.asked("select what from ops.decisions order by rowid")[-1] == ("unsubscribe",)
    assert home("subscribe", "all", "pricing@example.org").code == 0
    assert home.asked("select what, who is not null from ops.decisions order by rowid")[-1] == ("subscribe", True)


SIGNED = Mail(unsubscribe_url="https://you.example/unsubscribe", unsubscribe_secret=SecretStr("pepper"))


def test_a_mail_carries_its_link_in_head_and_text_and_the_link_says_nothing_of_its_reader(tmp_path: Path) -> None:
    ledger = AlertLedger(tmp_path, mail=SIGNED)
    ledger.subscribe('[rule.all]\nto = "secret.reader@example.org"\n')
    ledger.send()
    (mail,) = ledger.mails()
    close(ledger)
    url = str(mail["List-Unsubscribe"]).strip("<>")
    assert url == link(SIGNED, "all", "secret.reader@example.org") and "reader" not in url
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None and url in body.get_content()


@pytest.mark.parametrize(
    "mail",
    [
        {"unsubscribe_url": "http://you.example/u"}, {"unsubscribe_url": "https://you.example/u\r\nBcc: x@y.z"},
        {"unsubscribe_url": "https://you.example/u?x=1"}, {"unsubscribe_secret": SecretStr("")},
    ],
)  # fmt: skip
def test_a_link_that_cannot_stand_in_a_mail_is_refused(mail: dict[str, Any]) -> None:
    with pytest.raises(AlertError):
        link(SIGNED.model_copy(update=mail), "all", "a@b.org")


@given(st.text(max_size=60))
def test_no_guessed_token_finds_a_reader(guess: str) -> None:
    known = [("all", "a@b.org"), ("law", "a@b.org"), ("all", "c@d.org")]
    assert reader_of(SIGNED, guess, known) is None
    assert reader_of(SIGNED, token(SIGNED, "law", "a@b.org"), known) == ("law", "a@b.org")
    assert reader_of(Mail(), token(Mail(), "law", "a@b.org"), known) is None, "without a secret anybody could sign"


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[tuple[str, list[str]]]:
    acted: list[str] = []
    with make_server("127.0.0.1", 0, application(acted.append), handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/unsubscribe", acted
        server.shutdown()


def test_only_a_post_of_one_click_acts_and_no_answer_tells_whether_a_reader_is_known(
    page: tuple[str, list[str]],
) -> None:
    url, acted = page
    good = token(SIGNED, "all", "a@b.org")
    with urllib.request.urlopen(f"{url}?t={good}") as answer:
        assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"] and b"<form" in answer.read()
    assert acted == []
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{url}?t={good}", data=b"something else")
    assert acted == []
    bodies = []
    for given_token in (good, "nonsense", '"><script>'):
        click = f"{url}?t={urllib.parse.quote(given_token)}"
        with urllib.request.urlopen(click, data=b"List-Unsubscribe=One-Click") as answer:
            bodies.append(answer.read())
    assert len(set(bodies)) == 1 and acted == [good, "nonsense", '"><script>']


def test_a_click_is_written_down_once(home: Home) -> None:
    home.write(unsubscribe_url="https://you.example/u", unsubscribe_secret="pepper")
    port = free_port()
    given_token = token(SIGNED, "all", "pricing@example.org")
    url = f"http://127.0.0.1:{port}/?t={given_token}"
    for _ in range(2):
        thread = threading.Thread(target=_click, args=(url,))
        thread.start()
        assert home("unsubscribe-page", "--port", str(port), "--once").code == 0
        thread.join()
    with Warehouse.open_read_only(home.folder / "made" / "ledger" / "warehouse.duckdb") as warehouse:
        assert standings(warehouse.connection)["all", "pricing@example.org"].what == "unsubscribe"
    assert home.asked("select count(*) from ops.decisions where what = 'unsubscribe'") == [(1,)]


def _click(url: str) -> None:
    for _ in range(200):  # until the page is there; another thread's start is not ours to set a clock for
        try:
            urllib.request.urlopen(url, data=b"List-Unsubscribe=One-Click", timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            threading.Event().wait(0.02)
