"""A table kept by hand, through whole runs: as old as the last look of a person, and never sold as read today."""

from pathlib import Path

import duckdb
import pytest
from cli_tools import run as run_command
from ledger_dump import dump
from little_web import LittleWeb

from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.rebuild import rebuild

SOURCE = '''
"""What people saw of a seller that has no page."""

from collections.abc import Iterator

from transforms.models import Offer
from transforms.page import Pages
from transforms.source import Part, Source
from transforms.values import Style
from transforms.words import Media

SOURCE = Source(
    carrier="Corner Shop", home_country="TR", style=(STYLE := Style(currency="TRY", language="en")),
    parts=(Part(urls=("file:tr_corner.csv",), media=Media.CSV, cadence_hours=720),),
)


def parse(pages: Pages) -> Iterator[Offer]:
    yield from pages.only.kept_by_hand(STYLE)
'''
HEAD = "label,kind,service,price,price_unit,places,who,on,evidence,confidence\n"


def line(label: str, price: str, on: str, who: str = "Ana", confidence: str = "") -> str:
    return f"{label},pack,data,{price},pack,TR,{who},{on},photo of the shop window,{confidence}\n"


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        (web.sources / "tr_corner.py").write_text(SOURCE)
        web.only = ("tr_corner",)
        yield web


def write(web: LittleWeb, *lines: str) -> None:
    (web.sources / "tr_corner.csv").write_text(HEAD + "".join(lines))


def asked(web: LittleWeb, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return connection.execute(question).fetchall()


def test_a_fact_is_as_old_as_the_look_of_the_person_who_vouches_for_it(web: LittleWeb) -> None:
    write(web, line("Small", "100 TL", "2026-02-01"), line("Large", "300 TL", "2026-03-02", "Cem", "primary"))
    web.run()
    asking = "select offer_id, looked_by, confidence, looked_on::text, age_days, is_stale from offers order by 1"
    found = asked(web, asking)
    assert found == [
        ("tr_corner/large", "Cem", "primary", "2026-03-02", 0, False),
        ("tr_corner/small", "Ana", "secondary", "2026-02-01", 29, False),
    ]
    web.run(24 * 31)  # read again at its cadence: the file still says it, and nobody has looked
    found = asked(web, "select offer_id, age_days, is_stale, is_stale from offers order by 1")
    assert found == [("tr_corner/large", 31, False, False), ("tr_corner/small", 60, True, True)]
    assert asked(web, "select is_stale from coverage order by last_seen_at") == [(True,), (False,)]
    assert asked(web, "select age_days, is_stale from sources where source_id = 'tr_corner'") == [(0, False)]


def test_another_look_at_the_same_price_makes_it_fresh_and_is_no_change(web: LittleWeb) -> None:
    write(web, line("Small", "100 TL", "2026-02-01"))
    web.run()
    write(web, line("Small", "100 TL", "2026-03-02", "Cem"))
    assert web.run(1).moves == ()
    assert asked(web, "select looked_by, age_days from offers") == [("Cem", 0)]
    assert asked(web, "select count(*) from changes") == [(0,)]
    assert asked(web, "select price::int from price_history") == [(100,)]


def test_a_dearer_price_is_told_at_once_with_who_saw_it(web: LittleWeb, capsys: pytest.CaptureFixture[str]) -> None:
    write(web, line("Small", "100 TL", "2026-02-01"))
    web.run()
    write(web, line("Small", "120 TL", "2026-03-02", "Cem", "unverified"))
    summary = web.run(1)
    assert [(m.state, m.effect) for m in summary.moves] == [("confirmed", "worse")]
    assert len(list(web.settings.outbox.glob("*.eml"))) == 2  # what we know now, and the move
    told = run_command(capsys, "--config", web.file, "why", "tr_corner/small")
    assert 'kept by hand   "photo of the shop window"   Cem, 2026-03-02, unverified' in told.out
    assert "kept by hand: Cem, unverified" in told.out
    listed = run_command(capsys, "--config", web.file, "offers", "--carrier", "tr_corner", "--stale")
    assert "by hand: Cem, unverified" in listed.out
    asked_of = run_command(capsys, "--config", web.file, "can-i", "tr_corner/small", "Turkey")
    assert "kept by hand: Cem, 2 Mar 2026, unverified" in asked_of.out


def test_a_row_that_nobody_vouches_for_is_held_and_rebuild_gives_the_same(web: LittleWeb) -> None:
    good = [line(f"Pass {n}", f"{n}0 TL", "2026-03-01") for n in range(1, 7)]
    write(web, *good)
    web.run()
    write(web, *good[:-1], line("Pass 6", "70 TL", "2026-03-02", who=""))
    held = web.run(1)
    ((reason,),) = [r.reasons for r in held.results]
    assert reason.startswith('row not understood: "Pass 6 | pack | data | 70 TL | pack | TR |  | 2026-03-02 | photo')
    assert "a fact kept by hand says who looked, and at what" in reason
    assert asked(web, "select price::int from offers where offer_id = 'tr_corner/pass-6'") == [(60,)]
    before = dump(web.settings.ledger)
    with Journal(web.settings.journal) as journal:
        rebuild(journal, Archive(web.settings.archive), web.settings.warehouse)
    assert dump(web.settings.ledger) == before
