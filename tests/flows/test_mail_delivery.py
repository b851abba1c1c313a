"""From a page that moved to a mailbox: a real SMTP server in a process of its own, and the whole run before it."""

import email
import email.policy
import mailbox
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from little_web import LittleWeb, page

BEFORE = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB"), "Kosovo": ("$12", "500 MB")}
AFTER = {**BEFORE, "Turkey": ("$12", "1 GB"), "Japan": ("$10", "2 GB")}


@pytest.fixture
def post(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """aiosmtpd as a program, delivering into a Maildir."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = tmp_path / "box"
    command = [
        sys.executable,
        "-m",
        "aiosmtpd",
        "-n",
        "-l",
        f"127.0.0.1:{port}",
        "-c",
        "aiosmtpd.handlers.Mailbox",
        str(box),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while True:  # another program's start is not ours to set a clock for
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > end:
                    pytest.fail("the SMTP server did not start")
        yield port, box
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_confirmed_move_reaches_each_mailbox_once(tmp_path: Path, post: tuple[int, Path]) -> None:
    port, box = post
    mail = (
        '[mail]\nto = ["pricing@example.org", "colleague@example.org"]\nsender = "Roamledger <ledger@example.org>"\n'
        f'smtp_host = "127.0.0.1"\nsmtp_port = {port}\nstarttls = false\n'
    )
    with LittleWeb(tmp_path / "web", {"us_one": "one.example"}, mail) as web:
        web.pages = {"one.example": page(BEFORE)}
        web.run()
        web.pages["one.example"] = page(AFTER)
        web.run(25)
        confirmed = web.run(1.2)
        again = web.run(25)
    assert sorted(confirmed.mails) == ["colleague@example.org", "pricing@example.org"]
    assert again.mails == ()
    arrived = [email.message_from_bytes(bytes(m), policy=email.policy.default) for m in mailbox.Maildir(box)]
    first = [m for m in arrived if m["Subject"].startswith("What we know now: 3 offers")]
    assert sorted(m["To"] for m in first) == ["colleague@example.org", "pricing@example.org"]
    arrived = [m for m in arrived if m not in first]
    assert sorted(m["To"] for m in arrived) == ["colleague@example.org", "pricing@example.org"]
    for message in arrived:
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        for said in ("10.00", "12.00", "USD a day", "+20 %", "Page said"):
            assert said in text
            assert said in html
        assert message["Subject"].startswith("Us_One Day pass dearer: 12 USD a day, was 10 (+20 %)")
        assert [part.get_filename() for part in message.iter_attachments()] == ["changes.csv", "evidence.html"]


def test_a_server_that_is_down_loses_no_alert(tmp_path: Path, post: tuple[int, Path]) -> None:
    port, box = post
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
    mail = '[mail]\nto = ["pricing@example.org"]\nsmtp_host = "127.0.0.1"\nsmtp_port = {}\nstarttls = false\n'
    with LittleWeb(tmp_path / "web", {"us_one": "one.example"}, mail.format(closed)) as web:
        web.pages = {"one.example": page(BEFORE)}
        web.run()
        web.pages["one.example"] = page(AFTER)
        web.run(25)
        assert web.run(1.2).mails == ()
        web.file.write_text(web.file.read_text().replace(str(closed), str(port)))
        assert web.run(1.2).mails == ("pricing@example.org", "pricing@example.org")
    subjects = sorted(m["Subject"].split(":")[0] for m in mailbox.Maildir(box))
    assert subjects == ["Us_One Day pass dearer", "What we know now"]
