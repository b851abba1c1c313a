"""Options of the whole suite."""

import atexit
import os
import sys

import pytest
from hypothesis import settings

# A deadline per example measures how busy the machine is, and nothing else.
settings.register_profile("roamledger", deadline=None)
settings.load_profile("roamledger")

STATUS = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the carriers' recorded pages are read as")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Once Prefect was in use, leave at once: its threads outlive the interpreter's clean-up, and DuckDB's binding
    would print a hundred lines of leaks under the summary (see flows/cli/__init__.py)."""
    if "duckdb" in sys.modules:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(STATUS, 1))
