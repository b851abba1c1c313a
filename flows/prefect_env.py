"""How an embedded Prefect server is started: quietly, with time enough, and with a home of its own.

Set before the first import of prefect. The first start runs its migrations, 18 to 20 s on two cores where Prefect
allows 20 (performance.md 1); telemetry would log an error line wherever there is no internet.
"""

import os
from pathlib import Path

_QUIET = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
}


def prepare(home: Path, api_url: str = "") -> None:
    """Set what is not already set by the user; ``home`` is where an embedded server keeps its database."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if api_url:
        os.environ.setdefault("PREFECT_API_URL", api_url)
    else:
        home.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
