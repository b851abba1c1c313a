"""docs/carriers.md is what the sources declare."""

from pathlib import Path

from flows.catalogue import catalogue
from transforms.source import find_carriers

DOCUMENT = Path(__file__).parents[2] / "docs" / "carriers.md"


def test_the_list_of_carriers_is_fresh_and_whole() -> None:
    carriers = find_carriers()[0]
    written = DOCUMENT.read_text(encoding="utf-8")
    assert written == catalogue(carriers.values()), "write it anew: python -m flows.catalogue > docs/carriers.md"
    assert [name for name in carriers if f"`{name}`" not in written] == []
