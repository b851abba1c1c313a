"""A page that nobody can read yet: watched as text, told when it changes, and read from the beginning by a parser
that is written later. Real HTTP, a real journal, a real DuckDB file."""

import email
import email.policy
from pathlib import Path

import duckdb
import pytest
from little_web import SOURCE, WALL, LittleWeb, page, watched

from flows.report import closing, table, word
from flows.settings import Settings
from warehouse.archive import Archive
from warehouse.entries import Look, Outcome, Verdict
from warehouse.journal import Journal
from warehouse.rebuild import rebuild
from warehouse.upkeep import verify

BEFORE = {"Turkey": ("$10", "1 GB"), "Japan": ("$10", "1 GB"), "Kosovo": ("$12", "500 MB")}
AFTER = {**BEFORE, "Turkey": ("$12", "1 GB")}


def asked(web: LittleWeb, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(web.settings.published / "roamledger.duckdb"), read_only=True) as connection:
        return connection.execute(question).fetchall()


def told(summary) -> str:
    return "; ".join(" | ".join(line) for line in table(summary))


def moves_told(web: LittleWeb) -> list[bytes]:
    """The mails but for the first, which says what is known once there are facts."""
    mails = [mail.read_bytes() for mail in web.settings.outbox.glob("*.eml")]
    return [mail for mail in mails if b"What we know now" not in mail]


@pytest.fixture
def web(tmp_path: Path):
    with LittleWeb(tmp_path, {}, mail='[mail]\nto = ["you@example.org"]\n') as web:
        (web.sources / "us_page.py").write_text(watched("page.example"))
        web.only = ("us_page",)
        web.pages = {"page.example": page(BEFORE)}
        yield web


def settled(web: LittleWeb) -> None:
    """The first look, and the second that learns what never stays."""
    web.run()
    web.run(1.1)


def dump(settings: Settings) -> dict[str, list[str]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('ops', 'core')"
        ).fetchall()
        return {
            name: sorted(map(repr, connection.execute(f"select * from {name}").fetchall()))
            for (name,) in tables
            if name not in ("ops.meta",)
        }


def test_a_text_that_changed_is_seen_confirmed_and_mailed_once(web: LittleWeb) -> None:
    first = web.run()
    assert (first.exit_code, first.moves) == (0, ())
    assert "us_page | 17 lines | first look: its text is the baseline, nothing to compare with" in told(first)
    second = web.run(1.1)  # learns the page's own noise; nothing to tell
    assert [(r.outcome, r.verdict) for r in second.results] == [(Outcome.UNCHANGED, Verdict.COMPLETE)]
    assert web.run(3).results == ()

    web.pages["page.example"] = page(AFTER)
    seen = web.run(22)
    assert "us_page | 17 lines | text changed: 1 line, to be confirmed" in told(seen)
    assert seen.mails == ()
    confirmed = web.run(1.1)
    assert "text changed: 1 line, confirmed" in told(confirmed)
    assert closing(confirmed, "roamledger", "outbox")[0].startswith("1 moves confirmed (0 worse, 0 better)")
    (mail,) = web.settings.outbox.glob("*.eml")
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",)).get_content()
    assert "Turkey | $10 | 1 GB -> Turkey | $12 | 1 GB" in " ".join(body.split())
    assert "Watched" in message["Subject"]
    assert web.run(25).mails == ()

    assert asked(web, "select source_id, offer_id, field, old_value, new_value, effect, state from changes") == [
        ("us_page", "us_page", "text", "Turkey | $10 | 1 GB", "Turkey | $12 | 1 GB", "neutral", "confirmed")
    ]
    assert asked(web, "select what, line, state from text_lines order by position") == [
        ("removed", "Turkey | $10 | 1 GB", "confirmed"),
        ("added", "Turkey | $12 | 1 GB", "confirmed"),
    ]
    ((before, after),) = asked(web, "select before_capture_id, after_capture_id from changes")
    assert str(before) < str(after)
    assert asked(web, "select status, is_stale, rows from sources where source_id = 'us_page'") == [
        ("watch", False, None)
    ]


def test_the_same_text_in_other_markup_is_unchanged(web: LittleWeb) -> None:
    settled(web)
    other = web.pages["page.example"].replace(
        b"<h1>Day passes</h1>", b"<div class=x><b>Day</b>\n passes</div><script>1</script>"
    )
    web.pages["page.example"] = other.replace(b"<body>", b"<body><div hidden>Secret 12 EUR</div><!-- rebuilt 99 -->")
    summary = web.run(25)
    assert [r.outcome for r in summary.results] == [Outcome.OK]
    assert summary.moves == ()
    assert "unchanged since 2026-03-02" in told(summary)
    assert summary.results[0].confirm_at is None


