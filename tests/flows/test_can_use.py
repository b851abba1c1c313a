"""The SQL macro ``can_use`` and the command ``can-i`` give the same word."""

import duckdb
import little_ledger
import pytest

from flows.answers import judge
from flows.cli.facts import offer_facts, place_facts

PLACES = ("TR", "BO", "NZ", "US", "ES", "MG", "CA", "IT", "JP", "X-CRUISE")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory):
    file = little_ledger.shared(tmp_path_factory) / "ledger" / "published" / "roamledger.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        yield connection


def records(connection: duckdb.DuckDBPyConnection, query: str, **params: str) -> list[dict]:
    found = connection.execute(query, params or None)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_each_offer_in_each_place_is_judged_as_the_command_judges_it(connection) -> None:
    listed = {(row["offer_id"], row["place"]): row for row in records(connection, "from coverage")}
    words = set()
    for row in records(connection, "from offers"):
        offer = offer_facts(row)
        for place in PLACES:
            said = listed.get((offer.offer_id, place))
            expected = judge(offer, place, place_facts(said) if said else None)
            (found,) = records(
                connection,
                "select answer, condition from can_use($offer, $place) where offer_id = $offer",
                offer=offer.offer_id, place=place,
            ) or [None]  # fmt: skip
            assert found is not None, (offer.offer_id, place)
            assert (found["answer"], found["condition"] or "") == (str(expected.word), expected.condition), row
            words.add(found["answer"])
    assert words == {"YES", "YES, PER MB", "ONLY IF", "UNKNOWN", "NO"}


def test_the_best_answer_comes_first_and_a_plan_that_nobody_knows_has_none(connection) -> None:
    answers = [row["answer"] for row in records(connection, "from can_use('us_verizon/travelpass', 'CA')")]
    assert answers == ["YES", "UNKNOWN"]
    assert records(connection, "from can_use('us_verizon/travel', 'CA')") == []
