-- These versions were seen again.
update core.offers
set last_seen_at = least($seen_at, coalesce(looked_on, $seen_at)), last_capture_id = $capture_id
where version_id in (select unnest($version_ids));
