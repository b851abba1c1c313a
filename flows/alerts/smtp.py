"""Handing one message to the SMTP server, and reading its answer by the codes.

smtplib's convenience hides what matters: it reports a refused recipient in a returned dict, and one class of
exception for codes that mean "later" and "never". So each command is given by itself and its code is read.
"""

import base64
import smtplib
import ssl
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from ipaddress import ip_address
from socket import gethostname

from flows.alerts.clean import clean
from flows.settings import Mail

IMPLICIT_TLS_PORT = 465


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds per answer. RFC 5321 4.5.3.2: ten minutes after the final dot, or a slow server gets every mail twice."""

    command: float = 60.0
    after_dot: float = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """``state``: sent, retry or refused; ``detail`` is one line without secrets. ``is_before_mail``: the session ended
    before the message was offered, so it says nothing of it."""

    state: str
    detail: str
    is_before_mail: bool = False


class _NotNow(Exception):
    """The session cannot go on; this says nothing about the message, which is tried again."""


def send(eml: bytes, recipient: str, mail: Mail, timeouts: Timeouts) -> Answer:
    """One message to one recipient over one connection.

    A fault before the message is offered (no connection, TLS, login) is always "retry", whatever the code: it is no
    refusal of this mail, and a password that is mended tomorrow must find it waiting.
    """
    try:
        client = _connect(mail, timeouts.command)
    except (OSError, smtplib.SMTPException, _NotNow) as error:
        return Answer("retry", _line(f"{mail.smtp_host}:{mail.smtp_port}: {_said(error)}", mail), is_before_mail=True)
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
        if client.sock is not None:
            client.sock.settimeout(timeouts.after_dot)
        code, reply = client.data(eml)
    except smtplib.SMTPResponseException as error:
        return _refused(stage, error.smtp_code, error.smtp_error, mail)
    except (OSError, smtplib.SMTPException) as error:
        # After the dot the server may well have it. Nobody knows, so it is sent again, the same bytes.
        return Answer("retry", _line(f"{stage}: no answer: {_said(error)}", mail))
    finally:
        _leave(client)
    if code != 250:
        return _refused(stage, code, reply, mail)
    return Answer("sent", _line(f"250 {_text(reply)}", mail))


def _connect(mail: Mail, timeout: float) -> smtplib.SMTP:
    # Without a name of our own smtplib asks DNS for one, which can hang on a machine that has none.
    name = gethostname() if "." in gethostname() else "[127.0.0.1]"
    if mail.smtp_port == IMPLICIT_TLS_PORT:
        trusted = ssl.create_default_context()
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.smtp_host, mail.smtp_port, local_hostname=name, timeout=timeout, context=trusted
        )
    else:
        client = smtplib.SMTP(mail.smtp_host, mail.smtp_port, local_hostname=name, timeout=timeout)
    try:
        client.ehlo_or_helo_if_needed()
        is_safe = mail.smtp_port == IMPLICIT_TLS_PORT
        if mail.starttls and not is_safe:
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
            is_safe = True
        if mail.smtp_user:
            if not is_safe and not _is_loopback(mail.smtp_host):
                raise _NotNow("[mail] starttls is off: the password would cross the network in clear; not logged in")
            client.login(mail.smtp_user, mail.smtp_password.get_secret_value())
    except BaseException:
        client.close()
        raise
    return client


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _leave(client: smtplib.SMTP) -> None:
    # A connection that breaks at QUIT has already delivered (reliability E6).
    try:
        if client.sock is not None:
            client.sock.settimeout(5)
            client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def _refused(stage: str, code: int, reply: bytes | str, mail: Mail) -> Answer:
    """5xx is for good. 4xx is for now; so is anything that is no refusal at all (a broken session, code -1)."""
    state = "refused" if 500 <= code <= 599 else "retry"
    return Answer(state, _line(f"{stage}: {code} {_text(reply)}", mail))


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _line(text: str, mail: Mail) -> str:
    """One short line; a server that repeats our login in its answer does not put it into the journal."""
    password, user = mail.smtp_password.get_secret_value(), mail.smtp_user
    plain = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    for secret in (plain, base64.b64encode(password.encode()).decode(), password):
        if secret and password:
            text = text.replace(secret, "***")
    return clean(text, 200)
