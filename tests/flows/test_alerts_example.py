"""The mail that ux.md draws, from the same facts: its text is kept as a file, its HTML says the same words."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from flows.alerts.addresses import AlertError
from flows.alerts.content import Digest
from flows.alerts.digest import compose
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, UncertainNote, everything
from flows.alerts.render import html_part, text_part
from flows.settings import Mail

GOLDEN = Path(__file__).with_name("test_alerts_example.txt")
FROZEN = datetime(2026, 11, 24, 7, 21, 4, tzinfo=UTC)
VERIZON = "https://www.verizon.com/support/travelpass-faqs/"
TELSTRA = "https://www.telstra.com.au/small-business/online-support/mobiles-devices/international-day-pass"
GB = 2**30
RULE = Rule(
    name="everything",
    recipients=("pricing@example.org",),
    timezone="Europe/Madrid",
    why=everything(Mail(to=["pricing@example.org"])).why,
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def verizon(field: str, old: str, new: str, unit: str, **more: object) -> ChangeNote:
    old_number, new_number = Decimal(old), Decimal(new)
    base = ChangeNote(
        change_id=f"v-{field}-{more.get('scope', '')}-{old}-{new}",
        move_id=f"us_verizon-{field}",
        source_id="us_verizon",
        carrier="Verizon",
        home_country="US",
        offer_id="us_verizon/travelpass/other",
        offer_name="TravelPass",
        field=field,
        old_value=old,
        new_value=new,
        old_number=old_number,
        new_number=new_number,
        unit=unit,
        effect="worse",
        seen_at=at(24, 5, 12),
        confirmed_at=at(24, 6, 19),
        before_capture_id="us_verizon@2026-11-23T05:58Z",
        after_capture_id="us_verizon@2026-11-24T05:12Z",
        url=VERIZON,
        old_since_at=at(2, 6, 0, 3),
        is_old_first=True,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def example_changes() -> list[ChangeNote]:
    return [
        verizon(
            "price", "10.00", "12.00", "USD/day", scope="other", before_words="$10/day",
            after_words="$12/day, plus taxes and fees",
        ),
        verizon(
            "price", "5.00", "6.00", "USD/day", scope="Mexico and Canada", offer_id="us_verizon/travelpass/ca_mx",
            before_words="$5/day", after_words="$6/day, plus taxes and fees",
        ),
        verizon(
            "data", str(GB // 2), str(5 * GB), "bytes/day", scope="other", effect="better",
            before_words="0.5 GB of high speed data", after_words="5 GB of high speed data",
        ),
        verizon(
            "claimed_places", "185", "210", "", scope="other", effect="neutral", new_value="210+",
            before_words="185+ countries and destinations", after_words="210+ countries and destinations",
        ),
        replace(
            verizon("data", str(GB), str(2 * GB), "bytes/day", effect="better"),
            change_id="t-data", move_id="au_telstra-data", source_id="au_telstra", carrier="Telstra",
            home_country="AU", offer_id="au_telstra/day_pass", offer_name="International Day Pass", url=TELSTRA,
            before_words="1GB of daily data", after_words="2GB of daily data", seen_at=at(24, 5, 40),
            confirmed_at=at(24, 6, 44), before_capture_id="au_telstra@2026-11-23T05:50Z",
            after_capture_id="au_telstra@2026-11-24T05:40Z", old_since_at=at(28, 6, 0, 5),
        ),
    ]  # fmt: skip


def sale(many: int = 1912) -> list[ChangeNote]:
    """A made-up seller that takes 20 % off everything: one move."""
    return [
        ChangeNote(
            change_id=f"s-{n:05}", move_id="xx_seller-sale", source_id="xx_seller", carrier="Seller X", home_country="",
            offer_id=f"xx_seller/{n}", offer_name=f"eSIM {n}", place="TR", field="price", effect="better",
            old_value=f"{10 + n}.00", new_value="", old_number=Decimal(10 + n), unit="USD/pack",
            new_number=Decimal(10 + n) * Decimal("0.80"), seen_at=at(24, 5), confirmed_at=at(24, 6), url="https://seller.example/",
            before_words=f"${10 + n}", after_words="SALE", before_capture_id="a", after_capture_id="b",
        )
        for n in range(many)
    ]  # fmt: skip


def example_health() -> list[HealthNote]:
    read = [
        HealthNote(
            source_id="us_verizon", carrier="Verizon", last_read_at=at(24, 6, 19), outcome="ok", urls=(VERIZON,)
        ),
        HealthNote(
            source_id="au_telstra", carrier="Telstra", last_read_at=at(24, 6, 44), outcome="ok", urls=(TELSTRA,)
        ),
        *(HealthNote(source_id=f"xx_{n:02}", last_read_at=at(24, 5), outcome="unchanged") for n in range(28)),
    ]
    return [
        *read,
        HealthNote(
            source_id="us_mint", last_read_at=at(22, 5), outcome="blocked", next_due_at=at(25, 5, 10)
        ),
        HealthNote(
            source_id="gb_o2", last_read_at=at(24, 1), held_reason="3 of 4 tables missing", held_since_at=at(23, 5),
            outcome="ok",
        ),
        HealthNote(source_id="id_axis", status="historic"),
    ]  # fmt: skip


HOLAFLY = UncertainNote(
    source_id="es_holafly",
    carrier="Holafly",
    subject='"Always On"',
    words="English page: from 2026-02-16; Swedish page: from 2026-02-25. Both kept; no date taken.",
)


def example() -> Digest:
    return compose(RULE, example_changes(), example_health(), FROZEN, uncertain=[HOLAFLY])


def words_of_html(html: str) -> list[str]:
    soup = BeautifulSoup(html, "lxml")
    body = soup.body.get_text(" ") if soup.body else ""
    return re.sub("[✗✓●]", " ", body).replace("→", "->").split()


def test_the_text_part_of_the_example_is_the_one_that_we_agreed_on() -> None:
    assert text_part(example(), "d-9f31c0") == GOLDEN.read_text(encoding="utf-8")


def test_the_subject_is_the_one_of_the_drawing() -> None:
    assert example().subject == "Verizon TravelPass dearer: 12 USD a day, was 10 (+20 %); 3 more"


def test_html_and_text_say_the_same_words_in_the_same_order() -> None:
    for changes in (example_changes(), [*example_changes(), *sale()], []):
        digest = compose(RULE, changes, example_health(), FROZEN, uncertain=[HOLAFLY])
        assert words_of_html(html_part(digest, "d-1")) == text_part(digest, "d-1").split()


def test_1912_prices_with_one_factor_are_one_move_in_one_line() -> None:
    note = MoveNote(move_id="xx_seller-sale", factor=Decimal("0.8"), rows=1926, exceptions="9 unchanged, 5 at -35 %")
    digest = compose(RULE, sale(), example_health(), FROZEN, moves=[note])
    assert [(r.effect, r.what, r.values, r.size) for r in digest.summary] == [
        ("BETTER", "Seller X 1,912 offers", "1,912 prices x 0.80", "-20 %")
    ]
    (section,) = digest.sections
    assert section.rows[0].what == "One move of 1,926"
    assert section.rows[-1].what == "and 1,910 more rows"
    assert ("Exceptions", "9 unchanged, 5 at -35 %") in [(f.name, f.text) for f in section.facts]
    assert digest.headline.startswith("1 move at 1 seller (1 better).")
    assert digest.subject == "Seller X 1,912 offers cheaper: 1,912 prices x 0.80"
    assert len(digest.changes) == 1912


def test_what_is_announced_doubtful_or_undone_stands_apart_and_is_not_counted() -> None:
    price = example_changes()[0]
    announced = replace(price, change_id="later", effective_on=datetime(2027, 1, 1).date())
    unconfirmed = replace(price, change_id="once", confirmed_at=None, state="seen")
    ours = replace(price, change_id="ours", cause="parser")
    undone = replace(price, change_id="back", undoes="d-9f31c0", undoes_told_at=at(20, 7))
    digest = compose(RULE, [announced, unconfirmed, ours, undone], [], FROZEN)
    assert digest.summary == () and digest.sections == ()
    assert digest.headline.startswith("No move.")
    by_title = {a.title: a.lines for a in digest.asides}
    said = "Verizon TravelPass, other: price 10.00 -> 12.00 USD a day (+20 %), worse"
    assert by_title["ANNOUNCED, NOT YET IN FORCE"] == (f"{said}, from 1 Jan 2027",)
    assert by_title["NOT CERTAIN, NOT COUNTED ABOVE"] == (
        f"{said}; seen once, not yet seen again",
        f"{said}; shown by a change on our side (parser), not by the page",
    )
    assert by_title["BACK AGAIN"] == (f"{said}. Undoes what we told you on 20 Nov 2026 (d-9f31c0).",)
    assert digest.subject == f"Back again: {said}; 1 more"
    assert {c.change_id for c in digest.changes} == {"later", "once", "ours", "back"}


def test_a_change_handed_in_twice_is_told_once() -> None:
    change = example_changes()[0]
    assert compose(RULE, [change, change], [], FROZEN).changes == (change,)


def test_the_order_in_which_changes_arrive_changes_nothing() -> None:
    changes = [*example_changes(), *sale(20)]
    forward = compose(RULE, changes, example_health(), FROZEN)
    backward = compose(RULE, changes[::-1], example_health()[::-1], FROZEN)
    assert text_part(forward, "d") == text_part(backward, "d")
    assert forward.changes == backward.changes


def test_the_health_line_is_in_every_mail_and_names_the_oldest_first() -> None:
    for changes in ([], example_changes()):
        digest = compose(RULE, changes, example_health(), FROZEN)
        assert digest.sources == (
            "31 of 32 read in the last 24 h.",
            "Not read: us_mint, last read 22 Nov 2026, 2 days ago (blocked; next try 25 Nov 06:10).",
            "Held: gb_o2, 3 of 4 tables missing since 23 Nov 2026; its facts are those of 24 Nov 2026.",
            "1 source not fetched (off or historic).",
        )


def test_a_source_not_read_for_too_long_is_said_to_be_too_old_and_one_never_read_as_never() -> None:
    health = [
        HealthNote(source_id="us_mint", last_read_at=FROZEN - timedelta(days=9), outcome="timeout"),
        HealthNote(source_id="us_att", outcome="offline"),
    ]
    lines = compose(RULE, [], health, FROZEN).sources
    assert lines[0] == "0 of 2 read in the last 24 h."
    assert lines[1] == "TOO OLD: us_att, never read (offline)."
    assert lines[2] == "TOO OLD: us_mint, last read 15 Nov 2026, 9 days ago (timeout)."


def test_times_are_those_of_the_rule() -> None:
    text = text_part(compose(replace(RULE, timezone="Australia/Sydney"), example_changes(), [], FROZEN), "d")
    assert "24 Nov 16:12, seen again 24 Nov 17:19 (confirmed)" in text
    assert "times in Australia/Sydney" in text


def test_ten_thousand_changes_are_50_rows_a_source_and_counts_for_the_rest() -> None:
    one = example_changes()[0]
    changes = [
        replace(one, change_id=f"c{n}", move_id=f"m{n}", offer_name=f"Pass {n}", new_number=Decimal(11 + n))
        for n in range(10_000)
    ]
    digest = compose(RULE, changes, [], FROZEN)
    assert len(digest.summary) == 51
    assert digest.summary[-1].values == "9,950 more moves (9,950 worse)"
    assert len(digest.changes) == 10_000


def test_the_built_in_rule_takes_each_address_by_itself_and_refuses_two_in_one() -> None:
    assert everything(Mail(to=["a@b.org", "c@d.org", "a@b.org"])).recipients == ("a@b.org", "c@d.org")
    assert everything(Mail()).recipients == ("you@localhost",)
    with pytest.raises(AlertError, match="not one plain address"):
        everything(Mail(to=["x@y.z, evil@q.w"]))
    with pytest.raises(AlertError, match=r"\[mail\] to is empty"):
        everything(Mail(smtp_host="mail.example.org"))
    with pytest.raises(AlertError, match="no time zone"):
        everything(Mail(timezone="Europe/Nowhere"))
    with pytest.raises(AlertError, match="mails are written in en, zh"):
        Rule(name="x", recipients=(), language="xx")
