"""``roamledger alerts test`` and ``unsubscribe-page``: is there a way to the readers, and a way out for them?"""

from wsgiref.simple_server import WSGIRequestHandler, make_server

import click

from flows.alerts.letters import test_letter
from flows.alerts.memory import ruling, standings
from flows.alerts.model import CHANNEL, Rule
from flows.alerts.outbox import seal, write
from flows.alerts.post import Post
from flows.alerts.send import subscriptions_of
from flows.alerts.unsubscribe import application, reader_of
from flows.alerts.writing import health_notes
from flows.cli.alerts_shared import looking, record
from flows.cli.output import say, text_of
from flows.cli.reader import clock_of
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, examples


@click.command("test", epilog=examples("alerts test you@example.org"))
@click.argument("address")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.pass_obj
def test(context: Context, address: str, lang: str) -> int:
    """Send one mail that says that mails arrive. It is no alert: the ledger does not know of it.

    ADDRESS may also be the name of a channel in subscriptions.toml. Exit 3 if it was not taken.
    """
    settings = context.settings()
    found = subscriptions_of(settings)
    recipient = f"{CHANNEL}{address}" if address in found.channels else address
    why = "roamledger alerts test"
    rule = Rule(name="test", recipients=(recipient,), timezone=found.timezone, language=lang, why=why)
    with looking(settings) as ledger:
        health = health_notes(ledger.connection) if ledger else []
    now = clock_of(settings).now()
    entry, eml = seal(
        lambda _: test_letter(rule, health, now, settings.stale_after_days), recipient, health, mail=settings.mail
    )
    post = Post(settings.mail, channels=found.channels)
    if post.writes_files(entry):
        say(f"Wrote {write(entry, eml, settings.outbox)}   (no SMTP set: see docs/mail.md)")
        return EXIT_OK
    answer = post.hand_over(entry, eml)
    say(f"{'Taken' if answer.state == 'sent' else 'Not taken'}: {text_of(answer.detail)}")
    if answer.state != "sent":
        say(f"To see which step fails: {context.prefix()} doctor mail")
    return EXIT_OK if answer.state == "sent" else EXIT_PERSON


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Addresses of readers and their tokens are nobody's business."""


@click.command("unsubscribe-page", epilog=examples("alerts unsubscribe-page --port 8025"))
@click.option("--port", type=click.IntRange(1, 65535), default=8025, show_default=True)
@click.option("--once", is_flag=True, help="Answer one request and end.")
@click.pass_obj
def unsubscribe_page(context: Context, port: int, once: bool) -> None:
    """Answer the links of [mail] unsubscribe_url, on 127.0.0.1: a web server of yours stands before it, with TLS."""
    settings = context.settings()
    if not settings.mail.unsubscribe_secret.get_secret_value():
        raise Usage("[mail] unsubscribe_secret is not set: nothing could tell a link of ours from any other")

    def act(given: str) -> None:
        with looking(settings) as ledger:
            known = standings(ledger.connection) if ledger else {}
        reader = reader_of(settings.mail, given, known)
        if reader is not None and known[reader].what == "subscribe":
            now = clock_of(settings).now()
            record(context, settings, [ruling("unsubscribe", *reader, now, "reader", "the link in the mail")])

    with make_server("127.0.0.1", port, application(act), handler_class=_Quiet) as server:
        say(f"http://127.0.0.1:{port}")
        if once:
            server.handle_request()
        else:
            server.serve_forever()
