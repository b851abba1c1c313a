-- Every reading's id and every source's, the newest readings first.
select reading_id as name
from (
    select
        reading_id,
        observed_at
    from ops.readings
    union all
    select
        source_id as reading_id,
        null as observed_at
    from ops.parts
) as names
order by observed_at desc nulls last, reading_id asc;
