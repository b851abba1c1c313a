"""One address and nothing else: "a@b.org, evil@c.org" in a To line would be two recipients."""

import re

# RFC 5321 4.1.2 without quoted names, comments, address literals and obsolete forms: nobody's mailbox needs them, and
# each has been a way to smuggle a second recipient past a program.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"(?P<name>{_ATOM}(?:\.{_ATOM})*)@(?P<host>{_LABEL}(?:\.{_LABEL})*)")
LONGEST, LONGEST_NAME, LONGEST_HOST = 254, 64, 253


class AlertError(Exception):
    """A setting makes mail impossible; the message is one line that says which and what to write."""


def is_plain_address(text: str) -> bool:
    """One plain ASCII mailbox, within the lengths of RFC 5321."""
    found = ADDRESS.fullmatch(text)
    if not found or len(text) > LONGEST or found["host"].rpartition(".")[2].isdigit():
        return False
    return len(found["name"]) <= LONGEST_NAME and len(found["host"]) <= LONGEST_HOST


def plain_address(text: str, where: str) -> str:
    """``text`` itself.

    Raises:
        AlertError: it is not exactly one plain ASCII address; ``where`` says whose setting it is.
    """
    if not is_plain_address(text):
        raise AlertError(f"{where}: {text!r} is not one plain address such as pricing@example.org")
    return text
