"""One click out of a rule (RFC 8058): a link that says nothing about its reader, and the page behind it.

The token is an HMAC over rule and address. Fetching the page changes nothing (mail scanners fetch every link); only a
POST does. Nobody learns from it whether an address is known.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, quote

from flows.alerts.addresses import AlertError
from flows.alerts.clean import LINK
from flows.settings import Mail

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM_MAX = 1_000
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roamledger</title></head><body><h1>Roamledger</h1>{body}</body></html>
"""
ASK = """<p>No more of these mails?</p><form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Stop them</button></form>"""
DONE = "<p>If this link was yours, no more of these mails will come.</p>"
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
]  # fmt: skip

Start = Callable[[str, list[tuple[str, str]]], Any]


def token(mail: Mail, rule: str, recipient: str) -> str:
    """What stands in the link of this rule's mails to this reader."""
    proof = hmac.new(
        mail.unsubscribe_secret.get_secret_value().encode(), f"{rule}\0{recipient}".encode(), hashlib.sha256
    )
    return base64.urlsafe_b64encode(proof.digest()[:18]).decode()


def link(mail: Mail, rule: str, recipient: str) -> str:
    """The address behind "stop this mail"; "" if none is configured.

    Raises:
        AlertError: the configured address cannot stand in a mail, or nothing signs the links.
    """
    url = mail.unsubscribe_url
    if not url:
        return ""
    if url.startswith("mailto:") and "@" in url and url.isascii() and url.isprintable() and "?" not in url:
        return f"{url}?subject={quote(f'unsubscribe {rule}')}"
    if not LINK.fullmatch(url) or "?" in url:
        raise AlertError(f"[mail] unsubscribe_url: {url!r} is no plain https address (or mailto:)")
    if not mail.unsubscribe_secret.get_secret_value():
        raise AlertError("[mail] unsubscribe_url needs unsubscribe_secret, which signs the links")
    return f"{url}?t={token(mail, rule, recipient)}"


def reader_of(mail: Mail, given: str, known: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The rule and address that a token was made for."""
    if not mail.unsubscribe_secret.get_secret_value():
        return None
    return next((pair for pair in known if hmac.compare_digest(token(mail, *pair).encode(), given.encode())), None)


def application(act: Callable[[str], None]) -> Callable[[dict[str, Any], Start], list[bytes]]:
    """The page, for any WSGI server. ``act`` is handed the token of a POST."""

    def app(environ: dict[str, Any], start: Start) -> list[bytes]:
        method = environ.get("REQUEST_METHOD", "")
        given = parse_qs(environ.get("QUERY_STRING", "")).get("t", [""])[0][:100]
        if method == "POST":
            length = environ.get("CONTENT_LENGTH") or "0"
            size = min(int(length), FORM_MAX) if length.isdigit() else 0
            if ONE_CLICK.encode() in environ["wsgi.input"].read(size):
                act(given)
                return _answer(start, "200 OK", DONE)
            return _answer(start, "400 Bad Request", ASK)
        if method in ("GET", "HEAD"):
            return _answer(start, "200 OK", ASK if method == "GET" else "")
        return _answer(start, "405 Method Not Allowed", "")

    return app


def _answer(start: Start, status: str, body: str) -> list[bytes]:
    made = PAGE.format(body=body).encode() if body else b""
    start(status, [*HEADERS, ("Content-Length", str(len(made)))])
    return [made]
