"""Tables kept by hand: each row with who looked, on which day, at what; a row that does not say so is held."""

from datetime import date
from decimal import Decimal

import pytest

from transforms.components import ByHand
from transforms.errors import ColumnLost
from transforms.models import Offer, OfferNetwork
from transforms.page import Page
from transforms.values import Style
from transforms.words import (
    AfterCap,
    Confidence,
    DataPer,
    Kind,
    Media,
    PlacesBasis,
    PriceRole,
    PriceState,
    Service,
    Usage,
)

STYLE = Style(currency="EUR", language="de", decimal=",", grouping=".")
NEEDED = {"label": "Pass", "kind": "pack", "service": "data", "price": "5 €", "price_unit": "pack", "who": "Ana",
          "on": "2026-11-20", "evidence": "leaflet, Berlin"}  # fmt: skip


def read(*rows: dict[str, str], style: Style = STYLE) -> tuple[list[Offer], Page]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [";".join(columns), *(";".join(f'"{row.get(name, "")}"' for name in columns) for row in rows)]
    page = Page("\n".join(lines).encode(), "file:hand.csv", Media.CSV)
    return list(page.kept_by_hand(style, ";")), page


def test_a_row_becomes_an_offer_with_who_when_and_where() -> None:
    ((offer,), page) = read(
        NEEDED | {
            "places": "Türkei; Japan; XK", "data": "1,5 GB", "data_per": "day", "validity": "7 Tage", "scope": "Zone 2",
            "after_cap": "throttle", "throttle": "64 kbit/s", "networks": "TR Turkcell; Japan NTT Docomo",
            "list_price": "9,90 €", "conditions": "nur mit Vertrag; nicht auf See", "tethering": "no",
            "confidence": "primary", "usage": "roaming", "code": "R-7",
        }
    )  # fmt: skip
    assert page.held == []
    assert offer.by_hand == ByHand("Ana", date(2026, 11, 20), "leaflet, Berlin", Confidence.PRIMARY)
    assert (offer.kind, offer.service, offer.usage, offer.code) == (Kind.PACK, Service.DATA, Usage.ROAMING, "R-7")
    assert [(p.amount, p.currency, p.role) for p in offer.prices] == [
        (5, "EUR", PriceRole.BASE), (Decimal("9.9"), "EUR", PriceRole.LIST)
    ]  # fmt: skip
    assert [p.place for p in offer.places] == ["TR", "JP", "XK"]
    assert offer.places_basis is PlacesBasis.FULL_LIST
    assert (offer.data.data_bytes, offer.data_per, offer.validity.days) == (1610612736, DataPer.DAY, 7)
    assert (offer.after_cap, offer.throttle.kbps, offer.tethering) == (AfterCap.THROTTLE, 64, False)
    assert offer.networks == (OfferNetwork("TR", "Turkcell"), OfferNetwork("JP", "NTT Docomo"))
    assert offer.conditions == ("nur mit Vertrag", "nicht auf See")
    receipts = {r.field: (r.words, r.where) for r in offer.receipts()}
    assert receipts["by_hand"] == ("leaflet, Berlin", "Ana, 2026-11-20, primary")
    assert receipts["price"] == ("5 €", "line 2/price")


def test_a_row_without_a_price_says_why() -> None:
    ((free, gone), page) = read(
        NEEDED | {"price": "kostenlos"}, NEEDED | {"label": "Other", "price": "nicht verfügbar", "price_unit": ""}
    )
    assert (free.price_state, gone.price_state, page.held) == (PriceState.FREE, PriceState.UNAVAILABLE, [])


def test_another_currency_is_said_in_its_own_column() -> None:
    ((offer,), _) = read(NEEDED | {"currency": "TRY", "price": "99,90 TL"})
    assert [(p.amount, p.currency) for p in offer.prices] == [(Decimal("99.9"), "TRY")]


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"who": ""}, "implausible", "who looked"),
        ({"evidence": ""}, "implausible", "who looked"),
        ({"on": "20/11/2026"}, "unknown_words", "not a date"),
        ({"on": ""}, "unknown_words", "not a date"),
        ({"kind": "bundle"}, "unknown_words", "not one of day_pass, pack, included, rate, plan"),
        ({"kind": ""}, "unknown_words", "not one of"),
        ({"price": "5.00 €"}, "unknown_currency", "no amount in EUR"),
        ({"price": ""}, "unknown_words", "neither an amount"),
        ({"places": "Atlantis"}, "unknown_place", "not a place"),
        ({"confidence": "sure"}, "unknown_words", "primary, secondary, unverified"),
        ({"label": ""}, "implausible", "without a label"),
        ({"my notes": "call them"}, "cell_left_over", "my notes"),
        ({"tethering": "maybe"}, "unknown_words", "yes, no"),
    ],
)
def test_a_row_that_does_not_say_what_it_must_is_held_and_the_others_are_taken(given, code, words) -> None:
    offers, page = read(NEEDED | {"label": "Good"}, NEEDED | given)
    assert [offer.label for offer in offers] == ["Good"]
    (held,) = page.held
    assert (held.code, held.where) == (code, "line 3")
    assert words in held.reason


@pytest.mark.parametrize("column", ["who", "on", "evidence", "price", "label", "kind", "service"])
def test_a_table_without_a_column_that_each_must_have_is_no_such_table(column) -> None:
    with pytest.raises(ColumnLost, match=column):
        read({name: value for name, value in NEEDED.items() if name != column})
