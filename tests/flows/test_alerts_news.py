"""News that is no change of an offer: rules of law, reminders, mails refused; each told when it is due and once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alert_ledger import AlertLedger, close, text_of
from test_alerts_example import FROZEN, verizon

from flows.alerts.model import HealthNote
from flows.alerts.news import of_announced, of_rules, of_sources, untold
from flows.alerts.subscriptions import RuleEntry

LAW = {
    "rule_id": "tr-imei", "topic": "device", "value": "A foreign phone works for 120 days.",
    "from_on": date(2027, 1, 1), "to_on": date(2027, 12, 31), "review_by": date(2027, 6, 30),
    "source_url": "", "confidence": "secondary",
    "places": "TR",
}  # fmt: skip


def entry(*kinds: str, **more: Any) -> RuleEntry:
    return RuleEntry(to="a@b.org", kinds=list(kinds), **more)


@pytest.mark.parametrize(
    ("today", "remind", "which"),
    [
        (date(2026, 11, 24), ["when announced", "14 days before", "on the day"], "-1"),
        (date(2026, 12, 18), ["when announced", "14 days before", "on the day"], "14"),
        (date(2026, 12, 31), ["when announced", "14 days before", "on the day"], "14"),
        (date(2027, 1, 1), ["when announced", "14 days before", "on the day"], "0"),
        (date(2027, 1, 4), ["14 days before", "on the day"], "0"),  # nobody ran on the day
        (date(2027, 1, 5), ["when announced", "14 days before", "on the day"], None),
        (date(2026, 12, 1), ["on the day"], None),
        (date(2027, 1, 1), ["when announced"], None),
    ],
)
def test_a_rule_that_begins_is_told_when_announced_before_and_on_the_day(
    today: date, remind: list[str], which: str | None
) -> None:
    found = of_rules(entry("rule_begins", remind=remind), [LAW], today, UTC, frozenset())
    assert [n.news_id for n in found] == ([f"rule_begins:tr-imei@2027-01-01/{which}"] if which else [])
    assert all(n.words == "begins 1 Jan 2027: Türkiye: A foreign phone works for 120 days." for n in found)


def test_rules_of_other_places_are_not_told_and_an_overdue_review_is() -> None:
    told = entry("rule_begins", "rule_ends", "rule_overdue")
    today = date(2027, 12, 20)
    assert of_rules(told, [LAW], today, UTC, frozenset({"JP"})) == []
    assert [n.kind for n in of_rules(told, [LAW], today, UTC, frozenset({"TR"}))] == ["rule_ends", "rule_overdue"]
    (ends,) = of_rules(entry("rule_ends"), [LAW], today, UTC, frozenset())
    assert ends.words.startswith("ends 31 Dec 2027: ")


def test_an_announced_change_is_recalled_before_it_is_in_force() -> None:
    row = {
        "change_id": "c1", "carrier": "Verizon", "source_id": "us_verizon", "offer_name": "TravelPass", "place": "",
        "field": "price", "old_value": "10 USD a day", "new_value": "12 USD a day", "effective_on": date(2027, 1, 1),
    }  # fmt: skip
    told = entry("announced", remind=["14 days before", "on the day"])
    assert of_announced(told, [row], date(2026, 12, 1), UTC) == []
    (early,) = of_announced(told, [row], date(2026, 12, 20), UTC)
    (late,) = of_announced(told, [row], date(2027, 1, 1), UTC)
    assert early.news_id != late.news_id
    assert late.words == "Verizon TravelPass: price 10 USD a day -> 12 USD a day, from 1 Jan 2027"


def test_news_of_a_muted_carrier_waits_and_that_of_others_does_not() -> None:
    health = [
        HealthNote(source_id=name, outcome="blocked", last_read_at=FROZEN - timedelta(days=9))
        for name in ("us_one", "us_two_places")
    ]
    found = of_sources(entry("blocked", "stale > 3 days"), health, FROZEN, UTC)
    assert [(n.kind, n.source_id) for n in found] == [
        ("blocked", "us_one"), ("stale", "us_one"), ("blocked", "us_two_places"), ("stale", "us_two_places"),
    ]  # fmt: skip
    assert {n.source_id for n in untold(found, [], ["us_two"])} == {"us_one"}
    assert untold(found, [], ["*"]) == []
    assert untold(found, [n.news_id for n in found]) == []


def test_a_page_that_is_only_watched_asks_once_for_a_parser() -> None:
    watched = HealthNote(source_id="us_page", status="watch", outcome="ok", last_read_at=FROZEN)
    (news,) = of_sources(entry("parser needed"), [watched], FROZEN, UTC)
    assert news.words == "us_page is kept and compared as text; nobody has written a parser for it yet"
    later = of_sources(entry("parser needed"), [watched], FROZEN + timedelta(days=9), UTC)
    assert untold(later, [news.news_id]) == []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[AlertLedger]:
    ledger = AlertLedger(tmp_path)
    yield ledger
    close(ledger)


def test_a_mail_that_was_refused_is_told_to_who_looks_after_things(ledger: AlertLedger) -> None:
    from warehouse.entries import Delivery, Digest

    ledger.subscribe('[rule.ops]\nto = "ops@example.org"\nkinds = ["mail refused"]\n')
    ledger.send()
    digest = Digest(
        digest_id="d-1", rule="competitors", recipient="gone@example.org", frozen_at=ledger.now, change_ids=(),
        eml_sha256="0" * 64, subject="Dearer",
    )  # fmt: skip
    ledger.after(1).ruled(
        digest, Delivery(digest_id="d-1", attempted_at=ledger.now, state="refused", detail="550 gone")
    )
    assert len(ledger.send().landed) == 1
    assert "Mail d-1 of rule competitors to gone@example[.]org was refused: 550 gone" in text_of(ledger.mails()[-1])
    assert ledger.send(1).landed == []


def test_a_change_with_a_date_of_its_own_is_announced_and_recalled(ledger: AlertLedger) -> None:
    reminders = 'remind = ["when announced", "14 days before", "on the day"]'
    ledger.subscribe('[rule.all]\nto = "you@example.org"\n' + reminders)
    ledger.send()
    ledger.moved(Turkey="12")
    ledger.warehouse.connection.execute("update core.changes set effective_on = date '2026-03-24'")
    subjects = []
    for hours in (150, 20, 24, 24, 264, 23, 24, 24):  # the 10th and the 24th among them
        ledger.send(hours)
        subjects = [s for _, s in ledger.told(2)]
    assert subjects == ["Announced: Us_One Day pass: price 10 USD a day -> 12 USD a day, from 24 Mar 2026"] * 2
    days = [m["Date"].datetime.date() for m in ledger.mails(2)]
    assert days == [date(2026, 3, 10), date(2026, 3, 24)]


def test_what_is_in_force_only_later_is_announced_in_the_first_place() -> None:
    from test_alerts_example import RULE

    from flows.alerts.digest import compose

    change = replace(verizon("price", "10", "12", "USD/day"), effective_on=date(2027, 1, 1), delta=Decimal(2))
    digest = compose(RULE, [change], [], datetime(2026, 11, 24, 8, tzinfo=UTC))
    assert digest.subject.startswith("Announced: Verizon TravelPass") and digest.summary == ()
