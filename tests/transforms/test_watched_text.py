"""The lines of a page, and what of them counts as a change. False alarms are what page watchers are blamed for most."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import MatchCount
from transforms.page import Page
from transforms.watched.lines import Line, lines_of, media_of
from transforms.watched.look import Request, look
from transforms.watched.memory import Difference, Memory, Pending, compare, first_look, from_bytes, to_bytes
from transforms.words import Media

START = datetime(2026, 11, 20, 6, tzinfo=UTC)


def said(body: str, region: str = "", media: Media = Media.HTML) -> list[str]:
    return [str(line) for line in lines_of(Page(body.encode(), "https://x.example/", media), region)]


def lines(*words: str) -> list[Line]:
    return [Line(word) for word in words]


class Watch:
    """Looks at a page whose lines a test says; ``after`` hours later each time."""

    def __init__(self, *words: str) -> None:
        self.at, self.count = START, 0
        self.memory = first_look(lines(*words), self.at, "c0")

    def look(self, hours: float, *words: str):
        self.at += timedelta(hours=hours)
        self.count += 1
        found = compare(from_bytes(to_bytes(self.memory)), lines(*words), self.at, f"c{self.count}")
        self.memory = found.memory
        return found


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>One <b>day</b>\n pass</p><p>Two</p>", ["One day pass", "Two"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("a<br>b<br/>c", ["a", "b", "c"]),
        ("<tr><td>no table", ["no table"]),
        (
            "<table><tr><th>Place<th>Price</tr><tr><td>Japan</td><td><p>$10</p></td></tr></table>",
            ["Place | Price", "Japan | $10"],
        ),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", ["a | b", "c"]),
        ("<h3>Japan</h3><p>$10</p><h3>Turkey</h3><p>$12</p>", ["Japan", "Japan: $10", "Turkey", "Turkey: $12"]),
        ("<p>12<sup>1</sup> USD</p>", ["12 1 USD"]),
        ("<script>var a = '9'</script><style>p{}</style><noscript>Turn it on</noscript><p>x</p>", ["x"]),
        ("<p hidden>a</p><p style='DISPLAY : none'>b</p><template>c</template><p>d</p>", ["d"]),
        ("<div id='onetrust-banner'>We use cookies 12</div><p>d</p>", ["d"]),
        ("<body class='has-cookies'><p>" + "Long enough. " * 200 + "</p></body>", ["Long enough."] * 200),
        ("<p>· · ·</p><p>x</p>", ["x"]),
        ("<!-- 12 --><p>a<!-- b -->c</p>", ["ac"]),
        ("", []),
    ],
)
def test_lines_are_what_a_person_sees(body: str, wanted: list[str]) -> None:
    assert said(body) == wanted


def test_only_the_region_is_taken_and_must_be_there() -> None:
    body = "<nav>Menu</nav><main><p>a</p><main><p>b</p></main></main><main>c</main>"
    assert said(body, "main") == ["a", "b", "c"]
    with pytest.raises(MatchCount, match="region '#prices'"):
        said(body, "#prices")


def test_json_and_text_have_lines_too() -> None:
    data = '{"plans": [{"price": 12.50, "name": "Turkey"}, {"price": 9, "name": "Japan"}]}'
    assert said(data, media=Media.JSON) == [
        "plans.name: Turkey", "plans.name: Turkey: plans.price: 12.50",
        "plans.name: Japan", "plans.name: Japan: plans.price: 9",
    ]  # fmt: skip
    assert said("a,b\n1,2\n", media=Media.TEXT) == ["a,b", "a,b: 1,2"]
    assert media_of(b"{}", "application/problem+json; charset=utf-8", Media.HTML) is Media.JSON
    assert media_of(b"%PDF-1.7", "text/html", Media.HTML) is Media.PDF
    assert media_of(b"a;b", "text/csv", Media.HTML) is Media.TEXT
    assert media_of(b"{}", "text/html", Media.CSV) is Media.CSV


def test_a_page_as_deep_as_it_is_hostile_is_read() -> None:
    assert said("<div>" * 50_000 + "x")[:1] == ["x"]


def test_what_differs_within_the_first_two_looks_is_noise_from_then_on() -> None:
    page = Watch("Day pass 10 USD", "1,204 people look at this", "Sunny today")
    learning = page.look(1.1, "Day pass 10 USD", "1,250 people look at this", "Rainy today")
    assert (learning.seen, learning.memory.lines) == (None, (Line("Day pass 10 USD"),))
    found = page.look(24, "Day pass 12 USD", "77 people look at this", "Sunny today")
    assert found.seen is not None
    assert [str(line) for line in (*found.seen.removed, *found.seen.added)] == ["Day pass 10 USD", "Day pass 12 USD"]
    assert found.left_out == 2


def test_a_change_between_two_first_looks_that_are_a_day_apart_is_a_change() -> None:
    found = Watch("Day pass 10 USD").look(25, "Day pass 12 USD")
    assert found.seen is not None


def test_only_the_lines_that_two_looks_agree_on_are_told() -> None:
    page = Watch("Day pass 10 USD", "Hello")
    page.look(1.1, "Day pass 10 USD", "Hello")
    page.look(24, "Day pass 12 USD", "Buy now, summer is near")
    found = page.look(1.1, "Day pass 12 USD", "Winter is near")
    assert found.pending is Pending.CONFIRMED
    assert found.confirmed is not None
    assert found.confirmed.removed == tuple(lines("Day pass 10 USD", "Hello"))
    assert found.confirmed.added == tuple(lines("Day pass 12 USD"))
    assert found.seen is not None  # "Winter is near" waits for a look of its own
    assert page.look(24, "Day pass 12 USD", "Spring is near").pending is Pending.UNDONE


def test_a_second_look_that_comes_too_soon_settles_nothing() -> None:
    page = Watch("Day pass 10 USD")
    page.look(1.1, "Day pass 10 USD")
    page.look(24, "Day pass 12 USD")
    assert page.look(0.2, "Day pass 12 USD").pending is Pending.WAITS
    assert page.look(0.9, "Day pass 12 USD").pending is Pending.CONFIRMED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Updated on 20 November 2026", "Updated on 21 November 2026"),
        ("As of Nov 20, 2026:", "As of Nov 21, 2026:"),
        ("Stand: 20.11.2026", "Stand: 21.11.2026"),
        ("2026-11-20", "2026-11-21"),
        ("更新：2026年11月20日", "更新：2026年11月21日"),
        ("Actualizado el 20 de noviembre de 2026", "Actualizado el 21 de noviembre de 2026"),
        ("© 2025-2026 Example", "© 2026 Example"),
    ],
)
def test_the_days_own_date_is_no_change(before: str, after: str) -> None:
    page = Watch(before)
    page.look(1.1, before)
    assert page.look(24, after).seen is None


def test_a_date_that_is_not_the_days_own_is_a_change_and_its_own_day_is_none() -> None:
    page = Watch("Valid until 30 November 2026")
    page.look(1.1, "Valid until 30 November 2026")
    assert page.look(24 * 10 - 2, "Valid until 30 November 2026").seen is None  # the day itself
    assert page.look(24, "Valid until 31 December 2026").seen is not None


def test_a_counter_that_moves_every_day_is_told_twice_and_then_left_out_but_a_price_never() -> None:
    page = Watch("1,000 customers", "Japan 10 USD")
    page.look(1.1, "1,000 customers", "Japan 10 USD")
    told = []
    for day in range(6):
        now = (f"1,{day + 1}00 customers", f"Japan {11 + day} USD")
        page.look(23, *now)
        found = page.look(1.1, *now)
        assert found.confirmed is not None
        told.append(tuple(str(line) for line in found.confirmed.added))
    assert [len(added) for added in told] == [2, 2, 1, 1, 1, 1]
    assert told[-1] == ("Japan 16 USD",)
    quiet = page.look(24 * 40, "7,777 customers", "Japan 16 USD")
    assert quiet.seen is not None  # forgotten after 30 days


def test_cards_in_another_order_are_no_change_and_swapped_prices_are() -> None:
    def card(place: str, price: str) -> str:
        return f"<div><h3>{place}</h3><p>{price}</p></div>"

    def looks(*bodies: str) -> list[bool]:
        memory = first_look(lines_of(Page(bodies[0].encode())), START, "c")
        memory = compare(memory, lines_of(Page(bodies[0].encode())), START + timedelta(hours=1), "c").memory
        day = START + timedelta(days=1)
        return [bool(compare(memory, lines_of(Page(body.encode())), day, "c").seen) for body in bodies[1:]]

    turkey, japan = card("Turkey", "5 USD"), card("Japan", "6 USD")
    assert looks(turkey + japan, japan + turkey, card("Turkey", "6 USD") + card("Japan", "5 USD")) == [False, True]


def test_a_heading_reworded_does_not_tell_all_lines_under_it() -> None:
    def under(heading: str) -> list[Line]:
        return [Line(heading), Line("5 USD", heading), Line("6 GB", heading)]

    memory = first_look(under("Turkey"), START, "c")
    memory = compare(memory, under("Turkey"), START + timedelta(hours=1), "c").memory
    found = compare(memory, under("Türkiye"), START + timedelta(days=1), "c").seen
    assert found is not None
    assert (len(found.removed), len(found.added)) == (1, 1)


def test_what_is_shown_first_is_one_change_of_one_line_and_a_price_before_others() -> None:
    removed = lines("Terms of May 2026", "Turkey | 10 USD")
    added = lines("Now with fair use", "Terms of June 2026", "France | 3 USD", "Turkey | 12 USD")
    told = Difference(tuple(removed), tuple(added)).told()
    assert (str(told.removed[0]), str(told.added[0])) == ("Turkey | 10 USD", "Turkey | 12 USD")
    assert (sorted(told.removed), sorted(told.added)) == (sorted(removed), sorted(added))


TEXTS = st.lists(st.sampled_from([f"line {letter}" for letter in "abcdefgh"]), max_size=10)


@given(TEXTS, st.lists(st.tuples(st.sampled_from([0.3, 1.1, 23.0]), TEXTS), max_size=8))
def test_after_two_equal_looks_the_memory_is_the_page_whatever_came_before(first, looks) -> None:
    page = Watch(*first)
    for hours, words in looks:
        page.look(hours, *words)
    page.memory = Memory(
        lines=page.memory.lines, seen_at=page.memory.seen_at, capture_id=page.memory.capture_id,
        pending=page.memory.pending, pending_at=page.memory.pending_at,
    )  # fmt: skip
    last = looks[-1][1] if looks else first
    for _ in range(3):
        page.look(23, *last)
    assert sorted(page.memory.lines) == sorted(lines(*last))
    assert page.memory.pending is None
    assert not page.look(23, *last).seen


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_a_look_never_raises_and_its_memory_is_kept_as_it_is(one: bytes, other: bytes) -> None:
    pages = [Page(body, "https://x.example/") for body in (one, other)]
    first = look(Request(pages=(pages[0],), seen_at=START, capture_id="c0"))
    known = first.memory if not first.problem else b""
    second = look(Request(pages=(pages[1],), seen_at=START + timedelta(days=1), capture_id="c1", memory=known))
    if not second.problem:
        assert to_bytes(from_bytes(second.memory)) == second.memory
