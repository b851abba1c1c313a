"""How a carrier's page is declared, and how all declarations are found.

A module in ``transforms/carriers`` (or in a folder of the user's own) declares one ``SOURCE`` and one
``parse(pages)``. Its file name is the source id, ``<cc>_<brand>[_<page>]``, and is never changed: history hangs on it.
"""

import importlib.util
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from transforms.addresses import is_file, steps_of
from transforms.fingerprint import fingerprint
from transforms.models import Offer
from transforms.page import Pages
from transforms.places.names import Own
from transforms.places.own import FILE_NAME, NamesError, read_names, speaking
from transforms.values.style import Style
from transforms.values.text import clean
from transforms.words import CarrierType, Media, Segment, SourceStatus, Terms

SOURCE_ID = re.compile(r"[a-z]{2}_[a-z0-9]+(?:_[a-z0-9]+)*")
PART_ID = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
# A page is asked for at most so often: four times a day (reliability.md 5).
LEAST_CADENCE_HOURS = 6
Parse = Callable[[Pages], Iterator[Offer]]


class SourceError(Exception):
    """A source is declared wrongly; the message says which file and what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a healthy reading of a part looks like. Anything outside is refused, never believed.

    ``rows_min``, ``rows_max``  how many offers            ``landmarks``  words that must stand on the page
    ``end``  a regular expression that only a whole document has; without one, HTML must close its ``<html>``
    ``flaws``  markup that swallows other markup on every copy of the page, by the words of the error that says so
    ``aside``  the CSS of tables, or of what they stand in, that hold amounts and no offers of this part; any other that
    the parser did not ask for is held
    """

    rows_min: int = 1
    rows_max: int = 20_000
    landmarks: tuple[str, ...] = ()
    end: str = ""
    flaws: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Addresses that must be read together. Fetched, judged and closed by itself.

    ``urls``: public https addresses; or, in a module of a person's own, files below its folder: ``file:prices.csv``.
    ``is_historic``: its address is gone or was only ever a file; readable and back-fillable, never fetched.
    ``region``: the CSS of what counts on a watched page; without one, all of its text does.
    """

    urls: tuple[str, ...]
    id: str = "main"
    media: Media = Media.HTML
    cadence_hours: int = 24
    expect: Expect | None = None
    is_historic: bool = False
    region: str = ""

    @property
    def is_file(self) -> bool:
        """A person's own file, which speaks for itself: what it says needs no second look."""
        return all(is_file(url) for url in self.urls)


