"""One page, politely and safely: ``fetch`` never raises, it answers with a :class:`Fetched` and its outcome."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from urllib.parse import urljoin

from flows.capture.answer import Fetched, Halt, Identity, Validators, Way
from flows.capture.body import Limits
from flows.capture.exchange import REDIRECTS, exchange
from flows.capture.guard import RefusedUrl, check_url, host_of, site_of
from flows.clock import SystemClock
from warehouse.entries import Outcome

__all__ = ["Around", "Fetched", "Halt", "Identity", "Limits", "Validators", "Way", "fetch"]

Around = Callable[[str], AbstractContextManager[None]]


def fetch(
    url: str,
    way: Way,
    *,
    conditional: Validators | None = None,
    around: Around = lambda url: nullcontext(),
    is_empty_fine: bool = False,
    keep_to_site: bool = True,
) -> Fetched:
    """Fetch one address. Redirects are followed here, one at a time, each checked like the first; their bodies are
    never read. ``around(address)`` is entered for every request (rules of the host, its turn) and may raise Halt.
    """
    hops: list[str] = []
    seconds = real_seconds = 0.0
    at = url
    while True:
        try:
            wire_url = _wire_url(at, way)
            with around(at):
                began, real_began = way.clock.monotonic(), SystemClock().monotonic()
                left = way.limits.exchange_seconds - real_seconds
                result = exchange(at, wire_url, way, conditional, left, is_empty_fine=is_empty_fine)
                seconds += way.clock.monotonic() - began
                real_seconds += SystemClock().monotonic() - real_began
        except RefusedUrl as refused:
            result = Fetched(url=at, outcome=Outcome.REFUSED_ADDRESS, detail=str(refused))
        except Halt as halt:
            result = Fetched(
                url=at, outcome=halt.outcome, detail=halt.detail, retry_after_seconds=halt.retry_after_seconds
            )
        result = replace(result, url=url, final_url=at, hops=tuple(hops), seconds=seconds)
        if result.status not in REDIRECTS or result.outcome is not Outcome.MOVED:
            return result
        headers = dict(result.headers)  # the Location is a stranger's text: as a checked hop it is kept, or not at all
        following = _next_hop(at, headers.pop("location", ""), way)
        result = replace(result, headers=headers)
        hops += [following.url] if following.url else []
        if following.outcome is not Outcome.OK:
            return replace(result, outcome=following.outcome, detail=following.detail, final_url=following.url or at)
        if keep_to_site and site_of(host_of(following.url)) != site_of(host_of(url)):
            return replace(result, final_url=following.url, detail=f"moved to {host_of(following.url)}")
        if len(hops) > way.limits.redirects:
            return replace(result, outcome=Outcome.PROTOCOL_ERROR, detail=f"more than {way.limits.redirects} redirects")
        at = following.url


def _wire_url(url: str, way: Way) -> str:
    """Where the address is really fetched. Raises RefusedUrl."""
    if way.address_of is None:
        return check_url(url, allow_http=way.policy.permits_http).url
    check_url(url, allow_http=False)
    return check_url(way.address_of(url), allow_http=way.policy.permits_http).url


def _next_hop(at: str, location: str, way: Way) -> Fetched:
    """Where a redirect leads, or why it is not followed."""
    if not location:
        return Fetched(url=at, outcome=Outcome.PROTOCOL_ERROR, detail="a redirect that does not say where to")
    try:  # servers send UTF-8, http.client reads Latin-1
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = location.encode("latin-1", "replace").decode("ascii", "replace")
    allow_http = way.policy.permits_http and way.address_of is None
    try:
        if re.search(r"[\x00-\x20\x7f\\]", location):  # urljoin drops some of these without a word
            raise RefusedUrl("the redirect holds a backslash, a space or a control character")
        following = check_url(urljoin(at, location).partition("#")[0], allow_http=allow_http)
    except (RefusedUrl, ValueError) as refused:
        detail = str(refused) if isinstance(refused, RefusedUrl) else "the redirect cannot be read as a URL"
        return Fetched(url="", outcome=Outcome.REFUSED_ADDRESS, detail=f"redirect refused: {detail}")
    if at.lower().startswith("https:") and following.scheme != "https":
        return Fetched(url=following.url, outcome=Outcome.REFUSED_ADDRESS, detail="redirect from https to http refused")
    return Fetched(url=following.url, outcome=Outcome.OK)
