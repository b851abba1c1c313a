"""One connection to one address that was checked first, cut when its time is up.

``requests`` stays the transport; what its defaults get wrong (reliability.md 0.2) is replaced here: names are resolved
once, by us, and the connection goes to the address that was checked, while certificate, SNI and Host stay those of the
name; the time limit is for the whole exchange, not for each read.
"""

import queue
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool

from flows.capture.guard import AddressPolicy, Resolver, is_address

Connector = Callable[[str, int, float | None], socket.socket]
_LONGEST_LIST = 6  # addresses of one host that are tried


class AddressRefused(Exception):
    """The name stands for an address that the policy does not allow; nothing was sent."""


class NameFailed(Exception):
    """The name could not be resolved. ``error`` is the resolver's; None when it took too long."""

    def __init__(self, error: OSError | None) -> None:
        super().__init__(str(error))
        self.error = error


class ConnectFailed(Exception):
    """No address of the host took the connection. ``error`` is the last one's."""

    def __init__(self, address: str, error: OSError) -> None:
        super().__init__(address)
        self.address, self.error = address, error


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system has them. Raises OSError (socket.gaierror)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def system_connector(address: str, port: int, timeout: float | None) -> socket.socket:
    return socket.create_connection((address, port), timeout)


class Watchdog:
    """Shuts the sockets that it was shown when the time is up, so that no read or write can wait any longer."""

    def __init__(self, seconds: float) -> None:
        self.has_fired = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(max(seconds, 0.001), self._fire)
        self._timer.daemon = True

    def __enter__(self) -> "Watchdog":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._sockets:
                held.close()
            self._sockets.clear()

    def watch(self, connected: socket.socket) -> None:
        """A duplicate is held: TLS detaches the socket that it wraps, and a detached one cannot be shut down."""
        with self._lock:
            self._sockets.append(connected.dup())
            if self.has_fired:
                self._shut()

    def _fire(self) -> None:
        with self._lock:
            self.has_fired = True
            self._shut()

    def _shut(self) -> None:
        for held in self._sockets:
            with suppress(OSError):  # the other side may have closed it first
                held.shutdown(socket.SHUT_RDWR)


class Line:
    """How one exchange reaches its server (or the proxy in front of it)."""

    def __init__(
        self,
        policy: AddressPolicy,
        resolver: Resolver,
        connector: Connector = system_connector,
        *,
        seconds: float,
        connect_seconds: float,
    ) -> None:
        self._policy, self._resolver, self._connector = policy, resolver, connector
        self._connect_seconds = connect_seconds
        self.watchdog = Watchdog(seconds)
        self.peer = ""
        self._checked: tuple[str, int, list[str]] | None = None

    def check(self, host: str, port: int) -> None:
        """Resolve the host, once. Raises AddressRefused if **any** answer is not allowed, NameFailed."""
        addresses = [host] if is_address(host) else self.resolve(host, port)
        for address in addresses:
            if not self._policy.allows(address):
                raise AddressRefused(f"{host} stands for {address}, which is not a public address")
        self._checked = (host, port, addresses)

    def check_proxy(self, host: str, port: int) -> None:
        """Resolve the proxy that the settings name. It may be on a private network: a person put it there."""
        self._checked = (host, port, self.resolve(host, port))

    def open(self, timeout: float | None) -> socket.socket:
        """A connection to one of the checked addresses. Raises ConnectFailed, AddressRefused."""
        if self._checked is None:
            raise AddressRefused("no address was checked")
        _, port, addresses = self._checked
        limit = min(timeout or self._connect_seconds, self._connect_seconds)
        failed = ConnectFailed("", OSError("no address"))
        for address in addresses[:_LONGEST_LIST]:
            if self.watchdog.has_fired:
                break
            try:
                connected = self._connector(address, port, limit)
            except OSError as error:
                failed = ConnectFailed(address, error)
                continue
            self.peer = str(connected.getpeername()[0])
            if self.peer not in addresses:
                connected.close()
                raise AddressRefused(f"the connection to {address} ended at {self.peer}")
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.watchdog.watch(connected)
            return connected
        raise failed

    def resolve(self, host: str, port: int, seconds: float | None = None) -> list[str]:
        """The addresses of a name. Raises NameFailed.

        The system's resolver cannot be told how long it may take, so it is waited for in a thread of its own.
        """
        answers: queue.Queue[list[str] | OSError] = queue.Queue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error if isinstance(error, OSError) else OSError(str(error)))

        threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
        try:
            answer = answers.get(timeout=seconds or 4 * self._connect_seconds)
        except queue.Empty:
            raise NameFailed(None) from None
        if isinstance(answer, OSError):
            raise NameFailed(answer)
        if not answer:
            raise NameFailed(socket.gaierror(socket.EAI_NONAME, "no address"))
        return answer


class LineAdapter(HTTPAdapter):
    """The ``requests`` adapter that sends one request over one :class:`Line`, with no retries and no pool."""

    def __init__(self, line: Line) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)
        self._line = line

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        base: Any = HTTPSConnection if isinstance(pool, urllib3.HTTPSConnectionPool) else HTTPConnection
        line = self._line

        def _new_conn(connection: HTTPConnection) -> socket.socket:
            timeout = connection.timeout
            return line.open(timeout if isinstance(timeout, int | float) else None)

        pool.ConnectionCls = type("LineConnection", (base,), {"_new_conn": _new_conn})
        return cast(HTTPConnectionPool, pool)
