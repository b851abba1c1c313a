-- What a saved trip was last found to cost.
select
    option,
    total_usd,
    total_usd_high,
    is_proven,
    offer_ids
from ops.trip_costs
where trip_id = $trip_id
qualify computed_at = max(computed_at) over ()
order by position;
