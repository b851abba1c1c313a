"""Handing one message to the SMTP server, and reading its answer by the codes.

smtplib's convenience hides what matters: it reports a refused recipient in a returned dict, and one class of
exception for codes that mean "later" and "never". So each command is given by itself and its code is read.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from ipaddress import ip_address
from socket import gethostname

from flows.alerts.clean import clean
from flows.alerts.smtp_login import Unusable, explained, hidden, log_in
from flows.settings import Mail

IMPLICIT_TLS_PORT = 465
BLOCK_BYTES = 65_536
_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds per answer, RFC 5321 4.5.3.2: ten minutes after the final dot, or a slow server gets every mail twice."""

    connect: float = 60.0
    command: float = 300.0
    data: float = 120.0
    block: float = 180.0
    after_dot: float = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """``state``: sent, retry or refused; ``detail`` is one line without secrets. ``is_before_mail``: the session ended
    before the message was offered, so it says nothing of it."""

    state: str
    detail: str
    is_before_mail: bool = False


def send(eml: bytes, recipient: str, mail: Mail, timeouts: Timeouts) -> Answer:
    """One message to one recipient over one connection.

    A fault before the message is offered (no connection, TLS, login) is always "retry", whatever the code: it is no
    refusal of this mail, and a password that is mended tomorrow must find it waiting.
    """
    try:
        client = connect(mail, timeouts)
    except (OSError, smtplib.SMTPException, Unusable) as error:
        return Answer("retry", line(f"{mail.smtp_host}:{mail.smtp_port}: {said(error)}", mail), is_before_mail=True)
    stage = "MAIL"
    try:
        sender = message_from_bytes(eml, policy=SMTP)["From"].addresses[0].addr_spec
        code, reply = client.mail(sender)
        if code == 250:
            stage = "RCPT"
            code, reply = client.rcpt(recipient)
        if code not in (250, 251):
            return _refused(stage, code, reply, mail)
        stage = "DATA"
        code, reply = _data(client, eml, timeouts)
    except smtplib.SMTPResponseException as error:
        return _refused(stage, error.smtp_code, error.smtp_error, mail)
    except (OSError, smtplib.SMTPException) as error:
        # After the dot the server may well have it. Nobody knows, so it is sent again, the same bytes.
        return Answer("retry", line(f"{stage}: no answer: {said(error)}", mail))
    finally:
        leave(client)
    if code != 250:
        return _refused(stage, code, reply, mail)
    return Answer("sent", line(f"250 {_text(reply)}", mail))


def _data(client: smtplib.SMTP, eml: bytes, timeouts: Timeouts) -> tuple[int, bytes]:
    _wait(client, timeouts.data)
    client.putcmd("data")
    code, reply = client.getreply()
    if code != 354:
        return code, reply
    body = _DOT.sub(b"..", eml)
    body += b"" if body.endswith(b"\r\n") else b"\r\n"
    for start in range(0, len(body), BLOCK_BYTES):
        _wait(client, timeouts.block)
        client.send(body[start : start + BLOCK_BYTES])
    _wait(client, timeouts.after_dot)
    client.send(b".\r\n")
    return client.getreply()


def _wait(client: smtplib.SMTP, seconds: float) -> None:
    if client.sock is not None:
        client.sock.settimeout(seconds)


def connect(mail: Mail, timeouts: Timeouts) -> smtplib.SMTP:
    """A session that is ready for a message: greeted, encrypted and logged in as the settings say.

    Raises:
        OSError, smtplib.SMTPException, Unusable: it did not come so far.
    """
    client = greet(mail, timeouts)
    try:
        encrypt(client, mail)
        if mail.smtp_user:
            authenticate(client, mail)
    except BaseException:
        client.close()
        raise
    return client


def greet(mail: Mail, timeouts: Timeouts) -> smtplib.SMTP:
    """Connected (over TLS on port 465), and the server has said hello. Raises as :func:`connect`."""
    # Without a name of our own smtplib asks DNS for one, which can hang on a machine that has none.
    name = gethostname() if "." in gethostname() else "[127.0.0.1]"
    if mail.smtp_port == IMPLICIT_TLS_PORT:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.smtp_host, mail.smtp_port, local_hostname=name, timeout=timeouts.connect,
            context=ssl.create_default_context(),
        )  # fmt: skip
    else:
        client = smtplib.SMTP(mail.smtp_host, mail.smtp_port, local_hostname=name, timeout=timeouts.connect)
    try:
        _wait(client, timeouts.command)
        client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def encrypt(client: smtplib.SMTP, mail: Mail) -> None:
    """STARTTLS, if it is wanted and not begun with. Raises as :func:`connect`."""
    if mail.starttls and mail.smtp_port != IMPLICIT_TLS_PORT:
        client.starttls(context=ssl.create_default_context())
        client.ehlo()


def authenticate(client: smtplib.SMTP, mail: Mail) -> None:
    """Log in. Raises as :func:`connect`."""
    is_safe = mail.smtp_port == IMPLICIT_TLS_PORT or mail.starttls
    if not is_safe and not _is_loopback(mail.smtp_host):
        raise Unusable("[mail] starttls is off: the secret would cross the network in clear; not logged in")
    log_in(client, mail)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def leave(client: smtplib.SMTP) -> None:
    """End the session. A connection that breaks at QUIT has already delivered (reliability E6)."""
    try:
        if client.sock is not None:
            client.sock.settimeout(5)
            client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def _refused(stage: str, code: int, reply: bytes | str, mail: Mail) -> Answer:
    """5xx is for good. 4xx is for now; so is anything that is no refusal at all (a broken session, code -1)."""
    state = "refused" if 500 <= code <= 599 else "retry"
    return Answer(state, line(f"{stage}: {code} {explained(_text(reply))}", mail))


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)


def said(error: Exception) -> str:
    """What went wrong, in the server's words if it had any."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {explained(_text(error.smtp_error))}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def line(text: str, mail: Mail) -> str:
    """One short line; a server that repeats our login in its answer does not put it into the journal."""
    return clean(hidden(text, mail), 300)
