"""libFuzzer over fuzz_reading.py: ``make fuzz``, or ``python fuzz.py FOLDER [-max_total_time=600 ...]``.

FOLDER keeps the bytes that take a new way; what fails is written to the working folder. Needs atheris, which is no part
of the project's tools: it is built for a few versions of Python only.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["transforms"]):
    import fuzz_reading

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for place, entry in enumerate(fuzz_reading.corpus()):
    (folder / f"seed-{place:03}").write_bytes(entry)
atheris.Setup(sys.argv, fuzz_reading.check)
atheris.Fuzz()
