"""Pages from a server on this machine: the guarded fetch against the bare loop that one would write first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from benchmarks.side_by_side import measure, show
from flows.capture.answer import Identity, Way
from flows.capture.guard import Loopback
from flows.capture.http import fetch
from flows.clock import SystemClock
from warehouse.entries import Outcome

PAGES, THREADS = 200, 8
BODY = b"<html><body>" + b"<p>Abroad you pay by the day.</p>" * 3_000 + b"</body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    way = Way(policy=Loopback(), identity=Identity("9.9", "https://roamledger.example/about"), clock=SystemClock())

    def guarded(_: int) -> None:
        fetched = fetch(url, way)
        if fetched.outcome is not Outcome.OK or fetched.body != BODY:
            raise SystemExit(f"a page did not come: {fetched.detail}")

    def bare(_: int) -> None:
        if requests.get(url, timeout=10).content != BODY:
            raise SystemExit("a page did not come")

    def all_by(way_to_get: object) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(way_to_get, range(PAGES)))  # type: ignore[arg-type]

    ways = {"flows.capture.http.fetch": lambda: all_by(guarded), "requests.get, bare": lambda: all_by(bare)}
    medians = measure(ways, repeats=3)
    server.shutdown()
    show(f"{PAGES} pages of {len(BODY) // 1000} kB by {THREADS} threads", medians, f"{PAGES} pages")
    for name, seconds in medians.items():
        print(f"  {name:<44} {PAGES / seconds:9.0f} pages a second")
