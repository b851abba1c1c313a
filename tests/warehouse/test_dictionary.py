"""docs/tables.md says what every column means, and is what the schema says today."""

import re
from pathlib import Path

from warehouse.dictionary import dictionary

DOCUMENT = Path(__file__).parents[2] / "docs" / "tables.md"


def test_the_document_is_fresh_and_leaves_no_column_without_words() -> None:
    written = dictionary()
    assert re.findall(r"\| `(\w+)` \| [^|]* \|  \|", written) == []
    assert DOCUMENT.read_text(encoding="utf-8") == written, (
        "write it anew: python -m warehouse.dictionary > docs/tables.md"
    )
