"""One run's way to the readers: a server that cannot be reached is asked once, not once for each mail."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from flows.alerts import smtp
from flows.alerts.addresses import AlertError
from flows.alerts.clean import clean
from flows.alerts.model import CHANNEL
from flows.settings import Mail
from warehouse.entries import Digest

ENVIRONMENT = "env:"
CHANNEL_TEXT_MAX = 3_500  # chat services cut or refuse what is longer
# What a chat service would take for a call to everybody, a link or a style. Full-width forms look alike and do nothing.
_TAMED = str.maketrans({"@": "\uff20", "<": "\u2039", ">": "\u203a", "`": "'", "|": "\u00a6"})


@dataclass
class Post:
    """``is_down``: the server was tried in this run and did not let us in; the other mails wait for the next run."""

    mail: Mail
    timeouts: smtp.Timeouts = field(default_factory=smtp.Timeouts)
    channels: Mapping[str, str] = field(default_factory=dict)
    is_down: bool = False

    def writes_files(self, digest: Digest) -> bool:
        """Without SMTP a mail is a file; what goes to a channel goes there all the same."""
        return not self.mail.smtp_host and not digest.recipient.startswith(CHANNEL)

    def needs_mark(self, digest: Digest) -> bool:
        """Is there a moment in which nobody knows whether it was taken? A file is whole or not there."""
        return not self.writes_files(digest)

    def may_try(self, digest: Digest) -> bool:
        return not self.is_down or self.writes_files(digest) or digest.recipient.startswith(CHANNEL)

    def hand_over(self, digest: Digest, eml: bytes) -> smtp.Answer:
        """One attempt."""
        if digest.recipient.startswith(CHANNEL):
            return tell_channel(eml, digest.recipient, self.channels)
        answer = smtp.send(eml, digest.recipient, self.mail, self.timeouts)
        self.is_down = self.is_down or answer.is_before_mail
        return answer


def channel_address(channels: Mapping[str, str], recipient: str) -> str:
    """The address of ``channel:NAME``, which may stand in the environment: it often holds a secret.

    Raises:
        AlertError: no such channel, or the variable is not set, or apprise does not know the kind.
    """
    name = recipient.removeprefix(CHANNEL)
    address = channels.get(name, "")
    if address.startswith(ENVIRONMENT):
        variable = address.removeprefix(ENVIRONMENT)
        address = os.environ.get(variable, "")
        if not address:
            raise AlertError(f"[channels] {name}: the environment has no {variable}")
    from apprise import Apprise  # takes a tenth of a second, and few have channels

    if not address or not Apprise().add(address):
        raise AlertError(f"[channels] {name}: is no address that apprise knows (mailto://, msteams://, slack:// ...)")
    return address


def tell_channel(eml: bytes, recipient: str, channels: Mapping[str, str]) -> smtp.Answer:
    """Subject and text of a frozen mail to a chat service, with nothing in them that it would act on."""
    try:
        address = channel_address(channels, recipient)
    except AlertError as error:
        return smtp.Answer("retry", clean(str(error), 200))
    from apprise import Apprise, NotifyFormat

    message: EmailMessage = message_from_bytes(eml, policy=SMTP)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    if len(text) > CHANNEL_TEXT_MAX:
        text = text[: CHANNEL_TEXT_MAX - 2].rpartition("\n")[0] + "\n…"
    notifier = Apprise()
    notifier.add(address)
    quiet = logging.getLogger("apprise")
    before, quiet.disabled = quiet.disabled, True  # it logs addresses, which hold secrets
    try:
        is_taken = notifier.notify(
            title=str(message["Subject"]).translate(_TAMED), body=text.translate(_TAMED), body_format=NotifyFormat.TEXT
        )
    finally:
        quiet.disabled = before
    return smtp.Answer("sent", "taken") if is_taken else smtp.Answer("retry", f"{recipient} did not take it")
