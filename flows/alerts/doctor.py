"""What stands between this machine and the readers' mailboxes, told apart step by step. No mail is sent."""

import smtplib
from collections.abc import Iterator

from flows.alerts import smtp
from flows.alerts.addresses import AlertError
from flows.alerts.mail import sender_address
from flows.alerts.send import subscriptions_of
from flows.alerts.smtp_login import Unusable, secret_of
from flows.alerts.unsubscribe import link
from flows.capture.doctor import Finding
from flows.settings import Settings


def examine(settings: Settings, timeouts: smtp.Timeouts) -> list[Finding]:
    """Settings, connection, encryption, log-in, in this order; ends at the first that is not well."""
    found = []
    for finding in (*_of_settings(settings), *(_of_server(settings, timeouts) if settings.mail.smtp_host else ())):
        found.append(finding)
        if not finding.is_well:
            break
    if not settings.mail.smtp_host and all(f.is_well for f in found):
        found.append(Finding("server", True, f"No SMTP is set: mails are written to {settings.outbox}."))
    return found


def _of_settings(settings: Settings) -> Iterator[Finding]:
    try:
        sender = sender_address(settings.mail.sender)
        found = subscriptions_of(settings)
        people = {to for name in found.rule for to in found.recipients(name)}
        unsubscribe = link(settings.mail, "rule", "you@example.org")
    except AlertError as error:
        yield Finding("settings", False, " ".join(str(error).splitlines()))
        return
    words = f"{len(found.rule)} rule(s), {len(people)} reader(s), from {sender.addr_spec}"
    yield Finding(
        "settings", True, words + ("" if unsubscribe else "; no unsubscribe_url: mails carry no link to stop")
    )
    if settings.mail.smtp_user:
        try:
            is_given = bool(secret_of(settings.mail))
        except Unusable as error:
            yield Finding("secret", False, str(error))
            return
        missing = "smtp_user is set and no secret: smtp_secret_file, or ROAMLEDGER_MAIL__SMTP_PASSWORD"
        yield Finding("secret", is_given, "A secret is given." if is_given else missing)


def _of_server(settings: Settings, timeouts: smtp.Timeouts) -> Iterator[Finding]:
    mail = settings.mail
    where = f"{mail.smtp_host}:{mail.smtp_port}"
    try:
        client = smtp.greet(mail, timeouts)
    except (OSError, smtplib.SMTPException) as error:
        words = f"{where} cannot be reached: {smtp.line(smtp.said(error), mail)}"
        yield Finding("server", False, words, is_offline=isinstance(error, OSError))
        return
    yield Finding("server", True, f"{where} answers.")
    try:
        smtp.encrypt(client, mail)
        is_safe = mail.starttls or mail.smtp_port == smtp.IMPLICIT_TLS_PORT
        yield Finding(
            "encryption", True, "The connection is encrypted." if is_safe else "Not encrypted (starttls is off)."
        )
        if mail.smtp_user:
            smtp.authenticate(client, mail)
            yield Finding("log-in", True, f"Logged in as {mail.smtp_user}.")
    except (OSError, smtplib.SMTPException, Unusable) as error:
        yield Finding("session", False, smtp.line(smtp.said(error), mail))
    finally:
        smtp.leave(client)
