"""How the facts of the warehouse are said: the fields and units are those that ``warehouse/facts.py`` gives."""

from dataclasses import replace

import pytest
from test_alerts_example import FROZEN, RULE, verizon

from flows.alerts.digest import compose
from flows.alerts.model import ChangeNote
from flows.alerts.wording import field_words, places_words

MB = 2**20


def words(name: str, old: str, new: str, unit: str = "", **more: object) -> ChangeNote:
    """A change of words, not of numbers."""
    return replace(
        verizon(name, "1", "2", unit), old_value=old, new_value=new, old_number=None, new_number=None, **more
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "values", "size"),
    [
        (verizon("price", "10", "12", "USD/day"), "10 -> 12 USD a day", "+20 %"),
        (verizon("price", "7.5", "10", "EUR/gb"), "7.50 -> 10 EUR per gb", "+33.3 %"),
        (verizon("price", "3300", "2200", "KRW/10 kb"), "3,300 -> 2,200 KRW per 10 KB", "-33.3 %"),
        (verizon("price.next_line", "5", "6", "USD/day"), "price, further lines: 5 -> 6 USD a day", "+20 %"),
        (verizon("data", str(500 * MB), str(1024 * MB), "bytes/day"), "500 MB -> 1 GB a day", "+104.8 %"),
        (verizon("data", str(512 * MB), str(5120 * MB), "bytes/day"), "0.5 -> 5 GB a day", "x10"),
        (verizon("data", "20000000000", "30000000000", "bytes/month"), "20 -> 30 GB a month", "+50 %"),
        (verizon("data", str(100 * MB), str(300 * MB), "bytes/total"), "100 -> 300 MB", "+200 %"),
        (verizon("allowance.top_up.data", str(1024 * MB), str(2048 * MB), "bytes"), "top-up, data: 1 -> 2 GB",
         "+100 %"),
        (verizon("throttle", "128", "256", "kbps"), "speed when used up: 128 -> 256 kbps", "+100 %"),
        (verizon("validity", "30", "15", "days"), "valid for: 30 -> 15 days", "-50 %"),
        (verizon("claimed_places", "185", "210", new_value="210+", unit=""), "places claimed: 185 -> 210+", "+13.5 %"),
        (words("data", "5 GB", "unlimited", "bytes/day"), "5 GB -> unlimited", ""),
        (words("price_state", "free", "stated"), "price: free -> a stated price", ""),
        (words("price_state", "10 USD a day", "not available"), "price: 10 USD a day -> not available", ""),
        (words("tethering", "", "no"), "tethering: not stated -> no", ""),
        (words("offer", "on sale", "withdrawn"), "offer withdrawn", ""),
        (words("offer", "", "new"), "offer new", ""),
    ],
)  # fmt: skip
def test_a_change_is_said_in_the_summary_as_people_say_it(change: ChangeNote, values: str, size: str) -> None:
    (row,) = compose(RULE, [change], [], FROZEN).summary
    assert (row.values, row.size) == (values, size)


def test_places_that_came_together_are_one_line_by_their_names() -> None:
    changes = [
        words("places", "no", "yes", place=place, change_id=f"c{place}", move_id="m", effect="better")
        for place in ("BO", "MC", "GT", "X-CRUISE")
    ]
    digest = compose(RULE, changes, [], FROZEN)
    assert [r.values for r in digest.summary] == ["4 places: no -> yes"]
    ((row,),) = [s.rows for s in digest.sections]
    assert (row.what, row.values) == ("Place, Bolivia, Guatemala, Monaco, cruise", "no -> yes")


def test_rows_of_a_move_over_several_offers_name_their_offer() -> None:
    changes = [
        words("price_state", "free", "stated", offer_name=name, offer_id=name, change_id=name, move_id="m")
        for name in ("Go Roam in Europe", "Go Roam Around the World")
    ]
    ((one, other),) = [s.rows for s in compose(RULE, changes, [], FROZEN).sections]
    assert one.what == "Price, Go Roam Around the World"
    assert other.what == "Price, Go Roam in Europe"


def test_a_claim_alone_says_that_no_country_is_added_and_named_places_do_not() -> None:
    claim = verizon("claimed_places", "185", "210", "")
    named = words("places", "", "yes", place="BO")
    notes = [
        [f.text for s in compose(RULE, changes, [], FROZEN).sections for f in s.facts if f.name == "Places"]
        for changes in ([claim], [claim, named])
    ]
    assert notes == [["the page claims a number: no country is reported as added or lost"], []]


def test_a_new_offer_has_no_value_before() -> None:
    (section,) = compose(RULE, [words("offer", "", "new")], [], FROZEN).sections
    assert "Before" not in [f.name for f in section.facts]


def test_the_subject_of_a_withdrawn_offer_says_so() -> None:
    change = words("offer", "on sale", "withdrawn")
    assert compose(RULE, [change], [], FROZEN).subject == "Verizon TravelPass: offer withdrawn"


def test_a_field_that_nobody_foresaw_is_said_by_its_name() -> None:
    assert field_words("shares_home_allowance") == "Shares home allowance"
    assert field_words("allowance.bonus.voice.home") == "Bonus, voice, home"
    assert field_words("price.exit_fee") == "Price, exit fee"


def test_many_places_are_counted_after_a_dozen() -> None:
    assert places_words(["TR", "TR", ""]) == "Türkiye"
    assert places_words([f"Z{n:02}" for n in range(20)]).endswith("Z11 and 8 more")
