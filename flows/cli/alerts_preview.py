"""``roamledger alerts preview`` and ``rehearse``: what a rule would say, with nothing sent and nothing written down."""

import base64
import webbrowser
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import click

from flows.alerts.owing import Owed, matching
from flows.alerts.rehearse import YEAR, rehearse, summary_words
from flows.alerts.send import subscriptions_of
from flows.alerts.writing import health_notes, rule_of, written
from flows.cli.alerts_shared import asking, looking
from flows.cli.finding import find_since
from flows.cli.output import say, text_of
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage, examples
from flows.settings import Settings


@click.command("preview", epilog=examples("alerts preview --since 7d --open", "alerts preview competitors --first"))
@click.argument("rule", required=False)
@click.option("--since", default="7d", show_default=True, help="1d, 12h, 2w, or a day such as 2026-11-01 (UTC).")
@click.option("--first", "is_first", is_flag=True, help="The first mail instead: what is known now.")
@click.option("--open", "opens", is_flag=True, help="Open each in the browser.")
@click.pass_obj
def preview(context: Context, rule: str | None, since: str, is_first: bool, opens: bool) -> None:
    """Write the mail that each rule (or the one named) would send for what was confirmed since. Nothing is sent."""
    settings = context.settings()
    found = subscriptions_of(settings)
    for name in [rule] if rule else list(found.rule):
        question = asking(found, name, settings)
        with looking(settings) as ledger:
            if ledger is None:
                raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
            rows = ledger.rows("alert_history", since=find_since(since, question.now))
            changes = matching(ledger.connection, question, rows)
            if not changes and not is_first:
                say(f"{name}: nothing to tell since {since}")
                continue
            owed = Owed([] if is_first else changes, is_first=is_first)
            _, eml = written(
                ledger.connection, settings, rule_of(found, question, settings), question, owed,
                health_notes(ledger.connection),
            )  # fmt: skip
        page = _write(settings, name, eml)
        say(f"{name}: {page}")
        if opens:
            webbrowser.open(page.absolute().as_uri())


def _write(settings: Settings, name: str, eml: bytes) -> Path:
    folder = settings.ledger / "preview"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(eml)
    page = folder / f"{name}.html"
    page.write_text(html_of(eml), encoding="utf-8")
    return page


def html_of(eml: bytes) -> str:
    """The HTML part of a mail, its pictures put into it, for a browser."""
    message: EmailMessage = message_from_bytes(eml, policy=default)
    body = message.get_body(("html",))
    html: str = body.get_content() if body is not None else ""
    for part in message.walk():
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            data = base64.b64encode(cast(bytes, part.get_payload(decode=True))).decode()
            html = html.replace(
                f"cid:{part['Content-ID'].strip('<>')}", f"data:{part.get_content_type()};base64,{data}"
            )
    return html.replace("img-src cid:", "img-src cid: data:")


@click.command("rehearse", epilog=examples("alerts rehearse competitors --since 2025-11-24"))
@click.argument("rule")
@click.option("--since", help="A day such as 2025-11-24, or 26w; without it, a year.")
@click.pass_obj
def rehearse_(context: Context, rule: str, since: str | None) -> None:
    """Say what a rule would have sent over the history, filled-in years included."""
    settings = context.settings()
    question = asking(subscriptions_of(settings), rule, settings)
    start = find_since(since, clock_of(settings).now()) if since else question.now - YEAR
    with looking(settings) as ledger:
        if ledger is None:
            raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
        found = rehearse(ledger.connection, question, start)
    say(f"Since {start:%Y-%m-%d} this rule {summary_words(found)}")
    for at, notes in found.by_mail:
        named = ", ".join(dict.fromkeys(f"{text_of(n.carrier)} {text_of(n.offer_name)}" for n in notes))
        say(f"  {at:%Y-%m-%d %H:%M}  {len(notes):>4} changes   {named[:90]}")