def test_what_is_gone_at_the_second_look_is_told_to_nobody(web: LittleWeb) -> None:
    settled(web)
    web.pages["page.example"] = page(AFTER)
    web.run(25)
    web.pages["page.example"] = page(BEFORE)
    second = web.run(1.2)
    assert "and back again: told to nobody" in told(second)
    assert not list(web.settings.outbox.glob("*.eml"))
    assert asked(web, "select state from changes") == [("undone",)]
    assert web.run(25).moves == ()


def test_a_change_that_was_told_and_is_taken_back_is_told_again(web: LittleWeb) -> None:
    settled(web)
    for rows in (AFTER, BEFORE):
        web.pages["page.example"] = page(rows)
        web.run(25)
        web.run(1.1)
    changes = asked(web, "select state, undoes is not null from changes order by seen_at")
    assert changes == [("confirmed", False), ("confirmed", True)]
    assert len(list(web.settings.outbox.glob("*.eml"))) == 2


HELD = (
    (WALL, "consent"),
    (b"<html><body> </body></html>", "empty"),
    (b"<html><title>Access denied</title><body>Request blocked.</body></html>", "block"),
    (b"<html><body><div id='root'></div><script src='a.js'></script></body></html>", "browser"),
    (b"<html><body><p>We are back soon.</p></body></html>", "next to nothing"),
    (b"<html><body><p>We are back soon.</p></body></html>", "next to nothing"),  # however often it comes
)


def test_a_wall_or_an_empty_page_is_held_and_changes_nothing(web: LittleWeb) -> None:
    settled(web)
    for body, why in HELD:
        web.pages["page.example"] = body
        summary = web.run(25)
        assert (summary.exit_code, word(summary.results[0]), summary.moves) == (3, "held", ())
        assert why in str(asked(web, "select held_reason from sources where source_id = 'us_page'"))
    web.pages["page.example"] = b""
    assert web.run(25).moves == ()
    web.pages["page.example"] = page(BEFORE)
    healed = web.run(25)
    assert (healed.exit_code, healed.moves) == (0, ())
    assert asked(web, "select held_reason from sources where source_id = 'us_page'") == [(None,)]


def test_a_page_that_is_different_at_every_look_tells_nobody_and_is_asked_no_more_often(web: LittleWeb) -> None:
    looks = iter(range(1000, 9000, 7))

    def noisy(rows) -> bytes:
        count = next(looks)
        return page(rows, note=f" {count} people look at this now. Token {count:x}. Served in 0.{count} s.")

    web.pages["page.example"] = noisy(BEFORE)
    web.run()
    web.pages["page.example"] = noisy(BEFORE)
    web.run(1.1)
    for _ in range(2):
        web.pages["page.example"] = noisy(BEFORE)
        summary = web.run(25)
        assert (summary.moves, summary.results[0].confirm_at) == ((), None)
    web.pages["page.example"] = noisy(AFTER)
    web.run(25)
    web.pages["page.example"] = noisy(AFTER)
    web.run(1.1)
    assert asked(web, "select old_value, new_value from changes where state = 'confirmed'") == [
        ("Turkey | $10 | 1 GB", "Turkey | $12 | 1 GB")
    ]


def test_only_the_region_counts_and_a_lost_region_is_told_as_such(web: LittleWeb) -> None:
    (web.sources / "us_page.py").write_text(watched("page.example", "table"))
    settled(web)
    web.pages["page.example"] = page(BEFORE, note="Something else was said.")
    assert web.run(25).moves == ()
    web.pages["page.example"] = page(BEFORE).replace(b"table", b"section")
    held = web.run(25)
    assert held.results[0].verdict is Verdict.REFUSED
    assert "region 'table'" in held.results[0].reasons[0]


def test_another_region_is_our_doing_and_no_change_of_the_page(web: LittleWeb) -> None:
    settled(web)
    (web.sources / "us_page.py").write_text(watched("page.example", "table"))
    web.pages["page.example"] = page(BEFORE, note="Reworded.")
    assert web.run(25).moves == ()
    web.pages["page.example"] = page(AFTER)
    assert "text changed: 1 line, to be confirmed" in told(web.run(25))


