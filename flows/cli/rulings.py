"""``roamledger accept, reject, retract, link, withdraw``: what a person rules, kept in the journal with who and why."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from flows.alerts.wording import count
from flows.cli.deciding import Deciding, deciding
from flows.cli.finding import near
from flows.cli.output import moment, say, text_of
from flows.cli.shared import Context, Usage, examples
from warehouse.store import rows, run

F = TypeVar("F", bound=Callable[..., Any])
Row = Mapping[str, Any]


def ruling(command: F) -> F:
    """The options of every ruling."""
    who = "Your name for the journal (default: the setting `who`, else your login)."
    command = click.option("--who", default="", help=who)(command)
    return click.option("--why", default="", help="The reason, for the journal. Needed.")(command)


def undoing(command: F) -> F:
    return click.option("--undo", is_flag=True, help="Take such a ruling back, and what it did.")(command)


@click.command(
    "accept",
    epilog=examples(
        'accept gb_o2 --why "the list is shorter now, I looked"',
        'accept gb_o2@2026-11-24T05:12:00Z --why "a sale"',
    ),
)
@click.argument("subject", metavar="READING|CAPTURE|SOURCE")
@ruling
@click.pass_obj
def accept(context: Context, subject: str, why: str, who: str) -> None:
    """Believe a reading that was held, or that was rejected before; also its rows with a price of zero.

    CAPTURE as `why SOURCE` shows it; for a SOURCE, the held reading of each of its parts, from the first day on which
    the page gave these very rows. What changed is told when a second look shows it again.
    """
    with deciding(context, why, who) as open_:
        for reading in _to_accept(open_, subject):
            open_.decide("accept", reading["reading_id"])
            say(f"accepted {reading['reading_id']}: {count(reading['row_count'], 'row')} of {_day(reading)}")
            if reading["reasons"]:
                say(f"  it was held: {text_of(reading['reasons'])}")
            _say_changes(open_, reading["reading_id"])
    say(f"Next    {context.prefix()} track confirms it with a second look")


@click.command("reject", epilog=examples('reject gb_o2@2026-11-24T05:12:00Z --why "a test page"'))
@click.argument("name", metavar="READING|CAPTURE")
@ruling
@click.pass_obj
def reject(context: Context, name: str, why: str, who: str) -> None:
    """Believe a reading no more, nor those after it with the very same rows: history is told without them.

    What people were told of it is corrected by mail. `accept` takes it back.
    """
    with deciding(context, why, who) as open_:
        reading = _reading(open_, name, ("baseline", "taken"))
        reading_id = reading["reading_id"]
        if reading["effect"] == "rejected":
            raise Usage(f"{reading_id} is rejected already; to take that back: {context.prefix()} accept {reading_id}")
        if reading["effect"] not in ("baseline", "taken"):
            raise Usage(f"{reading_id} is not believed ({reading['verdict']}): there is nothing to reject")
        open_.must_have_read_all(reading["source_id"])
        before = _corrections(open_)
        open_.decide("reject", reading_id)
        rejected = run(open_.connection, "rejected_since", source_id=reading["source_id"], part=reading["part"])[0][0]
        say(f"rejected {reading_id}: {count(rejected, 'reading')} of {reading['source_id']} not believed any more")
        _say_corrections(open_, before)


@click.command("retract", epilog=examples('retract c-0123456789ab --why "the page named the old price by mistake"'))
@click.argument("change_id", metavar="CHANGE")
@undoing
@ruling
@click.pass_obj
def retract(context: Context, change_id: str, why: str, who: str, undo: bool) -> None:
    """Rule that a change never was one. It is told to nobody; whoever was told gets a correction by mail.

    CHANGE as `sql "from changes"` shows it.
    """
    with deciding(context, why, who) as open_:
        found = rows(open_.connection, "ruling_change", change_id=change_id)
        if not found:
            raise Usage(f"there is no change {change_id!r}.{near(change_id, _ids(open_, 'ruling_change_ids'))}")
        if undo:
            _undo(open_, context, "retract", change_id)
            return
        if found[0]["state"] == "retracted":
            raise Usage(f"{change_id} is retracted already; to take that back, add --undo")
        before = _corrections(open_)
        open_.decide("retract", change_id)
        say(f"retracted {change_id}: {text_of(found[0]['offer_id'])}, {found[0]['field']} ({_day(found[0])})")
        _say_corrections(open_, before)


@click.command(
    "link",
    epilog=examples('link us_verizon/travelpass us_verizon/global-pass --why "renamed on 2 Nov, see their news"'),
)
@click.argument("old", metavar="OLD_OFFER")
@click.argument("new", metavar="NEW_OFFER")
@undoing
@ruling
@click.pass_obj
def link(context: Context, old: str, new: str, why: str, who: str, undo: bool) -> None:
    """Rule that two offers are one: the new one is the old one under another name. History goes on under the old id."""
    with deciding(context, why, who) as open_:
        if undo:
            _undo(open_, context, "link", old, new)
            return
        first, second = _offer(open_, old), _offer(open_, new)
        _must_be_one(first, second, context)
        open_.must_have_read_all(first["source_id"])
        before = _corrections(open_)
        open_.decide("link", old, new)
        say(f"linked: {new} is {old} from {_day({'seen_at': second['first_seen_at']})} on")
        _say_corrections(open_, before)


@click.command("withdraw", epilog=examples('withdraw gb_o2/travel --why "O2 closed it; its page is gone"'))
@click.argument("offer_id", metavar="OFFER")
@undoing
@ruling
@click.pass_obj
def withdraw(context: Context, offer_id: str, why: str, who: str, undo: bool) -> None:
    """Rule that an offer is on sale no more, where no page says so (its page is gone).

    Nobody is told: no page shows it. The offer is back if one shows it again.
    """
    with deciding(context, why, who) as open_:
        offer = _offer(open_, offer_id)
        if undo:
            _undo(open_, context, "withdraw", offer_id)
            return
        if offer["ended_at"] is not None:
            raise Usage(f"{offer_id} is not on sale since {moment(offer['ended_at'])}: there is nothing to withdraw")
        if offer["is_shown"]:
            raise Usage(
                f"its page showed {offer_id} at the last look ({moment(offer['last_seen_at'])}), and would again; "
                f"if it was misread: {context.prefix()} reject {offer['last_reading_id']}"
            )
        open_.must_have_read_all(offer["source_id"])
        open_.decide("withdraw", offer_id, offer["part"])
        say(f"withdrawn: {offer_id}, last seen {moment(offer['last_seen_at'])}")


def _to_accept(open_: Deciding, subject: str) -> list[dict[str, Any]]:
    """The readings that are meant. Raises Usage: none, or nothing of it could be believed."""
    found = rows(open_.connection, "ruling_held", source_id=subject)
    if found:
        known = [row for row in found if row["row_count"]]
        if not known:
            raise Usage(
                f"the pages of {subject} that are held gave no row at all ({text_of(found[0]['reasons'])}); "
                "if its offers are gone for good: roamledger withdraw OFFER"
            )
        return known
    if run(open_.connection, "ruling_is_source", source_id=subject):
        raise Usage(f"nothing of {subject} is held: there is nothing to accept")
    reading = _reading(open_, subject, ("none", "rejected"))
    if reading["effect"] in ("baseline", "taken") and not reading["held_rows_sha256"]:
        raise Usage(f"{reading['reading_id']} is believed already")
    if reading["effect"] not in ("none", "rejected", "baseline", "taken"):
        raise Usage(f"{subject} is kept aside ({reading['effect']}): it cannot be accepted")
    if not reading["rows_sha256"] or not reading["row_count"]:
        why = text_of(reading["reasons"])
        raise Usage(
            f"{subject} gave no row that could be believed ({why}); if an offer is gone: roamledger withdraw OFFER"
        )
    return [reading]


def _reading(open_: Deciding, name: str, effects: tuple[str, ...]) -> dict[str, Any]:
    """The reading of that id, or the newest one of the capture of that id, if it can be one with these effects."""
    found = rows(open_.connection, "reading", reading_id=name)
    found = found or rows(open_.connection, "readings_of_capture", capture_id=name)
    if not found:
        raise Usage(f"there is no reading or capture {name!r}.{near(name, _ids(open_, 'ruling_reading_ids'))}")
    return next((row for row in found if row["effect"] in effects), found[0])


def _offer(open_: Deciding, offer_id: str) -> dict[str, Any]:
    found = rows(open_.connection, "ruling_offer", offer_id=offer_id)
    if not found:
        raise Usage(f"there is no offer {offer_id!r}.{near(offer_id, _ids(open_, 'ruling_offer_ids'))}")
    return found[0]


def _must_be_one(old: Row, new: Row, context: Context) -> None:
    """Raises Usage: why the two cannot be one offer."""
    if old["offer_id"] == new["offer_id"]:
        raise Usage(f"{old['offer_id']} is itself; name two offers")
    if (old["source_id"], old["part"]) != (new["source_id"], new["part"]):
        raise Usage(f"{old['offer_id']} and {new['offer_id']} stand on different pages: they stay two offers")
    if new["first_seen_at"] < old["first_seen_at"]:
        raise Usage(
            f"{new['offer_id']} is the older one; type: {context.prefix()} link {new['offer_id']} {old['offer_id']}"
        )
    if old["last_shown_at"] >= new["first_seen_at"]:
        raise Usage(
            f"both stood on one page from {moment(new['first_seen_at'])} to {moment(old['last_shown_at'])}: "
            "they are two offers"
        )


def _undo(open_: Deciding, context: Context, what: str, subject: str, value: str = "") -> None:
    found = rows(open_.connection, "ruling_to_undo", what=what, subject=subject, value=value)
    if not found:
        raise Usage(f"no ruling `{what} {subject}` holds: there is nothing to undo")
    before = _corrections(open_)
    open_.decide("undo", found[0]["decision_id"])
    say(f"taken back: {what} {subject}, ruled by {text_of(found[0]['who'])} on {moment(found[0]['decided_at'])}")
    _say_corrections(open_, before)


def _say_changes(open_: Deciding, reading_id: str) -> None:
    found = rows(open_.connection, "changes_of_reading", reading_id=reading_id)
    if found:
        say(f"  {count(len(found), 'change')}; to be confirmed")


def _corrections(open_: Deciding) -> int:
    return int(run(open_.connection, "ruling_corrections")[0][0])


def _say_corrections(open_: Deciding, before: int) -> None:
    more = _corrections(open_) - before
    if more > 0:
        say(f"  {count(more, 'correction')} owed to people who were told; they go out with the next run")


def _ids(open_: Deciding, query: str) -> list[str]:
    return [str(row[0]) for row in run(open_.connection, query)]


def _day(row: Row) -> str:
    return f"{row.get('observed_at') or row['seen_at']:%Y-%m-%d}"
