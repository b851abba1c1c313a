"""The feed of benchmarks/ledger.py: price lists of many sellers, a day at a time, as each contestant wants them.

For us what a run leaves behind: rows in the archive, captures and readings in the journal. For the others what they are
made for: one typed table with its key and a hash of each row, as Parquet. Both say the same.

A program of its own, so that its memory is nobody's: a day's number comes in, the day is made, a line goes out.
"""

import argparse
import hashlib
import json
import os
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from transforms.models import Offer, OfferPlace, Price, Validity, Volume
from transforms.places import known_places
from transforms.records import canonical, to_record
from transforms.words import DataPer, Kind, PlacesBasis, Service, Usage
from warehouse.archive import Archive
from warehouse.entries import Capture, Cause, Outcome, PageCapture, Purpose, Reading, RunStarted, Verdict
from warehouse.journal import Journal

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
SIZES = ((1, 7), (3, 30), (5, 30), (10, 30), (20, 30))
CHANGED, ADDED, REMOVED = 0.01, 0.001, 0.001


@dataclass(slots=True)
class Row:
    """One offer on sale: size and days by ``size``, ``edition`` tells later ones of the same size apart."""

    place: str
    size: int
    edition: int
    cents: int
    line: bytes = b""


def offer_of(row: Row) -> Offer:
    gb, days = SIZES[row.size]
    price, where = f"${row.cents / 100:.2f}", f"#{row.place}"
    return Offer(
        label=f"{gb} GB, {days} days", kind=Kind.PACK, service=Service.DATA, usage=Usage.TRAVEL, scope=row.place,
        variant=f"edition {row.edition}" if row.edition else "", price_unit="pack",
        prices=(Price(Decimal(row.cents) / 100, "USD", words=price, where=where),),
        data=Volume(gb * 1024**3, words=f"{gb} GB", where=where), data_per=DataPer.TOTAL,
        validity=Validity(days, words=f"{days} days", where=where), places=(OfferPlace(row.place),),
        places_basis=PlacesBasis.FULL_LIST,
    )  # fmt: skip


class Feed:
    """All price lists as they stand; :meth:`day` moves them on by one day and writes it down."""

    def __init__(self, folder: Path, sellers: int, places: int, offers: int) -> None:
        self.folder = folder
        self.random = random.Random(19)
        codes = sorted(known_places())[:places]
        self.sellers = [
            [self._row(place, k % len(SIZES), k // len(SIZES)) for place in codes for k in range(offers)]
            for _ in range(sellers)
        ]
        self.archive, self.journal = Archive(folder / "archive"), Journal(folder / "journal")
        self.kept: dict[int, str] = {}
        self.pack = zstandard.ZstdCompressor(level=3)

    def _row(self, place: str, size: int, edition: int) -> Row:
        row = Row(place, size, edition, self.random.randrange(200, 6000))
        row.line = canonical(to_record(offer_of(row)))
        return row

    def day(self, number: int) -> None:
        if number:
            self._move()
        self._write(number)
        self._table(number)

    def _move(self) -> None:
        """1 % of all rows change their price, 0.1 % go, 0.1 % come, spread over all sellers: our hardest case."""
        total = sum(map(len, self.sellers))
        for _ in range(round(total * CHANGED)):
            row = self.random.choice(self.random.choice(self.sellers))
            row.cents = max(100, round(row.cents * self.random.choice((0.8, 0.9, 1.1, 1.25))) + 1)
            row.line = canonical(to_record(offer_of(row)))
        for _ in range(round(total * REMOVED)):
            rows = self.random.choice(self.sellers)
            del rows[self.random.randrange(len(rows))]
        for _ in range(round(total * ADDED)):
            rows = self.random.choice(self.sellers)
            like = self.random.choice(rows)
            newest = max(row.edition for row in rows if (row.place, row.size) == (like.place, like.size))
            rows.append(self._row(like.place, like.size, newest + 1))

    def _write(self, number: int) -> None:
        """A run of ours. The files are as the archive keeps them, written here without its fsync and reading back."""
        at, run_id = START + timedelta(days=number), f"r{number}"
        lines = [RunStarted(run_id=run_id, started_at=at, version="bench")]
        for seller, rows in enumerate(self.sellers):
            data = b"".join(row.line + b"\n" for row in rows)
            sha256 = hashlib.sha256(data).hexdigest()
            path = self.archive.path(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.pack.compress(data))
            source_id = f"aa_seller{seller:04d}"
            capture = Capture(
                capture_id=f"{source_id}.main@{at:%Y-%m-%dT%H:%M:%SZ}", source_id=source_id, part="main",
                observed_at=at, purpose=Purpose.DUE, outcome=Outcome.OK, run_id=run_id,
                pages=(PageCapture(url=f"https://s{seller}.example/", status=200, sha256=sha256, bytes=len(data)),),
                next_due_at=at + timedelta(days=1),
            )  # fmt: skip
            reading = Reading(
                reading_id=f"{capture.capture_id}#bench", capture_id=capture.capture_id, source_id=source_id,
                part="main", observed_at=at, recorded_at=at + timedelta(seconds=5), fingerprint="bench",
                cause=Cause.PAGE, verdict=Verdict.COMPLETE, rows_sha256=sha256, rows=len(rows), run_id=run_id,
            )  # fmt: skip
            lines += [capture, reading]
        for line in lines:
            self.journal.append(line)

    def _table(self, number: int) -> None:
        rows = [(f"seller {s:04d}", row) for s, rows in enumerate(self.sellers) for row in rows]
        names = [f"{SIZES[row.size][0]} GB, {SIZES[row.size][1]} days, edition {row.edition}" for _, row in rows]
        columns: dict[str, Any] = {
            "offer_id": [f"{seller}/{row.place}/{name}" for (seller, row), name in zip(rows, names, strict=True)],
            "seller": [seller for seller, _ in rows],
            "place": [row.place for _, row in rows],
            "offer": names,
            "price": pa.array([row.cents for _, row in rows], pa.int64()),
            "currency": ["USD"] * len(rows),
            "data_mb": [SIZES[row.size][0] * 1024 for _, row in rows],
            "days": [SIZES[row.size][1] for _, row in rows],
            "row_hash": [
                hashlib.md5(seller.encode() + row.line, usedforsecurity=False).hexdigest() for seller, row in rows
            ],
        }
        fresh = self.folder / "feed.parquet.new"
        pq.write_table(pa.table(columns), fresh, compression="zstd")
        fresh.replace(self.folder / "feed.parquet")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name in ("sellers", "places", "offers"):
        parser.add_argument(f"--{name}", type=int, required=True)
    given = parser.parse_args()
    os.fsync = lambda _: None  # a journal of a benchmark need not outlive a power cut, and each day has 2,001 entries
    feed = Feed(given.folder, given.sellers, given.places, given.offers)
    for line in sys.stdin:
        feed.day(int(line))
        print(json.dumps({"rows": sum(map(len, feed.sellers))}), flush=True)


if __name__ == "__main__":
    main()
