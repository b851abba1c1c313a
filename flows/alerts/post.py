"""One run's way to the mailboxes: a server that cannot be reached is asked once, not once for each mail."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.alerts import smtp
from flows.alerts.addresses import AlertError
from flows.alerts.model import CHANNEL
from flows.settings import Mail
from warehouse.entries import Digest

ENVIRONMENT = "env:"


@dataclass
class Post:
    """``is_down``: the server was tried in this run and did not let us in; the other mails wait for the next run."""

    mail: Mail
    timeouts: smtp.Timeouts = field(default_factory=smtp.Timeouts)
    is_down: bool = False

    def writes_files(self, digest: Digest) -> bool:
        """Without SMTP a mail is a file; what goes to a channel goes there all the same."""
        return not self.mail.smtp_host and not digest.recipient.startswith(CHANNEL)

    def needs_mark(self, digest: Digest) -> bool:
        """Is there a moment in which nobody knows whether it was taken? A file is whole or not there."""
        return not self.writes_files(digest)

    def hand_over(self, digest: Digest, eml: bytes) -> smtp.Answer:
        """One attempt."""
        answer = smtp.send(eml, digest.recipient, self.mail, self.timeouts)
        self.is_down = answer.is_before_mail
        return answer


def channel_address(channels: Mapping[str, str], recipient: str) -> str:
    """The address of ``channel:NAME``, which may stand in the environment: it often holds a secret.

    Raises:
        AlertError: no such channel, or the variable is not set.
    """
    name = recipient.removeprefix(CHANNEL)
    address = channels.get(name, "")
    if not address.startswith(ENVIRONMENT):
        return address
    variable = address.removeprefix(ENVIRONMENT)
    found = os.environ.get(variable, "")
    if not found:
        raise AlertError(f"[channels] {name}: the environment has no {variable}")
    return found
