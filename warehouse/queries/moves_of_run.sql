-- The carriers' own moves that a run saw first, confirmed, or saw undone.
with touched as (
    select move_id
    from core.changes
    where run_id = $run_id and cause = 'page' and not is_backfill
    union
    select changes.move_id
    from core.changes as changes
    inner join ops.captures as captures on changes.settled_capture_id = captures.capture_id
    where captures.run_id = $run_id and changes.cause = 'page' and not changes.is_backfill
)

select * from core.moves
where move_id in (select touched.move_id from touched)
order by source_id, field, move_id;
