-- These versions never stood so: another reading of the same capture says otherwise.
update core.versions
set
    recorded_to = $recorded_at,
    last_seen_at = coalesce(last_seen_at, least($seen_at, coalesce(looked_on, $seen_at))),
    last_capture_id = coalesce(last_capture_id, $seen_capture_id)
where version_id in (select unnest($version_ids));
