"""docs/adding-a-carrier.md: its example is extracted and run as a newcomer would write it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.read import read
from transforms.recorded import code_lines, complaints, recorded, rows_of
from transforms.source import find_carriers

DOC = Path(__file__).parents[2] / "docs" / "adding-a-carrier.md"
BLOCK = re.compile(r"^`(?P<name>[\w./-]+)`:\n\n```\w+\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)


def written(folder: Path) -> list[str]:
    names = []
    for block in BLOCK.finditer(DOC.read_text(encoding="utf-8")):
        file = folder / block["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["body"], encoding="utf-8")
        names.append(block["name"])
    return names


def test_the_example_is_a_source_whose_page_gives_its_golden_rows(tmp_path: Path) -> None:
    names = written(tmp_path)
    assert names == ["zz_example/2026-11-23.html", "zz_example.py", "zz_example/2026-11-23.golden.csv"]
    carriers, broken = find_carriers([tmp_path])
    assert broken == []
    pages = recorded("zz_example", [tmp_path])
    assert len(pages) == 1
    assert complaints(carriers["zz_example"], pages[0]) == []
    assert code_lines(tmp_path / "zz_example.py") <= 35


def test_the_example_notices_what_the_text_says_that_it_notices(tmp_path: Path) -> None:
    written(tmp_path)
    carrier = find_carriers([tmp_path])[0]["zz_example"]
    page = tmp_path / "zz_example" / "2026-11-23.html"
    html = page.read_text(encoding="utf-8")
    for was, becomes, told in (
        ("Kosovo", "Rest of Europe", "not a place that we know"),
        ("€4.90", "4,90 €", "no amount in EUR"),
        ("€4.90", "$4.90", "no amount in EUR"),
        ("per minute</td><td>Turkcell", "per call-hour</td><td>Turkcell", "not a unit that we know"),
        ("<td>Vala</td>", "<td>Vala</td><td>5G</td>", "5 cells under 4 headers"),
        ("<th>Network</th>", "<th>Partner</th>", "no column 'Network'"),
        ("Going abroad", "Page not found", "not on the page"),
        ("</body></html>", "", "cut off"),
        ("128 kbps", "slower", "0 matches"),
    ):
        assert was in html
        page.write_text(html.replace(was, becomes), encoding="utf-8")
        found = complaints(carrier, recorded("zz_example", [tmp_path])[0])
        assert any(told in line for line in found), (was, becomes, found)


# Pages of common kinds as carriers that we have no source for write them, each read by a module of at most 20 lines.
UNSEEN = Path(__file__).parent / "unseen_pages"


@pytest.mark.parametrize("name", sorted(file.stem for file in UNSEEN.glob("*.py")))
def test_a_page_of_a_common_kind_takes_a_source_of_twenty_lines(
    name: str, request: pytest.FixtureRequest, counted: Callable[[str], None]
) -> None:
    carriers, broken = find_carriers([UNSEEN])
    assert broken == []
    (page,) = recorded(name, [UNSEEN])
    if request.config.getoption("--update-golden"):
        page.golden.write_text(rows_of(read(carriers[name], page.pages(carriers[name]))), encoding="utf-8")
    assert complaints(carriers[name], page) == []
    counted(f"code lines of the unseen page {name}: {code_lines(UNSEEN / f'{name}.py')}")
    assert code_lines(UNSEEN / f"{name}.py") <= 20
