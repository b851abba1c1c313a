"""Carriers' past pages, served on this machine as they stood on a date. All else about the run is the real thing.

A public address is asked for at ``http://127.0.0.1:PORT/<host><path>``; the ledger records the public one.
"""

import hashlib
import threading
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

# What a site answers: status, content type, body.
Answer = tuple[int, str, bytes]
PageAt = Callable[[str, date], Answer | None]


class PastWeb:
    """A web server on loopback for the length of a ``with`` block; ``today`` is the date whose pages it serves.

    ``has_etags``: it answers 304 to who has the page. ``statuses``: of all answers, in order.
    """

    def __init__(self, page_at: PageAt, today: date, *, has_etags: bool = False) -> None:
        self.today = today
        self.has_etags = has_etags
        self.statuses: list[int] = []
        self.requests: list[tuple[date, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, page_at))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="past-web", daemon=True)

    def __enter__(self) -> "PastWeb":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def address_of(self, url: str) -> str:
        """Where the page of a public address is served here."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"http://127.0.0.1:{self._server.server_port}/{parts.hostname}{parts.path or '/'}{query}"


def _handler(web: PastWeb, page_at: PageAt) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "PastWeb"

        def do_GET(self) -> None:
            public = "https:/" + self.path
            web.requests.append((web.today, public))
            if public.endswith("/robots.txt"):
                answer: Answer = (200, "text/plain", b"User-agent: *\nAllow: /\n")
            else:
                answer = page_at(public, web.today) or (404, "text/html", b"<html><body>Not here.</body></html>")
            status, content_type, body = answer
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if web.has_etags and status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            web.statuses.append(status)
            self.send_response(status)
            if web.has_etags:
                self.send_header("ETag", etag)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the demo has its own lines to show."""

    return Handler
