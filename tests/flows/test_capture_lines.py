"""Before any answer: TLS, connections that are not made, names that are not known (fault table, rows 12, 13, 22)."""

import socket
import threading
from dataclasses import replace

import pytest

from flows.capture.guard import PublicOnly
from flows.capture.http import fetch
from warehouse.entries import Outcome

PAGE = b"<html>EUR 5 a day in Switzerland</html>"


def page(talk) -> None:
    talk.answer(body=PAGE)


@pytest.mark.parametrize(
    ("name", "hosts", "options"),
    [("expired", ["evil.test"], {"days": -1}), ("wrong name", ["other.test"], {}),
     ("self-signed", ["evil.test"], {"is_self_signed": True})],
)  # fmt: skip
def test_a_bad_certificate_is_a_tls_error_and_nothing_is_sent(name, hosts, options, serve, certificates, way):
    server = serve(scripts={"/": page}, tls=certificates.context(name, *hosts, **options))
    fetched = fetch(server.url("/"), replace(way, ca_bundle=certificates.ca))
    assert fetched.outcome is Outcome.TLS_ERROR
    assert fetched.detail.startswith("certificate not accepted")
    assert server.log == []


def test_a_good_certificate_of_the_bundle_is_accepted_for_its_name(serve, certificates, way):
    server = serve(scripts={"/": page}, tls=certificates.context("good", "evil.test"))
    assert fetch(server.url("/"), replace(way, ca_bundle=certificates.ca)).body == PAGE
    assert fetch(server.url("/"), way).outcome is Outcome.TLS_ERROR, "and not without the bundle"
    assert server.log[0].headers["host"] == f"evil.test:{server.port}"


def test_plain_http_behind_an_https_address_is_a_tls_error(serve, way):
    server = serve(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert fetch(server.url("/").replace("http:", "https:"), way).outcome is Outcome.TLS_ERROR


def test_a_server_that_is_silent_within_the_handshake_is_a_timeout(serve, hasty_way):
    server = serve(greeting=b"")
    assert fetch(server.url("/").replace("http:", "https:"), hasty_way).outcome is Outcome.TIMEOUT


def test_a_redirect_from_https_to_http_is_refused(serve, evil, certificates, way):
    evil.scripts = {"/": page}
    tls = certificates.context("down", "evil.test")
    server = serve(scripts={"/": lambda talk: talk.answer("302 Found", Location=evil.url("/"))}, tls=tls)
    fetched = fetch(server.url("/"), replace(way, ca_bundle=certificates.ca))
    assert (fetched.outcome, fetched.detail) == (Outcome.REFUSED_ADDRESS, "redirect from https to http refused")
    assert evil.log == []


# --- no connection at all --------------------------------------------------------------------------------------------


def test_a_port_that_nobody_listens_on_is_the_servers_trouble(evil, way):
    evil.__exit__()
    fetched = fetch(evil.url("/"), way)
    assert (fetched.outcome, fetched.detail) == (Outcome.SERVER_ERROR, "127.0.0.1: connection refused")


@pytest.mark.parametrize("error", [OSError(101, "Network is unreachable"), OSError(113, "No route to host")])
def test_no_route_is_offline(error, way):
    def connector(address, port, timeout):
        raise error

    fetched = fetch("http://evil.test/", replace(way, connector=connector))
    assert (fetched.outcome, fetched.detail) == (Outcome.OFFLINE, "no route to host")


def test_a_connection_that_is_never_made_is_a_timeout(way):
    def connector(address, port, timeout):
        assert timeout <= 10
        raise TimeoutError("timed out")

    assert fetch("http://evil.test/", replace(way, connector=connector)).outcome is Outcome.TIMEOUT


@pytest.mark.parametrize(
    ("code", "knows_others", "outcome"),
    [(socket.EAI_NONAME, True, Outcome.DNS_ERROR), (socket.EAI_NONAME, False, Outcome.OFFLINE),
     (socket.EAI_AGAIN, True, Outcome.OFFLINE), (socket.EAI_FAIL, True, Outcome.DNS_ERROR)],
)  # fmt: skip
def test_an_unknown_name_is_told_from_a_machine_that_is_offline(code, knows_others, outcome, way):
    def resolver(host, port):
        if host == "example.com" and knows_others:
            return ["93.184.215.14"]
        raise socket.gaierror(code, "no")

    assert fetch("http://evil.test/", replace(way, resolver=resolver)).outcome is outcome


def test_a_resolver_that_hangs_does_not_hang_us(way):
    gate = threading.Event()

    def resolver(host, port):
        gate.wait(10)
        return ["127.0.0.1"]

    limits = replace(way.limits, connect_seconds=0.05)
    fetched = fetch("http://evil.test/", replace(way, resolver=resolver, limits=limits))
    gate.set()
    assert fetched.outcome in (Outcome.DNS_ERROR, Outcome.OFFLINE)


def test_the_policy_holds_for_the_address_that_the_server_sends_us_on_to(way):
    asked = []

    def resolver(host, port):
        asked.append(host)
        return {"www.seller.com": ["127.0.0.1"], "inside.seller.com": ["10.0.0.7"]}[host]

    fetched = fetch("https://www.seller.com/", replace(way, policy=PublicOnly(), resolver=resolver))
    assert fetched.outcome is Outcome.REFUSED_ADDRESS
    assert asked == ["www.seller.com"]
