"""``roamledger doctor network``: proxy, certificates, names, or offline?"""

import click

from flows.cli.output import say, text_of
from flows.cli.shared import EXIT_OFFLINE, EXIT_OK, EXIT_PERSON, Context, emit_json, examples
from flows.world import real_world


@click.group("doctor", epilog=examples("doctor network"))
def command() -> None:
    """What stands between this machine and the carriers."""


@command.command("network", epilog=examples("doctor network"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
@click.pass_obj
def network(context: Context, as_json: bool) -> int:
    """Tell proxy, certificates, names and offline apart, with one request to example.com.

    Exit 0 if all is well, 3 if something needs a person, 4 if this machine is offline.
    """
    findings = real_world(context.settings()).door.examine()
    if as_json:
        emit_json({"step": f.name, "is_well": f.is_well, "words": f.words} for f in findings)
    else:
        for finding in findings:
            say(f"{'well ' if finding.is_well else 'WRONG'}  {finding.name:<12}  {text_of(finding.words)}")
    wrong = next((f for f in findings if not f.is_well), None)  # the first explains the rest
    if wrong is None:
        return EXIT_OK
    return EXIT_OFFLINE if wrong.is_offline else EXIT_PERSON