def part_for_each(names: Iterable[str], url: str, **given: Any) -> tuple[Part, ...]:
    """A part per destination of a seller with a page for each: ``url`` with each name in the place of ``{}``.

    The part is named for it, in lower case with hyphens. ``given`` (media, cadence_hours, expect) is that of all.
    """
    return tuple(
        Part(id=re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"), urls=(url.replace("{}", name),), **given)
        for name in names
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A carrier's declaration. Literals only: no logic.

    ``home_country`` ISO 3166-1 alpha-2; ``style`` says how the page writes numbers, money and volumes;
    ``notes`` says where the address and the expectations come from, and what nobody has verified: what the module's
    docstring says after its first line, unless given;
    ``rule_id`` is the rule whose text the page is (ref.rules): when a watched one changes, the rule is due for review.
    """

    carrier: str
    home_country: str
    style: Style
    parts: tuple[Part, ...]
    expect: Expect = Expect()
    carrier_type: CarrierType = CarrierType.NETWORK
    segment: Segment = Segment.CONSUMER
    status: SourceStatus = SourceStatus.LIVE
    terms: Terms = Terms.UNCHECKED
    verified_on: str = ""
    notes: str = ""
    rule_id: str = ""

    def expect_of(self, part: Part) -> Expect:
        return part.expect or self.expect


@dataclass(frozen=True, slots=True)
class Carrier:
    """A source with its id, its parser and where it was found."""

    id: str
    source: Source
    parse: Parse
    path: Path
    is_own: bool = False
    fingerprint: str = field(default="", compare=False)

    @property
    def carrier_id(self) -> str:
        """``us_verizon`` for the source ``us_verizon_places``."""
        return "_".join(self.id.split("_")[:2])

    def part(self, part_id: str) -> Part:
        for part in self.source.parts:
            if part.id == part_id:
                return part
        raise SourceError(f"{self.id} has no part {part_id!r}; it has {', '.join(p.id for p in self.source.parts)}")


@dataclass(frozen=True, slots=True)
class Broken:
    """A module that could not be taken as a source, and why, in one line."""

    id: str
    path: Path
    reason: str


def find_carriers(paths: Iterable[Path] = ()) -> tuple[dict[str, Carrier], list[Broken]]:
    """Every source: our own, those of installed packages (entry points ``roamledger.sources``), those in ``paths``.

    A module that does not load stops no other: it is returned as :class:`Broken`.
    """
    found: dict[str, Carrier] = {}
    broken: list[Broken] = []
    here = Path(__file__).parent / "carriers"
    files = [(p, False) for p in sorted(here.glob("*.py")) if p.name != "__init__.py"]
    for folder in [*paths, *_entry_point_folders()]:
        if not folder.is_dir():
            broken.append(Broken(folder.name, folder, f"[sources] paths names {folder}, which is not a folder"))
        files += [(p, True) for p in sorted(folder.glob("*.py")) if not p.name.startswith(("_", "test_"))]
    for path, is_own in files:
        try:
            carrier = load_carrier(path, is_own=is_own)
            if path.stem in found:
                raise SourceError(f"{path} has the name of {found[path.stem].path}; rename it")
            found[carrier.id] = carrier
        except Exception as error:  # whatever a person's module raises, the other sources go on
            broken.append(Broken(path.stem, path, f"{type(error).__name__}: {error}"))
    return found, broken


def load_carrier(path: Path, *, is_own: bool = False) -> Carrier:
    """Load one source module and check what it declares. A ``names.csv`` beside a person's own module adds names of
    places, for the sources of that folder.

    Raises:
        SourceError: what is missing or wrong, and in which file.
    """
    name = path.stem
    if not SOURCE_ID.fullmatch(name):
        raise SourceError(f"{path}: a source file is named <cc>_<brand>[_<page>].py, in lower case")
    module = _import(path, is_own)
    source, parse = getattr(module, "SOURCE", None), getattr(module, "parse", None)
    if not isinstance(source, Source):
        raise SourceError(f"{path} declares no SOURCE = Source(...)")
    if not callable(parse) and source.status is not SourceStatus.WATCH:
        raise SourceError(f"{path} has no parse(pages); without one its status must be WATCH")
    if not source.notes:
        source = replace(source, notes=clean((module.__doc__ or "").partition("\n")[2]))
    ids = [part.id for part in source.parts]
    if not ids or len(set(ids)) != len(ids) or not all(PART_ID.fullmatch(i) for i in ids):
        raise SourceError(f"{path}: parts need different ids of a-z, 0-9, - and _; found {ids}")
    for part in source.parts:
        if not part.urls:
            raise SourceError(f"{path}: part {part.id} has no address")
        _check_files(path, part, is_own)
        if part.cadence_hours < LEAST_CADENCE_HOURS:
            raise SourceError(f"{path}: part {part.id}: a page is read at most four times a day; say cadence_hours=6")
    parse = parse or _no_parser
    names = path.parent / FILE_NAME
    if not is_own or not names.is_file():
        return Carrier(name, source, parse, path, is_own, fingerprint(path))
    try:
        return Carrier(name, source, _with_names(parse, read_names(names)), path, is_own, fingerprint(path, names))
    except NamesError as error:
        raise SourceError(str(error)) from error


def _check_files(path: Path, part: Part, is_own: bool) -> None:
    """Raises SourceError for a file that no run would read."""
    for url in part.urls:
        if not is_file(url):
            continue
        if not is_own:
            raise SourceError(f"{path}: {url}: only a source in a folder of your own may read a file")
        try:
            steps_of(url)
        except ValueError as error:
            raise SourceError(f"{path}: {url}: {error}; write it as file:prices.csv") from None


def _with_names(parse: Parse, names: Own) -> Parse:
    """The parser, with a person's own names of places known while it runs, and only then."""

    def named(pages: Pages) -> Iterator[Offer]:
        with speaking(names):
            offers = iter(parse(pages))
        while True:
            with speaking(names):
                try:
                    offer = next(offers)
                except StopIteration:
                    return
            yield offer

    return named


def _no_parser(pages: Pages) -> Iterator[Offer]:
    return iter(())


def _import(path: Path, is_own: bool) -> ModuleType:
    name = f"roamledger_sources.{path.stem}" if is_own else f"transforms.carriers.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SourceError(f"{path} cannot be loaded as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _entry_point_folders() -> list[Path]:
    folders = []
    for point in entry_points(group="roamledger.sources"):
        package = point.load()
        folders.append(Path(str(inspect.getfile(package))).parent)
    return folders
