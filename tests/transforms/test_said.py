"""Words of prose as fields of an offer."""

import pytest

from transforms.errors import NotANumber
from transforms.models import Offer
from transforms.shapes.said import count_only, receipts
from transforms.values import Cell, Style
from transforms.words import Kind, PlacesBasis, PriceState, Service

USD = Style(currency="USD")


def test_a_count_of_places_is_a_claim_and_names_none() -> None:
    offer = Offer(
        label="Pass", kind=Kind.PACK, service=Service.DATA, price_state=PriceState.INCLUDED, **count_only("1,210", USD)
    )
    assert (offer.claimed_places, offer.claimed_places_is_minimum, offer.places) == (1210, True, ())
    assert offer.places_basis is PlacesBasis.COUNT_ONLY
    assert count_only("91", USD, is_minimum=False)["claimed_places_is_minimum"] is False


@pytest.mark.parametrize("words", ["210+", "many", "2.5", ""])
def test_a_count_that_is_no_whole_number_is_an_error(words: str) -> None:
    with pytest.raises(NotANumber):
        count_only(words, USD)


def test_receipts_keep_the_words_and_where_they_stood() -> None:
    (receipt,) = receipts(day_rule=Cell("24-hour session", "main p[2]"))
    assert (receipt.field, receipt.words, receipt.where) == ("day_rule", "24-hour session", "main p[2]")
