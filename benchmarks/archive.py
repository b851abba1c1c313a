"""A year of one page in the archive, against plain gzip; and one capture back."""

import gzip
import random
import statistics
import tempfile
import time
from pathlib import Path

from warehouse.archive import Archive

DAYS = 365
LINES = 3_000
WORDS = ("roaming", "day", "pass", "Europe", "Asia", "data", "minutes", "price", "unlimited", "from", "zone", "terms")


def year() -> list[bytes]:
    """A page of some 300 kB on each day of a year; every day one word of 1 % of its lines is another."""
    chance = random.Random(1)
    lines = [
        f"<li id='r{n}'><a href='/r/{chance.getrandbits(64):x}'>{' '.join(chance.choices(WORDS, k=10))}</a></li>"
        for n in range(LINES)
    ]
    pages = []
    for _ in range(DAYS):
        for number in chance.sample(range(LINES), LINES // 100):
            words = lines[number].split(" ")
            words[chance.randrange(2, len(words) - 1)] = f"{chance.choice(WORDS)}{chance.randrange(1000)}"
            lines[number] = " ".join(words)
        pages.append("\n".join(lines).encode())
    return pages


def main() -> None:
    pages = year()
    plain = sum(len(gzip.compress(page)) for page in pages)
    with tempfile.TemporaryDirectory() as folder:
        archive, names, before = Archive(Path(folder)), [], ""
        for page in pages:
            before = archive.put(page, like=before)
            names.append(before)
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*.zst"))
        taken = []
        for name, page in zip(names, pages, strict=True):
            begun = time.perf_counter()
            body = Archive(Path(folder)).get(name)
            taken.append(time.perf_counter() - begun)
            if body != page:
                raise SystemExit("a page did not come back as it was kept")
    print(f"\n{DAYS} captures of a page of {len(pages[0]) // 1000} kB, 1 % of its lines edited a day")
    print(f"  {'warehouse.archive.Archive':<44} {kept / 1e6:9.1f} MB   x{plain / kept:.1f}")
    print(f"  {'gzip, each by itself':<44} {plain / 1e6:9.1f} MB   x1.0")
    slowest = sorted(taken)[int(len(taken) * 0.95)] * 1000
    middle = statistics.median(taken) * 1000
    print(f"  one capture back, nothing at hand: median {middle:.1f} ms, 95 % under {slowest:.1f} ms")
