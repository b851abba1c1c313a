"""Rules in a ledger: who gets which mail when, what is remembered, what sends nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alert_ledger import MONDAY, AlertLedger, close, text_of

from flows.alerts.addresses import AlertError
from flows.alerts.condition import must_be_condition, passing
from flows.alerts.memory import muting, ruling, standings
from flows.settings import Mail
from warehouse.load import catch_up


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[AlertLedger]:
    ledger = AlertLedger(tmp_path)
    yield ledger
    close(ledger)


def test_two_rules_tell_two_people_each_their_own(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.one]\nto = "one@example.org"\ncarriers = ["us_one"]\n'
                     '[rule.two]\nto = "two@example.org"\ncarriers = ["us_two"]\nlang = "zh"\n')  # fmt: skip
    ledger.send()
    assert [to for to, _ in ledger.told()] == ["one@example.org", "two@example.org"]  # what we know now
    ledger.after(24).look("us_one", Turkey="12", Japan="9")
    ledger.look("us_two", Turkey="11")
    ledger.after(1.2).look("us_one", Turkey="12", Japan="9")
    ledger.look("us_two", Turkey="11")
    ledger.send()
    one, two = ledger.mails(2)
    assert (one["To"], two["To"]) == ("one@example.org", "two@example.org")
    assert "Us_One" in text_of(one) and "Us_Two" not in text_of(one)
    assert "Us_Two" in text_of(two) and "Us_One" not in text_of(two)
    assert one["List-Id"] == "<one.localhost>"


def test_a_new_rule_tells_what_is_confirmed_from_then_on(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.old]\nto = "old@example.org"\n')
    ledger.send()
    ledger.moved(Turkey="12")
    ledger.subscribe('[rule.old]\nto = "old@example.org"\n[rule.new]\nto = "new@example.org"\n')
    ledger.send(0.1)
    assert [to for to, _ in ledger.told()] == ["old@example.org", "old@example.org", "new@example.org"]
    assert "What we know now" in ledger.told()[-1][1]
    ledger.moved(Turkey="13")
    assert [to for to, _ in ledger.told(3)] == ["old@example.org", "new@example.org"]
    assert all("dearer: 13 USD a day, was 12" in m["Subject"] for m in ledger.mails(3))


def test_steps_too_small_for_a_rule_are_told_together_when_they_are_not(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.five]\nto = "you@example.org"\nat_least = "5%"\n')
    ledger.send()
    assert [len(ledger.moved(Turkey=price).landed) for price in ("10.20", "10.40", "10.60")] == [0, 0, 1]
    text = text_of(ledger.mails()[-1])
    assert "10.00 -> 10.60 USD a day" in text and "3 steps" in text
    assert [len(ledger.moved(Turkey=price).landed) for price in ("10.90", "11.20")] == [0, 1]
    assert "10.60 -> 11.20 USD a day" in text_of(ledger.mails()[-1])


def test_a_weekly_rule_waits_for_its_hour_and_then_tells_all(ledger: AlertLedger) -> None:
    ledger.subscribe('timezone = "Europe/Madrid"\n[rule.week]\nto = "you@example.org"\nsend = "Mondays 08:00"\n')
    ledger.send()
    ledger.moved(Turkey="12")
    ledger.moved(Turkey="13")
    ledger.clock.moment = MONDAY.replace(hour=6, minute=50)
    ledger.send()
    assert len(ledger.mails()) == 1
    ledger.send(0.2)  # 08:02 in Madrid
    assert [s for _, s in ledger.told(1)] == ["Us_One Day pass dearer: 12 USD a day, was 10 (+20 %); 1 more"]
    assert ledger.send(0.1).landed == []


def test_a_heartbeat_comes_though_nothing_moved_and_says_how_fresh_the_sources_are(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.alive]\nto = "ops@example.org"\nkinds = ["held"]\nheartbeat = "Mondays 08:00"\n')
    assert [ledger.send(hours).landed for hours in (0, 2)] == [[], []]
    ledger.send(2)
    ledger.send(166)
    ledger.send(1)
    assert [s for _, s in ledger.told()] == [
        "Nothing changed; 2 of 2 read in the last 24 h.",
        "Nothing changed; 0 of 2 read in the last 24 h.",
    ]
    assert "last read 2 Mar 2026, 7 days ago" in text_of(ledger.mails()[-1])


def test_a_source_that_is_held_is_told_once_and_again_when_it_needs_a_parser(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.ops]\nto = "ops@example.org"\nkinds = ["held", "parser needed", "stale > 5 days"]\n')
    ledger.send()
    for _ in range(4):
        ledger.after(25).of["us_one"].read(ledger.now, problem="the site asks for consent")
        ledger.send()
    ledger.send(48)
    subjects = [s for _, s in ledger.told()]
    assert subjects[0].startswith("Needs a person: us_one is held: the site asks for consent")
    assert subjects[1].startswith("Needs a person: us_one needs another parser")
    assert subjects[2].startswith("Needs a person: us_one was not read for more than 5 days")
    assert len(subjects) == 3


def test_what_is_seen_is_told_at_once_to_who_wants_it_and_marked(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.now]\nto = "you@example.org"\nwhen = "seen"\n')
    ledger.send()
    ledger.after(24).look(Turkey="12")
    ledger.send()
    assert "seen once, not yet seen again" in text_of(ledger.mails()[-1])
    ledger.after(1.2).look()
    ledger.send()
    seen, gone = ledger.mails(1)
    assert "was gone when we looked again" in text_of(gone)
    assert gone["In-Reply-To"] == seen["Message-ID"]
    assert ledger.send(24).landed == []


def test_what_is_undone_is_told_in_the_thread_of_the_mail_that_told_it(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.large]\nto = "you@example.org"\nat_least = "15%"\neffect = "worse"\n')
    ledger.send()
    ledger.moved(Turkey="12")
    ledger.moved(Turkey="10")
    first, second = ledger.mails(1)
    assert second["Subject"].startswith("Back again: Us_One Day pass")
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]


def test_a_mute_holds_back_and_nothing_of_it_comes_later(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.all]\nto = "you@example.org"\n')
    ledger.send()
    ledger.ruled(muting("all", "us_one", ledger.now + timedelta(days=3), ledger.now, "me", "holidays"))
    assert ledger.moved("us_one", Turkey="12").landed == []
    assert len(ledger.moved("us_two", Turkey="11").landed) == 1
    assert ledger.send(72).landed == []
    ledger.moved("us_one", Turkey="13")
    assert "12.00 -> 13.00" in text_of(ledger.mails()[-1])


def test_a_mute_may_be_ended_early(ledger: AlertLedger) -> None:
    ledger.send()
    ledger.ruled(muting("everything", "*", ledger.now + timedelta(days=30), ledger.now, "me", "holidays"))
    assert ledger.moved(Turkey="12").landed == []
    ledger.ruled(muting("everything", "*", ledger.now, ledger.now, "me", "back"))
    assert len(ledger.moved(Turkey="13").landed) == 1
    assert "12.00 -> 13.00" in text_of(ledger.mails()[-1])


def test_who_unsubscribed_gets_nothing_and_who_left_the_file_is_paused(ledger: AlertLedger) -> None:
    both = '[rule.all]\nto = ["one@example.org", "two@example.org"]\n'
    ledger.subscribe(both)
    ledger.send()
    ledger.ruled(ruling("unsubscribe", "all", "one@example.org", ledger.now, "reader", "link"))
    ledger.moved(Turkey="12")
    assert [to for to, _ in ledger.told(2)] == ["two@example.org"]
    ledger.subscribe('[rule.all]\nto = "one@example.org"\n')
    ledger.moved(Turkey="13")
    ledger.subscribe(both)
    ledger.send(0.1)
    ledger.moved(Turkey="14")
    assert [to for to, _ in ledger.told(3)] == ["two@example.org"]  # nothing of the pause, and no first mail again
    assert "13.00 -> 14.00" in text_of(ledger.mails()[-1])
    assert standings(ledger.warehouse.connection)["all", "one@example.org"].what == "unsubscribe"


def test_a_file_that_is_broken_loses_no_alert(ledger: AlertLedger) -> None:
    good = '[rule.all]\nto = "you@example.org"\n'
    ledger.subscribe(good)
    ledger.send()
    ledger.subscribe(good.replace("to =", "too ="))
    sent = ledger.moved(Turkey="12")
    assert sent.landed == [] and "did you mean 'to'?" in sent.problems[0]
    ledger.subscribe(good)
    assert len(ledger.send(0.1).landed) == 1
    assert "dearer: 12 USD a day" in ledger.told()[-1][1]


def test_one_rule_with_a_broken_condition_holds_up_no_other(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.bad]\nto = "bad@example.org"\nwhere = "nonsense > 1"\nkinds = ["moves"]\n'
                     '[rule.good]\nto = "good@example.org"\nwhere = "delta_pct > 15 and carrier_id = \'us_one\'"\n'
                     'kinds = ["moves"]\n')  # fmt: skip
    ledger.send()
    sent = ledger.moved(Turkey="12")
    assert [to for to, _ in ledger.told()] == ["good@example.org"]
    assert sent.problems[0].startswith("[rule.bad] where: Binder Error: Referenced column")


def test_nothing_is_sent_by_a_rebuild_and_nothing_is_lost_with_the_warehouse_file(ledger: AlertLedger) -> None:
    ledger.send()
    ledger.moved(Turkey="12")
    count = len(ledger.mails())
    rebuilt(ledger)
    assert ledger.send(0.1).landed == []
    ledger.after(24).look(Turkey="13")
    ledger.send()
    rebuilt(ledger)  # with a move that is seen and not yet confirmed
    ledger.after(1.2).look(Turkey="13")
    assert len(ledger.send().landed) == 1 and len(ledger.mails()) == count + 1
    assert "13 USD a day, was 12" in ledger.told()[-1][1]


def rebuilt(ledger: AlertLedger) -> None:
    close(ledger)
    ledger.settings.warehouse.unlink()
    ledger.open()
    catch_up(ledger.warehouse.connection, ledger.journal, ledger.archive)


def test_a_mail_that_was_given_up_after_five_days_is_owed_again(ledger: AlertLedger) -> None:
    ledger.mail = Mail(smtp_host="127.0.0.1", smtp_port=1, to=["you@example.org"], starttls=False)
    ledger.subscribe('[rule.all]\nto = "you@example.org"\nkinds = ["moves"]\n')
    ledger.send()
    ledger.moved(Turkey="12")
    for hours in (0.1, 130):
        ledger.send(hours)
    states = ledger.warehouse.connection.execute("select distinct state from ops.deliveries order by 1").fetchall()
    assert ("given_up",) in states
    ledger.mail = Mail()
    ledger.send(2)
    assert "12 USD a day, was 10" in ledger.told()[-1][1]
    assert len(ledger.mails()) == 1


HOSTILE = (
    "1 = 1; drop table changes", "(select count(*) from read_csv('/etc/passwd')) > 0",
    "exists(from read_text('/etc/hostname'))", "exists(select * from duckdb_secrets())) or (1=1",
    "change_id in (select change_id from core.changes)", "exists(from 'https://example.org/x.parquet')",
    "install_httpfs()", "1 = 1 union select 1", "getenv('HOME') is not null", "no such thing",
)  # fmt: skip


def test_a_condition_reaches_no_file_no_other_table_and_no_network(ledger: AlertLedger) -> None:
    ledger.after(24).look(Turkey="12")
    connection = ledger.warehouse.connection
    ids = [row[0] for row in connection.execute("select change_id from core.changes").fetchall()]
    assert ids and passing("effect = 'worse' and delta_pct > 15", "x", connection, ids) == set(ids)
    assert passing("seen_at < timestamptz '2020-01-01'", "x", connection, ids) == set()
    for where in HOSTILE:
        with pytest.raises(AlertError, match=r"^\[rule.x\] where: "):
            passing(where, "x", connection, ids)
    endless = "(select count(*) from range(100000000) a, range(100000000) b where a.range < b.range) > 0"
    with pytest.raises(AlertError, match=r"took more than 0\.2 seconds"):
        passing(endless, "x", connection, ids, seconds=0.2)
    must_be_condition("place = 'TR'", "x", connection)
