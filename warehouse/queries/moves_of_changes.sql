-- The moves that these changes are told with.
select distinct move_id from core.changes
where change_id in (select unnest($change_ids));
