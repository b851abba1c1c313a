"""Every text of the mails stands in the catalogue of every other language, with the same {names} and none too many."""

import ast
import re
import string
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_alerts_example import FROZEN, HOLAFLY, RULE, example_changes, example_health, replace

from flows.alerts.digest import compose
from flows.alerts.render import html_part, text_part
from flows.alerts.tongue import catalogue, speaking, tr
from flows.alerts.wording import day, place_name

ALERTS = Path(__file__).parents[2] / "flows" / "alerts"
HAN = re.compile(r"[\u4e00-\u9fff]")


def texts_in_code() -> set[str]:
    """What is handed to tr(), directly, by a name of the module, or as one of several; and tables of words."""
    found: set[str] = set()
    for file in ALERTS.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            t.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for t in node.targets
            if isinstance(t, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "count"):
                for inner in ast.walk(node.args[1 if node.func.id == "count" else 0]):
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                        found.add(inner.value)
                    elif isinstance(inner, ast.Name) and isinstance(constants.get(inner.id), str):
                        found.add(constants[inner.id])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in TABLES:
                values = node.value.values if isinstance(node.value, ast.Dict) else node.value.elts
                found |= {v.value for v in values if isinstance(v, ast.Constant)}
    for file in (ALERTS / "templates").glob("*.jinja"):
        for quoted in re.findall(r'tr\("((?:[^"\\]|\\.)*)"', file.read_text(encoding="utf-8")):
            found.add(quoted.replace('\\"', '"'))
    return found - {"", " ", "_"}


TABLES = ("FIELDS", "ALLOWANCES", "STATES", "EFFECTS", "LACKS", "SUBJECTS", "SAID")


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["zh"])
def test_the_catalogue_has_every_text_with_the_same_names(language: str) -> None:
    known, wanted = catalogue(language), texts_in_code()
    assert len(wanted) > 100
    assert sorted(wanted - known.keys()) == []
    assert {text for text, said in known.items() if names_in(text) != names_in(said)} == set()
    assert all(said.strip() for said in known.values())


def test_a_chinese_mail_is_chinese_but_for_names_and_the_pages_own_words() -> None:
    rule = replace(RULE, language="zh", why="subscriptions.toml", stop="subscriptions.toml")
    digest = compose(rule, example_changes(), example_health(), FROZEN, uncertain=[HOLAFLY])
    text = text_part(digest, "d-9f31c0")
    for said in ("变差", "变好", "价格", "每天", "页面原文", "数据来源", "2026年11月23日", "11月24日 06:12"):
        assert said in text, said
    ours = re.sub(r'"[^"]*"|\S*[/@_]\S*|capture \S+', " ", text)
    leftovers = set(re.findall(r"[A-Za-z]{4,}", ours))
    assert leftovers <= NAMES, leftovers - NAMES
    assert digest.subject == "Verizon TravelPass 涨价：12 USD 每天，原为 10 (+20 %)；另有 3 项"
    body = BeautifulSoup(html_part(digest, "d-9f31c0"), "html.parser").body
    assert body is not None and len(HAN.findall(body.get_text())) > 200


NAMES = {
    "Verizon", "TravelPass", "Telstra", "International", "Pass", "Mexico", "Canada", "Holafly", "Europe", "Madrid",
    "other", "English", "page", "from", "Swedish", "Both", "kept", "date", "taken", "VERIZON", "TELSTRA", "changes",
    "evidence", "html", "subscriptions", "toml", "roamledger", "alerts", "mute", "everything", "carrier", "days",
    "since", "tables", "missing", "blocked",
}  # fmt: skip


def test_a_text_that_the_catalogue_lacks_is_said_in_english_and_nothing_leaks_into_the_next_mail() -> None:
    with speaking("zh"):
        assert tr("No such text, {name}", name="{evil}") == "No such text, {evil}"
        assert place_name("TR") == "土耳其"
        assert day(FROZEN) == "2026年11月24日"
    assert tr("none") == "none" and place_name("TR") == "Türkiye"
