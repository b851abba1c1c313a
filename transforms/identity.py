"""Readable offer ids: ``us_verizon/travelpass/other``. Minted at first sighting, then kept (warehouse/match.py)."""

import hashlib
import re
import unicodedata
from collections.abc import Container

from transforms.models import Offer
from transforms.records import canonical

_GAP = re.compile(r"[^\w.+]+|_+")


def slug(words: str) -> str:
    """Lower case, letters and digits of any script kept, everything else one hyphen; at most 60 characters."""
    text = unicodedata.normalize("NFKC", words).casefold()
    return _GAP.sub("-", text).strip("-.")[:60].rstrip("-.") or "offer"


def mint(source_id: str, offer: Offer, taken: Container[str]) -> str:
    """An id for a new offer: source, label, then what tells it from its sisters. The key's hash settles a tie."""
    parts = [source_id, slug(offer.label)]
    parts += [slug(words) for words in (offer.scope, offer.variant, offer.eligibility) if words]
    if offer.called_scope and not (offer.scope or offer.variant):
        parts.append(offer.called_scope.value)
    offer_id = "/".join(parts)
    if offer_id in taken:
        offer_id += "-" + hashlib.sha256(canonical(list(offer.key))).hexdigest()[:6]
    return offer_id
