"""AXIS Indonesia: roaming data by network, from the tab INTERNATIONAL of its internet page, as of 2012.

From the same page as id_axis_internet. The two tables of the tab differ on STC (9 and 10 rupiah), so each keeps its own
label. The words "200/KB" before the name of the country are a slip of the page.
"""

from collections.abc import Iterator
from functools import partial

from transforms.models import Offer
from transforms.page import Pages, choose
from transforms.shapes.networks import in_place
from transforms.shapes.offers import per_unit
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, match, matches
from transforms.words import Service, SourceStatus

SOURCE = Source(
    carrier="AXIS", home_country="ID", status=SourceStatus.HISTORIC,
    style=(STYLE := Style(currency="IDR", language="id", decimal=",", grouping=".")),
    parts=(Part(id="internet", urls=("http://www.axisworld.co.id/",)),),
    expect=Expect(rows_min=2, rows_max=400, landmarks=("New Tariff(Rp)", "Internet Tarif"),
                  aside=("#tab-1", "#tab-2", "#tab-3", "#tab-5", "#tab-6"),
                  end=r"</html>|end \.widget-whyAxis -->\s*\Z"))  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    page = pages.only
    yield from page.each(page.table_of("Country", "Operator", "New Tariff(Rp)").rows(), by_country)
    rows = page.table_of("Layanan", "Internet Tarif").rows()
    where = {m["net"]: m["place"] for m in matches(page.words, r"jaringan (?P<net>[A-Z]+) di (?P<place>\w+( Saudi)?)")}
    abroad = [row for row in rows if not row.take("Layanan").endswith("di Indonesia")]
    yield from page.each(abroad, partial(by_network, {str(net): str(place) for net, place in where.items()}))


def by_country(row: Row) -> Iterator[Offer]:
    country = match(row.take("Country"), r"([\d.]+/KB )?(?P<name>[^\d/]+)", "the country")["name"]
    yield data(row.take("New Tariff(Rp)"), "New Tariff(Rp)", country, row.take("Operator"))


def by_network(where: dict[str, str], row: Row) -> Iterator[Offer]:
    network = match(row.take("Layanan"), r"(?P<label>Tarif Internet) dengan (?P<net>\w+)", "the tariff")
    yield data(
        row.take("Internet Tarif"), network["label"], choose(network["net"], where, "the network"), network["net"]
    )


def data(cost: str, label: str, country: str, network: str) -> Offer:
    return per_unit(label, cost, STYLE, Service.DATA, **in_place(country, "id", network))
