"""``roamledger doctor``: what stands between this machine and the carriers, and between it and the mailboxes."""

import click

from flows.alerts.doctor import examine
from flows.alerts.smtp import Timeouts
from flows.capture.doctor import Finding
from flows.cli.output import say, text_of
from flows.cli.shared import EXIT_OFFLINE, EXIT_OK, EXIT_PERSON, Context, emit_json, examples
from flows.world import real_world

QUICK = Timeouts(connect=15, command=30)


@click.group("doctor", epilog=examples("doctor network", "doctor mail"))
def command() -> None:
    """What stands between this machine and the carriers, or the readers' mailboxes."""


@command.command("network", epilog=examples("doctor network"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
@click.pass_obj
def network(context: Context, as_json: bool) -> int:
    """Tell proxy, certificates, names and offline apart, with one request to example.com.

    Exit 0 if all is well, 3 if something needs a person, 4 if this machine is offline.
    """
    return _tell(real_world(context.settings()).door.examine(), as_json=as_json)


@command.command("mail", epilog=examples("doctor mail"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
@click.pass_obj
def mail(context: Context, as_json: bool) -> int:
    """Tell settings, server, encryption and log-in apart, without sending anything.

    Exit 0 if all is well, 3 if something needs a person, 4 if the server cannot be reached.
    """
    return _tell(examine(context.settings(), QUICK), as_json=as_json)


def _tell(findings: list[Finding], *, as_json: bool) -> int:
    if as_json:
        emit_json({"step": f.name, "is_well": f.is_well, "words": f.words} for f in findings)
    else:
        for finding in findings:
            say(f"{'well ' if finding.is_well else 'WRONG'}  {finding.name:<12}  {text_of(finding.words)}")
    wrong = next((f for f in findings if not f.is_well), None)  # the first explains the rest
    if wrong is None:
        return EXIT_OK
    return EXIT_OFFLINE if wrong.is_offline else EXIT_PERSON
