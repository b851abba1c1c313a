"""The guard: nothing but the public internet over https is ever connected to. No test here connects to a foreign
address: the resolver is handed in, and the connector raises or ends at 127.0.0.1."""

import json
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from flows.capture.guard import Loopback, PublicOnly, RefusedUrl, check_url, host_of, site_of
from flows.capture.http import fetch
from warehouse.entries import Outcome

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:db8::1", "2001:10::1", "2001:20::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "localhost", "127.1", "0x7f000001",
    "2130706433", "0177.0.0.1", "nonsense",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1",
    "::ffff:8.8.8.8",
]  # fmt: skip


class Connections:
    """A connector that goes nowhere and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def __call__(self, address: str, port: int, timeout: float | None) -> socket.socket:
        self.asked.append((address, port))
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def connections() -> Connections:
    return Connections()


@pytest.fixture
def public_way(way, connections):
    return replace(way, policy=PublicOnly(), connector=connections)


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_never_connected_to(ip, public_way, connections):
    assert not PublicOnly().allows(ip)
    fetched = fetch("https://www.seller.com/fees", replace(public_way, resolver=lambda host, port: [ip]))
    assert fetched.outcome is Outcome.REFUSED_ADDRESS
    assert connections.asked == []


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_connected_to_as_it_was_checked(ip, public_way, connections):
    fetch("https://www.seller.com/fees", replace(public_way, resolver=lambda host, port: [ip]))
    assert connections.asked == [(ip, 443)]


def test_one_private_answer_among_public_ones_refuses_all(public_way, connections):
    fetched = fetch(
        "https://x.com/", replace(public_way, resolver=lambda host, port: ["1.1.1.1", "10.0.0.1", "8.8.8.8"])
    )
    assert (fetched.outcome, connections.asked) == (Outcome.REFUSED_ADDRESS, [])
    assert fetched.detail == "x.com stands for 10.0.0.1, which is not a public address"


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(public_way, connections):
    answers = [["1.1.1.1"], ["127.0.0.1"], ["127.0.0.1"]]
    fetch("https://rebind.example/", replace(public_way, resolver=lambda host, port: answers.pop(0)))
    assert connections.asked == [("1.1.1.1", 443)]
    assert len(answers) == 2, "resolved once"


def test_a_connection_that_ends_elsewhere_is_dropped(way, evil):
    def elsewhere(address, port, timeout):
        return socket.create_connection(("127.0.0.1", evil.port))

    way = replace(way, policy=PublicOnly(), connector=elsewhere, resolver=lambda host, port: ["1.1.1.1"])
    fetched = fetch("https://www.seller.com/", way)
    assert (fetched.outcome, fetched.detail) == (
        Outcome.REFUSED_ADDRESS, "the connection to 1.1.1.1 ended at 127.0.0.1"
    )  # fmt: skip
    assert evil.log == []


def test_the_next_address_is_tried_when_one_does_not_answer(public_way, connections):
    fetch("https://x.com/", replace(public_way, resolver=lambda host, port: ["2606:4700::1111", "1.1.1.1"]))
    assert [address for address, _ in connections.asked] == ["2606:4700::1111", "1.1.1.1"]


REFUSED_URLS = [
    "http://www.seller.com/", "ftp://www.seller.com/", "file:///etc/passwd", "data:text/html,x", "javascript:alert(1)",
    "//www.seller.com/", "www.seller.com", "", "https://", "https:///fees", "https://user@www.seller.com/",
    "https://user:pass@www.seller.com/", "https://www.seller.com:8443/", "https://www.seller.com:22/",
    "https://www.seller.com:99999/", "https://127.0.0.1\\@www.seller.com/", "https://www.seller.com\\@127.0.0.1/",
    "https://www.seller.com/a b", "https://www.seller.com/\r\nHost: x", "https://www.seller.com/\x00", "https://x\ty.com/",
    "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/", "https://127.1/",
    "https://1.2.3.4.5/", "https://[fe80::1%25eth0]/", "https://[::1", "https://[v1.x]/", "https://１２７.0.0.1/",
    "https://127。0。0。1/", "https://-x.com/", "https://a..b.com/", "https://%77ww.%00seller.com/", "https://exam\u00a0ple.com/",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_an_address_that_is_no_plain_https_address_is_refused_before_anything_is_resolved(url, public_way, connections):
    def resolver(host, port):
        raise AssertionError(f"resolved {host}")

    with pytest.raises(RefusedUrl):
        check_url(url, allow_http=False)
    assert fetch(url, replace(public_way, resolver=resolver)).outcome is Outcome.REFUSED_ADDRESS
    assert connections.asked == []


@pytest.mark.parametrize(
    ("url", "read"),
    [("https://www.seller.com/fees?a=1", "https://www.seller.com/fees?a=1"),
     ("https://WWW.Seller.com:443", "https://www.seller.com:443"), ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
     ("https://www.seller.com./", "https://www.seller.com./")],
)  # fmt: skip
def test_plain_https_addresses_pass(url, read):
    assert check_url(url, allow_http=False).url == read


@pytest.mark.parametrize(
    "literal",
    ["localhost.", "intranet", "127.0.0.1", "[::1]", "10.0.0.1", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254"],
)
def test_a_private_address_written_out_is_refused(literal, public_way, connections):
    def resolver(host, port):
        return ["127.0.0.1"] if host == "localhost" else [host]

    assert fetch(f"https://{literal}/", replace(public_way, resolver=resolver)).outcome is Outcome.REFUSED_ADDRESS
    assert connections.asked == []


@pytest.mark.parametrize(
    ("ip", "is_allowed"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("1.1.1.1", False), ("10.0.0.1", False),
     ("0.0.0.0", False)],
)  # fmt: skip
def test_the_policy_of_tests_and_demo_keeps_to_this_machine(ip, is_allowed):
    assert Loopback().allows(ip) is is_allowed


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY", "http_proxy"])
def test_no_proxy_is_taken_from_the_environment(name, way, evil, monkeypatch):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    evil.scripts = {"/": lambda talk: talk.answer(body=b"page")}
    assert fetch(evil.url("/"), way).body == b"page"


def test_no_password_is_taken_from_a_netrc_file_and_no_cookie_is_kept(way, evil, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine evil.test login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    evil.scripts = {"/": lambda talk: talk.answer("302 Found", Location="/next", Set_Cookie="id=1; Path=/"),
                    "/next": lambda talk: talk.answer(body=b"page")}  # fmt: skip
    assert fetch(evil.url("/"), way).body == b"page"
    for asked in evil.log:
        assert not {"cookie", "authorization"} & set(asked.headers)


def test_we_say_who_we_are_and_ask_for_gzip_only(way, evil):
    evil.scripts = {"/": lambda talk: talk.answer(body=b"page")}
    fetch(evil.url("/"), way)
    sent = evil.log[0].headers
    assert sent["user-agent"] == "Roamledger/9.9 (+https://roamledger.example/about; data@example.org)"
    assert (sent["from"], sent["accept-encoding"]) == ("data@example.org", "gzip")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("seller.com", "www.seller.com", True), ("shop.seller.co.uk", "seller.co.uk", True), ("a.co.uk", "b.co.uk", False),
     ("seller.com", "seller.co", False), ("www.seller.com.au", "other.com.au", False), ("10.0.0.1", "10.0.0.2", False),
     ("a.ne.jp", "b.ne.jp", False), ("www.o2.cz", "o2.cz", True), ("SELLER.com.", "www.seller.com", True)],
)  # fmt: skip
def test_what_is_one_site_and_what_is_another(first, second, same):
    assert (site_of(first) == site_of(second)) is same


def test_the_small_rule_for_sites_against_the_public_suffix_vectors():
    vectors = Path(__file__).parents[2].parent / "shared/vectors/psl-registrable-domain/cases.json"
    if not vectors.is_file():
        pytest.skip("the shared vectors are not here")
    cases = [c for c in json.loads(vectors.read_text()) if c["registrable_domain"]]
    right = sum(site_of(c["host"]) == c["registrable_domain"].lower() for c in cases)
    finer = [c["host"] for c in cases if len(site_of(c["host"])) > len(c["registrable_domain"])]
    assert right >= 28
    assert finer == [], "where the rule is wrong it follows too much (to a public address), never too little"


def test_the_host_of_an_address_that_cannot_be_read_is_empty():
    assert (host_of("https://WWW.x.com.:443/a"), host_of("https://[::1]/"), host_of("http://[")) == (
        "www.x.com",
        "::1",
        "",
    )


# --- company networks ------------------------------------------------------------------------------------------------


def tunnel_to(server):
    """The script of a proxy: answer CONNECT, then carry bytes both ways."""

    def script(talk):
        far = socket.create_connection(("127.0.0.1", server.port))
        talk.send(b"HTTP/1.1 200 Connection established\r\n\r\n")

        def carry(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
            except OSError:
                return

        back = threading.Thread(target=carry, args=(far, talk.connection), daemon=True)
        back.start()
        carry(talk.connection, far)
        far.close()

    return script


@pytest.fixture
def proxied_way(way, evil, certificates):
    """Public addresses only, through the proxy that the settings name; names of the outside are not known inside."""

    def resolver(host, port):
        if host == "proxy.corp":
            return ["127.0.0.1"]
        if host == "inside.seller.com":
            return ["10.0.0.7"]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    return replace(way, policy=PublicOnly(), resolver=resolver, proxy=f"http://me:secret@proxy.corp:{evil.port}",
                   ca_bundle=certificates.ca)  # fmt: skip


def test_the_proxy_and_the_bundle_of_the_settings_lead_to_the_page(proxied_way, evil, serve, certificates):
    server = serve(
        scripts={"/fees": lambda talk: talk.answer(body=b"page")}, tls=certificates.context("p", "www.seller.com")
    )
    evil.scripts = {"www.seller.com:443": tunnel_to(server)}
    fetched = fetch("https://www.seller.com/fees", proxied_way)
    assert (fetched.outcome, fetched.body) == (Outcome.OK, b"page")
    assert evil.paths() == ["www.seller.com:443"]
    assert "proxy-authorization" not in server.log[0].headers


def test_behind_a_proxy_a_name_that_is_private_here_is_still_refused(proxied_way, evil):
    assert fetch("https://inside.seller.com/", proxied_way).outcome is Outcome.REFUSED_ADDRESS
    assert fetch("https://10.0.0.7/", proxied_way).outcome is not Outcome.OK
    assert evil.log == []


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_proxy_that_refuses_is_our_trouble_and_not_the_carriers(status, proxied_way, evil):
    evil.scripts = {"www.seller.com:443": lambda talk: talk.answer(status)}
    fetched = fetch("https://www.seller.com/fees", proxied_way)
    assert fetched.outcome is Outcome.OFFLINE
    assert fetched.detail == f"the proxy refused: {status}"


def test_a_proxy_that_does_not_answer_is_named_without_its_password(proxied_way, evil):
    evil.__exit__()
    fetched = fetch("https://www.seller.com/fees", proxied_way)
    assert (fetched.outcome, fetched.detail) == (
        Outcome.OFFLINE,
        "the proxy does not answer: 127.0.0.1: connection refused",
    )
    lost = fetch("https://www.seller.com/fees", replace(proxied_way, proxy="http://me:secret@nowhere.corp:3128"))
    assert (lost.outcome, lost.detail) == (Outcome.OFFLINE, "the proxy's name is not known")
