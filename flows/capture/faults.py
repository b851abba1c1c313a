"""What went wrong on the way, as one outcome and one line for people. Never with a query string in it (H23)."""

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from flows.capture.line import AddressRefused, ConnectFailed, NameFailed
from warehouse.entries import Outcome

_NO_ROUTE = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM}
)
Fault = tuple[Outcome, str]


def fault_of(error: BaseException, *, is_proxied: bool = False) -> Fault:
    """The outcome of an exchange that ended in an exception before its body was read."""
    chain = list(_chain(error))
    for found in chain:
        if isinstance(found, AddressRefused):
            return Outcome.REFUSED_ADDRESS, str(found)
        if isinstance(found, NameFailed):
            return _name_fault(found, is_proxied)
        if isinstance(found, ConnectFailed):
            return _connect_fault(found, is_proxied)
    if any(isinstance(e, requests.exceptions.ProxyError | urllib3.exceptions.ProxyError) for e in chain):
        tunnel = next((str(e) for e in chain if str(e).startswith("Tunnel connection failed")), "")
        words = "".join(c for c in tunnel.partition(": ")[2] if c.isprintable())[:80]
        return Outcome.OFFLINE, "the proxy refused: " + (words or "no answer")
    for found in chain:
        if isinstance(found, ssl.SSLCertVerificationError):
            return Outcome.TLS_ERROR, f"certificate not accepted: {found.verify_message}"
        if isinstance(found, ssl.SSLError):
            return Outcome.TLS_ERROR, f"no TLS: {(found.reason or type(found).__name__).replace('_', ' ').lower()}"
    return _talk_fault(chain)


def _name_fault(failed: NameFailed, is_proxied: bool) -> Fault:
    whose = "the proxy's name" if is_proxied else "the name"
    if failed.error is None:
        return Outcome.DNS_ERROR, f"{whose} could not be resolved in time"
    if getattr(failed.error, "errno", None) == socket.EAI_AGAIN:
        return Outcome.OFFLINE, "no name server answers"
    return Outcome.OFFLINE if is_proxied else Outcome.DNS_ERROR, f"{whose} is not known"


def _connect_fault(failed: ConnectFailed, is_proxied: bool) -> Fault:
    what = f"{failed.address}: {failed.error.strerror or 'no connection'}".lower()
    if isinstance(failed.error, TimeoutError):
        what = f"{failed.address}: no connection in time"
    if is_proxied:
        return Outcome.OFFLINE, f"the proxy does not answer: {what}"
    if isinstance(failed.error, TimeoutError):
        return Outcome.TIMEOUT, what
    if failed.error.errno in _NO_ROUTE:
        return Outcome.OFFLINE, "no route to host"
    return Outcome.SERVER_ERROR, what


def _talk_fault(chain: list[BaseException]) -> Fault:
    """In the order of what tells most: RemoteDisconnected is a BadStatusLine too, and a timeout is an OSError."""
    if _any(chain, TimeoutError, urllib3.exceptions.TimeoutError, requests.Timeout):
        return Outcome.TIMEOUT, "no answer in time"
    if _any(chain, ConnectionError):
        return Outcome.SERVER_ERROR, "the server closed the connection without an answer"
    if _any(chain, http.client.IncompleteRead):
        return Outcome.TRUNCATED, "cut off"
    if _any(chain, http.client.LineTooLong) or any("got more than" in str(e) for e in chain):
        return Outcome.PROTOCOL_ERROR, "the headers are too long or too many"
    if _any(chain, http.client.HTTPException, urllib3.exceptions.InvalidHeader):
        return Outcome.PROTOCOL_ERROR, "not a proper HTTP answer"
    return Outcome.PROTOCOL_ERROR, f"{type(chain[0]).__name__} while talking to the server"


def _any(chain: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(error, kinds) for error in chain)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps: requests and urllib3 wrap in arguments, in ``reason`` and as causes."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [*found.args, getattr(found, "reason", None), found.__cause__, found.__context__]
