"""Rows of the public views as the values that answers are made from."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from flows.answer_facts import NetworkFacts, OfferFacts, PlaceFacts, RuleFacts

T = TypeVar("T")


def _of(kind: type[T], row: Mapping[str, Any]) -> T:
    """A dataclass from the columns of its names; other columns are left, missing ones are "not stated"."""
    return kind(**{f.name: row[f.name] for f in fields(kind) if f.name in row})  # type: ignore[arg-type]


def offer_facts(row: Mapping[str, Any]) -> OfferFacts:
    """A row of ``offers``."""
    return _of(OfferFacts, row)


def place_facts(row: Mapping[str, Any]) -> PlaceFacts:
    """A row of ``coverage``."""
    return _of(PlaceFacts, row)


def network_facts(row: Mapping[str, Any]) -> NetworkFacts:
    """A row of ``networks``."""
    return _of(NetworkFacts, row)


def rule_facts(row: Mapping[str, Any]) -> RuleFacts:
    """A row of ``rules``."""
    return _of(RuleFacts, row)
