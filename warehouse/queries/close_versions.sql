-- These versions ended; what their part said of when they were seen is written down.
update core.versions
set
    observed_to = $observed_to,
    to_capture_id = $capture_id,
    closed_recorded_at = $recorded_at,
    last_seen_at = coalesce(last_seen_at, least($seen_at, coalesce(looked_on, $seen_at))),
    last_capture_id = coalesce(last_capture_id, $seen_capture_id)
where version_id in (select unnest($version_ids));
