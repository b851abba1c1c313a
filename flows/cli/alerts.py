"""``roamledger alerts``: who is told what, what waits, and what a rule would say."""

from datetime import UTC, datetime
from typing import Any

import click

from flows.alerts.send import open_digests, send_owed, subscriptions_of
from flows.cli.alerts_preview import preview, rehearse_
from flows.cli.alerts_rule import mute, subscribe, unsubscribe
from flows.cli.alerts_shared import looking, rules_known
from flows.cli.alerts_way import test, unsubscribe_page
from flows.cli.output import emit_machine, formats, moment, say, text_of
from flows.cli.shared import EXIT_OK, EXIT_PERSON, Context, Usage, examples
from flows.opening import open_run
from flows.world import real_world
from transforms.source import find_carriers
from warehouse.entries import Delivery
from warehouse.load import catch_up
from warehouse.publish import publish
from warehouse.store import rows as rows_of

COLUMNS = ("digest_id", "state", "rule", "recipient", "subject", "frozen_at", "attempts", "next_attempt_at", "detail")


@click.group("alerts", epilog=examples("alerts check", "alerts preview --since 7d --open"))
def command() -> None:
    """Who is told what (subscriptions.toml), what waits to be sent, and what a rule would have said."""


@command.command("check", epilog=examples("alerts check"))
@click.pass_obj
def check(context: Context) -> int:
    """Read subscriptions.toml as a run would, and say what each rule does. Exit 2 if something in it is wrong."""
    settings = context.settings()
    found = subscriptions_of(settings)
    carriers, _ = find_carriers(settings.sources.paths)
    with looking(settings) as ledger:
        faults = rules_known(found, settings, carriers, ledger)
    if faults:
        raise Usage("\n".join(f"{settings.subscriptions}: {fault}" for fault in faults))
    if settings.subscriptions.is_file():
        say(f"{settings.subscriptions}: {len(found.rule)} rule{'' if len(found.rule) == 1 else 's'}, all well")
    else:
        say(f"There is no {settings.subscriptions}: the built-in rule tells everything (see docs/mail.md)")
    for name, entry in found.rule.items():
        send = entry.send + (f", heartbeat {entry.heartbeat}" if entry.heartbeat else "")
        say(f"  {name:<16} {send:<24} to {', '.join(found.recipients(name))}")
    return EXIT_OK


@command.command("pending", epilog=examples("alerts pending"))
@formats
@click.pass_obj
def pending(context: Context, as_json: bool, as_csv: bool) -> int:
    """Mails that are frozen and not yet handed over, and those that were refused. Exit 3 if any was refused."""
    settings = context.settings()
    with looking(settings) as ledger:
        if ledger is None:
            raise Usage(f"Nothing has been read yet in {settings.ledger}. Type: {context.prefix()} track")
        waiting = open_digests(ledger.connection)
        refused = ledger.rows("alert_refused", since=ledger.beginning)
    rows: list[dict[str, Any]] = [
        {
            "digest_id": digest.digest_id, "state": _state(attempts), "rule": digest.rule,
            "recipient": digest.recipient, "subject": digest.subject, "frozen_at": digest.frozen_at,
            "attempts": sum(a.state != "sending" for a in attempts),
            "next_attempt_at": attempts[-1].next_attempt_at if attempts else None,
            "detail": attempts[-1].detail if attempts else "",
        }
        for digest, attempts in waiting
    ]  # fmt: skip
    rows += [{**row, "frozen_at": None, "attempts": None, "next_attempt_at": None} for row in refused]
    if not emit_machine(COLUMNS, rows, as_json=as_json, as_csv=as_csv):
        if not rows:
            say("No mail waits.")
        for row in rows:
            due = row["next_attempt_at"]
            say(f"{row['digest_id']}  {row['state']:<8}  {text_of(row['recipient'])}   {text_of(row['subject'])}")
            said = [text_of(row["detail"])] if row["detail"] else []
            said += [f"next try {moment(due)}"] if due else []
            if said:
                say(f"    {'; '.join(said)}")
        if refused:
            say(f"Again    {context.prefix()} alerts deliver --again ID     when the cause is mended")
    return EXIT_PERSON if refused else EXIT_OK


def _state(attempts: list[Delivery]) -> str:
    if not attempts:
        return "pending"
    return "sending" if attempts[-1].state == "sending" else "pending"


@command.command("deliver", epilog=examples("alerts deliver"))
@click.option("--again", metavar="ID", help="Also try a mail again that was refused or given up.")
@click.pass_obj
def deliver(context: Context, again: str | None) -> int:
    """Send what is owed now, without fetching anything. Exit 3 if something needs a person."""
    settings = context.settings()
    with open_run(real_world(settings), ()) as run:
        if again:
            refused = rows_of(run.warehouse.connection, "alert_refused", since=datetime(1970, 1, 1, tzinfo=UTC))
            known = {row["digest_id"] for row in refused}
            if again not in known:
                raise Usage(f"no mail {again!r} was refused or given up; {context.prefix()} alerts pending lists them")
            run.begin()
            run.journal.append(
                Delivery(digest_id=again, attempted_at=run.started_at, state="retry", next_attempt_at=run.started_at)
            )
            catch_up(run.warehouse.connection, run.journal, run.archive)
        sent = send_owed(run)
        if sent.landed:
            publish(
                run.warehouse.connection, settings.published, as_of=run.world.clock.now(),
                stale_after_days=settings.stale_after_days,
            )  # fmt: skip
    for where in sent.landed:
        say(f"1 mail {'sent to' if settings.mail.smtp_host else 'written to'} {where}")
    for problem in sent.problems:
        say(f"To do   {problem}")
    if not sent.landed and not sent.problems:
        say("Nothing is owed.")
    return EXIT_PERSON if sent.problems else EXIT_OK


for each in (preview, rehearse_, mute, subscribe, unsubscribe, test, unsubscribe_page):
    command.add_command(each)
