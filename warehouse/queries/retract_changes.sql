-- These were no changes.
update core.changes set state = 'retracted'
where change_id in (select unnest($change_ids));
