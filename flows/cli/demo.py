"""``roamledger demo``."""

import email
import email.policy
from datetime import date
from pathlib import Path

import click

from flows.cli.shared import Context, program
from flows.report import Summary, table

QUESTIONS = (
    "select offer_name, offer_id, price, currency, data_gb, data_period, claimed_place_count from offers "
    "where kind = 'day_pass' order by offer_id",
    "select strftime(from_at, '%Y-%m-%d') as since, price, currency, data_gb from price_history "
    "where offer_id = 'us_verizon/travelpass/other' order by from_at",
    "select source_id, rows, last_read_at, age_days, held_reason from sources where last_read_at is not null",
)


@click.command("demo")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo-ledger"), help="Where its ledger goes.")
@click.option("--plain", is_flag=True, help="Run the plain steps instead of the Prefect flow (12 seconds quicker).")
@click.pass_obj
def command(context: Context, folder: Path, plain: bool) -> int:
    """Real carriers' past pages, served on this machine: watch tariffs move, get the mail, ask a question.

    No internet, no e-mail sent. The pages were rebuilt from dated public facts; each says so in its first line.
    """
    from flows.demo.run import RunOnce, fresh_ledger, play
    from flows.run import track

    say = click.echo
    say("Past pages of real carriers, served on this machine and fetched over HTTP. No internet, no e-mail is sent.")
    settings = fresh_ledger(folder)
    run_once: RunOnce = track
    if not plain:
        from flows.prefect_env import prepare

        say("Starting an embedded Prefect server; the first time takes some 20 seconds ...")
        prepare(folder / "prefect")
        from flows.track import run_flow

        run_once = run_flow
    play(settings, run_once, _show)
    mail = _mail(settings.outbox)
    prefix = f"{program()} --ledger {folder}"
    asked = Context(ledger=folder, config=None, no_color=context.no_color)
    say("\n" + "─" * 100 + "\nWhat moved in all that time, and how to ask:")
    for args in (["changes", "--since", "2000-01-01"], ["can-i", "us_verizon/travelpass", "Turkey"]):
        _ask(asked, prefix, args)
    for question in QUESTIONS:
        _ask(asked, prefix, ["sql", question])
    say(f"\nThe last alert e-mail:  {mail}")
    say(f"  to read in a browser: {mail.with_suffix('.html')}")
    say(f"\nLook around:            {prefix} why us_verizon/travelpass/other")
    say(f"Your own ledger:        {program()} track          (fetches the carriers' live pages, politely)")
    return 0


def _show(on: date, caption: str, first: Summary, second: Summary | None) -> None:
    click.echo(f"\n{on:%d %B %Y}   {caption}")
    for source, read, what, _ in table(first):
        click.echo(f"  {source:<16} {read:<9} {what}")
    if second is not None:
        click.echo(f"  {second.started_at:%H:%M} UTC, the second look:")
        for move in (m for m in second.moves if m.state == "confirmed"):
            click.echo(f"    {move.effect.upper():<8} {move.what}")
        for mail in second.mails:
            click.echo(f"    mail     {mail}")


def _ask(context: Context, prefix: str, args: list[str]) -> None:
    """Show a command and run it as printed."""
    from flows.cli import group

    shown = " ".join(f'"{arg}"' if " " in arg else arg for arg in args)
    click.echo(f"\n$ {prefix} {shown}")
    group.main(args=["--ledger", str(context.ledger), *args], prog_name=program(), standalone_mode=False)


def _mail(outbox: Path) -> Path:
    """The newest mail, its HTML part laid beside it for a browser."""
    newest = max(outbox.glob("*.eml"), key=lambda path: path.name)
    message = email.message_from_bytes(newest.read_bytes(), policy=email.policy.default)
    body = message.get_body(("html",))
    if body is not None:
        newest.with_suffix(".html").write_text(body.get_content(), encoding="utf-8")
    return newest
