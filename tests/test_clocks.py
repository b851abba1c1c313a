"""Nothing reads the clock inside transforms or SQL: every moment comes in from outside, or a replay would differ."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = re.compile(r"datetime\.now|\.utcnow|date\.today|\btime\.(?:time|monotonic|localtime|gmtime)\(|perf_counter")
SQL = re.compile(
    r"\b(?:now|today|get_current_timestamp|current_timestamp|current_date|transaction_timestamp)\b(?:\(\))?"
)


def test_transforms_and_warehouse_read_no_clock() -> None:
    read = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in ("transforms", "warehouse")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (found := PYTHON.search(path.read_text(encoding="utf-8")))
    ]
    assert read == []


def test_only_one_module_of_flows_reads_the_clock() -> None:
    read = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "flows").rglob("*.py"))
        if PYTHON.search(path.read_text(encoding="utf-8"))
    ]
    assert read == ["flows/clock.py"]


def test_sql_reads_no_clock() -> None:
    files = sorted((ROOT / "warehouse").rglob("*.sql"))
    assert len(files) > 50
    read = []
    for path in files:
        code = re.sub(r"--.*|'(?:[^']|'')*'", "", path.read_text(encoding="utf-8"))
        if found := SQL.search(code):
            read.append(f"{path.relative_to(ROOT)}: {found[0]}")
    assert read == []
