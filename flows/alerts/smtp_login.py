"""Logging in to the SMTP server: by password or by OAuth token, from the environment or from a file of one's own."""

import base64
import re
import smtplib
import stat

from flows.settings import Mail

# What servers say when the way of logging in is at fault and not the mail; the first that is found explains it.
EXPLAINED = {
    "5.7.30": "this server takes no passwords over SMTP any more: set smtp_oauth = true and give an access token",
    "5.7.139": "this server takes no passwords over SMTP any more: set smtp_oauth = true and give an access token",
    "5.7.9": "this server wants a password made for programs, not the one for people",
    "5.7.8": "user or secret is wrong",
    "5.7.3": "not logged in, or by a way that this server does not take",
    "5.7.57": "log in first: set smtp_user and a secret",
    "5.7.26": "the server cannot see that the sender is allowed to write from here (SPF, DKIM, DMARC)",
    "5.7.60": "this account may not write in the name of [mail] sender",
}
_CODE = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


class Unusable(Exception):
    """The session cannot go on; this says nothing about the message, which is tried again."""


def explained(reply: str) -> str:
    """The server's words, with ours where we know what they mean."""
    found = next((code for code in _CODE.findall(reply) if code in EXPLAINED), "")
    return f"{reply} ({EXPLAINED[found]})" if found else reply


def secret_of(mail: Mail) -> str:
    """The password or token.

    Raises:
        Unusable: the file cannot be read, or others can read it too.
    """
    file = mail.smtp_secret_file
    if file is None:
        return mail.smtp_password.get_secret_value()
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise Unusable(f"{file} can be read by others: chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{file} cannot be read: {error}") from None


def log_in(client: smtplib.SMTP, mail: Mail) -> None:
    """Raises smtplib.SMTPException, Unusable."""
    secret = secret_of(mail)
    if not mail.smtp_oauth:
        client.login(mail.smtp_user, secret)
        return
    if not client.has_extn("auth") or "XOAUTH2" not in client.esmtp_features.get("auth", "").upper().split():
        raise Unusable("the server offers no XOAUTH2: set smtp_oauth = false and give a password")
    client.auth("XOAUTH2", lambda challenge=None: _bearer(mail, secret) if challenge is None else "")


def _bearer(mail: Mail, token: str) -> str:
    return f"user={mail.smtp_user}\x01auth=Bearer {token}\x01\x01"


def hidden(text: str, mail: Mail) -> str:
    """``text`` without the secret in any of the forms in which it is sent."""
    try:
        secret = secret_of(mail)
    except Unusable:
        return text
    if not secret:
        return text
    sent = (f"\0{mail.smtp_user}\0{secret}", _bearer(mail, secret), secret)
    for form in (*(base64.b64encode(word.encode()).decode() for word in sent), secret):
        text = text.replace(form, "***")
    return text
