"""Whatever a page says, nothing of it becomes a header, a tag, a link, a formula or a line of ours."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path
from typing import cast

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from test_alerts_example import FROZEN, RULE, VERIZON, example_changes, example_health

from flows.alerts.addresses import AlertError
from flows.alerts.clean import clean, csv_text, own_link, tame
from flows.alerts.mail import message, sender_address
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, UncertainNote
from flows.alerts.outbox import BODY_MAX, freeze
from flows.settings import Mail

HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted", "Content-Type", "MIME-Version",
    "In-Reply-To", "References", "Content-Transfer-Encoding", "Content-Disposition",
}  # fmt: skip
TAGS = {
    "html",
    "head", "meta", "title", "style", "body", "div", "p", "b", "br", "i", "a", "span", "h1", "h2", "table", "tr",
    "td", "section", "dl", "dt", "dd", "blockquote",
}  # fmt: skip
OUR_NAMES = ("roamledger.toml", "changes.csv", "evidence.html")
NASTY = (
    "\r\nBcc: evil@q.example\r\n\r\n",
    "\n.\n",
    "\x00",
    "\x0b\x0c\x85\u2028\u2029",
    "<script>alert(1)</script>",
    "</title>",
    '"><img src=x onerror=alert(1)>',
    "<a href='https://evil.example'>x</a>",
    "javascript:alert(1)",
    "https://evil.example/",
    "HTTPS://EVIL.EXAMPLE",
    "www.evil.com",
    "evil.com",
    "a@evil.org",
    "\u202egnp.exe",
    "\u200bhttp\u200b://e.tld",
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "x;=1+1",
    "\uff1d1+1",
    ";",
    ",",
    '"',
    "'",
    "e\u2024com",
    "evil\uff0ecom",
    "xn--80ak6aa92e.com",
    "пример.рф",
    "1.2.3.4",
    "tel:+123456",
    "=?utf-8?B?aHR0cHM6Ly9ldmlsLmV4YW1wbGU=?=",
    "mailto:a@b.c",
    "\ud800",
    "SOURCES",
    "&lt;b&gt;",
    "]]>",
    "-->",
    "x" * 5000,
    "流量" * 100,
    "\u0301" * 50,
)
hostile = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), max_size=4).map("".join)
amounts = st.none() | st.decimals(0, 10**9, places=2) | st.integers(0, 10**15).map(Decimal)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
TEXTS = [f.name for f in fields(ChangeNote) if f.type is str or f.type == "str"]


@st.composite
def changes(draw: st.DrawFn) -> ChangeNote:
    words = {name: draw(hostile) for name in TEXTS}
    words["url"] = draw(st.sampled_from([VERIZON, words["url"]]))
    words["source_id"] = draw(st.sampled_from(["us_verizon", words["source_id"]]))
    words["unit"] = draw(st.sampled_from(["USD/day", "bytes/day", "USD/10 kb", "", words["unit"]]))
    words["effect"] = draw(st.sampled_from(["worse", "better", "neutral", words["effect"]]))
    words["cause"] = draw(st.sampled_from(["page", words["cause"]]))
    words["state"] = draw(st.sampled_from(["confirmed", words["state"]]))
    words["undoes"] = draw(st.sampled_from(["", words["undoes"]]))
    return ChangeNote(
        **words,
        seen_at=draw(moments),
        confirmed_at=draw(st.none() | moments),
        old_number=draw(amounts),
        new_number=draw(amounts),
        delta=draw(amounts),
        delta_pct=draw(amounts),
        effective_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        old_since_at=draw(st.none() | moments),
    )


@st.composite
def mails(draw: st.DrawFn) -> tuple[list[ChangeNote], str, EmailMessage]:
    told = draw(st.lists(changes(), max_size=5, unique_by=lambda c: c.change_id))
    held = HealthNote(source_id=draw(hostile), held_reason=draw(hostile), outcome=draw(hostile), urls=(VERIZON,))
    unsure = UncertainNote(source_id="x", carrier=draw(hostile), subject=draw(hostile), words=draw(hostile))
    move = MoveNote(move_id=told[0].move_id if told else "", exceptions=draw(hostile))
    entry, eml = freeze(
        RULE, "pricing@example.org", told, [*example_health(), held], mail=Mail(sender="ledger@example.org"),
        frozen_at=FROZEN, moves=[move], uncertain=[unsure],
    )  # fmt: skip
    return told, entry.subject, cast(EmailMessage, message_from_bytes(eml, policy=SMTP))


def parts(mail: EmailMessage) -> dict[str, str]:
    found = {}
    for part in mail.walk():
        if not part.is_multipart():
            payload = cast(bytes, part.get_payload(decode=True))
            found[part.get_filename() or part.get_content_subtype()] = payload.decode("utf-8")
    return found


def links_that_a_client_would_make(text: str) -> list[str]:
    for known in (VERIZON, *(u for h in example_health() for u in h.urls), *OUR_NAMES):
        text = text.replace(known, " ")
    return re.findall(r"(?i)\bhttps?:|\bwww\.|[\w-]\.[a-z]{2,}|:\s*//|(?:javascript|mailto|tel):\S", text)


@settings(max_examples=60, deadline=None)
@given(mails())
def test_nothing_a_page_says_becomes_a_header_a_tag_a_link_or_a_formula(
    made: tuple[list[ChangeNote], str, EmailMessage],
) -> None:
    told, subject, mail = made
    raw = message_from_bytes(mail.as_bytes(), policy=compat32)
    for part in raw.walk():
        assert set(part.keys()) <= HEADERS and len(part.keys()) == len(set(part.keys()))
        assert not part.defects
    assert [a.addr_spec for a in mail["To"].addresses] == ["pricing@example.org"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["ledger@example.org"]
    assert len(subject) <= 150 and not links_that_a_client_would_make(subject)
    assert mail["Subject"] == subject
    found = parts(mail)
    for name in ("html", *(["evidence.html"] if told else [])):
        soup = BeautifulSoup(found[name], "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= TAGS
        assert {a for tag in soup.find_all(True) for a in tag.attrs} <= {
            "lang", "charset", "name", "content", "http-equiv", "style", "role", "href", "rel",
        }  # fmt: skip
        assert {tag["href"] for tag in soup.find_all(href=True)} <= {VERIZON}
        shown = soup.body.get_text(" ") if soup.body else ""
        assert not links_that_a_client_would_make(shown)
    text = found["plain"]
    assert not links_that_a_client_would_make(text)
    assert text.splitlines().count("SOURCES") == 1
    body = BeautifulSoup(found["html"], "html.parser").body
    assert body is not None
    alike = [re.sub("[✗✓●]", " ", s).replace("→", "->").split() for s in (body.get_text(" "), text)]
    assert alike[0] == alike[1]
    if told:
        rows = list(csv.DictReader(io.StringIO(found["changes.csv"].removeprefix("\ufeff"), newline="")))
        assert len(rows) == len(told)
        for row in rows:
            for name, cell in row.items():
                if name in ("old_number", "new_number", "delta", "delta_pct"):
                    assert cell == "" or Decimal(cell).is_finite()
                else:
                    assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell), (name, cell)


@given(hostile)
def test_cleaned_words_are_one_visible_line_of_at_most_120_characters(text: str) -> None:
    for made in (clean(text), tame(text)):
        assert len(made) <= 120
        assert made.isprintable() or not made
        assert len(made.splitlines()) <= 1
        assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\x00")


@given(hostile)
def test_taming_twice_is_taming_once(text: str) -> None:
    assert tame(tame(text)) == tame(text)


def test_ordinary_words_of_tariff_pages_are_left_as_they_are() -> None:
    for words in (
        "$12/day, plus taxes and fees",
        "7,50 € / Mo",
        "Data: 5 GB at 3G speeds",
        "1.5 GB/Tag",
        "流量用完后降速。另购",
        "(10.00)",
    ):
        assert tame(words) == words


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "a;=1", "＝1", "\u200b=1"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert "'" in csv_text(cell)
    assert not re.search(r"(^|;)\s*[=+\-@＝]", csv_text(cell))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "http://www.verizon.com/", "https://user@evil.example/", "https://a.example\\@b/",
        "https://a.example/\" onclick=x", "https://a.example/ x", "//a.example", "https://пример.рф/", "",
    ],
)  # fmt: skip
def test_only_a_plain_https_address_is_ever_a_link_even_if_configured(url: str) -> None:
    assert own_link(url, (url,)) == ""
    assert own_link(VERIZON, ()) == ""
    assert own_link(VERIZON, (VERIZON,)) == VERIZON


@pytest.mark.parametrize(
    "sender", ["a@b.org, c@d.org", "a@b.org\r\nBcc: x@y.org", "no address", "<a@b.org", '"x" <a@b.org>, y@z.org', ""]
)
def test_a_sender_that_is_not_one_address_is_refused_in_one_line(sender: str) -> None:
    with pytest.raises(AlertError) as caught:
        sender_address(sender)
    assert len(str(caught.value).splitlines()) == 1


def test_a_sender_may_have_a_name() -> None:
    assert str(sender_address("The Ledger <ledger@example.org>")) == "The Ledger <ledger@example.org>"
    assert str(sender_address("ledger@example.org")) == "Roamledger <ledger@example.org>"


def test_six_thousand_changes_of_the_longest_words_stay_under_200_kilobytes_to_read() -> None:
    one = example_changes()[0]
    told = [
        replace(
            one, change_id=f"c{n}", move_id=f"m{n}", source_id=f"xx_s{n % 100}", carrier=f"S{n % 100} " + "流" * 200,
            offer_id=f"o{n}", offer_name=f"{n}" + "包" * 200, old_number=None, new_number=None, old_value="旧" * 200,
            new_value="新" * 200, before_words="前" * 2000, after_words="后" * 2000, scope="区" * 200, field="f" * 90,
        )
        for n in range(6_000)
    ]  # fmt: skip
    entry, eml = freeze(RULE, "a@b.org", told, [], mail=Mail(), frozen_at=FROZEN)
    parsed = cast(EmailMessage, message_from_bytes(eml, policy=SMTP))
    body = [p for p in parsed.walk() if p.get_content_maintype() == "text" and not p.get_filename()]
    assert sum(len(p.as_bytes()) for p in body) <= BODY_MAX
    assert len(entry.change_ids) == 6_000
    assert "more move" in parts(parsed)["plain"]
    assert "changes.csv (first 5,000 of 6,000 rows)" in parts(parsed)["plain"]
    assert len(eml) < 10_000_000


def test_an_encoded_word_of_a_page_is_not_decoded_into_the_subject() -> None:
    sneaky = replace(example_changes()[0], offer_name="=?utf-8?B?aHR0cHM6Ly9ldmlsLmV4YW1wbGU=?=")
    entry, eml = freeze(RULE, "a@b.org", [sneaky], [], mail=Mail(), frozen_at=FROZEN)
    shown = message_from_bytes(eml, policy=SMTP)["Subject"]
    assert shown == entry.subject
    assert "evil" not in shown


def test_the_message_refuses_a_reply_to_something_that_is_no_message_id() -> None:
    from test_alerts_example import example

    with pytest.raises(AlertError, match="no message id"):
        message(example(), [], "a@b.org", "ledger@example.org", replies=("<x@y>\r\nBcc: e@q.org",))


VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "naughty-strings" / "blns.json"


def test_no_string_of_the_big_list_becomes_anything_but_words(counted: Callable[[str], None]) -> None:
    if not VECTORS.is_file():
        pytest.skip("the shared test vectors are not here")
    strings = [text for text in json.loads(VECTORS.read_text(encoding="utf-8")) if text]
    one, made, cells = example_changes()[0], 0, 0
    for start in range(0, len(strings), 40):
        some = strings[start : start + 40]
        told = [
            replace(one, change_id=f"c{n}", move_id=f"m{n}", offer_name=text, carrier=text, scope=text,
                    before_words=text, after_words=text, field="tethering", old_value=text, new_value=text,
                    old_number=None, new_number=None, url=text)
            for n, text in enumerate(some)
        ]  # fmt: skip
        entry, eml = freeze(
            RULE, "pricing@example.org", told, example_health(), mail=Mail(sender="a@b.org"), frozen_at=FROZEN
        )
        mail = cast(EmailMessage, message_from_bytes(eml, policy=SMTP))
        raw = message_from_bytes(eml, policy=compat32)
        assert all(set(part.keys()) <= HEADERS and not part.defects for part in raw.walk())
        assert [a.addr_spec for a in mail["To"].addresses] == ["pricing@example.org"]
        assert mail["Subject"] == entry.subject and not links_that_a_client_would_make(entry.subject)
        found = parts(mail)
        for name in ("html", "evidence.html"):
            soup = BeautifulSoup(found[name], "html.parser")
            assert {tag.name for tag in soup.find_all(True)} <= TAGS
            assert {tag["href"] for tag in soup.find_all(href=True)} <= {VERIZON}
            assert soup.body is not None and not links_that_a_client_would_make(soup.body.get_text(" "))
        assert not links_that_a_client_would_make(found["plain"])
        assert not set(found["plain"]) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\x00\x1b"
        )
        rows = list(csv.DictReader(io.StringIO(found["changes.csv"].removeprefix("\ufeff"), newline="")))
        assert len(rows) == len(some)
        for row in rows:
            cells += len(row)
            assert not any(re.match(r"[=+\-@\t\r＝＋－＠]", cell) for cell in row.values())
        made += 1
    counted(
        f"naughty strings: {len(strings)} as name, seller, value, words and address in {made} mails; {cells} cells; "
        f"0 headers, tags, links, formulas or direction marks of theirs"
    )
