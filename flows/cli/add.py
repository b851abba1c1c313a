"""``roamledger add``: a look at a page, and what to do about it: watch it, or read it by a drafted source."""

import mimetypes
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.capture.due import ADVICE
from flows.cli.check import GOOD, get_of
from flows.cli.output import say, text_of
from flows.cli.own import free_id, holder_of, own_folder, public_address, write_source
from flows.cli.reader import clock_of
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, examples
from flows.cli.switch import write_whole
from flows.cli.watch import begin_watching, told_already
from flows.reading import PageBytes, Readers, as_text
from transforms.drafting.address import brand_of, country_of
from transforms.drafting.module import Wanted
from transforms.drafting.survey import Hints, Seen, look_over
from transforms.read import Problem, Reading
from transforms.recorded import rows_of
from transforms.source import Carrier, find_carriers, load_carrier
from transforms.words import Media, SourceStatus, Terms
from warehouse.entries import Outcome

WATCH, DRAFT = "1", "2"
_ENDINGS = {Media.HTML: "html", Media.JSON: "json", Media.CSV: "csv", Media.TEXT: "txt", Media.PDF: "pdf"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted module, tried on the page that it was drafted from."""

    text: str
    reading: Reading
    media: Media


@click.command(
    "add",
    epilog=examples(
        "add https://www.example.com/roaming", "add page.html --url https://www.example.com/roaming --country NG"
    ),
)  # fmt: skip
@click.argument("page", metavar="URL|FILE")
@click.option("--url", help="For a FILE: the address that it is the page of.")
@click.option("--id", "source_id", help="Its id, <cc>_<brand>[_<page>]; never changed later. Default: by the address.")
@click.option("--carrier", "name", help="Who sells, as people call them.")
@click.option("--country", default="", help="The seller's country, ISO 3166-1: NG.")
@click.option("--currency", default="", help="The page's currency, ISO 4217: NGN.")
@click.option("--language", default="", help="The page's language: en, ko.")
@click.option("--terms", type=click.Choice([t.value for t in Terms]), default="unchecked", show_default=True,
              help="What the site's terms say about automatic reading, once you have read them.")  # fmt: skip
@click.option("--watch", "choice", flag_value=WATCH, help="Do not ask: watch it as text.")
@click.option("--draft", "choice", flag_value=DRAFT, help="Do not ask: draft a source.")
@click.pass_obj
def command(
    context: Context, page: str, url: str | None, source_id: str | None, name: str | None, country: str, currency: str,
    language: str, terms: str, choice: str | None,
) -> int:  # fmt: skip
    """Look at a page as a careful person would, and offer to watch it, or to read it by a drafted source.

    A draft is a module, the page as it is today and the rows that it reads of it, in your own folder of sources; what
    a person must decide is marked in it. It is off until you enable it. Nothing is written without a yes.
    """
    settings = context.settings()
    carriers, broken = find_carriers(settings.sources.paths)
    address, body, content_type, told = _fetched(context, page, url)
    known = holder_of(address, carriers)
    if known is not None and not (known.is_own and known.source.status is SourceStatus.WATCH):
        told_already(context, known, address)
        return EXIT_OK
    first = known.id if known else free_id(source_id, address, country or country_of(address), carriers, broken)
    called = name or (known.source.carrier if known else brand_of(first))
    wanted = Wanted(id=first, carrier=called, url=address, today=f"{clock_of(settings).now():%Y-%m-%d}")
    with Readers(1) as readers:
        kept = PageBytes(body, address, content_type, Media.HTML)
        seen = readers.ask(_look_over, kept, wanted, Hints(country=country, currency=currency, language=language))
        seen = Seen(problem=seen) if isinstance(seen, Problem) else seen
        _show(told, terms, seen, body)
        if seen.problem:
            return EXIT_PERSON
        if seen.about and not known and not source_id:  # the page may tell a country that its address did not
            wanted = replace(wanted, id=free_id(None, address, seen.about.country, carriers, broken))
        drafted = _tried(seen, wanted, kept, readers, Terms(terms))
    chosen = choice or _asked(seen, drafted)
    if chosen == WATCH:
        if known is None:
            begin_watching(context, address, wanted.id, wanted.carrier)
        else:
            say(f"{known.id} is watched already ({known.path}); nothing was written")
        return EXIT_OK
    if chosen != DRAFT:
        say("Nothing was written.")
        return EXIT_OK
    if drafted is None:
        raise Usage(f"there is no list of prices to read; watch the page: {context.prefix()} add {address} --watch")
    return _write(context, wanted, drafted, body, known, seen)


def _look_over(page: PageBytes, wanted: Wanted, hints: Hints) -> Seen:
    (document,) = as_text([page])
    return look_over(document, wanted, hints)


def _fetched(context: Context, page: str, url: str | None) -> tuple[str, bytes, str, str]:
    """The page's address, its bytes, their type, and how it came. Raises Usage."""
    file = Path(page)
    if "://" not in page and file.is_file():
        if url is None:
            raise Usage(f"{file} is the page of which address? Say so: {context.prefix()} add {file} --url https://...")
        try:
            return public_address(url), file.read_bytes(), mimetypes.guess_type(file.name)[0] or "", f"{file}, a file"
        except OSError as error:
            raise Usage(f"{file} cannot be read ({error.strerror})") from None
    address = public_address(page)
    fetched = get_of(context.settings())(address)
    if fetched.outcome not in GOOD:
        detail = text_of(fetched.detail)
        raise Usage(f"{address}: {fetched.outcome.value.replace('_', ' ')}. {detail} {ADVICE[fetched.outcome]}".strip())
    rules = "has no rules" if fetched.robots is None or fetched.robots.outcome is not Outcome.OK else "allows it"
    led = f", led to {fetched.final_url}" if fetched.final_url not in ("", fetched.url) else ""
    return address, fetched.body, fetched.content_type, f"robots.txt {rules} · HTTP {fetched.status}{led}"


def _show(told: str, terms: str, seen: Seen, body: bytes) -> None:
    read = "terms: not checked (read them, and say --terms)" if terms == Terms.UNCHECKED.value else f"terms: {terms}"
    size = f"{len(body) / 1024:,.0f} kB"
    say(" · ".join(filter(None, (told, read, size, seen.language, seen.encoding))))
    if seen.problem:
        say(f"Not the page that was meant: {text_of(seen.problem.message)}")
        if seen.problem.words:
            say(f'  it says "{text_of(seen.problem.words)}"')
        return
    for line in seen.about.told if seen.about else ():
        say(f"  {line}")
    for number, line in enumerate(seen.found or ("no list of anything",)):
        say(f"{'Found ' if number == 0 else '      '} {text_of(line)}")
    for line in seen.first_rows:
        say(f"First   {text_of(line)}")


def _tried(seen: Seen, wanted: Wanted, page: PageBytes, readers: Readers, terms: Terms) -> Drafted | None:
    """The draft as it reads the page that it was drafted from."""
    if seen.draft is None:
        return None
    _, rest = seen.draft.text.split(":", 1)  # the page's country may have given it another id
    text = f'"""{wanted.id}:{rest}'
    if terms is not Terms.UNCHECKED:
        text = text.replace("status=SourceStatus.OFF,", f"status=SourceStatus.OFF, terms=Terms.{terms.name},", 1)
        text = text.replace("SourceStatus, Usage", "SourceStatus, Terms, Usage", 1)
    folder = Path(tempfile.mkdtemp(prefix="roamledger-add-"))
    try:
        file = folder / f"{wanted.id}.py"
        file.write_text(text, encoding="utf-8")
        carrier = load_carrier(file, is_own=True)
        part = carrier.source.parts[0]
        pages = (PageBytes(page.body, page.url, page.content_type, part.media),)
        return Drafted(text, readers.read(carrier, part.id, pages), part.media)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _asked(seen: Seen, drafted: Drafted | None) -> str:
    say(f"  {WATCH}  watch only          kept and compared as text from now on, no facts")
    if drafted is not None:
        reading, rows = drafted.reading, sum(len(records.rows) for records in (seen.draft.lists if seen.draft else ()))
        trouble = f", {count(len(reading.held), 'row')} not understood" if reading.held else ""
        trouble += "".join(f"; {problem.message}" for problem in reading.problems[:1])
        asks = seen.draft.questions if seen.draft else ()
        first = f"; to decide: {asks[0]}" + (f" (and {len(asks) - 1} more)" if len(asks) > 1 else "") if asks else ""
        offers = f"{count(len(reading.offers), 'offer')} of {count(rows, 'row')}"
        say(f"  {DRAFT}  read it (draft)     {text_of(offers + trouble + first)}")
    if not sys.stdin.isatty():
        say("Choose with --watch" + (" or --draft." if drafted else "."))
        return ""
    choices = [WATCH, *([DRAFT] if drafted else []), "n"]
    return str(click.prompt("Choose (n: neither)", type=click.Choice(choices), default=choices[-2]))


def _write(context: Context, wanted: Wanted, drafted: Drafted, body: bytes, known: Carrier | None, seen: Seen) -> int:
    folder, told = own_folder(context)
    file = known.path if known else folder / f"{wanted.id}.py"
    if known is None:
        write_source(file, drafted.text)
    else:  # a watched page becomes one that is read: what was there before stays beside it
        write_whole(file.with_name(f"_{file.name}.before"), file.read_text(encoding="utf-8"))
        write_whole(file, drafted.text)
    kept = file.with_suffix("") / f"{wanted.today}.{_ENDINGS[drafted.media]}"
    golden = kept.with_name(f"{wanted.today}.golden.csv")
    try:
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(body)
        golden.write_text(rows_of(drafted.reading), encoding="utf-8")
    except OSError as error:
        raise Usage(f"{error.filename} cannot be written ({error.strerror}); {file} is there") from None
    lines = drafted.text.splitlines()
    for line in told:
        say(f"Wrote   {line}")
    say(f"Wrote   {file} ({count(len(lines), 'line')})")
    say(f"        {kept}")
    say(f"        {golden}: {count(len(drafted.reading.offers), 'row')}; compare every one with the page")
    asked = [str(number) for number, line in enumerate(lines, 1) if "# to decide:" in line]
    if asked:
        where = f"line {', '.join(asked)}"
        say(f"To do   {count(len(asked), 'question')} left, in {where}; then: {context.prefix()} test {file.parent}")
    say(f"Try     {context.prefix()} sources check {wanted.id}")
    say(f"Switch on   {context.prefix()} sources enable {wanted.id}")
    if known is not None:
        say("        what was kept while it was watched is then read from the beginning")
    return EXIT_PERSON if drafted.reading.problems or drafted.reading.held or asked else EXIT_OK
