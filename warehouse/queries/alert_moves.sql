-- What is known of each move as a whole, for those in $move_ids.
select
    move_id,
    what,
    cast(factor as decimal(18, 6)) as factor,
    row_count as rows, -- noqa: RF04
    coalesce(exceptions, 0) as exceptions,
    ends_on
from core.moves
where list_contains($move_ids, move_id)
order by move_id;
