"""``roamledger archive export``: WARC out. Back in: ``roamledger backfill --warc``."""

from collections.abc import Iterator
from pathlib import Path

import click

from flows.alerts.wording import count
from flows.cli.output import say
from flows.cli.shared import Context, Usage, emit_json, examples
from warehouse.archive import Archive
from warehouse.entries import Capture
from warehouse.journal import Journal
from warehouse.warc import WarcError
from warehouse.warc_out import write_warc


@click.command("export", epilog=examples("archive export --warc ours.warc.gz"))
@click.option("--warc", "file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="New file (.gz?).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(context: Context, file: Path, as_json: bool) -> None:
    """Write every capture as WARC 1.1: requests, responses, and revisits of pages that had not changed.

    Back in, here or in another ledger: backfill --warc FILE.
    """
    settings = context.settings()
    if not settings.journal.is_dir():
        raise Usage(f"there is no journal in {settings.ledger} to export. Type: {context.prefix()} track")
    with Journal(settings.journal) as journal:
        try:
            written = write_warc(file, _captures(journal), Archive(settings.archive))
        except WarcError as error:
            raise Usage(str(error)) from None
    if as_json:
        row = {"file": str(file), "captures": written.captures, "responses": written.responses}
        emit_json([{**row, "revisits": written.revisits, "bytes": file.stat().st_size}])
        return
    say(f"{count(written.captures, 'capture')} written to {file}: {count(written.responses, 'response')}, "
        f"{count(written.revisits, 'revisit')}")  # fmt: skip


def _captures(journal: Journal) -> Iterator[Capture]:
    for _, entry in journal.entries():
        if isinstance(entry, Capture):
            yield entry
