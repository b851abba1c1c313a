-- What became of these changes: a later look shows them again, or they were gone before one could.
with settled as (
    select
        unnest($change_ids) as change_id,
        unnest($states) as state,
        unnest($moments) as settled_at,
        unnest($capture_ids)::varchar as capture_id
)

update core.changes as changes
set
    state = settled.state,
    confirmed_at = case when settled.state = 'confirmed' then settled.settled_at else changes.confirmed_at end,
    undone_at = case when settled.state = 'undone' then settled.settled_at else changes.undone_at end,
    settled_capture_id = settled.capture_id
from settled
where changes.change_id = settled.change_id;
