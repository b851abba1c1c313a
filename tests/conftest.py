"""Options of the whole suite."""

import os
import sys
from collections.abc import Callable

import pytest
from hypothesis import settings

# A deadline per example measures how busy the machine is, and nothing else.
settings.register_profile("roamledger", deadline=None)
settings.load_profile("roamledger")

STATUS = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the carriers' recorded pages are read as")


# Whole runs, whole vector sets and long searches by Hypothesis: all but these is the fast part (`make test-fast`).
SLOW = frozenset(
    f"test_{name}"
    for name in (
        "steps", "cli_can_i", "archive", "journal", "answers", "capture_fuzz", "capture_faults", "store",
        "cli_reading", "history", "mail_delivery", "killed_runs", "manners_of_runs", "backfill_warc",
        "backfill_wayback", "hostile_pages", "alerts_hostile", "cli_faults", "cli_sources",
        "cli_maintenance", "capture_files", "cli_archive", "late", "invariants", "rebuild", "publish", "places_vectors",
        "alerts_content", "alerts_rules", "can_use", "history_vectors", "mail_office", "mail_ways", "old_duckdb",
        "places_any_language", "rates", "records_golden", "time_travel", "torn_pages", "two_readers",
        "values_locales", "views", "watched", "batches", "cli_add", "cli_watch",
        "alerts_news",
        "alerts_cli",
    )
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say a count that the run's summary prints, also where tests run in several processes."""
    return lambda line: request.node.user_properties.append(("count", line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for of_kind in terminalreporter.stats.values() for report in of_kind]
    lines = sorted(
        {
            line
            for report in reports
            for name, line in getattr(report, "user_properties", ())
            if name == "count" and getattr(report, "when", "") == "call"
        }
    )
    if lines:
        terminalreporter.section("counted")
        for line in lines:
            terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once when all is said: DuckDB's binding would print a hundred lines of leaks under the summary. What
    Python runs at exit is not run here: it would wait for the readers' processes, which nobody has told to end."""
    if "little_web" in sys.modules:
        sys.modules["little_web"].READERS.close()
    if "duckdb" in sys.modules and not hasattr(config, "workerinput"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(STATUS, 1))
