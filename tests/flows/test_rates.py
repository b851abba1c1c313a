"""The European Central Bank's feed: fetched when due, believed or not, kept, and found again by a rebuild."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from little_web import LittleWeb, page

from flows.rates import SOURCE_ID
from flows.report import Summary
from flows.run import track
from flows.world import World
from transforms.rates import Rate, RatesError, read_rates
from transforms.source import find_carriers
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.rebuild import rebuild

BANK = "www.ecb.europa.eu"
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
BASE = {
    "USD": "1.12", "JPY": "176.1", "GBP": "0.84", "CHF": "0.92", "AUD": "1.6", "BRL": "6.1", "CAD": "1.56",
    "CNY": "7.4",
    "CZK": "24.4", "DKK": "7.47", "HKD": "8.7", "HUF": "366", "IDR": "20300", "ILS": "3.5", "INR": "106", "ISK": "136",
    "KRW": "1490", "MXN": "21.1", "NOK": "10.3", "NZD": "1.98", "PLN": "4.4", "SEK": "10.9", "TRY": "56",
}  # fmt: skip


def feed(*days: str, **changed: str) -> bytes:
    """A feed as the bank writes it, with single quotes; ``changed`` are the rates of its newest day."""
    cubes = []
    for index, day in enumerate(days):
        rates = BASE | (changed if index == 0 else {})
        rows = "".join(f"<Cube currency='{name}' rate='{rate}'/>" for name, rate in rates.items() if rate)
        cubes.append(f"<Cube time='{day}'>{rows}</Cube>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
        ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject>'
        f"<Cube>{''.join(cubes)}</Cube></gesmes:Envelope>"
    ).encode()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[LittleWeb]:
    with LittleWeb(tmp_path, {"us_one": "one.example"}) as web:
        web.clock.moment = NOW
        web.pages["one.example"] = page({"France": ("10 USD", "1 GB")})
        others = "[sources]\npaths = ['sources']\noff = [{}]\n"
        off = ", ".join(f'"{id_}"' for id_ in find_carriers()[0])
        web.file.write_text('ledger = "ledger"\n' + others.format(off))
        yield web


def run(web: LittleWeb, hours: float = 0) -> Summary:
    web.clock.moment += timedelta(hours=hours)
    world: World = web.world()
    world.wants_rates = True
    return track(world)


def asked(web: LittleWeb, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return connection.execute(question).fetchall()


def xml(body: bytes) -> tuple[int, str, bytes]:
    return 200, "text/xml", body


def test_the_rate_of_the_day_is_fetched_once_a_day_and_used(web: LittleWeb) -> None:
    web.pages[BANK] = xml(feed("2026-11-24", "2026-11-23"))
    ran = run(web)
    (line,) = [r for r in ran.results if r.source_id == SOURCE_ID]
    assert (line.rows, ran.exit_code) == (2 * len(BASE), 0)
    assert asked(web, "select price_usd, price_eur, fx_on from offers") == [
        (10, Decimal("8.9286"), date(2026, 11, 24)),
    ]
    assert asked(web, "select capture_id is not null from fx_rates where from_on = date '2026-11-24' limit 1") == [
        (True,),
    ]
    # The file asked for is the one that reaches back to the newest rate known: 25 days.
    assert "hist-90d" in asked(web, f"select url from captures where source_id = '{SOURCE_ID}'")[0][0]
    assert [r for r in run(web, 1).results if r.source_id == SOURCE_ID] == []
    web.pages[BANK] = xml(feed("2026-11-25", USD="1.25"))
    assert [r.rows for r in run(web, 25).results if r.source_id == SOURCE_ID] == [len(BASE)]
    assert asked(web, "select price_eur, fx_on from offers") == [(8, date(2026, 11, 25))]
    urls = asked(web, f"select url from captures where source_id = '{SOURCE_ID}' order by fetched_at")
    assert [url.rsplit("-", 1)[1] for (url,) in urls] == ["90d.xml", "daily.xml"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (feed("2026-11-24", USD="11.2"), "USD 11.2 on 2026-11-24, after 1.1172 on 2026-10-30"),
        (feed("2026-11-25"), "which is yet to come"),
        (feed("2026-11-24", GBP=""), "lacks currencies"),
        (b"<html><body>We value your privacy", "no XML"),
    ],
)
def test_a_feed_that_cannot_be_true_changes_nothing_and_is_told(web: LittleWeb, body: bytes, reason: str) -> None:
    web.pages[BANK] = xml(body)
    ran = run(web)
    assert ran.exit_code == 3
    assert asked(web, "select price_eur, fx_on from offers") == [(Decimal("8.9509"), date(2026, 10, 30))]
    ((held,),) = asked(web, f"select held_reason from sources where source_id = '{SOURCE_ID}'")
    assert reason in held
    web.pages[BANK] = xml(feed("2026-11-25"))
    run(web, 25)
    assert asked(web, f"select held_reason from sources where source_id = '{SOURCE_ID}'") == [(None,)]
    assert asked(web, "select fx_on from offers") == [(date(2026, 11, 25),)]


def test_a_rate_that_the_bank_corrects_is_the_new_one_and_a_rebuild_finds_the_same(web: LittleWeb) -> None:
    web.pages[BANK] = xml(feed("2026-11-24"))
    run(web)
    web.pages[BANK] = xml(feed("2026-11-25", "2026-11-24"))
    run(web, 25)
    web.pages[BANK] = xml(feed("2026-11-24", "2026-11-23", USD="1.15"))
    run(web, 25)
    rates = (
        "select currency, per_eur, from_on, to_on, capture_id from fx_rates where from_on >= '2026-11-01' order by all"
    )
    found = asked(web, rates)
    assert [(row[1], row[3]) for row in found if row[0] == "USD" and row[2] == date(2026, 11, 24)] == [
        (Decimal("1.15"), date(2026, 11, 25)),
    ]
    with Journal(web.settings.journal) as journal:
        rebuild(journal, Archive(web.settings.archive), web.settings.warehouse)
    run(web, 1)
    assert asked(web, rates) == found


def test_without_the_wish_or_for_named_sources_nobody_is_asked(web: LittleWeb) -> None:
    web.pages[BANK] = xml(feed("2026-11-24"))
    track(web.world())
    world = web.world()
    world.wants_rates = True
    track(world, ["us_one"], force=True)
    assert asked(web, f"select count(*) from captures where source_id = '{SOURCE_ID}'") == [(0,)]


def test_a_feed_is_read_whole_oldest_first() -> None:
    rates = read_rates(feed("2026-11-24", "2026-11-23", USD="1.2"), date(2026, 11, 24))
    assert len(rates) == 2 * len(BASE)
    assert Rate(date(2026, 11, 24), "USD", Decimal("1.2")) in rates
    assert rates[0].rate_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    "body",
    [
        feed("2026-11-24", "2026-11-24"), feed("soon"), feed("2026-11-24", USD="nothing"), feed("2026-11-24", USD="0"),
        feed(), b"", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(RatesError):
        read_rates(body, date(2026, 11, 24))
