"""``roamledger doctor network``: what stands between us and the carriers, told apart step by step."""

from dataclasses import dataclass
from pathlib import Path

from urllib3.util import parse_url

from flows.capture.answer import Fetched, Way
from flows.capture.exchange import knows_a_name
from flows.capture.http import Around, fetch
from flows.capture.line import Line, NameFailed
from warehouse.entries import Outcome

PROBE_URL = "https://example.com/"


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: ``name``, whether it is well, one sentence for people. ``is_offline``: there is no network at all."""

    name: str
    is_well: bool
    words: str
    is_offline: bool = False


def examine(way: Way, around: Around, url: str = PROBE_URL) -> list[Finding]:
    """Name service, proxy, one page over TLS, in this order; the first that is not well explains the rest.

    One request goes to ``url``, under the same guard and in the same turn as any page.
    """
    findings = [_names(way), _proxy(way), *_bundle(way.ca_bundle)]
    return [*findings, _page(fetch(url, way, around=around), way)]


def _names(way: Way) -> Finding:
    if knows_a_name(way):
        return Finding("names", True, "Names of the internet can be resolved.")
    if way.proxy:
        return Finding("names", True, "Names are not resolved here; behind a proxy they need not be.")
    words = "No name can be resolved: this machine is offline, or it needs fetch.proxy."
    return Finding("names", False, words, is_offline=True)


def _proxy(way: Way) -> Finding:
    if not way.proxy:
        return Finding("proxy", True, "No proxy is set (fetch.proxy); none is taken from the environment.")
    proxy = parse_url(way.proxy)
    host, port = proxy.host or "", proxy.port or 80
    line = Line(way.policy, way.resolver, way.connector, seconds=10, connect_seconds=way.limits.connect_seconds)
    try:
        line.resolve(host, port)
    except NameFailed:
        return Finding("proxy", False, f"The proxy's name {host} is not known: check fetch.proxy.")
    return Finding("proxy", True, f"The proxy {host}:{port} is used for everything.")


def _bundle(bundle: Path | None) -> list[Finding]:
    if bundle is None:
        return []
    return [Finding("certificates", bundle.exists(), f"Certificates are checked against {bundle}.")]


_PAGE_WORDS = {
    Outcome.TLS_ERROR: "something on the way shows another certificate; if it is your company's proxy, give its "
    "certificate as fetch.ca_bundle",
    Outcome.OFFLINE: "check the network, and fetch.proxy",
    Outcome.DNS_ERROR: "the name service does not know it, though it answers",
    Outcome.TIMEOUT: "nothing answers: a firewall may swallow what is not sent to a proxy; set fetch.proxy",
    Outcome.REFUSED_ADDRESS: "the name service sends us to an address inside; a captive portal or a filter does that",
}


def _page(fetched: Fetched, way: Way) -> Finding:
    if fetched.status is not None:
        return Finding("page", True, f"{fetched.url} answered {fetched.status}, in {fetched.seconds:.1f} s.")
    words = _PAGE_WORDS.get(fetched.outcome, "try again later")
    through = " through the proxy" if way.proxy else ""
    is_offline = fetched.outcome in (Outcome.OFFLINE, Outcome.DNS_ERROR, Outcome.TIMEOUT) and not way.proxy
    return Finding("page", False, f"{fetched.url}{through}: {fetched.detail}; {words}.", is_offline=is_offline)
