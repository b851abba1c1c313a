"""A saved trip is computed anew after every run, and kept only where it costs other than before."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from cli_tools import run
from little_web import LittleWeb, page

from flows.settings import Settings
from flows.trip.demand import TripError
from flows.trip.saved import read_saved, with_trip
from warehouse.archive import Archive
from warehouse.journal import Journal
from warehouse.rebuild import rebuild

TRIP = '[week]\nvisits = ["TR:2026-04-01..2026-04-07"]\ndata = "5GB"\ncompare = ["us_one"]\n'


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {"us_one": "one.example"}) as web:
        web.pages = {"one.example": page({"Turkey": ("$10", "1 GB")})}
        yield web


def costs(settings: Settings) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.published / "roamledger.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select trip_id, option, total_usd, is_cheapest, confidence, is_newest from trip_costs order by computed_at"
        ).fetchall()


def test_a_saved_trip_follows_the_prices_and_says_nothing_while_they_stay(web: LittleWeb) -> None:
    (web.folder / "trips.toml").write_text(TRIP)
    assert web.run().faults == ()
    first = ("week", "Us_One", Decimal(70), True, "proven")
    assert costs(web.settings) == [(*first, True)]
    web.run(24)
    assert costs(web.settings) == [(*first, True)]
    web.pages["one.example"] = page({"Turkey": ("$12", "1 GB")})
    web.run(24)
    assert costs(web.settings) == [(*first, False), ("week", "Us_One", Decimal(84), True, "proven", True)]
    rebuild(Journal(web.settings.journal), Archive(web.settings.archive), web.settings.warehouse)
    web.run(24)
    assert len(costs(web.settings)) == 2, "a rebuild knows what each trip was found to cost"


def test_a_trip_that_is_over_is_computed_no_more(web: LittleWeb) -> None:
    (web.folder / "trips.toml").write_text(TRIP.replace("2026-04", "2026-02"))
    web.run()
    assert costs(web.settings) == []


def test_a_wrong_file_of_trips_stops_no_run_and_is_told(web: LittleWeb) -> None:
    (web.folder / "trips.toml").write_text("[week]\nvisit = 3\n")
    summary = web.run()
    assert [r.verdict for r in summary.results] == ["complete"]
    assert summary.faults == ()
    assert "[week]: " in summary.trip_problem
    assert summary.exit_code == 3


def test_a_trip_is_saved_beside_others_and_read_back(capsys, web: LittleWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    web.run()
    monkeypatch.chdir(web.folder)
    monkeypatch.setenv("ROAMLEDGER_CLOCK", web.clock.moment.isoformat())
    (web.folder / "trips.toml").write_text("# ours\n" + TRIP)
    ran = run(capsys, "trip", "--visit", "Turkey:2026-05-01..2026-05-02", "--compare", "us_one", "--save", "may")
    assert ran.code == 0, ran.err
    assert "saved as may in trips.toml" in ran.err
    assert (web.folder / "trips.toml").read_text().startswith("# ours\n[week]")
    assert [t.trip_id for t in read_saved(web.folder / "trips.toml", str)] == ["week", "may"]
    web.run(1)
    assert [(row[0], row[2]) for row in costs(web.settings)] == [("may", 20), ("week", 70)]


def test_saving_over_a_name_takes_its_place() -> None:
    text = with_trip(TRIP, "week", {"visits": ["JP:2026-12-03..2026-12-04"], "lines": 2})
    assert text.count("[week]") == 1
    assert "TR:" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a\n", "cannot be read"),
        ("[a]\nvisits = []\n", r"\[a\]: visits"),
        ('[a]\nvisits = ["TR"]\n', "is no visit"),
        ('[a]\nvisits = ["TR:2026-01-01..2026-01-02"]\ncolour = 1\n', r"\[a\]: colour"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_section(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "trips.toml").write_text(text)
    with pytest.raises(TripError, match=told):
        read_saved(tmp_path / "trips.toml", str)
