"""One message for one recipient, as bytes that are the same whenever they are made from the same content."""

import re
from collections.abc import Sequence
from datetime import UTC
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from flows.alerts.addresses import AlertError, plain_address
from flows.alerts.content import Digest
from flows.alerts.model import CHANNEL, HealthNote
from flows.alerts.render import changes_csv, evidence_html, html_part, text_part
from flows.alerts.unsubscribe import ONE_CLICK


class _Policy(EmailPolicy):
    """Folds the subject itself: Python's own folding (3.11) puts a blank before a long one, and loses or doubles
    blanks in one that is partly ASCII."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != "Subject":
            return super().fold_binary(name, value)
        text = str(value)
        charset = "us-ascii" if text.isascii() else "utf-8"
        encoded = Header(text, charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


# 7-bit only: whatever relay carries it, nothing on the way needs to alter the bytes.
POLICY = _Policy(linesep="\r\n", cte_type="7bit")
SENDER = re.compile(r"(?:(?P<name>[^<>\"@,;:\\\x00-\x1f]{0,60})<(?P<inner>[^<>]+)>|(?P<bare>\S+))")
CHANNEL_AS = "channel@localhost"  # what is frozen for a chat service is kept as a mail too
MESSAGE_ID = re.compile(r"<[A-Za-z0-9.@_-]{3,200}>")


def sender_address(sender: str) -> Address:
    """``[mail] sender``: "ledger@example.org" or "Roamledger <ledger@example.org>".

    Raises:
        AlertError: it is neither.
    """
    found = SENDER.fullmatch(sender.strip())
    if not found:
        raise AlertError(f'[mail] sender: {sender!r} is not "name@host" or "Name <name@host>"')
    plain = plain_address(found["inner"] or found["bare"], "[mail] sender")
    return Address(display_name=(found["name"] or "").strip() or "Roamledger", addr_spec=plain)


def digest_id(digest: Digest, recipient: str, sender: str, replies: tuple[str, ...] = ()) -> str:
    """Named by its content: another recipient, moment or word is another mail."""
    content = repr((digest, recipient, sender, replies))
    return "d-" + sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def message(
    digest: Digest, health: Sequence[HealthNote], recipient: str, sender: str, replies: tuple[str, ...] = ()
) -> tuple[str, EmailMessage]:
    """The digest's id and its message: text and HTML saying the same, ``changes.csv`` and ``evidence.html`` attached.

    Raises:
        AlertError: the recipient, the sender or one of ``replies`` is not one plain address or message id.
    """
    author = sender_address(sender)
    to = CHANNEL_AS if recipient.startswith(CHANNEL) else plain_address(recipient, "[mail] to")
    for reply in replies:
        if not MESSAGE_ID.fullmatch(reply):
            raise AlertError(f"In-Reply-To {reply!r} is no message id")
    ident = digest_id(digest, recipient, sender, replies)
    mail = EmailMessage(policy=POLICY)
    mail["From"] = author
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = digest.subject
    mail["Date"] = format_datetime(digest.frozen_at.astimezone(UTC).replace(microsecond=0))
    mail["Message-ID"] = message_id(ident, sender)
    if replies:
        mail["In-Reply-To"] = replies[0]
        mail["References"] = " ".join(replies)
    mail["List-Id"] = f"<{digest.rule.name}.{author.domain}>"
    if digest.unsubscribe:
        mail["List-Unsubscribe"] = f"<{digest.unsubscribe}>"
        if digest.unsubscribe.startswith("https:"):
            mail["List-Unsubscribe-Post"] = ONE_CLICK
    mail["Auto-Submitted"] = "auto-generated"
    _set_text(mail, text_part(digest, ident), "plain")
    html = _set_text(EmailMessage(policy=POLICY), html_part(digest, ident), "html")
    del html["MIME-Version"]
    pictures = [section.picture for section in digest.sections if section.picture is not None]
    if pictures:
        html.make_related()
        for picture in {p.cid: p for p in pictures}.values():
            html.add_related(picture.png, "image", "png", cid=f"<{picture.cid}>", disposition="inline")
    mail.make_alternative()
    mail.attach(html)
    if digest.attached:
        mail.make_mixed()
        if "csv" in digest.rule.attach:
            _attach(mail, changes_csv(digest.changes), "csv", "changes.csv")
        if "evidence" in digest.rule.attach:
            _attach(mail, evidence_html(digest, ident, health), "html", "evidence.html")
    # Python draws boundaries by chance; a resend must be the same bytes. "=_" cannot occur in any part: see RFC 2045.
    for order, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{ident}_{order}")
    return ident, mail


def message_id(ident: str, sender: str) -> str:
    """Also what a later correction names in In-Reply-To."""
    return f"<{ident}@{sender_address(sender).domain}>"


def body_bytes(digest: Digest) -> int:
    """How large the two parts that people read are on the wire, without the attachments."""
    made = (text_part(digest, "d-" + "0" * 12), "plain"), (html_part(digest, "d-" + "0" * 12), "html")
    return sum(len(_set_text(EmailMessage(policy=POLICY), text, subtype).as_bytes()) for text, subtype in made)


def _set_text(part: EmailMessage, text: str, subtype: str) -> EmailMessage:
    # Quoted-printable stays readable in the .eml; of Chinese or Arabic it makes three bytes of each, base64 1.3.
    is_plain = sum(c < "\x80" for c in text) > 0.9 * len(text)
    part.set_content(text, subtype=subtype, charset="utf-8", cte="quoted-printable" if is_plain else "base64")
    return part


def _attach(mail: EmailMessage, text: str, subtype: str, name: str) -> None:
    mail.add_attachment(
        text.encode("utf-8"), maintype="text", subtype=subtype, filename=name, params={"charset": "utf-8"}, cte="base64"
    )
