"""``accept``, ``reject``, ``retract``, ``link``, ``withdraw``: what a person rules, over a ledger of real runs."""

from pathlib import Path

import duckdb
import pytest
from cli_tools import Ran, run
from little_web import WALL, LittleWeb, page

pytestmark = pytest.mark.slow

ROWS = {name: (f"${5 + n}", "1 GB") for n, name in enumerate(("Turkey", "Japan", "Spain", "France", "Italy", "Greece"))}
FEW = dict(list(ROWS.items())[:3])
WHY = ("--why", "I looked")


class Ruled:
    """A ledger of one source, and the command on it."""

    def __init__(self, web: LittleWeb, capsys: pytest.CaptureFixture[str]) -> None:
        self.web, self.capsys = web, capsys

    def __call__(self, *args: str) -> Ran:
        env = ("--config", self.web.file)
        self.web.file.write_text(self.web.file.read_text().split("clock =")[0].strip() + "\n", encoding="utf-8")
        text = self.web.file.read_text()
        self.web.file.write_text(f"clock = {self.web.clock.moment:%Y-%m-%dT%H:%M:%SZ}\n" + text)
        try:
            return run(self.capsys, *env, *args)
        finally:
            self.web.file.write_text(text)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.web.settings.warehouse), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return connection.execute(query).fetchall()

    def readings(self) -> list[str]:
        return [str(row[0]) for row in self.ask("select reading_id from ops.readings order by observed_at")]


