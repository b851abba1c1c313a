"""Saved trips computed anew after a run, from the copy that people read. What differs goes to the journal."""

from flows.cli.finding import find_place
from flows.cli.reader import open_published
from flows.cli.trip import contracts_of, plan_asked_for
from flows.opening import Run
from flows.trip.ask import Question, answer_trip
from flows.trip.saved import differs, read_saved
from warehouse.entries import TripCost, TripOption
from warehouse.load import catch_up
from warehouse.store import rows


def recompute(run: Run) -> bool:
    """Compute every saved trip that is not over; say whether any costs other than before.

    Raises:
        TripError, Usage: trips.toml is wrong, or names a plan that the ledger does not have (with the trip's name).
    """
    settings, now = run.world.settings, run.world.clock.now()
    saved = [trip for trip in read_saved(settings.trips, find_place) if trip.trip.days[-1][0] >= now.date()]
    if not saved:
        return False
    moved = []
    with open_published(settings, run.world.clock) as reader:
        for item in saved:
            plans = tuple(plan_asked_for(words, reader) for words in item.compare)
            agreed = contracts_of(item.contract, settings.trips.with_name("contracts.toml"))
            answer = answer_trip(reader, Question(item.trip, plans, contract=item.contract), agreed)
            known = rows(run.warehouse.connection, "trip_newest", trip_id=item.trip_id)
            found = [(o.name, o.low, o.high, o.is_proven) for o in answer.options]
            if differs(known, found):
                ways = tuple(
                    TripOption(
                        option=o.name, total_usd=str(o.low), total_usd_high=str(o.high), is_proven=o.is_proven,
                        offer_ids=o.offer_ids,
                    )
                    for o in answer.options
                )  # fmt: skip
                moved.append(TripCost(trip_id=item.trip_id, computed_at=now, options=ways, run_id=run.run_id))
    for entry in moved:
        run.begin()
        run.journal.append(entry)
    catch_up(run.warehouse.connection, run.journal, run.archive)
    return bool(moved)
