-- These versions stand, but the look at hand does not show them: the look before was the last that did.
update core.versions
set last_seen_at = least($seen_at, coalesce(looked_on, $seen_at)), last_capture_id = $seen_capture_id
where version_id in (select unnest($version_ids));
