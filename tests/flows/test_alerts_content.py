"""What stands beside the moves in a mail: what they are worth, how the price went, what was late, wrong or restless."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from alert_ledger import AlertLedger, close, text_of
from ledger_dsl import offer
from PIL import Image
from test_alerts_example import FROZEN, RULE, at, example_changes, example_health, verizon

from flows.alerts.addresses import AlertError
from flows.alerts.beside import Beside, Weight, Weights, load_weights
from flows.alerts.digest import compose
from flows.alerts.outbox import BODY_MAX, freeze
from flows.alerts.picture import Step, price_picture
from flows.alerts.rank import Pack, ordinal, ranks
from flows.alerts.render import text_part
from flows.settings import Mail
from transforms.models import Validity
from transforms.words import DataPer, Kind, Service
from warehouse.entries import Decision

OFFER = "us_verizon/travelpass/other"
STEPS = [
    Step(Decimal(10), "USD", at(2, 6, 0, 3), at(1, 6, 0, 6)),
    Step(Decimal(10), "USD", at(1, 6, 0, 6), at(24, 5, 12)),
    Step(Decimal(12), "USD", at(24, 5, 12), None),
]


def test_a_move_is_turned_into_money_by_the_readers_own_weights(tmp_path: Path) -> None:
    file = tmp_path / "usage.csv"
    file.write_text("offer_id,carrier,place,units_per_year\nus_verizon/travelpass/other,,,3120\n,us_verizon,,9\n")
    change = replace(verizon("price", "10", "12", "USD/day"), offer_id=OFFER)
    near = replace(change, change_id="near", offer_id="us_verizon/travelpass/near", new_number=Decimal(11))
    (section,) = compose(RULE, [change], [], FROZEN, beside=Beside(FROZEN, load_weights(file))).sections
    assert section.facts[0].text == "+6,240 USD a year (3,120 units in usage.csv x 2.00)"
    (section,) = compose(RULE, [change, near], [], FROZEN, beside=Beside(FROZEN, load_weights(file))).sections
    assert section.facts[0].text == "+6,249 USD a year (3,129 units in usage.csv)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("offer_id,units\nx,1\n", "has no column units_per_year"),
        ("offer_id,units_per_year\nx,many\n", "usage.csv:2: units_per_year 'many' is no number"),
        ("offer_id,units_per_year\nx,nan\n", "is no number"),
        ("offer_id,carrier,units_per_year\n,,5\n", "usage.csv:2: names neither offer_id nor carrier"),
    ],
)
def test_weights_that_cannot_be_read_are_told_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "usage.csv"
    file.write_text(text)
    with pytest.raises(AlertError) as caught:
        load_weights(file)
    assert told in str(caught.value)


def test_the_price_so_far_is_a_picture_in_the_mail_and_the_same_in_words() -> None:
    beside = Beside(FROZEN, histories={OFFER: STEPS})
    entry, eml = freeze(
        RULE, "a@b.org", example_changes(), example_health(), mail=Mail(), frozen_at=FROZEN, beside=beside
    )
    mail: EmailMessage = message_from_bytes(eml, policy=default)
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    image = Image.open(io.BytesIO(picture.get_payload(decode=True)))  # type: ignore[arg-type]
    assert image.size == (800, 300) and image.mode == "RGBA"
    assert image.getextrema()[3] == (0, 255), "drawn on nothing: it fits a dark mail as well as a bright one"
    html = mail.get_body(("html",))
    assert html is not None and f'src="cid:{picture["Content-ID"].strip("<>")}"' in html.get_content()
    assert "10 USD (2 Mar 2026), 12 USD (24 Nov 2026)" in text_of(mail)
    assert [p.get_content_type() for p in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/csv", "text/html",
    ]  # fmt: skip
    again = freeze(RULE, "a@b.org", example_changes(), example_health(), mail=Mail(), frozen_at=FROZEN, beside=beside)
    assert again == (entry, eml)
    assert len(picture.as_bytes()) < 15_000 < BODY_MAX


def test_where_nothing_is_to_be_seen_there_is_no_picture() -> None:
    assert price_picture([], FROZEN, RULE.tz) is None
    assert price_picture(STEPS[:2], FROZEN, RULE.tz) is None  # one price all the time
    assert price_picture([STEPS[0], replace(STEPS[2], currency="EUR")], FROZEN, RULE.tz) is None


def test_what_was_found_late_and_what_flaps_has_its_own_place_and_is_not_counted_as_a_move() -> None:
    price = verizon("price", "10", "12", "USD/day")
    late, flapping, settled = (
        replace(price, change_id=kind, told_as=kind) for kind in ("found_late", "flapping", "settled")
    )
    digest = compose(RULE, [late, flapping, settled], [], FROZEN)
    text = text_part(digest, "d")
    assert digest.summary == () and digest.headline.startswith("No move.")
    assert (
        "FOUND LATE\n   Verizon TravelPass: price 10.00 -> 12.00 USD a day (+20 %), worse. The page showed it on"
        in text
    )
    assert "It flaps: the third time back and forth in 30 days." in text
    assert "has been still for 72 hours" in text
    assert len(digest.changes) == 3


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[AlertLedger]:
    ledger = AlertLedger(tmp_path)
    yield ledger
    close(ledger)


def retracted(ledger: AlertLedger, change_id: str, what: str = "retract") -> Decision:
    return Decision(
        decision_id=f"{what}:{change_id}", what=what, subject=change_id, decided_at=ledger.now,
        who="data@example.org", why="our reader took the top-up for the allowance",
    )  # fmt: skip


def test_who_was_told_something_wrong_gets_a_correction_in_the_thread_once(ledger: AlertLedger) -> None:
    ledger.subscribe('[rule.one]\nto = "one@example.org"\n[rule.two]\nto = "two@example.org"\ncarriers = ["us_two"]\n')
    ledger.send()
    ledger.moved(Turkey="12")
    (told,) = ledger.mails(2)
    change_id = ledger.warehouse.connection.execute("select change_id from core.changes").fetchall()[0][0]
    ledger.after(50).ruled(retracted(ledger, change_id))
    ledger.send()
    (mail,) = ledger.mails(3)
    assert (mail["To"], mail["In-Reply-To"]) == ("one@example.org", told["Message-ID"])
    assert mail["Subject"] == "Correction: Us_One Day pass did not change as we wrote on 3 Mar 2026"
    text = text_of(mail)
    for said in (
        "price 10 USD a day -> 12 USD a day. That was ours, not the carrier's change.", "(d-", "no. 1)",
        "our reader took the top-up for the allowance", "decision, 5 Mar 2026, data@example[.]org", "1 mail, 1 reader",
    ):  # fmt: skip
        assert said in text, said
    assert ledger.send(1).landed == []


def test_many_pictures_are_three() -> None:
    changes = [
        replace(verizon("price", "10", "12", "USD/day"), change_id=str(n), move_id=str(n), offer_id=f"o{n}",
                offer_name=f"Pass {n}")
        for n in range(9)
    ]  # fmt: skip
    digest = compose(RULE, changes, [], FROZEN, beside=Beside(FROZEN, histories={f"o{n}": STEPS for n in range(9)}))
    assert sum(section.picture is not None for section in digest.sections) == 3
    weights = Weights("usage.csv", (Weight("", "us_verizon", "", Decimal(1)),))
    assert weights.units(replace(changes[0], seen_at=FROZEN + timedelta(days=1))) == 1


def pack(source: str, amount: str, place: str = "TR", per_eur: str = "1", offer: str = "") -> Pack:
    return Pack(source, offer or f"{source}/5gb", place, "5 GB", 30, Decimal(amount), Decimal(per_eur))


def test_the_readers_own_rank_is_told_before_and_after_a_move() -> None:
    cut = replace(verizon("price", "10", "8", "USD/pack"), source_id="xx_a", offer_id="xx_a/5gb")
    within = [pack("ours", "9"), pack("xx_a", "8"), pack("xx_b", "9.90", per_eur="1.10"), pack("xx_c", "20")]
    elsewhere = [pack("ours", "5", "JP"), pack("xx_a", "8", "JP"), pack("xx_a", "1", "FR")]
    assert ranks([*within, *elsewhere], "ours", [cut]) == {
        "xx_a": ["TR 5 GB / 30 days: 1st -> 2nd", "JP 5 GB / 30 days: 1st -> 1st"]
    }
    assert ranks(within[1:], "ours", [cut]) == {}
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_a_rule_with_a_price_list_of_its_own_shows_the_rank(ledger: AlertLedger) -> None:
    more = {"kind": Kind.PACK, "service": Service.DATA, "price_unit": "pack", "validity": Validity(30),
            "data_per": DataPer.TOTAL}  # fmt: skip

    def sells(name: str, price: str) -> None:
        ledger.of[name].read(ledger.now, offer("5 GB", price, places="TR JP", gb="5", **more))

    ledger.subscribe('[rule.us]\nto = "you@example.org"\nown = "us_two"\nkinds = ["moves"]\nfields = ["price"]\n')
    ledger.send()
    for hours, price in ((24, "10"), (1.2, "10"), (24, "8"), (1.2, "8")):
        ledger.after(hours)
        sells("us_one", price)
        sells("us_two", "9")
        ledger.send()
    assert "Your rank   JP 5 GB / 30 days: 1st -> 2nd; TR 5 GB / 30 days: 1st -> 2nd" in text_of(ledger.mails()[-1])
