"""What mail programs do with the HTML of the mail, by caniemail's tables (shared/vectors/caniemail)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_alerts_content import OFFER, STEPS
from test_alerts_example import FROZEN, HOLAFLY, RULE, example_changes, example_health, sale

from flows.alerts.beside import Beside
from flows.alerts.digest import compose
from flows.alerts.render import html_part

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "caniemail" / "features.json"
# Without these the mail is as readable: square corners, a long word that juts out, colours that a program chooses.
GRACEFUL = {"css-border-radius", "css-color-scheme", "css-word-break", "html-role", "html-lang", "html-body"}
WIDELY = 0.85
PARTS = {"border-left": "border", "border-top": "border", "h2": "h1-h6"}
# Neither in the tables nor in doubt: HTML 2 and CSS 1.
OLD = {"css-color", "css-font-family", *(f"html-{tag}" for tag in ("a", "b", "br", "i", "td", "tr"))}
HEAD = {"html", "head", "meta", "title"}


def used() -> set[str]:
    digest = compose(
        RULE, [*example_changes(), *sale(9)], example_health(), FROZEN, uncertain=[HOLAFLY],
        beside=Beside(FROZEN, histories={OFFER: STEPS}),
    )  # fmt: skip
    soup = BeautifulSoup(html_part(digest, "d-9f31c0"), "html.parser")
    found = {f"html-{PARTS.get(tag.name, tag.name)}" for tag in soup.find_all(True)} - {f"html-{h}" for h in HEAD}
    for tag in soup.find_all(style=True):
        names = [rule.partition(":")[0].strip() for rule in str(tag["style"]).split(";") if rule.strip()]
        found |= {f"css-{PARTS.get(name, name)}" for name in names}
    return found | {f"html-{name}" for name in ("role", "lang")}


def test_every_element_and_property_is_known_to_the_mail_programs(counted: Callable[[str], None]) -> None:
    if not VECTORS.is_file():
        pytest.skip("the shared test vectors are not here")
    known = {feature["slug"]: feature["latest_support"] for feature in json.loads(VECTORS.read_text(encoding="utf-8"))}
    features = used()
    assert not features - known.keys() - OLD, "neither in the tables nor as old as mail"
    shares, programs = {}, set()
    for name in sorted(features & known.keys()):
        answers = {program: row["support"][0] for program, row in known[name].items()}
        tested = {program: a for program, a in answers.items() if a in "yan"}
        programs |= tested.keys()
        shares[name] = sum(a in "ya" for a in tested.values()) / len(tested)
    poor = {name for name, share in shares.items() if share < WIDELY}
    assert poor <= GRACEFUL, {name: round(shares[name], 2) for name in poor - GRACEFUL}
    everywhere = sum(share == 1 for share in shares.values())
    counted(
        f"caniemail: {len(features)} elements and properties used, {len(shares)} in the tables of {len(programs)} mail "
        f"programs: {everywhere} understood by all tested, {len(shares) - len(poor)} by {WIDELY:.0%}, "
        f"{len(poor)} only for looks"
    )
    assert len(shares) >= 20


def test_nothing_that_programs_strip_or_block_is_used() -> None:
    digest = compose(RULE, example_changes(), example_health(), FROZEN)
    soup = BeautifulSoup(html_part(digest, "d-9f31c0"), "html.parser")
    assert soup.find_all(["script", "link", "style", "form", "iframe", "svg", "video", "object"]) == []
    for tag in soup.find_all(src=True):
        assert str(tag["src"]).startswith("cid:")
    assert "url(" not in str(soup) and "@import" not in str(soup)
