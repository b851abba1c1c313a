"""docs/carriers.md, made from what the sources declare: ``python -m flows.catalogue > docs/carriers.md``."""

from collections.abc import Iterable
from itertools import groupby

from transforms.places import place_name
from transforms.source import Carrier, find_carriers

_HEAD = """\
# Carriers

Made from the sources' own declarations by `python -m flows.catalogue`; a test holds it fresh.

- **live**: fetched unless you say otherwise.
- **off**: written from dated public facts and never seen live; `roamledger sources check ID --live` tries it,
  `roamledger sources enable ID` switches it on.
- **historic**: its address is gone; readable and back-fillable, never fetched.
"""


def catalogue(carriers: Iterable[Carrier]) -> str:
    """The document: a table for each home country, in the order of their names."""
    found = sorted(carriers, key=lambda c: (place_name(c.source.home_country), c.id))
    lines = [_HEAD, f"{len(found)} sources in {len({c.source.home_country for c in found})} countries.", ""]
    for country, group in groupby(found, key=lambda c: c.source.home_country):
        lines += [f"## {place_name(country)}", "", "| source | carrier | status | verified | language | pages |"]
        lines += ["| --- | --- | --- | --- | --- | --- |", *map(_line, group), ""]
    return "\n".join(lines)


def _line(carrier: Carrier) -> str:
    source = carrier.source
    status = "historic" if all(part.is_historic for part in source.parts) else source.status.value
    media = sorted({part.media.value.upper() for part in source.parts})
    count = sum(len(part.urls) for part in source.parts)
    pages = f"{count} {'/'.join(media)}" + (f" in {len(source.parts)} parts" if len(source.parts) > 1 else "")
    cells = (f"`{carrier.id}`", source.carrier, status, source.verified_on or "never", source.style.language, pages)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(catalogue(find_carriers()[0].values()), end="")
