-- The move that a change is told with.
select move_id from core.changes
where change_id = $change_id;
