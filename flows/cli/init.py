"""``roamledger init``."""

from pathlib import Path

import click

from flows.cli.output import say
from flows.cli.shared import Context, Usage, examples
from flows.cli.switch import write_whole

TEMPLATE = """\
# Roamledger's settings. Every line that begins with "# " and a name shows the default: take the "# " away to change it.
# An environment variable goes over each: fetch.delay_seconds is ROAMLEDGER_FETCH__DELAY_SECONDS.
# What is in force, and from where:  roamledger config

# ledger = "ledger"                 # the folder that holds everything; relative to this file
# subscriptions = "subscriptions.toml"  # who is told what (docs/mail.md); without that file, [mail] to is told all
# trips = "trips.toml"              # saved trips (roamledger trip --save); computed anew after every run
# stale_after_days = 3              # older than this, a fact is left out of answers
# who = ""                          # who signs what you accept, reject or retract; empty: your login

[sources]
# paths = ["sources"]               # folders with sources of your own
# on = []                           # ids to fetch beyond those shipped as live; roamledger sources enable ID
# off = []                          # ids to leave alone; roamledger sources disable ID

[fetch]
# contact_url = "https://roamledger.example/about"  # who you are: sites see it with every request
# contact_mail = ""
# delay_seconds = 10.0              # between two requests to one host
# run_minutes = 12.0                # a run asks for so long; what is left is due in the next (every 15 minutes)
# vantage = ""                      # the country that you fetch from, if it matters: "ES"
# proxy = ""                        # "http://host:port"; none is taken from the environment
# ca_bundle = "company-ca.pem"      # behind a company proxy
# stop_hosts = []                   # hosts never to be asked again

[confirm]
# after_minutes = 60                # a move is told when a second look, this much later, shows it again

[mail]
# to = ["you@example.org"]
# sender = "roamledger@localhost"
# smtp_host = ""                    # empty: mails are written to <ledger>/outbox as .eml files
# smtp_port = 587
# smtp_user = ""
# smtp_password = ""                # better in the environment: ROAMLEDGER_MAIL__SMTP_PASSWORD
# smtp_secret_file = "smtp.secret"  # or in a file that only you can read (chmod 600)
# smtp_oauth = false                # true: the secret is an OAuth access token (XOAUTH2), not a password
# starttls = true
# timezone = "UTC"                  # of the times in mails: "Europe/Madrid"
# unsubscribe_url = ""              # "https://you.example/unsubscribe", answered by: roamledger alerts unsubscribe-page
# unsubscribe_secret = ""           # signs the links; better in the environment

[rates]
# ecb = true                        # the European Central Bank's exchange rates, one small file a day

[prefect]
# api_url = ""                      # of a running Prefect server; empty: runs are plain
"""


@click.command("init", epilog=examples("init"))
@click.option("--file", "file", type=click.Path(path_type=Path, dir_okay=False), default=Path("roamledger.toml"))
@click.pass_obj
def command(context: Context, file: Path) -> None:
    """Write a commented roamledger.toml here. It never overwrites one."""
    if file.exists():
        raise Usage(f"{file} is there already; nothing was written. What is in force: {context.prefix()} config")
    if not file.absolute().parent.is_dir():
        raise Usage(f"there is no folder {file.parent}; make it first")
    write_whole(file, TEMPLATE)
    say(f"Wrote {file}. Everything in it is optional; what is in force: {context.prefix()} config")
