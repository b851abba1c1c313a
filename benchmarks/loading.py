"""A reading into history: the fold's way against one INSERT a row, which is what one would write first."""

import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb

from benchmarks.side_by_side import measure, show
from transforms.models import Offer, OfferPlace, Price
from transforms.words import Kind, PlacesBasis, Service
from warehouse.store import Warehouse, insert

COUNT = 2_000


def offers() -> list[Offer]:
    return [
        Offer(
            label=f"Pack {i}", kind=Kind.PACK, service=Service.DATA, price_unit="pack",
            prices=(Price(Decimal(i + 1), "USD"),), places=(OfferPlace("TR"),), places_basis=PlacesBasis.FULL_LIST,
        )
        for i in range(COUNT)
    ]  # fmt: skip


def main() -> None:
    rows = [
        {
            "offer_id": f"o{i}",
            "version_id": f"v{i}",
            "role": "base",
            "label": "",
            "amount": offer.prices[0].amount,
            "currency": "USD",
        }
        for i, offer in enumerate(offers())
    ]
    with tempfile.TemporaryDirectory() as folder, Warehouse.open_for_writing(Path(folder) / "w.duckdb") as warehouse:
        connection = warehouse.connection
        connection.execute(
            "create table plain (version_id varchar, role varchar, label varchar, amount decimal(18, 6))"
        )

        def by_arrow() -> None:
            insert(connection, "core.offer_prices", rows)

        def one_by_one() -> None:
            connection.begin()
            for row in rows:
                values = [row["offer_id"], row["role"], row["label"], row["amount"]]
                connection.execute("insert into plain values (?, ?, ?, ?)", values)
            connection.commit()

        ways = {"warehouse.store.insert (Arrow)": by_arrow, "one INSERT a row, one transaction": one_by_one}
        show(f"{COUNT:,} prices into DuckDB {duckdb.__version__}", measure(ways, repeats=3), f"{COUNT:,} rows")
