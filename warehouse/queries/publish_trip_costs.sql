-- Saved trips and what they cost, each time that it was other than before.
select
    trip_id,
    computed_at,
    option,
    total_usd,
    total_usd_high,
    position = 1 as is_cheapest,
    case when is_proven then 'proven' else 'if covered' end as confidence,
    offer_ids,
    computed_at = max(computed_at) over (partition by trip_id) as is_newest
from ops.trip_costs
order by trip_id, computed_at, position;
