-- A later look shows these again.
update core.changes
set state = 'confirmed', confirmed_at = $settled_at, settled_capture_id = $capture_id
where change_id in (select unnest($change_ids));
