-- These versions ended.
update core.offers
set observed_to = $observed_to, to_capture_id = $capture_id, closed_recorded_at = $recorded_at
where version_id in (select unnest($version_ids));
