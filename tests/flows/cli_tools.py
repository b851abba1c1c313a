"""Running the ``roamledger`` command in tests: in this process, or as people start it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import main

# As the installed script does.
COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def run(capsys: pytest.CaptureFixture[str], *args: str | Path) -> Ran:
    """The command in this process: exit code and what it wrote."""
    with pytest.raises(SystemExit) as ended:
        main([str(arg) for arg in args])
    written = capsys.readouterr()
    code = ended.value.code
    return Ran(code if isinstance(code, int) else 0, written.out, written.err)


def start(*args: str | Path, cwd: Path, stdin: str = "", env: Mapping[str, str] | None = None) -> Ran:
    """The command in a process of its own, as from a shell; nothing of our own settings reaches it."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ROAMLEDGER_", "COV"))}
    done = subprocess.run(
        [*COMMAND, *map(str, args)], cwd=cwd, input=stdin, env={**clean, **(env or {})},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)
