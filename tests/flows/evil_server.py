"""A web server on 127.0.0.1 that misbehaves on purpose: each path is a script that writes raw bytes to the socket."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.capture.body import Limits

# Sizes are a fiftieth of the real ones. Times are long enough for a busy machine; HASTY is for servers that stall.
SMALL = Limits(
    exchange_seconds=15, connect_seconds=10, read_seconds=10, wire_bytes=100_000, decoded_bytes=200_000,
    ratio_from_bytes=50_000,
)  # fmt: skip
HASTY = replace(SMALL, exchange_seconds=0.5, connect_seconds=0.3, read_seconds=0.3)


def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@dataclass
class Asked:
    """One request as the server saw it. ``headers`` by lower-case name; ``at`` is whatever ``EvilServer.now`` says."""

    path: str
    headers: dict[str, str]
    at: float


class Talk:
    """One connection, from the server's side."""

    def __init__(self, connection: socket.socket, path: str, headers: dict[str, str], stop: threading.Event) -> None:
        self.connection, self.path, self.headers, self._stop = connection, path, headers, stop

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self, status: str = "200 OK", body: bytes = b"", **headers: str) -> None:
        """A well-formed answer, for the parts of a script that do not misbehave."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def drip(self, data: bytes, every_seconds: float) -> None:
        """One byte at a time, for as long as the other side listens."""
        for byte in data:
            if self._stop.wait(every_seconds):
                return
            self.send(bytes([byte]))

    def forever(self, data: bytes) -> None:
        while not self._stop.is_set():
            self.send(data)

    def silence(self) -> None:
        self._stop.wait(30)

    def reset(self) -> None:
        """End with a TCP reset instead of a proper end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Script = Callable[[Talk], None]


@dataclass
class EvilServer:
    """Serves ``scripts`` by path; any other path answers 404. Use as a context manager."""

    scripts: dict[str, Script] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    now: Callable[[], float] = time.monotonic
    log: list[Asked] = field(default_factory=list)
    greeting: bytes | None = None  # said at once instead of hearing what is asked; b"": silence, not even TLS

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._stop = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> "EvilServer":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.close()

    def url(self, path: str, host: str = "evil.test") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.greeting is not None:
                connection.sendall(self.greeting)
                self._stop.wait(30)
                return
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
                self._open.add(connection)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            head, *lines = request.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            headers = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
            path = head.split(" ")[1]
            with self._lock:
                self.log.append(Asked(path, headers, self.now()))
            script = self.scripts.get(path, lambda talk: talk.answer("404 Not Found"))
            script(Talk(connection, path, headers, self._stop))
        except OSError:
            return  # the client went away, as it should from many of these
        finally:
            with contextlib.suppress(OSError):
                connection.close()
            self._open.discard(connection)


@dataclass
class Certificates:
    """A certificate authority of our own in ``folder``; ``ca`` is its bundle."""

    folder: Path

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
        self.ca = self.folder / "ca.pem"
        self.ca.write_bytes(self._certificate(self._name, self._key, [], 30, is_ca=True))

    def context(self, name: str, *hosts: str, days: int = 30, is_self_signed: bool = False) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for ``hosts``; ``days`` below 0: expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer = None if is_self_signed else self._name
        pem = self._certificate(issuer, key, list(hosts), days)
        file = self.folder / f"{name}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(pem + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(self, issuer, key, hosts, days, is_ca=False) -> bytes:
        now = datetime.datetime.now(datetime.UTC)
        subject = self._name if is_ca else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, (hosts or ["x"])[0])])
        names = [
            x509.IPAddress(ipaddress.ip_address(h)) if h[0].isdigit() else x509.DNSName(h) for h in hosts or ["ca.test"]
        ]
        signer = self._key if issuer is not None else key
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=60))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        )
        if is_ca:
            signs = ("key_cert_sign", "crl_sign")
            uses = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                    "key_agreement", "encipher_only", "decipher_only")  # fmt: skip
            usage = x509.KeyUsage(**dict.fromkeys(signs, True), **dict.fromkeys(uses, False))
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


PAGE = b"<html>EUR 5 a day</html>"


def page(talk) -> None:
    talk.answer(body=PAGE, ETag='"1"')


def robots(text: str, status: str = "200 OK", **headers: str):
    return lambda talk: talk.answer(status, text.encode(), **headers)
