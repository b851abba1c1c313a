"""Every SQL statement of the documents: what stands between ```sql and ```, in README.md, docs/ and ../shared/ux.md."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT.parent / "shared" / "ux.md"]


def statements() -> dict[str, str]:
    """The documents' names by statement; comments and ``set`` are left out."""
    found: dict[str, str] = {}
    for file in FILES:
        if not file.is_file():
            continue
        for block in re.findall(r"^```sql\n(.*?)^```", file.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            for piece in re.split(r";[ \t]*(?:--[^\n]*)?(?:\n|$)", block):
                statement = re.sub(r"(?m)^\s*--[^\n]*\n?", "", piece).strip()
                if statement and not statement.startswith("set "):
                    found.setdefault(statement, file.name)
    return found
