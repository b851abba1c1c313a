"""Where we may go: which addresses (IP) and which URLs. Everything that fetches asks here, robots.txt and hops too.

The policy is handed in. Tests and the demo hand in :class:`Loopback`; no setting and no environment variable can
widen it (reliability.md A1).
"""

import ipaddress
import re
from collections.abc import Callable
from typing import Protocol

from urllib3.util import Url, parse_url

Resolver = Callable[[str, int], list[str]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedUrl(Exception):
    """We do not go there. The message is one line without the query string."""


class AddressPolicy(Protocol):
    """Which addresses may be connected to. ``permits_http``: plain http and other ports than 443 are allowed too."""

    permits_http: bool

    def allows(self, ip: str) -> bool: ...


# Python 3.11.7 calls some of these global: 64:ff9b::7f00:1, 2002:7f00:1::, 192.88.99.1, 224.0.0.1 (measured, H21).
_NEVER = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "168.63.129.16/32", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

        "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


class PublicOnly:
    """The internet and nothing else: no private, shared, tunnelled, documentation or multicast address."""

    permits_http = False

    def allows(self, ip: str) -> bool:
        address = _unwrapped(ip)
        if address is None or not address.is_global or address.is_multicast:
            return False
        return not any(address in block for block in _NEVER if block.version == address.version)


class Loopback:
    """This machine and nothing else, over http or https and on any port: for tests and the demo."""

    permits_http = True

    def allows(self, ip: str) -> bool:
        address = _unwrapped(ip)
        return address is not None and address.is_loopback


def _unwrapped(ip: str) -> IPAddress | None:
    """The address, or the IPv4 address that a mapped IPv6 one stands for; None for what is no plain address."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return None
        return address.ipv4_mapped or address
    return address


def is_address(host: str) -> bool:
    """An IP address written out, not a name."""
    return _unwrapped(host) is not None


_NOT_IN_A_URL = re.compile(r"[\x00-\x20\x7f\\\u0080-\u00a0\u2028\u2029]")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?")
# A name that ends in a number is an address in disguise (WHATWG): 2130706433, 0x7f.1, 0177.0.0.1.
_DISGUISED = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)


def check_url(url: str, *, allow_http: bool) -> Url:
    """The URL as urllib3 reads it, which is what will be connected to: no second parser has a say (H22).

    Raises:
        RefusedUrl: another scheme, another port than 443, a user name, a backslash, a control character, no host,
            a disguised address. ``allow_http`` lets plain http and other ports through.
    """
    if found := _NOT_IN_A_URL.search(url):
        raise RefusedUrl(f"the address holds the character {found[0]!r}")
    try:
        parsed = parse_url(url)
    except ValueError:  # LocationParseError is one
        raise RefusedUrl("the address cannot be read as a URL") from None
    scheme, host = parsed.scheme or "", (parsed.host or "").lower()
    if scheme not in (("https", "http") if allow_http else ("https",)):
        raise RefusedUrl(f"only https is fetched, not {scheme or 'an address without a scheme'}")
    if parsed.auth is not None:
        raise RefusedUrl("the address holds a user name or password")
    if host.startswith("["):
        literal = host.strip("[]")
        if "%" in literal or _unwrapped(literal) is None:
            raise RefusedUrl("the host is not a plain IPv6 address")
    elif not _HOST.fullmatch(host) or len(host) > 253:
        raise RefusedUrl("the address holds no host name" if not host else "the host is not a plain name")
    elif _DISGUISED.fullmatch(host) and _unwrapped(host) is None:
        raise RefusedUrl("the host is a number in disguise")
    elif not allow_http and "." not in host.rstrip("."):
        raise RefusedUrl("the host is a name of the local network")
    if not allow_http and parsed.port not in (None, 443):
        raise RefusedUrl(f"only port 443 is fetched, not {parsed.port}")
    return parsed


def host_of(url: str) -> str:
    """The host in lower case, without brackets or a last dot; "" if the URL cannot be read."""
    try:
        return (parse_url(url).host or "").strip("[]").rstrip(".").lower()
    except ValueError:
        return ""


# Second levels under which names are sold in two-letter top-level domains. The full Public Suffix List has 10,000
# rules and changes weekly; all that hangs on this one is whether a redirect is followed or shown to a person, so an
# unlisted second level errs towards following, to a public address and no further.
_SOLD_UNDER = frozenset(
    {
        "ac", "ad", "asn", "biz", "co", "com", "ed", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "gr",
        "gub", "gv", "id", "inf", "info", "lg", "ltd", "me", "mil", "mob", "mobi", "ne", "net", "nhs", "nic",
        "nom", "nome", "or", "org", "plc", "pro", "sch", "tm", "tv", "web",
    }
)  # fmt: skip


def site_of(host: str) -> str:
    """The registrable domain by a small rule: the last two labels, or three under ``co.uk`` and its like.

    Addresses stand for themselves.
    """
    name = host.rstrip(".").lower()
    if is_address(name.strip("[]")):
        return name
    labels = name.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SOLD_UNDER else 2
    return ".".join(labels[-keep:])