@pytest.fixture
def ruled(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with LittleWeb(tmp_path, {"us_one": "one.example"}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        web.pages["one.example"] = page(ROWS)
        web.run()
        yield Ruled(web, capsys)


def test_a_source_that_is_held_is_accepted_from_the_first_day_of_its_new_rows(ruled: Ruled) -> None:
    ruled.web.pages["one.example"] = page(FEW)
    for _ in range(3):
        assert ruled.web.run(25).exit_code == 3
    first = ruled.readings()[1]
    ran = ruled("accept", "us_one", *WHY)
    assert ran.code == 0
    assert ran.lines[0] == f"accepted {first}: 3 rows of 2026-03-03"
    assert "3 of 6 rows missing" in ran.lines[1]
    assert ruled.ask("select what, subject, why from ops.decisions where who <> 'run'") == [
        ("accept", first, "I looked")
    ]
    assert ruled.web.run(25).exit_code == 0
    assert ruled.ask("select count(*) from core.changes where new_value = 'withdrawn' and state = 'confirmed'") == [
        (3,)
    ]
    assert ruled.ask("select min(observed_to) = max(observed_to) from core.offers where observed_to is not null")
    again = ruled("accept", "us_one", *WHY)
    assert (again.code, again.err) == (2, "roamledger: nothing of us_one is held: there is nothing to accept\n")


def test_a_page_without_a_row_cannot_be_accepted(ruled: Ruled) -> None:
    ruled.web.pages["one.example"] = WALL
    ruled.web.run(25)
    ran = ruled("accept", "us_one", *WHY)
    assert ran.code == 2
    assert "gave no row at all" in ran.err
    assert "withdraw OFFER" in ran.err
    assert ruled.ask("select count(*) from ops.decisions where who <> 'run'") == [(0,)]


def test_a_rejected_reading_stays_rejected_when_the_page_says_the_same_again(ruled: Ruled) -> None:
    ruled.web.pages["one.example"] = page({**ROWS, "Turkey": ("$50", "1 GB")})
    ruled.web.run(25)
    assert len(ruled.web.run(2).mails) == 1
    wrong = ruled.readings()[1]
    ran = ruled("reject", wrong.partition("#")[0], "--why", "a test page", "--who", "ana")
    assert ran.lines == [
        f"rejected {wrong}: 2 readings of us_one not believed any more",
        "  1 correction owed to people who were told; they go out with the next run",
    ]
    assert ruled.ask("select who from ops.decisions where who <> 'run'") == [("ana",)]
    summary = ruled.web.run(25)
    assert summary.exit_code == 3
    assert "a person rejected these very rows" in summary.results[0].reasons[0]
    assert ruled.ask("select count(*) from core.changes where state <> 'retracted'") == [(0,)]
    assert ruled("accept", wrong, *WHY).code == 0
    assert ruled.web.run(25).exit_code == 0


def test_a_change_is_retracted_and_restored(ruled: Ruled) -> None:
    ruled.web.pages["one.example"] = page({**ROWS, "Turkey": ("$6", "1 GB")})
    ruled.web.run(25)
    ((change,),) = ruled.ask("select change_id from core.changes")
    assert ruled("retract", str(change), *WHY).lines == [f"retracted {change}: us_one/day-pass/tr, price (2026-03-03)"]
    assert "already" in ruled("retract", str(change), *WHY).err
    ran = ruled("retract", str(change), "--undo", *WHY)
    assert ran.lines[0].startswith(f"taken back: retract {change}, ruled by ")
    assert ruled.ask("select state from core.changes") == [("seen",)]
    assert "nothing to undo" in ruled("retract", str(change), "--undo", *WHY).err


def test_two_offers_are_linked_only_where_they_can_be_one(ruled: Ruled) -> None:
    rest = {place: row for place, row in ROWS.items() if place != "Greece"}
    ruled.web.pages["one.example"] = page({**rest, "Malta": ("$90", "3 GB")})
    for _ in range(2):
        ruled.web.run(25)
    old, new = "us_one/day-pass/gr", "us_one/day-pass/mt"
    assert "is the older one; type: " in ruled("link", new, old, *WHY).err
    assert "they are two offers" in ruled("link", "us_one/day-pass/jp", new, *WHY).err
    assert "is itself" in ruled("link", old, old, *WHY).err
    assert ruled("link", old, new, *WHY).lines[0] == f"linked: {new} is {old} from 2026-03-03 on"
    assert ruled.ask(f"select count(*) from core.offers where offer_id = '{new}' and recorded_to is null") == [(0,)]
    assert ruled("link", old, new, "--undo", *WHY).code == 0
    assert ruled.ask(f"select count(*) from core.offers where offer_id = '{new}' and recorded_to is null") == [(1,)]


def test_an_offer_is_withdrawn_only_where_no_page_would_bring_it_back(ruled: Ruled) -> None:
    offer = "us_one/day-pass/tr"
    ran = ruled("withdraw", offer, *WHY)
    assert ran.code == 2
    assert "its page showed us_one/day-pass/tr at the last look" in ran.err
    ruled.web.pages["one.example"] = (410, "text/html", b"gone")
    ruled.web.run(25)
    assert ruled("withdraw", offer, *WHY).lines == [f"withdrawn: {offer}, last seen 2 Mar 2026 05:00 UTC"]
    assert "is not on sale since" in ruled("withdraw", offer, *WHY).err
    assert "no longer on sale" in ruled("why", offer).out
    assert ruled("withdraw", offer, "--undo", *WHY).code == 0
    assert ruled.ask(f"select observed_to from core.offers where offer_id = '{offer}' and recorded_to is null") == [
        (None,)
    ]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("accept", "us_ome"), "there is no reading or capture 'us_ome'. Did you mean us_one"),
        (("reject", "us_one@2026"), "there is no reading or capture 'us_one@2026'."),
        (("retract", "c-1"), "there is no change 'c-1'."),
        (("link", "us_one/day-pass/tr", "us_one/day-pass/tk"), "Did you mean us_one/day-pass/tr"),
        (("withdraw", "us_one/dey-pass/tr"), "Did you mean us_one/day-pass/tr"),
    ],
)
def test_what_is_not_there_gets_a_suggestion_and_nothing_is_written(
    ruled: Ruled, args: tuple[str, ...], says: str
) -> None:
    ran = ruled(*args, *WHY)
    assert ran.code == 2
    assert says in ran.err
    assert ruled.ask("select count(*) from ops.decisions where who <> 'run'") == [(0,)]


def test_a_ruling_without_a_reason_is_none(ruled: Ruled) -> None:
    ran = ruled("accept", "us_one")
    assert (ran.code, ran.err.startswith("roamledger: say why")) == (2, True)
    assert "--why" in ruled("reject", "--help").out


def test_a_ruling_on_no_ledger_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "--ledger", tmp_path / "none", "accept", "us_one", *WHY)
    assert ran.code == 2
    assert "Nothing has been read yet" in ran.err
