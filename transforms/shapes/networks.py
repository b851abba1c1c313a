"""The networks that a page names, as :class:`~transforms.models.OfferNetwork` holds them."""

import re
from typing import Any

from transforms.errors import UnknownWords
from transforms.models import OfferNetwork
from transforms.places import full_list
from transforms.values.text import clean, where_of

_GENERATIONS = {
    "2G": "2G", "GSM": "2G", "EDGE": "2G", "GPRS": "2G", "3G": "3G", "UMTS": "3G", "HSPA": "3G", "HSPA+": "3G",
    "WCDMA": "3G", "4G": "4G", "LTE": "4G", "LTE+": "4G", "LTE-A": "4G", "4G+": "4G", "5G": "5G", "5G NSA": "5G",
    "5G SA": "5G", "5G+": "5G", "5GUWB": "5G",
}  # fmt: skip


def generations(words: str) -> str:
    """ "3G,4G,5G", "5G/LTE/3G", "4G LTE" as "3G;4G;5G": ascending, each once; "" for no words.

    Raises:
        UnknownWords: a name that is none.
    """
    found = set()
    for name in filter(None, re.split(r"\s*(?:[,/;|&·]|\band\b)\s*", clean(words))):
        known = _GENERATIONS.get(name.upper())
        several = [known] if known else [_GENERATIONS.get(piece.upper()) for piece in name.split(" ")]
        if None in several:
            raise UnknownWords("no generation of networks", words=words, where=where_of(words))
        found |= {piece for piece in several if piece}
    return ";".join(sorted(found))


def networks(place: str, *names: str, on: str = "", seen_as: str = "") -> tuple[OfferNetwork, ...]:
    """Networks of one place; ``on`` are their generations as the page has them, ``seen_as`` what a handset shows."""
    told = generations(on)
    return tuple(OfferNetwork(place, clean(name), generations=told, handset_names=clean(seen_as)) for name in names)


def in_place(country: str, language: str, *names: str, on: str = "", seen_as: str = "") -> dict[str, Any]:
    """Scope, place and networks of an offer that holds in one country, and on those networks if any are named.

    Raises:
        UnknownPlace, UnknownWords
    """
    there = full_list([country], language)
    found = networks(there["places"][0].place, *names, on=on, seen_as=seen_as)
    return {"scope": ", ".join([clean(country), *map(clean, names)]), "networks": found, **there}
