"""``roamledger alerts mute``, ``unsubscribe``, ``subscribe``: what a person rules, kept in the journal."""

from datetime import timedelta

import click

from flows.alerts.memory import ALL, muting, ruling
from flows.alerts.send import subscriptions_of
from flows.cli.alerts_shared import asking, record, who
from flows.cli.finding import near
from flows.cli.output import moment, say
from flows.cli.reader import clock_of
from flows.cli.shared import Context, Usage, examples
from transforms.source import find_carriers


@click.command("mute", epilog=examples("alerts mute competitors --carrier au_telstra --days 30"))
@click.argument("rule")
@click.option("--carrier", help="Only this carrier: us_verizon. Without it, all of the rule.")
@click.option("--days", type=click.IntRange(0, 3650), required=True, help="From now; 0 ends a mute.")
@click.option("--why", default="", help="The reason, for the journal.")
@click.pass_obj
def mute(context: Context, rule: str, carrier: str | None, days: int, why: str) -> None:
    """Tell nothing of a carrier for some days. What is confirmed meanwhile is not told later; corrections are."""
    settings = context.settings()
    asking(subscriptions_of(settings), rule, settings)
    carriers, _ = find_carriers(settings.sources.paths)
    known = {c.carrier_id for c in carriers.values()}
    if carrier and carrier not in known:
        raise Usage(f"there is no carrier {carrier!r}.{near(carrier, known)}")
    now = clock_of(settings).now()
    until = now + timedelta(days=days)
    record(context, settings, [muting(rule, carrier or ALL, until, now, who(), why or "not said")])
    what = f"{rule}: {carrier or 'everything'}"
    say(f"{what} is told again from now on" if not days else f"{what} is not told until {moment(until)}")
    if days:
        back = f"alerts mute {rule}" + (f" --carrier {carrier}" if carrier else "") + " --days 0"
        say(f"Back    {context.prefix()} {back}")


@click.command("unsubscribe", epilog=examples("alerts unsubscribe competitors pricing@example.org"))
@click.argument("rule")
@click.argument("address")
@click.option("--why", default="", help="The reason, for the journal.")
@click.pass_obj
def unsubscribe(context: Context, rule: str, address: str, why: str) -> None:
    """Send a rule's mails to an address no more, though the file names it."""
    _rule_on(context, "unsubscribe", rule, address, why)
    say(f"{address} gets no more mails of rule {rule}")
    say(f"Back    {context.prefix()} alerts subscribe {rule} {address}")


@click.command("subscribe", epilog=examples("alerts subscribe competitors pricing@example.org"))
@click.argument("rule")
@click.argument("address")
@click.option("--why", default="", help="The reason, for the journal.")
@click.pass_obj
def subscribe(context: Context, rule: str, address: str, why: str) -> None:
    """Take back an unsubscribe. (New addresses are written into subscriptions.toml, not here.)"""
    _rule_on(context, "subscribe", rule, address, why)
    say(f"{address} gets the mails of rule {rule} again, from now on")


def _rule_on(context: Context, what: str, rule: str, address: str, why: str) -> None:
    settings = context.settings()
    found = subscriptions_of(settings)
    asking(found, rule, settings)
    recipients = found.recipients(rule)
    if address not in recipients:
        raise Usage(f"rule {rule} does not name {address!r}.{near(address, recipients) or ' Nothing was written.'}")
    now = clock_of(settings).now()
    record(context, settings, [ruling(what, rule, address, now, who(), why or "not said")])
