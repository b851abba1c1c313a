-- These were gone before a second look could confirm them.
update core.changes
set state = 'undone', undone_at = $settled_at, settled_capture_id = $capture_id
where change_id in (select unnest($change_ids));
