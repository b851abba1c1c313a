"""Free Mobile: data abroad within the plan, by destination, and the price per megabyte beyond it. A table in French.

Written from dated facts (press of March 2024). Free publishes its table as a PDF too
(mobile.free.fr/docs/bt/tarifs.pdf). Nobody has read the live page yet.
"""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages, choose
from transforms.places import full_list, place
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, volume
from transforms.words import AfterCap, DataPer, Kind, PlacesBasis, PlaceStatus, PriceState, Service, TaxBasis

EUR = Style(currency="EUR", language="fr", decimal=",", grouping=" ")
SOURCE = Source(
    carrier="Free Mobile", home_country="FR", style=EUR,
    parts=(Part(urls=("https://mobile.free.fr/fiche-forfait-free",)),),
    expect=Expect(rows_min=1, rows_max=120, landmarks=("Internet depuis l'étranger", "Au-delà de")))  # fmt: skip
INCLUDED = {"Incluse": PlaceStatus.YES, "Non incluse": PlaceStatus.NO}
COLUMNS = ("Destination", "Dans l'enveloppe", "Au-delà de l'enveloppe")
NO_PRICE = "Voir la brochure tarifaire"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    rows = list(page.table("#internet-etranger table").rows(only=COLUMNS))
    said = page.find(r"(?P<data>\d+ Go)/mois depuis (?P<places>\d+) destinations")
    page.find(r"Prix TTC")
    shared = page.find(r"enveloppe commune à toutes les destinations")[""]
    named = [(row.take("Destination"), choose(row.take("Dans l'enveloppe"), INCLUDED, "status")) for row in rows]
    yield Offer(
        label="Internet depuis l'étranger", plan=page.find(r"Forfait Free 5G")[""], kind=Kind.INCLUDED,
        service=Service.DATA, price_state=PriceState.INCLUDED, data=volume(said["data"], EUR), data_per=DataPer.MONTH,
        after_cap=AfterCap.CHARGE, claimed_places=integer(said["places"], EUR), places=tuple(
            OfferPlace(place(name, "fr"), status, words=name, where=name.where) for name, status in named),
        places_basis=PlacesBasis.EXAMPLES, evidence=receipts(claimed_places=said[""], conditions=shared))  # fmt: skip
    yield from page.each((row for row in rows if row.take("Au-delà de l'enveloppe") != NO_PRICE), _beyond)


def _beyond(row: Row) -> Iterator[Offer]:
    yield per_unit("Internet hors enveloppe", row.take("Au-delà de l'enveloppe"), EUR, Service.DATA,
                   scope=row.take("Destination"), tax_basis=TaxBasis.INCLUDED,
                   **full_list([row.take("Destination")], "fr"))  # fmt: skip
