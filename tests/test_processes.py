"""A fork with DuckDB open loses rows in silence (30 of 30 tried): ours are spawned, or other programs."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORKS = re.compile(r"os\.fork|forkpty|get_context\((?!\"spawn\"\))|set_start_method|multiprocessing\.(Process|Pool)\b")
POOL = re.compile(r"ProcessPoolExecutor\((?!self\._workers, get_context\(\"spawn\"\))")


def sources() -> list[Path]:
    return [path for name in ("flows", "warehouse", "transforms") for path in (ROOT / name).rglob("*.py")]


def test_nothing_of_ours_forks() -> None:
    found = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in (*FORKS.finditer(text), *POOL.finditer(text))]
    assert found == []


def test_the_search_would_find_a_fork() -> None:
    assert FORKS.search("pid = os.fork()")
    assert FORKS.search('get_context("fork")')
    assert not FORKS.search('get_context("spawn")')
    assert POOL.search("ProcessPoolExecutor(2)")
