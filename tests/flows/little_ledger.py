"""A small ledger with a published copy, for tests of the commands that read it: real journal, archive, fold and copy.

Its facts are of shared/domain.md A1 (Verizon, Telstra, Free, Three); Old and Seller X are made up for the tests.
"""

import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from transforms.models import Evidence, Offer, OfferNetwork, OfferPlace, Price, Speed, Validity, Volume
from transforms.page import Held, Pages
from transforms.source import Carrier, Part, Source
from transforms.values import Style
from transforms.words import (
    AfterCap,
    CarrierType,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PlaceStatus,
    PriceState,
    Service,
    SourceStatus,
    StartRule,
    TaxBasis,
)
from warehouse.archive import Archive
from warehouse.declared import register_sources
from warehouse.entries import Outcome
from warehouse.journal import Journal
from warehouse.publish import publish
from warehouse.store import Warehouse

sys.path.insert(0, str(Path(__file__).parents[1] / "warehouse"))
from ledger_dsl import Ledger

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GB = 1024**3
FULL = PlacesBasis.FULL_LIST
DATA = {"kind": Kind.RATE, "service": Service.DATA, "price_unit": "mb", "places_basis": FULL}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def travelpass(scope: str, price: str, gb: str, words: str, **more: object) -> Offer:
    return Offer(
        label="TravelPass", scope=scope, kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        prices=(Price(Decimal(price), "USD", words=words, where="body p[3]"),), tax_basis=TaxBasis.EXCLUDED,
        data=Volume(int(Decimal(gb) * GB), words=f"{gb} GB of high speed", where="body p[4]"), data_per=DataPer.DAY,
        after_cap=AfterCap.THROTTLE, throttle=Speed(None, "3G speeds"), day_rule=DayRule.ROLLING_24H,
        start_rule=StartRule.FIRST_USE, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def verizon(price: str, near: str, gb: str, words: str) -> list[Offer]:
    claim = {"claimed_places": 210, "claimed_places_is_minimum": True, "places_basis": PlacesBasis.COUNT_ONLY}
    listed = {"places": (OfferPlace("CA"), OfferPlace("MX")), "places_basis": FULL}
    return [
        travelpass("other", price, gb, words, **claim),
        travelpass("Canada and Mexico", near, gb, f"${near} in Canada and Mexico", **listed),
    ]


def telstra(price: str) -> Offer:
    return Offer(
        label="International Day Pass", scope="zone 1", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        prices=(Price(Decimal(price), "AUD", words=f"${price} a day"),), data=Volume(2 * GB), data_per=DataPer.DAY,
        day_rule=DayRule.FIXED_OFFSET, day_tz="UTC+10:00", tethering=True, places_basis=FULL,
        places=(OfferPlace("NZ", zone="Zone 1"), OfferPlace("X-CRUISE", PlaceStatus.NO, zone="Zone 1")),
        networks=(OfferNetwork("NZ", "Spark", generations="4G;5G", is_preferred=True),),
    )  # fmt: skip


FREE = [
    Offer(label="Hors forfait", scope="BO", prices=(Price(Decimal("7.5"), "EUR"),), places=(OfferPlace("BO"),), **DATA),
    Offer(label="Hors forfait", scope="inclus", price_state=PriceState.INCLUDED,
          places=tuple(OfferPlace(code) for code in ("BE", "CH", "IT")), **{**DATA, "kind": Kind.INCLUDED}),
]  # fmt: skip
THREE = [
    Offer(
        label="Go Roam", kind=Kind.DAY_PASS, service=Service.BUNDLE, price_unit="day",
        eligibility="joined or upgraded on or after 1 Oct 2021", prices=(Price(Decimal(2), "GBP"),), places_basis=FULL,
        places=(OfferPlace("ES"), OfferPlace("MG", PlaceStatus.NO),
                OfferPlace("US", PlaceStatus.CONDITIONAL, note="not on prepaid")),
    ),
    *(Offer(label=f"Pass {n}", kind=Kind.PACK, service=Service.SMS, price_unit="pack",
            prices=(Price(Decimal(n), "GBP"),)) for n in range(1, 6)),
]  # fmt: skip
HELD = Held("not_a_number", "no number", "Spain | tbc", "tr[7]")


def world(count: int, price: str) -> Offer:
    return Offer(
        label=f"World {count} GB", kind=Kind.PACK, service=Service.DATA, price_unit="pack", validity=Validity(30),
        prices=(Price(Decimal(price) * count, "USD"),), data=Volume(count * GB), data_per=DataPer.TOTAL,
        places=(OfferPlace("TR"),), places_basis=FULL,
    )  # fmt: skip


def old(label: str, words: str = "$5\x1b[31m now") -> Offer:
    return Offer(
        label=label, kind=Kind.PACK, service=Service.DATA, price_unit="pack", prices=(Price(Decimal(5), "USD"),),
        evidence=(Evidence("price", words, "p"),),
    )  # fmt: skip


def declared(source_id: str, name: str, url: str, status: SourceStatus = SourceStatus.LIVE, **more: object) -> Carrier:
    source = Source(
        carrier=name, home_country=source_id[:2].upper(), style=Style(currency="USD"), parts=(Part(urls=(url,)),),
        status=status, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return Carrier(source_id, source, _no_parser, Path(f"{source_id}.py"))


def _no_parser(pages: Pages):
    return iter(())


VERIZON_URL = "https://www.verizon.com/support/travelpass-faqs/"
SOURCES = [
    declared("us_verizon", "Verizon", VERIZON_URL),
    declared("us_verizon_places", "Verizon", "https://www.verizon.com/places", SourceStatus.OFF),
    declared("au_telstra", "Telstra", "https://www.telstra.com.au/international-day-pass"),
    declared("fr_free", "Free", "https://mobile.free.fr/tarifs"),
    declared("gb_three", "Three", "https://three.co.uk/roam"),
    declared("us_old", "Old", "https://old.example/"),
    declared("xx_seller", "Seller X", "https://shop.example/world", carrier_type=CarrierType.ESIM_SELLER),
]


_shared: list[Path] = []


def shared(folders: pytest.TempPathFactory) -> Path:
    """A home with the ledger in it and its clock held at NOW, built once for all tests that only read."""
    if not _shared:
        home = folders.mktemp("home")
        build(home / "ledger")
        (home / "roamledger.toml").write_text(f"clock = {NOW:%Y-%m-%dT%H:%M:%SZ}\n")
        _shared.append(home)
    return _shared[0]


def build(ledger: Path) -> Path:
    """The ledger and its published copy; the copy's DuckDB file."""
    ledger.mkdir(parents=True)
    with Journal(ledger / "journal") as journal, Warehouse.open_for_writing(ledger / "warehouse.duckdb") as warehouse:
        journal.start_segment("first")
        register_sources(warehouse.connection, SOURCES, {carrier.id for carrier in SOURCES} - {"us_verizon_places"})
        common = {"warehouse": warehouse, "journal": journal, "archive": Archive(ledger / "archive")}
        of = {carrier.id: Ledger(source_id=carrier.id, **common) for carrier in SOURCES}
        of["us_verizon"].read(at("2026-03-02 05:00"), *verizon("10", "5", "0.5", "$10/day"))
        passes = [old(label) for label in ("Pass", "Pass 2", "Pass 3", "Pass 4")]
        for moment, offers in (("08-17", passes), ("08-26", passes[1:]), ("08-27 12:00", passes[1:])):
            of["us_old"].read(at(f"2026-{moment}"), *offers)
        for moment, price in (("10-10", "10"), ("10-14", "8"), ("10-15", "8")):
            of["xx_seller"].read(at(f"2026-{moment}"), *(world(count, price) for count in range(1, 7)))
        of["gb_three"].read(at("2026-11-22 05:12"), *THREE)
        of["au_telstra"].read(at("2026-11-22 06:00"), telstra("10"))
        of["us_verizon"].read(at("2026-11-24 03:12"), *verizon("12", "6", "5", "$12/day, plus taxes\x1b[31m and fees"))
        of["us_verizon"].read(at("2026-11-24 05:12"), *verizon("12", "6", "5", "$12/day, plus taxes\x1b[31m and fees"))
        of["fr_free"].read(at("2026-11-24 05:12"), *FREE)
        of["gb_three"].read(at("2026-11-24 05:12"), *THREE[1:], held=[HELD])
        of["au_telstra"].read(at("2026-11-24 06:00"), telstra("11"))
        of["au_telstra"].capture(at("2026-11-24 07:10"), outcome=Outcome.BLOCKED, page={"status": 403})
        return publish(warehouse.connection, ledger / "published", as_of=NOW, stale_after_days=3)