def test_a_page_that_was_not_modified_costs_no_bytes_and_stays_fresh(tmp_path: Path) -> None:
    with LittleWeb(tmp_path, {}, has_etags=True) as web:
        (web.sources / "us_page.py").write_text(watched("page.example"))
        web.only = ("us_page",)
        web.pages = {"page.example": page(BEFORE)}
        settled(web)
        unchanged = web.run(25)
        assert [(r.outcome, r.lines) for r in unchanged.results] == [(Outcome.UNCHANGED, None)]
        assert web.web.statuses[-1] == 304
        assert asked(web, "select is_stale, held_reason from sources where source_id = 'us_page'") == [(False, None)]
        web.pages["page.example"] = WALL  # its validators are never asked with
        assert web.run(25).results[0].verdict is Verdict.REFUSED
        web.pages["page.example"] = page(BEFORE)
        assert web.run(25).results[0].outcome is Outcome.UNCHANGED
        assert asked(web, "select held_reason from sources where source_id = 'us_page'") == [(None,)]
        web.pages["page.example"] = page(AFTER)
        web.run(25)
        assert web.web.statuses[-1] == 200
        web.run(1.1)
        assert web.web.statuses[-1] == 200  # a confirming look is unconditional: a 304 confirms nothing
        assert asked(web, "select state from changes") == [("confirmed",)]


def test_a_rebuild_gives_the_same_tables_and_verify_names_a_lost_memory(web: LittleWeb) -> None:
    settled(web)
    for body in (page(AFTER), page(BEFORE), WALL, page(AFTER)):
        web.pages["page.example"] = body
        web.run(25)
        web.run(1.1)
    before = dump(web.settings)
    assert len(before["core.text_lines"]) == 6
    archive = Archive(web.settings.archive)
    rebuild(Journal(web.settings.journal), archive, web.settings.warehouse)
    assert dump(web.settings) == before
    looks = [entry for _, entry in Journal(web.settings.journal).entries() if isinstance(entry, Look)]
    archive.path(looks[-1].memory_sha256).unlink()
    assert any("what was known after look" in found.words for found in verify(Journal(web.settings.journal), archive))


def test_a_parser_written_later_reads_the_kept_pages_from_the_beginning_and_alerts_nobody(web: LittleWeb) -> None:
    settled(web)
    web.pages["page.example"] = page(AFTER)
    web.run(25)
    web.run(1.1)
    web.pages["page.example"] = page({**AFTER, "Japan": ("$11", "1 GB")})
    web.run(25)  # seen, and not confirmed before the parser comes
    assert len(moves_told(web)) == 1

    (web.sources / "us_page.py").write_text(SOURCE.format(carrier="Watched", host="page.example"))
    web.pages["page.example"] = page({**AFTER, "Japan": ("$15", "1 GB")})
    summary = web.run(25)
    assert "5 kept pages read: history since 2026-03-02; 1 move seen, to be confirmed" in told(summary)
    web.run(1.1)
    assert len(moves_told(web)) == 2  # today's move, and nothing of the past
    prices = "select price, from_at::date::varchar from price_history where offer_id = 'us_page/day-pass/{}' order by 2"
    assert [(float(str(p)), d) for p, d in asked(web, prices.format("tr"))] == [(10, "2026-03-02"), (12, "2026-03-03")]
    assert [float(str(p)) for p, _ in asked(web, prices.format("jp"))] == [10, 11, 15]
    known = asked(web, "select field, state, is_backfill from changes order by seen_at, field, new_value")
    assert known == [
        ("price", "confirmed", True),
        ("text", "confirmed", False),
        ("price", "confirmed", True),
        ("text", "undone", False),
        ("price", "confirmed", False),
    ]
    before = dump(web.settings)
    rebuild(Journal(web.settings.journal), Archive(web.settings.archive), web.settings.warehouse)
    assert dump(web.settings) == before
    assert web.run(25).kept == {}


def test_a_kept_page_that_one_parser_did_not_understand_is_tried_again_by_the_next(web: LittleWeb) -> None:
    settled(web)
    web.pages["page.example"] = page(AFTER)
    web.run(25)
    good = SOURCE.format(carrier="Watched", host="page.example")
    (web.sources / "us_page.py").write_text(good.replace('row.take("Place")', "1 / 0"))
    failed = web.run(25)
    assert "no kept page could be read, 3 not understood" in told(failed)
    assert web.run(25).kept == {}  # not again by the same parser
    (web.sources / "us_page.py").write_text(good)
    assert "3 kept pages read: history since 2026-03-02" in told(web.run(25))
    assert asked(web, "select count(*) from price_history where offer_id = 'us_page/day-pass/tr'") == [(2,)]
    assert moves_told(web) == []


def test_a_look_that_a_killed_run_did_not_come_to_is_made_by_the_next(web: LittleWeb, monkeypatch) -> None:
    settled(web)
    web.pages["page.example"] = page(AFTER)
    with monkeypatch.context() as patch:
        patch.setattr("flows.steps.look_at", lambda *given: 1 / 0)
        assert web.run(25).exit_code == 1
    assert "text changed: 1 line, to be confirmed" in told(web.run(0.2))
