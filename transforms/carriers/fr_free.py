"""Free Mobile: data abroad within the plan, by destination, and the price per megabyte beyond it. A table in French."""

from collections.abc import Iterator

from transforms.models import Offer, OfferPlace
from transforms.page import Pages, choose
from transforms.places import full_list, place
from transforms.shapes.row import Row
from transforms.shapes.said import receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style, integer, rate, volume
from transforms.words import AfterCap, DataPer, Kind, PlacesBasis, PlaceStatus, PriceState, Service, TaxBasis

EUR = Style(currency="EUR", language="fr", decimal=",", grouping=" ")
SOURCE = Source(
    carrier="Free Mobile", home_country="FR", style=EUR,
    parts=(Part(urls=("https://mobile.free.fr/fiche-forfait-free",)),),
    expect=Expect(rows_min=1, rows_max=120, landmarks=("Internet depuis l'étranger", "Au-delà de l'enveloppe")),
    notes="Written from dated facts (press of March 2024). Free publishes its table as a PDF too "
          "(mobile.free.fr/docs/bt/tarifs.pdf). Nobody has read the live page yet.",
)  # fmt: skip
INCLUDED = {"Incluse": PlaceStatus.YES, "Non incluse": PlaceStatus.NO}
COLUMNS = ("Destination", "Dans l'enveloppe", "Au-delà de l'enveloppe")
NO_PRICE = "Voir la brochure tarifaire"


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    rows = list(page.table("#internet-etranger table").rows(only=COLUMNS))
    said = page.find(r"(?P<data>\d+ Go)/mois depuis (?P<places>\d+) destinations")
    page.find(r"Prix TTC")
    shared = page.find(r"enveloppe commune à toutes les destinations")[""]
    places = [
        OfferPlace(place(name, "fr"), choose(status, INCLUDED, "status"), words=name, where=name.where)
        for name, status in [(row.take("Destination"), row.take("Dans l'enveloppe")) for row in rows]
    ]  # fmt: skip
    yield Offer(
        label="Internet depuis l'étranger", plan=page.find(r"Forfait Free 5G")[""], kind=Kind.INCLUDED,
        service=Service.DATA, price_state=PriceState.INCLUDED, data=volume(said["data"], EUR), data_per=DataPer.MONTH,
        after_cap=AfterCap.CHARGE, claimed_places=integer(said["places"], EUR), places=tuple(places),
        places_basis=PlacesBasis.EXAMPLES, evidence=receipts(claimed_places=said[""], conditions=shared),
    )  # fmt: skip
    yield from page.each(rows, _beyond)


def _beyond(row: Row) -> Iterator[Offer]:
    name, beyond = row.take("Destination"), row.take("Au-delà de l'enveloppe")
    if beyond != NO_PRICE:
        yield Offer(label="Internet hors enveloppe", scope=name, kind=Kind.RATE, service=Service.DATA,
                    tax_basis=TaxBasis.INCLUDED, **rate(beyond, EUR).fields(), **full_list([name], "fr"))  # fmt: skip
